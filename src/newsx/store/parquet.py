"""Records into a folder of Parquet files: one file a table, zstd."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from newsx.schema import Failure, Record
from newsx.store.arrow import arrow_table
from newsx.store.tables import FAILURES, TABLES, Table, failure_rows, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from newsx.store.tables import Cell


class ParquetSink:
    """Write one run to a folder; its files are replaced whole when the sink closes.

    Args:
        folder: The folder; made when missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records: dict[str, Record] = {}
        self._failures: list[Failure] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            self._write(table, list(rows(table, self._records.values())))
        self._write(FAILURES, failure_rows(self._failures))

    def write(self, outcome: Record | Failure) -> None:
        """Take one outcome; it is in the files when the sink closes."""
        if isinstance(outcome, Failure):
            self._failures.append(outcome)
        else:
            self._records[outcome.article.version_id] = outcome

    def _write(self, table: Table, found: Sequence[tuple[Cell, ...]]) -> None:
        import duckdb

        # A reader never sees half a file: it is written aside and renamed.
        path = self._folder / f"{table.name}.parquet"
        part = path.with_suffix(".parquet.part")
        with duckdb.connect() as connection:
            connection.register("batch", arrow_table(table, found))
            cells = ", ".join(
                f"CAST({column.name} AS {column.type}) AS {column.name}" for column in table.columns
            )
            order = ", ".join(table.key)
            target = str(part).replace("'", "''")
            connection.execute(
                f"COPY (SELECT {cells} FROM batch ORDER BY {order}) "  # noqa: S608 - our own names
                f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
        part.replace(path)
