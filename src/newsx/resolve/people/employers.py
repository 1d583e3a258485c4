"""The organisation that stands beside a name or a job title: `at Peel Hurst`, `Heliad's`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.resolve.people.titles import DESCRIPTION, EMPLOYERS, REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.schema import Mention

_POSSESSORS: Final = frozenset({"ORG", "GPE", "NORP"})
_POSSESSIVE: Final = re.compile(r"[’'](?:s)?\s+")
_WHOSE: Final = re.compile(r",?\s+whose\s+")
_TIED: Final = rf"\s*(?:\([^)]*\)\s*)?,?\s*(?:at|of|for|with|from|in charge of)\s+{DESCRIPTION}"
AT: Final = re.compile(rf"{_TIED}|\s*(?:\([^)]*\))?\s*,\s*")
"""What ties an employer to the title before it."""
AT_WORD: Final = re.compile(_TIED)
"""The same by a word, where a comma may end the clause: `is chief executive, Acme reported`."""
_OF: Final = re.compile(rf"(?:,?\s+(?:of|at|from|with)|,\s+\d\d,\s+(?:of|at))\s+{DESCRIPTION}")
_OF_FIRM: Final = re.compile(r"\s+(?:of|at|for)\s+(?:(?:the|an?)\s+)?(?:[a-z][\w-]*\s+){1,3}$")
# "senior vice-president, equities, at X", "group head, financial institutions, X".
DIVISION: Final = re.compile(
    rf",\s+(?!who\b)[a-z][a-z &-]{{2,40}}(?:,?\s+(?:at|of|for|with)\s+{DESCRIPTION}|,\s+)"
)
DUTIES: Final = (
    r"(?:runs?|leads?|heads?|oversees|manages?|ran|led|headed|oversaw|managed|covers?|"
    r"directs?|trades?|studies|advises|looks\s+after|follows|tracks|buys|analyses|analyzes|handles|"
    r"researches|teaches|specialises|specializes)"
)
_DEALS: Final = r"(?:invests|sells|markets|brokers|audits|models|forecasts)"
_REST: Final = r"(?:[^,;.]|\.(?=\d))*?"
"""Words up to the end of a clause: a decimal point is none."""
# "who has covered food makers for 20 years at X"; "who has followed the bid for X" is not X's.
_LONG_DONE: Final = (
    rf"(?:has|have)\s+(?:covered|followed|tracked|studied|traded|run|led)\s{_REST}"
    rf"for\s+(?:[\w-]+\s+){{0,4}}(?:years|decades?)(?:\s{_REST}at|\s+for)"
)
# "who helps manage $9 billion at X", "who speaks for X", "who chairs X", "whose X gained 9%".
_DOES: Final = re.compile(
    rf",?\s+who\s+(?:helps?\s+(?:to\s+)?[a-z]+|{DUTIES}|{_DEALS})\s{_REST}(?:at|for)\s+{DESCRIPTION}"
    rf"|,?\s+who\s+{_LONG_DONE}\s+{DESCRIPTION}"
    rf"|,?\s+who\s+(?:works?|worked|speaks|spoke|acts|teaches|lectures)\s+{_REST}(?:at|for)\s+{DESCRIPTION}"
    rf"|,?\s+who\s+(?:chairs|heads|leads|runs|founded|owns)\s+{DESCRIPTION}"
    r"|,?\s+whose\s+"
)
# "Oslo-based Fell Bank": what is based there is the employer, whatever Oslo is taken for.
_SEAT: Final = re.compile(r"[- ](?:based|listed)\b")
_PASSED_OVER: Final = frozenset({"GPE", "LOC", "NORP"})


def employer_after(
    text: str, end: int, after: Sequence[Mention], link: re.Pattern[str]
) -> Mention | None:
    """Return the employer that the link, `at`, `of` or a comma, ties to what ends at `end`."""
    for mention in after:
        if mention.start < end or _SEAT.match(text, mention.end):
            continue
        if mention.start - end > REACH:
            return None
        if mention.type in EMPLOYERS:
            return mention if link.fullmatch(text, end, mention.start) else None
        if mention.type not in _PASSED_OVER:
            return None
    return None


def employer_beside(text: str, end: int, after: Sequence[Mention]) -> Mention | None:
    """Return whom a person without a title works for: `of X`, `(X)`, `who runs funds at X`."""
    found = employer_after(text, end, after, _OF) or employer_after(text, end, after, _DOES)
    return found or _bracketed(text, end, after)


def _bracketed(text: str, end: int, after: Sequence[Mention]) -> Mention | None:
    """Return the employer that stands in brackets behind a name: `Ana Ruiz (Peel Hurst) asked`."""
    first = next(iter(after), None)
    if first is None or first.type not in EMPLOYERS or text[end : first.start] != " (":
        return None
    return first if text[first.end : first.end + 1] == ")" else None


def owner_before(text: str, start: int, before: Sequence[Mention]) -> Mention | None:
    """Return the employer right before `start`: `Heliad's chief`, `Heliad chief`."""
    last = next((m for m in reversed(before) if m.end <= start), None)
    if last is None or last.type not in _POSSESSORS:
        return None
    gap = text[last.end : start]
    if _WHOSE.fullmatch(gap):
        return last if last.type == "ORG" else None
    if _POSSESSIVE.fullmatch(gap) or (gap == " " and last.type == "ORG"):
        return last if last.type != "NORP" else None
    return None


def leading_owner(text: str, begin: int, after: Sequence[Mention]) -> tuple[Mention | None, int]:
    """Return (employer, start of the title) for `X's chief executive`, `a Tessera spokeswoman`."""
    first = next((m for m in after if m.start >= begin), None)
    if first is None or first.start != begin or first.type not in EMPLOYERS:
        return None, begin
    mark = _POSSESSIVE.match(text, first.end)
    if mark is not None:
        return first, mark.end()
    return (first, first.end + 1) if text[first.end : first.end + 1] == " " else (None, begin)


def inner_employer(
    text: str, begin: int, stop: int, after: Sequence[Mention]
) -> tuple[int, Mention] | None:
    """Return (end of the title, employer) of `founder of hedge fund X`, `chief of miner X`."""
    for mention in after:
        if mention.start >= stop:
            return None
        link = _OF_FIRM.search(text, begin, mention.start)
        if mention.type in EMPLOYERS and link is not None:
            return link.start(), mention
    return None
