"""Bare numbers that are again what a figure before them is: "prior-year sales of 1.9 billion".

Of the sentence before, only what was expected of a sum.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.led import HEDGED, LEVEL_TO

NEAR: Final = 90
"""Characters between two figures that are compared in one sentence, at most."""
SUMS: Final = 3
"""How many sums before an expected one are looked at."""
_AS_FAR: Final = 300
# "SEK 512.3 million (582.1)", "21.4 per cent (2009: 26.9)", "(September 2011: 10.4 million)".
_BRACKET = re.compile(
    r"[^\n()]{0,24}[ ]\((?:(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? )?"
    r"(?:FY|[QH][1-4] )?(?:19|20)?\d\d: |[QH][1-4]: )?",
    re.DOTALL,
)
# What leads to a number that is set beside another, and what tells that it is money instead.
_SET_BESIDE = re.compile(
    r"(?:(?:\b(?:to|from|than|against|with|versus|vs\.?|below|above|beneath|under|over|past"
    r"|remaining|other|previous|earlier)|[A-Za-z]:) (?:[a-z]+ ){0,2}"
    r"|\b(?:total|rest|average|high|low|peak|record|goal|target|forecast|norm|ceiling|level) of "
    rf"{HEDGED})$"
)
# "Stockpiles rose to 471 million barrels, against expectations for a build of 1.5 million".
_STEP_OF = re.compile(
    r"\b(?:build|draw|drawdown|drop|rise|fall|increase|decrease|decline|gain|surplus|deficit"
    rf"|shortfall|injection|withdrawal)(?: [a-z]+){{0,2}} of {HEDGED}$"
)
# "15.1 million tonnes of wheat and 25.9 million of corn".
_AND = re.compile(rf" of [^.;]*\band {HEDGED}$")
# "In a city of 8 million": of its people.
_OF_PEOPLE = re.compile(r"\b(?:city|state|country|nation|population|town|county|region|province)\b")
_MONEYS = re.compile(
    r"\b(?:costs?|costing|bills?|budgets?|sales|revenues?|turnover|profits?|loss(?:es)?|debts?|earn"
    r"|earned|earnings|income|worth|valued?|values|assets|fees?|premiums?|price[sd]?|paid|pay|paying"
    r"|spent?|spending|raised|invest\w*|fined?|capital|cash|funds?|funding|loans?|taxe?s?)\b",
    re.IGNORECASE,
)
# "Declined by 18,425 tonnes to 1.21 million": a step on no scale, and the level on one.
_LARGE: Final = 1000
# "Swelled by 6.8 million barrels last week to 486.3 million": a level is many steps high.
_BY_STEP = re.compile(rf"\bby {HEDGED}$")
_STEPPED = re.compile(
    r"\b(?:by|fell|rose|dropped|declined|climbed|slipped|grew|increased|decreased|swelled|shrank"
    rf"|down|up) {HEDGED}$"
)
_MOST_STEPS, _MOST_TIMES = Decimal(500), Decimal(20)
# "a loss of 3 million users": the number counts what follows it.
_NOUN_AHEAD = re.compile(
    r"[ -](?!(?:a|an|and|or|but|in|on|at|for|from|to|of|by|as|with|last|this|the|after|before"
    r"|because|when|while|which|previously|earlier|versus|were|was|are|is|had|have|has|set|seen|will"
    r"|would|could|that|it|he|she|they|we|you|(?:analysts|economists|investors|brokers|forecasters)"
    r" (?:had|have|were|expected|forecast|looked))\b)(?:[A-Z]{2,5}[ ])?[a-z]"
)
# "Of which 17 million went on fees": of the sum before, whatever follows.
_OF_THAT = re.compile(rf"\b(?:of which|of that|of this)(?: sum)?,? {HEDGED}$")
_WENT = re.compile(r" (?:went|goes|came|comes|will|would|has|had|relates?|related)\b")
# What is counted, and so no money though a sum stands before it: "as attendance dropped by".
_COUNTED = re.compile(
    r"\b(?:attendance|circulation|headcount|membership|customers?|subscribers?|users?|passengers?"
    r"|visitors?|viewers?|audience|traffic|deliveries|shipments|enrolments?|population|members"
    r"|employment|unemployment|workforce|accounts|volumes?|output|production|tonnage|throughput)"
    r" (?:[a-z]+ ){1,3}$"
)
_FOR_MONEY = re.compile(r" (?:shares? )?(?:for|worth) (?:[A-Z]{1,3})?[$€£¥]")
# "Analysts had expected 322 million": of what the sentence before told the amount of.
_EXPECTED = re.compile(
    r"\b(?:expect(?:ed|ing|ations?)|forecast(?:s|ed)?|estimate[sd]?|predicted|pencilled in"
    r"|consensus|compare[sd]|projected)\b[^.;]*$"
)
SENTENCE_END: Final = re.compile(r"[.!?][”\"’']? +(?=[A-Z“\"])|\n")


def hoped(text: str, amount: Amount, sums: Sequence[Amount]) -> Amount | None:
    """Return what was expected of a sum told a little before, past those of another size.

    "It earned 1.2 billion crowns. Its unit lost 40 million marks. Analysts had expected 1.4
    billion": crowns.
    """
    if not amount.scaled or amount.words or _NOUN_AHEAD.match(text, amount.end):
        return None
    if _is_counted(text[max(0, amount.start - NEAR) : amount.start]):
        return None
    if _EXPECTED.search(sentence_before(text, amount.start)) is None:
        return None
    for one in reversed(sums):
        near = amount.start - one.end <= _AS_FAR and "\n" not in text[one.end : amount.start]
        if near and one.value and Decimal("0.2") < abs(amount.value / one.value) < Decimal(5):
            return _as(one, amount, amount.value)
    return None


def is_converted(text: str, amount: Amount, previous: Amount) -> bool:
    """Tell the bracket of "341 million euros ($402 million)": what follows is in euros again."""
    return (
        amount.kind == previous.kind == "money"
        and amount.currency != previous.currency
        and _BRACKET.fullmatch(text, previous.end, amount.start) is not None
        and text.startswith(")", amount.end)
    )


def carried(text: str, amount: Amount, previous: Amount | None) -> Amount | None:
    """Return a bare number as what the figure before it is, where the two are compared.

    "Losses of 214 billion naira and negative equity of 88 billion"; company reports put last
    year's figure in brackets, "EUR 512.3 million (582.1)", in the unit of this year's.
    """
    if previous is None:
        return None
    bare = previous.bare and previous.kind in {"number", "count"}
    if not (bare or previous.kind in {"money", "percent"}):
        return _counted_again(text, amount, previous)
    if amount.words and not (amount.scaled and amount.mantissa < 1):
        return None  # but "half a billion"
    between = text[previous.end : amount.start]
    if _BRACKET.fullmatch(between) and text.startswith(")", amount.end):
        if amount.is_year_like or not amount.is_of_order(previous):
            return None
        scale = previous.value / previous.mantissa if previous.mantissa else 1
        value = amount.value if amount.scaled else amount.value * scale
        return _as(previous, amount, value)
    if (
        amount.scaled
        and amount.value != amount.mantissa
        and previous.kind == "money"
        and previous.scaled
        and (
            not _NOUN_AHEAD.match(text, amount.end)
            or (_OF_THAT.search(between) and _WENT.match(text, amount.end))
        )
        and not _is_counted(between)
        and _FOR_MONEY.match(text, amount.end) is None
        and _is_near(between, amount, previous)
    ):
        return _as(previous, amount, amount.value)
    return None


def _counted_again(text: str, amount: Amount, previous: Amount) -> Amount | None:
    """Return a number on a scale as so many of what the figure before it counts.

    "Stocks fell 3.9 million barrels to 27.3 million", "68.2m shares, while the other 11.9m ...".
    """
    counts = previous.kind in {"quantity", "count"} and not previous.words
    if counts and _is_bracketed(text, amount, previous):
        return replace(_as(previous, amount, amount.value), per=previous.per)
    if not (counts and amount.scaled) or amount.words or _NOUN_AHEAD.match(text, amount.end):
        return None
    between = text[previous.end : amount.start]
    if not previous.scaled:
        led_to = (
            previous.value >= _LARGE
            and LEVEL_TO.fullmatch(between) is not None
            and abs(amount.value / previous.value) < _MOST_STEPS
            and _STEPPED.search(text[max(0, previous.start - 20) : previous.start]) is not None
        )
        return _as(previous, amount, amount.value) if led_to else None
    if len(between) > NEAR or SENTENCE_END.search(between) or _MONEYS.search(between):
        return None
    if _OF_PEOPLE.search(between):
        return None
    most = (
        _MOST_STEPS
        if _BY_STEP.search(text[max(0, previous.start - 20) : previous.start])
        else _MOST_TIMES
    )
    step = _STEP_OF.search(between) is not None
    least = 1 / _MOST_STEPS if step else 1 / _MOST_TIMES
    like = least < abs(amount.value / previous.value) < most
    of_another = _AND.search(between) is not None and text.startswith(" of ", amount.end)
    if not like or not (of_another or step or _SET_BESIDE.search(between)):
        return None
    return replace(_as(previous, amount, amount.value), per=previous.per)


def _is_counted(before: str) -> bool:
    """Tell "as attendance dropped by" from "as production costs rose to"."""
    counted = _COUNTED.search(before)
    return counted is not None and _MONEYS.search(counted.group()) is None


def _is_bracketed(text: str, amount: Amount, previous: Amount) -> bool:
    """Tell "3.4 million contracts (September 2011: 10.4 million)", of the year in the bracket."""
    between = text[previous.end : amount.start]
    dated = ":" in between and _BRACKET.fullmatch(between) is not None
    if not dated or not text.startswith(")", amount.end) or not previous.value:
        return False
    return Decimal("0.05") < abs(amount.value / previous.value) < Decimal(20)


def _is_near(between: str, amount: Amount, previous: Amount) -> bool:
    """Tell an amount of the same sentence, or what was expected of the one in that before."""
    if not SENTENCE_END.search(between):
        return len(between) <= NEAR
    sentences = SENTENCE_END.split(between)
    return (
        len(sentences) == 2
        and "\n" not in between
        and _EXPECTED.search(sentences[1]) is not None
        and previous.value != 0
        and Decimal("0.2") < abs(amount.value / previous.value) < Decimal(5)
    )


def _as(previous: Amount, amount: Amount, value: Decimal) -> Amount:
    return replace(
        amount, kind=previous.kind, value=value, unit=previous.unit, currency=previous.currency,
        family=previous.family, form=previous.form, bare=False, scaled=previous.scaled,
    )  # fmt: skip


def sentence_before(text: str, end: int) -> str:
    """Return what stands before a place in its sentence, as far as a few lines reach."""
    sentence = text[max(0, end - 200) : end]
    start = 0
    for match in SENTENCE_END.finditer(sentence):
        start = match.end()
    return sentence[start:]
