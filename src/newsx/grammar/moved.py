"""A stretch of time moved: the like one some units away."""

import re
from datetime import date
from typing import Final

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch

# "2016-01/2016-10", "2023-05/2023-07-29"
_IN_PARTS: Final = re.compile(r"\d{4}-\d\d(?P<first>-\d\d)?/\d{4}-\d\d(?P<last>-\d\d)?")


# Days of each unit, and how many of them a stretch of one may lack.
_DAYS_IN: Final = {
    **calendar.IN_DAYS, "month": 30, "quarter": 91, "half": 182, "year": 365, "decade": 3652,
}  # fmt: skip
_ABOUT: Final = 2


def moved_by(stretch: Stretch, count: int, unit: str) -> Stretch | None:
    """Return the like stretch some units away: the same quarter a year earlier."""
    fiscal = re.fullmatch(r"FY(\d{4})(?:-(\w+))?", stretch.iso)
    if fiscal is not None:
        return _fiscal_moved(
            int(fiscal[1]), fiscal[2] or "", count * calendar.IN_MONTHS.get(unit, 0)
        )
    if stretch.first is None or stretch.last is None:
        return None
    first = calendar.shift(stretch.first, count, unit)
    for name, length in (("Q", "quarter"), ("H", "half"), ("W", "week")):
        if f"-{name}" in stretch.iso and "/" not in stretch.iso:
            return calendar.holding(first, length)
    if re.fullmatch(r"\d{4}", stretch.iso):
        return calendar.holding(first, "year")
    if re.fullmatch(r"\d{4}-\d\d", stretch.iso):
        return calendar.holding(first, "month")
    if stretch.first == stretch.last:
        return calendar.day(_like_end(stretch.last, first, unit))
    last = calendar.shift(stretch.last, count, unit)
    return _written_alike(stretch, first, last)


def _like_end(before: date, moved: date, unit: str) -> date:
    """Return a moved day: six months before June 30, the end of a month, it was December 31."""
    ends = before == calendar.month_end(before.year, before.month)
    if unit not in calendar.IN_MONTHS or not ends:
        return moved
    return calendar.month_end(moved.year, moved.month)


def lasts(stretch: Stretch, count: int, unit: str) -> bool:
    """Tell whether a stretch is about as long as some units: a June quarter as three months."""
    length = _length(stretch)
    return length is not None and abs(length - count * _DAYS_IN[unit]) <= _ABOUT * count


def is_longer(stretch: Stretch, count: int, unit: str) -> bool:
    """Tell whether nothing of a stretch could be called some units earlier: 2019 and a month."""
    length = _length(stretch)
    return length is not None and length > (count + 1) * _DAYS_IN[unit]


def _length(stretch: Stretch) -> int | None:
    if stretch.first is None or stretch.last is None:
        return None
    return (stretch.last - stretch.first).days + 1


def _written_alike(stretch: Stretch, first: date, last: date) -> Stretch:
    """Return the days from one to another, in months where the stretch tells its own in months."""
    told = _IN_PARTS.fullmatch(stretch.iso)
    if told is None:
        return calendar.days(first, last)
    if not told["last"]:
        last = calendar.month_end(last.year, last.month)
    begin, end = (
        f"{day:%Y-%m-%d}" if exact else f"{day:%Y-%m}"
        for day, exact in ((first, told["first"]), (last, told["last"]))
    )
    return Stretch(f"{begin}/{end}", first, last)


def _fiscal_moved(year: int, part: str, months: int) -> Stretch | None:
    """Return a fiscal year or a part of it some months away, where that is one, too."""
    if months % 12 == 0:
        return calendar.fiscal(year + months // 12, part) if months else None
    length = {"Q": 3, "H": 6}.get(part[:1], 0)
    if not length or months % length:
        return None
    in_year = 12 // length
    place = year * in_year + int(part[1:]) - 1 + months // length
    return calendar.fiscal(place // in_year, f"{part[0]}{place % in_year + 1}")
