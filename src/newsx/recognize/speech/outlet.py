"""What the outlet itself states: sentences without a source, and clauses beside what others say."""

from collections.abc import Iterator
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.speech.extents import fitted
from newsx.recognize.speech.frames import Frame
from newsx.recognize.speech.reading import (
    CONJUNCTIONS,
    PREPOSITIONS,
    SUBORDINATORS,
    Reading,
    Tokens,
    mean,
)
from newsx.recognize.speech.utterances import LONGEST_LABEL, Utterance, form_of, trimmed

_MIN_FACT_WORDS: Final = 6
_MIN_SURE_WORDS: Final = 2
_SURELY_NEWS: Final = 0.7
# Whose turn it is in an interview: `Q: How are sales?`
_TURNS: Final = frozenset({"q", "a"})
_MARKETS: Final = words_of("markets")
_GOES_ON: Final = frozenset({"and", "but"})
_CIRCUMSTANCES: Final = 16
"""Words that may tell when and where something was said, before who says it goes on."""
_NEWS: Final = 0.4
"""How sure the network must be that a sentence without a source tells something: below, it does
one time in twenty (train split of `models/corpus`)."""


def stated(reading: Reading, start: int, end: int) -> Iterator[Utterance]:
    """Yield what the outlet states in a sentence without a source; a question states nothing."""
    if _asks(reading, start, end):
        return
    lead = start
    while lead < end and reading.words[lead] in CONJUNCTIONS | {
        "however",
        "still",
        "meanwhile",
        ",",
    }:
        lead += 1
    if lead < end and reading.words[lead] in _TURNS and reading.words[lead + 1 : lead + 2] == [":"]:
        lead += 2
    part = trimmed(reading, fitted(reading, (lead, end), start=True, end=True))
    if not any(reading.words[index][0].isalnum() for index in range(*part)):
        return
    if part[1] - part[0] > _least(reading, part):
        yield Utterance((part,), "outlet", evidence="outlet")


def _asks(reading: Reading, start: int, end: int) -> bool:
    """Tell a question, outside of quotation marks; behind a colon it is one that is told of."""
    start, end = reading.trim(start, end)
    if start >= end or reading.words[end - 1] != "?" or reading.quoted[end - 1] >= 0:
        return False
    return ":" not in reading.words[start + 2 : end]


def _least(reading: Reading, part: Tokens) -> int:
    """Return how many words a statement without a source must have more than, to be news.

    Short ones without a figure seldom are (`Not everyone was convinced`), but where the network
    hears one it is (`Rates have followed`); and where it hears none, there is none.
    """
    heard = mean(reading.network.content, part) if reading.network is not None else None
    if heard is not None and heard < _NEWS:
        return len(reading.words)
    sure = heard is not None and heard >= _SURELY_NEWS
    if sure and reading.has_verb(*part):
        return _MIN_SURE_WORDS
    if sure or reading.has_digit(*part):
        return LONGEST_LABEL
    return _MIN_FACT_WORDS


def stated_before(reading: Reading, start: int, frames: list[Frame]) -> Iterator[Utterance]:
    """Yield what the outlet states in a sentence before somebody is given the word."""
    first = frames[0]
    if first.before or first.source is None:
        return
    stop = min(first.start, first.parts[0][0])
    while stop > start and (
        reading.words[stop - 1]
        in CONJUNCTIONS | SUBORDINATORS | PREPOSITIONS | {",", ";", "—", "–"}
    ):
        stop -= 1
    told = reading.has_digit(start, stop) and reading.has_verb(start, stop)
    if stop - start > LONGEST_LABEL and told:
        yield from stated(reading, start, stop)


def stated_behind(reading: Reading, end: int, frames: list[Frame]) -> Iterator[Utterance]:
    """Yield what the outlet states behind a semicolon: `Sales fell, she said; shares lost 4%`."""
    last = frames[-1]
    if not last.before:
        return
    reached = max(last.cue[1], last.parts[-1][1], *(last.source or ()))
    at = next((at for at in range(reached, end) if reading.words[at] == ";"), end)
    if reading.has_verb(at, end) and all(mark < 0 for mark in reading.quoted[at:end]):
        yield from stated(reading, at + 1, end)


def said_on(reading: Reading, end: int, frame: Frame) -> Iterator[Utterance]:
    """Yield what a source goes on to say behind its cue: `Sales fell, she said, and rents rose`.

    Of 35 such clauses in the train corpus, 31 are its own.
    """
    if not frame.before or frame.source is None or frame.cue[0] >= frame.cue[1]:
        return
    reached = max(frame.cue[1], frame.source[1], frame.parts[-1][1], *(frame.via or ()))
    near = range(reached, min(end - 2, reached + _CIRCUMSTANCES))
    at = next((at for at in near if reading.words[at] == ","), None)
    if at is None or reading.words[at + 1] not in _GOES_ON or reading.has_verb(reached, at):
        return
    part = trimmed(reading, (at + 2, end))
    told = reading.has_verb(*part) or reading.has_finite(*part)
    if not told or any(mark >= 0 for mark in reading.quoted[reached : at + 3]):
        return
    if _is_of_market(reading, part):
        yield from stated(reading, *part)
        return
    form = form_of(reading, [part], sourced=True)
    yield Utterance((part,), form, frame.source, frame.cue, frame.lemma, frame.via)


def _is_of_market(reading: Reading, part: Tokens) -> bool:
    """Tell a clause on what the market made of the news: `and the stock dropped 8 percent`."""
    for index in range(*part):
        word = reading.words[index]
        if word in _MARKETS:
            return True
        if word in PREPOSITIONS or word == "," or reading.has_verb(index, index + 1):
            break
    return False
