"""Figure -> the amount as a desk writes it: `$1.45bn–1.55bn`, `about 12% ↑`, `₹52,400 a tonne`.

Nothing is rounded: a number that does not fit its scale in a few decimals is written out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsx.schema import Figure

# The sign where it means one currency to everybody; the ISO 4217 code is written for all others.
_SIGNS: Final = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
    "HKD": "HK$",
    "NZD": "NZ$",
    "SGD": "S$",
    "BRL": "R$",
}
_SCALES: Final = (
    (Decimal(10) ** 12, "tn"),
    (Decimal(10) ** 9, "bn"),
    (Decimal(10) ** 6, "m"),
)
_DECIMALS: Final = 3
# A number without end (two thirds) is cut here; 28 digits say no more.
_LONGEST: Final = 12
_BOUNDS: Final = {
    "eq": "",
    "approx": "about ",
    "almost": "just under ",
    "lt": "under ",
    "le": "up to ",
    "gt": "over ",
    "ge": "at least ",
}
_ARROWS: Final = {"up": "↑", "down": "↓", "flat": "→", None: ""}
_GLUED: Final = {"percent": "%", "percentage_point": "pp", "basis_point": "bp"}
_MULTIPLE: Final = "×"
# A unit of the record may hold a power of ten: `barrel*1e6/day`.
_POWERS: Final = {
    "1e3": "thousand ",
    "1000": "thousand ",
    "1e6": "million ",
    "1000000": "million ",
    "1e9": "billion ",
}
_PLURALS: Final = {"foot": "feet", "inch": "inches"}
_SHORT: Final = {"million british thermal units": "mmBtu"}
_NO_PLURAL: Final = ("hertz", "horsepower")


def amount(figure: Figure) -> str:
    """Return bound, value, unit and direction of a figure; its own words where it has no value."""
    if figure.value is None:
        return figure.text
    # Fractions are words (two-thirds), and so is what is counted (240 people).
    counted = figure.kind == "count" and figure.unit is not None
    value = figure.text if counted or figure.kind == "fraction" else _value(figure)
    # `−11%` has said already which way.
    is_told = figure.role == "delta" and figure.value < 0 and figure.direction == "down"
    arrow = "" if is_told else _ARROWS[figure.direction]
    return f"{_BOUNDS[figure.bound]}{value}{f' {arrow}' if arrow else ''}"


def _value(figure: Figure) -> str:
    ends = [end for end in (figure.value, figure.value_max) if end is not None]
    if figure.currency is not None:
        sign = _SIGNS.get(figure.currency, f"{figure.currency} ")
        minus = "−" if ends[0] < 0 else ""
        words = minus + sign + "–".join(_cents(scaled(abs(end))) for end in ends)
    else:
        words = "–".join(scaled(end) for end in ends) + _unit(figure)
    if figure.per in _SHORT:
        return f"{words}/{_SHORT[figure.per]}"
    return f"{words} a {figure.per}" if figure.per else words


def _unit(figure: Figure) -> str:
    if figure.kind == "multiple":
        return _MULTIPLE
    if figure.unit in _GLUED:
        return _GLUED[figure.unit]
    is_one = figure.value_max is None and figure.value in {Decimal(1), Decimal(-1)}
    return f" {_spelled(figure.unit, is_one=is_one)}" if figure.unit else ""


def _spelled(unit: str, *, is_one: bool) -> str:
    """Return a unit in words.

    >>> _spelled("barrel*1e6/day", is_one=False), _spelled("barrel of oil equivalent", is_one=False)
    ('million barrels a day', 'barrels of oil equivalent')
    """
    counted, _, time = unit.partition("/")
    name, _, power = counted.partition("*")
    name, of, what = name.partition(" of ")
    head, space, last = name.rpartition(" ")
    if not is_one and not last.endswith(("s", *_NO_PLURAL)):
        last = _PLURALS.get(last, f"{last}s")
    words = f"{_POWERS.get(power, '')}{head}{space}{last}{of}{what}"
    return f"{words} a {time}".replace(" a hour", " an hour") if time else words


def scaled(number: Decimal) -> str:
    """Return a number with its scale, without losing a digit that means something.

    >>> [scaled(Decimal(text)) for text in ("1450000000", "304500000", "1234567891", "52400")]
    ['1.45bn', '304.5m', '1,234,567,891', '52,400']
    """
    for scale, name in _SCALES:
        if abs(number) >= scale:
            short = number / scale
            if short == round(short, _DECIMALS):
                return _plain(short) + name
    return _plain(number)


def _cents(text: str) -> str:
    """Return 0.3 of a currency as 0.30."""
    whole, point, cents = text.partition(".")
    return f"{whole}.{cents}0" if point and len(cents) == 1 and cents.isdigit() else text


def _plain(number: Decimal) -> str:
    if len(number.as_tuple().digits) > _LONGEST and number != number.to_integral_value():
        number = round(number, _DECIMALS)
    text = f"{number:,f}".replace("-", "−")
    return text.rstrip("0").rstrip(".") if "." in text else text
