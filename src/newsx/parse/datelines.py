"""Where an article is filed from, and whose story it is, as its first paragraph writes them."""

import re
from collections.abc import Iterator
from typing import Final

# No word holds what may stand between words: else every way to part them would be tried.
_WORD: Final = r"[A-Z](?:[A-Z.'’]|-(?=[A-Z]))+"
_SHOUTED: Final = rf"{_WORD}(?:[ ,/]+(?:{_WORD}|[A-Z][a-z.]+|[A-Z]\.?|and)){{0,6}}?"
_NAMED: Final = r"[A-Z][\w.’'-]+(?:[ /][A-Z][\w.’'-]+){0,3}"
_DATE: Final = (
    r"(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}\s[A-Z][a-z]{2,8}\.?(?:,?\s\d{4})?)"
)
_AGENCY: Final = r"(?:\((?P<agency>[^)]{1,40})\)|/(?P<wire>[^/\s][^/]{1,30})/)"
_DASH: Final = r"\s*(?:—|–|--|-(?=\s))\s*(?=\S)"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        # NEW YORK (AP) — | AUSTIN, Texas, Aug. 4, 2026 /PRNewswire/ -- | PARIS--(BUSINESS WIRE)--
        rf"(?P<place>{_SHOUTED})\s*,?\s*(?:{_DATE}\s*)?(?:{_AGENCY})?{_DASH}(?:\((?P<after>[^)]{{2,40}})\)\s*-)?",
        # TORONTO, ON / ACCESS Newswire / June 5, 2025 /
        rf"(?P<place>{_SHOUTED})\s/\s(?P<agency>[^/]{{2,40}}?)\s/\s{_DATE}\s/",
        # New Delhi, Jul 3 (PTI) The ...
        rf"(?P<place>{_SHOUTED}|{_NAMED}),\s{_DATE}\s{_AGENCY}(?:{_DASH}|\s(?=[“\"A-Z]))",
        # July 3 (Reuters) -
        rf"(?P<place>){_DATE}\s{_AGENCY}{_DASH}",
        # Frankfurt — The ...
        rf"(?P<place>{_NAMED})\s+[—–]\s+(?=[“\"A-Z])",
    )
)
_YEAR: Final = re.compile(r"\d{4}$")
_WINDOW: Final = 160
_OPENING: Final = 1000
_PARAGRAPHS: Final = 6


def dateline_of(text: str) -> str | None:
    """Return the place a text is filed from, as its first paragraph writes it.

    >>> dateline_of("NEW YORK (AP) — Stocks fell.")
    'NEW YORK'
    """
    return next((found["place"].strip(" ,") or None for found in _datelines(text)), None)


def day_of(text: str) -> str | None:
    """Return the day a dateline gives in full, as written: "Aug. 4" is of any year.

    >>> day_of("AUSTIN, Texas, Aug. 4, 2026 /PRNewswire/ -- Sales rose.")
    'Aug. 4, 2026'
    """
    days = (found.groupdict().get("date") for found in _datelines(text))
    return next((day for day in days if day and _YEAR.search(day)), None)


def agency_of(text: str) -> str | None:
    """Return the agency a dateline names, as written.

    >>> agency_of("NEW YORK, Feb 12 (Reuters) - Stocks fell.")
    'Reuters'
    """
    for found in _datelines(text):
        groups = found.groupdict()
        named = groups.get("agency") or groups.get("wire") or groups.get("after")
        return named.strip() if named else None
    return None


def _datelines(text: str) -> Iterator[re.Match[str]]:
    """Yield the datelines of the first paragraphs: key points may stand above the first."""
    for opening in text[:_OPENING].lstrip().split("\n\n")[:_PARAGRAPHS]:
        for form in _FORMS:
            found = form.match(opening[:_WINDOW].lstrip())
            if found:
                yield found
