"""The power of ten after a number: `bn`, "million", "3 hundred and 21"."""

import re
from decimal import Decimal
from typing import Final

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

_SINGULAR: Final = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
POWERS: Final = {
    **_SINGULAR,
    **{f"{word}s": power for word, power in _SINGULAR.items()},
    "crore": 7,
    "lakh": 5,
    "tens": 1,
}
"""The powers of ten that words stand for."""

_RUN = re.compile(r"[A-Za-z]+")
_PART_SCALE = re.compile(
    r"(?:[ -]of)?(?:[ -]an?)?[ -](hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b"
)
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
        position = amount.end
        if part:
            match = _PART_SCALE.match(self._lowered, position)
            if match is not None:
                power = POWERS.get(match[1])
                factor = Decimal(12) if power is None else Decimal(10) ** power
                _multiply(amount, factor, match.end())
            return
        found: tuple[int, int] | None = None
        run = _RUN.match(self._text, position)
        if run is not None:
            letter = units.scale_letters().get(run.group())
            if self._text[run.end() : run.end() + 1].isalnum():
                letter = None
            if letter is not None and not (letter.when == "money" and currency is None):
                found = run.end(), letter.power
        if found is None:
            for gap in (0, 1):
                if gap and (
                    position >= len(self._text)
                    or self._text[position] not in " -\u00a0\u202f\u2009\u2011"
                ):
                    break
                match_ = units.scales().match(self._lowered, position + gap)
                if match_ is not None and not (match_[1].when == "money" and currency is None):
                    found = match_[0], match_[1].power
                    break
                if gap and currency is not None:
                    run = _RUN.match(self._text, position + 1)
                    letter = units.scale_letters().get(run.group()) if run else None
                    if run is not None and letter is not None and run.group().isupper():
                        found = run.end(), letter.power
        if found is not None:
            _multiply(amount, Decimal(10) ** found[1], found[0])
            self._further(amount, 10 ** found[1])

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
