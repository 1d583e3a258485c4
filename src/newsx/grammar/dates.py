"""Dates, periods and durations: characters -> readings, resolved against a reference day.

A reading knows its place and, given the day of publication, its stretch of time. What needs no
reference ("September 2023") resolves without one; what does ("last week") stays unresolved.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.numerals import read_digits, read_words
from newsx.knowledge.vocabulary import lower


class Reference(NamedTuple):
    """What a relative expression is read against."""

    published: date
    """Day of publication."""
    previous: Stretch | None = None
    """The period named before in the same sentence: "a year earlier" is counted from it."""


Resolver = Callable[[Reference | None], Stretch | None]


@dataclass(frozen=True, slots=True)
class Time:
    """One expression of time."""

    start: int
    end: int
    kind: Literal["date", "period", "duration"]
    resolve: Resolver
    value: Decimal | None = None
    """Length of a duration; the shorter where it is a range."""
    unit: str | None = None
    """Unit of a duration."""


_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBER |= {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBER = {name: number for number, name in enumerate(_WEEKDAYS)}
_WEEKDAY_NUMBER |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip


def _names(numbers: dict[str, int], full: tuple[str, ...]) -> str:
    short = sorted(set(numbers) - set(full), key=len, reverse=True)
    return rf"(?:(?:{'|'.join(full)})\b|(?:{'|'.join(short)})(?![a-z])\.?)"


_MONTH = _names(_MONTH_NUMBER, _MONTHS)
_WEEKDAY = _names(_WEEKDAY_NUMBER, _WEEKDAYS)
_YEAR = r"(?:19|20)\d\d(?![\d%])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])"
_COUNT = (
    r"(?:\d{1,3}(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|ninety|couple of)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?: and a half)?"
)
_UNIT = r"(?:day|week|fortnight|month|quarter|year|decade)"
_LENGTH_UNIT = r"(?:second|minute|hour|day|business day|trading day|week|fortnight|month|quarter|year|decade|century|centurie|season|yr|hr|min|sec)"
_ORDINAL = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"
_EDGE = r"(?![\w])"


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], bool], tuple[str, Resolver] | None]


def _two_digit(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _month_of(word: str) -> int:
    return _MONTH_NUMBER[word.rstrip(".")]


def _count(words: str) -> Decimal:
    words = words.strip()
    if words in {"a", "an"}:
        return Decimal(1)
    if words.startswith("couple"):
        return Decimal(2)
    half = words.endswith(" and a half")
    words = words.removesuffix(" and a half")
    numeral = read_digits(words, 0) if words[0].isdigit() else read_words(words, 0)
    value = numeral.value if numeral is not None else Decimal(1)
    return value + (Decimal("0.5") if half else 0)


def _safe_day(year: int, month: int, number: int) -> Stretch | None:
    try:
        return calendar.day(date(year, month, number))
    except ValueError:
        return None


def _near_month(reference: Reference, number: int, *, future: bool) -> Stretch:
    """Return the month nearest to publication: the last one begun, or the next one to end."""
    today = reference.published
    year = today.year
    if future and number < today.month:
        year += 1
    elif not future and number > today.month:
        year -= 1
    return calendar.month(year, number)


def _near_day(reference: Reference, month: int, number: int, *, future: bool) -> Stretch | None:
    today = reference.published
    this_year = _safe_day(today.year, month, number)
    if this_year is None or this_year.first is None:
        return None
    if future and this_year.first < today:
        return _safe_day(today.year + 1, month, number)
    if not future and this_year.first > today + timedelta(days=1):
        return _safe_day(today.year - 1, month, number)
    return this_year


# -- the rules: a pattern over lower case, and what it builds -------------------------------------


def _month_day(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    month, number = _month_of(match["m"]), int(re.sub(r"\D", "", match["d"]))
    if match["y"]:
        fixed = _safe_day(int(match["y"]), month, number)
        return "date", lambda _: fixed
    return (
        "date",
        lambda reference: (
            None if reference is None else _near_day(reference, month, number, future=future)
        ),
    )


def _iso_day(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    fixed = _safe_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return "date", lambda _: fixed


def _slash_day(match: re.Match[str], future: bool) -> tuple[str, Resolver] | None:
    """Read 3/18/2023: month first, as in the United States, unless that is impossible."""
    del future
    first, second, year = int(match["a"]), int(match["b"]), _two_digit(match["y"])
    if first > 12:
        first, second = second, first
    fixed = _safe_day(year, first, second) if first <= 12 else None
    return ("date", lambda _: fixed) if fixed is not None else None


def _day_range(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    month = _month_of(match["m"])
    low, high = (int(re.sub(r"\D", "", match[key])) for key in ("d", "e"))
    year = int(match["y"]) if match["y"] else None

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is not None:
            first, last = _safe_day(year, month, low), _safe_day(year, month, high)
        elif reference is not None:
            first = _near_day(reference, month, low, future=future)
            near = first.first if first is not None else None
            last = _safe_day(near.year, month, high) if near is not None else None
        else:
            return None
        return calendar.between(first, last) if first and last else None

    return "period", resolve


def _weekday(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    number = _WEEKDAY_NUMBER[match["w"].rstrip(".")]
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


def _month_year(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    number = _month_of(match["m"])
    part = (match["part"] or "").strip(" -").removeprefix("the ")
    year = int(match["y"]) if match["y"] else None
    which = (match["which"] or "").strip()

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is not None:
            stretch = calendar.month(year, number)
        elif reference is None:
            return None
        elif which in {"this", "last", "next"}:
            offset = {"this": 0, "last": 0, "next": 0}[which]
            stretch = _near_month(reference, number, future=which == "next")
            if (
                which == "last"
                and stretch.first
                and stretch.first.month == reference.published.month
            ):
                stretch = calendar.month(stretch.first.year - 1, number)
            if which == "this":
                stretch = calendar.month(reference.published.year + offset, number)
        else:
            stretch = _near_month(reference, number, future=future)
        return _part_of_month(stretch, part)

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
    if part == "end of":
        return calendar.day(last)
    if part == "start of":
        return calendar.day(first)
    return stretch


def _plain_year(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
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


def _year_span(match: re.Match[str], future: bool) -> tuple[str, Resolver] | None:
    del future
    first = int(match["y"])
    last = int(match["z"]) if len(match["z"]) == 4 else first // 100 * 100 + int(match["z"])
    if not first < last <= first + 60:
        return None
    if match["fy"]:
        return "period", lambda _: calendar.fiscal(last)
    return "period", lambda _: calendar.between(calendar.year(first), calendar.year(last))


def _quarter_code(match: re.Match[str], future: bool) -> tuple[str, Resolver] | None:
    groups = match.groupdict()
    letter = "q" if "q" in groups["a"] else "h"
    number = int(re.sub(r"\D", "", groups["a"]))
    if number > (4 if letter == "q" else 2):
        return None
    is_fiscal = bool(groups["fy"])
    year = _two_digit(groups["y"]) if groups["y"] else None
    part = f"{letter.upper()}{number}"
    return "period", _part_of_year(letter, number, year, part, future=future, is_fiscal=is_fiscal)


def _part_of_year(
    letter: str, number: int, year: int | None, part: str, *, future: bool, is_fiscal: bool
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
        if not future and stretch.first is not None and stretch.first > today and today.month <= 3:
            return build(today.year - 1, number)
        if future and stretch.last is not None and stretch.last < today:
            return build(today.year + 1, number)
        return stretch

    return resolve


def _quarter_words(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    letter = "q" if match["u"].startswith("quarter") else "h"
    number = _ORDINALS[match["o"]] if match["o"] else 1
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


def _half_year(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del match
    return "period", _part_of_year("h", 1, None, "H1", future=future, is_fiscal=False)


def _full_year(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del match, future
    return (
        "period",
        lambda reference: None if reference is None else calendar.year(reference.published.year),
    )


def _months_of_year(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    count = int(_count(match["n"]))
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


def _fiscal_year(match: re.Match[str], future: bool) -> tuple[str, Resolver] | None:
    del future
    year = _two_digit(match["y"] or match["z"])
    return "period", lambda _: calendar.fiscal(year)


def _this_fiscal(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
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


_OFFSETS = {
    "this": 0, "current": 0, "same": 0, "last": -1, "past": -1, "previous": -1, "prior": -1,
    "preceding": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
}  # fmt: skip


def _relative_unit(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    unit = match["u"]
    which = match["which"]
    part = (match["part"] or "").strip()

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        stretch = calendar.holding(today, unit, _OFFSETS[which])
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


def _the_unit(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    unit = match["u"]

    def resolve(reference: Reference | None) -> Stretch | None:
        return None if reference is None else calendar.holding(reference.published, unit)

    return "period", resolve


def _end_of_unit(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    unit = match["u"]
    which = match["which"] or "this"
    starts = bool(match["begin"])
    del future

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        stretch = calendar.holding(reference.published, unit, _OFFSETS.get(which, 0))
        edge = stretch.first if starts else stretch.last
        return None if edge is None else calendar.day(edge)

    return "period", resolve


def _year_end(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    unit = match["u"]
    year = int(match["y"]) if match["y"] else None

    def resolve(reference: Reference | None) -> Stretch | None:
        if year is not None:
            return calendar.day(date(year, 12, 31))
        if reference is None:
            return None
        last = calendar.holding(reference.published, unit).last
        return None if last is None else calendar.day(last)

    return "period", resolve


def _last_units(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    unit = match["u"]
    low = _count(match["n"])
    high = _count(match["n2"]) if match["n2"] else None
    ahead = _OFFSETS[match["which"]] > 0

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
        if unit == "quarter":
            edge = calendar.holding(today, unit, 1 if ahead else -1)
            other = calendar.holding(today, unit, count if ahead else -count)
            first, last = (edge, other) if ahead else (other, edge)
            return calendar.between(first, last) if count > 1 else edge
        if ahead:
            return calendar.days(today, calendar.shift(today, count, unit))
        return calendar.days(calendar.shift(today, -count, unit), today)

    return "period", resolve


def _ago(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    count, unit, how = int(_count(match["n"])), match["u"], match["how"]

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        anchor = reference.previous
        if how in {"earlier", "before", "later"} and anchor is not None:
            shifted = _shifted(anchor, count if how == "later" else -count, unit)
            if shifted is not None:
                return shifted
        moved = calendar.shift(
            reference.published, count if how in {"later", "hence"} else -count, unit
        )
        if unit in {"day", "week", "fortnight"}:
            return calendar.day(moved)
        if unit == "month":
            return calendar.month(moved.year, moved.month) if how != "ago" else calendar.day(moved)
        return calendar.holding(moved, "year" if unit == "decade" else unit)

    return ("date" if match["u"] in {"day", "week", "fortnight"} else "period"), resolve


def _shifted(stretch: Stretch, count: int, unit: str) -> Stretch | None:
    """Return the like stretch some units away: the same quarter a year earlier."""
    years = count * calendar.IN_MONTHS.get(unit, 0) // 12
    fiscal = re.fullmatch(r"FY(\d{4})(?:-(\w+))?", stretch.iso)
    if fiscal is not None:
        return calendar.fiscal(int(fiscal[1]) + years, fiscal[2] or "") if years else None
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
        return calendar.day(first)
    return calendar.days(first, calendar.shift(stretch.last, count, unit))


def _year_ago(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    """Read "the year-ago period", "the same period last year", "the prior-year quarter"."""
    del future
    year = int(match["y"]) if match["y"] else None
    unit = "quarter" if "quarter" in match.group() else "year"

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        if reference.previous is not None:
            shifted = _shifted(reference.previous, -1, "year")
            if year is not None and shifted is not None and shifted.first is not None:
                shifted = _shifted(reference.previous, year - shifted.first.year - 1, "year")
            if shifted is not None:
                return shifted
        if year is not None:
            return calendar.year(year)
        return calendar.holding(calendar.shift(reference.published, -1, "year"), unit)

    return "period", resolve


def _near(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["day"], 0)
    return (
        "date",
        lambda reference: (
            None if reference is None else calendar.day(reference.published + timedelta(days=shift))
        ),
    )


def _to_date(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    unit = match["u"]

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        first = calendar.holding(reference.published, unit).first
        return None if first is None else calendar.days(first, reference.published)

    return "period", resolve


def _decade(match: re.Match[str], future: bool) -> tuple[str, Resolver]:
    del future
    return "period", lambda _: calendar.decade(int(match["y"]))


_M, _W, _Y, _D = _MONTH, _WEEKDAY, _YEAR, _DAY
_RULES: tuple[
    tuple[str, str, Callable[[re.Match[str], bool], tuple[str, Resolver] | None]], ...
] = (
    (
        "month",
        rf"(?:{_W},? )?(?P<m>{_M}) ?(?:the )?(?P<d>{_D})(?:,? (?:of )?(?P<y>{_Y}))?{_EDGE}",
        _month_day,
    ),
    (
        "month",
        rf"(?P<m>{_M}) (?P<d>{_D}) ?[-–—] ?(?P<e>{_D})(?:,? (?P<y>{_Y}))?{_EDGE}",
        _day_range,
    ),
    (
        "month",
        rf"(?P<which>(?:this|last|next) )?(?P<part>(?:early|mid|late)[ -]|(?:the )?(?:end|start) of )?(?P<m>{_M})(?:,?(?: of)?[ ]?(?P<y>{_Y}))?{_EDGE}",
        _month_year,
    ),
    (
        "digit",
        rf"(?P<d>{_D})(?: of)?[ -/](?P<m>{_M})(?:,?(?: of)?[ -/](?P<y>{_Y}))?{_EDGE}",
        _month_day,
    ),
    (
        "digit",
        rf"(?P<d>{_D}) ?(?:[-–—]|to|and) ?(?P<e>{_D}) (?P<m>{_M})(?:,? (?P<y>{_Y}))?{_EDGE}",
        _day_range,
    ),
    (
        "digit",
        rf"(?P<y>{_Y})[-/](?P<m>1[0-2]|0?[1-9])[-/](?P<d>3[01]|[12]\d|0?[1-9]){_EDGE}",
        _iso_day,
    ),
    ("digit", rf"(?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}})[/-](?P<y>{_Y}){_EDGE}", _slash_day),
    ("digit", rf"(?P<a>[1-4][qh]) ?(?P<fy>fy)?[ '’]?(?P<y>(?:19|20)?\d\d)?{_EDGE}", _quarter_code),
    ("digit", rf"(?P<part>)(?P<y>{_Y}){_EDGE}", _plain_year),
    (
        "digit",
        rf"(?P<y>{_Y})(?:[-–/]|[ ]to[ ])(?P<z>(?:19|20)?\d\d)(?P<fy> (?:financial|fiscal|season|tax)(?: year)?)?{_EDGE}",
        _year_span,
    ),
    ("digit", rf"(?P<y>{_Y})(?P<z>)(?: (?:fiscal|financial)(?: year)?){_EDGE}", _fiscal_year),
    ("digit", rf"(?P<y>{_Y})[ -](?P<a>[qh][1-4])(?P<fy>){_EDGE}", _quarter_code),
    ("digit", rf"(?P<y>(?:19|20)\d0)s{_EDGE}", _decade),
    (
        "weekday",
        rf"(?P<which>(?:this|last|next|coming|previous|past) )?(?P<w>{_W})(?P<week>(?: of)? (?:last|this|next) week)?{_EDGE}",
        _weekday,
    ),
    ("weekday", rf"(?P<w0>{_W}),? (?P<m>{_M}) (?P<d>{_D})(?:,? (?P<y>{_Y}))?{_EDGE}", _month_day),
    (
        "weekday",
        rf"(?P<w0>{_W}),? (?P<d>{_D})(?: of)? (?P<m>{_M})(?:,? (?P<y>{_Y}))?{_EDGE}",
        _month_day,
    ),
    (
        "code",
        rf"(?P<a>[qh][1-4]) ?(?P<fy>fy|fiscal ?|f)?[ '’-]?(?:of )?(?P<y>(?:19|20)?\d\d)?{_EDGE}",
        _quarter_code,
    ),
    ("code", rf"fy ?['’]?(?P<y>(?:19|20)?\d\d)(?P<z>){_EDGE}", _fiscal_year),
    (
        "fiscal",
        rf"(?:the )?(?:fiscal|financial)(?: year)?,? (?P<y>{_Y})(?P<z>){_EDGE}",
        _fiscal_year,
    ),
    (
        "fiscal",
        rf"(?:the )?(?:(?P<which>this|current|last|previous|prior|past|next|coming) )?(?:fiscal|financial)[ -]year{_EDGE}",
        _this_fiscal,
    ),
    (
        "fiscal",
        rf"(?:the )?(?P<fy>fiscal|financial)[ -](?P<o>{_ORDINAL})[ -](?P<u>quarter|half)(?P<fz>)(?P<rel>)(?P<y>){_EDGE}",
        _quarter_words,
    ),
    (
        "ordinal",
        rf"(?:the )?(?P<o>{_ORDINAL})[ -](?P<fy>fiscal[ -]|financial[ -])?(?P<u>quarter|half)(?:-year)?(?:(?: of|,)? (?P<fz>fiscal (?:year )?|the (?:fiscal|financial) year )?(?:(?P<y>{_Y})|(?P<rel>(?:of )?(?:last|this|next) year)|the year)?(?<! ))?{_EDGE}",
        _quarter_words,
    ),
    (
        "ordinal",
        rf"(?:the )?(?P<o>first|last|final|opening) (?P<n>{_COUNT}) months of (?P<fy>(?:the )?(?:fiscal|financial) (?:year ?)?)?(?:(?P<y>{_Y})|(?:the|this|(?P<rel>last|next)) year|(?<=year))(?:(?<=the year) (?:to|ending|ended) [a-z]+ ?(?:\d+)?)?{_EDGE}",
        _months_of_year,
    ),
    ("half", rf"half-year{_EDGE}", _half_year),
    ("full", rf"full[- ]year{_EDGE}", _full_year),
    (
        "relative",
        rf"(?:the )?(?P<part>so far |earlier |later )?(?:the )?(?P<which>this|last|past|next|current|coming|previous|prior|preceding|following|same|upcoming)[ -](?P<u>{_UNIT}){_EDGE}",
        _relative_unit,
    ),
    (
        "relative",
        rf"(?:the )?(?P<which>last|past|next|coming|previous|prior|preceding|following) (?P<n>{_COUNT})(?: (?:to|or) (?P<n2>{_COUNT}))? (?P<u>{_UNIT})s{_EDGE}",
        _last_units,
    ),
    (
        "relative",
        rf"(?:the )?(?P<n>{_COUNT}) (?P<which>previous|next|upcoming|preceding|following|coming)(?P<n2>) (?P<u>{_UNIT})s{_EDGE}",
        _last_units,
    ),
    (
        "relative",
        rf"(?:the )?same (?:period|quarter|month|week|time|half)(?: (?:of )?(?:last year|a year (?:ago|earlier|before)|the (?:previous|prior) year)| (?:in|of) (?P<y>{_Y})){_EDGE}",
        _year_ago,
    ),
    (
        "relative",
        rf"(?:the )?(?:year-ago|year-earlier|prior-year|previous-year)(?: (?:period|quarter|month|half))?(?P<y>){_EDGE}",
        _year_ago,
    ),
    ("relative", rf"(?P<day>today|yesterday|tomorrow){_EDGE}", _near),
    ("relative", rf"(?P<u>year|month|quarter|week)[ -]to[ -]date{_EDGE}", _to_date),
    ("relative", rf"(?P<u>year|month|quarter|week)-end(?: (?P<y>{_Y}))?{_EDGE}", _year_end),
    (
        "relative",
        rf"(?:the )?(?:end|close|(?P<begin>start|beginning)) of (?:the |(?P<which>this|last|next) )(?P<u>{_UNIT}){_EDGE}",
        _end_of_unit,
    ),
    (
        "relative",
        rf"(?P<part>(?:the )?(?:end|start|beginning) of |early[ -](?:in )?|mid-?[ ]?|late[ -](?:in )?)(?P<y>{_Y}){_EDGE}",
        _plain_year,
    ),
    (
        "count",
        rf"(?P<n>{_COUNT})[ -](?P<u>{_UNIT})s? (?P<how>ago|earlier|before|later|hence){_EDGE}",
        _ago,
    ),
    ("the", rf"the (?P<u>year|quarter|month){_EDGE}", _the_unit),
)
_COMPILED: dict[str, list[_Rule]] = {}
for _category, _pattern, _build in _RULES:
    _COMPILED.setdefault(_category, []).append(_Rule(re.compile(_pattern), _build))

_WIDE = ("month", "weekday", "fiscal", "ordinal", "relative")
_TRIES: dict[str, tuple[str, ...]] = {
    "month": ("month",),
    "weekday": ("weekday",),
    "digit": ("digit", "count", "relative"),
    "code": ("code",),
    "fiscal": ("fiscal",),
    "ordinal": ("ordinal",),
    "half": ("half",),
    "full": ("full",),
    "relative": ("relative", "weekday", "month", "fiscal"),
    "edge": ("month", "relative"),
    "count": ("count", "relative"),
    "the": ("fiscal", "ordinal", "relative", "month", "the"),
}
_TRIGGER = re.compile(
    r"(?<![a-z0-9$€£¥.,/&])(?:"
    rf"(?P<month>{_MONTH})|(?P<weekday>{_WEEKDAY})|(?P<digit>\d)|(?P<code>[qh][1-4]|fy)|(?P<fiscal>fiscal|financial)"
    rf"|(?P<ordinal>(?:first|second|third|fourth|final|last|opening|1st|2nd|3rd|4th)(?=[ -](?:fiscal|financial|quarter|half|{_COUNT} months)))"
    r"|(?P<half>half-year)|(?P<full>full[ -]year)"
    r"|(?P<relative>so far|earlier|later|this|last|past|next|current|coming|previous|prior|preceding|following|same|"
    r"upcoming|year-|month-|quarter-|week-|year to|today|yesterday|tomorrow|prior-|previous-)"
    r"|(?P<edge>end of|start of|beginning of|close of|early|mid|late)"
    rf"|(?P<count>{_COUNT}(?=[ -]))|(?P<the>the ))"
)
_DURATION = re.compile(
    rf"(?<![\w$€£¥.,])(?P<n>{_COUNT})(?:(?: to |[-–]| or | and )(?P<m>{_COUNT}))?[ -]?(?P<u>{_LENGTH_UNIT})s?(?![\w])(?!-old| old|-low)"
)
_DURATION_CODE = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
_UNIT_NAME = {
    "business day": "day", "trading day": "day", "centurie": "century", "yr": "year",
    "hr": "hour", "min": "minute", "sec": "second",
}  # fmt: skip
_ISO_FACTOR = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100}
_ENDED = re.compile(
    rf"(?:the )?(?:(?P<o>first|last) )?(?:(?P<n>{_COUNT})[ -])?(?P<u>quarter|half|week|month|year|period)(?:s)? "
    r"(?:that )?(?:ended|ending|to|through|until|up to)(?: on)?(?: the)? $"
)
_LINK = re.compile(r"(?: through | to | until | till | and |[-–—]| [-–—] )(?:the )?$")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAD = re.compile(
    r"(?<![a-z])(since|through|until|till|before|after|between|from|as of|beginning|starting)(?: on| in)?(?: the)? $"
)
_AHEAD = re.compile(
    r"(?:\b(?:will|due|scheduled|expected|expects|plans|planned|set|slated|forecasts?|starting|would|should|must|to be)\b[^.;]{0,40}"
    r"|\b(?:by|through|until|till|next) (?:the )?(?:end of )?)$"
)
_MAY = re.compile(
    r"(?:\b(?:in|since|from|until|by|of|last|this|next|through|to|early|mid|late|and|or|end|before|after|for|during)|[,(–-]) ?$"
)


def scan(text: str) -> Iterator[Time]:
    """Yield every expression of time in order; they never overlap.

    >>> [text_.resolve(None).iso for text_ in scan("Sales in Q3 2023 and on April 2, 2012")]
    ['2023-Q3', '2012-04-02']
    """
    lowered = lower(text)
    atoms = _atoms(text, lowered)
    yield from _without_overlap([*_composed(lowered, atoms), *_durations(lowered)])


def _without_overlap(times: list[Time]) -> Iterator[Time]:
    """Yield the longest of those that overlap, in order."""
    taken: list[Time] = []
    for time in sorted(times, key=lambda time: (time.start - time.end, time.start)):
        if all(time.end <= other.start or time.start >= other.end for other in taken):
            taken.append(time)
    yield from sorted(taken, key=lambda time: time.start)


def _atoms(text: str, lowered: str) -> list[Time]:
    found = []
    position = 0
    while match := _TRIGGER.search(lowered, position):
        start = match.start()
        position = match.end() if match.lastgroup != "the" else start + 4
        best: Time | None = None
        for category in _TRIES[match.lastgroup or "the"]:
            for rule in _COMPILED[category]:
                reading = rule.pattern.match(lowered, start)
                if reading is None or (best is not None and reading.end() <= best.end):
                    continue
                if not _plausible(text, lowered, reading, rule):
                    continue
                built = rule.build(
                    reading, _AHEAD.search(lowered, max(0, start - 60), start) is not None
                )
                if built is not None:
                    kind, resolve = built
                    best = Time(start, reading.end(), kind, resolve)  # type: ignore[arg-type]  # rules say date or period
        if best is not None:
            if text[best.end - 1] == " ":
                best = Time(best.start, len(text[: best.end].rstrip()), best.kind, best.resolve)
            found.append(best)
            position = max(position, best.end)
    return found


def _plausible(text: str, lowered: str, match: re.Match[str], rule: _Rule) -> bool:
    """Tell names of months and days from the words they are spelt like."""
    groups = match.groupdict()
    name = groups.get("m") or groups.get("w")
    if rule.build is _plain_year:
        before = lowered[max(0, match.start() - 2) : match.start()]
        return not (before[-1:] in {"-", "–"} and before[:1].isdigit())
    if name is None or groups.get("y"):
        return True
    start = match.start("m" if groups.get("m") else "w")
    if not text[start].isupper():
        return bool(groups.get("d")) and name.rstrip(".") not in {
            "may",
            "march",
            "mar",
            "sat",
            "sun",
        }
    if (
        groups.get("m")
        and not groups.get("d")
        and name.rstrip(".") in {"may", "mar", "jan", "dec", "march"}
    ):
        bare = name in {"may", "march"}
        if text[match.start()] != text[start]:
            return True
        return _MAY.search(lowered, max(0, start - 10), start) is not None or (
            not bare and name.endswith(".")
        )
    if groups.get("w") and name.rstrip(".") in {"sun", "sat", "mon", "wed", "fri", "thu", "tue"}:
        return name.endswith(".") and False
    return True


def _composed(lowered: str, atoms: list[Time]) -> Iterator[Time]:
    """Yield the times that atoms make together with the words before and between them."""
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        index += 1
        if index < len(atoms):
            between = lowered[atom.end : atoms[index].start]
            joined = _joined(lowered, atom, between, atoms[index])
            if joined is not None:
                atom = joined
                index += 1
        left = lowered[max(0, atom.start - 48) : atom.start]
        ended = _ENDED.search(left)
        if ended is not None and atom.kind != "duration":
            start = atom.start - len(left) + ended.start()
            yield Time(start, atom.end, "period", _ended(ended, atom.resolve))
            continue
        lead = _LEAD.search(left)
        if lead is not None and lead[1] in {"since", "through", "until", "till", "before", "after"}:
            start = atom.start - len(left) + lead.start()
            yield Time(start, atom.end, "period", _led(lead[1], atom.resolve))
            continue
        yield atom


def _joined(lowered: str, first: Time, between: str, second: Time) -> Time | None:
    if not _LINK.fullmatch(between):
        return None
    word = between.strip(" ")
    lead = _LEAD.search(lowered[max(0, first.start - 16) : first.start])
    if word.startswith("and") and (lead is None or lead[1] != "between"):
        return None

    dated = [
        _HAS_YEAR.search(lowered, time.start, time.end) is not None for time in (first, second)
    ]

    def resolve(reference: Reference | None) -> Stretch | None:
        high = second.resolve(reference)
        if high is not None and high.last is not None and dated == [False, True]:
            # "Jan-Feb 2017": the year at the end is the year of both.
            reference = Reference(high.last)
        low = first.resolve(reference)
        if low is None or high is None:
            return None
        if low.first and high.last and not any(dated):
            years = (high.last - low.first).days // 366
            shifted = _shifted(high, -years, "year") if years else None
            high = shifted if shifted is not None else high
        return calendar.between(low, high)

    return Time(first.start, second.end, "period", resolve)


def _led(word: str, resolve: Resolver) -> Resolver:
    def led(reference: Reference | None) -> Stretch | None:
        stretch = resolve(reference)
        if stretch is None:
            return None
        if word == "since":
            return calendar.since(stretch)
        if word == "after" and stretch.last is not None:
            return calendar.since(calendar.day(stretch.last + timedelta(days=1)))
        if word == "before" and stretch.first is not None:
            return calendar.until(calendar.day(stretch.first - timedelta(days=1)))
        return calendar.until(stretch)

    return led


def _ended(match: re.Match[str], resolve: Resolver) -> Resolver:
    unit = match["u"]
    count = int(_count(match["n"])) if match["n"] else 1

    def ended(reference: Reference | None) -> Stretch | None:
        stretch = resolve(reference)
        if stretch is None or stretch.last is None:
            return None
        last = stretch.last
        if unit in {"week"}:
            return calendar.days(last - timedelta(days=7 * count - 1), last)
        months = count * calendar.IN_MONTHS.get(unit, 3)
        first = calendar.add_months(last.replace(day=1), 1 - months)
        start = calendar.month(first.year, first.month)
        return Stretch(f"{start.iso}/{stretch.iso}", first, last)

    return ended


def _durations(lowered: str) -> Iterator[Time]:
    for match in _DURATION.finditer(lowered):
        words = match["n"]
        if words in {"a", "an"}:
            continue
        value = _count(words)
        unit = match["u"]
        unit = _UNIT_NAME.get(unit, unit)
        high = _count(match["m"]) if match["m"] else None
        code = _DURATION_CODE.get(unit)
        iso = None
        if code is not None:
            low_text = _iso_length(value, unit, code)
            iso = low_text if high is None else f"{low_text}/{_iso_length(high, unit, code)}"
        stretch = Stretch(iso, None, None) if iso is not None else None
        yield Time(match.start(), match.end(), "duration", _fixed(stretch), value, unit)


def _fixed(stretch: Stretch | None) -> Resolver:
    return lambda _: stretch


def _iso_length(value: Decimal, unit: str, code: str) -> str:
    count = value * _ISO_FACTOR.get(unit, 1)
    return f"P{'T' if unit in {'second', 'minute', 'hour'} else ''}{count.normalize():f}{code}"
