"""The day on which something was traded, where the sentence does not tell it.

"Calder shares fell 3% to 40p" is of the day that the article told last, be it in its first lines.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Final

from newsx.knowledge.grammar_words import words
from newsx.resolve.telling.time_cues import Timed
from newsx.schema import Period

_TRADED: Final = frozenset({"share price", "index level", "exchange rate", "market value"})
_MOVES: Final = frozenset({"delta", "to"})
_LONGEST_WEEKEND: Final = 3
"""Days before the publication that the last session may be."""
_PAST: Final = "VBD"
_FRIDAY: Final = 4
_MOST: Final = 40
"""Times before a figure that are looked at."""


def is_of_session(said: Sequence[str], tags: Sequence[str]) -> bool:
    """Tell whether a sentence may be of one day's trading: it tells what happened, and no span.

    Args:
        said: Its words.
        tags: Their parts of speech.

    >>> is_of_session(["Shares", "fell", "3", "%"], ["NNS", "VBD", "CD", "NN"])
    True
    >>> is_of_session(["Shares", "have", "lost", "3", "%"], ["NNS", "VBP", "VBN", "CD", "NN"])
    False
    """
    spoken = {word.lower() for word in said}
    return _PAST in tags and words("no_session").isdisjoint(spoken)


def is_habit(said: Sequence[str], tags: Sequence[str]) -> bool:
    """Tell whether a sentence says what usually happens: that is of no day told elsewhere.

    >>> is_habit(["Mergers", "usually", "lift", "shares"], ["NNS", "RB", "VBP", "NNS"])
    True
    """
    return _PAST not in tags and not words("habits").isdisjoint(word.lower() for word in said)


def session_of(timed: Timed, periods: Sequence[Period], published: date | None) -> Period | None:
    """Return the day of a move of what is traded: the latest that was told before the figure.

    Args:
        timed: A figure whose sentence tells no time.
        periods: The times of the article, in order.
        published: The day of publication.
    """
    moved = timed.measure.name in _TRADED and timed.role in _MOVES
    if published is None or not moved or timed.modality != "asserted":
        return None
    before = bisect_left(periods, timed.amount.start, key=lambda period: period.start)
    days = [
        (period.from_date, number)
        for number, period in enumerate(periods[max(before - _MOST, 0) : before])
        if period.from_date is not None
        and period.from_date == period.to_date
        and period.kind == "date"
        and "T" not in (period.iso or "")  # nor a time of day
        and period.from_date.weekday() <= _FRIDAY
        and 0 <= (published - period.from_date).days <= _LONGEST_WEEKEND
    ]
    return periods[max(before - _MOST, 0) + max(days)[1]] if days else None
