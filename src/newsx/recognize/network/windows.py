"""Cut a doc into the windows that the encoder reads: whole paragraphs, then whole sentences.

A window never mixes documents and nothing is left out. For a network that points, all but the
first begin with how the text does, mostly its headline: whom an article is about stands there.
Where one sentence is longer than a window can be, it is cut into overlapping windows, and each word
is read in the one where it stands further from the edge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from spacy.tokens import Doc

from newsx.recognize.network.wordpiece import WordPieces, shape_of
from newsx.tokens import tokens_of

# Pieces a window aims at, the opening aside, and may have: attention grows with the square.
_TARGET: Final = 180
MOST: Final = 250
_OVERLAP: Final = 40
OPENING: Final = 40
"""The most pieces that a window shows of how its text begins: of its first stretch of words."""
_FINAL: Final = re.compile(r"[.!?…]+[\"'”’)\]]*")


@dataclass(slots=True)
class Window:
    """What the encoder reads at once.

    `tokens` are the places in the doc of its words; of these, those from `first` to before `last`
    are answered by this window, the others are context: how the text begins or, where the window
    `is_cut` out of a longer one, what stands around them. `breaks` are words that begin a
    paragraph.
    """

    pieces: list[int]
    shapes: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0
    is_cut: bool = False

    @property
    def decoded(self) -> int:
        """The first word to be decoded: of how the text begins, nothing is."""
        return 0 if self.is_cut else self.first


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that should stay together, with their pieces."""

    tokens: list[int]
    pieces: list[tuple[int, ...]]
    opens_paragraph: bool

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces)) + 1


def windows_of(doc: Doc, pieces: WordPieces, *, opened: bool = True) -> Iterator[Window]:
    """Yield the windows of a doc in reading order; every token but white space is in one.

    Args:
        doc: The text.
        pieces: Cuts its words.
        opened: Whether later windows begin with how the text does, where there is room.
    """
    words = tokens_of(doc).texts
    group: list[_Stretch] = []
    size = 0
    opening: _Stretch | None = None
    for stretch in _stretches(words, pieces):
        if group and size + stretch.size > _TARGET:
            yield from _close(group, opening, words, pieces)
            opening = opening or (_opening(group[0]) if opened else None)
            group, size = [], 0
        group.append(stretch)
        size += stretch.size
    if group:
        yield from _close(group, opening, words, pieces)


def _opening(first: _Stretch) -> _Stretch:
    """Return as much of the first words of a text as later windows show."""
    kept = sum(size <= OPENING for size in accumulate(map(len, first.pieces)))
    return _Stretch(first.tokens[:kept], first.pieces[:kept], opens_paragraph=True)


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


def _close(
    group: Sequence[_Stretch], opening: _Stretch | None, words: Sequence[str], pieces: WordPieces
) -> Iterator[Window]:
    window = Window([pieces.begin])
    size = sum(stretch.size for stretch in group)
    if opening is not None and opening.tokens and size + opening.size < MOST:
        _add(window, opening, words)
        window.first = len(window.tokens)
    for number, stretch in enumerate(group):
        if stretch.opens_paragraph or not number:
            if window.tokens:
                window.pieces.append(pieces.separator)
                window.shapes.append(0)
            window.breaks.append(len(window.tokens))
        _add(window, stretch, words)
    window.last = len(window.tokens)
    if len(window.pieces) < MOST:
        window.pieces.append(pieces.separator)
        window.shapes.append(0)
        yield window
    else:
        yield from _overlapping(window, pieces)


def _add(window: Window, stretch: _Stretch, words: Sequence[str]) -> None:
    for index, ids in zip(stretch.tokens, stretch.pieces, strict=True):
        window.starts.append(len(window.pieces))
        window.tokens.append(index)
        window.pieces.extend(ids)
        window.shapes.extend([shape_of(words[index])] * len(ids))


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
            is_cut=True,
        )
