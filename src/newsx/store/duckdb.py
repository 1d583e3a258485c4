"""Outcomes into a DuckDB file."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from newsx.errors import ConfigurationError
from newsx.store.arrow import arrow_table
from newsx.store.folders import quoted
from newsx.store.relational import RelationalSink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from newsx.store.rows import Cells
    from newsx.store.tables import Table


# A checkpoint packs the last row group of every table anew: of the usual 122,880 rows, and at the
# usual 16 MB, that trebles the cost of a document within 10,000 and adds 100 MB to the peak.
_CHECKPOINT: Final = "64MB"
_ROW_GROUP: Final = 16_384
# What DuckDB may keep in reach of what it writes, so that memory does not grow with the archive. It
# takes far more by itself: most of the machine, and for every processor something of its own.
_MEMORY_BYTES: Final = 64_000_000
_THREADS: Final = 1
# The index of a key must be there whole, 70 bytes for each row, and so may grow with the archive.
_ROW_BYTES: Final = 200
_KEYS: Final = "SELECT coalesce(sum(estimated_size), 0) FROM duckdb_tables() WHERE has_primary_key"
_HELD: Final = re.compile(r"[Cc]onflicting lock is held in .*\((PID \d+)\)")


def duckdb_sink(place: str) -> RelationalSink:
    """Return the sink of a DuckDB file; made when missing.

    Raises:
        ConfigurationError: The file is no DuckDB database, or another process holds it, or its
            tables are of a schema that this version cannot write.
    """
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "checkpoint_threshold": _CHECKPOINT,
        "temp_directory": f"{place}.tmp",
        "threads": _THREADS,
    }
    connection = duckdb.connect(config=settings)
    options = f"TYPE duckdb, ROW_GROUP_SIZE {_ROW_GROUP}"
    try:
        connection.execute(f"ATTACH {quoted(place)} AS newsx ({options}); USE newsx")
        return RelationalSink(DuckdbDatabase(connection, place, memory_bytes=_MEMORY_BYTES))
    except duckdb.Error as error:
        connection.close()
        raise ConfigurationError(_why_not(place, str(error))) from error
    except ConfigurationError:
        connection.close()
        raise


def _why_not(place: str, error: str) -> str:
    if holder := _HELD.search(error):
        return (
            f"{place!r} is held by another process ({holder[1]}), and DuckDB has one writer at a "
            "time; wait for it, or name another file"
        )
    return f"cannot open {place!r} as a DuckDB database: {error.splitlines()[0]}"


class DuckdbDatabase:
    """The plan's view of a DuckDB connection.

    Args:
        connection: Closed with this.
        name: How messages call it.
        memory_bytes: What DuckDB may hold beside its keys; as much as it likes when absent.
    """

    # DuckDB reads columns: an index on every fact costs memory and time that grow with the archive,
    # and the plan keeps facts unique without it.
    keyed = False

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, name: str, *, memory_bytes: int | None = None
    ) -> None:
        import duckdb

        self._connection = connection
        self.name = repr(name)
        self.refusals: tuple[type[Exception], ...] = (duckdb.Error,)
        self.troubles: tuple[type[Exception], ...] = (duckdb.OperationalError,)
        self._memory_bytes = memory_bytes
        self._granted_bytes = 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin, and commit or roll back."""
        self._grant()
        self._connection.begin()
        try:
            yield
        except BaseException:
            with contextlib.suppress(*self.refusals):  # it may have rolled back by itself
                self._connection.rollback()
            raise
        self._connection.commit()

    def _grant(self) -> None:
        """Let DuckDB have its share of memory, and what its keys take beside."""
        if self._memory_bytes is None:
            return
        [(keys,)] = self.execute(_KEYS)
        wanted = self._memory_bytes + _ROW_BYTES * int(str(keys))
        if wanted > self._granted_bytes:
            self._granted_bytes = wanted + self._memory_bytes // 4
            self.execute(f"SET memory_limit = '{self._granted_bytes} B'")

    def execute(self, statement: str) -> Sequence[tuple[object, ...]]:
        """Run statements and return the rows of the last."""
        return self._connection.execute(statement).fetchall()

    def stage(self, table: Table, rows: Sequence[Cells]) -> None:
        """Register the rows as a view over Arrow memory; nothing is copied."""
        self._connection.register(f"staged_{table.name}", arrow_table(table, rows))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
