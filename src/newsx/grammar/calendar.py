"""Stretches of calendar time and how EDTF writes them. Days only; no clock, no zone."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch of time: EDTF, first day, last day. An open end is None."""

    iso: str
    first: date | None
    last: date | None


def day(when: date) -> Stretch:
    """Return one day."""
    return Stretch(when.isoformat(), when, when)


def week(when: date) -> Stretch:
    """Return the ISO week that holds a day."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(days=weekday - 1)
    return Stretch(f"{year}-W{number:02}", first, first + timedelta(days=6))


def month(year: int, number: int) -> Stretch:
    """Return a month of a year."""
    return Stretch(f"{year}-{number:02}", date(year, number, 1), month_end(year, number))


def quarter(year: int, number: int) -> Stretch:
    """Return a calendar quarter."""
    return Stretch(f"{year}-Q{number}", date(year, number * 3 - 2, 1), month_end(year, number * 3))


def half(year: int, number: int) -> Stretch:
    """Return a calendar half-year."""
    return Stretch(f"{year}-H{number}", date(year, number * 6 - 5, 1), month_end(year, number * 6))


def year(number: int) -> Stretch:
    """Return a year."""
    return Stretch(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Stretch:
    """Return ten years."""
    return Stretch(f"{first // 10}X", date(first, 1, 1), date(first + 9, 12, 31))


def days(first: date, last: date) -> Stretch:
    """Return the days from `first` to `last`."""
    if first == last:
        return day(first)
    return Stretch(f"{first}/{last}", first, last)


def fiscal(year_: int, part: str = "") -> Stretch:
    """Return a fiscal year or a part of it (`Q1`, `H2`); its days depend on the company."""
    return Stretch(f"FY{year_}" + (f"-{part}" if part else ""), None, None)


def between(first: Stretch, last: Stretch) -> Stretch:
    """Return the stretch from the beginning of one to the end of another."""
    return Stretch(f"{first.iso}/{last.iso}", first.first, last.last)


def since(stretch: Stretch) -> Stretch:
    """Return the open stretch that begins with another."""
    return Stretch(f"{stretch.iso.partition('/')[0]}/..", stretch.first, None)


def until(stretch: Stretch) -> Stretch:
    """Return the open stretch that ends with another."""
    return Stretch(f"../{stretch.iso.rpartition('/')[2]}", None, stretch.last)


def month_end(year_: int, number: int) -> date:
    """Return the last day of a month."""
    return date(year_, number, monthrange(year_, number)[1])


def add_months(when: date, months: int) -> date:
    """Return the same day some months away, or the last day of that month."""
    index = when.year * 12 + when.month - 1 + months
    year_, number = divmod(index, 12)
    return date(year_, number + 1, min(when.day, monthrange(year_, number + 1)[1]))


def shift(when: date, count: int, unit: str) -> date:
    """Return the day `count` units away; units: day, week, month, quarter, year, decade."""
    if unit in IN_DAYS:
        return when + timedelta(days=count * IN_DAYS[unit])
    return add_months(when, count * IN_MONTHS[unit])


IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
IN_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def holding(when: date, unit: str, offset: int = 0) -> Stretch:
    """Return the unit that holds a day, or the one `offset` units after it."""
    moved = shift(when, offset, unit)
    match unit:
        case "day":
            return day(moved)
        case "week" | "fortnight":
            return week(moved)
        case "month":
            return month(moved.year, moved.month)
        case "quarter":
            return quarter(moved.year, (moved.month + 2) // 3)
        case "half":
            return half(moved.year, (moved.month + 5) // 6)
        case "decade":
            return decade(moved.year // 10 * 10)
        case _:
            return year(moved.year)
