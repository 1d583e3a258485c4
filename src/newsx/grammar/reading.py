"""Read a text's figures and times together: each character belongs to one of them at most."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from newsx.grammar import amounts, clocks, dates
from newsx.grammar.amount import Amount
from newsx.grammar.figures import figures
from newsx.grammar.times import Time
from newsx.knowledge import never_figures
from newsx.knowledge.vocabulary import lower


class Reading(NamedTuple):
    """Everything numeric that a text says, in order."""

    figures: tuple[Amount, ...]
    times: tuple[Time, ...]


# Labels of names that may hold a number which is no figure.
NAMED: Final = frozenset(
    {"INDEX", "TICKER", "PRODUCT", "EVENT", "ORG", "INSTRUMENT", "PERSON", "GPE"}
)


# Two components and two resolvers read the same text one after the other: it is read once.
@lru_cache(maxsize=2)
def read(text: str, names: tuple[tuple[int, int], ...] = ()) -> Reading:
    """Read the figures and times of a text; numbers inside `names` are neither.

    >>> [text_.kind for text_ in read("The S&P 500 rose 1.2% in 2023").figures]
    ['percent']
    """
    found = list(amounts.scan(text))
    times = list(dates.scan(text))
    numbers = sorted([amount.number for amount in found] + [(one.start, one.end) for one in times])
    never = Places([*never_figures.places(text, lower(text), numbers), *names])
    found = [amount for amount in found if not never.touches(*amount.number)]
    times = [time for time in times if not never.touches(time.start, time.end)]
    times = _unlike_figures(text, times, found)
    days = Places((time.start, time.end) for time in times)
    # the hours of a clock are numbers of no figure, and a time all the same
    spoken = Places(names)
    hours = [
        time
        for time in clocks.scan(text)
        if not days.touches(time.start, time.end) and not spoken.touches(time.start, time.end)
    ]
    # those beside a day are no figures either, but the day is what is told
    told = clocks.without_days(text, hours, times)
    clock_places = [(time.start, time.end) for time in hours]
    times = sorted([*times, *told], key=lambda time: time.start)
    taken = Places([*clock_places, *((time.start, time.end) for time in times)])
    kept = (amount for amount in found if not taken.touches(amount.start, amount.end))
    return Reading(tuple(figures(text, kept)), tuple(times))


class Places:
    """Stretches of text, for asking whether something touches any of them."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _ in ordered]
        self._reach: list[int] = []
        furthest = 0
        for _, end in ordered:
            furthest = max(furthest, end)
            self._reach.append(furthest)

    def touches(self, start: int, end: int) -> bool:
        """Tell whether any of the stretches overlaps `[start, end)`."""
        before = bisect_right(self._starts, end - 1)
        return before > 0 and self._reach[before - 1] > start


_ON = re.compile(r"(?<![A-Za-z])[Oo]n $")


def _is_day_of(text: str, time: Time, amount: Amount) -> bool:
    """Tell "On Sept. 27 policymakers met" from "in September 27 companies failed"."""
    counts = amount.kind == "count" and time.start < amount.start
    if not counts or time.end != amount.number[1]:
        return False
    return _ON.search(text, max(0, time.start - 4), time.start) is not None


def _unlike_figures(text: str, times: list[Time], found: list[Amount]) -> list[Time]:
    """Drop the times inside a longer figure; a year before a noun stays a year."""
    solid = [
        amount
        for amount in found
        if not amount.bare and not (amount.kind == "count" and amount.is_year_like)
    ]
    starts = [amount.start for amount in solid]
    kept = []
    for time in times:
        first = max(0, bisect_right(starts, time.start) - 1)
        covered = any(
            amount.end - amount.start >= time.end - time.start or time.start >= amount.end
            for amount in solid[first : first + 4]
            if amount.start < time.end
            and time.start < max(amount.end, amount.reach)
            and not _is_day_of(text, time, amount)
        )
        if not covered:
            kept.append(time)
    return kept
