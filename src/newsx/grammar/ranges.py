"""Ranges and ratios: two amounts that are one: "3.5-4%", "between $2 and $3", "3-for-1".

The ends share the right-hand scale and the left-hand currency; a hyphen between numbers is never
a minus. "From X to Y" under a verb of change are two amounts, "ranging from X to Y" is one.
"""

import re
from dataclasses import replace
from decimal import Decimal

from newsx.grammar.amount import Amount
from newsx.grammar.composer import Composer
from newsx.grammar.led import HEDGED
from newsx.grammar.numerals import read_digits, read_words
from newsx.grammar.shares import share_of
from newsx.knowledge import changes

# "rose $40 to $44" can be a range only where its ends lie close.
_CLOSE = Decimal("1.6")
# "13p to 96p": two sums that each say what they are, this far apart, are a change.
_WIDE = 4
# As far before a number as what leads to it is looked for.
_AS_FAR = 60
_JOIN = re.compile(
    r"[-\u2010\u2011\u2012\u2013\u2014~]|[ ][-\u2013\u2014~][ ]|[ ]to[ ]|[ ]and[ ]|[ ]or[ ]"
)
_RATIO = re.compile(
    r"(?:-for-|-to-|:)(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)(?![\w:.,%])"
)
# "Decliners led advancers 2,214 to 1,006", "voted by 1,870 to 411": so many of one side.
_SIDES = re.compile(
    r"\b(?:outnumber\w*|outpac\w+|outstrip\w*|led|voted|vote|votes)\b[^.;,\d]{0,50}$"
)
_TO_SIDE = re.compile(
    r"(?: to |[-\u2013])(\d{1,3}(?:,\d{3})+|\d{1,4})"
    r"(?=[.,;:)\n](?!\d)|$| (?:in|on|at|to|across|for|against|after|as|when|and|but|late|early)\b)"
)
_ABOVE = re.compile(r"\b(?:more|greater|higher|larger) than (?:or equal to )?$")
_BUT_BELOW = re.compile(
    r",?[ ](?:and|but)[ ](?:less|smaller|fewer|lower)[ ]than[ ](?:or[ ]equal[ ]to[ ])?"
)
_GIVE_OR_TAKE = re.compile(r",? (?:plus or minus|give or take|\+/-|±) ?")
_FROM = re.compile(r"(?<!up )(?<!down )\b(?:from|between) (?:\w+ )?$")
_FROM_ABOUT = re.compile(rf"\bfrom {HEDGED}$")
_RANGE_SECOND = re.compile(
    r"(?:minus |negative )?(?:[$](?:US|NZ|A)(?=\d)|[A-Z]{0,3}[$€£¥￥₩₹]"
    r"|[A-Z]{2,4}(?=[ \d])|Rs\.?|Rp\.?|Dh|SFr\.?|SKr|DKr|NKr)?[ ]?(?=\d|[a-z])"
)
_CHANGES = "|".join(
    form
    for form, found in changes.words().items()
    if any(change.what in {"verb", "adverb"} for change in found)
)
# A change word that leads straight to the first amount: "rose $2 to $80" are two amounts.
_CHANGE_BEFORE = re.compile(
    rf"\b(?:{_CHANGES})(?: by| as much as)?(?: about| around| roughly| nearly)? $"
)
_CHANGE_ANYWHERE = re.compile(
    rf"\b(?:{_CHANGES}|changed|go(?:es)?|going|gone|went|moved|revised"
    r"|(?:tak(?:es?|en|ing)|took)(?! from\b))\b"
)
# "Fell $1.37 to $1.96": prices to the cent, each with its sign, are a step and where it led.
_TO_THE_CENT = re.compile(r"[$€£]\d{1,4}\.\d\d\b(?! (?:bn|mn|m|[bmt]r?illion)\b)")
# "By another 1pc to 21pc" is a step and where it led, as "by 1pc to 21pc" is.
_BY = re.compile(r" by (?:another |a further |an additional |an extra |a )?$")
# Only what has happened is a step, not "will gain $1.20 to $1.40", "to be up $1.20 to $1.40".
_HAPPENED = re.compile(
    r"\b(?!exceed)(?:[a-z]+ed|fell|rose|grew|lost|slid|sank|shrank|shed|dove|leapt|up|down|off"
    r"|higher|lower|(?<=, )[a-z]+ing)(?: about| around| roughly| nearly)? $"
)
_TO_COME = re.compile(
    r"\b(?:to|will|would|shall|should|may|might|can|could|must|won['’]t)"
    r"(?: \w+ly| also| be| have| been| not)* \w+(?: about| around| roughly| nearly)? $"
)
_SPANNING = re.compile(r"\b(?:rang\w+|var\w+|anywhere|anything|span\w*|between) from $")


def extend(composer: Composer, first: Amount, *, floor: int) -> Amount:
    """Join the amount with the one after it where the two are ends of a range or a ratio."""
    if first.start == floor + 1 and _ends_a_span(composer, first):
        return first
    if first.bare and first.kind in {"number", "count"}:
        ratio = _RATIO.match(composer.lowered, first.end)
        if ratio is not None:
            below = read_digits(ratio[1], 0) or read_words(ratio[1], 0)
            if below is not None and below.value:
                first.kind, first.bare = "ratio", False
                first.value, first.end = first.value / below.value, ratio.end()
                return first
    share = share_of(composer, first)
    if share is not None:
        return share
    sides = _sides(composer, first)
    if sides is not None:
        return sides
    around = _around(composer, first)
    if around is not None:
        return around
    closed = _closed(composer, first, floor)
    if closed is not None:
        return closed
    join = _JOIN.match(composer.text, first.end)
    if join is None:
        return first
    second = _second(composer, join.end())
    if second is None:
        return first
    odds = join.group() == " to " and second.value == 1 and first.value > 1
    left = composer.lowered[max(0, first.start - _AS_FAR) : first.start]
    odds = odds and first.bare and second.bare and not _FROM.search(left)
    if odds or _is_tally(first, second, join.group()):
        first.kind, first.bare = "ratio", False
        first.value, first.end = first.value / second.value, second.end
        return first
    if not _is_range(composer, first, second, join.group().strip() or "-", floor):
        return first
    joined = _range(first, second)
    if joined.per is None and joined.kind in {"money", "quantity"}:
        composer.take_per(joined)
    return joined


def _ends_a_span(composer: Composer, first: Amount) -> bool:
    """Tell the 13 of "for 2012-13 to 2 per cent", which begins nothing of its own."""
    text, start = composer.text, first.start
    return first.bare and start > 1 and text[start - 1] in "-\u2013" and text[start - 2].isdigit()


def _around(composer: Composer, first: Amount) -> Amount | None:
    """Read "$380 million, plus or minus $15 million" as the range it spans."""
    link = _GIVE_OR_TAKE.match(composer.lowered, first.end)
    second = None if link is None or first.bare else _second(composer, link.end())
    if second is None or second.kind != first.kind or not 0 < second.value < first.value:
        return None
    return replace(
        first,
        end=second.end,
        value=first.value - second.value,
        value_max=first.value + second.value,
    )


def _closed(composer: Composer, first: Amount, floor: int) -> Amount | None:
    """Read "more than 20 but less than 30 percent" as one range."""
    below = _BUT_BELOW.match(composer.lowered, first.end)
    if below is None or not _ABOVE.search(
        composer.lowered, max(floor, first.start - 30), first.start
    ):
        return None
    second = _second(composer, below.end())
    if second is None or not _alike(first, second) or second.value <= first.value:
        return None
    return _range(first, second)


def _second(composer: Composer, position: int) -> Amount | None:
    """Read the amount right after a joining word or dash, its currency included."""
    match = _RANGE_SECOND.match(composer.text, position)
    if match is None:
        return None
    second = composer.read(match.end(), floor=position)
    return second if second is not None and second.start == position else None


def _is_range(composer: Composer, first: Amount, second: Amount, join: str, floor: int) -> bool:
    if not _alike(first, second) or second.value_max is not None:
        return False
    low, high = first.value, second.value
    if first.bare and second.scaled and not first.scaled and first.mantissa <= second.mantissa:
        low = first.value * (second.value / second.mantissa) if second.mantissa else low
    elif first.bare and not second.bare and first.mantissa <= second.mantissa:
        # "29 to 31 cents": the left end is in cents too
        low = second.value * first.mantissa / second.mantissa
    elif (
        not first.scaled and second.scaled and first.mantissa <= second.mantissa and not first.bare
    ):
        low = high * first.mantissa / second.mantissa if second.mantissa else low
    before = composer.lowered[max(floor, first.start - _AS_FAR) : first.start]
    if join == "and":
        return before.rstrip().endswith("between") and low <= high
    if join == "or":
        # "4 or 5 per cent"
        return first.bare and not second.bare and low < high <= low * 2
    if join == "to":
        by = _BY.search(before) is not None
        if by and second.kind != "percent":
            # "by 40 to 50 cents": one change, where only the right end says what it is in
            one = first.bare and second.kind in {"money", "quantity"}
            return one and low < high <= low * _CLOSE
        if by or _CHANGE_BEFORE.search(before):
            if not by and _is_step(composer, before, first, second):
                return False
            return second.kind != "count" and low < high <= low * _CLOSE
        if _FROM_ABOUT.search(before):
            return _SPANNING.search(before) is not None or (
                _CHANGE_ANYWHERE.search(before) is None and low < high
            )
        near = first.bare or first.kind != "money" or high <= low * _WIDE
        return low < high and (near or _is_of(before))
    return low < high


def _is_of(before: str) -> bool:
    """Tell "liabilities of $1bn to $10bn" from "the shares went from 13p to 96p"."""
    return before.endswith((" of ", " worth ")) and _CHANGE_ANYWHERE.search(before) is None


def _is_step(composer: Composer, before: str, first: Amount, second: Amount) -> bool:
    """Tell "fell $1.37 to $1.96", a step and where it led, from "rose $40 to $44"."""
    if _HAPPENED.search(before) is None or _TO_COME.search(before) is not None:
        return False
    return all(_TO_THE_CENT.match(composer.text, one.start) for one in (first, second))


def _alike(first: Amount, second: Amount) -> bool:
    """Tell whether two amounts can be the ends of one range."""
    if first.kind == "fraction" and not first.form and second.kind != "fraction":
        # "in the first quarter to $1.9 billion", "in the April-June quarter to 37m units"
        return second.words and second.kind != "money"
    if first.bare:
        if first.is_year_like and not second.bare:
            return False
        # a fraction that has the form of money is one "on the dollar"
        part = second.kind == "ratio" or (second.kind == "fraction" and not second.form)
        return not part and not (second.bare and second.words != first.words)
    if first.kind != second.kind and not second.bare:
        return False
    if first.kind == "money":
        return first.per is None and (
            second.bare or first.currency == second.currency or second.family is not None
        )
    if second.bare:
        return False
    return first.unit == second.unit and first.per in {None, second.per}


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
    """Return one amount with the scale of the right end and the currency of the left."""
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
        (first.number[0], second.number[1]), first.mantissa, scaled=True, reach=second.reach,
    )  # fmt: skip


def _sides(composer: Composer, first: Amount) -> Amount | None:
    """Return the ratio of two sides that were counted: "voted by 1,870 to 411"."""
    if not first.bare or first.kind not in {"number", "count"} or first.words or first.scaled:
        return None
    other = _TO_SIDE.match(composer.lowered, first.end)
    before = composer.lowered[max(0, first.start - _AS_FAR) : first.start]
    if other is None or _SIDES.search(before) is None:
        return None
    below = Decimal(other[1].replace(",", ""))
    if not below or first.is_year_like or first.value != int(first.value):
        return None
    return replace(
        first, kind="ratio", value=first.value / below, end=other.end(), bare=False,
        number=(first.start, other.end()),
    )  # fmt: skip
