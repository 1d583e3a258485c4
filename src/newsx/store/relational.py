"""Outcomes into a relational database: one plan in SQL that DuckDB and PostgreSQL both read.

A batch is staged as tables `staged_<name>`; then, in one transaction, the rows of versions that are
there already go, the staged ones come, and the ledger with them.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from newsx.errors import StoreError
from newsx.schema import Failure
from newsx.store.database import ASKED, GONE, READINGS
from newsx.store.duplicates import settle_duplicates
from newsx.store.packed import Packed, pack_rows, packed_rows
from newsx.store.rows import failure_rows
from newsx.store.sinks import Pack, keep
from newsx.store.tables import FAILURES, RECORD_TABLES, SOURCES, TABLES, Table
from newsx.store.upgrade import prepare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from newsx.store.database import Database
    from newsx.store.sinks import Outcome

# What is there of the staged versions, and the versions that the same bytes gave under an earlier
# reading and that no other input gives.
_GONE: Final = """
SELECT version_id FROM articles WHERE version_id IN (SELECT version_id FROM staged_articles)
UNION
SELECT s.version_id FROM sources AS s
JOIN staged_sources AS n ON n.source_id = s.source_id
WHERE s.version_id <> n.version_id AND NOT EXISTS (
    SELECT 1 FROM sources AS o
    WHERE o.version_id = s.version_id
        AND o.source_id NOT IN (SELECT source_id FROM staged_sources)
)"""
# A copy's group is settled anew when one of its members goes.
_UNSETTLE: Final = """
DELETE FROM duplicates WHERE duplicate_group IN (
    SELECT d.duplicate_group FROM duplicates AS d
    JOIN staged_gone AS g ON g.version_id = d.version_id
)"""
_RECOVERED: Final = """
DELETE FROM failures WHERE source_id IN (SELECT source_id FROM staged_sources)
    OR (raw_sha256 IS NULL AND source_ref IN (SELECT source_ref FROM staged_sources))"""
_KNOWN: Final = """
SELECT source_id FROM sources
WHERE source_id IN (SELECT source_id FROM staged_asked)
    AND reading IN (SELECT reading FROM staged_readings)
UNION
SELECT source_id FROM failures
WHERE source_id IN (SELECT source_id FROM staged_asked)
    AND reading IN (SELECT reading FROM staged_readings) AND NOT retryable"""


class RelationalSink:
    """Keep outcomes in a database.

    Args:
        database: Where; its tables are made when missing, and brought to the present schema.

    Raises:
        ConfigurationError: The database is of a schema that this version cannot write.
    """

    batch_size = 200

    def __init__(self, database: Database) -> None:
        self._database = database
        prepare(database)

    @property
    def pack(self) -> Pack:
        """What makes rows of a record."""
        return pack_rows

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Keep the outcomes in one transaction; see `Sink.write`."""
        # What cannot be turned into cells of the database's types is refused as well.
        refusals = (*self._database.refusals, ValueError, OverflowError)
        return keep(batch, self._attempt, refusals)

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return the inputs of the ledger that these readings cover."""
        database = self._database
        with self._told(database.refusals, "does not answer"), database.transaction():
            database.stage(ASKED, [(one,) for one in source_ids])
            database.stage(READINGS, [(one,) for one in readings])
            return {str(key) for (key,) in database.execute(_KNOWN)}

    def settle(self) -> None:
        """Find the copies among what is new."""
        with self._told(self._database.refusals, "does not answer"):
            self._database.condense()
            settle_duplicates(self._database)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @contextlib.contextmanager
    def _told(self, errors: tuple[type[Exception], ...], what: str) -> Iterator[None]:
        """Raise what the database raises as a `StoreError`."""
        try:
            yield
        except errors as error:
            reason = str(error).strip().split("\n")[0]
            msg = f"{self._database.name} {what}: {reason}"
            raise StoreError(msg, retryable=True) from error

    def _attempt(self, batch: Sequence[Outcome]) -> None:
        records = [one for one in batch if isinstance(one, Packed)]
        failures = [one for one in batch if isinstance(one, Failure)]
        told = self._told(self._database.troubles, "takes nothing any more")
        with told, self._database.transaction():
            if records:
                self._replace(records)
            if failures:
                self._database.stage(FAILURES, failure_rows(failures))
                self._database.execute(_insert(FAILURES, keyed=self._database.keyed))

    def _replace(self, records: Sequence[Packed]) -> None:
        database = self._database
        latest = {record.version_id: record for record in records}.values()
        staged = {}
        for table in RECORD_TABLES:
            # The same version may come from several inputs: each has its line in the ledger.
            rows = packed_rows(table, records if table is SOURCES else latest)
            database.stage(table, rows)
            staged[table] = bool(rows)
        gone = database.execute(_GONE)
        if gone:
            database.stage(GONE, [(str(version),) for (version,) in gone])
            database.execute(_UNSETTLE)
            for table in TABLES:
                if table.owned:
                    database.execute(
                        f"DELETE FROM {table.name} "  # noqa: S608 - our own name
                        "WHERE version_id IN (SELECT version_id FROM staged_gone)"
                    )
        database.execute(_RECOVERED)
        for table, holds_rows in staged.items():
            if holds_rows:
                database.execute(_insert(table, keyed=database.keyed))


def _insert(table: Table, *, keyed: bool) -> str:
    """Return the statement that moves staged rows in; where rows are shared, the last one stays.

    Args:
        table: Where to.
        keyed: Whether it has a primary key to find the earlier row by.
    """
    names = ", ".join(column.name for column in table.columns)
    cells = ", ".join(
        f"CAST({column.name} AS {column.type}) AS {column.name}" for column in table.columns
    )
    rows = f"SELECT {cells} FROM staged_{table.name}"  # noqa: S608 - our own names
    if table.role not in {"shared", "ledger"}:
        return f"INSERT INTO {table.name} ({names}) {rows}"
    others = [column.name for column in table.columns if column.name not in table.key]
    if not keyed:
        same = " AND ".join(f"r.{name} = n.{name}" for name in table.key)
        changed = " OR ".join(f"r.{name} IS DISTINCT FROM n.{name}" for name in others)
        updates = ", ".join(f"{name} = n.{name}" for name in others)
        values = ", ".join(f"n.{column.name}" for column in table.columns)
        return (
            f"MERGE INTO {table.name} AS r USING ({rows}) AS n ON {same} "  # noqa: S608 - our own names
            f"WHEN MATCHED AND ({changed}) THEN UPDATE SET {updates} "
            f"WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({values})"
        )
    key = ", ".join(table.key)
    updates = ", ".join(f"{name} = excluded.{name}" for name in others)
    # Sorted, so that two writers take the locks of shared rows in the same order.
    return (
        f"INSERT INTO {table.name} ({names}) {rows} ORDER BY {key} "
        f"ON CONFLICT ({key}) DO UPDATE SET {updates}"
    )
