"""Times of day: "by 1115 GMT", "at 2:41 p.m.", the stamps of a live page; of the day of writing."""

import re
from collections.abc import Iterator
from typing import Final

from newsx.grammar.calendar import Stretch
from newsx.grammar.times import Reference, Resolver, Time

# In capitals, as zones are written: "1200 Est homes", "1015 ct"; and never what is a tonne, "mt".
_ZONE: Final = (
    r"(?:GMT|UTC|gmt|utc|[ECMP][SD]T|BST|I?IST|HKT|JST|CEST|CET|KST|SGT|AEST|NZST"
    r"|(?P<short>[ECP]T))\b"
)
_CLOCK: Final = re.compile(
    r"(?<![\w.,:$€£¥₹-])(?:"
    r"(?P<h>[01]?\d|2[0-3])(?:[.:](?P<m>[0-5]\d))? ?(?P<half>[APap])\.?[Mm]\b\.?"
    rf"(?: (?P<zone>{_ZONE.replace('?P<short>', '?:')}))?"
    # two letters may be much else: "1500 PT Peel shares", "1015 CT scans"
    rf"|(?P<h24>[01]\d|2[0-3])(?P<mark>[.:]?)(?P<m24>[0-5]\d) (?P<zone24>{_ZONE})"
    # "Midnight Oil" is a name
    r"|(?P<word>midday|noon|midnight|(?<=[ ](?:at|by)[ ])(?:Midday|Noon|Midnight))(?![\w-])"
    # what stands at the head of the lines of a live page; with a dot it may be a price or a cell,
    # so a sentence must follow on the next line
    r"|(?<=\n)(?P<hs>[01]\d|2[0-3])(?::(?P<ms>[0-5]\d)(?=\n|[ ][a-z“\"‘]|[ ]?[-–—][ ])"
    r"|\.(?P<md>[0-5]\d)(?=\n{1,2}[A-Z“\"‘][^\n]{30,400}[.!?:”\"](?:\n|$)))"
    r")"
)
_WORDS: Final = {"midday": 12, "noon": 12, "midnight": 0}
_TWELVE: Final = 12
_POINTS: Final = (" at ", " of ")

# What may stand between a clock and the day that it is a time of: "4:05 p.m. in New York on
# Friday", "on Friday at 4:05 p.m.", "9:30 a.m. and 4 p.m. on Friday".
_TO_DAY: Final = re.compile(
    r"[ ,(]{0,2}(?:(?:[A-Z]\w+|local) [Tt]ime)?(?: ?(?:in|at) [A-Z]\w+(?: [A-Z]\w+)?)?[ ,)]{0,2}"
    r"(?:(?:on|of|and|to|until) (?:the )?|[-–—] ?)?"
)
_FROM_DAY: Final = re.compile(
    r"[ ,(]{1,2}(?:(?:shortly |just )?"
    r"(?:at|by|from|until|before|after|around|about|as of|and|to) )?"
)
_FAR: Final = 48


def scan(text: str) -> Iterator[Time]:
    """Yield the times of day in a text.

    >>> [(time.start, time.end) for time in scan("fell 2% by 1115 GMT")]
    [(11, 19)]
    """
    for match in _CLOCK.finditer(text):
        hour, minute = _read(match)
        if hour is not None:
            zone = (match["zone"] or match["zone24"] or "").upper()
            utc = "Z" if zone in {"GMT", "UTC"} else ""
            yield Time(match.start(), match.end(), "date", _at(f"{hour:02}:{minute:02}{utc}"))


def without_days(text: str, clocks: list[Time], days: list[Time]) -> list[Time]:
    """Return the clocks that no day stands beside: what a day says, its clock says no better.

    Args:
        text: The text.
        clocks: Its times of day, in order.
        days: Its other times, in order.
    """
    dated: set[int] = set()
    ordered = sorted([*clocks, *days], key=lambda time: time.start)
    own = {clock.start for clock in clocks}
    for steps, between in ((ordered, _FROM_DAY), (ordered[::-1], _TO_DAY)):
        beside: Time | None = None
        for time in steps:
            if time.start not in own:
                beside = time if time.kind == "date" else None
                continue
            if beside is not None:
                begin, end = sorted((beside, time), key=lambda one: one.start)
                near = end.start - begin.end <= _FAR
                if near and between.fullmatch(text, begin.end, end.start):
                    dated.add(time.start)
            beside = time if time.start in dated else None
    return [clock for clock in clocks if clock.start not in dated]


def _read(match: re.Match[str]) -> tuple[int | None, int]:
    if match["word"]:
        return _WORDS[match["word"].lower()], 0
    if match["half"]:
        hour = int(match["h"])
        if not 1 <= hour <= _TWELVE:
            return None, 0
        return hour % _TWELVE + (_TWELVE if match["half"] in "Pp" else 0), int(match["m"] or 0)
    if match["h24"]:
        left = match.string[max(0, match.start() - 4) : match.start()]
        if match["short"] and match["mark"] != ":" and left not in _POINTS:
            return None, 0
        return int(match["h24"]), int(match["m24"])
    return int(match["hs"]), int(match["ms"] or match["md"])


def _at(clock: str) -> Resolver:
    """Return a resolver to a time of the day of publication."""

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        day = reference.published
        return Stretch(f"{day.isoformat()}T{clock}", day, day)

    return resolve
