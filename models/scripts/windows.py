"""Pack examples into windows as the running pipeline does, and windows into batches of tensors."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from augment import recase
from labels import CLAIM_PARTS, IGNORED, MEANINGS
from readers import CLOSERS, DOUBTFUL, ENDS, NO_SENTENCES, Example

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
from newsx.recognize.network.windows import MOST, OPENING
from newsx.recognize.network.wordpiece import SHAPES, WordPieces, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from pointing import Pointing
    from torch import Tensor

TOKEN_LABELS = ("names", "sentence", "upos", "xpos", *CLAIM_PARTS, *MEANINGS)
LINKS = ("to_source", "to_cue")
"""From the first word of a content to those of its source and cue; every word has one label."""
LONGEST = 320
SHORT = (0, 0, 60, 100, 140, 180)
"""Pieces that windows aim at, one drawn each time: a paragraph, or several; the pipeline's aim is
180."""
LONG = (0, 100, 140, 180, 180, 180)
"""For whole articles: of a figure, more of what it could point to is in sight."""
UNOPENED = 0.15
"""Part of an article's windows that do not begin with how it does: an excerpt reads like that."""
UNTITLED = 0.25
"""Part of those that begin with its second paragraph: the headline of a page is known apart."""
SHAPES_COUNT = len(SHAPES)
_APART = 1000
"""More than a paragraph has claims: those of another have other numbers."""


@dataclass(slots=True)
class Window:
    """What the network reads at once, and the labels of its words."""

    pieces: list[int]
    shapes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    labels: dict[str, list[int]] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    pointings: list[tuple[int, dict[str, list[int]]]] = field(default_factory=list)
    """The place of a word of a figure or source, and by link the columns it should point to: 0 is
    none."""
    measures: list[tuple[int, list[int]]] = field(default_factory=list)
    """The place of a word of a figure, and the numbers of the words of its measure."""


class Packer:
    """Make windows of consecutive examples."""

    def __init__(
        self,
        pieces: WordPieces,
        xpos: Sequence[str],
        relations: Sequence[str],
        measure_words: Sequence[str] = (),
    ) -> None:
        self.pieces = pieces
        self.measure_words = {word: index for index, word in enumerate(measure_words)}
        self.xpos = {tag: index for index, tag in enumerate(xpos)}
        self.relations = {name: index for index, name in enumerate(relations)}

    def pack(
        self,
        examples: Sequence[Example],
        rng: Random | None,
        aims: Sequence[int] = SHORT,
        *,
        opened: bool = False,
    ) -> Iterator[Window]:
        """Yield windows; without ``rng`` one window an example, unvaried.

        Where they are `opened`, most begin with how their article does, as in the pipeline.
        """
        group: list[Example] = []
        size = 0
        opening: list[Example] = []
        limit = rng.choice(aims) if rng else 0
        for example in examples:
            length = self._size(example.words) + 1
            if group and (size + length > limit or example.document != group[-1].document):
                yield self.window(group, rng, opening if opened else ())
                group, size, limit = [], 0, rng.choice(aims) if rng else 0
            if opening and opening[0].document != example.document:
                opening = []
            group.append(example)
            size += length
            opening = [*opening, example][:2]
        if group:
            yield self.window(group, rng, opening if opened else ())

    def window(
        self, examples: Sequence[Example], rng: Random | None, opening: Sequence[Example] = ()
    ) -> Window:
        """Return one window of these examples; a separator stands between paragraphs.

        Args:
            examples: Of one document.
            rng: Draws how they are varied.
            opening: The first two of that document: a headline and what follows, or else what
                stands first on a page whose headline is known apart. One of them is put first.
        """
        window = Window([self.pieces.begin], [0])
        apart = rng is not None and rng.random() < 0.3
        context = self._context(examples, opening, rng)
        if context is not None:
            self._add(window, context, rng)
            window.labels = {name: [IGNORED] * len(ids) for name, ids in window.labels.items()}
        for number, example in enumerate(examples):
            is_parted = apart or example.paragraph if number else context is not None
            if is_parted:
                window.pieces.append(self.pieces.separator)
                window.shapes.append(0)
            self._add(window, example, rng)
        window.pieces = [*window.pieces[: LONGEST - 1], self.pieces.separator]
        window.shapes = [*window.shapes[: LONGEST - 1], 0]
        kept = sum(start < LONGEST - 1 for start in window.starts)
        window.starts = window.starts[:kept]
        window.sentences = window.sentences[:kept]
        window.words = window.words[:kept]
        window.labels = {name: ids[:kept] for name, ids in window.labels.items()}
        for name in ("heads", *LINKS):
            window.labels[name] = [
                index if index <= kept else IGNORED for index in window.labels[name]
            ]
        for place, one, columns in _pointings(examples, kept, context):
            window.pointings.append((place, columns))
            if one.measure:
                known = [self.measure_words.get(word) for word in one.measure]
                window.measures.append((place, [word for word in known if word is not None]))
        return window

    def _context(
        self, examples: Sequence[Example], opening: Sequence[Example], rng: Random | None
    ) -> Example | None:
        """Return how the article of some examples begins, where it does not with them.

        As the pipeline does: so much of it, and where there is room.
        """
        if rng is None or len(opening) < 2 or rng.random() < UNOPENED:
            return None
        whole = opening[rng.random() < UNTITLED]
        sizes = list(accumulate(self._size([word]) for word in whole.words))
        kept = sum(size <= OPENING for size in sizes)
        if whole.number >= examples[0].number or not kept:
            return None
        if sum(self._size(one.words) + 1 for one in examples) + sizes[kept - 1] + 1 >= MOST:
            return None
        words, parts = whole.words[:kept], whole.parts[:kept]
        return Example(words, whole.source, upos=[IGNORED] * kept, parts=parts, number=whole.number)

    def _size(self, words: Sequence[str]) -> int:
        return sum(len(self.pieces(word)) for word in words)

    def _add(self, window: Window, example: Example, rng: Random | None) -> None:
        words = example.words
        if rng is not None:
            plain = bool(example.upos) or bool(example.claims)
            words = recase(
                words,
                rng,
                title=0.02 if plain else 0.05,
                lower=0.02 if plain else 0.04,
                upper=0.015,
            )
        offset = len(window.starts)
        for word in words:
            ids = self.pieces(word)
            window.starts.append(len(window.pieces))
            window.pieces.extend(ids)
            window.shapes.extend([shape_of(word)] * len(ids))
        window.words.extend(words)
        first = window.sentences[-1] + 1 if window.sentences else 0
        window.sentences.extend(first + part for part in example.parts or [0] * len(words))
        length = len(words)
        unknown = [IGNORED] * length
        known: dict[str, list[int]] = {
            "names": example.names or unknown,
            "sentence": _sentence_labels(example),
            "doubtful": [int(example.source in DOUBTFUL)] * length,
            "upos": example.upos or unknown,
            "xpos": [self.xpos.get(tag, IGNORED) for tag in example.xpos] or unknown,
            "relations": [self.relations.get(name, IGNORED) for name in example.relations]
            or unknown,
            "heads": [head + offset if head > 0 else head for head in example.heads] or unknown,
        }
        for name in (*CLAIM_PARTS, *MEANINGS):
            known[name] = example.claims.get(name, unknown)
        claims = example.claims.get("claim", unknown)
        known["claim"] = [one if one == IGNORED else one + _APART * offset for one in claims]
        for name in LINKS:
            known[name] = [
                index + offset if index > 0 else index
                for index in example.claims.get(name, unknown)
            ]
        for name, ids in known.items():
            window.labels.setdefault(name, []).extend(ids)


def _pointings(
    examples: Sequence[Example], kept: int, context: Example | None
) -> Iterator[tuple[int, Pointing, dict[str, list[int]]]]:
    """Yield what points in a window of these examples that has room for so many words: its place
    there, itself, and the columns it points to.

    Before them may stand a context: it points nowhere.
    """
    places: dict[int, range] = {}
    total = 0
    for example in examples if context is None else (context, *examples):
        places[example.number] = range(total, min(total + len(example.words), kept))
        total += len(example.words)
    for example in examples:
        own = places[example.number]
        for pointing in example.pointings:
            if pointing.place < len(own):
                columns = {
                    name: [
                        places[number][word] + 1
                        for number, word in sorted(words)
                        if word < len(places.get(number, ()))
                    ]
                    for name, words in pointing.targets.items()
                }
                found = {name: answers or [0] for name, answers in columns.items()}
                yield own[pointing.place], pointing, found


def _sentence_labels(example: Example) -> list[int]:
    if example.sentence_starts:
        return example.sentence_starts
    if example.upos and not example.names:
        return [1] + [0] * (len(example.words) - 1)
    if example.source in NO_SENTENCES:
        return [IGNORED] * len(example.words)
    labels = [1]
    labels += [
        IGNORED if before in ENDS or before in CLOSERS or before.endswith(".") else 0
        for before in example.words[:-1]
    ]
    return labels


@dataclass(slots=True)
class Batch:
    """Windows side by side, padded; ``mask`` is added to attention scores."""

    pieces: Tensor
    shapes: Tensor
    starts: Tensor
    mask: Tensor
    sentences: Tensor
    labels: dict[str, Tensor]
    pointings: list[tuple[int, int, dict[str, list[int]]]]
    """Number of the window, place of the word, and by link the columns it should point to."""
    measures: list[tuple[int, int, list[int]]]
    """Number of the window, place of the figure's word, numbers of the words of its measure."""


def batches(windows: Sequence[Window], size: int, rng: Random | None) -> Iterator[list[Window]]:
    """Yield groups of windows of like length, at most ``size`` pieces with the padding."""
    ordered = sorted(
        windows, key=lambda window: len(window.pieces) + (rng.random() * 6 if rng else 0)
    )
    groups: list[list[Window]] = []
    group: list[Window] = []
    for window in ordered:
        if group and len(window.pieces) * (len(group) + 1) > size:
            groups.append(group)
            group = []
        group.append(window)
    if group:
        groups.append(group)
    if rng is not None:
        rng.shuffle(groups)
    yield from groups


def collate(windows: Sequence[Window]) -> Batch:
    """Return the tensors of a batch."""
    longest = -(-max(len(window.pieces) for window in windows) // 8) * 8
    most = max(len(window.starts) for window in windows)
    valid = _padded([[1] * len(window.pieces) for window in windows], longest, 0)
    mask = torch.zeros(valid.shape).masked_fill(valid == 0, -10000.0)[:, None, None, :]
    return Batch(
        _padded([window.pieces for window in windows], longest, 0),
        _padded([window.shapes for window in windows], longest, 0),
        _padded([window.starts for window in windows], most, 0),
        mask,
        _padded([window.sentences for window in windows], most, -1),
        {
            name: _padded([window.labels[name] for window in windows], most, IGNORED)
            for name in windows[0].labels
        },
        [
            (number, place, columns)
            for number, window in enumerate(windows)
            for place, columns in window.pointings
        ],
        [
            (number, place, words)
            for number, window in enumerate(windows)
            for place, words in window.measures
        ],
    )


def by_claim(scores: Tensor, labels: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the mean scores of the words of each claim, and its label: a row a claim."""
    claims = batch.labels["claim"]
    windows = torch.arange(len(claims))[:, None].expand_as(claims)
    known = claims != IGNORED
    places = torch.stack((windows[known], claims[known]), dim=1)
    found, rows = places.unique(dim=0, return_inverse=True)
    count = torch.zeros(len(found)).index_add_(0, rows, torch.ones(len(rows)))
    total = torch.zeros(len(found), scores.shape[-1]).index_add_(0, rows, scores[known])
    answers = torch.zeros(len(found), dtype=labels.dtype).scatter_(0, rows, labels[known])
    return total / count[:, None], answers


def _padded(rows: list[list[int]], length: int, filler: int) -> Tensor:
    return torch.tensor([row + [filler] * (length - len(row)) for row in rows])
