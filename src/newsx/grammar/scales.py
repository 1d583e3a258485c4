"""The power of ten after a number: `bn`, "million", "3 hundred and 21"."""

import re
from decimal import Decimal
from typing import Final

from newsx.grammar import numerals
from newsx.grammar.amount import Amount
from newsx.grammar.numerals import (
    WORDS,
    Numeral,
    is_glued,
    read_digits,
    read_words,
    with_part,
)
from newsx.knowledge import units
from newsx.knowledge.currencies import Currency

POWERS: Final = {
    **numerals.POWERS,
    **{f"{word}s": power for word, power in numerals.POWERS.items()},
    "tens": 1,
}
"""The powers of ten that words stand for, in the plural, too."""

_RUN = re.compile(r"[A-Za-z]+")
_PART_SCALE = re.compile(
    r"(?:[ -]of)?(?:[ -]an?)?[ -](hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b"
)
_GAPS: Final = " -\u00a0\u202f\u2009\u2011"
_LONG_SCALE = 1_000_000
_FURTHER = re.compile(
    rf"[ ](?:and[ ])?(\d{{1,3}}(?![\d.,])|{WORDS})(?:[ ](hundred|thousand))?(?!\w)(?![ ]?%|[ ]per)"
)


class Scales:
    """Reads the scales of numbers of one text.

    Args:
        text: The text.
        lowered: The same in lower case, character by character.
    """

    def __init__(self, text: str, lowered: str) -> None:
        self._text = text
        self._lowered = lowered

    def take(self, amount: Amount, currency: Currency | None, *, part: bool) -> None:
        """Take the word or letter for a power of ten after the number."""
        if part:
            self._of_part(amount)
            return
        found = self._letter(amount.end, currency) or self._word(amount.end, currency)
        if found is not None:
            end, power = found
            _multiply(amount, Decimal(10) ** power, end)
            self._further(amount, 10**power)

    def _of_part(self, amount: Amount) -> None:
        """Take what a fraction is of: "half a million", "a quarter of a billion"."""
        match = _PART_SCALE.match(self._lowered, amount.end)
        if match is not None:
            power = POWERS.get(match[1])
            factor = Decimal(12) if power is None else Decimal(10) ** power
            _multiply(amount, factor, match.end())

    def _letter(self, position: int, currency: Currency | None) -> tuple[int, int] | None:
        """Return where the letters at once after a number end, and their power: `5m`."""
        run = _RUN.match(self._text, position)
        letter = units.scale_letters().get(run.group()) if run is not None else None
        if run is None or letter is None or (letter.when == "money" and currency is None):
            return None
        return (
            None if self._text[run.end() : run.end() + 1].isalnum() else (run.end(), letter.power)
        )

    def _word(self, position: int, currency: Currency | None) -> tuple[int, int] | None:
        """Return where the word after a number ends, and its power; of money `$5 M` too."""
        glued = self._word_at(position, currency)
        if glued is not None:
            return glued
        if position >= len(self._text) or self._text[position] not in _GAPS:
            return None
        spaced = self._word_at(position + 1, currency)
        if spaced is not None or currency is None:
            return spaced
        run = _RUN.match(self._text, position + 1)
        letter = units.scale_letters().get(run.group()) if run is not None else None
        if run is None or letter is None or not run.group().isupper():
            return None
        return run.end(), letter.power

    def _word_at(self, position: int, currency: Currency | None) -> tuple[int, int] | None:
        match = units.scales().match(self._lowered, position)
        if match is None or (match[1].when == "money" and currency is None):
            return None
        return match[0], match[1].power

    def _further(self, amount: Amount, power: int) -> None:
        """Take what goes on after a scale: "3 million and a half", "3 hundred and 21"."""
        numeral = with_part(self._lowered, Numeral(amount.end, amount.value), power)
        amount.end, amount.value = numeral.end, numeral.value
        if amount.mantissa % 1 or (power >= _LONG_SCALE and not amount.words):
            # "$3.4 billion three months earlier", "$3 billion and 40 million users"
            return
        while (more := _FURTHER.match(self._lowered, amount.end)) is not None:
            part = read_digits(more[1], 0) or read_words(more[1], 0)
            factor = 10 ** POWERS.get(more[2] or "", 0)
            if part is None or part.value * factor >= power or is_glued(self._text, more.end()):
                return
            amount.value += part.value * factor
            amount.end, power = more.end(), factor


def _multiply(amount: Amount, factor: Decimal, end: int) -> None:
    amount.value *= factor
    amount.end, amount.scaled = end, True
