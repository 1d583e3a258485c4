"""Words that tell how a statement is meant: its modality, its time, its colour."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple, TypeVar

from newsx.knowledge.vocabulary import Phrases, lower, rows
from newsx.knowledge.weights import weight_table

Meaning = TypeVar("Meaning")

_WORD: Final = re.compile(r"[^\W\d_]+|['’]")


class Colour(NamedTuple):
    """What a word adds to good or bad news."""

    sort: str
    """`word` is good or bad by itself; a `move` is the better or worse for the `measure` that
    moves; a `burden` is a measure that is bad news by itself; a `flip` turns what follows."""
    sign: int
    """+1 or -1: good, up, better when it rises."""


@cache
def _senses() -> tuple[Phrases[str], frozenset[str]]:
    entries = {row["form"]: row["sense"] for row in rows("statement_words")}
    return Phrases(entries), _heads(entries)


@cache
def _colours() -> tuple[Phrases[Colour], frozenset[str]]:
    entries = {row["form"]: Colour(row["sort"], int(row["sign"])) for row in rows("polarity_words")}
    return Phrases(entries), _heads(entries)


def _heads(entries: Iterable[str]) -> frozenset[str]:
    """Return the first words of phrases: the cheap question to ask of every word of a text."""
    return frozenset(head.group() for form in entries if (head := _WORD.match(form)) is not None)


def senses(text: str) -> list[tuple[int, str]]:
    """Return (offset, sense) of the words that tell how a statement is meant, in order.

    >>> senses("Sales will fall and could halve")
    [(6, 'future'), (20, 'possible')]
    """
    return _find(text, *_senses())


def colours(text: str) -> list[tuple[int, Colour]]:
    """Return (offset, colour) of the words that make good or bad news, in order.

    >>> [colour.sort for _, colour in colours("costs fell")]
    ['measure', 'move']
    """
    return _find(text, *_colours())


@cache
def weights() -> dict[str, tuple[tuple[str, str, int], ...]]:
    """Return how much each feature of a claim speaks for what: (question, answer, hundredths).

    The feature `always` has every answer to every question. `models/scripts/statements.py` learns
    them.
    """
    found: dict[str, list[tuple[str, str, int]]] = {}
    for thing, feature, hundredths in weight_table("statement"):
        question, answer = thing.split(" ")
        found.setdefault(feature, []).append((question, answer, hundredths))
    return {feature: tuple(entries) for feature, entries in found.items()}


def _find(text: str, phrases: Phrases[Meaning], heads: frozenset[str]) -> list[tuple[int, Meaning]]:
    lowered = lower(text)
    found = []
    end = 0
    for word in _WORD.finditer(lowered):
        if word.group() not in heads or word.start() < end:
            continue
        match = phrases.match(lowered, word.start())
        if match is not None:
            end, meaning = match
            found.append((word.start(), meaning))
    return found
