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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

# An editable install knows the entry points of the day it was made: this one is needed to load.
import newsx.recognize.factories  # noqa: F401
from newsx.errors import ConfigurationError
from newsx.pointers import FIGURE_LINKS
from newsx.recognize.network.agreement import agreed_labels
from newsx.recognize.network.bioes import NameDecoder, NameSpan
from newsx.recognize.network.meanings import MeaningDecoder
from newsx.recognize.network.measures import MeasureDecoder
from newsx.recognize.network.nounchunks import noun_chunks
from newsx.recognize.network.parts import PartDecoder
from newsx.recognize.network.pointers import PointerDecoder
from newsx.recognize.network.syntax import RelationClassifier, SyntaxDecoder
from newsx.recognize.network.windows import Window, windows_of
from newsx.recognize.network.wordpiece import WordPieces
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]  # ships no types

Scores = NDArray[np.float32]

ENCODER_NAMES: Final = "encoder_names"
"""Key of the span group of the names as the network gave them; its attrs hold `confidence`."""

_NO_NAME: Final = frozenset({"AI", "A.I.", "IPO", "ETF", "CEO", "CFO", "GDP"})  # never one alone


class _Found(NamedTuple):
    """A name, by tokens of the doc."""

    start: int
    end: int
    label: str
    confidence: float


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
        """Return the columns of each token head; a graph may be without the last of them."""
        return {
            name: scores[:, begin:end]
            for name, (begin, end) in self._columns().items()
            if end <= scores.shape[1]
        }

    def within(self, columns: int) -> dict[str, tuple[str, ...]]:
        """Return the token heads that a graph of so many columns has."""
        kept = self._columns()
        return {name: found for name, found in self.labels.items() if kept[name][1] <= columns}

    def _columns(self) -> dict[str, tuple[int, int]]:
        ends = tuple(accumulate(map(len, self.labels.values()), initial=0))
        return dict(zip(self.labels, pairwise(ends), strict=True))


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
            arrays = {key: saved[key].astype(np.float32) for key in saved}
        self._positions, self._shapes = arrays["positions"], arrays["shapes"]
        self._names = NameDecoder(self._heads.labels["names"])
        self._parts = PartDecoder(self._heads.labels["kind"])
        self._pointers = PointerDecoder(self._heads.labels["xpos"])
        self._syntax = SyntaxDecoder(
            self._strings,
            tags=self._heads.labels["xpos"],
            parts_of_speech=self._heads.labels["upos"],
            relations=self._heads.relations,
            classifier=RelationClassifier(arrays["classify"], arrays["bias"], arrays["root"]),
        )
        self._session = open_session(folder / graph_file(self.size), self._threads)
        outputs = {output.name: output for output in self._session.get_outputs()}
        self._outputs = list(outputs)
        own = self._heads.within(outputs["scores"].shape[-1])
        self._meanings, self._measures = MeaningDecoder(own), MeasureDecoder(own)
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Write names, sentences, tags, trees, claim parts, and all that words mean or point at."""
        doc.noun_chunks_iterator = noun_chunks  # type: ignore[attr-defined]  # not in the stub
        if self._folder is None:
            msg = (
                f"{self.name} has no network: load the pipeline that newsx ships, or give the "
                f'component one, nlp.add_pipe("newsx_encoder").from_disk(FOLDER)'
            )
            raise ConfigurationError(msg)
        syntax, parts, meanings = self._syntax.of(doc), self._parts.of(doc), self._meanings.of(doc)
        pointers, measures = self._pointers.of(doc), self._measures.of(doc)
        texts = tokens_of(doc).texts
        found: list[_Found] = []
        opened = not set(FIGURE_LINKS).isdisjoint(self._outputs)  # else nothing can point there
        for window in windows_of(doc, self._pieces, opened=opened):
            answer = self._run(window)  # is large, and gone with its window
            begin = window.decoded
            spans = self._names.spans(answer["names"][begin:])
            names = [replace(one, start=one.start + begin, end=one.end + begin) for one in spans]
            found.extend(_owned(window, names, found[-1].end if found else 0))
            syntax.add(window, answer, names)
            parts.add(window, answer)
            meanings.add(window, answer)
            numbers = pointers.numbers(window, answer, texts)
            own = range(window.first, window.last)
            people = [one.start for one in names if one.label == "PERSON" and one.start in own]
            pointers.add(window, answer, numbers, people)
            measures.add(window, answer, numbers)
        syntax.write()
        self._write_names(doc, found)
        parts.write()
        meanings.write()
        pointers.write()
        measures.write()
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

    def _write_names(self, doc: Doc, found: list[_Found]) -> None:
        found = [name for name in found if doc[name.start : name.end].text not in _NO_NAME]
        labels = agreed_labels(
            [
                (
                    tuple(token.text for token in doc[name.start : name.end] if not token.is_space),
                    name.label,
                    name.confidence,
                )
                for name in found
            ]
        )
        spans = [
            Span(doc, name.start, name.end, label=label)
            for name, label in zip(found, labels, strict=True)
        ]
        doc.set_ents(spans)
        sure = [name.confidence for name in found]
        doc.spans[ENCODER_NAMES] = SpanGroup(
            doc, name=ENCODER_NAMES, spans=spans, attrs={"confidence": sure}
        )


def _owned(window: Window, names: Iterable[NameSpan], reached: int) -> Iterator[_Found]:
    """Yield the names that a window answers, as tokens of the doc; none that begins in another."""
    for name in names:
        start, end = window.tokens[name.start], window.tokens[name.end - 1] + 1
        if window.first <= name.start < window.last and start >= reached:
            reached = end
            yield _Found(start, end, name.label, name.confidence)


def open_session(graph: Path, threads: int) -> "InferenceSession":
    """Return a graph ready to run, on so many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is written as it should run; looking for better takes a tenth of a second.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
