"""What patterns of quarters, fiscal years and relative periods mean."""

import re
from datetime import date, timedelta

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.moved import is_longer, lasts, moved_by
from newsx.grammar.reported import reported
from newsx.grammar.time_words import FROM_BEFORE, OFFSETS, ORDINALS, count_of, two_digit
from newsx.grammar.times import Built, Reference, Resolver

# Until this month the year that is over is the one told of; and the last month of a half.
_EARLY, _HALF = 3, 6
# "A year ago" beside a quarter is the same quarter, where that is no longer ago than this.
_RECENT = timedelta(days=300)
# What was so many months ago was in some month; two months ago it was a day.
_MONTHS_IN_YEAR = 12
_ROLLING = frozenset({"year", "decade"})
# "Over the past year" ends today; "by the end of the past decade" does not.
_LASTING = re.compile(r"\b(?:over|during|within) $")


def quarter_code(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "Q3 2023", "1H23", "Q1FY24", "H2"."""
    groups = match.groupdict()
    letter = "q" if "q" in groups["a"] else "h"
    number = int(re.sub(r"\D", "", groups["a"]))
    if number > (4 if letter == "q" else 2):
        return None
    is_fiscal = bool(groups["fy"])
    year = two_digit(groups["y"]) if groups["y"] else None
    part = f"{letter.upper()}{number}"
    return "period", _part_of_year(letter, number, year, part, future=future, is_fiscal=is_fiscal)


def _part_of_year(
    letter: str, number: int, year: int | None, part: str, *, future: bool | None, is_fiscal: bool
) -> Resolver:
    def resolve(reference: Reference | None) -> Stretch | None:
        if is_fiscal:
            if year is None and reference is None:
                return None
            return calendar.fiscal(year or (reference.published.year if reference else 0), part)
        build = calendar.quarter if letter == "q" else calendar.half
        if year is not None:
            return build(year, number)
        if reference is None:
            return None
        today = reference.published
        stretch = build(today.year, number)
        # "The fourth quarter" in a January story is the one just over, unless it lies ahead.
        if (
            not future
            and stretch.first is not None
            and stretch.first > today
            and (today.month <= _EARLY or future is False)
        ):
            return build(today.year - 1, number)
        if future and stretch.last is not None and stretch.last < today:
            return build(today.year + 1, number)
        return stretch

    return resolve


def quarter_words(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the second quarter of 2022", "the fiscal third quarter", "the first half"."""
    letter = "q" if match["u"].startswith("quarter") else "h"
    number = ORDINALS[match["o"]] if match["o"] else 1
    if letter == "h":
        number = min(number, 2)
    year = int(match["y"]) if match["y"] else None
    part = f"{letter.upper()}{number}"
    is_fiscal = bool(match["fy"] or match["fz"])
    if match["rel"]:
        offset = {"last": -1, "next": 1, "this": 0}[match["rel"].split()[-2]]
        build = calendar.quarter if letter == "q" else calendar.half
        return (
            "period",
            lambda reference: (
                None if reference is None else build(reference.published.year + offset, number)
            ),
        )
    return "period", _part_of_year(letter, number, year, part, future=future, is_fiscal=is_fiscal)


def half_year(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "half-year" results: the half last over."""
    del match, future

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        over = today.month > _HALF
        return calendar.half(today.year - (not over), 1 if over else 2)

    return "period", resolve


def full_year(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "full-year" guidance: the running year."""
    del match, future
    return (
        "period",
        lambda reference: None if reference is None else calendar.year(reference.published.year),
    )


def months_of_year(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the first nine months of 2022", "the last three months of the year"."""
    del future
    count = int(count_of(match["n"]))
    year = int(match["y"]) if match["y"] else None
    from_end = match["o"] in {"last", "final"}
    offset = {"last": -1, "next": 1}.get((match["rel"] or "").strip(), 0)

    def resolve(reference: Reference | None) -> Stretch | None:
        if match["fy"]:
            if year is None and reference is None:
                return None
            fiscal_year = year or (reference.published.year + offset if reference else 0)
            part = {3: "Q", 6: "H"}.get(count)
            return calendar.fiscal(
                fiscal_year, f"{part}1" if part and not from_end else f"M{count}"
            )
        if year is None and reference is None:
            return None
        chosen = year or (reference.published.year + offset if reference else 0)
        if not 1 <= count <= 11:
            return None
        if count in {3, 6}:
            build, parts = (calendar.quarter, 4) if count == 3 else (calendar.half, 2)
            return build(chosen, parts if from_end else 1)
        low, high = (13 - count, 12) if from_end else (1, count)
        return calendar.between(calendar.month(chosen, low), calendar.month(chosen, high))

    return "period", resolve


def fiscal_year(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "fiscal 2024", "FY23", "the 2023 financial year"."""
    del future
    year = two_digit(match["y"] or match["z"])
    return "period", lambda _: calendar.fiscal(year)


def this_fiscal(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "this fiscal year", "the last financial year"."""
    del future
    offset = {"last": -1, "previous": -1, "prior": -1, "past": -1, "next": 1, "coming": 1}.get(
        match["which"] or "", 0
    )
    return (
        "period",
        lambda reference: (
            None if reference is None else calendar.fiscal(reference.published.year + offset)
        ),
    )


def relative_unit(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "this year", "last week", "the previous month", "so far this year"."""
    del future
    unit = match["u"]
    which = match["which"]
    part = (match["part"] or "").strip()

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        anchor = reference.previous
        if which in FROM_BEFORE and unit == "week" and anchor and lasts(anchor, 1, unit):
            return moved_by(anchor, OFFSETS[which], unit)  # weeks that end on no Sunday
        counted = which in FROM_BEFORE and anchor is not None and anchor.first is not None
        from_day = anchor.first if counted and anchor and anchor.first else today
        stretch = calendar.holding(from_day, unit, OFFSETS[which])
        if which == "past" and unit in _ROLLING and _LASTING.search(match.string, 0, match.start()):
            return calendar.days(calendar.shift(today, -1, unit), today)
        if part == "so far" and stretch.first is not None:
            return calendar.days(stretch.first, today)
        if part in {"earlier", "later"} and which == "this" and stretch.first and stretch.last:
            return (
                calendar.days(stretch.first, today)
                if part == "earlier"
                else calendar.days(today, stretch.last)
            )
        if part == "end of" and stretch.last is not None:
            return calendar.day(stretch.last)
        return stretch

    return ("date" if unit == "day" else "period"), resolve


def the_unit(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the year", "the month": the one of publication."""
    del future
    unit = match["u"]

    def resolve(reference: Reference | None) -> Stretch | None:
        return None if reference is None else calendar.holding(reference.published, unit)

    return "period", resolve


def end_of_unit(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the end of the year", "the start of next month"."""
    unit = match["u"]
    which = match["which"] or "this"
    starts = bool(match["begin"])
    del future

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        stretch = calendar.holding(reference.published, unit, OFFSETS.get(which, 0))
        edge = stretch.first if starts else stretch.last
        return None if edge is None else calendar.day(edge)

    return "period", resolve


def year_end(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "year-end", "quarter-end", "quarter's end"."""
    unit = match["u"]
    year = int(match["y"]) if match["y"] else None

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is not None:
            return calendar.day(date(year, 12, 31))
        if reference is None:
            return None
        today = reference.published
        if unit == "quarter":
            ended = reported(reference, unit, future=future).last
            return None if ended is None else calendar.day(ended)
        # in the first months of a year its end is the one just past
        over = unit == "year" and not future and today.month <= _EARLY
        last = calendar.holding(today, unit, -1 if over else 0).last
        return None if last is None else calendar.day(last)

    return "period", resolve


def last_units(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the last 30 days", "the next three to five years"."""
    del future
    unit = match["u"]
    low = count_of(match["n"])
    high = count_of(match["n2"]) if match["n2"] else None
    ahead = OFFSETS[match["which"]] > 0

    def resolve(reference: Reference | None) -> Stretch | None:
        if high is not None:
            letter = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}.get(
                unit, "Y"
            )
            return Stretch(
                f"P{low.normalize():f}{letter}/P{high.normalize():f}{letter}", None, None
            )
        if reference is None:
            return None
        today, count = reference.published, int(low)
        anchor = reference.previous
        if match["which"] in FROM_BEFORE and not ahead and anchor is not None and anchor.first:
            # "in the December quarter, from 214 in the preceding three months"
            if lasts(anchor, count, unit):
                return moved_by(anchor, -count, unit)
            begun = calendar.shift(anchor.first, -count, unit)
            return calendar.days(begun, anchor.first - timedelta(days=1))
        if unit == "quarter":
            edge = calendar.holding(today, unit, 1 if ahead else -1)
            other = calendar.holding(today, unit, count if ahead else -count)
            first, last = (edge, other) if ahead else (other, edge)
            return calendar.between(first, last) if count > 1 else edge
        if ahead:
            return calendar.days(today, calendar.shift(today, count, unit))
        return calendar.days(calendar.shift(today, -count, unit), today)

    return "period", resolve


def ago(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "two weeks ago", "a year earlier": counted from the period before, where one is."""
    del future
    count, unit, how = int(count_of(match["n"])), match["u"], match["how"]

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        anchor = reference.previous
        beside = how == "ago" and (count, unit) == (1, "year") and _is_told_of(reference)
        counted = beside or how in {"earlier", "before", "later"}
        if counted and anchor is not None and not is_longer(anchor, count, unit):
            if (count, unit) == (1, "month"):
                anchor = _month_of(anchor)
            shifted = moved_by(anchor, count if how == "later" else -count, unit)
            if shifted is not None:
                return shifted
        moved = calendar.shift(
            reference.published, count if how in {"later", "hence"} else -count, unit
        )
        if unit in {"day", "week", "fortnight"}:
            return calendar.day(moved)
        if unit == "month":
            by_day = how == "ago" and count < _MONTHS_IN_YEAR
            return calendar.day(moved) if by_day else calendar.month(moved.year, moved.month)
        return calendar.holding(moved, "year" if unit == "decade" else unit)

    return ("date" if match["u"] in {"day", "week", "fortnight"} else "period"), resolve


def _month_of(stretch: Stretch) -> Stretch:
    """Return the month of a day or a part of a month: a month before April 30 it was March."""
    first, last = stretch.first, stretch.last
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return stretch
    return calendar.month(first.year, first.month)


def _is_told_of(reference: Reference) -> bool:
    """Tell "profit in the quarter, against $2 million a year ago" from "he said so a year ago"."""
    anchor = reference.previous
    if anchor is None or anchor.first is None or anchor.last is None:
        return False
    return anchor.first < anchor.last and anchor.last > reference.published - _RECENT


# "The same month last year" says which only after a month is named.
_SHORT = re.compile(r"\b(?:month|week|time|stretch|span|date|day)\b")
_PARTS = re.compile(r"\b(?:six|nine) months\b")


def year_ago(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the year-ago period", "the same period last year", "the 2019 quarter"."""
    del future
    year = int(match["y"]) if match["y"] else None
    said = match.group()
    unit = "quarter" if "quarter" in said or "three months" in said else "year"

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        if reference.previous is None and (
            _PARTS.search(said) or (not year and _SHORT.search(said))
        ):
            return None
        if reference.previous is not None:
            shifted = moved_by(reference.previous, -1, "year")
            if year is not None and shifted is not None and shifted.first is not None:
                shifted = moved_by(reference.previous, year - shifted.first.year - 1, "year")
            if shifted is not None:
                return shifted
        if unit == "quarter":
            quarter = reported(reference, unit)
            back = 1 if year is None or quarter.first is None else quarter.first.year - year
            return moved_by(quarter, -back, "year")
        if year is not None:
            return calendar.year(year)
        return calendar.holding(calendar.shift(reference.published, -1, "year"), unit)

    return "period", resolve


def to_date(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "year to date"."""
    del future
    unit = match["u"]

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        first = calendar.holding(reference.published, unit).first
        return None if first is None else calendar.days(first, reference.published)

    return "period", resolve
