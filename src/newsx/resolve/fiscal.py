"""Fiscal years and quarters of a text, told from its own words.

An article that says when one of them ends ("the fiscal third quarter ended May 31") says when all
of them do; and what it calls "the quarter" afterwards is the one it reports on.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from newsx.grammar import dates
from newsx.grammar.calendar import add_months
from newsx.grammar.times import Reference
from newsx.schema import Period

_FISCAL = re.compile(r"FY(\d{4})(?:-([QH])([1-4]))?")
_QUARTER = re.compile(r"\d{4}-Q([1-4])")
_ENDS = re.compile(r",? (?:\(|which |that )?(ended|ending|ends|to|through)(?: on)? ")
_BARE = re.compile(r"(?:the|that|this) (?:same )?(quarter|period|year|half)")
_PLAIN_QUARTER = re.compile(
    r"(?:the )?(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)[ -]quarter|q[1-4]|[1-4]q",
    re.IGNORECASE,
)
# Quarters that another one is compared with, or that are yet to come.
_ASIDE = re.compile(r"\b(?:prior|previous|preceding|last|next|same|following|ago|earlier)\b")
_REACH = 24
_MONTHS = {"Q": 3, "H": 6}
_IN_YEAR = 12


class _YearEnd(NamedTuple):
    """The day on which a fiscal year of some number ends."""

    year: int
    day: date

    def stretch(self, year: int, part: str | None, number: int) -> tuple[date, date]:
        """Return the first and last day of a fiscal year, or of its nth quarter or half."""
        ahead = (year - self.year) * _IN_YEAR
        months = _MONTHS[part] if part else _IN_YEAR
        left = _IN_YEAR - months * number if part else 0
        last = _to_month_end(add_months(self.day, ahead - left), self.day)
        before = _to_month_end(add_months(self.day, ahead - left - months), self.day)
        return before + timedelta(days=1), last


def with_fiscal(periods: Sequence[Period], text: str, published: date | None) -> tuple[Period, ...]:
    """Return the periods, the fiscal ones with days where the text tells when the year ends."""
    found = list(periods)
    year_end = _year_end(found, text, published)
    quarters = {
        match[3]: match[1] for one in found if (match := _fiscal(one)) and match[2] == "Q"
    }  # number of the quarter -> fiscal year
    reported: Period | None = None
    for place, period in enumerate(found):
        period = _of_fiscal_year(period, quarters)  # noqa: PLW2901 - the same period, completed
        period = _with_days(period, year_end)  # noqa: PLW2901 - likewise
        bare = _BARE.fullmatch(period.text.lower())
        if bare is not None and bare[1] != "year" and reported is not None:
            known = {
                "iso": reported.iso,
                "from_date": reported.from_date,
                "to_date": reported.to_date,
            }
            period = period.model_copy(update=known)  # noqa: PLW2901 - likewise
        elif _is_reported(period):
            reported = period
        found[place] = period
    return tuple(found)


def _is_reported(period: Period) -> bool:
    """Tell a quarter that can be the one an article reports on."""
    said = period.text.lower()
    return "quarter" in said and period.kind == "period" and not _ASIDE.search(said)


def _fiscal(period: Period) -> re.Match[str] | None:
    return _FISCAL.fullmatch(period.iso or "")


def _year_end(periods: Sequence[Period], text: str, published: date | None) -> _YearEnd | None:
    """Return the end of a fiscal year that the text states: "fiscal 2024, which ended June 30"."""
    for period in periods:
        match = _fiscal(period)
        ends = None if match is None else _ENDS.match(text, period.end)
        if match is None or ends is None or published is None:
            continue
        last = _day_at(text[ends.end() : ends.end() + _REACH], published)
        if last is None:
            continue
        if ends[1] == "ends" and last < published:
            last = add_months(last, _IN_YEAR)
        months = _MONTHS[match[2]] if match[2] else _IN_YEAR
        left = _IN_YEAR - months * int(match[3]) if match[2] else 0
        return _YearEnd(int(match[1]), _to_month_end(add_months(last, left), last))
    return None


def _day_at(text: str, published: date) -> date | None:
    """Return the day that a text begins with."""
    time = next(dates.scan(text), None)
    if time is None or time.start:
        return None
    stretch = time.resolve(Reference(published, None))
    return None if stretch is None or stretch.first != stretch.last else stretch.last


def _of_fiscal_year(period: Period, quarters: dict[str, str]) -> Period:
    """Return "the second quarter" as the fiscal one where the text has called it that."""
    match = _QUARTER.fullmatch(period.iso or "")
    if match is None or match[1] not in quarters or not _PLAIN_QUARTER.fullmatch(period.text):
        return period
    if _BARE.fullmatch(period.text.lower()):
        return period
    iso = f"FY{quarters[match[1]]}-Q{match[1]}"
    return period.model_copy(update={"iso": iso, "from_date": None, "to_date": None})


def _with_days(period: Period, year_end: _YearEnd | None) -> Period:
    match = _fiscal(period)
    if match is None or year_end is None or period.from_date is not None:
        return period
    first, last = year_end.stretch(int(match[1]), match[2], int(match[3] or 1))
    return period.model_copy(update={"from_date": first, "to_date": last})


def _to_month_end(when: date, model: date) -> date:
    """Return the last day of a month where the model day is one, as most fiscal years end."""
    if (model + timedelta(days=1)).day != 1:
        return when
    following = add_months(when.replace(day=1), 1)
    return following - timedelta(days=1)
