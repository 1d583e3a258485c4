"""Fractions in words: half of the stocks, no first half; a quarter of the staff, none of 2023."""

import re
from dataclasses import replace

from newsx.grammar.amount import Amount

_FRACTION_AFTER = re.compile(
    r" of\b| the | its | their | his | that | what | as (?:much|many)|-?(?: below| above| lower"
    r"| higher| less| more| better| worse| cheaper| dearer| bigger| smaller|-point)"
    r"| off\b| last (?:year|month|week|quarter|season)[’']s"
)
_FRACTION_BEFORE = re.compile(
    r"\b(?:by|cut in|nearly|almost|about|than|roughly|up|down|rose|risen|fell|fallen|lost"
    r"|dropped|gained|shed|jumped|climbed|tumbled|plunged|sank|grew|grown|shrank|shrunk|further"
    r"|sunk|slid|slipped|slumped|plummeted|soared|surged|swelled|eased|declined"
    r"|only|below|above|close(?:r)? to|up to|of which|sold) (?:an? (?:good )?)?$"
)
# "Up from over half in 2020"; not "spread over a quarter", "over half time".
_OVER = re.compile(r"\bover (?:an? )?$")
_OVER_ENDS = re.compile(r"[.,;)]|$| (?:in|by|from|and|last|this)\b")
_IN_HALF = re.compile(r"\bin $")
# "Two-thirds must agree"; three quarters may be nine months.
_COMPOUND = re.compile(
    r"(?:(?:two|three|four|five|six|seven|eight|nine)(?:-quarters|[ -](?:third|fifth|sixth|seventh"
    r"|eighth|ninth|tenth)s)|one-(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth))$"
)
_PLAIN_ORDINAL = re.compile(r"(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)")
# "48% over 12 months, including a fifth since New Year", "43% from Europe and a third from Mexico".
_BESIDE = re.compile(r"(?:%|\bper ?cent|\dpc)[^.;%]*\b(?:(?P<part>including)|and) an? $")
_FROM = re.compile(r" from (?!the\b)")
_PART_ENDS = re.compile(r"[,.;)]|$| (?:since|from|in|to|by|for|at|this|last|over|on)\b")
_NO_FRACTION_BEFORE = re.compile(
    r"\b(?:first|second|latter|this|last|next|third|fourth|other|another|better|per|each|every) $"
)
_NO_FRACTION_AFTER = re.compile(
    r" on[ -]quarter| (?:century|hour|mile|finals?)\b"
    r"| of (?:20\d\d|fiscal|the (?:year|fiscal|quarter|month|week|game|season))"
)
# "In a quarter of uneven growth": three months of it.
_OF_GROWTH = re.compile(r" of (?:[a-z]+ )?(?:growth|decline|losses|gains|falls)\b")
# "The ninth above $1 billion this year", "its fifth below": which one, and no part.
_ORDINAL_BEFORE = re.compile(r"\b(?:the|its|their|his|her|our|a record) $")
# But "its third of the venture" and "the fifth of households" are parts.
_OWN_PART = re.compile(r"\b(?:its|their|his|her|our) $")
_OF_ONE = re.compile(r" of (?:the|its|their|all) (?!decade|century|day|night|session|match|series)")
_OF_MANY = re.compile(r" of (?!this |his |its )[a-z]+s\b(?!['’])")
_ARTICLE = re.compile(r"\ban? (?:good )?$")


def is_fraction(fraction: str, before: str, after: str) -> bool:
    """Tell half of the stocks from the first half, and a quarter of the staff from one of 2023."""
    fraction = fraction.lower()
    if _COMPOUND.match(fraction):
        return True
    if _PLAIN_ORDINAL.fullmatch(fraction) and not _FRACTION_AFTER.match(after):
        # "third rather than fourth", "up from fifth": which one; "more than a fifth" is a part
        if _ARTICLE.search(before) is None:
            return False
        beside = _BESIDE.search(before)
        if beside and (_PART_ENDS if beside["part"] else _FROM).match(after):
            return True
    if fraction == "half" and _IN_HALF.search(before):
        return True
    over = fraction == "half" and _OVER.search(before) and _OVER_ENDS.match(after)
    if not (over or _FRACTION_AFTER.match(after) or _FRACTION_BEFORE.search(before)):
        return False
    return not (
        _NO_FRACTION_BEFORE.search(before)
        or _NO_FRACTION_AFTER.match(after)
        or (fraction.endswith("quarter") and _OF_GROWTH.match(after))
        or (fraction not in {"half", "quarter"} and _is_ordinal(before, after))
        or after.startswith((" past ", " an hour", " of an hour"))
    )


def _is_ordinal(before: str, after: str) -> bool:
    """Tell which one of several from a part: "the third of six" from "its third of the venture"."""
    if _ORDINAL_BEFORE.search(before) is None or _OF_MANY.match(after):
        return False
    return _OWN_PART.search(before) is None or _OF_ONE.match(after) is None


def with_article(amount: Amount, before: str, after: str) -> Amount:
    """Return "a third", "a tenth of a point" with the article that makes them a number."""
    article = _ARTICLE.search(before)
    if article is None or amount.number[0] != amount.start or after.startswith("-"):
        return amount
    return replace(amount, start=amount.start - len(article[0]))
