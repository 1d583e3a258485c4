"""Amounts: a number with its sign, currency, scale, unit and what it is per, ranges included.

One compiled scanner finds where a number begins; a small composer looks left for a currency and
right for scale, unit and per, each by a dictionary. The longest reading wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from newsx.grammar.numerals import (
    PARTS,
    WORDS,
    Numeral,
    read_digits,
    read_part,
    read_words,
    with_part,
)
from newsx.grammar.nouns import counted_noun
from newsx.knowledge import currencies, multiples, units
from newsx.knowledge.currencies import Currency
from newsx.knowledge.vocabulary import lower
from newsx.schema import Bound, FigureKind

_SPACES: Final = " \u00a0\u202f\u2009"
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014"


@dataclass(slots=True)
class Amount:
    """One amount as read from the characters. Money is in the major unit, 5% is 5."""

    start: int
    end: int
    kind: FigureKind
    value: Decimal
    value_max: Decimal | None = None
    unit: str | None = None
    """Physical unit, kind of percent, or the noun counted."""
    currency: str | None = None
    """ISO 4217."""
    family: str | None = None
    """Currencies the form could also stand for; None when it is unmistakable."""
    per: str | None = None
    words: bool = False
    """Whether the number is written in words."""
    bare: bool = False
    """Whether nothing but the number was there."""
    form: str = ""
    """The currency as written."""
    number: tuple[int, int] = (0, 0)
    """Where the number itself stands."""
    mantissa: Decimal = Decimal(0)
    """The number without its scale."""
    vague: Bound | None = None
    """The bound that a vague number has of itself: "tens of thousands" is `ge`."""
    scaled: bool = False
    """Whether it has a scale of its own."""


_SCANNER = re.compile(
    rf"\d|(?<![\w.])\.(?=\d)|[½⅓⅔¼¾⅛⅜⅝⅞⅙]"
    rf"|(?<![a-z])(?:an?[ ]couple[ ]of[ ]|(?:tens|hundreds)[ ]of[ ]|(?:{'|'.join(multiples.words())})(?![a-z])|(?:{PARTS}|{WORDS})(?![a-z]))"
)
_RUN = re.compile(r"[A-Za-z]+")
_CODE = re.compile(r"[A-Za-z]{3,4}(?![A-Za-z])")
_DIGIT_RUN = re.compile(r"[\w.,]*\w")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_PART_SCALE = re.compile(
    r"(?:[ -]of)?(?:[ -]an?)?[ -](hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b"
)
_PART_POINT = re.compile(
    r"(?:[ -]of)?(?:[ -]an?|[ -]one)?[ -](percentage[ -]points?|points?|percent\b|per cent)"
)
_PER = re.compile(r"(?:[ -](?:an?|per|each)[ -]|/)")
_PER_NOUN = re.compile(r"[ -]per[ -]([a-z]+)\b")
_VAGUE = re.compile(
    r"(tens|hundreds)[ ]of[ ](thousands|millions|billions|trillions)(?:[ ]of[ ](?=[a-z]))?"
)
_COUPLE = re.compile(
    r"an?[ ]couple[ ]of[ ](?:(hundred|thousand|million|billion|trillion|dozen)\b)?"
)
_JOIN = re.compile(
    r"[-\u2010\u2011\u2012\u2013\u2014~]|[ ][-\u2013\u2014~][ ]|[ ]to[ ]|[ ]and[ ]|[ ]or[ ]"
)
_RATIO = re.compile(r"(?:-for-|-to-|:)(\d{1,3}|one|two|three|four|five|ten)(?![\w:.,%])")
_SHARE_OF = re.compile(
    r"[ -](?:in(?:[ ]every)?|out[ ]of(?:[ ]every)?|of[ ]the[ ](?:past|last|previous))[ -](?=[\da-z])"
)
_TIMES_FREQUENCY = re.compile(
    r"[ ]?(?:since|already|in|this|last|a|an|per|before|during|over|now|when|while|and|to|between|"
    r"under|by|for)\b|[.;:!?]?$|[.;,:!?]"
)
_ON_THE_DOLLAR = re.compile(r"[ ]on[ ]the[ ](?:dollar|pound|euro)\b")
_MARGINS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_MARGINS |= {word + "s": power for word, power in _MARGINS.items()}
_MARGINS |= {"crore": 7, "lakh": 5, "tens": 1, "hundreds": 2}
_TIME = re.compile(r"[ -](?:second|minute|hour|day|week|month|quarter|year|season)")


def scan(text: str) -> Iterator[Amount]:
    """Yield every amount of a text in order; amounts never overlap.

    Everything that is written as a number is read, so bare numbers and years come too: which of
    them are figures is for the recognizer to say.

    >>> [(amount.currency, amount.value) for amount in scan("It paid US$1.2bn, or 61 cents a share.")]
    [('USD', Decimal('1200000000.0')), ('USD', Decimal('0.61'))]
    """
    composer = _Composer(text)
    position = 0
    while match := _SCANNER.search(composer.lowered, position):
        start = match.start()
        amount = composer.read(start, floor=position)
        if amount is None:
            run = _DIGIT_RUN.match(text, start)
            position = run.end() if run is not None else match.end()
            continue
        amount = composer.extend(amount, floor=position)
        position = amount.end
        yield amount


class _Composer:
    """Reads amounts at places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = lower(text)

    def read(self, start: int, *, floor: int) -> Amount | None:
        """Read the amount whose number begins at `start`; nothing left of `floor` belongs to it."""
        multiple = self._multiple(start)
        if multiple is not None:
            return multiple
        vague = self._vague(start)
        if vague is not None:
            return vague
        numeral, part, words = self._numeral(start)
        if numeral is None:
            return None
        left, currency, form = self._prefix(start, floor)
        if currency is None and self._glued_left(start, floor):
            return None
        amount = Amount(
            left, numeral.end, "number", numeral.value, words=words, bare=True, form=form,
            number=(start, numeral.end), mantissa=numeral.value,
        )  # fmt: skip
        self._sign(amount, floor)
        self._scale(amount, currency, part=part)
        self._unit(amount, currency, part=part)
        if self._glued_right(amount.end):
            return None
        if amount.bare and amount.kind == "number":
            self._percent_of(amount, floor)
        if amount.bare and part and amount.kind == "number":
            amount.kind = "fraction"
        return amount

    def extend(self, first: Amount, *, floor: int) -> Amount:
        """Join the amount with the one after it where the two are ends of a range or a ratio."""
        if first.bare and first.kind in {"number", "count"}:
            ratio = _RATIO.match(self.lowered, first.end)
            if ratio is not None:
                below = read_digits(ratio[1], 0) or read_words(ratio[1], 0)
                if below is not None and below.value:
                    first.kind, first.bare = "ratio", False
                    first.value, first.end = first.value / below.value, ratio.end()
                    return first
            share = self._share_of(first)
            if share is not None:
                return share
        closed = self._closed(first, floor)
        if closed is not None:
            return closed
        join = _JOIN.match(self.text, first.end)
        if join is None:
            return first
        second = self._second(join.end())
        if second is None:
            return first
        if _is_tally(first, second, join.group()):
            first.kind, first.bare = "ratio", False
            first.value, first.end = first.value / second.value, second.end
            return first
        if not self._is_range(first, second, join.group().strip() or "-", floor):
            return first
        joined = _range(first, second)
        if joined.per is None and joined.kind in {"money", "quantity"}:
            self._per(joined)
        return joined

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

    def _multiple(self, start: int) -> Amount | None:
        """Read a word that is a multiple by itself: doubled, halved, twice the size."""
        run = _RUN.match(self.lowered, start)
        meaning = multiples.words().get(run.group()) if run is not None else None
        if run is None or meaning is None:
            return None
        if meaning.when != "always" and not _COMPARED.match(self.lowered, run.end()):
            return None
        return Amount(
            start, run.end(), "multiple", meaning.value, words=True,
            number=run.span(), mantissa=meaning.value,
        )  # fmt: skip

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
        for length in range(min(6, edge - floor), 0, -1):
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

    def _worth_a_letter(self, start: int) -> bool:
        """Tell R500m and R1,200 from R2: one letter is a currency only before a large number."""
        return _LARGE.match(self.text, start) is not None

    def _glued_left(self, start: int, floor: int) -> bool:
        """Tell whether what stands before the number makes it part of a word or a code."""
        if start == 0 or start == floor:
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
        for word in ("minus ", "negative "):
            if self.lowered.endswith(word, floor, start):
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
        while (more := _FURTHER.match(self.lowered, amount.end)) is not None:
            part = read_digits(more[1], 0) or read_words(more[1], 0)
            factor = 10 ** _MARGINS.get(more[2] or "", 0)
            if part is None or part.value * factor >= power or self._glued_right(more.end()):
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
            self._per(amount)

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
                amount.unit = (
                    "percent"
                    if point[1].startswith("per") and "point" not in point[1]
                    else "percentage_point"
                )
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
        if run is None or found is None or (glued and len(run.group()) == 1):
            return None
        return run.end(), found

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
        """Take the cents after the dollars: "thirteen dollars forty-five cents", "15 dollars 50"."""
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

    def _per(self, amount: Amount) -> None:
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
            after = self.lowered[found[0] : found[0] + 9]
            # "a year earlier" and "a year ago" say when, not how often.
            if not after.startswith(
                (" earlier", " ago", " later", " after", " before", "-ago", "-earlier", " or ")
            ):
                amount.end, amount.per = found
            return
        noun = _PER_NOUN.match(self.lowered, position)
        if noun is not None and amount.kind == "money":
            amount.end, amount.per = noun.end(), noun[1]

    def _glued_right(self, end: int) -> bool:
        """Tell whether a letter or digit follows at once: 24703L, 737s, 5th, 3D."""
        after = self.text[end : end + 1]
        return bool(after) and (after.isalnum() or after == "_")

    # -- ranges -------------------------------------------------------------------------------

    def _closed(self, first: Amount, floor: int) -> Amount | None:
        """Read "more than 20 but less than 30 percent" as one range."""
        below = _BUT_BELOW.match(self.lowered, first.end)
        if below is None or not _ABOVE.search(self.lowered, max(floor, first.start - 30), first.start):
            return None
        second = self._second(below.end())
        if second is None or not _alike(first, second) or second.value <= first.value:
            return None
        return _range(first, second)

    def _second(self, position: int) -> Amount | None:
        """Read the amount right after a joining word or dash, its currency included."""
        match = _RANGE_SECOND.match(self.text, position)
        if match is None:
            return None
        second = self.read(match.end(), floor=position)
        return second if second is not None and second.start == position else None

    def _is_range(self, first: Amount, second: Amount, join: str, floor: int) -> bool:
        if not _alike(first, second) or second.value_max is not None:
            return False
        low, high = first.value, second.value
        if first.bare and second.scaled and not first.scaled and first.mantissa <= second.mantissa:
            low = first.value * (second.value / second.mantissa) if second.mantissa else low
        elif (
            not first.scaled
            and second.scaled
            and first.mantissa <= second.mantissa
            and not first.bare
        ):
            low = high * first.mantissa / second.mantissa if second.mantissa else low
        before = self.lowered[max(floor, first.start - 60) : first.start]
        if join == "and":
            return before.rstrip().endswith("between") and low <= high
        if join == "or":
            return False
        if join == "to":
            if before.endswith(" by ") or _CHANGE_BEFORE.search(before):
                return (
                    second.kind != "count"
                    and low < high <= low * Decimal("1.6")
                    and not before.endswith(" by ")
                )
            if before.endswith("from "):
                return _SPANNING.search(before) is not None or (
                    _CHANGE_ANYWHERE.search(before) is None and low < high
                )
            return low < high
        return low < high

    def _share_of(self, first: Amount) -> Amount | None:
        """Read "eight of the past ten", "one in five", "nine out of 10" as a fraction."""
        match = _SHARE_OF.match(self.lowered, first.end)
        if match is None or first.value != int(first.value):
            return None
        start = match.end()
        below = (
            read_digits(self.text, start)
            if self.text[start].isdigit()
            else read_words(self.lowered, start)
        )
        if below is None or not first.value < below.value <= 1000 or self._glued_right(below.end):
            return None
        if not match.group().startswith(" of") and _TIME.match(self.lowered, below.end):
            return None
        return Amount(
            first.start, below.end, "fraction", first.value / below.value, words=first.words,
            number=(first.start, below.end), mantissa=first.value,
        )  # fmt: skip


# What stands after "double" or "twice" when they compare: "double its headcount", "twice as much".
_COMPARED = re.compile(
    r" (?:the|its|their|his|her|our|that|those|what|as (?:much|many|large|big|high|fast)|last|from|to|in|over|since|by)\b"
)
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
_ABOVE = re.compile(r"\b(?:more|greater|higher|larger) than (?:or equal to )?$")
_BUT_BELOW = re.compile(r",?[ ](?:and|but)[ ](?:less|smaller|fewer|lower)[ ]than[ ](?:or[ ]equal[ ]to[ ])?")
_PERCENT_OF = re.compile(r"(?:^|(?<=[.;:(]))[ ]*(per ?cents? of )$")
_INCHES = re.compile(r"(?:[ ]and)?[ ](\d{1,2})[ ](?:inches|inch|in)\b")
_RANGE_SECOND = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥￥₩₹]|[A-Z]{2,4}(?=[ \d])|Rs\.?|Rp\.?|Dh)?[ ]?(?=\d|[a-z])"
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:rose|rise|rises|rising|gained|gains|gain|added|adds|climbed|climbs|jumped|jumps|surged|grew|fell|falls|"
    r"fall|lost|loses|dropped|drops|declined|slid|slipped|shed|dipped|eased|cut|increased|decreased|"
    r"advanced|tumbled|sank|plunged|up|down|higher|lower)(?: by| as much as)?(?: about| around| roughly| nearly)? $"
)
_CHANGE_ANYWHERE = re.compile(
    r"\b(?:rose|ris(?:e|es|ing|en)|rais\w+|gain\w*|climb\w*|jump\w*|surg\w+|grew|grow\w*|fell|fall\w*|drop\w*|"
    r"declin\w+|slid\w*|slip\w*|cut\w*|slash\w*|increas\w+|decreas\w+|reduc\w+|lower\w*|lift\w*|"
    r"boost\w*|hik\w+|trim\w*|narrow\w*|widen\w*|up|down|improv\w+|expand\w*|shr[aiu]nk\w*|doubl\w+|"
    r"tripl\w+|halv\w+|chang\w+|went|mov\w+|advanc\w+|revis\w+|upgrad\w+|downgrad\w+)\b"
)
_SPANNING = re.compile(r"\b(?:rang\w+|var\w+|anywhere|anything|span\w*|between) from $")


def _is_year(amount: Amount) -> bool:
    """Tell whether a bare number is written like a year of our time."""
    return (
        not amount.words
        and not amount.scaled
        and amount.number[1] - amount.number[0] == 4
        and 1900 <= amount.value <= 2099
    )


def _alike(first: Amount, second: Amount) -> bool:
    """Tell whether two amounts can be the ends of one range."""
    if first.bare:
        if _is_year(first) and not second.bare:
            return False
        return not (second.kind == "ratio" or second.kind == "fraction") and not (
            second.bare and second.words != first.words
        )
    if first.kind != second.kind and not second.bare:
        return False
    if first.kind == "money":
        return first.per is None and (
            second.bare or first.currency == second.currency or second.family is not None
        )
    if second.bare:
        return False
    return first.unit == second.unit and first.per == second.per


def _is_tally(first: Amount, second: Amount, join: str) -> bool:
    """Tell a vote or a score, `96-1`, from a range: two bare numbers, the first the larger."""
    return (
        join in {"-", "\u2013"}
        and first.bare
        and second.bare
        and not first.scaled
        and 1 <= second.value < first.value < 1000
        and second.value_max is None
    )


def _range(first: Amount, second: Amount) -> Amount:
    """Return one amount from `first` to `second`: the scale of the right, the currency of the left."""
    low = first.value
    if not first.scaled and second.mantissa and first.mantissa <= second.mantissa:
        low = first.mantissa * (second.value / second.mantissa)
    high = second.value
    if (
        first.kind == "money"
        and second.bare
        and first.value != first.mantissa
        and not second.scaled
        and not first.scaled
    ):
        high = second.mantissa * (first.value / first.mantissa)
    typed = first if second.bare and not first.bare else second
    money = first if first.kind == "money" else typed
    return Amount(
        first.start, second.end, typed.kind, low, high, typed.unit, money.currency, money.family,
        second.per, first.words, second.bare and first.bare, money.form,
        (first.number[0], second.number[1]), first.mantissa, scaled=True,
    )  # fmt: skip
