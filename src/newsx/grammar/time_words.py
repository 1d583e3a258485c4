"""The words of dates and periods, as patterns over lower case and as numbers."""

from decimal import Decimal
from typing import Final

from newsx.grammar.numerals import read_digits, read_words

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)}

_MONTH_NUMBER |= {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

WEEKDAY_NUMBER = {name: number for number, name in enumerate(_WEEKDAYS)}

WEEKDAY_NUMBER |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3,
    "4th": 4,
}  # fmt: skip


def _names(numbers: dict[str, int], full: tuple[str, ...]) -> str:
    short = sorted(set(numbers) - set(full), key=len, reverse=True)
    return rf"(?:(?:{'|'.join(full)})\b|(?:{'|'.join(short)})(?![a-z])\.?)"


MONTH = _names(_MONTH_NUMBER, _MONTHS)

WEEKDAY = _names(WEEKDAY_NUMBER, _WEEKDAYS)

YEAR = r"(?:19|20)\d\d(?![\d%])"

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])"

COUNT = (
    r"(?:\d{1,3}(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|ninety|couple of)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?: and a half)?"
)

UNIT = r"(?:day|week|fortnight|month|quarter|year|decade)"

LENGTH_UNIT = (
    r"(?:second|minute|hour|day|business day|trading day|week|fortnight|month|quarter|year|decade"
    r"|century|centurie|season|yr|hr|min|sec)"
)

ORDINAL = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"

EDGE = r"(?![\w])"

# "August last year", "the end of June this year"; but "in August last year's winner fell".
OF_YEAR = r"(?: (?:of |in )?(?P<rel>last|this|next) year(?!['’]s))"


def two_digit(year: str) -> int:
    """Return a year written with two or four digits: 24 is 2024."""
    return int(year) + 2000 if len(year) == 2 else int(year)


def month_of(word: str) -> int:
    """Return the number of a month by its name."""
    return _MONTH_NUMBER[word.rstrip(".")]


def count_of(words: str) -> Decimal:
    """Return the value of a count in digits or words: "a couple of" is 2."""
    words = words.strip()
    if words in {"a", "an"}:
        return Decimal(1)
    if words.startswith("couple"):
        return Decimal(2)
    half = words.endswith(" and a half")
    words = words.removesuffix(" and a half")
    numeral = read_digits(words, 0) if words[0].isdigit() else read_words(words, 0)
    value = numeral.value if numeral is not None else Decimal(1)
    return value + (Decimal("0.5") if half else 0)


OFFSETS = {
    "this": 0, "current": 0, "same": 0, "last": -1, "past": -1, "previous": -1, "prior": -1,
    "preceding": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
}  # fmt: skip

FROM_BEFORE: Final = frozenset({"previous", "prior", "preceding", "following"})
"""What is counted from the period before it in the sentence, and not from publication."""
