"""Levels of an earlier time that are told beside a later one, without "from" before them.

"Stocks of 82 tonnes (July: 79 tonnes)" tells one in a bracket, "the staff, which peaked at 900, is
down to 640" with its verb, and "swung to a profit of $3 million from a loss of $11 million" tells
of two sides of nothing, where the numbers alone say not which is the higher.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.time_words import MONTH, ORDINALS
from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.movement import Movement
from newsx.schema import Direction

_YEAR: Final = r"(?:(?:19|20)\d\d(?:[/-]\d\d)?|[fc]y ?(?:20)?\d\d(?:[/-]\d\d)?)"
# What names a time in a bracket, before a colon or a comma: "(July: 5%)", "(a year ago, $3)".
_TIME: Final = (
    rf"(?:\d{{1,2}} )?{MONTH}(?: \d{{1,2}},?)?(?: (?:19|20)\d\d)?"
    rf"|(?:[hq][1-4]|[1-4][hq]|9m|full[- ]year)(?: ?{_YEAR})?|pcp|(?:previous|prior|last)"
    r"(?:[- ](?:year|quarter|month|week|period|close))?|(?:a )?(?:year|month|week)"
    r"[- ](?:ago|earlier|before)"
)
# After a year alone a comma tells no level: "bought Lindal (2019, $5 million)".
_BRACKETED: Final = re.compile(
    rf"[(;] ?(?:(?:{_TIME})(?:: ?|, )|{_YEAR}: ?)(?:an? )?"
    r"(?:(?:net )?(?:loss|profit|income|deficit|surplus) of )?$"
)
_A_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_PART: Final = re.compile(
    r"\b(?:(?P<of>[hq])(?P<number>[1-4])|(?P<nth>[1-4])(?P<what>[hq])"
    r"|(?P<ordinal>first|second|third|fourth)[- ](?P<named>half|quarter))\b"
)
_GOOD: Final = "|".join(sorted(words("good_sides"), key=len, reverse=True))
_BAD: Final = "|".join(sorted(words("bad_sides"), key=len, reverse=True))
_FEW: Final = r"(?:[\w'’-]+ ){0,4}?"
_SIDE: Final = rf"(?:(?P<good>{_GOOD})|(?P<bad>{_BAD}))"
# The two ends of a swing, each named before its figure or behind it.
_TOLD: Final = re.compile(rf"\b(?P<lead>to|from|into) {_FEW}{_SIDE} of {_FEW}$")
_UNNAMED: Final = re.compile(rf"\b(?P<lead>to|from|into) an? {_FEW}$")
_NAMED_BEHIND: Final = re.compile(rf"^ {_FEW}{_SIDE}\b")
_SWINGS: Final = re.compile(
    r"\b(?:sw[iu]ng(?:s|ing)?|turn(?:s|ed|ing)?|slip(?:s|ped)|slump(?:s|ed)|return(?:s|ed))\b"
)
_ONCE: Final = re.compile(
    r"\b(?:having (?:been|stood at|traded at|peaked at)|which (?:had|once) (?:been|stood at)"
    r"|(?:peak(?:ed|ing)|bottom(?:ed|ing)(?: out)?|had stood) at)"
    r"(?: (?:about|around|nearly))? $"
)
# "A loss of $9 million, against a profit of $3 million in 2018": two sides, and no way between.
_AGAINST: Final = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)) (?:an? )?(?:[a-z-]+ )?"
    rf"(?:{_GOOD}|{_BAD}) of (?:about |around |some )?$"
)
_HOPED: Final = re.compile(
    r"\b(?:expect|forecast|consensus|estimate|analyst|polled|predict|target|for (?:its|the) )"
)
_FAR: Final = 70
_APART: Final = 4


def set_earlier(binder: Binder, places: Sequence[int], found: dict[int, Movement]) -> None:
    """Give the levels of an earlier time in a sentence their part, in place."""
    for number, place in enumerate(places):
        if found[place].role not in {"level", "to"}:
            continue
        near = places[max(0, number - _APART) : number]
        bracketed = _BRACKETED.search(_before(binder, place))
        if bracketed and _has_level_in_front(binder, near, place):
            found[place] = Movement(None, "from")
    for place in places[1:]:
        rest = binder.sentence.text[binder.words[place].end :][:_FAR].lower()
        against = _AGAINST.search(_before(binder, place)) and not _HOPED.search(rest)
        if against and found[place].direction is None and found[place].role == "level":
            found[place] = Movement(None, "from")
    for before, after in itertools.pairwise(places):
        _was_once(binder, before, after, found)
        _was_once(binder, after, before, found)
    _swing(binder, places, found)
    for before, after in itertools.pairwise(places):
        # "from a loss of $11 million, or 31 cents": what is told twice was both times before
        again = binder.is_apposition(after, before) and found[after] == Movement()
        if again and found[before].role in {"from", "to"}:
            found[after] = found[before]


def _has_level_in_front(binder: Binder, places: Sequence[int], bracketed: int) -> bool:
    """Tell whether a like figure stands before a bracket, of a time that may be later."""
    inside = _amount(binder, bracketed)
    for place in reversed(places):
        first = _amount(binder, place)
        alike = (first.kind, first.currency) == (inside.kind, inside.currency)
        if alike or (inside.kind == "number" and first.kind in {"count", "quantity"}):
            return not is_later(binder, place, bracketed)
    return False


def is_later(binder: Binder, before: int, after: int) -> bool:
    """Tell the second half of "first-half sales were $5 million (H2: $7 million)".

    A year that is in a bracket beside a forecast, or is none before the year told, is later too.
    """
    text, end = binder.sentence.text.lower(), binder.words[before].end
    told, bracket = text[:end], text[end : binder.words[after].start]
    year = _A_YEAR.search(bracket)
    if year is not None:
        years = _A_YEAR.findall(told)
        return bool(_HOPED.search(told)) or (bool(years) and max(years) <= year[0])
    one, other = _part_of_year(told), _part_of_year(bracket)
    return one is not None and other is not None and one[0] == other[0] and one[1] < other[1]


def _part_of_year(text: str) -> tuple[str, int] | None:
    """Return the last half or quarter that a text names, as "h" or "q" and its number."""
    every = list(_PART.finditer(text))
    if not every:
        return None
    told = every[-1]
    kind = told["of"] or told["what"] or told["named"][0]
    number = told["number"] or told["nth"]
    return kind, int(number) if number else ORDINALS[told["ordinal"]]


def _was_once(binder: Binder, once: int, now: int, found: dict[int, Movement]) -> None:
    """Read "which peaked at 900 in 2008, is down to 640": what it was before it moved."""
    direction = found[now].direction
    if direction is None or found[once] not in {Movement(), Movement(None, "to")}:
        return
    first, second = _amount(binder, once), _amount(binder, now)
    alike = (first.kind, first.currency) == (second.kind, second.currency)
    # what peaked at $90 and rose to $40 fell in between
    alike = alike and found[now].role in {"level", "to"} and first.value != second.value
    alike = alike and direction == ("up" if second.value > first.value else "down")
    if alike and _ONCE.search(_before(binder, once)):
        found[once] = Movement(direction, "from")


def _swing(binder: Binder, places: Sequence[int], found: dict[int, Movement]) -> None:
    """Read "swung to a profit of $3 million from a loss of $11 million": up, at both ends."""
    if not _SWINGS.search(binder.sentence.text.lower()):
        return
    ends = {place: end for place in places if (end := _swing_side(binder, place)) is not None}
    for one, other in itertools.combinations(ends, 2):
        near = places.index(other) - places.index(one) <= _APART
        leads = {ends[one][0], ends[other][0]}
        if not near or leads != {"to", "from"} or ends[one][1] == ends[other][1]:
            continue
        direction: Direction = next(side for lead, side in (ends[one], ends[other]) if lead == "to")
        for place in (one, other):
            found[place] = Movement(direction, "from" if ends[place][0] == "from" else "to")
        return


def _swing_side(binder: Binder, place: int) -> tuple[str, Direction] | None:
    """Return whether a swing goes to a figure or comes from it, and on which side it stands."""
    if _amount(binder, place).kind != "money":
        return None
    before = _before(binder, place)
    told = _TOLD.search(before)
    if told is not None:
        return _lead(told), "up" if told["good"] else "down"
    unnamed = _UNNAMED.search(before)
    text = binder.sentence.text
    behind = _NAMED_BEHIND.match(text[binder.words[place].end :][:_FAR].lower())
    if unnamed is None or behind is None:
        return None
    return _lead(unnamed), "up" if behind["good"] else "down"


def _lead(match: re.Match[str]) -> str:
    return "from" if match["lead"] == "from" else "to"


def _before(binder: Binder, place: int) -> str:
    start = binder.words[place].start
    return binder.sentence.text[max(0, start - _FAR) : start].lower()


def _amount(binder: Binder, place: int) -> Amount:
    return binder.amounts[binder.words[place].row]
