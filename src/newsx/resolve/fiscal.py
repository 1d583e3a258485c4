"""Fiscal years and quarters of a text, told from its own words.

An article that says when one of them ends ("the fiscal third quarter ended May 31") says when all
of them do; what it calls "the quarter" afterwards is the one it reports on, and "the year-ago
quarter" is counted from that.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from newsx.grammar import dates
from newsx.grammar.calendar import Stretch, add_months
from newsx.grammar.moved import moved_by
from newsx.grammar.times import Reference
from newsx.schema import Period

_FISCAL = re.compile(r"FY(\d{4})(?:-([QH])([1-4]))?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_ENDS = re.compile(r",? (?:\(|which |that )?(ended|ending|ends|to|through)(?: on)? ")
_BARE = re.compile(r"(?:the|that|this) (?:same )?(quarter|period|year|half)")
_PLAIN_QUARTER = re.compile(
    r"(?:the )?(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)[ -]quarter|q[1-4]|[1-4]q",
    re.IGNORECASE,
)
# Quarters that another one is compared with, or that are yet to come.
_ASIDE = re.compile(r"\b(?:prior|previous|preceding|last|next|same|following|ago|earlier)\b")
_CODE = re.compile(r"q[1-4]|[1-4]q")
# What is compared with the quarter of the report: the one a year, or a quarter, before it.
_COMPARED = re.compile(
    r"(?:the )?(?:(?:year-ago|year-earlier|prior-year|previous-year) (?:quarter|period)"
    r"|(?:same|corresponding|comparable) (?:quarter|period) (?!in \d|of \d).+"
    r"|(?P<step>previous|prior|preceding) quarter)"
)
# How a period is joined to the one that says of which year it is: "Q1 of the current year (FY27)".
_OF = re.compile(r"\)? (?:of|in) ")
_YEARLESS = re.compile(
    rf"{_PLAIN_QUARTER.pattern}|(?:the |its )?(?:(?:this|current|running|present) )?"
    r"(?:financial|fiscal) year|(?:the|this|the current|its) year"
)
_GLOSS = re.compile(r" ?\(")
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


def with_fiscal(
    periods: Sequence[Period], text: str, published: date | None, alone: Sequence[bool]
) -> tuple[Period, ...]:
    """Return the periods, fiscal ones with days where the text tells when the year ends.

    Args:
        periods: Those of the text, in order.
        text: Of the article.
        published: Its day.
        alone: For each period, whether none stands before it in its sentence.
    """
    found = _with_glosses(periods, text)
    year_end = _year_end(found, text, published)
    quarters = _quarters_named(found, published)
    reported: Period | None = None
    for place, (period, is_alone) in enumerate(zip(found, alone, strict=True)):
        known = _with_days(_of_fiscal_year(period, quarters), year_end)
        bare = _BARE.fullmatch(period.text.lower())
        if bare is not None and bare[1] != "year" and reported is not None:
            known = _at(known, reported)
        elif (
            is_alone
            and reported is not None
            and (compared := _COMPARED.fullmatch(period.text.lower()))
        ):
            unit = "quarter" if compared["step"] else "year"
            known = _with_days(_before(known, reported, unit), year_end)
        elif _is_reported(known, reported, published):
            reported = known
        found[place] = known
    return tuple(found)


def _with_glosses(periods: Sequence[Period], text: str) -> list[Period]:
    """Return the periods, those of no year of their own as what stands behind them says.

    In "the first quarter (Q1) of the current financial year (FY27)" all are of fiscal 2027.
    """
    found = list(periods)
    for place in range(len(found) - 2, -1, -1):
        period, after = found[place], found[place + 1]
        between = text[period.end : after.start]
        quarter, fiscal = _QUARTER.fullmatch(period.iso or ""), _fiscal(after)
        if fiscal is None or not _YEARLESS.fullmatch(period.text.lower()):
            continue
        if _GLOSS.fullmatch(between) and text[after.end : after.end + 1] == ")":
            found[place] = _at(period, after)
        elif _OF.fullmatch(between) and quarter and not fiscal[2]:
            part = {"iso": f"{after.iso}-Q{quarter[2]}", "from_date": None, "to_date": None}
            found[place] = period.model_copy(update=part)
    return found


def _quarters_named(periods: Sequence[Period], published: date | None) -> dict[str, str]:
    """Return of which fiscal year each quarter is, by its number: the last one, not far ahead."""
    named: dict[str, str] = {}
    for period in periods:
        match = _fiscal(period)
        if match is None or match[2] != "Q":
            continue
        ahead = published is not None and int(match[1]) > published.year + 1
        if not ahead:
            named[match[3]] = max(match[1], named.get(match[3], ""))
    return named


def _at(period: Period, other: Period) -> Period:
    """Return a period at the time of another."""
    when = {"iso": other.iso, "from_date": other.from_date, "to_date": other.to_date}
    return period.model_copy(update=when)


def _before(period: Period, reported: Period, unit: str) -> Period:
    """Return a period one unit before the one that is reported on."""
    stretch = Stretch(reported.iso or "", reported.from_date, reported.to_date)
    moved = moved_by(stretch, -1, unit)
    if moved is None:
        return period
    when = {"iso": moved.iso, "from_date": moved.first, "to_date": moved.last}
    return period.model_copy(update=when)


def _is_reported(period: Period, before: Period | None, published: date | None) -> bool:
    """Tell a quarter that can be the one an article reports on.

    A code ("Q1FY24") is often that of a column or of a comparison: only a later one takes over.
    """
    said = period.text.lower()
    if period.kind != "period" or _ASIDE.search(said):
        return False
    if published is not None and period.to_date is not None and period.to_date > published:
        return False  # "sees second-quarter sales of $2 billion": guidance
    if before is not None and _is_aside(period, before, published):
        return False
    if _CODE.match(said):
        return before is None or (period.iso or "") > (before.iso or "")
    return "quarter" in said


def _is_aside(period: Period, before: Period, published: date | None) -> bool:
    """Tell a quarter that another is compared with: one before it.

    Where nobody knows when the text is of, any other than the first may be that, or one to come.
    """
    told, reported = period.iso or "", before.iso or ""
    if not told or len(told) != len(reported):
        return False
    return told < reported or (published is None and told != reported)


def _fiscal(period: Period) -> re.Match[str] | None:
    return _FISCAL.fullmatch(period.iso or "")


def _year_end(periods: Sequence[Period], text: str, published: date | None) -> _YearEnd | None:
    """Return the end of a fiscal year that the text states: "fiscal 2024, which ended June 30"."""
    for place, period in enumerate(periods):
        match = _fiscal(period)
        if match is None or published is None:
            continue
        last = _end_beside(periods[place - 1] if place else None, period, text)
        ends = None if last else _ENDS.match(text, period.end)
        if ends is not None:
            last = _day_at(text[ends.end() : ends.end() + _REACH], published)
            if last is not None and ends[1] == "ends" and last < published:
                last = add_months(last, _IN_YEAR)
        if last is None:
            continue
        months = _MONTHS[match[2]] if match[2] else _IN_YEAR
        left = _IN_YEAR - months * int(match[3]) if match[2] else 0
        return _YearEnd(int(match[1]), _to_month_end(add_months(last, left), last))
    return None


def _end_beside(before: Period | None, period: Period, text: str) -> date | None:
    """Return the last day of what a bracket names fiscally: "the June quarter (Q1FY27)"."""
    if before is None or before.to_date is None or not before.text.lower().endswith("quarter"):
        return None
    glossed = _GLOSS.fullmatch(text[before.end : period.start])
    return before.to_date if glossed and "-Q" in (period.iso or "") else None


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
    if match is None or match[2] not in quarters or not _PLAIN_QUARTER.fullmatch(period.text):
        return period
    iso = f"FY{quarters[match[2]]}-Q{match[2]}"
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
