"""What patterns of days, months and years mean."""

import re
from datetime import date, timedelta

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.time_words import OFFSETS, WEEKDAY_NUMBER, month_of, two_digit
from newsx.grammar.times import Built, Reference


def _safe_day(year: int, month: int, number: int) -> Stretch | None:
    try:
        return calendar.day(date(year, month, number))
    except ValueError:
        return None


# What is named without its year lies this near ahead, rather than most of a year back.
_SOON_MONTHS, _SOON_DAYS = 2, 75
# What is to come lies less than this far ahead, or it is the one just past after all.
_FAR_MONTHS, _FAR_DAYS = 10, 320


def near_month(reference: Reference, number: int, *, future: bool | None) -> Stretch:
    """Return the month nearest to publication: the last one begun, or the next one to end."""
    today = reference.published
    ahead = (number - today.month) % 12
    if future is None:
        future = 0 < ahead <= _SOON_MONTHS
    index = today.year * 12 + today.month - 1 + ahead
    if ahead and not (future and ahead < _FAR_MONTHS):
        index -= 12
    return calendar.month(index // 12, number)


def near_day(
    reference: Reference, month: int, number: int, *, future: bool | None
) -> Stretch | None:
    """Return the day of a month nearest to publication: the last one past, or the next."""
    today = reference.published
    days = [
        stretch
        for year in (today.year - 1, today.year, today.year + 1)
        if (stretch := _safe_day(year, month, number)) is not None
    ]
    past = [one for one in days if one.first and one.first <= today + timedelta(days=1)]
    coming = [one for one in days if one.first and one.first >= today]
    ahead = (coming[0].first - today).days if coming and coming[0].first else _FAR_DAYS
    soon = ahead <= _SOON_DAYS if future is None else future and ahead < _FAR_DAYS
    if soon or not past:
        return coming[0] if coming else None
    return past[-1]


# -- the rules: a pattern over lower case, and what it builds -------------------------------------


def month_day(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "April 2, 2012", "2nd of April", "Tuesday, Oct. 9"."""
    month, number = month_of(match["m"]), int(re.sub(r"\D", "", match["d"]))
    if match["y"]:
        fixed = _safe_day(int(match["y"]), month, number)
        return "date", lambda _: fixed
    told = match.groupdict().get("rel")

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        if told:
            return _safe_day(reference.published.year + OFFSETS[told], month, number)
        return near_day(reference, month, number, future=future)

    return "date", resolve


def iso_day(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "2023-02-28"."""
    del future
    fixed = _safe_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return "date", lambda _: fixed


def slash_day(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read 3/18/2023: month first, as in the United States, unless that is impossible."""
    del future
    first, second, year = int(match["a"]), int(match["b"]), two_digit(match["y"])
    if first > 12:
        first, second = second, first
    fixed = _safe_day(year, first, second) if first <= 12 else None
    return ("date", lambda _: fixed) if fixed is not None else None


def day_range(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "November 18-19"."""
    month = month_of(match["m"])
    low, high = (int(re.sub(r"\D", "", match[key])) for key in ("d", "e"))
    year = int(match["y"]) if match["y"] else None

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is not None:
            first, last = _safe_day(year, month, low), _safe_day(year, month, high)
        elif reference is not None:
            first = near_day(reference, month, low, future=future)
            near = first.first if first is not None else None
            last = _safe_day(near.year, month, high) if near is not None else None
        else:
            return None
        return calendar.between(first, last) if first and last else None

    return "period", resolve


def weekday_of(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "Thursday", "next Monday", "Tuesday of last week", "Friday night"."""
    number = WEEKDAY_NUMBER[match["w"].rstrip(".")]
    which = (match["which"] or "").strip()
    week = (match["week"] or "").strip()

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        monday = today - timedelta(days=today.weekday())
        if week:
            shift = {"last": -7, "next": 7, "this": 0}[week.split()[-2]]
            return calendar.day(monday + timedelta(days=number + shift))
        if which == "next":
            return calendar.day(monday + timedelta(days=7 + number))
        if which == "this":
            return calendar.day(monday + timedelta(days=number))
        back = (today.weekday() - number) % 7
        if future or which == "coming":
            return calendar.day(today + timedelta(days=(number - today.weekday()) % 7))
        if which in {"last", "previous", "past"} and back == 0:
            back = 7
        return calendar.day(today - timedelta(days=back))

    return "date", resolve


def month_year(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "August", "late September 2023", "the end of March", "August last year"."""
    number = month_of(match["m"])
    part = (match["part"] or "").strip(" -").removeprefix("the ")
    year = int(match["y"]) if match["y"] else None
    which = (match["which"] or "").strip()

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is not None:
            stretch = calendar.month(year, number)
        elif reference is None:
            return None
        elif match["rel"]:
            stretch = calendar.month(reference.published.year + OFFSETS[match["rel"]], number)
        elif which in {"this", "last", "next"}:
            stretch = near_month(reference, number, future=which == "next")
            if (
                which == "last"
                and stretch.first
                and stretch.first.month == reference.published.month
            ):
                stretch = calendar.month(stretch.first.year - 1, number)
            if which == "this":
                stretch = calendar.month(reference.published.year, number)
        else:
            stretch = near_month(reference, number, future=future)
        return _part_of_month(stretch, part)

    return "period", resolve


def month_quarter(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the September quarter": the three months that end with September; "the June half"."""
    length = 6 if match["u"] == "half" else 3
    number = month_of(match["m"])
    year = int(match["y"]) if match["y"] else None

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is None and reference is None:
            return None
        last = calendar.month(year, number) if year is not None else None
        if reference is not None and last is None:
            last = near_month(reference, number, future=future)
        if last is None or last.first is None or last.last is None:
            return None
        if number % length == 0:
            return calendar.holding(last.first, match["u"])
        first = calendar.add_months(last.first, 1 - length)
        return calendar.between(calendar.month(first.year, first.month), last)

    return "period", resolve


def _part_of_month(stretch: Stretch, part: str) -> Stretch:
    first, last = stretch.first, stretch.last
    if first is None or last is None:
        return stretch
    if part == "early":
        return calendar.days(first, first.replace(day=15))
    if part == "mid":
        return calendar.days(first.replace(day=10), first.replace(day=20))
    if part == "late":
        return calendar.days(first.replace(day=16), last)
    if part in {"end of", "close of", "end"}:
        return calendar.day(last)
    if part == "start of":
        return calendar.day(first)
    return stretch


def plain_year(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "2023", "early 2021", "the end of 2024"."""
    del future
    year = int(match["y"])
    part = (match["part"] or "").strip(" -").removeprefix("the ").removesuffix(" in")
    stretch = calendar.year(year)
    if part == "early":
        stretch = calendar.between(calendar.month(year, 1), calendar.month(year, 4))
    elif part == "mid":
        stretch = calendar.between(calendar.month(year, 5), calendar.month(year, 8))
    elif part == "late":
        stretch = calendar.between(calendar.month(year, 9), calendar.month(year, 12))
    elif part:
        stretch = calendar.day(
            date(year, 1, 1) if part.startswith(("start", "beg")) else date(year, 12, 31)
        )
    return "period", lambda _: stretch


def year_span(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "2023-24", "2025-26 financial year", "2019 to 2021"."""
    del future
    first = int(match["y"])
    last = int(match["z"]) if len(match["z"]) == 4 else first // 100 * 100 + int(match["z"])
    if not first < last <= first + 60:
        return None
    if match["fy"]:
        return "period", lambda _: calendar.fiscal(last)
    return "period", lambda _: calendar.between(calendar.year(first), calendar.year(last))


def near_day_word(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "today", "yesterday", "tomorrow"."""
    del future
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["day"], 0)
    return (
        "date",
        lambda reference: (
            None if reference is None else calendar.day(reference.published + timedelta(days=shift))
        ),
    )


def decade_of(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the 1990s"."""
    del future
    return "period", lambda _: calendar.decade(int(match["y"]))
