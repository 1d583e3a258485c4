"""Outcomes into a folder of Parquet files: `<table>/part-000001.parquet`, zstd, sorted by key.

A batch is one part of every table. Files are written aside, synced and renamed, the ledger's last:
a part counts once its `sources` file is there, and what has none is removed when the folder is
opened. Rows that a later part replaces are taken out of the earlier ones, the ledger's last again;
an interrupted removal is seen in the ledger and done again.

`entities`, `securities` and `duplicates` are single files, made anew from all parts when a run
ends; `views.sql` gives every table and view to DuckDB.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsx.errors import ConfigurationError, StoreError
from newsx.schema import SCHEMA_VERSION, Failure, Record
from newsx.store.arrow import arrow_table
from newsx.store.duckdb import DuckdbDatabase
from newsx.store.duplicates import settle_duplicates
from newsx.store.parts import PartLedger
from newsx.store.rows import failure_rows, record_rows
from newsx.store.sinks import keep
from newsx.store.tables import (
    ARTICLES,
    DUPLICATES,
    FAILURES,
    RECORD_TABLES,
    SOURCES,
    TABLES,
    VERSION_TABLE,
    Column,
    Table,
    views,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from newsx.store.rows import Cells
    from newsx.store.sinks import Outcome

_PART: Final = "part-*.parquet"
_SHARED: Final = "_shared"  # readers of folders pass over names that begin with an underscore
_FACTS: Final = tuple(table for table in RECORD_TABLES if table not in {ARTICLES, SOURCES})
# What tells whether a row still counts comes after the rows it tells of.
_PARTS: Final = (*_FACTS, ARTICLES, FAILURES, SOURCES)


class ParquetSink:
    """Keep outcomes in a folder of Parquet files.

    Args:
        place: The folder; made when missing.

    Raises:
        ConfigurationError: The folder cannot be written, or holds another schema.
    """

    batch_size = 500

    def __init__(self, place: str) -> None:
        import duckdb

        self._folder = Path(place)
        self._connection = duckdb.connect()
        self._refusals = (duckdb.Error, ValueError, OverflowError)
        self._ledger = PartLedger()
        try:
            self._open()
        except OSError as error:
            msg = f"cannot write the folder {place!r}: {error.strerror}; check its permissions"
            raise ConfigurationError(msg) from error

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Keep the outcomes as one part; see `Sink.write`."""
        try:
            return keep(batch, self._attempt, self._refusals)
        except OSError as error:
            msg = f"cannot write {str(self._folder)!r}: {error.strerror}"
            raise StoreError(msg, retryable=True) from error

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return the inputs of the ledger that these readings cover."""
        return {one for one in source_ids if self._ledger.covers(one, readings)}

    def settle(self) -> None:
        """Take out what was replaced, make the single files anew, and find the copies."""
        if not any((self._folder / SOURCES.name).glob(_PART)):
            return
        for table in TABLES:
            if table.role == "shared":
                self._merge(table)
        self._settle_duplicates()
        statements = [*_table_views(Path()), views()]
        (self._folder / "views.sql").write_text(
            "-- In this folder: duckdb -init views.sql\n" + "\n".join(statements) + "\n",
            encoding="utf-8",
        )

    def close(self) -> None:
        """Let go of the folder."""
        self._connection.close()

    def _attempt(self, batch: Sequence[Outcome]) -> None:
        records = [one for one in batch if isinstance(one, Record)]
        latest = {record.article.version_id: record for record in records}
        rows: dict[Table, Sequence[Cells]] = {
            table: record_rows(table, records if table is SOURCES else latest.values())
            for table in RECORD_TABLES
        }
        rows[FAILURES] = failure_rows(one for one in batch if isinstance(one, Failure))
        part = self._ledger.next_part
        written = [(table, self._write_aside(table, part, rows[table])) for table in _PARTS]
        for table, aside in written:
            aside.replace(self._path(table, part))
            _sync(self._path(table, part).parent)
        self._ledger.add(part, rows[SOURCES], rows[FAILURES], latest)
        self._take_out()

    def _write_aside(self, table: Table, part: int, rows: Sequence[Cells]) -> Path:
        cells = ", ".join(
            f"CAST({column.name} AS {column.type}) AS {column.name}" for column in table.columns
        )
        self._connection.register("batch", arrow_table(table, rows))
        query = f"SELECT {cells} FROM batch ORDER BY {', '.join(table.key)}"  # noqa: S608 - our own names
        return self._copy(query, self._path(table, part))

    def _copy(self, query: str, path: Path) -> Path:
        """Write what a query gives to a file beside `path`, durably, and return that file."""
        aside = path.with_suffix(".aside")
        aside.parent.mkdir(parents=True, exist_ok=True)
        self._connection.execute(
            f"COPY ({query}) TO {_quoted(aside)} (FORMAT parquet, COMPRESSION zstd)"
        )
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        return aside

    def _path(self, table: Table, part: int) -> Path:
        folder = self._folder / _SHARED if table.role == "shared" else self._folder
        return folder / table.name / f"part-{part:06}.parquet"

    def _open(self) -> None:
        """Read the ledger, and put right what a killed run left behind."""
        mark = self._folder / VERSION_TABLE
        if mark.exists() and (version := mark.read_text().strip()) != SCHEMA_VERSION:
            msg = (
                f"{str(self._folder)!r} holds schema {version}, this newsx writes "
                f"{SCHEMA_VERSION}; name another folder"
            )
            raise ConfigurationError(msg)
        self._folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(SCHEMA_VERSION + "\n")
        committed = {path.name for path in (self._folder / SOURCES.name).glob(_PART)}
        for table in _PARTS:
            folder = self._path(table, 1).parent
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                if path.suffix == ".aside" or path.name not in committed:
                    path.unlink()
        for name in sorted(committed):
            part = int(name.removeprefix("part-").removesuffix(".parquet"))
            versions = [str(row[0]) for row in self._read(ARTICLES, part)]
            sources, failures = self._read(SOURCES, part), self._read(FAILURES, part)
            self._ledger.add(part, sources, failures, versions)
        self._take_out()

    def _read(self, table: Table, part: int) -> list[Cells]:
        columns = table.key if table is ARTICLES else [column.name for column in table.columns]
        return self._connection.execute(
            f"SELECT {', '.join(columns)} FROM {_quoted(self._path(table, part))}"  # noqa: S608 - our own names
        ).fetchall()

    def _take_out(self) -> None:
        """Take rows that later parts replace out of the earlier ones."""
        parts = list(self._ledger.replaced)
        for part in parts:
            if self._ledger.is_spent(part):
                # Without its ledger the rest of the part is rubbish, whenever it is removed.
                for table in reversed(_PARTS):
                    self._path(table, part).unlink()
            else:
                for table in _PARTS:
                    self._take_out_of(table, part)
        self._ledger.took_out(parts)

    def _take_out_of(self, table: Table, part: int) -> None:
        column, keys = self._ledger.replaced[part].of(table)
        if not keys or table.role == "shared":
            return
        listed = Table("dead", "", (Column(column, "TEXT"),), (column,))
        self._connection.register("dead", arrow_table(listed, [(key,) for key in keys]))
        path = self._path(table, part)
        query = (
            f"SELECT * FROM {_quoted(path)} "  # noqa: S608 - our own names
            f"WHERE {column} NOT IN (SELECT {column} FROM dead)"
        )
        self._copy(query, path).replace(path)

    def _merge(self, table: Table) -> None:
        """Make the one file of a shared table from its parts: the last row of each key."""
        key = ", ".join(table.key)
        names = ", ".join(column.name for column in table.columns)
        found = _quoted(self._folder / _SHARED / table.name / _PART)
        query = (
            f"SELECT {names} FROM (SELECT *, row_number() OVER ("  # noqa: S608 - our own names
            f"PARTITION BY {key} ORDER BY filename DESC) AS place "
            f"FROM read_parquet({found}, filename = true)) WHERE place = 1 ORDER BY {key}"
        )
        path = self._folder / table.name / f"{table.name}.parquet"
        self._copy(query, path).replace(path)

    def _settle_duplicates(self) -> None:
        """Find the copies with the plan of the databases, on views of the files."""
        import duckdb

        path = self._folder / DUPLICATES.name / f"{DUPLICATES.name}.parquet"
        with duckdb.connect() as connection:
            connection.execute(DUPLICATES.ddl())
            if path.exists():
                connection.execute(f"INSERT INTO duplicates FROM {_quoted(path)}")
            for statement in _table_views(self._folder):
                if f" {DUPLICATES.name} " not in statement:
                    connection.execute(statement)
            connection.execute(_UNSETTLE)
            connection.execute(views())
            settle_duplicates(DuckdbDatabase(connection, str(self._folder)))
            connection.execute("CREATE TEMP TABLE settled AS FROM duplicates ORDER BY version_id")
            path.parent.mkdir(exist_ok=True)
            aside = path.with_suffix(".aside")
            connection.execute(
                f"COPY settled TO {_quoted(aside)} (FORMAT parquet, COMPRESSION zstd)"
            )
        aside.replace(path)


# The groups of versions that are no longer there are settled anew.
_UNSETTLE: Final = """
DELETE FROM duplicates WHERE coalesce(duplicate_group, version_id) IN (
    SELECT coalesce(d.duplicate_group, d.version_id) FROM duplicates AS d
    WHERE d.version_id NOT IN (SELECT version_id FROM articles)
)"""


def _table_views(folder: Path) -> Iterator[str]:
    for table in TABLES:
        found = _quoted(folder / table.name / "*.parquet")
        yield f"CREATE OR REPLACE VIEW {table.name} AS FROM read_parquet({found});"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _sync(folder: Path) -> None:
    """Make renames in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
