"""Read a text's figures and times together: what is a figure, what is a date, what is neither."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from newsx.grammar import amounts, dates
from newsx.grammar.amounts import Amount
from newsx.grammar.dates import Time
from newsx.knowledge import never_figures
from newsx.knowledge.vocabulary import lower


class Reading(NamedTuple):
    """Everything numeric that a text says, each character used at most once."""

    figures: tuple[Amount, ...]
    times: tuple[Time, ...]


class _Taken:
    """Stretches of text that are used up."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._places = sorted(places)
        self._starts = [start for start, _ in self._places]

    def touches(self, start: int, end: int) -> bool:
        """Tell whether any taken stretch overlaps `[start, end)`."""
        index = bisect_right(self._starts, start) - 1
        # Taken stretches are short and rarely nest, so a few neighbours decide.
        for first, last in self._places[max(0, index - 3) : index + 8]:
            if first < end and start < last:
                return True
        return False


def read(text: str, names: Iterable[tuple[int, int]] = ()) -> Reading:
    """Read the figures and times of a text; numbers inside `names` are neither."""
    never = _Taken([*never_figures.places(text, lower(text)), *names])
    found = [amount for amount in amounts.scan(text) if not never.touches(*amount.number)]
    times = [time for time in dates.scan(text) if not never.touches(time.start, time.end)]
    times = _unlike_figures(times, found)
    taken = _Taken((time.start, time.end) for time in times)
    figures = [amount for amount in found if not taken.touches(amount.start, amount.end)]
    return Reading(tuple(_figures(text, figures)), tuple(times))


def _unlike_figures(times: list[Time], figures: list[Amount]) -> list[Time]:
    """Drop the times that a longer figure covers; a year before a noun stays a year."""
    spans = {}
    for figure in figures:
        if figure.bare:
            continue
        if figure.kind == "count" and _is_year_like(figure):
            continue
        spans[figure.start] = figure
    taken = _Taken((figure.start, figure.end) for figure in spans.values())
    kept = []
    for time in times:
        if taken.touches(time.start, time.end):
            covering = [f for f in spans.values() if f.start < time.end and time.start < f.end]
            if any(f.end - f.start >= time.end - time.start for f in covering):
                continue
        kept.append(time)
    return kept


def _is_year_like(figure: Amount) -> bool:
    return (
        not figure.words
        and not figure.scaled
        and figure.number[1] - figure.number[0] == 4
        and 1900 <= figure.value <= 2099
    )


_FRACTION_AFTER = re.compile(
    r" of\b| the | its | their | his | that | as (?:much|many)|-?(?: below| above| lower| higher| less| more|-point)"
)
_FRACTION_BEFORE = re.compile(
    r"(?:\bby|\bcut in|\bin|\bnearly|\balmost|\babout|\bthan|\broughly) (?:an? )?$"
)
_LEVEL_BEFORE = re.compile(
    r"\b(?:to|at|from|by|of|was|were|is|are|stood at|above|below|under|over|near|than|hit|reached|nearly|about|around|"
    r"roughly|approximately|almost|some|another|further|additional|the|least|most|only|its|between|for|put|with|added|lost|"
    r"shed|gained|fell|rose|cut|cutting|shut|close|hire|hired|employs?|employed|sold|delivered|bought|made|has|had|have) $"
)
_MARK_AFTER = re.compile(r"[- ](?:mark|level|threshold|line)\b")
_OF_NOUN = re.compile(
    r" (?:out )?of (?:(?:its|the|their|our|those|these|about|some) )?\d*[\d,]* ?[a-z]*"
)


def _figures(text: str, found: list[Amount]) -> Iterable[Amount]:
    """Yield the amounts that are figures: what stands bare must show what it is."""
    previous: Amount | None = None
    for amount in found:
        kept = _as_figure(text, amount, previous)
        if kept is not None:
            previous = kept
            yield kept


def _as_figure(text: str, amount: Amount, previous: Amount | None) -> Amount | None:
    before = text[max(0, amount.start - 40) : amount.start].lower()
    after = text[amount.end : amount.end + 30].lower()
    if amount.kind == "fraction":
        if not amount.bare or _FRACTION_AFTER.match(after) or _FRACTION_BEFORE.search(before):
            return amount if _fraction_fits(before, after) else None
        return None
    if amount.kind == "index" and amount.value < 1 and not amount.words:
        return amount
    if not amount.bare:
        return amount
    sentence = text[max(0, amount.start - 160) : amount.start]
    if not amount.words and _is_index_level(sentence, amount):
        return replace(amount, kind="index", unit="point")
    if amount.words and not amount.scaled and amount.value < 1:
        return None
    is_decimal = amount.value != int(amount.value)
    if amount.words:
        if (
            amount.value >= 2
            and _OF_NOUN.match(after)
            and amount.value < 100
            and re.match(r" of (?:its|the|their) (?:\d|[a-z]+ (?:people|[a-z]+s)\b)", after)
        ):
            return replace(amount, kind="count")
        if (
            amount.value_max is None
            and amount.value >= 2
            and re.match(r" (?:had|have|were|are|said|did|voted) ", after)
            and text[amount.start].isupper()
        ):
            return replace(amount, kind="count")
        return replace(amount, kind="count") if amount.value >= 100 else None
    if _MARK_AFTER.match(after):
        return amount
    if is_decimal:
        return amount if _LEVEL_BEFORE.search(before) or amount.value >= 1000 else None
    grouped = "," in text[amount.start : amount.end] or amount.scaled
    if grouped:
        return replace(amount, kind="count")
    if _LEVEL_BEFORE.search(before) and not (1900 <= amount.value <= 2099):
        if (
            _OF_NOUN.match(after)
            or amount.value >= 100
            or re.search(r"\b(?:another|further|additional) $", before)
        ):
            return replace(amount, kind="count")
        if re.search(r"\b(?:was|is|at|to|from|of|reached|hit|stood at|by) $", before) and re.match(
            r"[ ,.;)]|$", after
        ):
            return replace(amount, kind="number")
    if (
        _OF_NOUN.match(after)
        and amount.value >= 2
        and re.match(r" (?:out )?of (?:its |the |their )?\d", after)
    ):
        return replace(amount, kind="count")
    del previous
    return None


_INDEX_NAME = re.compile(
    r"\b(?:Nasdaq|NASDAQ|Dow\b|Composite|Industrial Average|S&P|FTSE|Footsie|Nikkei|Topix|Stoxx|STOXX|DAX|Dax|CAC|"
    r"Hang Seng|Sensex|Nifty|Kospi|KOSPI|Russell|index|Index|gauge|benchmark|ASX|TSX|Bovespa|Ibovespa|IBEX|Ibex|AEX|MIB|"
    r"SMI|OMX|WIG|Merval|Straits Times|CSI|Shanghai|VIX)\b"
)
_INDEX_LEVEL = re.compile(
    r"\b(?:at|to|from|of|above|below|near|around|past|hit|topped|reached|by|through) $"
)


def _is_index_level(sentence: str, amount: Amount) -> bool:
    """Tell an index level: a bare number of three digits or more in a sentence about an index."""
    if (
        amount.value < 100
        or 1900 <= amount.value <= 2099
        and amount.number[1] - amount.number[0] == 4
    ):
        return False
    return _INDEX_LEVEL.search(sentence) is not None and _INDEX_NAME.search(sentence) is not None


def _fraction_fits(before: str, after: str) -> bool:
    """Tell half of the stocks from the first half, and a quarter of the staff from a quarter of 2023."""
    if re.search(
        r"\b(?:first|second|latter|this|last|next|third|fourth|other|better|per|each|every) $",
        before,
    ):
        return False
    return (
        re.match(r" of (?:20\d\d|fiscal|the (?:year|fiscal|quarter|month|week|game|season))", after)
        is None
    )


_ = Decimal
