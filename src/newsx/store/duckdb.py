"""Outcomes into a DuckDB file."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from newsx.errors import ConfigurationError
from newsx.store.arrow import arrow_table
from newsx.store.relational import RelationalSink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from newsx.store.rows import Cells
    from newsx.store.tables import Table


# A checkpoint packs the last row group of every table anew, up to 122,880 articles with their
# texts: at the usual 16 MB that trebles the cost of a document within 10,000.
_CHECKPOINT: Final = "64MB"


def duckdb_sink(place: str) -> RelationalSink:
    """Return the sink of a DuckDB file; made when missing.

    Raises:
        ConfigurationError: The file is no DuckDB database, or another process holds it, or its
            tables are of a schema that this version cannot write.
    """
    import duckdb

    try:
        connection = duckdb.connect(place, config={"checkpoint_threshold": _CHECKPOINT})
    except duckdb.Error as error:
        msg = f"cannot open {place!r} as a DuckDB database: {error}"
        raise ConfigurationError(msg) from error
    return RelationalSink(DuckdbDatabase(connection, place))


class DuckdbDatabase:
    """The plan's view of a DuckDB connection.

    Args:
        connection: Closed with this.
        name: How messages call it.
    """

    # DuckDB reads columns: an index on every fact costs memory and time that grow with the archive,
    # and the plan keeps facts unique without it.
    keyed = False

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        import duckdb

        self._connection = connection
        self.name = repr(name)
        self.refusals: tuple[type[Exception], ...] = (duckdb.Error,)

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

    def execute(self, statement: str) -> Sequence[tuple[object, ...]]:
        """Run statements and return the rows of the last."""
        return self._connection.execute(statement).fetchall()

    def stage(self, table: Table, rows: Sequence[Cells]) -> None:
        """Register the rows as a view over Arrow memory; nothing is copied."""
        self._connection.register(f"staged_{table.name}", arrow_table(table, rows))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
