"""What bare numbers count, where only the measure says it: "Permits fell to 1.41 million".

A whole number that measures things in the plural is a count of them; one that is set beside a count
in its sentence counts the same.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newsx.grammar.nouns import is_plural, singular
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of
from newsx.schema import Figure

# "Homes sold", "number of branches", "claims for benefits": the head stands before these.
_PAST_HEAD: Final = re.compile(
    r" (?:for|in|on|at|to|by|with|from|per|outstanding|sold|filed|issued|traded|built|open|opened"
    r"|cut|lost|created|added|expected|surveyed|polled)\b.*"
)
_NUMBER_OF: Final = re.compile(
    r"(?:(?:total|average|median|expected|previous) )*number of (?:the )?"
)


def with_counts(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield figures in order, those that count with what they count."""
    before: Figure | None = None
    for figure in figures:
        told = _counted(figure, before)
        yield told
        before = told


def _counted(figure: Figure, before: Figure | None) -> Figure:
    if figure.kind not in {"number", "count"} or figure.unit is not None:
        return figure
    if not _is_whole(figure):
        return figure
    beside = before if before is not None and before.sentence == figure.sentence else None
    noun = beside.unit if beside is not None and beside.kind == figure.kind == "count" else None
    noun = noun or _noun_of(figure.measure)
    if noun is None:
        return figure
    return figure.model_copy(update={"kind": "count", "unit": noun})


def _is_whole(figure: Figure) -> bool:
    return all(
        value == value.to_integral_value()
        for value in (figure.value, figure.value_max)
        if value is not None
    )


def _noun_of(measure: str | None) -> str | None:
    """Return what a measure in the plural counts, in the singular.

    >>> _noun_of("number of branches"), _noun_of("existing-home sales")
    ('branch', None)
    """
    if not measure:
        return None
    lowered = _NUMBER_OF.sub("", measure.lower())
    head = _PAST_HEAD.sub("", lowered).split(" of ")[0].rpartition(" ")[2]
    usual = name_of(measure)
    if (
        head in words("masses")
        or not is_plural(head)
        or (usual is not None and not is_plural(usual))
    ):
        return None
    return singular(head)
