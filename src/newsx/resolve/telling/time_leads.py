"""The word that leads to a time, where it says which time is meant: "by 2019", "from October".

"Since", "until" and "before" are part of a time as it is read. "By" and the "from" of what is to
come say as much, but words before a time are also what the figures of its sentence are bound by:
so they are taken when all that is known, and the periods of a record begin with them.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from newsx.knowledge.function_words import words_of
from newsx.knowledge.grammar_words import words
from newsx.schema import Figure, Period, digest

_BY: Final = re.compile(r"\bby (?:the )?$", re.IGNORECASE)
_VERB_BY: Final = re.compile(r"\b([a-z]+) by (?:the )?$")
# What will have been done by then: "would be offset by 2040", "to be battery powered by 2030".
_TO_BE: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(word for word in words_of('modals') if word.isalpha()))})"
    r" (?:[a-z]+ )?be (?:[a-z-]+ ){1,3}by (?:the )?\Z"
)
_BETWEEN: Final = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_FROM: Final = re.compile(r"(?<!\bup )(?<!\bdown )\bfrom (?:the )?$", re.IGNORECASE)
_TWO: Final = re.compile(r"\band\b|[-–—]")
_AS_FAR: Final = 24
_FARTHEST: Final = 70


class Led(NamedTuple):
    """The periods of a text with the words that lead to them, and the figures of these."""

    periods: tuple[Period, ...]
    figures: tuple[Figure, ...]


def with_leads(
    periods: Sequence[Period],
    figures: Sequence[Figure],
    *,
    text: str,
    version: str,
    published: date | None,
) -> Led:
    """Return the periods that begin with the word that leads to them, and figures that know them.

    Args:
        periods: Times as read, in order.
        figures: Figures with the ids of these.
        text: The text of the article.
        version: Its version id.
        published: Its day.
    """
    renamed: dict[str, str] = {}
    found: list[Period] = []
    for period in periods:
        start = _start(period, text, published)
        if start == period.start:
            found.append(period)
            continue
        named = digest(version, "period", str(start), str(period.end))
        renamed[period.period_id] = named
        told = {"start": start, "text": text[start : period.end], "period_id": named}
        found.append(period.model_copy(update=told))
    if not renamed:
        return Led(tuple(periods), tuple(figures))
    return Led(
        tuple(found),
        tuple(
            figure.model_copy(update={"period_id": renamed[figure.period_id]})
            if figure.period_id in renamed
            else figure
            for figure in figures
        ),
    )


def _start(period: Period, text: str, published: date | None) -> int:
    """Return where a time begins with the word that leads to it."""
    if period.kind == "duration" or text.startswith(("'s", "’s"), period.end):
        return period.start  # "beaten by Friday's close"
    left = text[max(0, period.start - _AS_FAR) : period.start]
    lead = _BY.search(left)
    verb = _VERB_BY.search(left)
    ahead = max(0, period.start - _FARTHEST), period.start
    if verb is not None and verb[1] in words("moved_by") and not _TO_BE.search(text, *ahead):
        return period.start  # "helped by the fourth quarter"
    if lead is None and _TWO.search(period.text):
        lead = _BETWEEN.search(left)
    if lead is None and published is not None and period.from_date is not None:
        # what lies ahead is nothing that a figure could have moved from
        lead = _FROM.search(left) if period.from_date > published else None
    return period.start if lead is None else period.start - len(lead.group())
