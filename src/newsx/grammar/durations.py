"""Lengths of time: "13 years", "three-month", "18 to 24 months"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from newsx.grammar.calendar import Stretch
from newsx.grammar.time_words import COUNT, LENGTH_UNIT, count_of
from newsx.grammar.times import Resolver, Time

_DURATION = re.compile(
    rf"(?<![\w$€£¥.,])(?P<n>{COUNT})(?:(?: to |[-–]| or "
    rf"| and )(?P<m>{COUNT}))?[ -]?(?P<u>{LENGTH_UNIT})s?(?![\w])(?!-old| old|-low)"
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


# "Fell by almost one quarter", "one quarter of the staff": a part.
_CHANGED_BY = re.compile(r"\b(?:by(?: almost| nearly| about| roughly| over| more than)?|up|down) $")
_CHANGE_AS_FAR = 18


def durations(lowered: str) -> Iterator[Time]:
    """Yield the lengths of time in a text in lower case; "a year" is none."""
    for match in _DURATION.finditer(lowered):
        words = match["n"]
        if words in {"a", "an"} or "-quarters" in match.group() or _is_part(lowered, match):
            continue
        value = count_of(words)
        unit = match["u"]
        unit = _UNIT_NAME.get(unit, unit)
        high = count_of(match["m"]) if match["m"] else None
        code = _DURATION_CODE.get(unit)
        iso = None
        if code is not None:
            low_text = _iso_length(value, unit, code)
            iso = low_text if high is None else f"{low_text}/{_iso_length(high, unit, code)}"
        stretch = Stretch(iso, None, None) if iso is not None else None
        yield Time(match.start(), match.end(), "duration", _fixed(stretch), value, unit)


def _is_part(lowered: str, match: re.Match[str]) -> bool:
    """Tell "one-quarter" and "by almost one quarter", parts of something, from three months."""
    if match.group() != "one quarter":
        return match.group() == "one-quarter"
    begin = max(0, match.start() - _CHANGE_AS_FAR)
    by = _CHANGED_BY.search(lowered, begin, match.start())
    return by is not None or lowered.startswith(" of ", match.end())


def _fixed(stretch: Stretch | None) -> Resolver:
    return lambda _: stretch


def _iso_length(value: Decimal, unit: str, code: str) -> str:
    count = value * _ISO_FACTOR.get(unit, 1)
    return f"P{'T' if unit in {'second', 'minute', 'hour'} else ''}{count.normalize():f}{code}"
