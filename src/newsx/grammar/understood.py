"""Bare numbers whose noun the reader supplies: "41 of them", "all but nine", "12 fewer".

The noun was said before, or stands in the group the number is taken from.
"""

import re
from dataclasses import replace
from decimal import Decimal

from newsx.grammar.amount import Amount
from newsx.knowledge import changes, currencies

_TIME = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?)"
_TIME_AFTER = re.compile(rf"[ -]{_TIME}\b")
_OF_THEM = re.compile(r" of (?:them|us|those|whom|which|these)\b")
_MORE = re.compile(
    rf" (?:more|fewer)(?: than\b(?! {_TIME})|[.,;]|$| (?!{_TIME}\b|than\b|of\b)[a-z])"
)
_ALL_BUT = re.compile(r"\b(?:all|each|every one of [^.;]{1,30}) but (?:about |some )?$")
# "412 stores, of which 61 were outlets".
_OF_WHICH = re.compile(r"\bof (?:which|whom) (?:about |some |only |just |nearly |almost )?$")
_GROUP_IS = re.compile(r" (?:is|are|was|were|have|had|will|would|remain(?:ed)?)\b")
_THERE = re.compile(r"\bthere (?:are|were) (?:now |only |just |about |still )*$")
_ENDS = re.compile(r"[.,;:)”\"]|$")
# "Of 34 carriers I called, 30 declined": how many of those named first.
_OF_GROUP = re.compile(
    r"(?:^[^a-z0-9]{0,3}of|\b(?:poll|survey|sample|panel|group|field) of) "
    r"(?:the |its |their |his |her |our |those |these |some |about |more than |nearly |all )*"
    r"(?:\d[\d,.]*|[a-z-]+) [a-z]+"
)
_OF_GROUP_LED = re.compile(
    r"(?:, |\band |\bthat )(?:only |just |some |about |another |a further |at least |all but )?$"
)
_GROUP_DOES = re.compile(r" [a-z]+")
# What leads to a number whose unit was said just before: "50 basis points and a further 125".
_AGAIN = re.compile(
    r"\b(?:another|a further|an additional|average of|median of|compared with|compared to"
    r"|versus|vs\.?|against|instead of|rather than|up from|down from"
    r"|(?:had|has) (?:sought|expected|forecast|planned|targeted|wanted))"
    r" (?:(?:just|only|about|around|roughly|nearly|almost|some|the|a|an) )*$"
)
# "Against Tuesday's 6.81", "below the Treasury's 2.7": of a day or somebody, and so the same again.
_SOMEBODYS = re.compile(
    r"\b(?:against|than|below|above|from|versus|beating|matching|on|to) (?:the |its )?"
    r"[a-z]+(?:['’]s|s['’]) $"
)
# What may follow a former level: "to 16 cents from 13.5 a year ago", and no "8 in the morning".
_FROM_ENDS = re.compile(
    r"[.,;:)\n]|$| (?:a (?:year|month|week|quarter)|last|previously|before|earlier|in (?!the\b)|on"
    r"|and|but|while|when|as|after|at the)\b"
)
_WORD = re.compile(r"[a-z]+")
_KOREAN = re.compile(r"\b(?:the|korean|korea['’]s) $")
_AFTER = re.compile(r"\bafter (?:about |some )?$")
_NUMBERED = frozenset({"number", "index"})
_NOUN_NEXT = re.compile(
    r"[ -](?!(?:in|on|at|for|a|the|last|this|by|and|or|before|earlier|when|as)\b)[a-z]"
)
# What leads to a price, and what may follow it: "fetched 1,150 in May", "they pay 2,200".
_FETCHED = re.compile(
    r"\b(?:fetch(?:es|ed)?|(?:sold|bought|sells?) (?:it |them )?for|changed hands (?:for|at)"
    r"|(?:having|they|had) paid|they pay) (?:just |only |about |around |nearly )?$"
)
_PAID_WHEN = re.compile(r"[.,;)]|\n|$| (?:in|on|the|a|last|this|then|when|before|and)\b")
_LEVEL_ZERO = re.compile(
    r"\b(?:at|to|from|below|above) (?:virtually |almost |near |nearly |about |close to )?$"
)
# "Frankfurt gave up 2.9 percent, Paris 3.6; Milan was off 4.4": whose it is, or which way it went,
# and then a decimal that is a percentage, too. "The Greek yield jumped 87 to 7.85 percent".
_GAPPED = re.compile(
    r"(?:(?:^|[,;] |\b(?:and|while|but|the) )(?:[A-Z][\w.&’'-]*[ ]){1,3}(?:[a-z]+s[ ])?"
    r"|\b(?:was|is|were|are) (?:off|up|down|ahead) (?:by )?)$"
)
_GAP_ENDS = re.compile(r"[,;)]|[.](?!\d)|\n|$| (?:and|while|but|as|after|in|on)\b")
# The move that a gapped percentage repeats, "rose 2.9 percent", "ended 2.9 percent higher", and
# what is no percentage though its neighbours move by such.
_MOVED = re.compile(
    r"\b([a-z]+) (?:by )?(?:(?:about|almost|nearly|roughly|around|just|only|another|a further) )?"
    r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b|pc\b)(?: ([a-z]+))?"
)
_NO_MOVE = re.compile(
    r"\b(?:ratio|coefficient|gini|beta|score|rating|multiple|pmi|grade|magnitude) "
    r"(?:(?:was|is|were|are) )?(?:(?:off|up|down|ahead) )?(?:by )?$"
)
# Whose step may be one of basis points: "yields rose", "the other jumped", "Spain's climbed".
_YIELDS = re.compile(
    r"(?:\b(?:yields?|rates?|bonds?|notes?|bills?|debt|papers?|spreads?|bunds?|gilts?|other|ones?"
    r"|latter|former|second|third|it|that|which)|['’]s|[- ]years?) $"
)
# "Narrowed 62 basis points to 384": a spread, and no index.
_LEVEL_TO = re.compile(r",? to (?:just |about |around |nearly |almost |some |a record )?")
_LEAST_SPREAD = 20
_PERCENT_NEXT = re.compile(r" ?(?:%|per ?cent|pc\b)")
_TO_PERCENT = re.compile(r" to \d{1,2}(?:\.\d+)? ?(?:%|per ?cent|pc\b)")
_AS_NEAR = 24
# How far back the money may stand that something is sold for more of.
_AS_FAR = 200
_MOVES, _THOUSAND = 25, 1000
# By how much a rate of exchange may differ from another of its sentence.
_FLUCTUATES = Decimal("0.4")
_LEVEL_LED = re.compile(
    r"\b(?:to|at|of|from|past|near|below|above|far as|low as|high as) (?:about |around |a )?$"
)
_AS_STEP = 60
_CHANGED_BY = re.compile(
    r"([a-z]+) (?:by )?"
    r"(?:(?:about|almost|nearly|roughly|around|just|only|another|some|a further) )?$"
)
_RATES = frozenset({"percent", "multiple"})
_UNITS = frozenset({"percent", "multiple", "count", "quantity", "fraction", "money"})
# "Against 12 regional rivals": the number counts what follows.
_DESCRIBED = re.compile(r"[ -][a-z]+(?:(?:ing|al|ic|ive|ous|an|ese|ish)\b|s?['’])")
_PAST_ZERO = re.compile(r"[.,;:)”\"]|$| (?:or|and|in|on|for|by|from|this|last|next|a)\b")
_NEVER_ZERO = re.compile(r"[ -](?:tolerance|hour|sum|emission|carbon|day|trust|base|coupon)")


def understood(amount: Amount, before: str, after: str, previous: Amount | None) -> Amount | None:
    """Return a bare number as the figure it is understood to be, or None where none is.

    Args:
        amount: A bare number.
        before: What stands before it in its sentence.
        after: What follows it, in lower case.
        previous: The figure before it.
    """
    led = before.lower()
    if amount.words and amount.value == 0:
        return _zero(amount, led, after, _beside(previous, amount, before))
    gapped = _beside(previous, amount, before)
    if gapped is not None and _is_gapped_percent(amount, before, after, gapped):
        return replace(amount, kind="percent", unit="percent", bare=False)
    if amount.is_year_like or (amount.value < 2 and amount.value == int(amount.value)):
        return None
    if _OF_THEM.match(after) or _is_counted(amount, led, after):
        return replace(amount, kind="count")
    beside = _beside(previous, amount, before)
    if beside is not None and _is_basis_points(amount, led, after, beside):
        return replace(amount, kind="percent", unit="basis_point", bare=False)
    if beside is not None and _is_exchanged_again(amount, led, after, beside):
        return replace(
            amount, kind="money", currency=beside.currency, family=beside.family, form=beside.form,
            per=beside.per, bare=False,
        )  # fmt: skip
    if beside is None or not _is_again(amount, led, after, beside):
        return None
    if amount.scaled or amount.words or _DESCRIBED.match(after):
        return None
    if beside.kind not in _RATES and not amount.is_of_order(beside):
        return None
    scaled = beside.kind in {"money", "fraction"} and beside.mantissa
    scale = beside.value / beside.mantissa if scaled else None
    return replace(
        amount, kind=beside.kind, unit=beside.unit, currency=beside.currency, family=beside.family,
        form=beside.form, value=amount.value * scale if scale else amount.value,
        bare=beside.kind == "count",
    )  # fmt: skip


def exchanged(amount: Amount, before: str) -> Amount:
    """Return so many "to the dollar" as money of the one other currency that its sentence names.

    "The yen weakened past 147 per dollar": 147 yen. Where none is named, or two are, a number it
    stays.
    """
    if amount.kind != "number" or amount.bare or amount.per is None:
        return amount
    lowered = before.lower()
    named = {}
    reached = 0
    for word in _WORD.finditer(lowered):
        if word.start() < reached:
            continue  # the crown of a "Czech crown"
        found = currencies.after().match(lowered, word.start())
        told = found is not None and not found[1].minor and amount.per not in word.group()
        if found is not None and told and _is_no_verb(lowered, word):
            named[found[1].code] = found[1], lowered[word.start() : found[0]]
            reached = found[0]
    if len(named) != 1:
        return amount
    ((currency, form),) = named.values()
    return replace(amount, kind="money", currency=currency.code, family=currency.family, form=form)


def _is_no_verb(lowered: str, word: re.Match[str]) -> bool:
    """Tell the won of Korea from what somebody won."""
    return word.group() != "won" or _KOREAN.search(lowered, 0, word.start()) is not None


def fetched(text: str, amount: Amount, money: Amount) -> Amount | None:
    """Return what something was sold for as money of the last figure: "oats fetched 1,150"."""
    before = text[max(0, amount.start - 30) : amount.start].lower()
    after = text[amount.end : amount.end + 12].lower()
    if amount.words or amount.is_year_like or not _FETCHED.search(before):
        return None
    if not _PAID_WHEN.match(after) or not _is_price_like(amount, money):
        return None
    return replace(
        amount, kind="money", currency=money.currency, family=money.family, form=money.form,
        bare=False,
    )  # fmt: skip


def _is_again(amount: Amount, before: str, after: str, beside: Amount) -> bool:
    """Tell a number that is what the figure beside it is, of another time or of somebody else."""
    if beside.kind in _UNITS and _AGAIN.search(before):
        return True
    if beside.kind in {"money", "percent"} and before[-(amount.start - beside.end) :] == " from ":
        led = before[: beside.start - amount.start].endswith("to ")
        return led and _FROM_ENDS.match(after) is not None and amount.is_of_order(beside)
    if beside.kind not in _UNITS | _NUMBERED or _NOUN_NEXT.match(after):
        return False
    beside_it = amount.start - beside.end <= _AS_NEAR and amount.is_of_order(beside)
    if beside.kind in _RATES and not _is_level(amount, before, beside):
        return False
    if _SOMEBODYS.search(before):
        return True
    if beside.kind in _NUMBERED and beside_it and _AGAIN.search(before):
        return True
    return beside_it and _AFTER.search(before) is not None


def _is_exchanged_again(amount: Amount, before: str, after: str, beside: Amount) -> bool:
    """Tell "fell to 14.07 to the dollar before recovering to 13.72" from another number."""
    if beside.kind != "money" or beside.per is None or amount.value == int(amount.value):
        return False
    rate = currencies.after().match(beside.per, 0) is not None
    near = rate and abs(amount.value / beside.value - 1) < _FLUCTUATES
    return near and _LEVEL_LED.search(before) is not None and _NOUN_NEXT.match(after) is None


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
    return _NO_MOVE.search(led) is None and any(
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
    if beside.unit == "basis_point" and _LEVEL_TO.fullmatch(before[-(amount.start - beside.end) :]):
        return amount.value >= _LEAST_SPREAD and not _PERCENT_NEXT.match(after)
    stepped = beside.unit == "basis_point" or "basis point" in before
    led = _CHANGED_BY.search(before[-_AS_STEP:])
    if not stepped or led is None or not _TO_PERCENT.match(after):
        return False
    return _YIELDS.search(before[-_AS_STEP:][: led.start()]) is not None


def _is_level(amount: Amount, before: str, beside: Amount) -> bool:
    """Tell a rate that another may be set against from a change, or a number that is a price.

    The 452 in "fell 3 percent, below Friday's 452" is no percentage, nor is 10 in "yield 3 percent
    after 10".
    """
    if not amount.is_of_order(beside) or amount.mantissa >= _THOUSAND:
        return False
    if _AFTER.search(before) and amount.value == int(amount.value):
        return False
    led = _CHANGED_BY.search(before[: beside.start - amount.start][-_AS_NEAR:])
    found = changes.words().get(led[1], ()) if led is not None else ()
    return all(change.what == "noun" for change in found)


def _is_price_like(amount: Amount, money: Amount) -> bool:
    """Tell a number that can be a price as the money before it is, which stands near."""
    near = amount.start - money.end <= _AS_FAR
    return near and amount.scaled == money.scaled and amount.is_of_order(money)


def _is_counted(amount: Amount, before: str, after: str) -> bool:
    """Tell a count of what is named elsewhere in the sentence."""
    if amount.value != int(amount.value):
        return False
    if _MORE.match(after) or (_ALL_BUT.search(before) and not _is_time(after)):
        return True
    if _OF_WHICH.search(before) and _GROUP_IS.match(after):
        return True
    if _THERE.search(before):
        return _ENDS.match(after) is not None
    return (
        _OF_GROUP.search(before) is not None
        and _OF_GROUP_LED.search(before) is not None
        and _GROUP_DOES.match(after) is not None
        and not _is_time(after)
    )


def _is_time(after: str) -> bool:
    return _TIME_AFTER.match(after) is not None


def _zero(amount: Amount, before: str, after: str, beside: Amount | None) -> Amount | None:
    """Keep the zero that a rate or a price stands at; leave net zero and zero tolerance."""
    if not _LEVEL_ZERO.search(before) or _NEVER_ZERO.match(after):
        return None
    if not _PAST_ZERO.match(after):
        return None
    if beside is not None and beside.kind == "percent":
        return replace(amount, kind="percent", unit=beside.unit)
    return replace(amount, kind="number")


def _beside(previous: Amount | None, amount: Amount, before: str) -> Amount | None:
    """Return the figure before, where it stands in the same sentence."""
    if previous is None or previous.end <= amount.start - len(before):
        return None
    return previous
