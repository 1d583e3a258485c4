"""Outcomes into a DuckDB file."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsx.errors import ConfigurationError
from newsx.store.arrow import arrow_table
from newsx.store.comments import comments
from newsx.store.folders import quoted
from newsx.store.relational import RelationalSink
from newsx.store.tables import ARTICLES, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from newsx.store.rows import Cells
    from newsx.store.tables import Table


# What is written lies in memory, unpacked, until a checkpoint; the log grows with it.
_CHECKPOINT_BYTES: Final = 4_000_000
# A checkpoint packs the last row group of every table anew: of the usual 122,880 rows that trebles
# the cost of a document within 10,000 and adds 100 MB to the peak.
_ROW_GROUP: Final = 4096
# DuckDB (2.0) keeps 40 KB of every row group it has read or written, and 4 to 7 KB of every join it
# has made, until it is closed: some 2 KB for each document.
_CHECKPOINTS_OPEN: Final = 4
_ATTEMPT_S: Final = 0.05
_PATIENCE_S: Final = 300.0
# What is in memory of a column is a block at least, and there are 170 columns. With blocks of the
# usual 256 KB that is twice as much; with 16 KB they share so little that files are far larger.
_BLOCK_BYTES: Final = 65_536
# What DuckDB may keep in reach of what it writes, so that memory does not grow with the archive. It
# takes far more by itself: most of the machine, and for every processor something of its own.
_MEMORY_BYTES: Final = 36_000_000
# A checkpoint takes some 25 MB that DuckDB does not count, and so gets less of what it does.
_MEMORY_AT_CHECKPOINT_BYTES: Final = 20_000_000
# A limit below what is in use lets go of all that can be had again from the file.
_NOTHING_BYTES: Final = 1_000_000
_KEPT_FREE: Final = "1MB"
# Beside that, what it must have in reach at once: a vector of rows with their texts, which may fill
# their blocks badly. Where it is refused that, the database is of no more use in this process.
_VECTOR: Final = 2048
_SPACE: Final = 2.5
_ARTICLE_BYTES: Final = 4000
_LATEST_BYTES: Final = f"""
SELECT avg(strlen(text)) FROM articles
WHERE rowid > (SELECT max(rowid) FROM articles) - {_VECTOR}"""  # noqa: S608 - our own number
_THREADS: Final = 1
_KEYED: Final = (
    "SELECT table_name FROM duckdb_constraints() "
    "WHERE constraint_type = 'PRIMARY KEY' AND database_name = current_database()"
)
_HELD: Final = re.compile(r"[Cc]onflicting lock is held in .*\((PID \d+)\)")


def duckdb_sink(place: str) -> RelationalSink:
    """Return the sink of a DuckDB file; made when missing.

    Raises:
        ConfigurationError: The file is no DuckDB database, or another process holds it, or its
            tables are of a schema that this version cannot write.
    """
    import duckdb

    try:
        connection = _open(place)
    except duckdb.Error as error:
        raise ConfigurationError(_why_not(place, str(error))) from error
    try:
        database = DuckdbDatabase(connection, place)
        sink = RelationalSink(database)
        database.keep_small()
        database.drop_keys()
    except duckdb.Error as error:
        connection.close()
        raise ConfigurationError(_why_not(place, str(error))) from error
    except ConfigurationError:
        connection.close()
        raise
    return sink


def _open(place: str) -> duckdb.DuckDBPyConnection:
    """Return a connection whose default database is the file, without bounds of memory yet."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "checkpoint_threshold": "1TB",  # it is done in `condense`
        "default_block_size": str(_BLOCK_BYTES),  # of new files
        # What a query or a checkpoint has needed is given back after it.
        "allocator_flush_threshold": _KEPT_FREE,
        "allocator_bulk_deallocation_flush_threshold": _KEPT_FREE,
        "temp_directory": f"{place}.tmp",
        "threads": _THREADS,
    }
    connection = duckdb.connect(config=settings)
    options = f"TYPE duckdb, ROW_GROUP_SIZE {_ROW_GROUP}"
    try:
        connection.execute(f"ATTACH {quoted(place)} AS newsx ({options}); USE newsx")
    except duckdb.Error:
        connection.close()
        raise
    return connection


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
        place: The file.
    """

    # DuckDB reads columns: an index of keys must be in memory whole, and it is one process that
    # writes, whose plan keeps rows unique without it.
    keyed = False

    def __init__(self, connection: duckdb.DuckDBPyConnection, place: str) -> None:
        import duckdb

        self._connection = connection
        self._place = place
        self.name = repr(place)
        self.refusals: tuple[type[Exception], ...] = (duckdb.Error,)
        self.troubles: tuple[type[Exception], ...] = (duckdb.OperationalError,)
        self._log: Path | None = None
        self._checkpoints = 0
        self._article_bytes: float = _ARTICLE_BYTES

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin, and commit or roll back."""
        self._connection.begin()
        try:
            yield
        except BaseException:
            with contextlib.suppress(*self.refusals):  # it may have rolled back by itself
                self._connection.rollback()
            raise
        self._connection.commit()
        if self._log_bytes() > _CHECKPOINT_BYTES:
            self.condense()

    def keep_small(self) -> None:
        """Bound memory from now on."""
        [(found,)] = self.execute(_LATEST_BYTES)
        self._article_bytes = max(self._article_bytes, float(str(found or 0)))
        self._log = Path(f"{self._place}.wal")
        self._grant(_MEMORY_BYTES)

    def _grant(self, size_bytes: int) -> None:
        """Let DuckDB have this much memory, and what it must have beside."""
        vector_bytes = round(_SPACE * _VECTOR * self._article_bytes)
        self.execute(f"SET memory_limit = '{size_bytes + vector_bytes}B'")

    def _log_bytes(self) -> int:
        """Return how long the log is: 0 before memory is bounded, and right after a checkpoint."""
        return self._log.stat().st_size if self._log is not None and self._log.exists() else 0

    def condense(self) -> None:
        """Move the log into the file, and keep nothing in memory that can be read from there."""
        if not self._log_bytes():
            return
        self._grant(_MEMORY_AT_CHECKPOINT_BYTES)
        self.execute("CHECKPOINT")
        with contextlib.suppress(*self.refusals):
            self.execute(f"SET memory_limit = '{_NOTHING_BYTES}B'")
        self._grant(_MEMORY_BYTES)
        self._checkpoints += 1
        if self._checkpoints % _CHECKPOINTS_OPEN == 0:
            self._reopen()

    def _reopen(self) -> None:
        """Close the file and open it again; wait where somebody looks into it in that moment."""
        self._connection.close()
        begun = time.monotonic()
        while True:
            try:
                self._connection = _open(self._place)
            except self.troubles as error:
                if not _HELD.search(str(error)) or time.monotonic() - begun > _PATIENCE_S:
                    raise
                time.sleep(_ATTEMPT_S)
            else:
                self._grant(_MEMORY_BYTES)
                return

    def drop_keys(self) -> None:
        """Make tables that an earlier version gave primary keys anew, without."""
        own = {table.name for table in TABLES}
        keyed = [str(name) for (name,) in self.execute(_KEYED) if name in own]
        for name in keyed:
            with self.transaction():
                self.execute(
                    f"CREATE TABLE {name}_unkeyed AS FROM {name}; DROP TABLE {name}; "
                    f"ALTER TABLE {name}_unkeyed RENAME TO {name}"
                )
        if keyed:
            self.execute("; ".join(comments()))

    def execute(self, statement: str) -> Sequence[tuple[object, ...]]:
        """Run statements and return the rows of the last."""
        return self._connection.execute(statement).fetchall()

    def stage(self, table: Table, rows: Sequence[Cells]) -> None:
        """Register the rows as a view over Arrow memory; nothing is copied."""
        staged = arrow_table(table, rows)
        self._connection.register(f"staged_{table.name}", staged)
        if table is ARTICLES and self._log is not None and rows:
            mean_bytes = staged.nbytes / len(rows)
            if mean_bytes > self._article_bytes:
                self._article_bytes = mean_bytes
                self._grant(_MEMORY_BYTES)

    def replace_views(self, script: str) -> None:
        """Make views anew: DuckDB replaces any view by any other."""
        self.execute(script)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
