"""Bare numbers whose unit the reader supplies: "yields 2.1 per cent, where it used to yield 6.8".

No list of turns of phrase ends. So of a number that no rule reads, the words around it and what the
figure before it is are weighed; `models/scripts/elided.py` learns the weights from our own corpus.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.carried import sentence_before
from newsx.grammar.fractions import with_article
from newsx.grammar.led import AFTER, HEDGED
from newsx.grammar.rates import OF_ITS_OWN
from newsx.grammar.rows import row_at
from newsx.grammar.time_words import MONTH
from newsx.knowledge.choices import elided_weights
from newsx.knowledge.grammar_words import words

ALWAYS: Final = "always"
"""The feature that every number has."""

_WORD: Final = re.compile(r"[A-Za-z’'.&-]+|\d[\d.,]*|\S")
_NAME_BEFORE: Final = re.compile(r"[A-Z][\w.&’'-]* $")
_AHEAD: Final = 40
_BEHIND: Final = 20
_SIZES: Final = (1, 2, 10, 100, 1000)
_STEP, _FURTHEST = 12, 6
_AGAIN: Final = frozenset({"percent", "multiple", "number", "index", "quantity", "money"})
# Numbers of these are told in their own unit, each time.
_STEPS: Final = frozenset({"basis_point", "percentage_point", "point"})
_SCALES: Final = frozenset({"percent", "multiple", "index", "number"})
_LOOK_BACK: Final = 40
_NUMBERED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(words('numbered')))}|no\.?)s? (?:[\d-]+ (?:and|to|or) )?$",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"[.)] [A-Z]")
_OPENS_ITEM: Final = re.compile(r"(?:^|[.:;!?)\n])[ ]*$")
_DATED: Final = re.compile(rf"\b{MONTH} $", re.IGNORECASE)
# What leads to a price, or to a level: no count of anything.
_PAID: Final = re.compile(
    rf"\b(?:for|at|to|from|than|above|below|pays?|paid|costs?|yields?|fetch(?:es|ed)?) {HEDGED}$"
)
_OPENS, _CLOSES = "^", "$"


def elided(text: str, amount: Amount, beside: Amount | None) -> Amount | None:
    """Return a bare number as the figure it most likely is, or None where it is likely none.

    Args:
        text: The text.
        amount: A bare number that is part of no time and no name.
        beside: The figure before it.
    """
    if is_of_a_name(text, amount):
        return None
    weights = elided_weights()
    if sum(weights.get(feature, 0) for feature in evidence(text, amount, beside)) <= 0:
        return None
    return told(text, amount, beside)


def told(text: str, amount: Amount, beside: Amount | None) -> Amount | None:
    """Return a bare number as the figure it is if it is one; None where its unit cannot be told.

    Args:
        text: The text.
        amount: A bare number.
        beside: The figure before it.
    """
    if amount.kind == "fraction":  # "a fifth" has its article
        before = text[max(0, amount.start - _BEHIND) : amount.start]
        return with_article(amount, before.lower(), text[amount.end :][:_AHEAD].lower())
    near = beside if beside is not None and _is_in_sentence(text, amount, beside) else None
    if near is not None and near.kind in _AGAIN and _is_again(text, amount, near):
        return _as(amount, near)
    return _counted(text, amount, near)


def is_of_a_name(text: str, amount: Amount) -> bool:
    """Tell "June 30", "row 12", "Motel 6", passcodes, numbers of lists and of labels of tables."""
    led = text[max(0, amount.start - _LOOK_BACK) : amount.start]
    if _DATED.search(led) or _NUMBERED.search(led):
        return True
    digits = text[slice(*amount.number)]
    if digits[:1].isdigit() and amount.mantissa == int(amount.mantissa):
        if _NAME_BEFORE.search(led) or (digits[0] == "0" and len(digits) > 1):
            return True
        if _LISTED.match(text, amount.end) and _OPENS_ITEM.search(led):
            return True
    row = row_at(text, amount.start)
    return row is not None and amount.start < row.label_end


def evidence(text: str, amount: Amount, beside: Amount | None) -> Iterator[str]:
    """Yield what speaks for a bare number to be a figure, or against.

    Args:
        text: The text.
        amount: A bare number.
        beside: The figure before it.
    """
    sentence = sentence_before(text, amount.start)
    left = _WORD.findall(sentence.lower())[-2:]
    first, last = (_OPENS, _OPENS, *left)[-2:]
    right = _WORD.findall(text[amount.end : amount.end + _AHEAD])
    following, after = (*(word.lower() for word in right[:2]), _CLOSES, _CLOSES)[:2]
    form = _form(text, amount)
    size = sum(abs(amount.value) >= size for size in _SIZES)
    yield ALWAYS
    yield form
    yield f"{form} of size {size}"
    yield f"after {last}"
    yield f"after {first} {last}"
    yield f"{form} after {last}"
    yield f"second before is {first}"
    yield f"before {following}"
    yield f"before {following} {after}"
    yield f"{form} before {following}"
    if text[amount.end : amount.end + 1] not in {" ", ""}:
        yield "no space behind"
    if right and right[0][0].isupper():
        yield "before a capital"
    if _NAME_BEFORE.search(text, max(0, amount.start - _BEHIND), amount.start):
        yield "after a name"
    if beside is None:
        yield "nothing beside"
        return
    near = _is_in_sentence(text, amount, beside)
    kind = f"bare {beside.kind}" if beside.bare else beside.kind
    where = "here" if near else "before" if "\n" not in text[beside.end : amount.start] else "far"
    yield f"{kind} {where}"
    yield f"{form}, {kind} {where}"
    yield f"{form}, {kind} {where}, like {amount.is_of_order(beside)}"
    if near:
        reached = len(sentence) - (amount.start - beside.start)
        led = _WORD.findall(sentence[: max(0, reached)].lower())[-1:]
        if led == [last]:
            yield "led alike"
        yield f"within {min(_FURTHEST, (amount.start - beside.end) // _STEP)}"


def _form(text: str, amount: Amount) -> str:
    """Return how a number is written: in words, as a decimal, a fraction or whole."""
    if amount.kind == "fraction":
        return "fraction"
    if amount.words:
        return "words"
    return "decimal" if "." in text[slice(*amount.number)] else "whole"


def _is_in_sentence(text: str, amount: Amount, beside: Amount) -> bool:
    return beside.end > amount.start - len(sentence_before(text, amount.start)) - 1


def _is_again(text: str, amount: Amount, beside: Amount) -> bool:
    """Tell a number of the unit of the one beside it: of its size, and written as exactly."""
    if amount.scaled or not amount.is_of_order(beside) or beside.unit in _STEPS:
        return False
    if beside.kind == "money" and (amount.words or beside.per is not None):
        return False
    exact = _places(amount) <= max(1, _places(beside))
    led = text[max(0, amount.start - _LOOK_BACK) : amount.start].lower()
    if beside.kind == "percent" and AFTER.search(led) and not _places(amount):
        return False  # "yields 3 percent after 10"
    return exact and OF_ITS_OWN.search(led) is None


def _counted(text: str, amount: Amount, near: Amount | None) -> Amount | None:
    """Return a whole number as one that counts; not what is paid, or stands on another scale."""
    if _places(amount) or amount.value != int(amount.value):
        return None
    if near is not None and near.kind in _SCALES:
        return None
    led = text[max(0, amount.start - _LOOK_BACK) : amount.start].lower()
    paid = not amount.words and _PAID.search(led) is not None
    return None if paid else replace(amount, kind="count")


def _places(amount: Amount) -> int:
    """Return how many decimals a number is written with."""
    exponent = amount.mantissa.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _as(amount: Amount, beside: Amount) -> Amount:
    scale = beside.value / beside.mantissa if beside.mantissa else Decimal(1)
    top = amount.value_max
    return replace(
        amount, kind=beside.kind, unit=beside.unit, currency=beside.currency, family=beside.family,
        form=beside.form, per=beside.per, value=amount.value * scale,
        value_max=None if top is None else top * scale, bare=beside.kind == "number",
    )  # fmt: skip
