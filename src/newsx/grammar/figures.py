"""Which of the amounts in a text are figures, and of what kind the bare ones are.

An amount with a currency, a unit or a counted noun is a figure. A bare number must show what it is:
an index level, a count, a number on a scale, or one whose unit was said just before.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsx.grammar.amount import Amount
from newsx.knowledge.vocabulary import rows

_FRACTION_AFTER = re.compile(
    r" of\b| the | its | their | his | that | as (?:much|many)|-?(?: below| above| lower"
    r"| higher| less| more|-point)"
)
_FRACTION_BEFORE = re.compile(
    r"(?:\bby|\bcut in|\bin|\bnearly|\balmost|\babout|\bthan|\broughly) (?:an? )?$"
)
_NO_FRACTION_BEFORE = re.compile(
    r"\b(?:first|second|latter|this|last|next|third|fourth|other|better|per|each|every) $"
)
_NO_FRACTION_AFTER = re.compile(
    r" of (?:20\d\d|fiscal|the (?:year|fiscal|quarter|month|week|game|season))"
)
# Words that lead to a level, a size or a count.
_LED = re.compile(
    r"\b(?:to|at|from|by|of|was|were|is|are|stood at|above|below|under|over|near|than|hit"
    r"|reached|nearly|about|around|"
    r"roughly|approximately|almost|some|another|further|additional|the|now|past|beyond|towards?"
    r"|least|most|only|its|between|for|put|with|added|"
    r"lost|shed|gained|fell|rose|cut|cutting|shut|close|hire|hired|employs?|employed|sold"
    r"|delivered|bought|made|has|"
    r"had|have) $"
)
_LED_CLOSELY = re.compile(r"\b(?:was|is|is now|at|to|from|of|reached|hit|stood at|by) $")
_MORE = re.compile(r"\b(?:another|further|additional) $")
# What leads to a number whose unit was said just before: "50 basis points and a further 125".
_ELLIPSIS = re.compile(
    r"\b(?:another|a further|an additional|average of|median of|compared with|compared to"
    r"|versus|vs\.?|against|"
    r"up from|down from) $"
)
_ENDS = re.compile(r"[ ,.;)]|$")
_MARK = re.compile(r"[- ](?:mark|level|threshold|line)\b")
_OF_WHOLE = re.compile(r" (?:out )?of (?:its |the |their |our |those |these |about |some )?\d")
_OF_GROUP = re.compile(r" of (?:its|the|their) (?:\d|[a-z]+ )?(?:people|[a-z]+s)\b")
_OF_ONE = re.compile(r" of (?:an?|the|one|its) ")
_ACTS = re.compile(r" (?:had|have|were|are|said|did|voted) ")
_SCALE_ALONE = re.compile(
    r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)s?", re.IGNORECASE
)
_LEVEL = re.compile(
    r"\b(?:at|to|from|of|above|below|near|around|past|hit|topped|reached|by|through) $"
)
_INDEX_NAME = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(row["name"]) for row in rows("index_words")) + r")(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?][”\"’']? +(?=[A-Z“\"])|\n")


def figures(text: str, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the amounts that are figures, with the kind their context gives them."""
    previous: Amount | None = None
    for amount in amounts:
        kept = _figure(text, amount, previous)
        if kept is not None:
            previous = kept
            yield kept


def _figure(text: str, amount: Amount, previous: Amount | None) -> Amount | None:
    before = text[max(0, amount.start - 40) : amount.start].lower()
    after = text[amount.end : amount.end + 30].lower()
    if amount.kind == "fraction":
        return amount if not amount.bare or _is_fraction(before, after) else None
    if not amount.bare:
        return amount
    if amount.value < 1 and amount.words:
        return None
    if amount.words:
        return _in_words(text, amount, after)
    sentence = _sentence_before(text, amount.start)
    if _is_index_level(sentence, amount):
        return replace(amount, kind="index", unit="point")
    if (
        previous is not None
        and previous.kind in {"percent", "multiple"}
        and previous.end > amount.start - len(sentence)
        and _ELLIPSIS.search(before)
    ):
        return replace(amount, kind=previous.kind, unit=previous.unit)
    if _MARK.match(after):
        return amount
    return _decimal(amount, before, after) or _integer(text, amount, before, after)


def _in_words(text: str, amount: Amount, after: str) -> Amount | None:
    """Keep "seven of its members" and "Three had forecast a cut"; leave "one", "thousands"."""
    if _SCALE_ALONE.fullmatch(text, amount.start, amount.end) or amount.value < 2:
        return None
    acts = _ACTS.match(after) is not None and text[amount.start].isupper()
    if amount.value >= 100 or _OF_GROUP.match(after) or (acts and amount.value_max is None):
        return replace(amount, kind="count")
    return None


def _decimal(amount: Amount, before: str, after: str) -> Amount | None:
    if amount.value == int(amount.value):
        return None
    if _OF_ONE.match(after):
        return replace(amount, kind="ratio")
    return amount if _LED.search(before) or amount.value >= 1000 else None


def _integer(text: str, amount: Amount, before: str, after: str) -> Amount | None:
    if amount.value != int(amount.value):
        return None
    if "," in text[amount.start : amount.end] or amount.scaled:
        return replace(amount, kind="count")
    if amount.value >= 2 and _OF_WHOLE.match(after):
        return replace(amount, kind="count")
    if not _LED.search(before) or 1900 <= amount.value <= 2099:
        return None
    if _OF_GROUP.match(after) or amount.value >= 100 or _MORE.search(before):
        return replace(amount, kind="count")
    if _LED_CLOSELY.search(before) and _ENDS.match(after):
        return replace(amount, kind="number")
    return None


def _is_fraction(before: str, after: str) -> bool:
    """Tell half of the stocks from the first half, and a quarter of the staff from one of 2023."""
    if not (_FRACTION_AFTER.match(after) or _FRACTION_BEFORE.search(before)):
        return False
    return not (_NO_FRACTION_BEFORE.search(before) or _NO_FRACTION_AFTER.match(after))


def _is_index_level(sentence: str, amount: Amount) -> bool:
    """Tell an index level: a bare number of three digits or more in a sentence about an index."""
    if amount.value < 100 or amount.is_year_like:
        return False
    return _LEVEL.search(sentence) is not None and _INDEX_NAME.search(sentence) is not None


def _sentence_before(text: str, end: int) -> str:
    """Return what stands before a place in its sentence, as far as a few lines reach."""
    sentence = text[max(0, end - 200) : end]
    start = 0
    for match in _SENTENCE_END.finditer(sentence):
        start = match.end()
    return sentence[start:]
