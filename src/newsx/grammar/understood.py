"""Bare numbers whose noun the reader supplies: "41 of them", "all but nine", "12 fewer".

The noun was said before, or stands in the group the number is taken from.
"""

import re
from dataclasses import replace

from newsx.grammar.amount import Amount
from newsx.grammar.exchanged import exchanged_again
from newsx.grammar.led import AFTER, HEDGED, is_from_one_to
from newsx.grammar.rates import is_rate_level, rate_again

_TIME = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?)"
_TIME_AFTER = re.compile(rf"[ -]{_TIME}\b")
_OF_THEM = re.compile(r" of (?:them|us|those|whom|which|these)\b")
_MORE = re.compile(
    rf" (?:more|fewer)(?: than\b(?! {_TIME})|[.,;]|$| (?!{_TIME}\b|than\b|of\b)[a-z])"
)
_ALL_BUT = re.compile(rf"\b(?:all|each|every one of [^.;]{{1,30}}) but {HEDGED}$")
# "412 stores, of which 61 were outlets".
_OF_WHICH = re.compile(rf"\bof (?:which|whom) {HEDGED}$")
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
_PRICE_OF = re.compile(rf"\b(?:price|close|closing price|bid|offer) of {HEDGED}$")
# "A rise of 40 basis points, more than the 25 economists had expected".
_MORE_THAN = re.compile(r"\b(?:more|less|fewer|higher|lower|better|worse) than the (?:about )?$")
# "Holds options on a further 15", beside billions: so many more of something else.
_FURTHER = re.compile(r"\b(?:another|a further|an additional) [a-z ]*$")
# "Against Tuesday's 6.81", "below the Treasury's 2.7": of a day or somebody, and so the same again.
_SOMEBODYS = re.compile(
    r"\b(?:against|than|below|above|from|versus|beating|matching|on|to) (?:the |its )?"
    r"(?:[a-z]+ )?[a-z]+(?:['’]s|s['’]) $"
)
# What may follow a former level: "to 16 cents from 13.5 a year ago", and no "8 in the morning".
_FROM_ENDS = re.compile(
    r"[.,;:)\n]|$| (?:a (?:year|month|week|quarter)|last|previously|before|earlier|in (?!the\b)|on"
    r"|and|but|while|when|as|after|at the)\b"
)
_NUMBERED = frozenset({"number", "index"})
# "The gauge fell to 49.3, while that of services held above 50", "shy of its average of 100".
_LEVEL_SET = re.compile(
    r"\b(?:above|below|(?:average|norm|high|low|peak|trough|record|reading) of) (?:about )?$"
)
_LEVEL_ENDS = re.compile(r"[.,;:)\n](?!\d)|$| (?:in|for|and|while|but|as|since|after|when|on)\b")
_NOUN_NEXT = re.compile(
    r"[ -](?!(?:in|on|at|for|a|the|last|this|by|and|or|before|earlier|when|as)\b)[a-z]"
)
# What leads to a price, and what may follow it: "fetched 1,150 in May", "they pay 2,200".
_FETCHED = re.compile(
    r"\b(?:fetch(?:es|ed)?|(?:sold|bought|sells?) (?:it |them )?for|changed hands (?:for|at)"
    rf"|(?:having|they|had) paid|they pay) {HEDGED}$"
)
_OFFICIAL_RATE = re.compile(
    r"\b(?:official|parallel|market|black-market|street|fixing|reference|central|interbank)"
    rf"(?: exchange| market)? (?:rate|price) (?:of|is|was) {HEDGED}$"
)
_PAID_WHEN = re.compile(r"[.,;)]|\n|$| (?:in|on|the|a|last|this|then|when|before|and)\b")
_LEVEL_ZERO = re.compile(
    r"\b(?:at|to|from|below|above) (?:virtually |almost |near |nearly |about |close to )?$"
)
_AS_NEAR = 24
# How far back the money may stand that something is sold for more of.
_AS_FAR = 200
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
    beside = _beside(previous, amount, before)
    rate = rate_again(amount, before, after, beside)
    if rate is not None:
        return rate
    if amount.is_year_like or (amount.value < 2 and amount.value == int(amount.value)):
        return None
    if _MORE.match(after) and beside is not None and _is_more_of(amount, beside):
        return replace(amount, kind=beside.kind, unit=beside.unit, bare=False)
    if _OF_THEM.match(after) or _is_counted(amount, led, after):
        return replace(amount, kind="count")
    rate = exchanged_again(amount, before, after, beside)
    if rate is not None:
        return rate
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


def fetched(text: str, amount: Amount, money: Amount) -> Amount | None:
    """Return what something was sold for as money of the last figure: "oats fetched 1,150".

    So is a rate of exchange: "a dollar cost 368 naira, a fifth more than the official rate of 306".
    """
    before = text[max(0, amount.start - 30) : amount.start].lower()
    after = text[amount.end : amount.end + 12].lower()
    if amount.words or amount.is_year_like:
        return None
    if not (_FETCHED.search(before) or _OFFICIAL_RATE.search(before)):
        return None
    if not _PAID_WHEN.match(after) or not _is_price_like(amount, money):
        return None
    return replace(
        amount, kind="money", currency=money.currency, family=money.family, form=money.form,
        bare=False,
    )  # fmt: skip


def _is_again(amount: Amount, before: str, after: str, beside: Amount) -> bool:
    """Tell a number that is what the figure beside it is, of another time or of somebody else."""
    if beside.kind in _UNITS and _MORE_THAN.search(before) and amount.is_of_order(beside):
        return True
    if beside.kind in _UNITS and _AGAIN.search(before):
        return not (beside.scaled and amount.value == int(amount.value) and _FURTHER.search(before))
    if _is_price_again(amount, before, beside):
        return True
    like = beside.kind in _UNITS and amount.is_of_order(beside) and not _NOUN_NEXT.match(after)
    if like and is_from_one_to(before, amount, beside):
        return True
    if beside.kind in {"money", "percent"} and before[-(amount.start - beside.end) :] == " from ":
        led = before[: beside.start - amount.start].endswith("to ")
        return led and _FROM_ENDS.match(after) is not None and amount.is_of_order(beside)
    if beside.kind not in _UNITS | _NUMBERED or _NOUN_NEXT.match(after):
        return False
    if beside.kind == "number" and _LEVEL_SET.search(before) and _LEVEL_ENDS.match(after):
        return not (beside.words or beside.scaled or beside.per) and amount.is_of_order(beside)
    beside_it = amount.start - beside.end <= _AS_NEAR and amount.is_of_order(beside)
    if beside.kind in _RATES and not is_rate_level(amount, before, beside):
        return False
    if _SOMEBODYS.search(before):
        return True
    if beside.kind in _NUMBERED and beside_it and _AGAIN.search(before):
        return True
    return beside_it and AFTER.search(before) is not None


def _is_more_of(amount: Amount, beside: Amount) -> bool:
    """Tell "104.9 million tonnes, 1.3 million more than a month ago" from 40 more of something."""
    return beside.kind == "quantity" and beside.scaled and amount.scaled and beside.per is None


def _is_price_again(amount: Amount, before: str, beside: Amount) -> bool:
    """Tell "9 euros a share, twice Tuesday's closing price of 4.44" from a number."""
    near = not beside.scaled and amount.is_of_order(beside)
    return beside.kind == "money" and near and _PRICE_OF.search(before) is not None


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
