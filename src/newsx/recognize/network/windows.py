"""Cut a doc into the windows that the encoder reads: whole paragraphs, then whole sentences.

A window never mixes documents and nothing is left out. Where one sentence is longer than a window
can be, it is cut into overlapping windows, and each word is read in the one where it stands
further from the edge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from newsx.recognize.network.wordpiece import WordPieces, shape_of
from newsx.tokens import tokens_of

# Pieces a window aims at and may have: attention grows with the square, and training saw 180.
_TARGET: Final = 180
_MOST: Final = 250
_OVERLAP: Final = 40
_FINAL: Final = re.compile(r"[.!?…]+[\"'”’)\]]*")


@dataclass(slots=True)
class Window:
    """What the encoder reads at once.

    `tokens` are the places in the doc of its words; of these, those from `first` to before `last`
    are answered by this window, the others are context. `breaks` are words that begin a paragraph.
    """

    pieces: list[int]
    shapes: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that should stay together, with their pieces."""

    tokens: list[int]
    pieces: list[tuple[int, ...]]
    opens_paragraph: bool

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces)) + 1


def windows_of(doc: Doc, pieces: WordPieces) -> Iterator[Window]:
    """Yield the windows of a doc in reading order; every token but white space is in one."""
    words = tokens_of(doc).texts
    group: list[_Stretch] = []
    size = 0
    for stretch in _stretches(words, pieces):
        if group and size + stretch.size > _TARGET:
            yield from _close(group, words, pieces)
            group, size = [], 0
        group.append(stretch)
        size += stretch.size
    if group:
        yield from _close(group, words, pieces)


def _stretches(words: Sequence[str], pieces: WordPieces) -> Iterator[_Stretch]:
    for paragraph in _paragraphs(words):
        whole = _Stretch(paragraph, [pieces(words[index]) for index in paragraph], True)
        if whole.size <= _TARGET:
            yield whole
            continue
        begin = 0
        for end in _sentence_ends(words, paragraph):
            yield _Stretch(paragraph[begin:end], whole.pieces[begin:end], begin == 0)
            begin = end


def _paragraphs(words: Sequence[str]) -> Iterator[list[int]]:
    paragraph: list[int] = []
    for index, word in enumerate(words):
        if not word.isspace():
            paragraph.append(index)
        elif paragraph and "\n" in word:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _sentence_ends(words: Sequence[str], paragraph: Sequence[int]) -> Iterator[int]:
    """Yield where sentences probably end (exclusive): only to choose where windows may be cut."""
    for place in range(1, len(paragraph)):
        before, word = words[paragraph[place - 1]], words[paragraph[place]]
        if _FINAL.fullmatch(before) or before in {'"', "”", "’", ")"}:
            closed = before in {'"', "”", "’", ")"}
            ended = place > 1 and _FINAL.fullmatch(words[paragraph[place - 2]])
            if (not closed or ended) and (word[:1].isupper() or word in {"“", '"', "‘"}):
                yield place
    yield len(paragraph)


def _close(group: Sequence[_Stretch], words: Sequence[str], pieces: WordPieces) -> Iterator[Window]:
    window = Window([pieces.begin])
    for number, stretch in enumerate(group):
        if number and stretch.opens_paragraph:
            window.pieces.append(pieces.separator)
            window.shapes.append(0)
        if stretch.opens_paragraph:
            window.breaks.append(len(window.starts))
        for index, ids in zip(stretch.tokens, stretch.pieces, strict=True):
            window.starts.append(len(window.pieces))
            window.tokens.append(index)
            window.pieces.extend(ids)
            window.shapes.extend([shape_of(words[index])] * len(ids))
    window.last = len(window.tokens)
    if len(window.pieces) < _MOST:
        window.pieces.append(pieces.separator)
        window.shapes.append(0)
        yield window
    else:
        yield from _overlapping(window, pieces)


def _overlapping(long: Window, pieces: WordPieces) -> Iterator[Window]:
    """Cut an overlong window into several that share words at their seams."""
    cuts = [0]
    for word, start in enumerate(long.starts):
        if start - long.starts[cuts[-1]] > _TARGET - 2 * _OVERLAP:
            cuts.append(word)
    for first, last in zip(cuts, [*cuts[1:], len(long.tokens)], strict=True):
        left, right = first, last
        while left and long.starts[first] - long.starts[left - 1] <= _OVERLAP:
            left -= 1
        while right < len(long.starts) and long.starts[right] - long.starts[last - 1] <= _OVERLAP:
            right += 1
        begin = long.starts[left]
        end = long.starts[right] if right < len(long.starts) else len(long.pieces)
        yield Window(
            [pieces.begin, *long.pieces[begin:end], pieces.separator],
            [0, *long.shapes[begin:end], 0],
            [start - begin + 1 for start in long.starts[left:right]],
            long.tokens[left:right],
            [word - left for word in long.breaks if first <= word < last],
            first - left,
            last - left,
        )
