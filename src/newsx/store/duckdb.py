"""Outcomes into a DuckDB file."""

from __future__ import annotations

import contextlib
import re
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


# A checkpoint packs the last row group of every table anew: of the usual 122,880 rows, and at the
# usual 16 MB, that trebles the cost of a document within 10,000 and adds 100 MB to the peak.
_CHECKPOINT_BYTES: Final = 64_000_000
_ROW_GROUP: Final = 16_384
# What DuckDB may keep in reach of what it writes, so that memory does not grow with the archive. It
# takes far more by itself: most of the machine, and for every processor something of its own.
_MEMORY_BYTES: Final = 60_000_000
# A checkpoint takes some 25 MB that DuckDB does not count, and so gets less of what it does.
_MEMORY_AT_CHECKPOINT_BYTES: Final = 20_000_000
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

    settings: dict[str, str | bool | int | float | list[str]] = {
        "checkpoint_threshold": "1TB",  # it is done in `transaction`
        "temp_directory": f"{place}.tmp",
        "threads": _THREADS,
    }
    connection = duckdb.connect(config=settings)
    options = f"TYPE duckdb, ROW_GROUP_SIZE {_ROW_GROUP}"
    try:
        connection.execute(f"ATTACH {quoted(place)} AS newsx ({options}); USE newsx")
        database = DuckdbDatabase(connection, place)
        sink = RelationalSink(database)
        database.keep_small(Path(f"{place}.wal"))
        database.drop_keys()
    except duckdb.Error as error:
        connection.close()
        raise ConfigurationError(_why_not(place, str(error))) from error
    except ConfigurationError:
        connection.close()
        raise
    return sink


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
    """

    # DuckDB reads columns: an index of keys must be in memory whole, and it is one process that
    # writes, whose plan keeps rows unique without it.
    keyed = False

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        import duckdb

        self._connection = connection
        self.name = repr(name)
        self.refusals: tuple[type[Exception], ...] = (duckdb.Error,)
        self.troubles: tuple[type[Exception], ...] = (duckdb.OperationalError,)
        self._log: Path | None = None
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
        self._checkpoint()

    def keep_small(self, log: Path) -> None:
        """Bound memory from now on.

        Args:
            log: The write-ahead log of the file.
        """
        [(found,)] = self.execute(_LATEST_BYTES)
        self._article_bytes = max(self._article_bytes, float(str(found or 0)))
        self._log = log
        self._grant(_MEMORY_BYTES)

    def _grant(self, size_bytes: int) -> None:
        """Let DuckDB have this much memory, and what it must have beside."""
        vector_bytes = round(_SPACE * _VECTOR * self._article_bytes)
        self.execute(f"SET memory_limit = '{size_bytes + vector_bytes}B'")

    def _checkpoint(self) -> None:
        """Move the log into the file when it is long."""
        if self._log is None or not self._log.exists():
            return
        if self._log.stat().st_size > _CHECKPOINT_BYTES:
            self._grant(_MEMORY_AT_CHECKPOINT_BYTES)
            self.execute("CHECKPOINT")
            self._grant(_MEMORY_BYTES)

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
