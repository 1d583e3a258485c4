"""Marks that a level sets: "touched $7,388, the lowest since August", "a record high of $60".

Where nothing else says which way it moved, the lowest since August came down.
"""

import re

from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, owner_of
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.movement import Movement
from newsx.schema import Direction

_HIGH = "|".join(sorted(words("highest")))
_LOW = "|".join(sorted(words("lowest")))
_TIMES = (
    r"years?|quarters?|months?|weeks?|days?|decades?|sessions?|century|centuries|history|memory"
)
# The highest in years has risen; the highest in Europe only ranks.
_SINCE = (
    r"(?: [a-z]+){0,3} (?:since|ever|yet|on record|of the (?:year|day|session)"
    rf"|(?:in|for|over) (?:[a-z0-9-]+ ){{0,4}}(?:{_TIMES}))\b"
)
# Reached and called the extreme of a time: "its lowest since", "a three-month low".
_AFTER = re.compile(
    rf"^,? ?(?:(?:a|an) (?:[a-z0-9-]+ ){{0,2}}(?P<peak>high|low)\b"
    rf"|(?:the|its|their|a) (?:(?P<up>{_HIGH})|(?P<down>{_LOW})){_SINCE}"
    r"|a (?P<record>(?:new )?record)(?=[.,;)]|$))"
)
_RECORD = re.compile(r"\b(?:a|an all-time|its|another|a new) record(?: of)? $")
_BEFORE = re.compile(
    r"\b(?:record|all-time|lifetime|[a-z]+-(?:day|week|month|year)|(?:day|week|month|year)['’]s)"
    r"[ -](?P<peak>high|low|peak)(?: of)?(?: about| around| nearly)? $"
)
_SIDES: dict[str, Direction] = {"high": "up", "peak": "up", "low": "down"}
_LEVELS = frozenset({"money", "percent", "index", "number", "count", "quantity"})


def mark_set(binder: Binder, place: int) -> Movement | None:
    """Return the movement of a level that is called the highest or lowest of its time."""
    word = binder.words[place]
    if binder.amounts[word.row].kind not in _LEVELS:
        return None
    text = binder.sentence.text
    before = _BEFORE.search(text[max(0, word.start - 50) : word.start].lower())
    if before is not None:
        return Movement(_SIDES[before["peak"]])
    if _RECORD.search(text[max(0, word.start - 50) : word.start].lower()):
        return None if _is_once(binder, place) else Movement("up")
    after = _AFTER.match(text[word.end : binder.words[-1].end][:60].lower())
    if after is None:
        return None
    side = _SIDES[after["peak"]] if after["peak"] else "down" if after["down"] else "up"
    return Movement(side)


def _is_once(binder: Binder, place: int) -> bool:
    """Tell "a record $5 billion fine": the largest ever, but nothing that was smaller and rose."""
    measure = binder.bound(place).measure
    if measure is None or measure[0] != place + 1:
        return False
    return not owner_of(name_of(binder.sentence.say(*measure)))
