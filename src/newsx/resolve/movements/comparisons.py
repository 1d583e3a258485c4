"""A second look at movements: figures that are told beside another one of the same measure.

"Sales of $88.7 million, 22 percent above last year" rose; "off 6p at 44p" fell to 44p; "profit was
$31 million, compared with $46 million a year earlier" fell.
"""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.time_words import MONTH, ORDINALS, WEEKDAY
from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.movement import Movement
from newsx.resolve.movements.earlier import is_later, set_earlier
from newsx.resolve.movements.marks import mark_set
from newsx.schema import Direction

# "Against Friday's 1.4 billion", "from last year's $51 billion": a time that has the level.
_OF_A_TIME = (
    rf"\b(?:{WEEKDAY}|{MONTH}|(?:last|the previous|the prior) (?:year|quarter|month|week|season))"
    r"['’]s"
)
_COMPARED = re.compile(
    r"^(?:[^.;]|\.(?=\d)){0,60}?(?P<link>(?:\bversus|\bvs\.?|\bcompared (?:with|to)|\bagainst"
    r"|\bup from|\bdown from|\bfrom|\brather than|\b(?:high|low)er than"
    r"|\(previous(?:ly)?(?: forecast)?:?"
    r"|\((?:(?:[hq]\d|[1-4][hq]|full[- ]year|fy) )?(?:19|20)\d\d:"
    r"|\((?:\d{1,2} )?[a-z]+ (?:19|20)\d\d:|\()"
    r" ?(?:(?:a|an|the|its|their|about|around|roughly|some|nearly|earlier|just|only|virtually"
    r"|prior|previous|range|level|figure|peak|high|low|record|total|year-ago|year-earlier|close"
    rf"|{_OF_A_TIME}) ?)*(?:of )?)$"
)
# Numbers set against each other outweigh the verb of another clause: "only 34% plan to raise it,
# against 57% a year ago".
_PLAINLY = re.compile(r"versus|vs|compared|against")
_EARLIER = re.compile(
    r"(?:year|month|week|day|decade|fortnight|quarter|season)s?[- ](?:ago|earlier|before|back)"
    r"|last (?:such )?(?:year|quarter|month|time|season|week|sale|auction)|previous|prior|earlier"
    rf"|like period|corresponding|\bpcp\b|{_OF_A_TIME}"
    r"|same (?:period|quarter|month)|(?:19|20)\d\d|fy ?\d\d|before|as (?:of|at) [a-z]"
    r"|at the (?:end|start|beginning) of|just ended|at (?:new year|christmas|easter)"
)
# "A loss of $36 million, against net income of $12 million": no level that rose.
_TURNED = re.compile(r"\b(?:loss|losses|profit|income|earnings)\b")
_LEVELS = frozenset({"money", "percent", "count", "quantity", "number", "index", "multiple"})
_FAR = 70
_TENTH, _TENFOLD = Decimal("0.1"), Decimal(10)
# How many figures may stand between two that are compared; how many characters with no time said.
_APART, _BESIDE = 2, 40
# What was hoped for, or is of others, is no earlier level.
_HOPED = re.compile(
    r"\b(?:expect|forecast|consensus|estimate|analyst|economist|polled|predict|target|average|guidance"
    r"|project|limit|peers?\b|rival|industry|hoped|wanted|sought|placebo|if\b)"
)
_COMPARATIVES = words("comparatives")
# What may stand beside the times and figures of "from 14% in May to about 8%".
_PASSED = frozenset(
    {"in", "on", "at", "about", "around", "just", "nearly", "only", "roughly", "some"}
)
# "In the first half, compared with $6 million in the second": what comes after is no level before.
_IN_THE: Final = re.compile(r"^ in the (?P<which>first|second|third|fourth)\b")
_CLOSES = re.compile(r"[.,;)”\"]|$| (?:in|on|at the (?:end|start|close)|two|three|six|on) ")
_UNTOLD = (Movement(), Movement(None, "to"))
_ENDS_OR_STEPS = frozenset({"delta", "to", "conversion"})


def settle(binder: Binder, places: Sequence[int], found: dict[int, Movement]) -> None:
    """Complete the movements of a sentence from their neighbours, in place."""
    for before, after in itertools.pairwise(places):
        _reached(binder, before, after, found)
        _told_of(binder, before, after, found)
    for number, before in enumerate(places):
        for after in places[number + 1 : number + 1 + _APART]:
            _compared(binder, before, after, found)
    set_earlier(binder, places, found)
    for before, after in itertools.pairwise(places):
        _travelled(binder, before, after, found)
        _told_again(binder, before, after, found)
    for place in places:
        if found[place] in _UNTOLD:
            found[place] = mark_set(binder, place) or found[place]
    for before, after in itertools.pairwise(places):
        if found[after].role == "conversion" and found[before].role != "from":
            found[after] = Movement(found[before].direction, "conversion")


def _told_again(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "$83.5 million, or $1.52 a share, compared with ...": what is told twice moved once."""
    if not binder.is_apposition(after, before) or "conversion" in {
        found[before].role,
        found[after].role,
    }:
        return
    for one, other in ((before, after), (after, before)):
        if found[one] == Movement() and found[other].role == "level" and found[other].direction:
            found[one] = found[other]


def _travelled(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "is to go from £13,200 to £61,667": what goes from one level to another moves."""
    first, second = _amount(binder, before), _amount(binder, after)
    between = [
        word.lower
        for word in binder.words[before + 1 : after]
        if word.what != "time" and word.lower not in _PASSED
    ]
    leads = before > 0 and binder.words[before - 1].lower == "from" and between == ["to"]
    if leads and not _ranges(binder, before - 1) and _alike(first, second):
        if first.value == second.value or first.value_max or second.value_max:
            return
        direction: Direction = "up" if second.value > first.value else "down"
        if found[after].direction in {None, direction}:
            found[before], found[after] = Movement(direction, "from"), Movement(direction, "to")


def _ranges(binder: Binder, place: int) -> bool:
    """Tell "fees ranging from 1% to 3%" and "priced from $5 to $9", which move nothing."""
    clause = binder.sentence.clauses[binder.sentence.clause_of(place)]
    told = [word.lower for word in binder.words[min(clause.begin, place) : place]]
    return not words("ranging").isdisjoint(told) or told[-1:] in [
        [word] for word in words("ranging_from")
    ]


def _reached(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "off 6p at 44p", "up 3% to $40": where the movement ended."""
    direction = found[before].direction
    if direction is None or found[before].role != "delta" or found[after] != Movement():
        return
    between = [
        word.lower
        for word in binder.words[before + 1 : after]
        if word.what not in {"mark", "time"} and word.lower not in _COMPARATIVES
    ]
    if between in (["at"], ["to"]):
        found[after] = Movement(direction, "to")


def _told_of(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "$88.7 million, 22 percent above last year": the level moved as its change says."""
    change = found[after]
    if change.role != "delta" or change.direction is None or found[before] != Movement():
        return
    first, second = _amount(binder, before), _amount(binder, after)
    parts = second.kind in {"percent", "fraction", "multiple"} or first.kind == second.kind
    if first.kind == "percent":
        # "2.08%, 3 basis points lower" moved; "9.1%, up 20%" may be two things
        parts = second.kind == "percent" and second.unit != "percent"
        parts = parts or (second.kind == "number" and second.bare)
    rest = binder.sentence.text[binder.words[after].end : binder.words[-1].end].lower()
    if _HOPED.search(rest[:_BESIDE]):
        return
    if first.kind in _LEVELS and parts and _is_beside(binder, before, after):
        found[before] = Movement(change.direction, "level")


def _is_beside(binder: Binder, before: int, after: int) -> bool:
    """Tell a change said with "is", or in apposition: after a comma, no verb and no name."""
    between = binder.words[before + 1 : after]
    if between and between[0].verb == "be":
        return all(word.lower in words("passed_to_move") for word in between[1:])
    return (
        any(word.text in {",", "(", "–", "—"} for word in between)
        and not any(word.verb or word.what == "possessive" for word in between)
        and not any(
            word.what == "name" and between[place - 1].lower not in {"in", "at"}
            for place, word in enumerate(between)
        )
        and not any(word.lower in {"and", "but", "while", "with", "as"} for word in between)
        and binder.words[after].start - binder.words[before].end <= _FAR
    )


def _compared(binder: Binder, before: int, after: int, found: dict[int, Movement]) -> None:
    """Read "$31 million, compared with $46 million a year earlier": the level moved between."""
    if found[before].role not in {"level", "to"} or found[after].role in _ENDS_OR_STEPS:
        return
    first, second = _amount(binder, before), _amount(binder, after)
    if not _alike(first, second) or first.value == second.value:
        return
    if (first.value_max is None) != (second.value_max is None):
        return
    text = binder.sentence.text
    lead = text[binder.words[before].end : binder.words[after].start].lower()
    rest = text[binder.words[after].end : binder.words[-1].end].lower()
    match = _COMPARED.search(lead)
    if match is None or "|" in lead or _TURNED.search(lead) or _HOPED.search(lead):
        return
    if _comes_after(lead, rest) or ("(" in lead and is_later(binder, before, after)):
        return
    timed = _tells_time(match, lead, rest)
    if not (timed or _starts_there(match, lead, rest)):
        return
    direction: Direction = "up" if first.value > second.value else "down"
    # a bare bracket tells nothing of a time: "gains in Lindal (5%) and Norrland (7%)"
    told = timed and not match["link"].startswith("(")
    if told and found[before].direction == direction and found[after] in _UNTOLD:
        found[after] = Movement(direction, "from")
    if found[before] not in _UNTOLD and not (timed and _PLAINLY.search(match["link"])):
        return
    found[before] = Movement(direction, found[before].role)
    if found[after] in _UNTOLD:
        found[after] = Movement(None, "from")


def _comes_after(lead: str, rest: str) -> bool:
    """Tell the second half of "in the first half, compared with $6 million in the second"."""
    one, other = _IN_THE.match(lead), _IN_THE.match(rest)
    if one is None or other is None:
        return False
    return ORDINALS[other["which"]] == ORDINALS[one["which"]] + 1


def _tells_time(match: re.Match[str], lead: str, rest: str) -> bool:
    """Tell whether the second figure is of an earlier time; a bracket alone says so in reports."""
    return (
        _EARLIER.search(rest[:_FAR]) is not None
        or _EARLIER.search(lead) is not None
        or match.group().endswith("(")
    )


def _starts_there(match: re.Match[str], lead: str, rest: str) -> bool:
    """Tell "17.4p, against 19.6p;" and "68 cents in May, from 91 cents" from "5% from 12 banks".

    Without a word of time the figures are two levels of one measure only where nothing else is
    said of the second one: no forecast, no rival, no place.
    """
    if _HOPED.search(rest[:_FAR]) or len(lead) - len(match["link"]) > _BESIDE:
        return False
    return _CLOSES.match(rest) is not None


def _alike(one: Amount, other: Amount) -> bool:
    if _is_counted_again(one, other):
        return True
    if one.kind != other.kind or one.kind not in _LEVELS or max(one.value, other.value) < 0:
        return False
    # "$1.28 a share, against $0.97" are alike, "$1.28 a share" and "$86 million" are not
    per = one.per == other.per or not (one.scaled or other.scaled)
    return per and (one.unit, one.currency) == (other.unit, other.currency)


def _is_counted_again(one: Amount, other: Amount) -> bool:
    """Tell "1.2 billion shares, against 1.4 billion": the second leaves out what is counted."""
    if one.kind not in {"count", "quantity"} or other.kind != "number" or not one.value:
        return False
    return other.scaled and _TENTH < abs(other.value / one.value) < _TENFOLD


def _amount(binder: Binder, place: int) -> Amount:
    return binder.amounts[binder.words[place].row]
