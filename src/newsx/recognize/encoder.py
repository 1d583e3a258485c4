"""The component `newsx_encoder`: one pass of the network writes names, sentences, tags and trees.

The network is an ONNX graph (`models/scripts/graph.py` writes it); this module feeds it windows and
puts together what comes back. One window is one run: a quantised graph scales over all it is given,
so a window's answer must not depend on its neighbours.

There are two graphs, `full` and the narrower `fast`. Both read the same word embeddings, which
never learn: they lie beside the graphs, mapped into memory, so that worker processes share them.
"""

import json
import shutil
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from newsx.recognize.agreement import agreed_labels
from newsx.recognize.bioes import NameDecoder
from newsx.recognize.nounchunks import noun_chunks
from newsx.recognize.parts import PartDecoder
from newsx.recognize.sentences import sentence_starts
from newsx.recognize.trees import best_heads
from newsx.recognize.windows import Window, windows_of
from newsx.recognize.wordpiece import WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]  # ships no types

Scores = NDArray[np.float32]
Answer = tuple[Window, dict[str, Scores]]

ENCODER_NAMES: Final = "encoder_names"
"""Key of the span group of the names as the network gave them; its attrs hold `confidence`."""

_NEVER_FIRST: Final = frozenset(
    [",", ".", ";", ":", "!", "?", "%", ")", "]", "”", "'s", "’s", "n't", "n’t"]
)
_NO_NAME: Final = frozenset({"AI", "A.I.", "IPO", "ETF", "CEO", "CFO", "GDP"})  # never one alone

_LEAD_RULED, _LEAD_IN_LINES, _LEAD_IN_FLAT_TEXT = -3.0, 2.0, 0.0
"""By how much `begins` must lead `goes on`: where the rules of punctuation say that a sentence
begins, and where they do not, in a text with lines (headings have their own) and in one without.
Best on the development parts of EWT and GUM: F inside paragraphs .911 (network alone .869, rules
alone .843), .937 on flat text (.935)."""

_ROWS: Final = 32
"""Rows of one product: with 128 columns and 51 results, well under what BLAS shares out."""

SIZES: Final = ("full", "fast")
"""The graphs there are; `fast` has half the work in every layer."""

WORDS, WORD_SCALES, VOCABULARY, HEADS = "words.npy", "word_scales.npy", "vocab.txt", "heads.json"
"""The files of the component beside the graph and the small arrays of each size: embeddings of the
pieces in 8 bits, the scale of each, the pieces themselves, what the graphs' columns mean."""


def graph_file(size: str) -> str:
    """Return the name of a size's graph."""
    return f"{size}.onnx"


def arrays_file(size: str) -> str:
    """Return the name of a size's small arrays: positions, shapes, the classifier of relations."""
    return f"{size}.npz"


def component_files(sizes: Iterable[str] = SIZES) -> tuple[str, ...]:
    """Return the names of all files of the component."""
    own = [make(size) for size in sizes for make in (graph_file, arrays_file)]
    return (HEADS, VOCABULARY, WORDS, WORD_SCALES, *own)


@dataclass(frozen=True, slots=True)
class Heads:
    """What the columns of the graph's outputs mean."""

    labels: dict[str, tuple[str, ...]]
    relations: tuple[str, ...]
    links: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the heads from JSON."""
        content = json.loads(path.read_text(encoding="utf-8"))
        labels = {name: tuple(values) for name, values in content["labels"].items()}
        return cls(labels, tuple(content["relations"]), tuple(content["links"]))

    def write(self, path: Path) -> None:
        """Write the heads as JSON."""
        content = {"labels": self.labels, "relations": self.relations, "links": self.links}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    def split(self, scores: Scores) -> dict[str, Scores]:
        """Return the columns of each token head."""
        parts: dict[str, Scores] = {}
        begin = 0
        for name, values in self.labels.items():
            parts[name] = scores[:, begin : begin + len(values)]
            begin += len(values)
        return parts


@dataclass(frozen=True, slots=True)
class _Openings:
    """Where the rules of punctuation let sentences begin, and what the network needs elsewhere."""

    places: frozenset[int]
    lead_elsewhere: float

    @classmethod
    def of(cls, text: str) -> Self:
        lead = _LEAD_IN_LINES if "\n" in text else _LEAD_IN_FLAT_TEXT
        return cls(frozenset(sentence_starts(text)), lead)


@Language.factory(
    "newsx_encoder",
    assigns=[
        "doc.ents",
        "doc.sents",
        "doc.spans",
        "token.sent_start",
        "token.tag",
        "token.pos",
        "token.head",
        "token.dep",
    ],
    default_config={"threads": 1, "size": "full"},
)
def make_encoder(nlp: Language, name: str, threads: int, size: str) -> "Encoder":
    """Return an empty encoder; `from_disk` gives it its network."""
    nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]  # stub names spans
    return Encoder(nlp, name, threads=threads, size=size)


class Encoder:
    """Run the network over a doc and write what it finds.

    Args:
        nlp: The pipeline it is part of.
        name: Its name there.
        threads: Threads of one run; more than one only helps a lone process.
        size: Which of its graphs to run, of `SIZES`.
    """

    def __init__(self, nlp: Language, name: str, *, threads: int = 1, size: str = "full") -> None:
        self.name = name
        self.size = size
        self._strings = nlp.vocab.strings
        self._threads = threads
        self._folder: Path | None = None

    def load(self, folder: Path) -> Self:
        """Read the network and what belongs to it from a folder."""
        self._folder = folder
        self._pieces = WordPieces.read(folder / VOCABULARY)
        self._heads = Heads.read(folder / HEADS)
        self._words: NDArray[np.int8] = np.load(folder / WORDS, mmap_mode="r")
        self._word_scales: Scores = np.load(folder / WORD_SCALES)
        with np.load(folder / arrays_file(self.size)) as saved:
            self._positions, self._shapes, self._classify, self._bias, self._root = (
                saved[key].astype(np.float32)
                for key in ("positions", "shapes", "classify", "bias", "root")
            )
        self._names = NameDecoder(self._heads.labels["names"])
        self._parts = PartDecoder(self._heads.labels["kind"])
        self._tag_ids = self._string_ids(self._heads.labels["xpos"])
        self._pos_ids = self._string_ids(self._heads.labels["upos"])
        self._relation_ids = self._string_ids(self._heads.relations)
        self._is_root = np.array([relation == "root" for relation in self._heads.relations])
        self._session = _session(folder / graph_file(self.size), self._threads)
        self._outputs = [output.name for output in self._session.get_outputs()]
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Write names, sentences, tags, trees and claim parts."""
        doc.noun_chunks_iterator = noun_chunks  # type: ignore[attr-defined]  # not in the stub
        answers = [(window, self._run(window)) for window in windows_of(doc, self._pieces)]
        if not answers:
            doc.set_ents([])
            for token in doc:
                token.is_sent_start = token.i == 0
            return doc
        self._write_grammar(doc, answers)
        self._write_names(doc, answers)
        self._parts.write(doc, answers)
        return doc

    def to_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> None:
        """Copy the network, in all its sizes, and what belongs to it into a folder."""
        del exclude
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for source in self._sources():
            if source.parent.resolve() != folder.resolve():
                shutil.copyfile(source, folder / source.name)

    def from_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_disk` wrote."""
        del exclude
        return self.load(Path(path))

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Return the encoder's files in one string of bytes."""
        import srsly  # type: ignore[import-untyped]  # ships no types

        del exclude
        files = {file.name: file.read_bytes() for file in self._sources()}
        return bytes(srsly.msgpack_dumps(files))

    def from_bytes(self, content: bytes, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_bytes` gave, through a folder that lives as long as this encoder."""
        import srsly

        del exclude
        folder = Path(mkdtemp(prefix="newsx-encoder-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        for name, part in srsly.msgpack_loads(content).items():
            (folder / name).write_bytes(part)
        return self.load(folder)

    def _sources(self) -> list[Path]:
        """Return the files that the encoder was read from: every size that is there."""
        if self._folder is None:
            return []
        return [path for name in component_files() if (path := self._folder / name).is_file()]

    def _string_ids(self, strings: Iterable[str]) -> NDArray[np.uint64]:
        return np.array([self._strings.add(string) for string in strings], dtype=np.uint64)

    def _run(self, window: Window) -> dict[str, Scores]:
        """Return the scores of the window's words, those of its context too."""
        pieces = np.array(window.pieces)
        embedded: Scores = self._words[pieces] * self._word_scales[pieces][:, None]
        embedded += self._positions[: len(pieces)]
        embedded += self._shapes[window.shapes]
        feed = {"embedded": embedded[None], "starts": np.array(window.starts, dtype=np.int64)}
        found = self._session.run(None, feed)
        answer: dict[str, Scores] = dict(zip(self._outputs, found, strict=True))
        return answer | self._heads.split(answer.pop("scores"))

    def _write_names(self, doc: Doc, answers: list[Answer]) -> None:
        found: list[tuple[int, int, str, float]] = []
        for window, answer in answers:
            for name in self._names.spans(answer["names"]):
                start, end = window.tokens[name.start], window.tokens[name.end - 1] + 1
                repeated = found and start < found[-1][1]
                if window.first <= name.start < window.last and not repeated:
                    found.append((start, end, name.label, name.confidence))
        found = [name for name in found if doc[name[0] : name[1]].text not in _NO_NAME]
        labels = agreed_labels(
            [
                (tuple(token.text for token in doc[start:end] if not token.is_space), label, sure)
                for start, end, label, sure in found
            ]
        )
        spans = [
            Span(doc, start, end, label=label)
            for (start, end, _, _), label in zip(found, labels, strict=True)
        ]
        doc.set_ents(spans)
        doc.spans[ENCODER_NAMES] = SpanGroup(
            doc, name=ENCODER_NAMES, spans=spans, attrs={"confidence": [name[3] for name in found]}
        )

    def _write_grammar(self, doc: Doc, answers: list[Answer]) -> None:
        columns = np.zeros((len(doc), 4), dtype=np.uint64)  # TAG, POS, HEAD, DEP
        heads = np.full(len(doc), -1)
        starts = np.zeros(len(doc), dtype=bool)
        openings = _Openings.of(doc.text)
        for window, answer in answers:
            begins = self._sentence_begins(doc, window, answer, openings)
            arcs = best_heads(answer["arcs"], np.cumsum(begins) - 1)
            kept = slice(window.first, window.last)
            tokens = np.array(window.tokens)
            columns[tokens[kept], 0] = self._tag_ids[answer["xpos"].argmax(axis=1)][kept]
            columns[tokens[kept], 1] = self._pos_ids[answer["upos"].argmax(axis=1)][kept]
            columns[tokens[kept], 3] = self._relation_ids[self._relate(answer, arcs)][kept]
            heads[tokens[kept]] = np.where(arcs > 0, tokens[arcs - 1], tokens)[kept]
            starts[tokens[kept]] = (
                begins[kept] & ((window.first == 0) | (np.arange(len(tokens)) > 0))[kept]
            )
        if any(window.last - window.first < len(window.tokens) for window, _ in answers):
            self._join_seams(columns, heads, starts)
        self._attach_spaces(columns, heads)
        columns[:, 2] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        doc.from_array(["TAG", "POS", "HEAD", "DEP"], columns)  # type: ignore[arg-type]  # stubs of thinc

    def _sentence_begins(
        self, doc: Doc, window: Window, answer: dict[str, Scores], openings: "_Openings"
    ) -> NDArray[np.bool_]:
        """Return which words begin a sentence: none inside a name, all that open a paragraph."""
        lead = answer["sentence"][:, 1] - answer["sentence"][:, 0]
        ruled = [doc[token].idx in openings.places for token in window.tokens]
        begins: NDArray[np.bool_] = lead > np.where(ruled, _LEAD_RULED, openings.lead_elsewhere)
        for name in self._names.spans(answer["names"]):
            begins[name.start + 1 : name.end] = False
        begins[window.breaks] = True
        begins[0] = True
        said = False
        for place, token in enumerate(window.tokens):
            word = doc[token].text
            if begins[place] and place not in window.breaks and place:
                begins[place] = said and word not in _NEVER_FIRST
            said = any(map(str.isalpha, word)) or (said and not begins[place])
        return begins

    def _relate(self, answer: dict[str, Scores], arcs: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the relation of each word to its head."""
        head_side = np.concatenate((self._root[None], answer["head_side"]))[arcs]
        scores = _product(np.maximum(answer["dependent_side"] + head_side, 0), self._classify)
        scores += self._bias
        scores[(arcs == 0)[:, None] != self._is_root[None]] = -np.inf
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _join_seams(
        self, columns: NDArray[np.uint64], heads: NDArray[np.intp], starts: NDArray[np.bool_]
    ) -> None:
        """Make one tree of a sentence read in several windows: loose ends go to its root."""
        sentence = np.cumsum(starts)
        for number in np.unique(sentence[heads >= 0]).tolist():
            inside = np.flatnonzero((sentence == number) & (heads >= 0))
            roots = [index for index in inside.tolist() if heads[index] == index]
            root = roots[0] if roots else int(inside[0])
            heads[root] = root
            columns[root, 3] = self._strings.add("root")
            loose = [
                i for i in inside.tolist() if not _reaches(heads, i, root, set(inside.tolist()))
            ]
            for index in loose:
                if heads[index] == index or not _reaches(heads, index, root, set(inside.tolist())):
                    heads[index] = root
                    columns[index, 3] = self._strings.add("parataxis")

    def _attach_spaces(self, columns: NDArray[np.uint64], heads: NDArray[np.intp]) -> None:
        """Hang white space on the word before it, or, at the very beginning, on the one after."""
        space = np.flatnonzero(heads < 0)
        words = np.flatnonzero(heads >= 0)
        before = np.searchsorted(words, space) - 1
        columns[space, 0] = self._strings.add("_SP")
        columns[space, 1] = self._strings.add("SPACE")
        columns[space, 3] = self._strings.add("dep")
        heads[space] = words[np.maximum(before, 0)]


def _product(left: Scores, right: Scores) -> Scores:
    """Multiply two matrices some rows at a time.

    For more, BLAS wakes a thread on every core, where nobody forbids it: fifty times the work.
    """
    product = np.empty((len(left), right.shape[1]), dtype=np.float32)
    for row in range(0, len(left), _ROWS):
        rows = slice(row, row + _ROWS)
        np.matmul(left[rows], right, out=product[rows])
    return product


def _reaches(heads: NDArray[np.intp], index: int, root: int, inside: set[int]) -> bool:
    seen: set[int] = set()
    while index != root:
        if index in seen or index not in inside or heads[index] == index:
            return False
        seen.add(index)
        index = int(heads[index])
    return True


def _session(graph: Path, threads: int) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is written as it should run; looking for better takes a tenth of a second.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
