"""What a text calls "the quarter", "the half" or "the third" where it does not say of which year.

Companies report weeks after a quarter is over: in its first two months "the quarter" is the one
before, unless what is told lies ahead.
"""

import re
from datetime import timedelta
from typing import Final

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.moved import moved_by
from newsx.grammar.times import Built, Reference

_QUARTER, _HALF = 3, 6
_MONTH: Final = timedelta(days=31)
_FISCAL_QUARTER: Final = re.compile(r"FY\d{4}-Q[1-4]")
# "Up from 5% in the preceding quarter": counted from the one that is reported on.
_COMPARED: Final = re.compile(
    r"\b(?:from|than|against|versus|vs\.?|compared (?:with|to)) (?:[^\s.;]+ ){0,6}(?:in |for )?$"
)


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


def the_reported(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the quarter", "the half", "the latest quarter"."""
    unit, latest = match["u"], bool(match.groupdict().get("latest"))

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        if latest:
            return calendar.holding(reference.published, unit, -1)
        return reported(reference, unit, future=future)

    return "period", resolve


def quarter_before(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the preceding quarter": before the one named, or where compared, the one reported."""
    del future
    left = match.string[max(0, match.start() - 48) : match.start()]
    compared = _COMPARED.search(left) is not None

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        anchor = reference.previous
        if anchor is not None and _FISCAL_QUARTER.fullmatch(anchor.iso):
            return moved_by(anchor, -1, "quarter")
        if anchor is not None and anchor.first and not _is_of_telling(anchor, reference):
            return calendar.holding(anchor.first, "quarter", -1)
        if compared:
            return moved_by(reported(reference, "quarter"), -1, "quarter")
        return calendar.holding(reference.published, "quarter", -1)

    return "period", resolve


def _is_of_telling(stretch: Stretch, reference: Reference) -> bool:
    """Tell the day or month in which something was said from a time that is told of."""
    if stretch.first is None or stretch.last is None:
        return False
    short = stretch.last - stretch.first < _MONTH
    return short and stretch.last > reference.published - _MONTH
