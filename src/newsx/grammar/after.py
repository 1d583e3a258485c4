"""What stands after a number and its scale: currency, unit or counted noun, and what it is per."""

import re
from decimal import Decimal
from typing import Final

from newsx.grammar import per
from newsx.grammar.amount import Amount
from newsx.grammar.nouns import counted_noun, singular
from newsx.grammar.numerals import read_digits, read_words
from newsx.grammar.scales import Scales
from newsx.knowledge import currencies, units
from newsx.knowledge.currencies import Currency
from newsx.knowledge.grammar_words import words

_SPACES: Final = " \u00a0\u202f\u2009"
_RUN = re.compile(r"[A-Za-z]+")
_CODE = re.compile(r"[A-Za-z]{3,4}(?![A-Za-z])")
# "Half a cent", "a third of a penny"; a pound of what is weighed is another matter.
_PART_OF_MONEY = re.compile(r"(?:[ -]of)?[ -](?:an?|one)[ -](?=[a-z])(?!pound)")
_PART_POINT = re.compile(
    r"(?:[ -]of)?(?:[ -]an?|[ -]one)?[ -]"
    r"((?:percentage[ -]|basis[ -])?points?|percent\b|per cent)"
)
_OF_A_POINT = re.compile(r" of (?:an?|one) ((?:percentage|basis)[ -]point|per ?cent\b)")
_TIMES_FREQUENCY = re.compile(
    r"[ ]?(?:since|already|in|(?:this|last)(?! \w+['’]s)|a|an|per|before|during|over|now|when|"
    r"while|and|to|between|under|by|for)\b|[.;:!?]?$|[.;,:!?]"
)
_TIMES_A_WEEK = re.compile(r"[ ](?:an?|per|each|every)[ ](?:day|week|month|quarter|year)\b")
# "Leverage of 4 times", "covered 3 times": how much of the other, and not how often.
_RATIO_BEFORE = re.compile(
    r"\b(?:ratio|leverage|gearing|multiple|covered?|coverage|ebitda|subscribed|capitali[sz]ation)\b"
    r"[^.;,]*$"
)
_ON_THE_DOLLAR = re.compile(r"[ ]on[ ]the[ ](?:dollar|pound|euro)\b")
_GAPS = (" ", "-", "\u00a0", "\u202f", "\u2009", "\u2011")
_CENTS = re.compile(
    r"[ ](?:and[ ])?(\d{2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]+)?"
    r"|ten|eleven|twelve|\w+teen)(?:[ ](?:cents?|pence|fils)\b|(?=[.,;!?]|$))"
)
_THOUSANDS = re.compile(r",\d{3}")
# How many words may stand between what is paid and how much, and how many characters.
_FEW: Final = 4
_AS_FAR: Final = 50
# What says that the "3.3 billion pounds of new mandates" beside it are sterling.
_SUMS_AS_FAR: Final = 160
_NOUN_OF = re.compile(r" of ([a-z]+)")
_STERLING = re.compile(r"£|illion pounds(?! of)|sterling")
# What is told in money and not weighed, a few words before: "tickets for the derby average 54
# pounds"; not "fees for bags over 50 pounds".
_PRICED = re.compile(
    r"(?:£|\bpence\b|\bsterling\b)|\b(?:tickets?|homes?|houses?|flats?|rents?|mortgages?|wages?"
    r"|salar(?:y|ies)|pensions?|fees?|fines?|bills?|prices?|deposits?|savings|bonus(?:es)?"
    r"|dividends?|profits?|revenues?|debts?|loss(?:es)?|loans?|tax(?:es)?|grants?|benefits?)"
    r"(?: (?!over\b|weigh|catch\b|bags?\b|as\b|and\b|while\b|that\b|which\b)[a-z-]+){0,4} $"
)
_THOUSAND, _RATE = 1000, 10
# "1.02 million 60-kg bags of coffee", "12,000 480-pound bales": what goods are told in.
_SIZED = re.compile(
    r"[ ]\d[\d.,]*[ -]?(?:kg|kilos?|kilograms?|pounds?|lbs?|lit(?:re|er)s?|gallons?|tonnes?|tons?)"
    r"[ -](bags|bales|barrels|boxes|cases|casks|cylinders|drums|flasks|kegs|sacks|tins)\b"
)
_INCHES = re.compile(r"(?:[ ]and)?[ ](\d{1,2})[ ](?:inches|inch|in)\b")


def _as_points(amount: Amount, points: re.Match[str]) -> None:
    """Make an amount one of the percent or points that a match names."""
    word = points[1]
    amount.kind, amount.bare, amount.end = "percent", False, points.end()
    if "point" not in word:
        amount.unit = "percent"
    else:
        amount.unit = "basis_point" if word.startswith("basis") else "percentage_point"


def _is_large(amount: Amount) -> bool:
    """Tell sums and rates of exchange, "1.75 marks", from points: "72.25 marks"."""
    if amount.scaled or amount.value >= _THOUSAND:
        return True
    return amount.value != int(amount.value) and amount.value < _RATE


def as_money(amount: Amount, currency: Currency, form: str) -> None:
    """Make an amount one of money, in the major unit.

    Args:
        amount: What was read of it so far.
        currency: What its form stands for.
        form: The currency as written.
    """
    amount.kind, amount.bare = "money", False
    amount.currency, amount.family, amount.form = currency.code, currency.family, form.lower()
    shift = currency.scale - (2 if currency.minor else 0)
    if shift:
        amount.value = amount.value.scaleb(shift)


class After:
    """Reads what stands after numbers of one text.

    Args:
        text: The text.
        lowered: The same in lower case, character by character.
        scales: Reads the scales of the same text: `50 USD million`.
    """

    def __init__(self, text: str, lowered: str, scales: Scales) -> None:
        self._text = text
        self._lowered = lowered
        self._scales = scales

    def take(self, amount: Amount, prefix: Currency | None, *, part: bool) -> None:
        """Take currency, unit or counted noun after the number, and what it is per."""
        if prefix is not None:
            as_money(amount, prefix, amount.form)
            self._repeated(amount)
        else:
            self._suffix(amount, part=part)
        if not (part and amount.bare):
            per.take(amount, self._lowered)

    def _repeated(self, amount: Amount) -> None:
        """Take the name or code of a currency whose sign stood before: `$10 dollars`."""
        if self._text[amount.end : amount.end + 1] not in _SPACES or amount.end >= len(self._text):
            return
        found = currencies.after().match(self._lowered, amount.end + 1)
        if found is not None and found[1].code == amount.currency and not found[1].minor:
            amount.end = found[0]

    def _suffix(self, amount: Amount, *, part: bool) -> None:
        """Take currency, unit or counted noun: at once after the number, or after a space."""
        position = amount.end
        if part and not amount.scaled:
            self._of_one(amount)
            return
        of_point = None if amount.scaled else _OF_A_POINT.match(self._lowered, position)
        if of_point is not None:
            _as_points(amount, of_point)
            return
        for gap in (0, 1):
            if gap and self._text[position : position + 1] not in _GAPS:
                break
            if self._suffix_at(amount, position + gap, glued=not gap):
                return
        bare = amount.kind == "number" and not amount.is_year_like
        sized = _SIZED.match(self._lowered, position) if bare else None
        if sized is not None:
            amount.kind, amount.bare = "quantity", False
            amount.end, amount.unit = sized.end(), singular(sized[1])
        elif amount.kind == "number":
            noun = counted_noun(
                self._lowered, self._text, amount.start, position,
                words=amount.words, value=amount.value,
            )  # fmt: skip
            if noun is not None:
                amount.kind, amount.bare = "count", False
                amount.end, amount.unit = noun

    def _of_one(self, amount: Amount) -> None:
        """Take what a fraction is of one of: "half a point", "a third of a penny"."""
        point = _PART_POINT.match(self._lowered, amount.end)
        if point is not None:
            _as_points(amount, point)
            return
        money = _PART_OF_MONEY.match(self._lowered, amount.end)
        found = None if money is None else currencies.after().match(self._lowered, money.end())
        if money is not None and found is not None:
            as_money(amount, found[1], self._text[money.end() : found[0]])
            amount.end = found[0]

    def _suffix_at(self, amount: Amount, position: int, *, glued: bool) -> bool:
        """Take the currency or unit at a place, the longer of the two; tell whether there is one.

        Args:
            amount: What was read of it so far.
            position: Where the currency or unit would begin.
            glued: Whether that is at once after the number.
        """
        if position >= len(self._text):
            return False
        if self._code(amount, position):
            return True
        money = self._currency(amount, position, glued=glued)
        unit = self._unit(position, glued=glued)
        if money is not None and (unit is None or money[0] >= unit[0]):
            self._paid(amount, position, *money)
            return True
        if unit is None:
            return False
        self._measured(amount, position, *unit)
        return True

    def _code(self, amount: Amount, position: int) -> bool:
        """Take the code of a currency: `5 USD`, and `5 USD million`."""
        code = _CODE.match(self._text, position)
        currency = None if code is None else currencies.codes_after().get(code.group())
        if code is None or currency is None:
            return False
        as_money(amount, currency, code.group())
        amount.end = code.end()
        if not amount.scaled:
            self._scales.take(amount, currency, part=False)
        self._minor_part(amount)
        return True

    def _currency(
        self, amount: Amount, position: int, *, glued: bool
    ) -> tuple[int, Currency] | None:
        """Return where the name or sign of a currency at a place ends, and which it is."""
        money = currencies.after().match(self._lowered, position)
        if money is None or (money[1].glued and not glued):
            return None
        if money[1].large and not _is_large(amount):
            return None  # "40 marks", "72.25 marks"
        # "22-$24": the sign belongs to the number after it
        return None if self._text[money[0] : money[0] + 1].isdigit() else money

    def _unit(self, position: int, *, glued: bool) -> tuple[int, units.Unit] | None:
        """Return where a unit at a place ends, and which it is: after a space no single letter."""
        exact = self._exact_unit(position, glued=glued)
        unit = exact or units.units().match(self._lowered, position)
        if unit is None or exact is not None or glued:
            return unit
        return None if unit[0] - position == 1 and self._text[position].isalpha() else unit

    def _paid(self, amount: Amount, position: int, end: int, currency: Currency) -> None:
        form = self._text[position:end]
        if self._weighs(amount, end, form):
            amount.kind, amount.unit, amount.bare, amount.end = "quantity", "pound", False, end
            return
        as_money(amount, currency, form)
        amount.end = end
        self._minor_part(amount)
        dollar = _ON_THE_DOLLAR.match(self._lowered, amount.end) if currency.minor else None
        if dollar is not None:
            amount.kind, amount.currency, amount.family = "fraction", None, None
            amount.end = dollar.end()

    def _measured(self, amount: Amount, position: int, end: int, unit: units.Unit) -> None:
        amount.kind, amount.unit, amount.bare, amount.end = unit.kind, unit.name, False, end
        amount.per = unit.per
        amount.value *= unit.factor
        if unit.kind == "multiple":
            amount.unit = None
            if (
                unit.name == "times"
                and self._text[position] not in "x×"
                and self._is_frequency(amount, end)
            ):
                amount.kind, amount.unit = "count", "time"
        elif unit.name == "point" and amount.words and amount.value < 1:
            amount.kind, amount.unit = "percent", "percentage_point"
        elif unit.name == "foot":
            self._inches(amount)

    def _is_frequency(self, amount: Amount, end: int) -> bool:
        """Tell "failed 4 times," and "eats 4.5 times a week" from ratios: "leverage of 4 times"."""
        before = self._lowered[max(0, amount.start - _AS_FAR) : amount.start]
        is_ratio = "." in self._text[slice(*amount.number)] or _RATIO_BEFORE.search(before)
        how = _TIMES_A_WEEK if is_ratio else _TIMES_FREQUENCY
        return how.match(self._lowered, end) is not None

    def _exact_unit(self, position: int, *, glued: bool) -> tuple[int, units.Unit] | None:
        """Return a unit whose capitals matter: MB is no million barrels, `5 m` is no million."""
        run = _RUN.match(self._text, position)
        found = units.exact_units().get(run.group()) if run is not None else None
        if run is None or found is None or self._text[run.end() : run.end() + 1].isdigit():
            return None  # "71,000 m2"
        if glued and len(run.group()) == 1 and not self._is_tonnes(position):
            return None
        return run.end(), found

    def _is_tonnes(self, position: int) -> bool:
        """Tell "47,300t" from "5m" and "2t": nobody writes thousands of trillions."""
        before = self._text[max(0, position - 4) : position]
        return self._text[position] == "t" and _THOUSANDS.fullmatch(before) is not None

    def _weighs(self, amount: Amount, end: int, form: str) -> bool:
        """Tell pounds of weight from pounds sterling: no scale, or a substance named after it.

        What is paid in pounds is money: "costs 289,000 pounds".
        """
        if form.lower() not in {"pound", "pounds"}:
            return False
        after = self._lowered[end : end + 12]
        if after.startswith(" of "):
            before = self._lowered[max(0, amount.start - _SUMS_AS_FAR) : amount.start]
            sentence = before.rpartition(". ")[2]
            goods = _NOUN_OF.match(self._lowered, end)
            is_good = goods is not None and goods[1] in words("traded")
            return is_good or not (amount.scaled and _STERLING.search(sentence))
        before = self._lowered[max(0, amount.start - _AS_FAR) : amount.start].rpartition(".")[2]
        paid = not words("before_money").isdisjoint(before.split()[-_FEW:])
        if paid or amount.scaled or after.startswith((" a ", " sterling", " per ")):
            return False
        before = self._lowered[max(0, amount.start - _SUMS_AS_FAR) : amount.start]
        return _PRICED.search(before.rpartition(". ")[2]) is None

    def _minor_part(self, amount: Amount) -> None:
        """Take the cents after the dollars: "ten dollars five cents", "15 dollars 50"."""
        match = _CENTS.match(self._lowered, amount.end)
        if match is None or amount.scaled:
            return
        numeral = read_digits(match[1], 0) or read_words(match[1], 0)
        if numeral is not None and numeral.value < 100:
            amount.value += numeral.value.scaleb(-2)
            amount.end = match.end()

    def _inches(self, amount: Amount) -> None:
        match = _INCHES.match(self._lowered, amount.end)
        if match is not None:
            amount.value += Decimal(match[1]) / 12
            amount.end = match.end()
