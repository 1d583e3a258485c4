"""The composer of amounts: what stands left and right of a number belongs to it.

`before` reads its currency and sign, `scales` its power of ten, `after` its unit and what it is
per. Everything is looked up in dictionaries built from `knowledge/tables`.
"""

import re
from decimal import Decimal

from newsx.grammar import per
from newsx.grammar.after import After, as_money
from newsx.grammar.amount import Amount
from newsx.grammar.before import Before
from newsx.grammar.multiple_words import multiple_word
from newsx.grammar.numerals import (
    FRACTION_SIGNS,
    Numeral,
    is_glued,
    read_digits,
    read_part,
    read_words,
)
from newsx.grammar.scales import POWERS, Scales
from newsx.knowledge import currencies
from newsx.knowledge.vocabulary import lower

_VAGUE = re.compile(
    r"(tens|hundreds)[ ]of[ ](thousands|millions|billions|trillions)(?:[ ]of[ ](?=[a-z]))?"
)
_COUPLE = re.compile(r"an?[ ]couple[ ]of[ ](hundred|thousand|million|billion|trillion|dozen)\b")


class Composer:
    """Reads amounts at places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = lower(text)
        self._before = Before(text, self.lowered)
        self._scales = Scales(text, self.lowered)
        self._after = After(text, self.lowered, self._scales)

    def read(self, start: int, *, floor: int) -> Amount | None:
        """Read the amount whose number begins at `start`; nothing left of `floor` belongs to it."""
        if self.lowered[start].isalpha():
            alone = multiple_word(self.lowered, start) or self._vague(start)
            if alone is not None:
                return alone
        numeral, part, words = self._numeral(start)
        if numeral is None:
            return None
        left, currency, form = self._before.currency(start, floor)
        abroad = self._before.cents_abroad(start, numeral.end, floor) if currency is None else None
        if abroad is not None:
            left, end, currency = abroad
            numeral = Numeral(end, numeral.value)
        loss = currency is None and self._before.in_brackets(start, numeral.end, floor)
        if loss:
            left, currency, form = self._before.currency(start - 1, floor)
        if currency is None and self._before.is_glued(start, floor):
            return None
        amount = Amount(
            left, numeral.end, "number", numeral.value, words=words, bare=True, form=form,
            number=(start, numeral.end), mantissa=numeral.value,
        )  # fmt: skip
        if loss:
            amount.end += 1
            amount.value = amount.mantissa = -amount.value
        self._before.sign(amount, floor)
        self._scales.take(amount, currency, part=part)
        self._after.take(amount, currency, part=part)
        if is_glued(self.text, amount.end):
            return None
        if amount.bare and amount.kind == "number":
            self._before.percent_of(amount, floor)
        if amount.bare and part and amount.kind == "number" and not amount.scaled:
            amount.kind = "fraction"
        return amount

    def _numeral(self, start: int) -> tuple[Numeral | None, bool, bool]:
        """Return the numeral at `start`, whether it is a fraction of one, and whether in words."""
        if not self.lowered[start].isalpha():
            if self.lowered[start] in FRACTION_SIGNS:
                numeral = read_digits("0" + self.lowered[start], 0)
                alone = None if numeral is None else Numeral(start + 1, numeral.value)
                return alone, True, False
            return read_digits(self.text, start), False, False
        words = read_words(self.lowered, start)
        part = read_part(self.lowered, start)
        if part is not None and (words is None or part.end >= words.end):
            return part, True, True
        return words, False, True

    def _vague(self, start: int) -> Amount | None:
        """Read "tens of thousands", "a couple of billion": a power with a vague count of it."""
        match = _VAGUE.match(self.lowered, start)
        if match is not None:
            value = Decimal(10) ** (POWERS[match[1]] + POWERS[match[2]])
            amount = Amount(
                start, match.end(2), "count", value, words=True,
                number=(start, match.end(2)), mantissa=value, vague="ge", scaled=True,
            )  # fmt: skip
            if match.end() > match.end(2):
                found = currencies.after().match(self.lowered, match.end())
                if found is not None and not found[1].minor:
                    as_money(amount, found[1], self.text[match.end() : found[0]])
                    amount.end = found[0]
            return amount
        match = _COUPLE.match(self.lowered, start)
        if match is None:
            return None
        value = Decimal(24) if match[1] == "dozen" else Decimal(2).scaleb(POWERS[match[1]])
        amount = Amount(
            start, match.end(), "number", value, words=True, bare=True,
            number=(start, match.end()), mantissa=value, vague="approx", scaled=True,
        )  # fmt: skip
        self._after.take(amount, None, part=False)
        return amount

    def take_per(self, amount: Amount) -> None:
        """Take what the amount is per: `a share`, `per barrel`, `/MWh`, `apiece`."""
        per.take(amount, self.lowered)
