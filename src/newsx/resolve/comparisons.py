"""A second look at movements: figures that are told beside another one of the same measure.

"Sales of $88.7 million, 22 percent above last year" rose; "off 6p at 44p" fell to 44p; "profit was
$31 million, compared with $46 million a year earlier" fell.
"""

import itertools
import re
from collections.abc import Sequence

from newsx.grammar.amount import Amount
from newsx.resolve.binder import Binder
from newsx.resolve.movement import Movement
from newsx.schema import Direction

_COMPARED = re.compile(
    r"^[^.;]{0,40}?(?:\bversus|\bvs\.?|\bcompared (?:with|to)|\bagainst|\bup from|\bdown from"
    r"|\bfrom|\(previous(?:ly)?:?|\((?:[HQ]\d )?(?:19|20)\d\d:|\()"
    r" ?(?:(?:a|an|the|about|around|roughly|some|nearly|earlier) ?)*(?:of )?$"
)
_EARLIER = re.compile(
    r"year[- ](?:ago|earlier|before)|last (?:year|quarter|month|time|season)|previous|prior|earlier"
    r"|same (?:period|quarter|month)|(?:19|20)\d\d|fy ?\d\d|before"
)
# "A loss of $36 million, against net income of $12 million": no level that rose.
_TURNED = re.compile(r"\b(?:loss|losses|profit|income|earnings)\b")
_LEVELS = frozenset({"money", "percent", "count", "quantity", "number", "index", "multiple"})
_FAR = 70


def settle(binder: Binder, places: Sequence[int], found: dict[int, Movement]) -> None:
    """Complete the movements of a sentence from their neighbours, in place."""
    for before, after in itertools.pairwise(places):
        _reached(binder, before, after, found)
        _told_of(binder, before, after, found)
    for before, after in itertools.pairwise(places):
        _compared(binder, before, after, found)


def _reached(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "off 6p at 44p", "up 3% to $40": where the movement ended."""
    direction = found[before].direction
    if direction is None or found[before].role != "delta" or found[after] != Movement():
        return
    between = [word.lower for word in binder.words[before + 1 : after] if word.what != "mark"]
    if between in (["at"], ["to"]):
        found[after] = Movement(direction, "to")


def _told_of(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "$88.7 million, 22 percent above last year": the level moved as its change says."""
    change = found[after]
    if change.role != "delta" or change.direction is None or found[before] != Movement():
        return
    first, second = _amount(binder, before), _amount(binder, after)
    parts = second.kind in {"percent", "fraction", "multiple"} or first.kind == second.kind
    if (
        first.kind in _LEVELS
        and parts
        and first.kind != "percent"
        and _is_beside(binder, before, after)
    ):
        found[before] = Movement(change.direction, "level")


def _is_beside(binder: Binder, before: int, after: int) -> bool:
    """Tell a change in apposition: a comma, no verb and no name before it."""
    between = binder.words[before + 1 : after]
    return (
        any(word.text in {",", "(", "–", "—"} for word in between)
        and not any(word.verb or word.what in {"name", "possessive"} for word in between)
        and not any(word.lower in {"and", "but", "while", "with", "as"} for word in between)
        and binder.words[after].start - binder.words[before].end <= _FAR
    )


def _compared(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "$31 million, compared with $46 million a year earlier": the level moved between."""
    if found[before] not in (Movement(), Movement(None, "to")) or found[after].role == "delta":
        return
    first, second = _amount(binder, before), _amount(binder, after)
    if not _alike(first, second) or first.value_max is not None:
        return
    text = binder.sentence.text
    lead = text[binder.words[before].end : binder.words[after].start].lower()
    rest = text[binder.words[after].end : binder.words[-1].end].lower()
    if not _COMPARED.search(lead) or "|" in lead or _TURNED.search(lead):
        return
    if not (_EARLIER.search(rest[:_FAR]) or _EARLIER.search(lead) or lead.endswith("(")):
        return
    if first.value == second.value:
        return
    direction: Direction = "up" if first.value > second.value else "down"
    found[before] = Movement(direction, "level")
    if found[after] == Movement():
        found[after] = Movement(None, "from")


def _alike(one: Amount, other: Amount) -> bool:
    return (
        one.kind == other.kind
        and one.kind in _LEVELS
        and (one.unit, one.currency, one.per or other.per)
        == (other.unit, other.currency, other.per or one.per)
    )


def _amount(binder: Binder, place: int) -> Amount:
    return binder.amounts[binder.words[place].row]
