"""Where sentences begin, scored: F of the places, all of them and those inside a paragraph."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

_LISTED = re.compile(r"(?:[•–-]|\d+\.) ")


class Marked(NamedTuple):
    """A text, where its sentences begin, and which of these places begin a paragraph or line."""

    text: str
    starts: frozenset[int]
    given: frozenset[int]


def read_sentences(path: Path) -> Marked:
    """Read a file of sentences: one a line, paragraphs parted by an empty line."""
    text = ""
    starts, given = set(), set()
    content = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for paragraph in re.split(r"\n{2,}", content.strip()):
        lines = paragraph.split("\n")
        is_list = any(map(_LISTED.match, lines))
        text += "\n\n" if text else ""
        for number, line in enumerate(lines):
            if number:
                text += "\n" if is_list else " "
            starts.add(len(text))
            if is_list or not number:
                given.add(len(text))
            text += line
    return Marked(text, frozenset(starts), frozenset(given))


def found_starts(nlp: Language, text: str) -> frozenset[int]:
    """Return where a pipeline lets sentences begin."""
    return frozenset(
        next((t.idx for t in sentence if not t.is_space), sentence.start_char)
        for sentence in nlp(text).sents
        if sentence.text.strip()
    )


def f_score(wanted: Iterable[int], found: Iterable[int]) -> float:
    """Return the F of two sets of places.

    >>> f_score({0, 5}, {0, 7})
    0.5
    """
    wanted, found = set(wanted), set(found)
    return 2 * len(wanted & found) / (len(wanted) + len(found))
