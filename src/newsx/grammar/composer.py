"""The composer of amounts: what stands left and right of a number belongs to it.

Left of the number a sign and a currency; right of it scale, currency, unit or counted noun, and
what it is per. Everything is looked up in dictionaries built from `knowledge/tables`.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Final

from newsx.grammar.amount import Amount
from newsx.grammar.multiple_words import multiple_word
from newsx.grammar.nouns import counted_noun
from newsx.grammar.numerals import (
    WORDS,
    Numeral,
    read_digits,
    read_part,
    read_words,
    with_part,
)
from newsx.knowledge import currencies, units
from newsx.knowledge.currencies import Currency
from newsx.knowledge.vocabulary import lower

_SPACES: Final = " \u00a0\u202f\u2009"
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014"


_RUN = re.compile(r"[A-Za-z]+")
_CODE = re.compile(r"[A-Za-z]{3,4}(?![A-Za-z])")
_PART_SCALE = re.compile(
    r"(?:[ -]of)?(?:[ -]an?)?[ -](hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b"
)
# "Half a cent", "a third of a penny"; a pound of what is weighed is another matter.
_PART_OF_MONEY = re.compile(r"(?:[ -]of)?[ -](?:an?|one)[ -](?=[a-z])(?!pound)")
_PART_POINT = re.compile(
    r"(?:[ -]of)?(?:[ -]an?|[ -]one)?[ -]"
    r"((?:percentage[ -]|basis[ -])?points?|percent\b|per cent)"
)
_OF_A_POINT = re.compile(r" of (?:an?|one) ((?:percentage|basis)[ -]point|per ?cent\b)")
_PER = re.compile(r"(?:[ -](?:an?|per|each)[ -]|/)")
_PER_NOUN = re.compile(r"[ -]per[ -]([a-z]+)\b")
_VAGUE = re.compile(
    r"(tens|hundreds)[ ]of[ ](thousands|millions|billions|trillions)(?:[ ]of[ ](?=[a-z]))?"
)
_COUPLE = re.compile(
    r"an?[ ]couple[ ]of[ ](?:(hundred|thousand|million|billion|trillion|dozen)\b)?"
)
_TIMES_FREQUENCY = re.compile(
    r"[ ]?(?:since|already|in|this|last|a|an|per|before|during|over|now|when|while|and|to|between|"
    r"under|by|for)\b|[.;:!?]?$|[.;,:!?]"
)
_ON_THE_DOLLAR = re.compile(r"[ ]on[ ]the[ ](?:dollar|pound|euro)\b")
_MARGINS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_MARGINS |= {word + "s": power for word, power in _MARGINS.items()}
_MARGINS |= {"crore": 7, "lakh": 5, "tens": 1, "hundreds": 2}
# A sign, "from minus 6% to plus 5%", and no sum: "$5 million plus $2 million".
_PLUS = re.compile(r"(?:^|[:(|] ?|\b(?:at|to|of|from|was|were|been|is|are|stood|now) )plus $")
_LONG_SCALE = 1_000_000
_STRETCHES = frozenset({"day", "week", "month", "quarter", "year"})
_WHEN = re.compile(
    r"[ -](?:earlier|ago|later|after(?! tax)|before(?! (?:tax|interest|charges|items))|or)\b"
)
# What may stand before a plus sign that belongs to a number; nothing at all at the beginning.
_OPENING = ("", " ", "\u00a0", "(", "\n", "\t", "|")
_SYMBOLS = "$€£¥￥₩₹₨₽₺₪₫₱₦₡₴₸฿"
_GAPS = (" ", "-", "\u00a0", "\u202f", "\u2009", "\u2011")
_SPACED_DOLLAR = re.compile(r"(?<![A-Za-z])([CcUu]\.?[Ss]?\.?|[Hh][Kk])[ ]$")
_LARGE = re.compile(
    r"[\d.]+[ ]?(?:bn|mn|m|b|million|billion|trillion|tn)\b|\d{1,3}(?:,\d{3})+|\d{3,}\b|\d+\.\d\d\b"
)
_CENTS = re.compile(
    r"[ ](?:and[ ])?(\d{2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]+)?"
    r"|ten|eleven|twelve|\w+teen|fifty)(?:[ ](?:cents?|pence|fils)\b|(?=[.,;!?]|$))"
)
_FURTHER = re.compile(
    rf"[ ](?:and[ ])?(\d{{1,3}}(?![\d.,])|{WORDS})(?:[ ](hundred|thousand))?(?!\w)(?![ ]?%|[ ]per)"
)
_PERCENT_OF = re.compile(r"(?:^|(?<=[.;:(]))[ ]*(per ?cents? of )$")
_LOSS_IN = re.compile(r"[ ]?(?:%|pc\b|pp\b|bps?\b|p\b|c\b|x\b)")
_COUNTRY = re.compile(r"(?<!\w)(US|NZ|HK|A|C|S)$")
_CENT_SIGN = re.compile(r"(?:c(?!\w)|¢)")
_INCHES = re.compile(r"(?:[ ]and)?[ ](\d{1,2})[ ](?:inches|inch|in)\b")


@cache
def _lengths_before() -> dict[str, list[int]]:
    """Return how long the currencies before a number can be, longest first, by last character."""
    found: dict[str, set[int]] = {}
    for form in currencies.before():
        found.setdefault(form[-1], set()).add(len(form))
    return {last: sorted(lengths, reverse=True) for last, lengths in found.items()}


def _unit_of_points(word: str) -> str:
    if "point" not in word:
        return "percent"
    return "basis_point" if word.startswith("basis") else "percentage_point"


class Composer:
    """Reads amounts at places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = lower(text)

    def read(self, start: int, *, floor: int) -> Amount | None:
        """Read the amount whose number begins at `start`; nothing left of `floor` belongs to it."""
        if self.lowered[start].isalpha():
            alone = multiple_word(self.lowered, start) or self._vague(start)
            if alone is not None:
                return alone
        numeral, part, words = self._numeral(start)
        if numeral is None:
            return None
        left, currency, form = self._prefix(start, floor)
        abroad = self._cents_abroad(start, numeral.end, floor) if currency is None else None
        if abroad is not None:
            left, currency = start - len(abroad[0]), abroad[1]
            numeral = Numeral(numeral.end + 1, numeral.value)
        loss = currency is None and self._in_brackets(start, numeral.end, floor)
        if loss:
            left, currency, form = self._prefix(start - 1, floor)
        if currency is None and self._glued_left(start, floor):
            return None
        amount = Amount(
            left, numeral.end, "number", numeral.value, words=words, bare=True, form=form,
            number=(start, numeral.end), mantissa=numeral.value,
        )  # fmt: skip
        if loss:
            amount.end += 1
            amount.value = amount.mantissa = -amount.value
        self._sign(amount, floor)
        self._scale(amount, currency, part=part)
        self._unit(amount, currency, part=part)
        if self.glued_right(amount.end):
            return None
        if amount.bare and amount.kind == "number":
            self._percent_of(amount, floor)
        if amount.bare and part and amount.kind == "number" and not amount.scaled:
            amount.kind = "fraction"
        return amount

    # -- the number ---------------------------------------------------------------------------

    def _numeral(self, start: int) -> tuple[Numeral | None, bool, bool]:
        """Return the numeral at `start`, whether it is a fraction in words, and in words at all."""
        if not self.lowered[start].isalpha():
            if self.lowered[start] in "½⅓⅔¼¾⅛⅜⅝⅞⅙":
                numeral = read_digits("0" + self.lowered[start], 0)
                return (
                    None if numeral is None else Numeral(start + 1, numeral.value),
                    False,
                    False,
                )
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
            value = Decimal(10) ** (_MARGINS[match[1]] + _MARGINS[match[2]])
            amount = Amount(
                start, match.end(2), "count", value, words=True,
                number=(start, match.end(2)), mantissa=value, vague="ge", scaled=True,
            )  # fmt: skip
            if match.end() > match.end(2):
                found = currencies.after().match(self.lowered, match.end())
                if found is not None and not found[1].minor:
                    self._money(amount, found[1], self.text[match.end() : found[0]])
                    amount.end = found[0]
            return amount
        match = _COUPLE.match(self.lowered, start)
        if match is None:
            return None
        power = _MARGINS.get(match[1] or "", 0)
        if not match[1]:
            return None
        value = Decimal(2).scaleb(power) * 1
        amount = Amount(
            start, match.end(), "count", value, words=True, bare=True,
            number=(start, match.end()), mantissa=value, vague="approx", scaled=True,
        )  # fmt: skip
        amount.kind = "number"
        self._unit(amount, None, part=False)
        return amount

    # -- left ---------------------------------------------------------------------------------

    def _prefix(self, start: int, floor: int) -> tuple[int, Currency | None, str]:
        """Return where the amount begins, and the currency written before the number."""
        text = self.text
        edge = start
        if edge > floor and text[edge - 1] in "-\u2212" and text[edge - 2 : edge - 1] in _SYMBOLS:
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
            if currency.glued and not self._worth_a_letter(start):
                continue
            if form == "$" and first > floor:
                wider = _SPACED_DOLLAR.search(text[max(floor, first - 5) : first])
                if wider is not None:
                    letters = wider[1].replace(".", "").upper()
                    return first - len(wider.group()), forms[letters + "$"], letters + "$"
            return first, currency, form
        return start, None, ""

    def _in_brackets(self, start: int, end: int, floor: int) -> bool:
        """Tell whether the number is a loss as accountants write it: `$(7.3) million`."""
        text = self.text
        if not (
            start - 1 >= floor and text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        ):
            return False
        # "$(7.3)", and "(31)%", "(0.9)p" without a currency before
        return text[max(floor, start - 2) : start - 1] in _SYMBOLS or bool(
            _LOSS_IN.match(text, end + 1)
        )

    def _cents_abroad(self, start: int, end: int, floor: int) -> tuple[str, Currency] | None:
        """Read "US66.8c", as Australians write American cents."""
        if _CENT_SIGN.match(self.text, end) is None:
            return None
        match = _COUNTRY.search(self.text, max(floor, start - 3), start)
        if match is None:
            return None
        code = currencies.before()[match[1] + "$"].code
        return match[1], Currency(code, minor=True)

    def _worth_a_letter(self, start: int) -> bool:
        """Tell R500m and R1,200 from R2: one letter is a currency only before a large number."""
        return _LARGE.match(self.text, start) is not None

    def _glued_left(self, start: int, floor: int) -> bool:
        """Tell whether what stands before the number makes it part of a word or a code."""
        if start in (0, floor):
            return False
        before = self.text[start - 1]
        if (
            before.isalnum()
            or before in "_#@&'’"
            or (before in ".,:/" and start > 1 and self.text[start - 2].isalnum())
        ):
            return not (before == "/" and not self.text[start - 2].isalnum())
        if before in _DASHES and start > 1:
            return self.text[start - 2].isalpha() and self.text[start - 1] in "-\u2010\u2011"
        return False

    def _sign(self, amount: Amount, floor: int) -> None:
        """Take a minus sign or word before the amount, or inside it after the currency."""
        text, start = self.text, amount.start
        inside = self.text[amount.start : amount.number[0]]
        if inside.endswith(("-", "\u2212")):
            amount.value = amount.mantissa = -amount.value
            return
        if (
            start > floor
            and text[start - 1] in "-\u2212\u2013"
            and (start - 1 == 0 or text[start - 2] in " \u00a0(\n\t<>=")
            and not text[max(0, start - 4) : start - 1].rstrip()[-1:].isdigit()
        ):
            # A dash with a space on both sides is punctuation.
            amount.start -= 1
            amount.value = amount.mantissa = -amount.value
            return
        if start > floor and text[start - 1] == "+" and text[start - 2 : start - 1] in _OPENING:
            amount.start -= 1
            return
        if self.lowered.endswith("plus ", floor, start) and _PLUS.search(
            self.lowered, max(floor, start - 16), start
        ):
            amount.start = start - len("plus ")
            return
        for word in ("minus ", "negative "):
            if self.lowered.endswith(word, floor, start) and not self.lowered.endswith(
                "plus or minus ", floor, start
            ):
                amount.start = start - len(word)
                amount.value = amount.mantissa = -amount.value

    # -- right --------------------------------------------------------------------------------

    def _scale(self, amount: Amount, currency: Currency | None, *, part: bool) -> None:
        """Take the word or letter for a power of ten after the number."""
        position = amount.end
        if part:
            match = _PART_SCALE.match(self.lowered, position)
            if match is not None:
                power = _MARGINS.get(match[1])
                factor = Decimal(12) if power is None else Decimal(10) ** power
                self._multiply(amount, factor, match.end())
            return
        found: tuple[int, int] | None = None
        run = _RUN.match(self.text, position)
        if run is not None:
            letter = units.scale_letters().get(run.group())
            if self.text[run.end() : run.end() + 1].isalnum():
                letter = None
            if letter is not None and not (letter.when == "money" and currency is None):
                found = run.end(), letter.power
        if found is None:
            for gap in (0, 1):
                if gap and (
                    position >= len(self.text)
                    or self.text[position] not in " -\u00a0\u202f\u2009\u2011"
                ):
                    break
                match_ = units.scales().match(self.lowered, position + gap)
                if match_ is not None and not (match_[1].when == "money" and currency is None):
                    found = match_[0], match_[1].power
                    break
                if gap and currency is not None:
                    run = _RUN.match(self.text, position + 1)
                    letter = units.scale_letters().get(run.group()) if run else None
                    if run is not None and letter is not None and run.group().isupper():
                        found = run.end(), letter.power
        if found is not None:
            self._multiply(amount, Decimal(10) ** found[1], found[0])
            self._further(amount, 10 ** found[1])

    def _further(self, amount: Amount, power: int) -> None:
        """Take what goes on after a scale: "3 million and a half", "3 hundred and 21"."""
        numeral = with_part(self.lowered, Numeral(amount.end, amount.value), power)
        amount.end, amount.value = numeral.end, numeral.value
        if amount.mantissa % 1 or (power >= _LONG_SCALE and not amount.words):
            # "$3.4 billion three months earlier", "$3 billion and 40 million users"
            return
        while (more := _FURTHER.match(self.lowered, amount.end)) is not None:
            part = read_digits(more[1], 0) or read_words(more[1], 0)
            factor = 10 ** _MARGINS.get(more[2] or "", 0)
            if part is None or part.value * factor >= power or self.glued_right(more.end()):
                return
            amount.value += part.value * factor
            amount.end, power = more.end(), factor

    @staticmethod
    def _multiply(amount: Amount, factor: Decimal, end: int) -> None:
        amount.value *= factor
        amount.end, amount.scaled = end, True

    def _unit(self, amount: Amount, prefix: Currency | None, *, part: bool) -> None:
        """Take currency, unit or counted noun after the number, and what it is per."""
        if prefix is not None:
            self._money(amount, prefix, amount.form)
            self._repeated(amount)
        else:
            self._suffix(amount, part=part)
        if amount.kind in {"money", "quantity", "count"}:
            self.take_per(amount)

    def _money(self, amount: Amount, currency: Currency, form: str) -> None:
        amount.kind, amount.bare = "money", False
        amount.currency, amount.family, amount.form = currency.code, currency.family, form.lower()
        shift = currency.scale - (2 if currency.minor else 0)
        if shift:
            amount.value = amount.value.scaleb(shift)

    def _repeated(self, amount: Amount) -> None:
        """Take the name or code of a currency whose sign stood before: `$10 dollars`."""
        if self.text[amount.end : amount.end + 1] not in _SPACES or amount.end >= len(self.text):
            return
        found = currencies.after().match(self.lowered, amount.end + 1)
        if (
            found is not None
            and found[1].code == amount.currency
            and len(found[1])
            and not found[1].minor
        ):
            amount.end = found[0]

    def _suffix(self, amount: Amount, *, part: bool) -> None:
        position = amount.end
        if part and not amount.scaled:
            point = _PART_POINT.match(self.lowered, position)
            if point is not None:
                amount.kind, amount.bare, amount.end = "percent", False, point.end()
                amount.unit = _unit_of_points(point[1])
                return
            money = _PART_OF_MONEY.match(self.lowered, position)
            found = None if money is None else currencies.after().match(self.lowered, money.end())
            if money is not None and found is not None:
                self._money(amount, found[1], self.text[money.end() : found[0]])
                amount.end = found[0]
            return
        of_point = None if amount.scaled else _OF_A_POINT.match(self.lowered, position)
        if of_point is not None:
            amount.kind, amount.bare, amount.end = "percent", False, of_point.end()
            amount.unit = _unit_of_points(of_point[1])
            return
        for gap in (0, 1):
            if gap and self.text[position : position + 1] not in _GAPS:
                break
            if self._suffix_at(amount, position + gap, glued=not gap):
                return
        if amount.kind == "number":
            noun = counted_noun(
                self.lowered, self.text, position, words=amount.words, value=amount.value
            )
            if noun is not None:
                amount.kind, amount.bare = "count", False
                amount.end, amount.unit = noun

    def _suffix_at(self, amount: Amount, position: int, *, glued: bool) -> bool:
        if position >= len(self.text):
            return False
        code = _CODE.match(self.text, position)
        if code is not None:
            currency = currencies.codes_after().get(code.group())
            if currency is not None:
                self._money(amount, currency, code.group())
                amount.end = code.end()
                self._scale(amount, currency, part=False) if not amount.scaled else None
                self._minor_part(amount)
                return True
        money = currencies.after().match(self.lowered, position)
        if money is not None and money[1].glued and not glued:
            money = None
        if money is not None and self.text[money[0] : money[0] + 1].isdigit():
            # "22-$24": the sign belongs to the number after it
            money = None
        exact = self._exact_unit(position, glued=glued)
        unit = exact or units.units().match(self.lowered, position)
        if (
            unit is not None
            and exact is None
            and not glued
            and unit[0] - position == 1
            and self.text[position].isalpha()
        ):
            unit = None
        if money is not None and (unit is None or money[0] >= unit[0]):
            if self._weighs(amount, money[0], self.text[position : money[0]]):
                amount.kind, amount.unit, amount.bare, amount.end = (
                    "quantity",
                    "pound",
                    False,
                    money[0],
                )
                return True
            self._money(amount, money[1], self.text[position : money[0]])
            amount.end = money[0]
            self._minor_part(amount)
            if money[1].minor:
                dollar = _ON_THE_DOLLAR.match(self.lowered, amount.end)
                if dollar is not None:
                    amount.kind, amount.currency, amount.family = "fraction", None, None
                    amount.end = dollar.end()
            return True
        if unit is None:
            return False
        end, meaning = unit
        amount.kind, amount.unit, amount.bare, amount.end = meaning.kind, meaning.name, False, end
        amount.per = meaning.per
        amount.value *= meaning.factor
        if meaning.kind == "multiple":
            amount.unit = None
            if (
                meaning.name == "times"
                and self.text[position] not in "x×"
                and _TIMES_FREQUENCY.match(self.lowered, end)
            ):
                amount.kind, amount.unit = "count", "time"
        elif meaning.name == "point" and amount.words and amount.value < 1:
            amount.kind, amount.unit = "percent", "percentage_point"
        elif meaning.name == "foot":
            self._inches(amount)
        return True

    def _exact_unit(self, position: int, *, glued: bool) -> tuple[int, units.Unit] | None:
        """Take a unit whose capitals matter: MB is no million barrels, `5 m` is no million."""
        run = _RUN.match(self.text, position)
        found = units.exact_units().get(run.group()) if run is not None else None
        if run is None or found is None:
            return None
        if glued and len(run.group()) == 1 and not self._is_tonnes(position):
            return None
        return run.end(), found

    def _is_tonnes(self, position: int) -> bool:
        """Tell "47,300t" from "5m" and "2t": nobody writes thousands of trillions."""
        return self.text[position] == "t" and self.text[position - 4] == ","

    def _weighs(self, amount: Amount, end: int, form: str) -> bool:
        """Tell pounds of weight from pounds sterling: no scale, or a substance named after it."""
        if form.lower() not in {"pound", "pounds"}:
            return False
        after = self.lowered[end : end + 12]
        return after.startswith(" of ") or not (
            amount.scaled or after.startswith((" a ", " sterling", " per "))
        )

    def _percent_of(self, amount: Amount, floor: int) -> None:
        """Take "percent of" before a number, where no number stands before it."""
        before = _PERCENT_OF.search(self.lowered, max(floor, amount.start - 20), amount.start)
        if before is not None and (before.start() == 0 or before.start() == floor):
            amount.start, amount.kind, amount.unit = before.start(1), "percent", "percent"
            amount.bare = False

    def _minor_part(self, amount: Amount) -> None:
        """Take the cents after the dollars: "ten dollars five cents", "15 dollars 50"."""
        match = _CENTS.match(self.lowered, amount.end)
        if match is None or amount.scaled:
            return
        numeral = read_digits(match[1], 0) or read_words(match[1], 0)
        if numeral is not None and numeral.value < 100:
            amount.value += numeral.value.scaleb(-2)
            amount.end = match.end()

    def _inches(self, amount: Amount) -> None:
        match = _INCHES.match(self.lowered, amount.end)
        if match is not None:
            amount.value += Decimal(match[1]) / 12
            amount.end = match.end()

    def take_per(self, amount: Amount) -> None:
        """Take what the amount is per: `a share`, `per barrel`, `/MWh`, `apiece`."""
        position = amount.end
        if self.lowered.startswith(" apiece", position):
            amount.end, amount.per = position + 7, "share"
            return
        link = _PER.match(self.lowered, position)
        if link is None:
            return
        found = units.per().match(self.lowered, link.end())
        if found is not None:
            # "a year earlier" and "a year ago" say when, not how often.
            if found[1] not in _STRETCHES or not _WHEN.match(self.lowered, found[0]):
                amount.end, amount.per = found
            return
        noun = _PER_NOUN.match(self.lowered, position)
        if noun is not None and amount.kind == "money":
            amount.end, amount.per = noun.end(), noun[1]

    def glued_right(self, end: int) -> bool:
        """Tell whether a letter or digit follows at once: 24703L, 737s, 5th, 3D."""
        after = self.text[end : end + 1]
        return bool(after) and (after.isalnum() or after == "_")
