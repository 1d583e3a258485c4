"""What sort of time a period is, told from its words and its days: for the choice in `timing`."""

import re
from datetime import date
from typing import Final, NamedTuple

from newsx.schema import Period

_SORTS: Final = (
    ("earlier", re.compile(r"earlier|\bago\b|before$|year-ago|prior[- ]year|corresponding")),
    ("since", re.compile(r"^since")),
    ("until", re.compile(r"^(?:until|by|before|after)\b")),
    ("quarter", re.compile(r"quarter|\bq[1-4]|\b[1-4]q")),
    ("half", re.compile(r"half|\bh[12]|\b[12]h")),
    ("months", re.compile(r"months|weeks")),
    ("year", re.compile(r"year|fiscal|\bfy|^(?:19|20)\d\d$|^\d{4}[-/–]\d{2,4}$|annual")),
    ("weekday", re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun|yester|to)day|tonight")),
    ("month", re.compile(
        r"^(?:the (?:month|week)|(?:this|last|next) (?:month|week)|(?:in |early |late |mid-)?"
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{4})?)$"
    )),
)  # fmt: skip
_DEICTIC: Final = re.compile(
    r"\b(last|previous|prior|same|next|coming|this|current|past|following|recent)\b"
)
_LENGTHS: Final = ((1, "day"), (7, "week"), (31, "month"), (100, "quarter"), (190, "half"),
                   (370, "year"))  # fmt: skip
_AGES: Final = ((7, "just"), (45, "lately"), (200, "this year"), (500, "last year"))
_RESULTS: Final = frozenset({"quarter", "half", "months", "year"})
_ASIDE: Final = frozenset({"last", "previous", "prior", "same", "next", "coming", "following"})


class Sort(NamedTuple):
    """What is known of a time apart from where it stands."""

    name: str
    """`quarter`, `weekday`, `since` ..."""
    pointing: str
    """The word by which it points at another time: `last`, `this`; or `plain`."""
    length: str
    """How long it lasts, about."""
    age: str
    """How long it has been over on the day of publication."""
    key: str
    """The same for times that are the same."""

    @property
    def is_reported(self) -> bool:
        """Whether a company could report on it."""
        return self.name in _RESULTS and self.pointing not in _ASIDE


def sort_of_time(period: Period, published: date | None) -> Sort:
    """Return what sort of time a period is.

    Args:
        period: A time of the text.
        published: The day of publication.
    """
    said = period.text.lower()
    name = next((name for name, form in _SORTS if form.search(said)), period.kind)
    pointing = _DEICTIC.search(said)
    length = age = "unknown"
    if period.from_date is not None and period.to_date is not None:
        days = (period.to_date - period.from_date).days + 1
        length = next((name for most, name in _LENGTHS if days <= most), "longer")
        age = _age(period.from_date, period.to_date, published)
    days_of = f"{period.from_date}/{period.to_date}" if period.from_date or period.to_date else said
    key = said if period.kind == "duration" else days_of
    return Sort(name, pointing[1] if pointing else "plain", length, age, key)


def _age(first: date, last: date, published: date | None) -> str:
    if published is None:
        return "unknown"
    if first > published:
        return "to come"
    if last >= published:
        return "now"
    days = (published - last).days
    return next((name for most, name in _AGES if days <= most), "old")
