"""Which way a measure moved, and what part of the movement a figure tells.

The words around a figure decide, nearest first: what follows it ("0.3% lower", "a 16% jump"),
what leads to it ("rose by", "down", "to", "from") and the verb of its clause.
"""

import re
from typing import NamedTuple

from newsx.grammar.amounts import Amount
from newsx.knowledge import changes
from newsx.schema import Direction, FigureRole


class Movement(NamedTuple):
    """Direction and role of a figure."""

    direction: Direction | None = None
    role: FigureRole = "level"


_WORD = re.compile(r"[a-z]+(?:[-’'][a-z]+)*")
_NEXT = re.compile(r"[ -]*(?:of )?(?:(?:a |the )?[a-z-]+ ){0,2}?([a-z-]+)")
_CLAUSE = re.compile(
    r"[;:]|, (?:while|but|and|which|as|although|though|whereas|with)\b| (?:while|whereas|although|but|after|before|as|than|versus|compared with|against) "
)
_TO = re.compile(
    r"\b(?:to|at|toward|towards|below|above|as low as|as high as) (?:(?:a|an|the|its) )?(?:[a-z0-9-]+ )*?(?:of )?(?:just |about |around |nearly |almost |roughly |over |under |below |above |between |a record |as (?:low|high) as )*$"
)
_FROM = re.compile(
    r"\bfrom (?:(?:a|an|the|its) )?(?:[a-z-]+ (?:of|range of) )?(?:just |about |around |nearly |minus |almost |roughly )*$"
)
_AFTER_ADVERB = re.compile(
    r"(?:,? (?:organically|overall|or [^,]{1,20},))?[ ,]+(higher|lower|ahead|up|down)\b"
)
_AFTER_NOUN = re.compile(r"[ -](?:of )?(?:(?:[a-z-]+) ){0,2}?([a-z-]+)\b")


def movement_of(
    lowered: str, begin: int, stop: int, amount: Amount, previous: Amount | None
) -> Movement:
    """Return the movement of a figure in the sentence `[begin, stop)` of a text in lower case."""
    words = changes.words()
    before = lowered[begin : amount.start]
    after = lowered[amount.end : stop]
    if _is_conversion(before, amount, previous):
        return Movement(None, "conversion")
    adverb = _AFTER_ADVERB.match(after)
    if adverb is not None and amount.kind in {
        "percent",
        "money",
        "index",
        "quantity",
        "count",
        "fraction",
    }:
        return Movement("up" if adverb[1] in {"higher", "up", "ahead"} else "down", "delta")
    noun = _AFTER_NOUN.match(after)
    if noun is not None and amount.kind in {"percent", "money", "quantity"}:
        for change in words.get(noun[1], ()):
            if change.what == "noun" and not after.startswith(" of"):
                return Movement(change.direction, "delta")
    clause = before
    for cut in _CLAUSE.finditer(before):
        clause = before[cut.end() :]
    direction = _clause_direction(clause)
    if direction is None:
        return Movement()
    if direction == "flat":
        return Movement("flat", "to")
    if _FROM.search(clause):
        return Movement(direction, "from")
    if _TO.search(clause):
        return Movement(direction, "to")
    return Movement(direction, "delta") if _is_delta(clause, amount) else Movement()


def _clause_direction(clause: str) -> Direction | None:
    direction: Direction | None = None
    words = changes.words()
    for match in _WORD.finditer(clause):
        for change in words.get(match.group(), ()):
            direction = change.direction
    return direction


def _is_delta(clause: str, amount: Amount) -> bool:
    """Tell whether the figure is the size of the change: right after its word, or after `by`."""
    tail = [match.group() for match in _WORD.finditer(clause)][-6:]
    words = changes.words()
    if not tail:
        return False
    if "by" in tail[-3:]:
        return True
    return any(word in words for word in tail[-4:]) and amount.kind != "ratio"


def _is_conversion(before: str, amount: Amount, previous: Amount | None) -> bool:
    return (
        previous is not None
        and amount.kind == "money"
        and previous.kind == "money"
        and amount.currency != previous.currency
        and re.search(r"\([ ]?(?:[a-z ]+)?$", before) is not None
    )
