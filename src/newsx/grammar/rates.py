"""Bare numbers that are rates again: "margins slipping from 28.1 per cent to 26.5", "Paris 3.6".

The unit was said of a rate just before, a percentage, basis points or a multiple.
"""

import re
from dataclasses import replace
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.led import AFTER, HEDGED, LEVEL_TO, TO, is_from_one_to
from newsx.knowledge import changes

# "Frankfurt gave up 2.9 percent, Paris 3.6; Milan was off 4.4": whose it is, or which way it went,
# and then a decimal that is a percentage, too. "The Greek yield jumped 87 to 7.85 percent".
_GAPPED = re.compile(
    r"(?:(?:^|[,;] |\b(?:and|while|but|the) )(?:[A-Z][\w.&’'-]*[ ]){1,3}(?:[a-z]+s[ ])?"
    r"|(?:\b(?:was|is|were|are) |\()(?:off|up|down|ahead) (?:by )?)$"
)
_GAP_ENDS = re.compile(r"[,;)]|[.](?!\d)|\n|$| (?:and|while|but|as|after|in|on)\b")
# The move that a gapped percentage repeats, "rose 2.9 percent", "ended 2.9 percent higher", and
# what is no percentage though its neighbours move by such.
_MOVED = re.compile(
    r"\b([a-z]+) (?:by )?(?:(?:about|almost|nearly|roughly|around|just|only|another|a further) )?"
    r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b|pc\b)(?: ([a-z]+))?"
)
OF_ITS_OWN = re.compile(
    r"\b(?:ratio|coefficient|gini|beta|score|rating|multiple|pmi|grade|magnitude) "
    r"(?:(?:was|is|were|are) )?(?:(?:off|up|down|ahead) )?(?:by )?$"
)
# Whose step may be one of basis points: "yields rose", "the other jumped", "Spain's climbed".
_YIELDS = re.compile(
    r"(?:\b(?:yields?|rates?|bonds?|notes?|bills?|debt|papers?|spreads?|bunds?|gilts?|other|ones?"
    r"|latter|former|second|third|it|that|which)|['’]s|[- ]years?) $"
)
# "Narrowed 62 basis points to 384": a spread, and no index.
_LEAST_SPREAD = 20
_PERCENT_NEXT = re.compile(r" ?(?:%|per ?cent|pc\b)")
_TO_PERCENT = re.compile(r" to \d{1,2}(?:\.\d+)? ?(?:%|per ?cent|pc\b)")
_AS_NEAR: Final = 24
_AS_FAR: Final = 200
# Characters between a rate and another that repeats its unit, at most.
_WITHIN: Final = 90
_MOVES, _THOUSAND = 25, 1000
_AS_STEP = 60
_CHANGED_BY = re.compile(
    r"([a-z]+) (?:by )?"
    r"(?:(?:about|almost|nearly|roughly|around|just|only|another|some|a further) )?$"
)
# "From 71 percent to 74", "from 31 times to just 24".
# "Having been as wide as 965", "was offered no more than 11", "and one of 50".
_AS_WIDE = re.compile(
    rf"\b(?:as (?:wide|high|low|much|little|deep|large|steep|tight|narrow|rich|cheap) as"
    r"|no (?:more|less|higher|lower|better|wider) than|(?:or|and|from|to) one of|was barely)"
    rf" {HEDGED}$"
)
# "Costing 9 basis points and wholesale funding adding back 3": a part of the same change.
_ADDING = re.compile(
    r"\b(?:adding|contributing|costing|taking|shaving|lopping|subtracting|giving)"
    rf"(?: back| off| away)? (?:another |a further )?{HEDGED}$"
)
# "35 per cent in Auckland and 15 elsewhere", "12 basis points on the day and 100 in a month".
_AND = re.compile(rf"\band {HEDGED}$")
_ELSEWHERE = re.compile(
    r" (?:thereafter|afterwards|elsewhere|overall"
    r"|(?:a|one|two) (?:day|week|month|quarter|year|decade)s? (?:ago|before|earlier|later)"
    r"|in an? (?:day|week|month|quarter|year)|for the (?:week|month|quarter|year)"
    r"|the (?:week|month|quarter|year) before)\b"
)
_AGAINST = re.compile(r"\b(?:against|versus|compared with) (?:an?|the) (?:[a-z-]+ )?$")
# "Two-years are at 2.41", "the rate, now 5.75"; not "the euro rate was 1.1".
_STANDS_AT = re.compile(
    r"(?<!euro )(?<!dollar )(?<!exchange )\b(?:yields?|yielding|rates?|margins?|ratio|vacancy"
    r"|(?:two|three|five|seven|ten|thirty|\d+)-years?|unemployment|inflation|joblessness"
    r"|reference value)(?! (?:hike|cut|rise))(?: [a-z]+){0,3}"
    rf" (?:(?:at|to|of|from|is|was|are|reached|hit)|, now) {HEDGED}$"
)
# What is told in basis points and goes to a level that is.
_SPREADS = re.compile(r"\b(?:spreads?|premiums?|fees?|margins?|swaps|basis|pick-up|risk premium)\b")
_AT_LEVEL = re.compile(rf"\b(?:to|stands at|stood at|was) {HEDGED}$")
_LEVEL_OF = re.compile(rf"\b(?:to|from|at) {HEDGED}$")
_MORE = re.compile(r" (?:more|less|wider|tighter|higher|lower) than\b")
_ENDS = re.compile(
    r"[.,;:)\n]|$| (?:above|below|in|on|for|from|since|a|at the|last|this|after|before|when|while"
    r"|and|but|over|as)\b"
)


def rate_again(amount: Amount, before: str, after: str, beside: Amount | None) -> Amount | None:
    """Return a bare number as the rate it is, or None where it is none.

    Args:
        amount: A bare number.
        before: What stands before it in its sentence.
        after: What follows it, in lower case.
        beside: The figure before it in its sentence.
    """
    if beside is None:
        return None
    if _is_gapped_percent(amount, before, after, beside):
        return replace(amount, kind="percent", unit="percent", bare=False)
    led = before.lower()
    if amount.is_year_like or (amount.value < 2 and amount.value == int(amount.value)):
        return None
    if _is_basis_points(amount, led, after, beside):
        return replace(amount, kind="percent", unit="basis_point", bare=False)
    if _is_of_the_unit(amount, led, after, beside):
        return replace(amount, kind=beside.kind, unit=beside.unit, bare=False)
    return None


def _is_of_the_unit(amount: Amount, led: str, after: str, beside: Amount) -> bool:
    """Tell "having been as wide as 9" after a percentage from a number of another kind."""
    if beside.kind not in {"percent", "multiple"} or beside.per is not None or beside.words:
        return False
    gap = amount.start - beside.end
    if amount.words or amount.scaled or gap > _WITHIN:
        return False
    stepped = beside.unit == "basis_point"
    if stepped and led.endswith(", ") and _MORE.match(after):
        return True
    elsewhere = _AND.search(led) is not None and _ELSEWHERE.match(after) is not None
    if not (elsewhere or _ENDS.match(after)):
        return False
    if not amount.is_of_order(beside) and not stepped:
        return False
    if not stepped and not 0 <= abs(amount.value) < 100:
        return False
    between, ahead = led[-gap:], led[:-gap]
    if TO.fullmatch(between):
        return is_from_one_to(led, amount, beside)
    if elsewhere or _AS_WIDE.search(led) or _ADDING.search(between):
        return True
    if stepped:
        spread = amount.value >= _LEAST_SPREAD and _SPREADS.search(led) is not None
        return spread and _AT_LEVEL.search(led) is not None
    if amount.value == int(amount.value) or beside.unit == "percentage_point":
        return False
    if beside.kind == "multiple":
        return _LEVEL_OF.search(led) is not None
    if _AGAINST.search(led):
        return True
    stands = _STANDS_AT.search(led)
    return stands is not None and stands.start() >= len(ahead)


def _is_gapped_percent(amount: Amount, before: str, after: str, beside: Amount) -> bool:
    """Tell "and the Dow 0.3." after "was ahead 2.9 percent" from a decimal of its own kind."""
    if beside.kind != "percent" or beside.unit != "percent" or beside.per is not None:
        return False
    if amount.words or amount.scaled or amount.mantissa != amount.value:
        return False
    decimal = amount.value != int(amount.value) and abs(amount.value) < _MOVES
    if not decimal or not _GAPPED.search(before) or not _GAP_ENDS.match(after):
        return False
    led = before[-_AS_FAR:].lower()
    return OF_ITS_OWN.search(led) is None and any(
        _is_move(word) for moved in _MOVED.finditer(led) for word in moved.groups()
    )


def _is_move(word: str | None) -> bool:
    """Tell "rose", "up" and "off", which say which way a percentage went."""
    found = changes.words().get(word or "", ())
    return word == "off" or any(change.what in {"verb", "adverb"} for change in found)


def _is_basis_points(amount: Amount, before: str, after: str, beside: Amount) -> bool:
    """Tell "jumped 87 to 7.85 percent" in a sentence that has told another step in basis points.

    Between the two stands no more than the level the first led to.
    """
    if amount.words or amount.scaled or amount.value != int(amount.value):
        return False
    if beside.unit == "basis_point" and LEVEL_TO.fullmatch(before[-(amount.start - beside.end) :]):
        return amount.value >= _LEAST_SPREAD and not _PERCENT_NEXT.match(after)
    stepped = beside.unit == "basis_point" or "basis point" in before
    led = _CHANGED_BY.search(before[-_AS_STEP:])
    if not stepped or led is None or not _TO_PERCENT.match(after):
        return False
    return _YIELDS.search(before[-_AS_STEP:][: led.start()]) is not None


def is_rate_level(amount: Amount, before: str, beside: Amount) -> bool:
    """Tell a rate that another may be set against from a change, or a number that is a price.

    The 452 in "fell 3 percent, below Friday's 452" is no percentage, nor is 10 in "yield 3 percent
    after 10".
    """
    if not amount.is_of_order(beside) or amount.mantissa >= _THOUSAND:
        return False
    if AFTER.search(before) and amount.value == int(amount.value):
        return False
    led = _CHANGED_BY.search(before[: beside.start - amount.start][-_AS_NEAR:])
    found = changes.words().get(led[1], ()) if led is not None else ()
    return all(change.what == "noun" for change in found)
