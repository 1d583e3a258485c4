"""Numbers in digits and in words: characters -> Decimal.

Digits follow the house styles of English newsrooms (1,234.5; 12,34,567; 1 234 567; 61½; 5.71-1/2)
and, where nothing else is possible, the continental one (1.111,11).
"""

import re
from decimal import Decimal
from typing import NamedTuple

_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip
FRACTION_SIGNS = "".join(_VULGAR)
"""The signs of fractions, each of one character."""

DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"
    r"|\d+,\d{1,2}(?![\d,])"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3}){2,}(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)"
    r"|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3}(?![\w]))?"
    r"|(?<!\d)\.\d+)"
)
# What may follow the digits: a vulgar fraction. "5.71-1/2" is a futures price in half cents.
FRACTION_TAIL = (
    rf"(?:[ -]\d{{1,2}}/\d{{1,2}}(?![\d/])|/\d{{1,3}}(?![\d/,])|[ -]?[{FRACTION_SIGNS}])"
)
_POWER_OF = re.compile(r"\^([+-]?\d{1,2})(?!\w)")
DIGITS_RE = re.compile(rf"({DIGITS})({FRACTION_TAIL})?")

_ONES = {
    "zero": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
POWERS = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15,
    "lakh": 5, "crore": 7,
}  # fmt: skip
"""The powers of ten that words stand for, in the singular."""
_WORTH = {word: 10**power for word, power in POWERS.items()} | {"dozen": 12}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "sixteenth": 16, "twentieth": 20, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip

NUMBER_WORDS = (*_ONES, *_WORTH, *_PARTS, "halves")
"""Every word that a number in words can begin with, but for `a`."""

_ONE_RE = "|".join(sorted(_ONES, key=len, reverse=True))
_POWER_RE = "|".join(sorted(_WORTH, key=len, reverse=True))
_PART_RE = "halves|" + "|".join(f"{part}s?" for part in sorted(_PARTS, key=len, reverse=True))
_JOIN = r"(?:[ \u00a0]+and[ \u00a0]+|[ \u00a0]?-[ \u00a0]?|[ \u00a0]+)"

# A number in words: "five million", "one hundred and sixteen", "a dozen", "twenty-one trillion".
WORDS = (
    rf"(?:(?:an?[ ]+)?(?:{_POWER_RE})s?\b|(?:{_ONE_RE})\b)"
    rf"(?:{_JOIN}(?:{_ONE_RE}|{_POWER_RE})s?\b)*"
    rf"(?:[ ]+point(?:{_JOIN}(?:{_ONE_RE})\b)+)?"
)
# A fraction in words: "two-thirds", "half", "a quarter", "three quarters".
PARTS = rf"(?:(?:{_ONE_RE})(?:[ -]+(?:{_ONE_RE}))?[ -]+)?(?:{_PART_RE})\b"
WORDS_RE = re.compile(WORDS)
PARTS_RE = re.compile(PARTS)
# "and a half", "and three quarters" after a number in words or digits.
AND_PART_RE = re.compile(rf"[ ]+and[ ]+(?:an?[ ]+)?({PARTS})")
_SCALE_RE = re.compile(rf"[ ]+({_POWER_RE})\b")
_TENTHS = {"first": 1, "second": 2, **_PARTS}
# "Three first-time buyers", "two seconds": no parts, but after tens they are.
_BELOW_RE = re.compile(
    rf"[ -]((?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    rf"|ninety)-)?(?:{'|'.join(_TENTHS)})s?)\b(?<!second)(?<!seconds)(?<! first)(?<! firsts)"
)
_TENS_PART_RE = re.compile(
    rf"(?:^|[ ])(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    rf"|ninety)-(?:{'|'.join(_TENTHS)})s?$"
)
_TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
_TOKEN_RE = re.compile(rf"{_ONE_RE}|{_POWER_RE}|point|and")


class Numeral(NamedTuple):
    """A number as read."""

    end: int
    value: Decimal
    decimals: int = 0
    """Digits after the point, as written."""


def read_digits(text: str, start: int) -> Numeral | None:
    """Read the number in digits that begins at `start`, its fraction included.

    >>> read_digits("61½p", 0).value
    Decimal('61.5')
    """
    match = DIGITS_RE.match(text, start)
    if match is None:
        return None
    digits, tail = match.groups()
    value, decimals = plain(digits)
    power = _POWER_OF.match(text, match.end(1))
    if power is not None and value:
        return Numeral(power.end(), value ** int(power[1]), decimals)
    if not tail:
        return Numeral(match.end(1), value, decimals)
    if tail[-1] in _VULGAR:
        above, below = _VULGAR[tail[-1]]
    else:
        numerator, _, denominator = tail.lstrip(" -").partition("/")
        if not numerator:
            numerator, value = str(int(value)) if value == int(value) else "", Decimal(0)
        if not numerator or not int(denominator):
            return Numeral(match.end(1), plain(digits)[0], decimals)
        above, below = int(numerator), int(denominator)
    part = Decimal(above) / Decimal(below)
    # After a decimal point the fraction is of the last digit's unit: half a cent, no half dollar.
    return Numeral(match.end(), value + part.scaleb(-decimals), decimals)


def plain(digits: str) -> tuple[Decimal, int]:
    """Return the value of a run of digits and signs, and how many decimals it shows."""
    bare = digits.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if "," in bare:
        whole, _, fraction = bare.rpartition(",")
        # A comma after points, or before one or two last digits, is a decimal comma.
        continental = "." in whole or (len(fraction) < 3 and whole.isdigit())
        bare = f"{whole.replace('.', '')}.{fraction}" if continental else bare.replace(",", "")
    exponent = bare.lower().find("e")
    point = bare.find(".")
    decimals = 0 if point < 0 else (len(bare) if exponent < 0 else exponent) - point - 1
    return Decimal(bare), decimals


def read_words(lowered: str, start: int) -> Numeral | None:
    """Read the number in words that begins at `start` of a text in lower case.

    >>> read_words("five million yen", 0)
    Numeral(end=12, value=Decimal('5000000'), decimals=0)
    """
    match = WORDS_RE.match(lowered, start)
    if match is None:
        return None
    whole = match.group()
    end = match.end()
    below = _BELOW_RE.match(lowered, end)
    if (below is not None and not whole.startswith(("a ", "an "))) or (
        below is not None and " " in whole
    ):
        # "twenty and three fifths", "one hundred thirty-two fifths"
        head, _, above = whole.rpartition(" and ")
        part = below[1]
        tens = above.rpartition(" ")[2]
        if lowered[end] == "-" and tens in _TENS and " " in above:
            # "one twenty-fifth"
            above, part = above.removesuffix(tens).strip(), f"{tens}-{part}"
        value = _words_value(above) / _denominator(part)
        scale = _SCALE_RE.match(lowered, below.end())
        if scale is not None and head:
            return Numeral(scale.end(), _words_value(head) + value * _WORTH[scale[1]])
        if head:
            value = _words_value(head) + value * _last_power(head)
        return Numeral(below.end(), value)
    value = _words_value(whole)
    return with_part(lowered, Numeral(end, value), _last_power(whole))


def with_part(lowered: str, numeral: Numeral, power: int) -> Numeral:
    """Add what "and a half" brings to a number: half of its power, or of a power of its own."""
    tail = AND_PART_RE.match(lowered, numeral.end)
    if tail is None:
        return numeral
    scale = _SCALE_RE.match(lowered, tail.end())
    end = tail.end() if scale is None else scale.end()
    factor = power if scale is None else _WORTH[scale[1]]
    return Numeral(end, numeral.value + _part_value(tail.group(1)) * factor)


def read_part(lowered: str, start: int) -> Numeral | None:
    """Read the fraction in words that begins at `start`: half, two-thirds, three quarters."""
    match = PARTS_RE.match(lowered, start)
    if match is None:
        return None
    return Numeral(match.end(), _part_value(match.group()))


def _words_value(words: str) -> Decimal:
    total = current = 0
    tokens = _TOKEN_RE.findall(words)
    whole = tokens[: tokens.index("point")] if "point" in tokens else tokens
    for word in whole:
        if word == "and":
            continue
        if word in _ONES:
            current += _ONES[word]
        elif word == "dozen":
            few = current % 100
            current += (few or (0 if current else 1)) * 12 - few
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            total += (current or (0 if total else 1)) * _WORTH[word]
            current = 0
    value = Decimal(total + current)
    if len(whole) < len(tokens):
        digits = "".join(str(_ONES[word]).rstrip("0") or "0" for word in tokens[len(whole) + 1 :])
        value += Decimal(f"0.{digits}")
    return value


def _last_power(words: str) -> int:
    """Return the power a fraction after the words belongs to: half of a million, or of one."""
    last = _TOKEN_RE.findall(words)[-1]
    return _WORTH.get(last, 1) if last != "hundred" else 1


def _denominator(words: str) -> Decimal:
    tens, _, ones = words.rpartition("-")
    part = _TENTHS.get(ones) or _TENTHS[ones.removesuffix("s")]
    return Decimal(_ONES[tens] + part if tens else part)


def _part_value(words: str) -> Decimal:
    compound = _TENS_PART_RE.search(words)
    if compound is not None:
        # "one twenty-fifth"
        whole = words[: compound.start()].strip()
        part_of = _denominator(compound.group().strip())
        return (_words_value(whole) if whole else Decimal(1)) / part_of
    head, _, part = words.replace("-", " ").rpartition(" ")
    below = _PARTS["half" if part == "halves" else part.removesuffix("s")]
    above = _words_value(head) if head.strip() else Decimal(1)
    return above / Decimal(below)


def is_glued(text: str, end: int) -> bool:
    """Tell whether a letter or digit follows a number at once: 24703L, 737s, 5th, 3D."""
    after = text[end : end + 1]
    return bool(after) and (after.isalnum() or after == "_")
