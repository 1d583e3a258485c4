"""What may stand between a cue and its content: hearer, day, place, occasion."""

from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import source_nouns
from newsx.recognize.speech.reading import (
    AUXILIARIES,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    WEEKDAYS,
    Reading,
)

_OCCASIONS: Final = words_of("venues")
_OCCASION_PREPOSITIONS: Final = words_of("venue_prepositions")
_OCCASION_REACH: Final = 9
_ADVERBS_OF_TIME: Final = frozenset(
    [
        "also",
        "again",
        "earlier",
        "later",
        "late",
        "early",
        "recently",
        "separately",
        "here",
        "there",
    ]
)
_PERIODS: Final = frozenset(["week", "month", "year", "quarter", "morning", "afternoon", "evening"])
_LINKS: Final = words_of("occasion_links")
_NOT_HEARERS: Final = frozenset(["that", "if", "whether", "how", "why", "what", "when", "to"])
# What goes on after an s: "the bank's staff", "a news conference".
_AFTER_PLURAL: Final = _OCCASIONS | {"'s", "’s"}
_HEARERS: Final = frozenset(["him", "her", "them", "us", "me", "you"])


def skip_circumstances(reading: Reading, index: int, end: int, *, hearer: bool) -> int:
    """Return one past hearer, dates, places and occasions that begin at `index`."""
    if hearer:
        index = _skip_hearer(reading, index, end)
    while index < end and reading.quoted[index] < 0:
        stop = _one_circumstance(reading, index, end, placed=hearer)
        if stop == index:
            break
        index = stop
    return index


def _one_circumstance(reading: Reading, index: int, end: int, *, placed: bool) -> int:
    """Return one past the circumstance that begins at `index`, or `index` where none does."""
    words = reading.words
    word = words[index]
    following = words[index + 1] if index + 1 < end else ""
    if word in WEEKDAYS or word in _ADVERBS_OF_TIME:
        return index + 1
    if word in {"last", "this", "earlier"} and following in _PERIODS | {"this"}:
        return index + 3 if following == "this" else index + 2
    if word in {"on", "in", "for"} and following in WEEKDAYS | MONTHS:
        return _skip_numbers(reading, index + 2, end)
    if word in MONTHS and following.isdigit():
        return index + 2
    if word == "when" and following in {"reached", "asked", "contacted"}:
        while index < end and reading.words[index] not in STOPS:
            index += 1
        return index
    if word == "," and following in _OCCASION_PREPOSITIONS:
        stop = _skip_occasion(reading, index + 1, end)
        return stop if stop > index + 1 else index
    if word in _OCCASION_PREPOSITIONS:
        stop = _skip_occasion(reading, index, end)
        name = reading.name_of[index + 1] if index + 1 < end else None
        if stop == index and placed and name is not None and name.label in {"GPE", "LOC"}:
            return name.end
        return stop
    return index


def _skip_numbers(reading: Reading, index: int, end: int) -> int:
    while index < end and reading.words[index].isdigit():
        index += 1
    return index


def _skip_occasion(reading: Reading, index: int, end: int) -> int:
    """Return one past a phrase like `in a note to clients`, or `index` where none begins."""
    words = reading.words
    stop = index + 1
    seen = False
    while stop < end and stop < index + _OCCASION_REACH:
        word = words[stop]
        if word in _OCCASIONS:
            seen = True
        elif (
            seen
            or reading.quoted[stop] >= 0
            or (word != "-" and word in STOPS | PRONOUNS | AUXILIARIES)
        ):
            break
        stop += 1
    if not seen:
        return index
    while stop < end and words[stop] in _LINKS:
        stop += 1
        while stop < end and words[stop] in DETERMINERS:
            stop += 1
        if stop < end and words[stop] in _LINKS:
            continue
        name = reading.name_of[stop] if stop < end else None
        stop = name.end if name is not None else min(end, stop + 1)
    return stop


def _skip_hearer(reading: Reading, index: int, end: int) -> int:
    """Return one past the noun phrase that is told something."""
    words = reading.words
    begin = index
    while index < end and reading.quoted[index] < 0:
        word = words[index]
        name = reading.name_of[index]
        if name is not None:
            if index > begin and words[index - 1] not in DETERMINERS | {"and", "'s", "’s"}:
                break
            index = name.end
            if index < end and words[index] in {"'s", "’s", "and"}:
                index += 1
                continue
            return index + 1 if index < end and words[index] in source_nouns() else index
        if word in _HEARERS and index == begin:
            return index + 1
        if word in _NOT_HEARERS or (word in STOPS and word != "-"):
            break
        if word in DETERMINERS | PRONOUNS and index > begin:
            break
        if word in AUXILIARIES or word in PREPOSITIONS:
            break
        index += 1
        is_plural = word.endswith("s") and word not in DETERMINERS
        if is_plural and not (index < end and words[index] in _AFTER_PLURAL):
            break
    return index
