"""What a sink is, and how one is named: `PATH` by its ending, or `KIND:PLACE`."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, Self

from newsx.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from newsx.schema import Failure, Record

_BY_SUFFIX: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
    ".parquet": "parquet",
}


class Sink(Protocol):
    """Where outcomes go. Used in a `with`; closing it makes everything durable."""

    def __enter__(self) -> Self:
        """Return the open sink."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Write what waits, and close."""
        ...

    def write(self, outcome: Record | Failure) -> None:
        """Take one outcome.

        Raises:
            StoreError: It cannot be stored.
        """
        ...


def open_sink(target: str) -> Sink:
    """Return the sink a target names.

    Args:
        target: `KIND:PLACE` with a registered kind (`duckdb:news.db`), or a path whose ending
            tells the kind (`.jsonl`, `.duckdb`, `.parquet` for a folder of Parquet files).

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
    make: Callable[[Path], Sink] = kinds[kind].load()
    return make(Path(place))
