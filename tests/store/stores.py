"""The sinks under test, each with a way to ask it questions in SQL."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import psycopg

from newsx.places import storage
from newsx.schema import Failure, Record
from newsx.store.duckdb import DuckdbDatabase
from newsx.store.relational import RelationalSink
from newsx.store.sinks import Writer, open_sink
from newsx.store.tables import TABLES, Table
from servers import PostgresServer

KINDS = ("duckdb", "jsonl", "parquet", "postgres", "objects-jsonl", "objects-parquet")
WAREHOUSES = ("dlt-duckdb", "dlt-filesystem")
LINES = ("jsonl", "objects-jsonl")


class Store:
    """A place on disk or on a server: write to it as newsx does, ask it as an analyst does."""

    def __init__(self, kind: str, folder: Path, server: PostgresServer | None) -> None:
        self.kind = kind
        self._read = b""
        self._database: duckdb.DuckDBPyConnection | None = None
        self.target = server.database() if server is not None else str(folder / f"news.{kind}")
        if kind == "dlt-duckdb":
            self.target = f"dlt:duckdb.desk:{folder}/warehouse.duckdb"
        if kind == "dlt-filesystem":
            self.target = f"dlt:filesystem.desk:{folder}/lake"
        if kind.startswith("objects-"):
            self.target = f"memory:/{folder}/news.{kind.removeprefix('objects-')}"

    def write(self, *outcomes: Record | Failure) -> list[Failure]:
        """Write outcomes in one run, and return what was refused."""
        with Writer(open_sink(self.target)) as writer:
            for outcome in outcomes:
                writer.write(outcome)
        return writer.refused

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Return the rows that a query gives."""
        if self.kind == "postgres":
            with psycopg.connect(self.target) as connection:
                return connection.execute(query).fetchall()
        if self.kind == "parquet":
            script = (Path(self.target) / "views.sql").read_text(encoding="utf-8")
            with duckdb.connect() as database:
                database.execute(script.replace("read_parquet('", f"read_parquet('{self.target}/"))
                return database.execute(query).fetchall()
        if self.kind in WAREHOUSES:
            return self._ask_warehouse(query)
        if self.kind == "objects-parquet":
            system, path = storage(self.target)
            with duckdb.connect() as database:
                database.register_filesystem(system)
                database.execute(system.cat_file(f"{path}/views.sql").decode())
                return database.execute(query).fetchall()
        if self.kind in LINES:
            return self._loaded().execute(query).fetchall()
        with duckdb.connect(self.target, read_only=True) as database:
            return database.execute(query).fetchall()

    def _ask_warehouse(self, query: str) -> list[tuple[object, ...]]:
        place = self.target.rpartition(":")[2]
        if self.kind == "dlt-duckdb":
            with duckdb.connect(place, read_only=True) as database:
                database.execute("SET search_path = 'desk'")
                return database.execute(query).fetchall()
        with duckdb.connect() as database:
            database.execute((Path(place) / "desk" / "views.sql").read_text(encoding="utf-8"))
            return database.execute(query).fetchall()

    def _loaded(self) -> duckdb.DuckDBPyConnection:
        """Load the lines into a database, as `newsx load` does."""
        found = self._lines()
        if self._database is None or found != self._read:
            self._read, self._database = found, duckdb.connect()
            sink = RelationalSink(DuckdbDatabase(self._database, "lines"))
            sink.write([sink.pack(Record.model_validate_json(line)) for line in found.splitlines()])
            sink.settle()
        return self._database

    def _lines(self) -> bytes:
        if self.kind == "jsonl":
            return Path(self.target).read_bytes()
        system, path = storage(self.target)
        return b"".join(system.cat_file(one) for one in sorted(system.find(path)))


def records(path: Path) -> Iterable[Record]:
    """Return the records of a JSON Lines file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Record.model_validate_json(line) for line in lines]


def everything(store: Store, tables: Iterable[Table] = TABLES) -> dict[str, Sequence[object]]:
    """Return all rows of some tables, in an order that does not depend on when they came."""
    found: dict[str, Sequence[object]] = {}
    for table in tables:
        columns = ", ".join(column.name for column in table.columns)
        found[table.name] = sorted(store.ask(f"SELECT {columns} FROM {table.name}"), key=repr)
    return found
