"""Rates of exchange: what is given of one currency for one of another.

"The yen weakened past 147 per dollar", "the rand softened to 19.12 against the dollar from 18.97".
"""

import re
from dataclasses import replace
from decimal import Decimal

from newsx.grammar.amount import Amount
from newsx.grammar.led import HEDGED
from newsx.knowledge import currencies
from newsx.knowledge.currencies import Currency

_WORD = re.compile(r"[a-z]+")
_KOREAN = re.compile(r"\b(?:the|korean|korea['’]s) $")
# What the other is set against: "against the dollar", "dollars per euro".
_COUNTER = re.compile(r"\b(?:against|to|per|versus|for|buy|bought|buys) (?:the |an? |one )?$")
_AGAINST = re.compile(r" (?:against|versus) (?:the |its )?(?:u\.?s\.? )?(?=[a-z])")
_CLAUSE = re.compile(r"[,;:]|\b(?:while|whereas|but|as)\b")
# Of two, the one that is told in units of the other: dollars to the euro, yen to the dollar.
_BASES = ("EUR", "GBP", "AUD", "NZD", "USD")
# "The lira fell to 5.41 as the growth forecast was cut to 4.8": of something else.
_OF_ANOTHER = re.compile(r"\b(?:growth|forecasts?|inflation|rates?|deficit|gdp|yields?)\b")
# By how much a rate of exchange may differ from another of its sentence.
_FLUCTUATES = Decimal("0.4")
_LEVEL_LED = re.compile(
    r"\b(?:to|at|of|from|past|near|below|above|tested|touched|fixed at|far as|low as|high as"
    rf"|official|between) (?:{HEDGED}|a )$|(?:\bpeg|\bfix): $"
)
_HELD_AT = re.compile(r"\b(?:floor|ceiling|cap|peg|level) (?:of|at) $")
# "The rupee opened 11 paise weaker at 55.77".
_STEP_LED = re.compile(r"\b(?:weaker|stronger|firmer|softer) (?:at|to) $")
_NOUN_NEXT = re.compile(
    r"[ -](?!(?:in|on|at|for|a|the|last|this|by|and|or|before|earlier|when|as|from|after|per"
    r"|against|while|but|versus|through|throughout|during|since|with|its|their|though)\b)[a-z]"
)


def exchanged(amount: Amount, before: str) -> Amount:
    """Return so many "to the dollar" as money of the other currency that its sentence names.

    "The yen weakened past 147 per dollar": 147 yen. Where none is named, or it could be one of two,
    a number it stays.
    """
    if amount.kind != "number" or amount.bare or amount.per is None:
        return amount
    named = _named(before.lower(), amount.per)
    return amount if named is None else _as_money(amount, *named, amount.per)


def exchanged_again(
    amount: Amount, before: str, after: str, beside: Amount | None
) -> Amount | None:
    """Return a bare number as the rate of exchange it is, or None where it is none.

    Args:
        amount: A bare number.
        before: What stands before it in its sentence.
        after: What follows it, in lower case.
        beside: The figure before it in its sentence.
    """
    if amount.words or (amount.scaled and amount.value_max is None) or not amount.value:
        return None
    led = before.lower()
    against = _AGAINST.match(after)
    other = against and currencies.after().match(after, against.end())
    if against is not None and other is not None and _LEVEL_LED.search(led):
        per = after[against.end() : other[0]]
        named = _named(led, per)
        return None if named is None else _quoted(amount, *named, other[1], per)
    if beside is None or beside.kind != "money":
        return None
    if beside.per is None:
        step = 0 < abs(beside.value) < 1 and _STEP_LED.search(led) is not None
        decimal = amount.value != int(amount.value)
        return _again(amount, beside) if step and decimal else None
    rate = currencies.after().match(beside.per, 0) is not None
    if not rate or abs(amount.value / beside.value - 1) >= _FLUCTUATES or _NOUN_NEXT.match(after):
        return None
    if _OF_ANOTHER.search(led[-(amount.start - beside.end) :]):
        return None
    told = amount.value != int(amount.value) and _LEVEL_LED.search(led) is not None
    if not (told or _HELD_AT.search(led)):
        return None
    return _again(amount, beside)


def _again(amount: Amount, beside: Amount) -> Amount:
    return replace(
        amount, kind="money", currency=beside.currency, family=beside.family, form=beside.form,
        per=beside.per, bare=False,
    )  # fmt: skip


def _quoted(
    amount: Amount, moves: Currency, form: str, other: Currency, against: str
) -> Amount | None:
    """Return how one currency is quoted against another: as so many of one for one of its base.

    "The rand softened to 19.12 against the dollar": rand for a dollar; "the euro rose to 1.10
    against the dollar": dollars for a euro. Of two that are no base it is a number.
    """
    base = next((code for code in _BASES if code in {moves.code, other.code}), None)
    if base is None or moves.code == other.code:
        return None
    if base == moves.code:
        return _as_money(amount, other, against, form)
    return _as_money(amount, moves, form, against)


def _as_money(amount: Amount, currency: Currency, form: str, per: str) -> Amount:
    return replace(
        amount, kind="money", currency=currency.code, family=currency.family, form=form, per=per,
        bare=False,
    )  # fmt: skip


def _named(before: str, per: str) -> tuple[Currency, str] | None:
    """Return the currency that moves, and how it is written: the only one, or that of its clause.

    What the others are set against is none: "firmed to 0.8928 against the dollar".
    """
    named = {}
    in_clause = {}
    reached = 0
    clause = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    for word in _WORD.finditer(before):
        if word.start() < reached:
            continue  # the crown of a "Czech crown"
        found = currencies.after().match(before, word.start())
        if found is None or found[1].minor or per in word.group() or not _is_noun(before, word):
            continue
        reached = found[0]
        if _COUNTER.search(before, 0, word.start()):
            continue
        form = before[word.start() : reached]
        named[found[1].code] = found[1], form
        if word.start() >= clause:
            in_clause[found[1].code] = found[1], form
    for ones in (named, in_clause):
        if len(ones) == 1:
            return next(iter(ones.values()))
    return None


def _is_noun(before: str, word: re.Match[str]) -> bool:
    """Tell the won of Korea from what somebody won."""
    return word.group() != "won" or _KOREAN.search(before, 0, word.start()) is not None
