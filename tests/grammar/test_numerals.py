"""Numbers in digits and in words."""

from decimal import Decimal

import pytest

from newsx.grammar.numerals import read_digits, read_part, read_words

DIGITS = [
    ("1,234,567.8", "1234567.8"),
    ("12,34,567", "1234567"),
    ("1 234 567", "1234567"),
    ("1.234,56", "1234.56"),
    ("61½", "61.5"),
    ("10 1/2", "10.5"),
    ("5.71-1/2", "5.715"),
    (".5", "0.5"),
    ("1.3e6", "1300000"),
]
WORDS = [
    ("twenty-one trillion", "21000000000000"),
    ("one hundred and sixteen", "116"),
    ("a dozen", "12"),
    ("three hundred and two dozen", "324"),
    ("two point five", "2.5"),
    ("three million and a half", "3500000"),
    ("one hundred thirty-two fifths", "26.4"),
]
PARTS = [
    ("two-thirds", Decimal(2) / 3),
    ("half", Decimal("0.5")),
    ("three quarters", Decimal("0.75")),
]


@pytest.mark.parametrize(("text", "value"), DIGITS)
def test_digits_are_read(text: str, value: str) -> None:
    numeral = read_digits(text, 0)
    assert numeral is not None
    assert (numeral.end, numeral.value) == (len(text), Decimal(value))


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_words_are_read(text: str, value: str) -> None:
    numeral = read_words(text, 0)
    assert numeral is not None
    assert (numeral.end, numeral.value) == (len(text), Decimal(value))


@pytest.mark.parametrize(("text", "value"), PARTS)
def test_fractions_are_read(text: str, value: Decimal) -> None:
    numeral = read_part(text, 0)
    assert numeral is not None
    assert numeral.value == value
