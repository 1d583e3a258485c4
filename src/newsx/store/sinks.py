"""What a sink is, how one is named, and how outcomes are gathered for it.

A sink keeps batches: each is there whole or not at all, and the ledger with it, so that a run that
was killed is started again and ends where an undisturbed one would have.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeAlias

from newsx.errors import ConfigurationError, StoreError
from newsx.schema import Failure, Record
from newsx.store.packed import Packed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from types import TracebackType

Outcome: TypeAlias = Packed | Failure
Pack: TypeAlias = "Callable[[Record], Packed]"

_BY_SUFFIX: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
    ".parquet": "parquet",
}


class Sink(Protocol):
    """A place that keeps outcomes."""

    @property
    def batch_size(self) -> int:
        """How many outcomes it likes to take at once."""
        ...

    @property
    def pack(self) -> Pack:
        """The function of a module that makes of a record what `write` takes; workers call it.

        What it raises as a `ValueError` refuses the record.
        """
        ...

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Keep the outcomes, for good when this returns, and return those it had to refuse.

        A record replaces what was kept of the same version, and of the same bytes; a refused record
        is kept as a failure.

        Raises:
            StoreError: The place takes nothing any more; nothing of the batch was kept.
        """
        ...

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return which of these inputs need not be read again.

        Args:
            source_ids: Keys of the ledger, `newsx.store.rows.source_id`.
            readings: Digests of the versions at work, `Provenance.reading`; what was done under
                another one is not known.
        """
        ...

    def settle(self) -> None:
        """Bring up to date what depends on several documents. Called once, after the last batch."""
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...


class Writer:
    """Gather outcomes into batches for a sink. In a `with`, the end writes what waits.

    Args:
        sink: Where the batches go; closed at the end.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: list[Outcome] = []
        self.refused: list[Failure] = []
        """What the sink refused so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if not isinstance(error, StoreError):
                self.flush()
            if error is None:
                self._sink.settle()
        finally:
            self._sink.close()

    def write(self, outcome: Record | Outcome) -> None:
        """Take one outcome; the sink has it after the next full batch, `flush`, or the end.

        Raises:
            StoreError: The sink takes nothing any more.
        """
        if isinstance(outcome, Record):
            outcome = packed(outcome, self._sink.pack)
            if isinstance(outcome, Failure):
                self.refused.append(outcome)
        self._waiting.append(outcome)
        if len(self._waiting) >= self._sink.batch_size:
            self.flush()

    def flush(self) -> None:
        """Hand over what waits.

        Raises:
            StoreError: The sink takes nothing any more.
        """
        if self._waiting:
            batch, self._waiting = self._waiting, []
            self.refused += self._sink.write(batch)


def open_sink(target: str) -> Sink:
    """Return the sink a target names.

    Args:
        target: `KIND:PLACE` with a registered kind (`duckdb:news.db`, `postgresql://host/news`), or
            a path whose ending tells the kind (`.jsonl`, `.duckdb`, `.parquet` for a folder). JSON
            Lines and Parquet may lie in object storage (`s3://bucket/news.parquet`).

    Raises:
        ConfigurationError: No such kind is registered, or the place cannot be opened.
    """
    kinds = {entry.name: entry for entry in entry_points(group="newsx.sinks")}
    kind, colon, place = target.partition(":")
    if not colon or kind not in kinds:
        kind, place = _BY_SUFFIX.get(Path(target).suffix.lower(), ""), target
    if kind not in kinds:
        msg = (
            f"no sink for {target!r}; name a file ending in {', '.join(_BY_SUFFIX)}, "
            f"or KIND:PLACE with one of the kinds {', '.join(sorted(kinds))}"
        )
        raise ConfigurationError(msg)
    make: Callable[[str], Sink] = kinds[kind].load()
    return make(place)


def packed(record: Record, pack: Pack) -> Outcome:
    """Return a record as a sink takes it, or the failure that says why it cannot."""
    try:
        return pack(record)
    except (ValueError, OverflowError) as error:
        return _refusal(Packed.of(record, {}), error)


def keep(
    batch: Sequence[Outcome],
    attempt: Callable[[Sequence[Outcome]], None],
    refusals: tuple[type[Exception], ...],
) -> tuple[Failure, ...]:
    """Keep a batch; where it is refused, find the culprits and keep them as failures.

    Args:
        batch: What to keep.
        attempt: Keeps outcomes, all of them or none.
        refusals: What `attempt` raises.

    Raises:
        StoreError: Even a failure cannot be kept: the place itself is the trouble.
    """
    try:
        attempt(batch)
    except refusals as error:
        if len(batch) > 1:
            middle = len(batch) // 2
            first = keep(batch[:middle], attempt, refusals)
            return first + keep(batch[middle:], attempt, refusals)
        return (_refused(batch[0], error, attempt, refusals),)
    return ()


def _refused(
    outcome: Outcome,
    error: Exception,
    attempt: Callable[[Sequence[Outcome]], None],
    refusals: tuple[type[Exception], ...],
) -> Failure:
    reason = str(error).strip().split("\n")[0]
    if isinstance(outcome, Failure):
        msg = f"the sink takes nothing any more: {reason}"
        raise StoreError(msg, retryable=True) from error
    failure = _refusal(outcome, error)
    try:
        attempt([failure])
    except refusals as again:
        reason = str(again).strip().split("\n")[0]
        msg = f"the sink takes nothing any more: {reason}"
        raise StoreError(msg, retryable=True) from again
    return failure


def _refusal(record: Packed, error: Exception) -> Failure:
    reason = str(error).strip().split("\n")[0]
    return record.failure(
        StoreError(f"the sink refused the record of {record.source_ref!r}: {reason}")
    )
