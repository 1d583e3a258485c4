"""Which of the amounts in a text are figures, and of what kind the bare ones are.

An amount with a currency, a unit or a counted noun is a figure. A bare number must show what it is:
an index level, a count, a number on a scale, or one whose unit was said just before.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsx.grammar.amount import Amount
from newsx.grammar.carried import (
    NEAR,
    SENTENCE_END,
    SUMS,
    carried,
    hoped,
    is_converted,
    sentence_before,
)
from newsx.grammar.elided import elided
from newsx.grammar.exchanged import exchanged
from newsx.grammar.fractions import is_fraction, with_article
from newsx.grammar.labelled import is_cell, labelled
from newsx.grammar.led import HEDGED
from newsx.grammar.understood import fetched, understood
from newsx.knowledge.grammar_words import words
from newsx.knowledge.vocabulary import rows

# Words that lead to a level, a size or a count.
_LED = re.compile(
    r"\b(?:to|at|from|by|of|was|were|is|are|stood at|above|below|under|over|near|than|hit"
    r"|reached|nearly|about|around|"
    r"roughly|approximately|almost|some|another|further|additional|the|now|past|beyond|towards?"
    r"|least|most|only|its|between|for|put|with|added|revised|"
    r"lost|shed|gained|fell|rose|cut|cutting|shut|close|hire|hired|employs?|employed|sold"
    r"|delivered|bought|made|has|had|have|up|down|dropped|climbed|slipped|slid|tumbled|plunged"
    r"|jumped|advanced|sank|eased|skidded|surged) $"
)
# "The former see plus 6": a balance of opinion.
_SIGN = re.compile(r"(?:plus|minus) ", re.IGNORECASE)
_LED_CLOSELY = re.compile(r"\b(?:was|is|is now|at|to|from|of|reached|hit|stood at|by) $")
_BY_POINTS = re.compile(
    r"\b(?:up|down|by|of|to|gained|lost|fell|rose|added|adding|dropped) (?:an? )?$"
)
_BESIDE = 40
_AROUND = 60
_POINTS = frozenset({"percentage_point", "basis_point"})
_TO_PERCENT = re.compile(
    r" to (?:just |about |a record )?-?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b|pc\b)"
    r"(?! (?:below|above|off|under|of)\b)"
)
_MOST_OF_A_SHARE = 100
_POINTS_OF_SALE = re.compile(r" of (?:sale|presence|contact|view)\b")
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
_ENDS = re.compile(r"[ ,.;)]|$")
# "Its average multiple of 19", "a price-earnings ratio of 15".
_MULTIPLE_OF = re.compile(
    r"\b(?:multiple|(?:price[-/ ](?:to[- ])?earnings|p/?e|price[- ]to[- ]book) ratio|p/e) of "
    rf"{HEDGED}$"
)
_MOST_MULTIPLE = 200
_PRICED_AT = re.compile(
    r"\b(?:price[-/ ](?:to[- ])?(?:earnings|book|sales)|p/e|pe ratio|p/b|ev/ebitda)\b"
    r"(?:(?! and | as | shares )[^.;,]){0,60}$",
    re.IGNORECASE,
)
_LEVEL_OR_FROM = re.compile(rf"\b(?:at|to|from|against|versus) {HEDGED}$")
# "A book-to-bill of 1.12", "the bid-to-cover ratio was 1.9".
_RATIO_OF = re.compile(
    r"\b(?:book-to-bill|bid-to-cover)(?: ratio)?(?: (?:of|was|at|is|rose to|fell to|stood at))?:? "
    rf"{HEDGED}$"
)
_MARK = re.compile(r"[- ](?:mark|level|threshold|line)\b")
_OF_WHOLE = re.compile(r" (?:out )?of (?:its |the |their |our |those |these |about |some )?\d")
_OF_GROUP = re.compile(
    r" of (?:(?:its|the|their|our|his|her|those|these) (?:\d|[a-z]+ )?(?:people|[a-z]+s|\w+)\b"
    r"|them\b|us\b|\d+\b|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_OF_ONE = re.compile(r" of (?:an?|the|one|its) ")
_OF_MANY = re.compile(
    r" of (?:the|its|his|her|their|our|those|these) (?:[a-z-]+ )?(?![a-z]*ous\b)[a-z]{2,}[^s\W]s\b"
    r"(?!['’])"
)
_NUMBERED = re.compile(
    rf"\b(?:{'|'.join(sorted(words('numbered')))}|no\.?) (?:\d+ (?:and|to|or) )?$"
)
# "New orders 44.7 vs 47.2", but "Web 2.0 vs 3.0".
_VERSUS = re.compile(r" vs\.? ")
_VERSUS_NEXT = re.compile(r" vs\.? \d")
_VERSUS_LED = re.compile(r"(?:\b[a-z]{3,}|:) $")
_OF_OWN = re.compile(r" of (?:the|its|his|her|their|our|those|these) ")
_ACTS = re.compile(r" (?:had|have|were|are|said|did|voted) ")
_SCALE_ALONE = re.compile(
    r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)s?", re.IGNORECASE
)
_LEVEL = re.compile(
    r"\b(?:at|to|from|of|above|below|under|near|around|past|hit|topped|reached|by|through"
    r"|as (?:low|high) as|the record) $"
)
_SMALL_CHANGE = 10
_NO_INDEX = 1_000_000
# What goes up by points that are parts of a percentage, and what goes by points of its own.
_IN_PERCENT = re.compile(
    r"\b(?:ratios?|margins?|rates?|shares? of|market share|vacancy|occupancy|load factor|growth"
    r"|pricing|cost of (?:goods|sales)|inflation|unemployment|turnout|percentage|churn|approval)\b"
)
_IN_POINTS = re.compile(
    r"\b(?:index|indexes|indices|gauges?|scores?|scored|sentiment|confidence|pmi|tankan|barometer"
    r"|stock|shares(?! of)|stocks|bourse|futures)\b"
)
_CLAUSE = re.compile(r"[,;:]|\b(?:and|as|while|when|which|but|taking|extending)\b")
_APART = re.compile(
    r" (?:more|less|better|worse|higher|lower|wider|narrower|above|below|behind|ahead|short|shy)\b"
)
_LOW_INDEX = re.compile(
    r"\b(?:[Vv]olatility [Ii]ndex|VIX|V-?DAX|[Dd]ollar [Ii]ndex|DXY"
    r"|[Ff]ear (?:[Gg]auge|[Ii]ndex))\b"
)
_INDEX_NAME = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(row["name"]) for row in rows("index_words")) + r")(?!\w)"
)


def figures(text: str, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the amounts that are figures, with the kind their context gives them."""
    previous: Amount | None = None
    money: Amount | None = None
    sums: deque[Amount] = deque(maxlen=SUMS)
    for amount in amounts:
        kept = _figure(text, amount, previous)
        if money is not None and amount.bare and (kept is None or kept.bare):
            kept = fetched(text, amount, money) or hoped(text, amount, sums) or kept
        if kept is None and amount.bare:
            found = elided(text, amount, previous)
            if found is not None:
                yield found  # and what comes after it is not read by it
        if kept is not None:
            kept = _cents_of(text, kept, money)
            money = kept if kept.kind == "money" else money
            if kept.kind == "money" and kept.scaled:
                sums.append(kept)
            if previous is None or not is_converted(text, kept, previous):
                previous = kept
            yield kept


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
    if amount.kind == "index" and amount.unit == "point":
        of_sale = _POINTS_OF_SALE.match(after)
        if of_sale is not None:
            end = amount.end + of_sale.end()
            return replace(amount, kind="count", unit=f"point{of_sale[0]}", end=end)
        if _is_share_in_points(text, amount, after):  # "sank 31.4 points to 52.6%"
            return replace(amount, kind="percent", unit="percentage_point")
        if _is_beside_points(text, amount, previous):
            return replace(amount, kind="percent", unit="percentage_point")
        if _is_of_a_ratio(text, amount, previous):
            return replace(amount, kind="percent", unit="percentage_point")
        if previous is not None and previous.kind == "percent":
            return _points_of_percent(text, amount, previous, before, after)
    if amount.kind == "money" and _SCALE_ALONE.fullmatch(text, *amount.number):
        return None  # "Rs crore": what a table is in
    if not amount.bare:
        if amount.kind == "number" and amount.per is not None:
            return exchanged(amount, sentence_before(text, amount.start))
        return None if _is_said_of(text, amount, before, after) else amount
    if is_cell(text, amount):
        return amount
    told = labelled(text, amount) or carried(text, amount, previous)
    if told is not None:
        return told
    sentence = sentence_before(text, amount.start)
    if not amount.words and _is_index_level(sentence, amount):
        return replace(amount, kind="index", unit="point")
    meant = understood(amount, sentence, after, previous)
    if meant is not None:
        return meant
    if _MULTIPLE_OF.search(before) or _is_multiple(sentence, amount):
        return replace(amount, kind="multiple")
    if _RATIO_OF.search(before) and not amount.words:
        return replace(amount, kind="ratio")
    if amount.words:
        return _in_words(text, amount, after)
    if _MARK.match(after):
        return amount
    return _decimal(text, amount, after, previous) or _integer(text, amount, before, after)


def _cents_of(text: str, amount: Amount, money: Amount | None) -> Amount:
    """Return the cents of "earned €0.14 a share, and the payout will be four cents" as euro cents.

    Only beside what is as small: after "the €2 billion bailout" the cents may be of anything.
    """
    if money is None or money.scaled or abs(money.value) >= _SMALL_CHANGE:
        return amount
    if amount.form not in words("cents") or money.form in words("cents"):
        return amount
    if money.currency not in words("money_in_cents") or len(sentence_before(text, amount.start)) < (
        amount.start - money.end
    ):
        return amount
    return replace(amount, currency=money.currency, family=money.family)


def _is_multiple(sentence: str, amount: Amount) -> bool:
    """Tell "the price-to-earnings ratio has come in from 31 to 24" from a number."""
    if amount.words or amount.scaled or not 0 < amount.value < _MOST_MULTIPLE:
        return False
    return _LEVEL_OR_FROM.search(sentence) is not None and _PRICED_AT.search(sentence) is not None


def _is_share_in_points(text: str, amount: Amount, after: str) -> bool:
    """Tell points that lead to a percentage from those of an index in whose sentence one stands."""
    if _TO_PERCENT.match(after) is None or amount.value > _MOST_OF_A_SHARE:
        return False
    return _INDEX_NAME.search(sentence_before(text, amount.start)) is None


def _is_of_a_ratio(text: str, amount: Amount, previous: Amount | None) -> bool:
    """Tell "5.2 points on the combined ratio", "44%, 1.3 points more" from points of an index."""
    if amount.value > _MOST_OF_A_SHARE:
        return False
    sentence = sentence_before(text, amount.start)
    around = sentence + SENTENCE_END.split(text[amount.end : amount.end + _AROUND], 1)[0]
    if _INDEX_NAME.search(around):
        return False
    if previous is not None and previous.kind == "percent" and _APART.match(text, amount.end):
        return previous.end > amount.start - len(sentence)
    begin = max((found.end() for found in _CLAUSE.finditer(sentence.lower())), default=0)
    clause = (
        sentence.lower()[begin:]
        + _CLAUSE.split(text[amount.end : amount.end + _AROUND].lower(), 1)[0]
    )
    return _IN_PERCENT.search(clause) is not None and _IN_POINTS.search(clause) is None


def _is_beside_points(text: str, amount: Amount, previous: Amount | None) -> bool:
    """Tell "acquisitions adding 7 points, price 3 points": points of a percentage again."""
    if previous is None or previous.unit != "percentage_point" or amount.value > _MOST_OF_A_SHARE:
        return False
    between = text[previous.end : amount.start]
    return (
        len(between) <= NEAR
        and not SENTENCE_END.search(between)
        and not _INDEX_NAME.search(between)
    )


def _points_of_percent(
    text: str, amount: Amount, previous: Amount, before: str, after: str
) -> Amount:
    """Return the points of "118%, down 4 points" as parts of a percentage, and of an index not."""
    beside = "." not in text[previous.end : amount.start] or amount.start - previous.end < _BESIDE
    sentence = sentence_before(text, amount.start)
    named = _INDEX_NAME.search(sentence) or _INDEX_NAME.search(text[amount.end :][:_BESIDE])
    told = beside and previous.end > amount.start - len(sentence) and not named
    told = told and amount.value <= _MOST_OF_A_SHARE
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


def _decimal(text: str, amount: Amount, after: str, previous: Amount | None) -> Amount | None:
    if amount.value == int(amount.value) and "." not in text[slice(*amount.number)]:
        return None
    if _OF_ONE.match(after) and not amount.scaled:
        return replace(amount, kind="ratio")
    if amount.scaled and _OF_OWN.match(after):
        return replace(amount, kind="count")  # "2.7 million of its own shares"
    before = text[max(0, amount.start - 40) : amount.start]
    if previous is not None and _VERSUS.fullmatch(text, previous.end, amount.start):
        return amount
    compared = _VERSUS_NEXT.match(after) is not None and _VERSUS_LED.search(before) is not None
    return amount if compared or _LED.search(before.lower()) or amount.value >= 1000 else None


def _integer(text: str, amount: Amount, before: str, after: str) -> Amount | None:
    if amount.value != int(amount.value):
        return None
    if "," in text[amount.start : amount.end] or amount.scaled:
        return replace(amount, kind="count")
    if amount.value >= 2 and _OF_WHOLE.match(after):
        return replace(amount, kind="count")
    if 1900 <= amount.value <= 2099:
        return None
    if amount.value >= 2 and _OF_MANY.match(after) and not _NUMBERED.search(before):
        return replace(amount, kind="count")  # "takes 25 of the jets"
    if _SIGN.match(text, amount.start) and _ENDS.match(after):
        return amount
    if not _LED.search(before):
        return None
    if _OF_GROUP.match(after) or amount.value >= 100 or _MORE.search(before):
        return replace(amount, kind="count")
    if _LED_CLOSELY.search(before) and _ENDS.match(after):
        return replace(amount, kind="number")
    return None


def _is_said_of(text: str, amount: Amount, before: str, after: str) -> bool:
    """Tell "three people familiar with the talks", "one of the five largest": no figures."""
    if amount.kind != "count" or not amount.words:
        return False
    counted = text[amount.number[1] : amount.end].lower() + after
    if _ONE_OF.search(before) and _SUPERLATIVE.match(counted):
        return True
    return _SOURCES.match(counted) is not None and (
        _SAYS_BEFORE.search(before) is not None or _SAYS_AFTER.search(counted) is not None
    )


def _is_index_level(sentence: str, amount: Amount) -> bool:
    """Tell an index level: a bare number of three digits or more in a sentence about an index.

    Those of a few, as of volatility, have two.
    """
    if not 10 <= amount.value < _NO_INDEX or amount.is_year_like:
        return False
    if amount.value < 100:
        return _LEVEL.search(sentence) is not None and _LOW_INDEX.search(sentence) is not None
    return _LEVEL.search(sentence) is not None and _INDEX_NAME.search(sentence) is not None
