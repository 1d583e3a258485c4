"""How sure the binding of a figure is: the share of such that were right.

`tables/confidence.csv` holds the shares, counted by `models/scripts/figure_confidence.py` on the
train split of the newsx corpus: a binding is right when its measure and its subject each share
half their words with the annotated ones.
"""

from functools import cache

from newsx.knowledge.vocabulary import rows
from newsx.resolve.measures.naming import Measured
from newsx.schema import Reference

# Evidence from here on is a phrase at the figure or its own verb, or words that are likely right.
_STRONG = 0.7
# And below this, a guess from afar.
_FAIR = 0.45


def sort_of(evidence: float, measure: Measured, subject: Reference | None) -> tuple[str, ...]:
    """Return what sort of binding it is: how found, what it measures, whose it is.

    >>> sort_of(0.8, Measured("net profit", "net income"), None)
    ('strong', 'named', 'none')
    """
    if measure.text is None:
        return "none", "none", "none" if subject is None else "some"
    found = "strong" if evidence >= _STRONG else "fair" if evidence >= _FAIR else "weak"
    called = "named" if measure.name is not None else "words"
    if subject is None:
        return found, called, "none"
    return found, called, "entity" if subject.entity_id is not None else "phrase"


def calibrated(evidence: float, measure: Measured, subject: Reference | None) -> float:
    """Return the share of bindings of this sort that are right, 0 to 1."""
    return _shares()[sort_of(evidence, measure, subject)]


@cache
def _shares() -> dict[tuple[str, ...], float]:
    return {
        (row["found"], row["measure"], row["subject"]): float(row["right"])
        for row in rows("confidence")
    }
