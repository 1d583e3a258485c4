"""Numbers that a label leads: "• Purchase orders: 41", "Net sales, SEK m: 3,412", cells."""

import re
from dataclasses import replace
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.nouns import is_plural
from newsx.grammar.rows import row_at
from newsx.knowledge import currencies

_POWERS: Final = {"": 0, "m": 6, "b": 9}
_CELL_BEFORE = re.compile(r"[|] ?[($]*$")
_CELL_AFTER = re.compile(r"\)? ?(?:[|]|\n|$)")
# What can follow a number that is a cell of a line of numbers, and what stands before it.
_IN_ROW_AFTER = re.compile(r"\)?[ \t]*(?:\n|$|(?:/[ \t]+)?[-+–−(]{0,2}[$€£¥₹]?\d)")
_IN_ROW_BEFORE = re.compile(r"[\w)%:/.][ \t]+[-+–−(]{0,2}$")
# "• Newbuildings: four; ...", "Days of stock: 171 (2011: 164)": what a line is labelled with.
_LABELLED = re.compile(
    r"(?:(?:^|\n)(?P<bullet>[^\w\n]{1,4})?(?!(?:He|She|It|They|We|I|This|That|There|So)\b)[A-Z(]"
    r"|; [A-Za-z])(?:[^\n:.;]{0,60}[ -])?"
    r"(?!(?:said|says|told|added|wrote|reads|read|time|page|chapter|section|no|number|room)\b)"
    r"(?P<noun>\w{1,25})(?:, %)?: ?$"
)
_LABELLED_UNIT = re.compile(r"\w, (%|[A-Z]{3}(?: (?:m|mn|mln|bn|million|billion))?): ?$")
_GOES_ON = re.compile(r",| and")
_LABEL_ENDS = re.compile(r"[,;)]|\n|$|\.(?=[ \n]|$)| (?:\(|and \d|out of )")


def is_cell(text: str, amount: Amount) -> bool:
    """Tell a number that is a whole cell of a table: "Revenue | 31,570 | 28,910"."""
    if amount.is_year_like or amount.words:
        return False
    if _CELL_BEFORE.search(text, max(0, amount.start - 4), amount.start) is not None:
        return _CELL_AFTER.match(text, amount.end) is not None
    if _IN_ROW_AFTER.match(text, amount.end) is None:
        return False
    if _IN_ROW_BEFORE.search(text, max(0, amount.start - 30), amount.start) is None:
        return False
    row = row_at(text, amount.start)
    return row is not None and row.column(amount.number[0]) > 0


def labelled(text: str, amount: Amount) -> Amount | None:
    """Return a number that is all a line says of its label: "• Purchase orders: 41, of which"."""
    if amount.is_year_like or _LABEL_ENDS.match(text, amount.end) is None:
        return None
    label = _LABELLED.search(text, max(0, amount.start - 70), amount.start)
    if label is None:
        return None
    if label["bullet"] is None and (amount.words or _GOES_ON.match(text, amount.end)):
        return None  # a sentence
    unit = _LABELLED_UNIT.search(text, label.start(), amount.start)
    if unit is not None:
        return _in_unit(amount, unit[1])
    counts = amount.value == int(amount.value) >= 0 and is_plural(label["noun"].lower())
    return replace(amount, kind="count") if counts or amount.scaled else amount


def _in_unit(amount: Amount, told: str) -> Amount:
    """Return a number in the unit of its label: "Net sales, SEK m: 3,412", "margin, %: 9.4"."""
    code, _, scale = told.partition(" ")
    if told == "%":
        return replace(amount, kind="percent", unit="percent", bare=False)
    currency = currencies.before().get(code)
    if currency is None:
        return amount
    power = 0 if amount.scaled else _POWERS[scale[:1]]
    return replace(
        amount, kind="money", value=amount.value.scaleb(power), currency=currency.code,
        family=currency.family, form=code.lower(), bare=False, scaled=bool(power or amount.scaled),
    )  # fmt: skip
