"""What a text calls "the quarter" or "the half" where it does not say of which year.

Companies report weeks after a quarter is over: in its first two months "the quarter" is the one
before, unless what is told lies ahead.
"""

from typing import Final

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.times import Reference

_QUARTER: Final = 3
_HALF: Final = 6


def reported(reference: Reference, unit: str, *, future: bool | None = None) -> Stretch:
    """Return the quarter or half that a text of some day is about.

    Args:
        reference: The day of publication, and the period named before in the sentence.
        unit: `quarter` or `half`.
        future: Whether the words before say that it lies ahead.
    """
    today = reference.published
    length = _QUARTER if unit == "quarter" else _HALF
    anchor = reference.previous
    ended = anchor.last if anchor is not None else None
    if ended is not None and ended <= today and ended.month % length == 0:
        return calendar.holding(ended, unit)  # "2.6 million at December 31, up 3% in the quarter"
    closing = today.month % length == 0
    return calendar.holding(today, unit, 0 if future or closing else -1)
