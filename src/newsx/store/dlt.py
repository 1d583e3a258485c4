"""Outcomes into any warehouse that dlt knows, as Arrow tables: `dlt:snowflake.news`.

A warehouse has no transaction over many tables, so a batch is two loads: the rows, then the ledger.
What was loaded without its ledger is read again by the next run, and replaced: of every version
that a batch brings, all earlier rows go first (delete and insert, by version). Nothing is kept on
this machine; what dlt must remember lies in the warehouse too.

Destinations that cannot merge (dlt's `filesystem`) get every batch added, with a number; which rows
count is said by the ledger, see `newsx.store.dlt_rows`.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from typing import TYPE_CHECKING, Any, Final

from newsx.errors import ConfigurationError, StoreError
from newsx.schema import SCHEMA_VERSION, Failure
from newsx.store.arrow import arrow_table
from newsx.store.dlt_rows import BATCH, GONE, Ledger, current, settled
from newsx.store.folders import open_folder
from newsx.store.packed import Packed, pack_rows, packed_rows
from newsx.store.rows import failure_rows, source_id
from newsx.store.sinks import Pack, keep
from newsx.store.tables import (
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
    from collections.abc import Collection, Iterable, Sequence

    import pyarrow as pa

    from newsx.store.rows import Cells
    from newsx.store.sinks import Outcome

logger = logging.getLogger(__name__)

_DATASET: Final = "newsx"
_FACTS: Final = tuple(table for table in RECORD_TABLES if table is not SOURCES)
_VERSION: Final = Table(
    VERSION_TABLE, "The schema these tables have.", (Column("schema_version", "TEXT"),), ()
)


def dlt_sink(place: str) -> DltSink:
    """Return the sink of a destination of dlt.

    Args:
        place: `DESTINATION`, `DESTINATION.DATASET` (the dataset is `newsx` otherwise), and after a
            colon where it is, for destinations that need no more than that: `duckdb:news.duckdb`,
            `filesystem:s3://bucket/news`. All else is dlt's own configuration, in its files or
            `DESTINATION__...` in the environment.

    Raises:
        ConfigurationError: The extra `warehouses` is missing, dlt knows no such destination, it
            does not answer, or it holds a schema that this version cannot write.
    """
    # No word to its makers, and no word of its own on what it does.
    os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
    os.environ.setdefault("RUNTIME__LOG_LEVEL", "CRITICAL")
    try:
        import dlt
        import pyarrow as pa  # noqa: F401 - dlt itself does without
    except ImportError as error:
        msg = "dlt needs an extra: pip install 'newsx[warehouses]'"
        raise ConfigurationError(msg) from error
    named, _, where = place.partition(":")
    name, _, dataset = named.partition(".")
    if not name:
        raise ConfigurationError("no destination after 'dlt:'; name one, as in dlt:snowflake.news")
    options = {("bucket_url" if name == "filesystem" else "credentials"): where} if where else {}
    scratch = tempfile.TemporaryDirectory(prefix="newsx-dlt-")
    try:
        pipeline = dlt.pipeline(
            "newsx",
            pipelines_dir=scratch.name,
            destination=getattr(dlt.destinations, name)(**options),
            dataset_name=dataset or _DATASET,
        )
        pipeline.sync_destination()
        return DltSink(pipeline, scratch, place, where)
    except AttributeError as error:
        scratch.cleanup()
        msg = f"dlt has no destination {name!r}; it has {', '.join(_destinations())}"
        raise ConfigurationError(msg) from error
    except Exception as error:
        # Each destination raises what its driver raises.
        scratch.cleanup()
        if isinstance(error, ConfigurationError):
            raise
        msg = f"cannot open the dlt destination {place!r}: {_reason(error)}"
        raise ConfigurationError(msg) from error


class DltSink:
    """Keep outcomes in a dataset of a warehouse.

    Args:
        pipeline: dlt's, connected.
        scratch: Its working folder, which goes when this is closed.
        name: How messages call it.
        where: The folder of files, where it is one.

    Raises:
        ConfigurationError: The dataset holds a schema that this version cannot write.
    """

    # A load costs a warehouse seconds, however small it is.
    batch_size = 2000

    def __init__(
        self,
        pipeline: Any,  # noqa: ANN401 - dlt is not there for whoever does not use it
        scratch: tempfile.TemporaryDirectory[str],
        name: str,
        where: str,
    ) -> None:
        import duckdb

        self._pipeline = pipeline
        self._scratch = scratch
        self._name = name
        self._where = where
        self._connection = duckdb.connect()
        self._refusals = (duckdb.Error, ValueError, OverflowError)
        strategies = pipeline.destination.capabilities().supported_merge_strategies
        self._merges = "delete-insert" in (strategies or ())
        self._check_version()
        done = f"SELECT source_id, reading, version_id FROM {self._rows(SOURCES)} AS r"  # noqa: S608 - our own names
        failed = f"SELECT source_id, reading, retryable FROM {self._rows(FAILURES)} AS r"  # noqa: S608
        self._ledger = Ledger(self._ask(done), self._ask(failed))

    @property
    def pack(self) -> Pack:
        """What makes rows of a record."""
        return pack_rows

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Load the outcomes, the ledger after the rows; see `Sink.write`."""
        return keep(batch, self._attempt, self._refusals)

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return the inputs of the ledger that these readings cover."""
        return {one for one in source_ids if self._ledger.covers(one, readings)}

    def settle(self) -> None:
        """Find the copies among what is there, and give the views to whoever asks."""
        if not self._ledger.versions:
            return
        rows = settled(self._ask, self._rows)
        self._load([self._resource(DUPLICATES, self._arrow(DUPLICATES, rows), "replace")])
        self._make_views()

    def close(self) -> None:
        """Let go of the warehouse."""
        self._connection.close()
        self._pipeline.deactivate()
        self._scratch.cleanup()

    def _attempt(self, batch: Sequence[Outcome]) -> None:
        records = [one for one in batch if isinstance(one, Packed)]
        latest = {record.version_id: record for record in records}
        sources = packed_rows(SOURCES, records)
        failures = failure_rows(one for one in batch if isinstance(one, Failure))
        gone = {*latest, *self._ledger.replaced(sources)}
        recovered = {str(cells[0]) for cells in sources}
        # One that could not even be read has a line of its own, without a digest.
        recovered |= {source_id(one.source_ref, None) for one in records}
        recovered -= {str(cells[0]) for cells in failures}
        number = time.time_ns()
        rows = [
            self._brought(table, packed_rows(table, latest.values()), gone, number)
            for table in _FACTS
        ]
        ledger = [
            self._brought(FAILURES, failures, recovered, number),
            self._brought(SOURCES, sources, set(), number),
            self._resource(_VERSION, self._arrow(_VERSION, [(SCHEMA_VERSION,)]), "replace"),
        ]
        if records:
            self._load(rows)
        self._load(ledger)
        self._ledger.add(sources, failures)

    def _brought(
        self, table: Table, rows: Sequence[Cells], gone: Collection[str], number: int
    ) -> Any:  # noqa: ANN401 - dlt's resource
        """Return what a batch brings to a table: its rows, and marks for the rows that go."""
        import pyarrow as pa

        found = self._arrow(table, rows)
        if not self._merges:
            numbers = pa.array([number] * len(rows), pa.int64())
            return self._resource(table, found.append_column(BATCH, numbers), "append")
        found = found.append_column(GONE, pa.array([False] * len(rows), pa.bool_()))
        key = "version_id" if table.owned else table.key[0]
        if gone and (table.owned or table is FAILURES):
            marks = pa.table({key: sorted(gone), GONE: [True] * len(gone)})
            found = pa.concat_tables([marks, found], promote_options="default")
            found = found.select([*(column.name for column in table.columns), GONE])
        return self._resource(table, found, "merge")

    def _resource(self, table: Table, rows: pa.Table, disposition: str) -> Any:  # noqa: ANN401 - dlt's
        import dlt

        columns: dict[str, Any] = {
            column.name: {"data_type": "json"} for column in table.columns if column.type == "JSON"
        }
        keys: dict[str, Any] = {}
        how: Any = disposition
        if disposition == "merge":
            how = {"disposition": "merge", "strategy": "delete-insert"}
            columns[GONE] = {"data_type": "bool", "hard_delete": True}
            keys = {"merge_key": "version_id"} if table.owned else {"primary_key": table.key}
        return dlt.resource(rows, name=table.name, write_disposition=how, columns=columns, **keys)

    def _arrow(self, table: Table, rows: Sequence[Cells]) -> pa.Table:
        """Return the rows with the types that the columns have."""
        cells = ", ".join(
            f"CAST({column.name} AS {column.type.replace('JSON', 'TEXT')}) AS {column.name}"
            for column in table.columns
        )
        self._connection.register("batch", arrow_table(table, rows))
        return self._connection.sql(f"SELECT {cells} FROM batch").to_arrow_table()  # noqa: S608 - our own names

    def _load(self, resources: Sequence[Any]) -> None:
        """Load tables, and return when the warehouse has them.

        Raises:
            StoreError: It takes nothing any more.
        """
        try:
            done = self._pipeline.run(resources, loader_file_format="parquet")
            done.raise_on_failed_jobs()
        except Exception as error:
            # Each destination raises what its driver raises.
            msg = f"the dlt destination {self._name!r} takes nothing any more: {_reason(error)}"
            raise StoreError(msg, retryable=True) from error

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query; none where the tables have not been made yet."""
        from dlt.destinations.exceptions import DatabaseUndefinedRelation

        try:
            with (
                self._pipeline.sql_client() as client,
                client.execute_query(query) as cursor,
            ):
                return list(cursor.fetchall())
        except DatabaseUndefinedRelation:
            return []

    def _rows(self, table: Table) -> str:
        """Return what stands after FROM for the rows of a table that count."""
        return table.name if self._merges else f"({current(table)})"

    def _check_version(self) -> None:
        found = self._ask(f"SELECT schema_version FROM {VERSION_TABLE}")  # noqa: S608 - our own name
        if found and found[0][0].split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            msg = (
                f"{self._name!r} holds schema {found[0][0]}, this newsx writes {SCHEMA_VERSION}; "
                "name another dataset"
            )
            raise ConfigurationError(msg)

    def _make_views(self) -> None:
        """Make the views of the analyst: in the warehouse, or beside the files as a script."""
        if self._merges:
            self._make_views_there()
        elif self._where:
            self._write_views()

    def _make_views_there(self) -> None:
        import sqlglot

        dialect = self._pipeline.destination.capabilities().sqlglot_dialect
        try:
            with self._pipeline.sql_client() as client:
                for statement in sqlglot.transpile(views(), read="duckdb", write=dialect):
                    client.execute_sql(statement)
        except Exception as error:  # noqa: BLE001 - each destination raises its own
            # The rows are there, and with them all that was asked for.
            logger.warning(
                "%r does not take the views: %s; `newsx schema --sql` prints them",
                self._name,
                _reason(error),
            )

    def _write_views(self) -> None:
        folder = open_folder(f"{self._where}/{self._pipeline.dataset_name}")
        statements = []
        for table in TABLES:
            files = (
                f"FROM read_parquet({folder.sql(f'{table.name}/*.parquet')}, union_by_name = true)"
            )
            statements.append(f"CREATE OR REPLACE VIEW all_{table.name} AS {files};")
        for table in TABLES:
            rows = current(table, prefix="all_")
            statements.append(f"CREATE OR REPLACE VIEW {table.name} AS {rows};")
        script = "\n".join(["-- duckdb -init views.sql", *statements, views()]) + "\n"
        folder.aside("views.sql").write_text(script, encoding="utf-8")
        folder.keep("views.sql")
        folder.close()


def _reason(error: Exception) -> str:
    """Return the innermost reason of an error in one line."""
    inner: BaseException = error
    while inner.__cause__ is not None:
        inner = inner.__cause__
    return str(inner).strip().split("\n")[0]


def _destinations() -> Iterable[str]:
    import dlt.destinations

    return sorted(name for name in dlt.destinations.__all__ if name.islower())
