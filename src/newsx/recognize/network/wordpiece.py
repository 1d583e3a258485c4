"""Words to WordPiece ids and case shapes: what the encoder reads.

The vocabulary is uncased, so how a word is written (`lower`, `Title`, `UPPER` ...) travels beside
its pieces as a shape. Splitting is BERT's (Devlin et al. 2019): lower case, no accents, punctuation
apart, longest match first; a number keeps its first piece alone, since its digits tell the heads
nothing that its shape does not.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

SHAPES: Final = (
    "none",
    "lower",
    "title",
    "upper",
    "letter",
    "mixed",
    "capital_then_mixed",
    "digits",
    "digits_and_letters",
    "punctuation",
    "dotted_capitals",
    "other",
)
"""Case shapes in the order of their ids; ``none`` is for the special pieces."""

_MAX_PIECES: Final = 12
_MAX_CHARACTERS: Final = 100
_CACHE_SIZE: Final = 100_000
_IDEOGRAPHS: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_NUMBER: Final = re.compile(r"[0-9][0-9.,:/]*")
_DOTTED: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]?")


class WordPieces:
    """Split words into piece ids, and remember the words already seen.

    Args:
        vocabulary: The pieces in the order of their ids.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids: Mapping[str, int] = {piece: index for index, piece in enumerate(vocabulary)}
        self.unknown = self._ids["[UNK]"]
        self.begin = self._ids["[CLS]"]
        self.separator = self._ids["[SEP]"]
        self.padding = self._ids["[PAD]"]
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a vocabulary of one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the ids of the word's pieces: at least one, at most twelve."""
        known = self._cache.get(word)
        if known is None:
            known = self._split(word)
            if len(self._cache) < _CACHE_SIZE:
                self._cache[word] = known
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        for part in _parts(word):
            ids.extend(self._longest_matches(part))
        kept = 1 if _NUMBER.fullmatch(word) else _MAX_PIECES
        return tuple(ids[:kept]) or (self.unknown,)

    def _longest_matches(self, part: str) -> list[int]:
        if len(part) > _MAX_CHARACTERS:
            return [self.unknown]
        ids: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                found = self._ids.get(prefix + part[start:end])
                if found is not None:
                    ids.append(found)
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


@lru_cache(maxsize=_CACHE_SIZE)
def shape_of(word: str) -> int:
    """Return the id of the word's case shape.

    >>> [SHAPES[shape_of(word)] for word in ("bank", "Bank", "NATO", "A", "iPhone", "1.5")]
    ['lower', 'title', 'upper', 'letter', 'mixed', 'digits']
    >>> [SHAPES[shape_of(word)] for word in ("1H23", "U.S.", "--")]
    ['digits_and_letters', 'dotted_capitals', 'punctuation']
    """
    return SHAPES.index(_shape(word))


def _shape(word: str) -> str:
    has_digit = any(character.isdigit() for character in word)
    if not any(character.isalpha() for character in word):
        return "digits" if has_digit else "punctuation"
    if has_digit:
        return "digits_and_letters"
    if word.islower():
        return "lower"
    if len(word) == 1:
        return "letter"
    if _DOTTED.fullmatch(word):
        return "dotted_capitals"
    if word.isupper():
        return "upper"
    if word[0].isupper():
        return "title" if word[1:].islower() else "capital_then_mixed"
    return "mixed" if word[0].isalpha() else "other"


def _parts(word: str) -> list[str]:
    lowered = unicodedata.normalize("NFD", word.lower())
    parts: list[str] = []
    current: list[str] = []
    for character in lowered:
        category = unicodedata.category(character)
        if category == "Mn" or category.startswith("C"):
            continue
        if character.isspace():
            parts.append("".join(current))
            current = []
        elif _stands_alone(character, category):
            parts.extend(("".join(current), character))
            current = []
        else:
            current.append(character)
    parts.append("".join(current))
    return [part for part in parts if part]


def _stands_alone(character: str, category: str) -> bool:
    if category.startswith("P") or character in "$+<=>^`|~":
        return True
    code = ord(character)
    return any(first <= code <= last for first, last in _IDEOGRAPHS)
