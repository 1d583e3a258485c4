"""Records into a DuckDB file: the star schema, each batch in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from newsx.errors import ConfigurationError, StoreError
from newsx.schema import Failure, Record
from newsx.store.arrow import arrow_table
from newsx.store.tables import FAILURES, TABLES, Table, ddl, failure_rows, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from newsx.store.tables import Cell

BATCH_SIZE = 200


class DuckdbSink:
    """Write to a DuckDB file; an article already there is replaced, rows and all.

    Args:
        path: The file; made when missing.

    Raises:
        ConfigurationError: The file is no DuckDB database, or another process holds it.
    """

    def __init__(self, path: Path) -> None:
        import duckdb

        self._error = duckdb.Error
        try:
            self._connection = duckdb.connect(str(path))
        except duckdb.Error as error:
            msg = f"cannot open {str(path)!r} as a DuckDB database: {error}"
            raise ConfigurationError(msg) from error
        self._connection.execute(ddl())
        self._waiting: list[Record | Failure] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self.flush()
        finally:
            self._connection.close()

    def write(self, outcome: Record | Failure) -> None:
        """Take one outcome; it is in the file after the next `flush`, or when the sink closes.

        Raises:
            StoreError: The database refused the batch; nothing of it was written.
        """
        self._waiting.append(outcome)
        if len(self._waiting) >= BATCH_SIZE:
            self.flush()

    def flush(self) -> None:
        """Write what waits, in one transaction.

        Raises:
            StoreError: The database refused the batch; nothing of it was written.
        """
        if not self._waiting:
            return
        records = {one.article.version_id: one for one in self._waiting if isinstance(one, Record)}
        failures = [one for one in self._waiting if isinstance(one, Failure)]
        self._waiting = []
        self._connection.begin()
        try:
            for table in TABLES:
                self._replace(table, list(rows(table, records.values())), tuple(records))
            self._insert(FAILURES, failure_rows(failures))
            self._connection.commit()
        except self._error as error:
            self._connection.rollback()
            msg = f"the database refused a batch of {len(records)} records: {error}"
            raise StoreError(msg) from error

    def _replace(
        self, table: Table, found: Sequence[tuple[Cell, ...]], versions: tuple[str, ...]
    ) -> None:
        if not table.shared:
            self._connection.execute(
                f"DELETE FROM {table.name} WHERE version_id IN (SELECT unnest(?))",  # noqa: S608 - our own name
                [list(versions)],
            )
        self._insert(table, found)

    def _insert(self, table: Table, found: Sequence[tuple[Cell, ...]]) -> None:
        if not found:
            return
        batch = arrow_table(table, found)
        self._connection.register("batch", batch)
        cells = ", ".join(f"CAST({column.name} AS {column.type})" for column in table.columns)
        self._connection.execute(
            f"INSERT OR REPLACE INTO {table.name} SELECT {cells} FROM batch"  # noqa: S608 - our own names
        )
        self._connection.unregister("batch")
