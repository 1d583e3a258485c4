"""Times of day: "by 1115 GMT", "at 2:41 p.m.", the stamps of a live page; of the day of writing."""

import re
from collections.abc import Iterator

from newsx.grammar.calendar import Stretch
from newsx.grammar.times import Reference, Resolver, Time

_ZONE = r"(?:gmt|utc|[ecmp][sd]?t|bst|i?ist|hkt|jst|cest|cet|kst|sgt|aest|nzst)"
_CLOCK = re.compile(
    r"(?<![\w.,:$€£¥₹-])(?:"
    rf"(?P<h>[01]?\d|2[0-3])(?:[.:](?P<m>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?(?: {_ZONE}\b)?"
    rf"|(?P<h24>[01]\d|2[0-3])[.:]?(?P<m24>[0-5]\d) {_ZONE}\b"
    r"|(?P<word>midday|noon|midnight)\b"
    # what stands at the head of the lines of a live page
    r"|(?<=\n)(?P<hs>[01]\d|2[0-3])[.:](?P<ms>[0-5]\d)(?=\n|[ ][a-z“\"‘]|[ ]?[-–—][ ])"
    r")"
)
_WORDS = {"midday": 12, "noon": 12, "midnight": 0}
_TWELVE = 12


def scan(lowered: str) -> Iterator[Time]:
    """Yield the times of day in a text in lower case.

    >>> [(time.start, time.end) for time in scan("fell 2% by 1115 gmt")]
    [(11, 19)]
    """
    for match in _CLOCK.finditer(lowered):
        hour, minute = _read(match)
        if hour is not None:
            yield Time(match.start(), match.end(), "date", _at(hour, minute))


def _read(match: re.Match[str]) -> tuple[int | None, int]:
    if match["word"]:
        return _WORDS[match["word"]], 0
    if match["half"]:
        hour = int(match["h"])
        if not 1 <= hour <= _TWELVE:
            return None, 0
        return hour % _TWELVE + (_TWELVE if match["half"] == "p" else 0), int(match["m"] or 0)
    told = (match["h24"], match["m24"]) if match["h24"] else (match["hs"], match["ms"])
    return int(told[0]), int(told[1])


def _at(hour: int, minute: int) -> Resolver:
    """Return a resolver to a time of the day of publication."""

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        day = reference.published
        return Stretch(f"{day.isoformat()}T{hour:02}:{minute:02}", day, day)

    return resolve
