"""The flow for archives: inputs, less what the ledger has, through workers, into a sink.

Inputs -> Document -> (workers: Record | Failure) -> Sink, in the order of the inputs.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from newsx.engine.limits import EngineKind, Limits, is_set
from newsx.engine.local import LocalEngine
from newsx.errors import CrashError, DocumentError
from newsx.fetch.inputs import Inputs
from newsx.fetch.targets import Opener
from newsx.reader import Reader
from newsx.recognize.lean import spare_imports
from newsx.schema import Document, Failure, Record
from newsx.store.packed import Packed
from newsx.store.rows import source_id
from newsx.store.sinks import Writer, packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from newsx.engine.limits import Engine, Stop
    from newsx.settings import Settings
    from newsx.store.sinks import Outcome, Pack, Sink

logger = logging.getLogger(__name__)

Kind = TypeVar("Kind", bound=Record | Packed | Failure)

# Inputs that the ledger is asked about at once, and how long the first of them may wait for that.
_ASKED_AT_ONCE: Final = 64
_ASKED_AFTER_S: Final = 0.5
# Before that a pace is no pace.
_TOO_EARLY_S: Final = 5.0


class DocumentReader(Protocol):
    """What a worker holds: reads a document, and says under which readings it does."""

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that its records may carry, the usual one first."""
        ...

    def __call__(self, document: Document) -> Record | Failure:
        """Return the record of a document, or its failure."""
        ...


class Packing:
    """What a worker does with a document: reads it, and makes of its record what the sink writes.

    Args:
        make: Makes the reader.
        pack: The sink's, see `Sink.pack`.
    """

    def __init__(self, make: Callable[[], DocumentReader], pack: Pack) -> None:
        self._reader = make()
        self._pack = pack

    @property
    def readings(self) -> tuple[str, ...]:
        """Those of the reader."""
        return self._reader.readings

    def __call__(self, document: Document) -> Outcome:
        """Return the packed record of a document, or its failure."""
        outcome = self._reader(document)
        return packed(outcome, self._pack) if isinstance(outcome, Record) else outcome


class Batch:
    """One run over many inputs: iterate it once, and it is done.

    Args:
        targets: Files, folders, patterns, archives, addresses, `-`.
        sink: Where outcomes go; closed at the end.
        settings: How newsx runs.
        workers: Processes that read documents.
        engine: Where they run: on this machine, or on those of a Ray cluster.
        ray_address: Where the cluster is; Ray is started here when absent.
        clean: Whether documents are article text already, not pages.
        fields: Our field names to those of JSON Lines.
        reprocess: Whether to read again what the ledger has in this version.
        stop: Once set, the run ends as soon as what is done is stored.
        make: Makes the reader in each worker; newsx's own when absent.
    """

    def __init__(
        self,
        targets: Sequence[str],
        sink: Sink,
        *,
        settings: Settings,
        workers: int = 1,
        engine: EngineKind = EngineKind.local,
        ray_address: str | None = None,
        clean: bool = False,
        fields: Mapping[str, str] | None = None,
        reprocess: bool = False,
        stop: Stop | None = None,
        make: Callable[[], DocumentReader] | None = None,
    ) -> None:
        self._opener = Opener(settings)
        self._sink = sink
        self._settings = settings
        self._workers = workers
        self._on_ray = engine is EngineKind.ray
        self._ray_address = ray_address
        self._make = partial(Packing, make or partial(_reader, settings, clean=clean), sink.pack)
        self._reprocess = reprocess
        self._stop = stop
        self._readings: tuple[str, ...] = ()
        self._failed: deque[Failure] = deque()
        self._in_hand: dict[int, Document] = {}
        self.inputs = Inputs(targets, opener=self._opener, settings=settings, fields=fields)
        """What is read, with its counts of bytes and of what was no article."""
        self.known = 0
        """Documents passed over because the ledger has them in this version."""
        self._begun = time.monotonic()
        self._begun_bytes = 0

    @property
    def seconds(self) -> float:
        """Seconds since the first document was asked for."""
        return max(time.monotonic() - self._begun, 1e-9)

    def time_left(self) -> str:
        """Return how long the rest will take at the pace so far, or nothing where nobody knows.

        Only bytes that were worked on count: what the ledger had went by in no time.
        """
        total, read = self.inputs.size_bytes, self.inputs.read_bytes
        worked = read - self._begun_bytes
        if total is None or worked <= 0 or self.seconds < _TOO_EARLY_S:
            return ""
        left_s = round((total - read) * self.seconds / worked)
        return f"about {timedelta(seconds=left_s)} left"

    def __iter__(self) -> Iterator[Outcome]:
        """Yield every outcome once it is on its way into the sink.

        Raises:
            ConfigurationError: A setting is wrong.
            StoreError: The sink takes nothing any more.
        """
        self._begun = time.monotonic()
        with Writer(self._sink) as writer, self._opener:
            with self._engine() as engine:
                self._readings = engine.ask(_readings)
                for document, result in self._results(engine):
                    yield from self._unread(writer)
                    yield from _written(writer, self._outcome(document, result))
            yield from self._unread(writer)
            yield from _flushed(writer)

    def _engine(self) -> Engine[Document, Outcome]:
        limits = Limits(
            seconds=self._settings.document_timeout_s,
            memory_bytes=self._settings.document_memory_bytes,
        )
        if self._on_ray:
            from newsx.engine.ray import RayEngine

            return RayEngine(
                self._make,
                workers=self._workers,
                limits=limits,
                size=_size,
                address=self._ray_address,
            )
        return LocalEngine(self._make, workers=self._workers, limits=limits, size=_size)

    def _results(
        self, engine: Engine[Document, Outcome]
    ) -> Iterator[tuple[Document, Outcome | DocumentError]]:
        """Yield every document with what came of it; what the engine lost is done once more."""
        for document, result in engine.run(self._handed(), stop=self._stop):
            if not _is_lost(result):
                del self._in_hand[id(document)]
                yield document, result
        if is_set(self._stop) or not self._in_hand:
            return
        logger.warning("the engine lost %d documents; once more", len(self._in_hand))
        for document, result in engine.run(list(self._in_hand.values()), stop=self._stop):
            del self._in_hand[id(document)]
            yield document, result
        if not is_set(self._stop):
            for document in self._in_hand.values():
                yield document, _missing()

    def _handed(self) -> Iterator[Document]:
        """Yield what is new, and remember it until it comes back."""
        for document in self._new():
            self._in_hand[id(document)] = document
            yield document

    def _unread(self, writer: Writer) -> Iterator[Failure]:
        """Write the failures of inputs that could not even be read."""
        while self._failed:
            yield from _written(writer, self._failed.popleft())

    def _outcome(self, document: Document, result: Outcome | DocumentError) -> Outcome:
        if not isinstance(result, DocumentError):
            return result
        failed = {"raw_sha256": _digest(document), "reading": self._readings[0]}
        return Failure.of(result, document.source_ref).model_copy(update=failed)

    def _new(self) -> Iterator[Document]:
        """Yield the documents that the ledger does not have in this version."""
        for found in _portions(self.inputs):
            documents = []
            for one in found:
                if isinstance(one, Failure):
                    self._failed.append(one)
                else:
                    documents.append(one)
            if self._reprocess:
                yield from documents
                continue
            keys = [source_id(one.source_ref, sha256(one.content).hexdigest()) for one in documents]
            known = self._sink.known(keys, self._readings)
            for key, document in zip(keys, documents, strict=True):
                if key in known:
                    self.known += 1
                    self._begun, self._begun_bytes = time.monotonic(), self.inputs.read_bytes
                else:
                    yield document


def load(records: Iterable[Record | Failure], sink: Sink) -> Iterator[Record | Failure]:
    """Write records that were made before into a sink, and yield each, and what was refused.

    Raises:
        StoreError: The sink takes nothing any more.
    """
    with Writer(sink) as writer:
        for record in records:
            yield from _written(writer, record)
        yield from _flushed(writer)


def _written(writer: Writer, outcome: Kind) -> Iterator[Kind | Failure]:
    """Write an outcome, and yield it and what the sink refused meanwhile."""
    refused = len(writer.refused)
    writer.write(outcome)
    yield outcome
    yield from writer.refused[refused:]


def _flushed(writer: Writer) -> Iterator[Failure]:
    refused = len(writer.refused)
    writer.flush()
    yield from writer.refused[refused:]


def _portions(found: Iterable[Document | Failure]) -> Iterator[list[Document | Failure]]:
    """Yield what is found in portions, small ones where it comes slowly."""
    portion: list[Document | Failure] = []
    begun = time.monotonic()
    for one in found:
        portion.append(one)
        if len(portion) >= _ASKED_AT_ONCE or time.monotonic() - begun > _ASKED_AFTER_S:
            yield portion
            portion, begun = [], time.monotonic()
    if portion:
        yield portion


def _reader(settings: Settings, *, clean: bool) -> Reader:
    """Return newsx's reader, in a worker of its own."""
    spare_imports(settings.model)
    return Reader(settings, clean=clean)


def _is_lost(result: Outcome | DocumentError) -> bool:
    """Tell whether a document went with what it ran on, through no fault of its own."""
    return isinstance(result, CrashError) and result.retryable


def _missing() -> CrashError:
    """Return the error of a document that was handed over twice and never came back."""
    return CrashError("the engine lost it twice; run the same command again", retryable=True)


def _readings(reader: Packing) -> tuple[str, ...]:
    return reader.readings


def _digest(document: Document) -> str:
    return sha256(document.content).hexdigest()


def _size(document: Document) -> int:
    return len(document.content)
