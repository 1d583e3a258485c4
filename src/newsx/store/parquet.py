"""Outcomes into a folder of Parquet files: `<table>/part-000001.parquet`, zstd, sorted by key.

A batch is one part of every table. Files are written aside, synced and renamed, the ledger's last:
a part counts once its `sources` file is there, and what has none is removed when the folder is
opened. Rows that a later part replaces are taken out of the earlier ones, the ledger's last again;
an interrupted removal is seen in the ledger and done again.

`entities`, `securities` and `duplicates` are single files, made anew from all parts when a run
ends; `views.sql` gives every table and view to DuckDB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsx.errors import ConfigurationError, StoreError
from newsx.places import is_object, remedy
from newsx.schema import SCHEMA_VERSION, Failure
from newsx.store.arrow import arrow_table
from newsx.store.duckdb import DuckdbDatabase
from newsx.store.duplicates import settle_duplicates
from newsx.store.folders import open_folder, quoted
from newsx.store.packed import Packed, pack_rows, packed_rows
from newsx.store.parts import PartLedger
from newsx.store.rows import failure_rows
from newsx.store.sinks import Pack, keep
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
    from collections.abc import Callable, Collection, Sequence

    from newsx.store.rows import Cells
    from newsx.store.sinks import Outcome

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

        self._place = place
        self._connection = duckdb.connect()
        self._refusals = (duckdb.DataError, duckdb.ProgrammingError, ValueError, OverflowError)
        self._troubles = (duckdb.OperationalError, OSError)
        self._ledger = PartLedger()
        try:
            self._folder = open_folder(place)
            self._folder.attach(self._connection)
            self._open()
        except OSError as error:
            reason, advice = error.strerror or error, remedy(error, "check its permissions")
            msg = f"cannot write the folder {place!r}: {reason}; {advice}"
            raise ConfigurationError(msg) from error

    @property
    def pack(self) -> Pack:
        """What makes rows of a record."""
        return pack_rows

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Keep the outcomes as one part; see `Sink.write`."""
        try:
            return keep(batch, self._attempt, self._refusals)
        except self._troubles as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            msg = f"cannot write {self._place!r}: {reason}"
            raise StoreError(msg, retryable=True) from error

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return the inputs of the ledger that these readings cover."""
        return {one for one in source_ids if self._ledger.covers(one, readings)}

    def settle(self) -> None:
        """Take out what was replaced, make the single files anew, and find the copies."""
        try:
            if self._parts():
                for table in TABLES:
                    if table.role == "shared":
                        self._merge(table)
                self._settle_duplicates()
                self._write_views()
        except OSError as error:
            msg = f"cannot write {self._place!r}: {error.strerror or error}"
            raise StoreError(msg, retryable=True) from error

    def close(self) -> None:
        """Let go of the folder."""
        self._folder.close()
        self._connection.close()

    def _attempt(self, batch: Sequence[Outcome]) -> None:
        records = [one for one in batch if isinstance(one, Packed)]
        latest = {record.version_id: record for record in records}
        rows: dict[Table, Sequence[Cells]] = {
            table: packed_rows(table, records if table is SOURCES else latest.values())
            for table in RECORD_TABLES
        }
        rows[FAILURES] = failure_rows(one for one in batch if isinstance(one, Failure))
        part = self._ledger.next_part
        for table in _PARTS:
            self._write_aside(table, part, rows[table])
        for table in _PARTS:
            self._folder.keep(_name(table, part))
        self._ledger.add(part, rows[SOURCES], rows[FAILURES], latest)
        self._take_out()

    def _write_aside(self, table: Table, part: int, rows: Sequence[Cells]) -> None:
        cells = ", ".join(
            f"CAST({column.name} AS {column.type}) AS {column.name}" for column in table.columns
        )
        self._connection.register("batch", arrow_table(table, rows))
        query = f"SELECT {cells} FROM batch ORDER BY {', '.join(table.key)}"  # noqa: S608 - our own names
        self._copy(query, _name(table, part))

    def _copy(self, query: str, name: str) -> None:
        """Write what a query gives to the file that is kept as `name` later."""
        aside = quoted(str(self._folder.aside(name)))
        self._connection.execute(f"COPY ({query}) TO {aside} (FORMAT parquet, COMPRESSION zstd)")

    def _parts(self) -> set[str]:
        """Return the names of the parts that count."""
        return {name for name in self._folder.names(SOURCES.name) if name.startswith("part-")}

    def _open(self) -> None:
        """Read the ledger, and put right what a killed run left behind."""
        if VERSION_TABLE in self._folder.names(""):
            version = self._folder.read(VERSION_TABLE).decode().strip()
            if version != SCHEMA_VERSION:
                msg = (
                    f"{self._place!r} holds schema {version}, this newsx writes "
                    f"{SCHEMA_VERSION}; name another folder"
                )
                raise ConfigurationError(msg)
        else:
            self._put(VERSION_TABLE, SCHEMA_VERSION + "\n")
        committed = self._parts()
        for table in _PARTS:
            folder = _name(table, 1).rpartition("/")[0]
            for name in self._folder.names(folder) - committed:
                self._folder.remove(f"{folder}/{name}")
        for name in sorted(committed):
            part = int(name.removeprefix("part-").removesuffix(".parquet"))
            versions = [str(row[0]) for row in self._read(ARTICLES, part)]
            sources, failures = self._read(SOURCES, part), self._read(FAILURES, part)
            self._ledger.add(part, sources, failures, versions)
        self._take_out()

    def _put(self, name: str, text: str) -> None:
        self._folder.aside(name).write_text(text, encoding="utf-8")
        self._folder.keep(name)

    def _read(self, table: Table, part: int) -> list[Cells]:
        columns = table.key if table is ARTICLES else [column.name for column in table.columns]
        return self._connection.execute(
            f"SELECT {', '.join(columns)} FROM {self._folder.sql(_name(table, part))}"  # noqa: S608 - our own names
        ).fetchall()

    def _take_out(self) -> None:
        """Take rows that later parts replace out of the earlier ones."""
        parts = list(self._ledger.replaced)
        for part in parts:
            if self._ledger.is_spent(part):
                # Without its ledger the rest of the part is rubbish, whenever it is removed.
                for table in reversed(_PARTS):
                    self._folder.remove(_name(table, part))
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
        name = _name(table, part)
        query = (
            f"SELECT * FROM {self._folder.sql(name)} "  # noqa: S608 - our own names
            f"WHERE {column} NOT IN (SELECT {column} FROM dead)"
        )
        self._copy(query, name)
        self._folder.keep(name)

    def _merge(self, table: Table) -> None:
        """Make the one file of a shared table from its parts: the last row of each key."""
        key = ", ".join(table.key)
        names = ", ".join(column.name for column in table.columns)
        found = self._folder.sql(f"{_SHARED}/{table.name}/part-*.parquet")
        query = (
            f"SELECT {names} FROM (SELECT *, row_number() OVER ("  # noqa: S608 - our own names
            f"PARTITION BY {key} ORDER BY filename DESC) AS place "
            f"FROM read_parquet({found}, filename = true)) WHERE place = 1 ORDER BY {key}"
        )
        self._copy(query, _single(table))
        self._folder.keep(_single(table))

    def _settle_duplicates(self) -> None:
        """Find the copies with the plan of the databases, on views of the files."""
        import duckdb

        name = _single(DUPLICATES)
        with duckdb.connect() as connection:
            self._folder.attach(connection)
            connection.execute(DUPLICATES.ddl(keyed=False))
            if name.rpartition("/")[2] in self._folder.names(DUPLICATES.name):
                connection.execute(f"INSERT INTO duplicates FROM {self._folder.sql(name)}")
            for table in TABLES:
                if table is not DUPLICATES:
                    connection.execute(_table_view(table, self._folder.sql))
            connection.execute(_UNSETTLE)
            connection.execute(views())
            settle_duplicates(DuckdbDatabase(connection, self._place))
            connection.execute("CREATE TEMP TABLE settled AS FROM duplicates ORDER BY version_id")
            aside = quoted(str(self._folder.aside(name)))
            connection.execute(f"COPY settled TO {aside} (FORMAT parquet, COMPRESSION zstd)")
        self._folder.keep(name)

    def _write_views(self) -> None:
        """Write the script that gives every table and view to DuckDB."""
        remote = is_object(self._place)
        found = self._folder.sql if remote else quoted
        where = "Anywhere" if remote else "In this folder"
        statements = [*(_table_view(table, found) for table in TABLES), views()]
        self._put(
            "views.sql", f"-- {where}: duckdb -init views.sql\n" + "\n".join(statements) + "\n"
        )


# The groups of versions that are no longer there are settled anew.
_UNSETTLE: Final = """
DELETE FROM duplicates WHERE coalesce(duplicate_group, version_id) IN (
    SELECT coalesce(d.duplicate_group, d.version_id) FROM duplicates AS d
    WHERE d.version_id NOT IN (SELECT version_id FROM articles)
)"""


def _table_view(table: Table, found: Callable[[str], str]) -> str:
    files = found(f"{table.name}/*.parquet")
    return f"CREATE OR REPLACE VIEW {table.name} AS FROM read_parquet({files});"


def _name(table: Table, part: int) -> str:
    """Return the name of a part of a table in the folder."""
    folder = f"{_SHARED}/{table.name}" if table.role == "shared" else table.name
    return f"{folder}/part-{part:06}.parquet"


def _single(table: Table) -> str:
    """Return the name of the one file of a table that is made anew when a run ends."""
    return f"{table.name}/{table.name}.parquet"
