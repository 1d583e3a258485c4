"""What patterns of quarters, halves and weekends mean that no year and no day is named with."""

import re
from datetime import timedelta
from typing import Final

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.day_rules import near_month
from newsx.grammar.moved import moved_by
from newsx.grammar.period_rules import quarter_words
from newsx.grammar.reported import reported
from newsx.grammar.time_words import FROM_BEFORE, OFFSETS, ORDINALS, count_of, month_of
from newsx.grammar.times import Built, Reference

_MIDDLE: Final = 15
"""The last day of the first half of a month."""
_MOST_DAYS: Final = 27
_SATURDAY: Final = 5
_WEEK: Final = timedelta(days=7)
_COMING: Final = frozenset({"this", "next", "coming"})
_OVER: Final = frozenset({"last", "past", "previous"})
_IN: Final = re.compile(r"\b(?:in|for|during|over|through|ended|ends) $")
_OF_OTHERS: Final = re.compile(
    r"['’-]| (?:of|that|before|after|since|when|beginning|starting|commencing|ahead|end|leading"
    r"|following|prior|preceding|between|from)\b"
)
# "Early in the week": the running one, though a verb in the past stands before it.
_STILL: Final = re.compile(r"\b(?:early|earlier|late|later|far) in $")
_LAST_NEWS: Final = 2
"""Until this day of a week, Wednesday, "it fell over the week" is of the week before."""
_LEAD: Final = re.compile(r"\b(?:in|(?P<before>from|than)) $")
_NAMED_QUARTER: Final = re.compile(r"(?:first|second|third|fourth|final)[ -]quarter|\bq[1-4]\b")
_IS_QUARTER: Final = re.compile(r"(?P<y>\d{4})-Q(?P<q>[1-4])")
_MONTH: Final = timedelta(days=31)
_FISCAL_QUARTER: Final = re.compile(r"FY\d{4}-Q[1-4]")
# "Up from 5% in the preceding quarter": counted from the one that is reported on.
_COMPARED: Final = re.compile(
    r"\b(?:from|than|against|versus|vs\.?|compared (?:with|to)) (?:[^\s.;]+ ){0,6}(?:in |for )?$"
)


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


def the_half(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "5% fewer in the half", but no "the half that it owns"."""
    if _IN.search(match.string, max(0, match.start() - 12), match.start()) is None:
        return None
    return the_reported(match, future=future)


def the_span(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "ended the week 3% up", "over the decade"; but no "the week that it took"."""
    left, unit = match.string[max(0, match.start() - 12) : match.start()], match["u"]
    if _IN.search(left) is None or _OF_OTHERS.match(match.string, match.end()):
        return None
    is_past = future is False and unit == "week" and _STILL.search(left) is None

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        return calendar.holding(today, unit, -(is_past and today.weekday() <= _LAST_NEWS))

    return "period", resolve


def this_half(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "this half"; "the previous half" is counted from the one named before, where one is."""
    del future
    offset = OFFSETS[match["which"]]

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        anchor = reference.previous
        counted = match["which"] in FROM_BEFORE and anchor is not None
        begun = anchor.first if counted and anchor and anchor.first else reference.published
        return calendar.holding(begun, "half", offset)

    return "period", resolve


def half_of_month(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the second half of June"."""
    is_first = ORDINALS[match["o"]] == 1

    def resolve(reference: Reference | None) -> Stretch | None:
        month = _month_named(match, reference, future=future)
        if month is None or month.first is None or month.last is None:
            return None
        middle = month.first.replace(day=_MIDDLE)
        if is_first:
            return calendar.days(month.first, middle)
        return calendar.days(middle + timedelta(days=1), month.last)

    return "period", resolve


def days_of_month(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "the first 20 days of June", for which South Korea tells its exports."""
    count = int(count_of(match["n"]))
    if not 1 < count <= _MOST_DAYS:
        return None

    def resolve(reference: Reference | None) -> Stretch | None:
        month = _month_named(match, reference, future=future)
        first = None if month is None else month.first
        return None if first is None else calendar.days(first, first.replace(day=count))

    return "period", resolve


def _month_named(
    match: re.Match[str], reference: Reference | None, *, future: bool | None
) -> Stretch | None:
    """Return the month that a pattern names, of its year or of the nearest."""
    number = month_of(match["m"])
    if match["y"]:
        return calendar.month(int(match["y"]), number)
    return None if reference is None else near_month(reference, number, future=future)


def edge_of_part(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the end of the third quarter", "the start of the second half of 2024"."""
    kind, whole = quarter_words(match, future=future)

    def resolve(reference: Reference | None) -> Stretch | None:
        stretch = whole(reference)
        edge = None if stretch is None else stretch.first if match["begin"] else stretch.last
        return stretch if edge is None else calendar.day(edge)

    return kind, resolve


def another_quarter(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "3% in the fourth quarter, from 2% in the third"."""
    del future
    left = match.string[max(0, match.start() - 200) : match.start()].rpartition(". ")[2]
    lead = _LEAD.search(left)
    named = list(_NAMED_QUARTER.finditer(left))
    if lead is None or not named or not re.search(r"\d", left[named[-1].end() :]):
        return None
    before = lead["before"] is not None or _COMPARED.search(left) is not None
    number = ORDINALS[match["o"]]

    def resolve(reference: Reference | None) -> Stretch | None:
        anchor = reference.previous if reference is not None else None
        of = None if anchor is None else _IS_QUARTER.fullmatch(anchor.iso)
        if of is None:
            return None
        year = int(of["y"]) - (before and number > int(of["q"]))
        return calendar.quarter(year, number)

    return "period", resolve


def weekend(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "at the weekend", "last weekend": its Saturday and Sunday."""
    which = match["which"]
    ahead = future or which in _COMING

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        saturday = today - timedelta(days=(today.weekday() - _SATURDAY) % 7)
        within = (today - saturday).days <= 1
        if within and which in _OVER:
            saturday -= _WEEK
        elif which == "next" or (ahead and not within):
            saturday += _WEEK
        return calendar.days(saturday, saturday + timedelta(days=1))

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
