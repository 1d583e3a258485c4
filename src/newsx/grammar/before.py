"""What stands before a number: its currency, its sign, the bracket of a loss, "percent of"."""

import re
from functools import cache
from typing import Final

from newsx.grammar.amount import Amount
from newsx.knowledge import currencies
from newsx.knowledge.currencies import Currency

_SPACES: Final = " \u00a0\u202f\u2009"
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014"
# A sign, "from minus 6% to plus 5%", and no sum: "$5 million plus $2 million".
_PLUS = re.compile(
    r"(?:[:(|] ?|\b(?:at|to|of|from|was|were|been|is|are|stood|now|sees?|saw|expects?|forecasts?"
    r"|or) )plus $"
)
# What may stand before a plus sign that belongs to a number; nothing at all at the beginning.
_OPENING = ("", " ", "\u00a0", "(", "\n", "\t", "|")
_SYMBOLS = "$€£¥￥₩₹₨₽₺₪₫₱₦₡₴₸฿"
_SPACED_DOLLAR = re.compile(r"(?<![A-Za-z])([CcUu]\.?[Ss]?\.?|[Hh][Kk])[ ]$")
_LARGE = re.compile(
    r"[\d.]+[ ]?(?:bn|mn|m|b|million|billion|trillion|tn)\b|\d{1,3}(?:,\d{3})+|\d{3,}\b|\d+\.\d\d\b"
)
_LARGER = re.compile(
    r"[\d.]+[ ]?(?:bn|mn|m|b|million|billion|trillion|trn|tn)\b|\d{1,3}(?:,\d{3})+"
)
_PERCENT_OF = re.compile(r"(?:^|(?<=[.;:(]))[ ]*(per ?cents? of )$")
# "FTSE 100 -3.2pc": the number before the minus is of a name.
_OF_INDEX = re.compile(r"[A-Z][\w/&]* \d{2,4}[ ]$")
_LOSS_IN = re.compile(r"[ ]?(?:%|pc\b|pp\b|bps?\b|p\b|c\b|x\b)")
_COUNTRY = re.compile(r"(?<!\w)(US|NZ|HK|A|C|S)$")
_CENT_SIGN = re.compile(r"(?:[ ]?cents?\b|c(?!\w)|¢)")


@cache
def _lengths_before() -> dict[str, list[int]]:
    """Return how long the currencies before a number can be, longest first, by last character."""
    found: dict[str, set[int]] = {}
    for form in currencies.before():
        found.setdefault(form[-1], set()).add(len(form))
    return {last: sorted(lengths, reverse=True) for last, lengths in found.items()}


class Before:
    """Reads what stands before numbers of one text.

    Nothing left of a `floor` belongs to a number: what was read before ends there.

    Args:
        text: The text.
        lowered: The same in lower case, character by character.
    """

    def __init__(self, text: str, lowered: str) -> None:
        self._text = text
        self._lowered = lowered

    def currency(self, start: int, floor: int) -> tuple[int, Currency | None, str]:
        """Return where the amount begins, and the currency written before the number."""
        text = self._text
        edge = start
        if edge > floor + 2 and text[edge - 1] in "-\u2212\u2013+" and self._is_paid(edge - 1):
            edge -= 1
        spaced = edge > floor and text[edge - 1] in _SPACES
        edge -= spaced
        if edge <= floor:
            return start, None, ""
        last = text[edge - 1]
        if not (last.isalpha() or last in _SYMBOLS or last == "."):
            return start, None, ""
        forms = currencies.before()
        for length in _lengths_before().get(last, ()):
            if length > edge - floor:
                continue
            form = text[edge - length : edge]
            currency = forms.get(form)
            if currency is None or (spaced and currency.glued):
                continue
            first = edge - length
            if form[0].isalpha() and first > 0 and text[first - 1].isalnum():
                continue
            if currency.glued and not self._worth_a_letter(form, start):
                continue
            if form == "$" and first > floor:
                wider = _SPACED_DOLLAR.search(text[max(floor, first - 5) : first])
                if wider is not None:
                    letters = wider[1].replace(".", "").upper()
                    return first - len(wider.group()), forms[letters + "$"], letters + "$"
            return first, currency, form
        return start, None, ""

    def _is_paid(self, minus: int) -> bool:
        """Tell the minus of "$-5" and "SEK -38 million" from a hyphen."""
        before = self._text[minus - 1]
        return before in _SYMBOLS or (before in _SPACES and self._text[minus - 2].isalpha())

    def in_brackets(self, start: int, end: int, floor: int) -> bool:
        """Tell whether the number is a loss as accountants write it: `$(7.3) million`."""
        text = self._text
        if not (
            start - 1 >= floor and text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        ):
            return False
        # "$(7.3)", and "(31)%", "(0.9)p" without a currency before
        paid = start - 2 >= floor and text[start - 2] in _SYMBOLS
        return paid or _LOSS_IN.match(text, end + 1) is not None

    def cents_abroad(self, start: int, end: int, floor: int) -> tuple[int, int, Currency] | None:
        """Read "US66.8c", as Australians write American cents, and "HK19 cents".

        Args:
            start: Where the number begins.
            end: Where it ends.
            floor: Before which nothing belongs to it.

        Returns:
            Where the cents begin and end, and whose they are.
        """
        sign = _CENT_SIGN.match(self._text, end)
        if sign is None:
            return None
        match = _COUNTRY.search(self._text, max(floor, start - 3), start)
        if match is None:
            return None
        code = currencies.before()[match[1] + "$"].code
        return match.start(), sign.end(), Currency(code, minor=True)

    def is_glued(self, start: int, floor: int) -> bool:
        """Tell whether what stands before the number makes it part of a word or a code."""
        if start in (0, floor):
            return False
        before = self._text[start - 1]
        if (
            before.isalnum()
            or before in "_#@&'’"
            or (before in ".,:/" and start > 1 and self._text[start - 2].isalnum())
        ):
            return not (before == "/" and not self._text[start - 2].isalnum())
        if before in _DASHES and start > 1:
            return self._text[start - 2].isalpha() and self._text[start - 1] in "-\u2010\u2011"
        return False

    def sign(self, amount: Amount, floor: int) -> None:
        """Take a minus sign or word before the amount, or inside it after the currency."""
        text, start = self._text, amount.start
        inside = self._text[amount.start : amount.number[0]]
        if inside.endswith(("-", "\u2212", "\u2013")):
            amount.value = amount.mantissa = -amount.value
            return
        if (
            start > floor
            and text[start - 1] in "-\u2212\u2013"
            and (start - 1 == 0 or text[start - 2] in " \u00a0(\n\t<>=")
            and (
                not text[max(0, start - 4) : start - 1].rstrip()[-1:].isdigit()
                or _OF_INDEX.search(text, max(0, start - 20), start - 1)
            )
        ):
            # A dash with a space on both sides is punctuation.
            amount.start -= 1
            amount.value = amount.mantissa = -amount.value
            return
        if start > floor and text[start - 1] == "+" and text[start - 2 : start - 1] in _OPENING:
            amount.start -= 1
            return
        if self._lowered[start - 2 : start] not in {"s ", "e "}:
            return  # no plus, minus or negative
        if self._lowered.endswith("plus ", floor, start) and _PLUS.search(
            self._lowered, max(floor, start - 16), start
        ):
            amount.start = start - len("plus ")
            return
        for word in ("minus ", "negative "):
            if self._lowered.endswith(word, floor, start) and not self._lowered.endswith(
                "plus or minus ", floor, start
            ):
                amount.start = start - len(word)
                amount.value = amount.mantissa = -amount.value

    def percent_of(self, amount: Amount, floor: int) -> None:
        """Take "percent of" before a number, where no number stands before it."""
        before = _PERCENT_OF.search(self._lowered, max(floor, amount.start - 20), amount.start)
        if before is not None and (before.start() == 0 or before.start() == floor):
            amount.start, amount.kind, amount.unit = before.start(1), "percent", "percent"
            amount.bare = False

    def _worth_a_letter(self, form: str, start: int) -> bool:
        """Tell R500m and R1,200 from R2: one letter is a currency only before a large number.

        N95 is a mask and the N100 a road, so of naira a scale or thousands tell.
        """
        large = _LARGER if form == "N" else _LARGE
        return large.match(self._text, start) is not None
