"""Shares that name both numbers: "one in five", "eight of the past ten", "71 cents of each dollar".

The first number counts the parts, the second the whole; the figure is the fraction they make.
"""

import re
from decimal import Decimal

from newsx.grammar.amount import Amount
from newsx.grammar.composer import Composer
from newsx.grammar.nouns import counted_noun
from newsx.grammar.numerals import Numeral, is_glued, read_digits, read_words
from newsx.knowledge.grammar_words import words

_BESIDE = re.compile(
    r"[ -](?:in(?:[ ]every)?|out[ ]of(?:[ ]every)?|of[ ]the[ ](?:past|last"
    r"|previous))[ -](?=[\da-z])"
)
# "One loan in nine", "three bags out of every four": the noun stands between the numbers.
_PAST_NOUN = re.compile(
    r"(?:[ ][a-z]+(?:-[a-z]+)?)?(?P<link>[ ](?:in|out[ ]of)[ ]|[ ](?:(?:in|out[ ]of|of|for)[ ])?"
    r"(?P<every>every)[ ])(?=[\da-z])"
)
_OF_MONEY = re.compile(
    r"[ ](?:(?:of|for|in|from|on)[ ](?:every|each)|(?:in|on)[ ]the)[ ](?:[a-z]+[ ])?"
    rf"(?:{'|'.join(sorted(words('coins')))})\b"
)
# "$7 out of every $10": sums of one currency.
_OF_EVERY_SUM = re.compile(
    r"[ ](?:out[ ]of|of|in)[ ](?:every|each)[ ]([$€£])(\d[\d,]*)(?![\w.,]*\d|[ ][bm]n|[bmt])"
)
_TIME = re.compile(r"[ -](?:second|minute|hour|day|week|month|quarter|year|season)")
# "One analyst in four rates the stock a sell": a verb, and no rates.
_ITS_OBJECT = re.compile(r"[ ](?:the|an?|its|their|it|them|that)\b")
_PARTS_BELOW = 10
# How what makes a share begins: in, out of, of, for, from, every.
_OPENINGS = frozenset({" i", "-i", " o", "-o", " f", " e"})


def share_of(composer: Composer, first: Amount) -> Amount | None:
    """Return the share that begins with an amount, or None where it begins none."""
    if composer.lowered[first.end : first.end + 2] not in _OPENINGS:
        noun = first.mantissa == 1 or first.number[1] != first.end
        return _past_noun(composer, first) if noun else None
    if first.kind == "money":
        sums = _OF_EVERY_SUM.match(composer.lowered, first.end)
        if sums is not None and first.form == sums[1] and not first.per:
            every = Decimal(sums[2].replace(",", ""))
            return (
                _fraction(first, sums.end(), first.value / every) if first.value < every else None
            )
        whole = _OF_MONEY.match(composer.lowered, first.end)
        if whole is not None and 0 < first.value < 1 and not first.per:
            return _fraction(first, whole.end(), first.value)
    elif first.bare and first.kind in {"number", "count"}:
        beside = _beside(composer, first)
        if beside is not None:
            return beside
    return _past_noun(composer, first)


def _beside(composer: Composer, first: Amount) -> Amount | None:
    """Read "eight of the past ten", "one in five", "nine out of 10"."""
    match = _BESIDE.match(composer.lowered, first.end)
    below = None if match is None else _whole(composer, first, match.end())
    if match is None or below is None:
        return None
    if not match.group().startswith(" of") and _TIME.match(composer.lowered, below.end):
        return None
    return _fraction(first, below.end, first.mantissa / below.value)


def _past_noun(composer: Composer, first: Amount) -> Amount | None:
    """Read "one loan in nine", where the whole counts nothing else: no "one shop in nine towns"."""
    if not 1 <= first.mantissa < _PARTS_BELOW or first.scaled or first.number[0] != first.start:
        return None
    match = _PAST_NOUN.match(composer.lowered, first.number[1])
    if match is None or not (match["every"] or (first.mantissa == 1 and first.words)):
        return None
    below = _whole(composer, first, match.end())
    if below is None:
        return None
    counts = counted_noun(
        composer.lowered, composer.text, match.end(), below.end, words=True, value=below.value
    )
    is_count = counts is not None and _ITS_OBJECT.match(composer.lowered, counts[0]) is None
    is_time = _TIME.match(composer.lowered, below.end) is not None
    if (match["every"] and is_time and first.number[1] == match.start()) or (
        not match["every"] and (is_count or is_time)
    ):
        return None
    return _fraction(first, below.end, first.mantissa / below.value)


def _whole(composer: Composer, first: Amount, start: int) -> Numeral | None:
    """Return the number of which there are as many parts as the first one says."""
    below = (
        read_digits(composer.text, start)
        if composer.text[start].isdigit()
        else read_words(composer.lowered, start)
    )
    if below is None or first.mantissa != int(first.mantissa):
        return None
    fits = first.mantissa < below.value <= 1000 and not is_glued(composer.text, below.end)
    return below if fits else None


def _fraction(first: Amount, end: int, value: Decimal) -> Amount:
    return Amount(
        first.start, end, "fraction", value, words=first.words,
        number=(first.start, end), mantissa=first.mantissa,
    )  # fmt: skip
