"""Words that tell how a statement is meant: its modality, its time, its colour."""

import re
from functools import cache
from typing import Final, TypeVar

from newsx.knowledge.vocabulary import Phrases, lower, rows

Meaning = TypeVar("Meaning")

_WORD: Final = re.compile(r"[^\W\d_]+|['’]")


@cache
def _senses() -> Phrases[str]:
    return Phrases({row["form"]: row["sense"] for row in rows("statement_words")})


@cache
def _signs() -> Phrases[int]:
    return Phrases({row["form"]: int(row["sign"]) for row in rows("polarity_words")})


def senses(text: str) -> list[tuple[int, str]]:
    """Return (offset, sense) of the words that tell how a statement is meant, in order.

    >>> senses("Sales will fall and could halve")
    [(6, 'future'), (20, 'possible')]
    """
    return _find(text, _senses())


def signs(text: str) -> list[tuple[int, int]]:
    """Return (offset, +1 or -1) of the words that are good or bad news, in order."""
    return _find(text, _signs())


def _find(text: str, phrases: Phrases[Meaning]) -> list[tuple[int, Meaning]]:
    lowered = lower(text)
    found = []
    end = 0
    for word in _WORD.finditer(lowered):
        match = phrases.match(lowered, word.start()) if word.start() >= end else None
        if match is not None:
            end, meaning = match
            found.append((word.start(), meaning))
    return found
