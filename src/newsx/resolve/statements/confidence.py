"""How sure a claim is: the share of such that were right.

`tables/claim_confidence.csv` holds the shares, counted by `models/scripts/claim_confidence.py` on
the train split of the newsx corpus: a claim is right when its words and its source both are.
"""

from collections.abc import Iterator
from functools import cache

from newsx.knowledge.vocabulary import rows
from newsx.schema import ClaimForm, Source


def claim_sort(form: ClaimForm, figures: int, source: Source | None) -> tuple[str, ...]:
    """Return what sort of claim it is: how told, whether with figures, who its source is."""
    if source is None:
        return form, "some" if figures else "none", "none"
    known = "entity" if source.entity_id is not None else "words"
    return form, "some" if figures else "none", known


def claim_sorts() -> Iterator[tuple[str, ...]]:
    """Yield every sort of claim, in the order of the table."""
    for form in ("direct", "mixed", "indirect", "outlet", "author"):
        for figures in ("none", "some"):
            for source in ("entity", "words", "none"):
                yield form, figures, source


def claim_confidence(form: ClaimForm, figures: int, source: Source | None) -> float:
    """Return the share of claims of this sort that are right, 0 to 1."""
    return _shares()[claim_sort(form, figures, source)]


@cache
def _shares() -> dict[tuple[str, ...], float]:
    return {
        (row["form"], row["figures"], row["source"]): float(row["right"])
        for row in rows("claim_confidence")
    }
