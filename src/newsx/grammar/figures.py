"""Which of the amounts in a text are figures, and of what kind the bare ones are.

An amount with a currency, a unit or a counted noun is a figure. A bare number must show what it is:
an index level, a count, a number on a scale, or one whose unit was said just before.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from newsx.grammar.amount import Amount
from newsx.grammar.fractions import is_fraction, with_article
from newsx.grammar.nouns import is_plural
from newsx.grammar.rows import row_at
from newsx.grammar.understood import exchanged, fetched, understood
from newsx.knowledge.vocabulary import rows

# Words that lead to a level, a size or a count.
_LED = re.compile(
    r"\b(?:to|at|from|by|of|was|were|is|are|stood at|above|below|under|over|near|than|hit"
    r"|reached|nearly|about|around|"
    r"roughly|approximately|almost|some|another|further|additional|the|now|past|beyond|towards?"
    r"|least|most|only|its|between|for|put|with|added|"
    r"lost|shed|gained|fell|rose|cut|cutting|shut|close|hire|hired|employs?|employed|sold"
    r"|delivered|bought|made|has|had|have|up|down|dropped|climbed|slipped|slid|tumbled|plunged"
    r"|jumped|advanced|sank|eased|skidded|surged) $"
)
_LED_CLOSELY = re.compile(r"\b(?:was|is|is now|at|to|from|of|reached|hit|stood at|by) $")
_NEAR, _BESIDE = 90, 40
# How many sums before an expected one are looked at, and how far back.
_SUMS, _AS_FAR = 3, 300
_BY_POINTS = re.compile(
    r"\b(?:up|down|by|of|to|gained|lost|fell|rose|added|adding|dropped) (?:an? )?$"
)
_POINTS = frozenset({"percentage_point", "basis_point"})
_CELL_BEFORE = re.compile(r"[|] ?[($]*$")
_CELL_AFTER = re.compile(r"\)? ?(?:[|]|\n|$)")
# What can follow a number that is a cell of a line of numbers, and what stands before it.
_IN_ROW_AFTER = re.compile(r"\)?[ \t]*(?:\n|$|(?:/[ \t]+)?[-+–−(]{0,2}[$€£¥₹]?\d)")
_IN_ROW_BEFORE = re.compile(r"[\w)%:/.][ \t]+[-+–−(]{0,2}$")
# "• Newbuildings: four; ...", "Days of stock: 171 (2011: 164)": what a line is labelled with.
_LABELLED = re.compile(r"(?:^|\n)[^\w\n]{1,4}[A-Z(](?:[^\n:.;]{0,60}[ -])?(\w{1,25}): ?$")
_LABEL_ENDS = re.compile(r"[,;)]|\n|$| (?:\(|and \d)")
_BRACKET = re.compile(r"[^\n()]{0,24}[ ]\(", re.DOTALL)
# "a loss of 3 million users": the number counts what follows it.
_NOUN_AHEAD = re.compile(
    r"[ -](?!(?:a|an|and|or|but|in|on|at|for|from|to|of|by|as|with|last|this|the|after|before"
    r"|because|when|while|which|previously|earlier|versus)\b)(?:[A-Z]{2,5}[ ])?[a-z]"
)
_SOURCES = re.compile(
    r"[ ](?:[a-z]+[ ]){0,2}(?:people|persons|sources|officials|delegates|insiders|executives"
    r"|bankers|traders|investors|buyers|employees|diplomats|lawyers|brokers|dealers"
    r"|participants)\b"
)
_SAYS_BEFORE = re.compile(
    r"(?:according to|citing|cited|told by|said|say|include) (?:the |some )?$"
)
_SAYS_AFTER = re.compile(
    r"\b(?:familiar|briefed|involved|close to|who declined|who asked|who spoke|with (?:direct )?"
    r"knowledge|said|told)\b"
)
# "One of the world's five largest": which ones, and no count.
_ONE_OF = re.compile(r"\bone of [^.;]*$")
_SUPERLATIVE = re.compile(r"[ -](?:[a-z]+est|most|main|top|leading)\b")
_MORE = re.compile(r"\b(?:another|further|additional) $")
# "Analysts had expected 322 million": of what the sentence before told the amount of.
_EXPECTED = re.compile(
    r"\b(?:expect(?:ed|ing|ations?)|forecast(?:s|ed)?|estimate[sd]?|predicted|pencilled in"
    r"|consensus|compare[sd]|projected)\b[^.;]*$"
)
_ENDS = re.compile(r"[ ,.;)]|$")
_MARK = re.compile(r"[- ](?:mark|level|threshold|line)\b")
_OF_WHOLE = re.compile(r" (?:out )?of (?:its |the |their |our |those |these |about |some )?\d")
_OF_GROUP = re.compile(
    r" of (?:(?:its|the|their|our|his|her|those|these) (?:\d|[a-z]+ )?(?:people|[a-z]+s|\w+)\b"
    r"|them\b|us\b|\d+\b|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
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
    money: Amount | None = None
    sums: deque[Amount] = deque(maxlen=_SUMS)
    for amount in amounts:
        kept = _figure(text, amount, previous)
        if money is not None and amount.bare and (kept is None or kept.bare):
            kept = fetched(text, amount, money) or _hoped(text, amount, sums) or kept
        if kept is not None:
            money = kept if kept.kind == "money" else money
            if kept.kind == "money" and kept.scaled:
                sums.append(kept)
            if previous is None or not _is_converted(text, kept, previous):
                previous = kept
            yield kept


def _hoped(text: str, amount: Amount, sums: Sequence[Amount]) -> Amount | None:
    """Return what was expected of a sum told a little before, past those of another size.

    "It earned 1.2 billion crowns. Its unit lost 40 million marks. Analysts had expected 1.4
    billion": crowns.
    """
    if not amount.scaled or amount.words or _NOUN_AHEAD.match(text, amount.end):
        return None
    if _EXPECTED.search(_sentence_before(text, amount.start)) is None:
        return None
    for one in reversed(sums):
        near = amount.start - one.end <= _AS_FAR and "\n" not in text[one.end : amount.start]
        if near and one.value and Decimal("0.2") < abs(amount.value / one.value) < Decimal(5):
            return _as(one, amount, amount.value)
    return None


def _is_converted(text: str, amount: Amount, previous: Amount) -> bool:
    """Tell the bracket of "341 million euros ($402 million)": what follows is in euros again."""
    return (
        amount.kind == previous.kind == "money"
        and amount.currency != previous.currency
        and _BRACKET.fullmatch(text, previous.end, amount.start) is not None
        and text.startswith(")", amount.end)
    )


def _figure(text: str, amount: Amount, previous: Amount | None) -> Amount | None:
    before = text[max(0, amount.start - 40) : amount.start].lower()
    after = text[amount.end : amount.end + 30].lower()
    if amount.kind == "fraction":
        kept = not amount.bare or is_fraction(text[amount.start : amount.end], before, after)
        return with_article(amount, before, after) if kept else None
    partial = amount.unit in _POINTS or (amount.kind == "money" and amount.words)
    if partial and " of a" in text[amount.start : amount.end]:
        return with_article(amount, before, after)
    if amount.unit == "point" and amount.words and amount.value == 1 and before.endswith("at "):
        return None  # "at one point they were up 16%"
    if amount.kind == "index" and previous is not None and previous.kind == "percent":
        return _points_of_percent(text, amount, previous, before, after)
    if amount.kind == "money" and _SCALE_ALONE.fullmatch(text, *amount.number):
        return None  # "Rs crore": what a table is in
    if not amount.bare:
        if amount.kind == "number" and amount.per is not None:
            return exchanged(amount, _sentence_before(text, amount.start))
        return None if _is_said_of(text, amount, before, after) else amount
    if _is_cell(text, amount):
        return amount
    labelled = _labelled(text, amount)
    if labelled is not None:
        return labelled
    carried = _carried(text, amount, previous)
    if carried is not None:
        return carried
    sentence = _sentence_before(text, amount.start)
    if not amount.words and _is_index_level(sentence, amount):
        return replace(amount, kind="index", unit="point")
    meant = understood(amount, sentence, after, previous)
    if meant is not None:
        return meant
    if amount.words:
        return _in_words(text, amount, after)
    if _MARK.match(after):
        return amount
    return _decimal(text, amount, before, after) or _integer(text, amount, before, after)


def _points_of_percent(
    text: str, amount: Amount, previous: Amount, before: str, after: str
) -> Amount:
    """Return the points of "118%, down 4 points" as parts of a percentage, and of an index not."""
    beside = "." not in text[previous.end : amount.start] or amount.start - previous.end < _BESIDE
    sentence = _sentence_before(text, amount.start)
    named = _INDEX_NAME.search(sentence) or _INDEX_NAME.search(text[amount.end :][:_BESIDE])
    told = beside and previous.end > amount.start - len(sentence) and not named
    if told and _BY_POINTS.search(before) and not after.startswith(" to "):
        return replace(amount, kind="percent", unit="percentage_point")
    return amount


def _in_words(text: str, amount: Amount, after: str) -> Amount | None:
    """Keep "seven of its members" and "Three had forecast a cut"; leave "one", "thousands"."""
    if _SCALE_ALONE.fullmatch(text, amount.start, amount.end) or amount.value < 2:
        return None
    acts = _ACTS.match(after) is not None and text[amount.start].isupper()
    if amount.value >= 100 or _OF_GROUP.match(after) or (acts and amount.value_max is None):
        return replace(amount, kind="count")
    return None


def _decimal(text: str, amount: Amount, before: str, after: str) -> Amount | None:
    if amount.value == int(amount.value) and "." not in text[slice(*amount.number)]:
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


def _is_cell(text: str, amount: Amount) -> bool:
    """Tell a number that is a whole cell of a table: "Revenue | 31,570 | 28,910"."""
    if amount.is_year_like or amount.words:
        return False
    if _CELL_BEFORE.search(text, max(0, amount.start - 4), amount.start) is not None:
        return _CELL_AFTER.match(text, amount.end) is not None
    if _IN_ROW_AFTER.match(text, amount.end) is None:
        return False
    if _IN_ROW_BEFORE.search(text, max(0, amount.start - 30), amount.start) is None:
        return False
    row = row_at(text, amount.start)
    return row is not None and row.column(amount.number[0]) > 0


def _labelled(text: str, amount: Amount) -> Amount | None:
    """Return a number that is all a line says of its label: "• Purchase orders: 41, of which"."""
    if amount.is_year_like or _LABEL_ENDS.match(text, amount.end) is None:
        return None
    label = _LABELLED.search(text, max(0, amount.start - 70), amount.start)
    if label is None:
        return None
    counts = amount.value == int(amount.value) >= 0 and is_plural(label[1].lower())
    return replace(amount, kind="count") if counts or amount.scaled else amount


def _carried(text: str, amount: Amount, previous: Amount | None) -> Amount | None:
    """Return a bare number as what the figure before it is, where the two are compared.

    "Losses of 214 billion naira and negative equity of 88 billion"; company reports put last
    year's figure in brackets, "EUR 512.3 million (582.1)", in the unit of this year's.
    """
    if previous is None:
        return None
    bare = previous.bare and previous.kind in {"number", "count"}
    if not (bare or previous.kind in {"money", "percent"}):
        return None
    if amount.words and not (amount.scaled and amount.mantissa < 1):
        return None  # but "half a billion"
    between = text[previous.end : amount.start]
    if _BRACKET.fullmatch(between) and text.startswith(")", amount.end):
        if amount.is_year_like or not amount.is_of_order(previous):
            return None
        scale = previous.value / previous.mantissa if previous.mantissa else 1
        value = amount.value if amount.scaled else amount.value * scale
        return _as(previous, amount, value)
    if (
        amount.scaled
        and previous.kind == "money"
        and previous.scaled
        and not _NOUN_AHEAD.match(text, amount.end)
        and _is_near(between, amount, previous)
    ):
        return _as(previous, amount, amount.value)
    return None


def _is_near(between: str, amount: Amount, previous: Amount) -> bool:
    """Tell an amount of the same sentence, or what was expected of the one in that before."""
    if not _SENTENCE_END.search(between):
        return len(between) <= _NEAR
    sentences = _SENTENCE_END.split(between)
    return (
        len(sentences) == 2
        and "\n" not in between
        and _EXPECTED.search(sentences[1]) is not None
        and previous.value != 0
        and Decimal("0.2") < abs(amount.value / previous.value) < Decimal(5)
    )


def _as(previous: Amount, amount: Amount, value: Decimal) -> Amount:
    return replace(
        amount, kind=previous.kind, value=value, unit=previous.unit, currency=previous.currency,
        family=previous.family, form=previous.form, bare=False, scaled=previous.scaled,
    )  # fmt: skip


def _is_said_of(text: str, amount: Amount, before: str, after: str) -> bool:
    """Tell "three people familiar with the talks", "one of the five largest": no figures."""
    if amount.kind != "count" or not amount.words:
        return False
    if _ONE_OF.search(before) and _SUPERLATIVE.match(after):
        return True
    counted = text[amount.number[1] : amount.end].lower() + after
    return _SOURCES.match(counted) is not None and (
        _SAYS_BEFORE.search(before) is not None or _SAYS_AFTER.search(counted) is not None
    )


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
