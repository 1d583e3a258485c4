"""Dates as pages write them -> moments in UTC, how exactly they were told and in which zone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsx.parse.vocabulary import rows
from newsx.schema import DatePrecision, ZoneFrom

DayFirst = Literal["auto", "yes", "no"]

_PRECISIONS: Final[tuple[DatePrecision, ...]] = ("year", "month", "day", "hour", "minute", "second")
_EARLIEST: Final = 1690  # the first newspapers; below stand product numbers and typing errors
_LATEST: Final = 2100

_ISO: Final = re.compile(
    r"\s*(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?!\d)",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?P<zone>Z|[+-]\d{4})?$"
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?$")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:1[6-9]|20)\d{2})"
_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY}(?!\d)\s*,?\s+{_YEAR}\b",  # September 10, 2023
        rf"\b{_DAY}\s*(?:of\s+)?[-\s]\s*{_MONTH}\s*,?[-\s]\s*'?{_YEAR}\b",  # 10 September 2023
        r"(?<![\d-])(?P<year>20\d{2}|19\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        (
            r"(?<![\d/.])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second_>\d{1,2})(?P=mark)"
            r"(?P<year>20\d{2}|19\d{2})(?!\d)"
        ),
    )
)
_OFFSET: Final = re.compile(
    r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$"
)
_ZONE: Final = re.compile(
    r"\s*[,(]?\s*(?:(?P<offset>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2})"
    r"|(?P<name>[A-Z]{1,9}|[A-Z][a-z]{6,8})\b)(?:\s+time)?",
)
_GAP: Final = re.compile(r"\s*(?:[,|·•@–—-]|\bat\b|T)?\s*(?:[,|·•@–—-]|\bat\b)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as a page tells it."""

    moment: datetime
    """Aware, in UTC; the first instant of a coarser span."""
    raw: str
    """The words it was read from."""
    precision: DatePrecision
    zone_from: ZoneFrom

    @property
    def exactness(self) -> int:
        """Rank of the precision, higher is finer."""
        return _PRECISIONS.index(self.precision)


@cache
def zones() -> Mapping[str, str]:
    """Return the IANA zone of each abbreviation in `zones.csv`."""
    return {row["abbreviation"]: row["zone"] for row in rows("zones")}


def read_stamp(written: str | date | datetime) -> Stamp | None:
    """Read a date as markup or a caller gives it: ISO 8601, RFC 2822, epoch, or words.

    >>> read_stamp("2023-09-10T17:58:00-04:00").moment.isoformat()
    '2023-09-10T21:58:00+00:00'
    """
    if isinstance(written, datetime):
        aware = written if written.tzinfo else written.replace(tzinfo=UTC)
        zone_from: ZoneFrom = "markup" if written.tzinfo else "unknown"
        return Stamp(aware.astimezone(UTC), written.isoformat(), "second", zone_from)
    if isinstance(written, date):
        start = datetime(written.year, written.month, written.day, tzinfo=UTC)
        return Stamp(start, written.isoformat(), "day", "unknown")
    raw = " ".join(written.split())
    found = _ISO.match(raw) or _COMPACT.match(raw)
    if found:
        return _from_iso(found, raw)
    if _EPOCH.match(raw):
        seconds = int(raw) / (1000 if len(raw) > 10 else 1)  # noqa: PLR2004 - epoch in milliseconds
        return Stamp(datetime.fromtimestamp(int(seconds), UTC), raw, "second", "markup")
    stamp = find_stamp(raw)
    if stamp and stamp.zone_from == "text":
        return replace(stamp, raw=raw, zone_from="markup")
    return stamp


def find_stamp(text: str, *, day_first: DayFirst = "auto") -> Stamp | None:
    """Return the first full date in `text`, with the clock and zone that stand beside it.

    >>> find_stamp("September 10, 2023, 5:58 PM ET").moment.isoformat()
    '2023-09-10T21:58:00+00:00'
    """
    return next(find_stamps(text, day_first=day_first), None)


def find_stamps(text: str, *, day_first: DayFirst = "auto") -> Iterator[Stamp]:
    """Yield the full dates in `text`, in order."""
    if not any(letter.isdigit() for letter in text):
        return
    matches = sorted(
        (found for pattern in _DATES for found in pattern.finditer(text)),
        key=lambda found: found.start(),
    )
    for found in matches:
        day = _day_of(found, day_first)
        if day is not None:
            yield _with_clock(text, found, day)


def _from_iso(found: re.Match[str], raw: str) -> Stamp | None:
    parts = found.groupdict()
    try:
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"] or 1))
        hour = int(parts.get("hour") or 0)
        minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
        clock = time(hour, minute, min(second, 59))
    except ValueError:
        return None
    if not _EARLIEST <= day.year <= _LATEST:
        return None
    precision: DatePrecision = "day" if parts["day"] else "month"
    if parts.get("hour"):
        precision = "second" if parts.get("second") else "minute"
    zone = _zone(parts.get("zone"))
    zone_from: ZoneFrom = "markup" if zone else "unknown"
    return Stamp(_utc(day, clock, zone or UTC), raw, precision, zone_from)


def _day_of(found: re.Match[str], day_first: DayFirst) -> date | None:
    parts = found.groupdict()
    try:
        year = int(parts["year"])
        if parts.get("first"):
            first, second = int(parts["first"]), int(parts["second_"])
            turned = day_first == "yes" or (day_first == "auto" and parts["mark"] == ".")
            if first > 12 or (turned and second <= 12):  # noqa: PLR2004 - no 13th month
                return date(year, second, first)
            return date(year, first, second)
        month = parts["month"]
        return date(
            year, int(month) if month.isdigit() else _MONTHS[month.lower()], int(parts["day"])
        )
    except ValueError:
        return None


def _with_clock(text: str, found: re.Match[str], day: date) -> Stamp:
    """Add the clock that follows the date, or stands just before it."""
    start, end = found.span()
    precision: DatePrecision = "day"
    hour = minute = second = 0
    zone: tzinfo | None = None
    gap = _GAP.match(text, end)
    clock = _CLOCK.match(text, gap.end() if gap else end)
    if clock and not (clock["minute"] or clock["half"]):
        clock = None
    clock_end = clock.end() if clock else end
    if clock is None:
        clock, start, clock_end = _clock_before(text, start)
    if clock:
        hour, minute, second = (int(clock[name] or 0) for name in ("hour", "minute", "second"))
        hour = _on_24_hours(hour, clock["half"])
        if hour < 24:  # noqa: PLR2004 - hours of a day
            precision = "second" if clock["second"] else "minute" if clock["minute"] else "hour"
            zone, zone_end = _zone_after(text, clock_end)
            end = max(end, zone_end)
        else:
            hour = minute = second = 0
    told = time(hour, minute, second)
    raw = " ".join(text[start:end].split())
    return Stamp(_utc(day, told, zone or UTC), raw, precision, "text" if zone else "unknown")


def _clock_before(text: str, start: int) -> tuple[re.Match[str] | None, int, int]:
    """Find a clock that ends where the date starts: `5:58 PM ET, September 10, 2023`."""
    window = max(0, start - 28)
    for clock in _CLOCK.finditer(text, window, start):
        if not clock["minute"]:
            continue
        _, zone_end = _zone_after(text, clock.end())
        between = text[max(zone_end, clock.end()) : start]
        if zone_end <= start and _GAP.fullmatch(
            re.sub(r"\b(?:on|[A-Z][a-z]{2,8}day|[A-Z][a-z]{2})\b", "", between)
        ):
            return clock, clock.start(), clock.end()
    return None, start, start


def _on_24_hours(hour: int, half: str | None) -> int:
    if not half:
        return hour
    noon = 12
    if half[0] in "pP":
        return hour if hour >= noon else hour + noon
    return 0 if hour == noon else hour


def _zone_after(text: str, start: int) -> tuple[tzinfo | None, int]:
    found = _ZONE.match(text, start)
    if not found:
        return None, start
    zone = _zone(found["offset"] or found["name"])
    return (zone, found.end()) if zone else (None, start)


def _zone(written: str | None) -> tzinfo | None:
    """Return the zone an offset or an abbreviation names."""
    if not written:
        return None
    offset = _OFFSET.match(written)
    if offset:
        delta = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if delta > timedelta(hours=15):
            return None
        return timezone(-delta if offset["sign"] == "-" else delta)
    name = zones().get(written.upper())
    if name is None:
        return None
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return None


def _utc(day: date, clock: time, zone: tzinfo) -> datetime:
    try:
        return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, clock, tzinfo=UTC)
