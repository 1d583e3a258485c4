"""Put together what the network says of sentences, tags and trees, one window after another.

Where sentences begin, two readers decide that err differently: the network, on quotations and
lists, and the rules of punctuation (`newsx.recognize.sentences`), on abbreviations and headings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.tokens import Doc

from newsx.recognize.network.bioes import NameSpan
from newsx.recognize.network.trees import best_heads
from newsx.recognize.network.windows import Window
from newsx.recognize.sentences import sentence_starts
from newsx.tokens import tokens_of

Scores = NDArray[np.float32]
Places = NDArray[np.intp]

_NEVER_FIRST: Final = frozenset(
    [",", ".", ";", ":", "!", "?", "%", ")", "]", "”", "'s", "’s", "n't", "n’t"]
)
_LEAD_RULED, _LEAD_IN_LINES, _LEAD_IN_FLAT_TEXT = -3.0, 2.0, 0.0
"""By how much `begins` must lead `goes on`: where the rules of punctuation say that a sentence
begins, and where they do not, in a text with lines (headings have their own) and in one without.
Best on the development parts of EWT and GUM: F inside paragraphs .911 (network alone .869, rules
alone .843), .937 on flat text (.935)."""

_ROWS: Final = 32
"""Rows of one product: with 128 columns and 51 results, well under what BLAS shares out."""


@dataclass(frozen=True, slots=True)
class RelationClassifier:
    """The last layer of the relations: weights (width, relations), bias, the root's own side."""

    weights: Scores
    bias: Scores
    root: Scores

    def scores(self, answer: Mapping[str, Scores], arcs: Places) -> Scores:
        """Return the score of each relation of each word to its head."""
        heads = np.concatenate((self.root[None], answer["head_side"]))[arcs]
        sides = np.maximum(answer["dependent_side"] + heads, 0)
        scores: Scores = _product(sides, self.weights) + self.bias
        return scores


class SyntaxDecoder:
    """What is the same for every doc: the strings behind the columns.

    Args:
        strings: Where the pipeline keeps its strings.
        tags: Penn tags, in the order of the columns.
        parts_of_speech: Universal tags, likewise.
        relations: Relations, likewise.
        classifier: Scores relations.
    """

    def __init__(
        self,
        strings: StringStore,
        *,
        tags: Sequence[str],
        parts_of_speech: Sequence[str],
        relations: Sequence[str],
        classifier: RelationClassifier,
    ) -> None:
        def ids(names: Iterable[str]) -> NDArray[np.uint64]:
            return np.array([strings.add(name) for name in names], dtype=np.uint64)

        self.tags, self.parts_of_speech = ids(tags), ids(parts_of_speech)
        self.relations = ids(relations)
        self.root, self.loose, self.space_relation = ids(("root", "parataxis", "dep"))
        self.space_tag, self.space_part_of_speech = ids(("_SP", "SPACE"))
        self._is_root = np.array([relation == "root" for relation in relations])
        self._classifier = classifier

    def of(self, doc: Doc) -> "Syntax":
        """Return what collects the syntax of a doc."""
        return Syntax(doc, self)

    def relate(self, answer: Mapping[str, Scores], arcs: Places) -> NDArray[np.uint64]:
        """Return the relation of each word to its head: `root` for those without, and only them."""
        scores = self._classifier.scores(answer, arcs)
        scores[(arcs == 0)[:, None] != self._is_root[None]] = -np.inf
        chosen: NDArray[np.uint64] = self.relations[scores.argmax(axis=1)]
        return chosen


class Syntax:
    """The sentences, tags and trees of one doc, as far as its windows are read."""

    def __init__(self, doc: Doc, decoder: SyntaxDecoder) -> None:
        self._doc = doc
        self._decoder = decoder
        self._columns = np.zeros((len(doc), 4), dtype=np.uint64)  # TAG, POS, HEAD, DEP
        self._heads = np.full(len(doc), -1)
        self._starts = np.zeros(len(doc), dtype=bool)
        self._cut: list[int] = []  # a token of every window that shares a sentence with the next
        self._tokens = tokens_of(doc)
        self._ruled = frozenset(sentence_starts(self._tokens.text))
        self._lead = _LEAD_IN_LINES if "\n" in self._tokens.text else _LEAD_IN_FLAT_TEXT

    def add(self, window: Window, answer: Mapping[str, Scores], names: Iterable[NameSpan]) -> None:
        """Take what a window says of its own words."""
        begins = self._sentence_begins(window, answer["sentence"], names)
        arcs = best_heads(answer["arcs"], np.cumsum(begins) - 1)
        kept = slice(window.first, window.last)
        tokens = np.array(window.tokens)
        own = tokens[kept]
        self._columns[own, 0] = self._decoder.tags[answer["xpos"].argmax(axis=1)][kept]
        self._columns[own, 1] = self._decoder.parts_of_speech[answer["upos"].argmax(axis=1)][kept]
        self._columns[own, 3] = self._decoder.relate(answer, arcs)[kept]
        self._heads[own] = np.where(arcs > 0, tokens[arcs - 1], tokens)[kept]
        self._starts[own] = begins[kept]
        if window.is_cut:
            self._cut.extend((int(own[0]), int(own[-1])))

    def write(self) -> None:
        """Write everything to the doc."""
        if not (self._heads >= 0).any():
            for token in self._doc:
                token.is_sent_start = token.i == 0
            return
        if self._cut:
            self._join_seams()
        self._attach_spaces()
        places = (self._heads - np.arange(len(self._doc))).astype(np.int64)
        self._columns[:, 2] = places.view(np.uint64)
        self._doc.from_array(["TAG", "POS", "HEAD", "DEP"], self._columns)  # type: ignore[arg-type]  # stubs of thinc

    def _sentence_begins(
        self, window: Window, scores: Scores, names: Iterable[NameSpan]
    ) -> NDArray[np.bool_]:
        """Return which words begin a sentence: none inside a name, all that open a paragraph.

        Marks and numbers alone, as before the points of a list, are no sentence.
        """
        _, texts, starts, _ = self._tokens
        ruled = [starts[token] in self._ruled for token in window.tokens]
        needed = np.where(ruled, _LEAD_RULED, self._lead)
        begins: NDArray[np.bool_] = scores[:, 1] - scores[:, 0] > needed
        for name in names:
            begins[name.start + 1 : name.end] = False
        opens = {0, *window.breaks}
        begins[list(opens)] = True
        said = False
        chosen = begins.tolist()
        for place, token in enumerate(window.tokens):
            word = texts[token]
            if chosen[place] and place not in opens:
                chosen[place] = said and word not in _NEVER_FIRST
            said = word.isalpha() or any(map(str.isalpha, word)) or (said and not chosen[place])
        return np.array(chosen, dtype=bool)

    def _join_seams(self) -> None:
        """Make one tree of a sentence read in several windows: loose ends go to its root."""
        sentence = np.cumsum(self._starts)
        for number in np.unique(sentence[self._cut]).tolist():
            first, after = np.searchsorted(sentence, [number, number + 1]).tolist()
            inside = [i for i in range(first, after) if self._heads[i] >= 0]
            root = next((i for i in inside if self._heads[i] == i), inside[0])
            self._heads[root] = root
            self._columns[root, 3] = self._decoder.root
            for index in _loose(self._heads, inside, root):
                self._heads[index] = root
                self._columns[index, 3] = self._decoder.loose

    def _attach_spaces(self) -> None:
        """Hang white space on the word before it, or, at the very beginning, on the one after."""
        space = np.flatnonzero(self._heads < 0)
        words = np.flatnonzero(self._heads >= 0)
        before = np.searchsorted(words, space) - 1
        self._columns[space, 0] = self._decoder.space_tag
        self._columns[space, 1] = self._decoder.space_part_of_speech
        self._columns[space, 3] = self._decoder.space_relation
        self._heads[space] = words[np.maximum(before, 0)]


def _product(left: Scores, right: Scores) -> Scores:
    """Multiply two matrices some rows at a time.

    For more, BLAS wakes a thread on every core, where nobody forbids it: fifty times the work.
    """
    product = np.empty((len(left), right.shape[1]), dtype=np.float32)
    for row in range(0, len(left), _ROWS):
        rows = slice(row, row + _ROWS)
        np.matmul(left[rows], right, out=product[rows])
    return product


def _loose(heads: Places, inside: Sequence[int], root: int) -> Iterator[int]:
    """Yield the words of a sentence that do not hang on its root, each to be hung there at once."""
    hanging, members = {root}, set(inside)
    for index in inside:
        path: dict[int, None] = {}
        node = index
        while node in members and node not in hanging and node not in path:
            path[node] = None
            node = int(heads[node])
        if node in hanging:
            hanging.update(path)
        else:
            hanging.add(index)
            yield index
