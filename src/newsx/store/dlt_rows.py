"""Which rows of a warehouse count: the ledger as the sink of dlt knows it, and SQL that says it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from newsx.store.duckdb import DuckdbDatabase
from newsx.store.duplicates import settle_duplicates
from newsx.store.tables import ARTICLES, DUPLICATES, FAILURES, SIGNATURES, SOURCES, Table, ddl

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    import duckdb

    from newsx.store.rows import Cells

# The column that marks rows to delete where a destination merges, and the one that numbers the
# batches (nanoseconds since 1970) where it does not.
GONE: Final = "is_gone"
BATCH: Final = "batch"


class Ledger:
    """What was done to which input, held in memory: a warehouse is too slow to be asked for each.

    Args:
        sources: Key, reading and version of every input that gave a record.
        failures: Key, reading and whether to try again of every other.
    """

    def __init__(
        self, sources: Iterable[Sequence[object]], failures: Iterable[Sequence[object]]
    ) -> None:
        self._done: dict[str, tuple[str, str]] = {}
        self._failed: dict[str, str | None] = {}
        self.versions: Counter[str] = Counter()
        """How many inputs give each version."""
        for key, reading, version in sources:
            self._take(str(key), str(reading), str(version))
        for key, reading, retryable in failures:
            self._failed[str(key)] = None if retryable else str(reading)

    def covers(self, source_id: str, readings: Collection[str]) -> bool:
        """Tell whether an input need not be read again under these readings."""
        reading, _ = self._done.get(source_id, (None, None))
        return reading in readings or self._failed.get(source_id) in readings

    def replaced(self, sources: Sequence[Cells]) -> set[str]:
        """Return the versions that no input gives any more once these rows of `sources` count."""
        left = self.versions.copy()
        for row in _named(SOURCES, sources):
            if earlier := self._done.get(row["source_id"]):
                left[earlier[1]] -= 1
            left[row["version_id"]] += 1
        return {version for version, count in left.items() if count <= 0}

    def add(self, sources: Sequence[Cells], failures: Sequence[Cells]) -> None:
        """Take in what a batch did."""
        for row in _named(FAILURES, failures):
            final = row["retryable"] == "False"
            self._failed[row["source_id"]] = row["reading"] if final else None
        for row in _named(SOURCES, sources):
            self._failed.pop(row["source_id"], None)
            self._take(row["source_id"], row["reading"], row["version_id"])

    def _take(self, key: str, reading: str, version: str) -> None:
        if earlier := self._done.get(key):
            self.versions[earlier[1]] -= 1
            if not self.versions[earlier[1]]:
                del self.versions[earlier[1]]
        self._done[key] = reading, version
        self.versions[version] += 1


def _named(table: Table, rows: Sequence[Cells]) -> list[dict[str, str]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(str, cells), strict=True)) for cells in rows]


def current(table: Table, *, prefix: str = "") -> str:
    """Return the query for the rows that count of a table to which batches are only added.

    The last line of an input counts in the ledger, and of a version the rows of the last batch that
    the ledger has it from.
    """
    columns = ", ".join(f"r.{column.name}" for column in table.columns)
    rows, sources = f"{prefix}{table.name}", f"{prefix}{SOURCES.name}"
    if table is DUPLICATES:
        return f"SELECT {columns} FROM {rows} AS r"  # noqa: S608 - our own names, here and below
    key = ", ".join(f"n.{name}" for name in table.key)
    last = (  # each key once, as its last batch has it
        f"(SELECT n.*, row_number() OVER (PARTITION BY {key} ORDER BY n.{BATCH} DESC) AS place "  # noqa: S608
        f"FROM {rows} AS n)"
    )
    if table is FAILURES:
        return (
            f"SELECT {columns} FROM {last} AS r WHERE r.place = 1 AND NOT EXISTS ("  # noqa: S608
            f"SELECT 1 FROM {sources} AS s WHERE s.{BATCH} >= r.{BATCH} AND (s.source_id = "
            "r.source_id OR (r.raw_sha256 IS NULL AND s.source_ref = r.source_ref)))"
        )
    if not table.owned:
        return f"SELECT {columns} FROM {last} AS r WHERE r.place = 1"  # noqa: S608
    alive = f"SELECT c.version_id FROM ({current(SOURCES, prefix=prefix)}) AS c"  # noqa: S608
    return (
        f"SELECT {columns} FROM {rows} AS r JOIN ("  # noqa: S608
        f"SELECT s.version_id, max(s.{BATCH}) AS {BATCH} FROM {sources} AS s "
        f"WHERE s.version_id IN ({alive}) GROUP BY s.version_id"
        f") AS v ON v.version_id = r.version_id AND v.{BATCH} = r.{BATCH}"
    )


_JUDGED: Final = (
    "version_id, article_id, text_sha256, completeness, word_count, date_published, "
    "date_modified, date_retrieved"
)


def settled(
    ask: Callable[[str], Sequence[Sequence[object]]], rows: Callable[[Table], str]
) -> list[Cells]:
    """Return the rows of `duplicates`, found here with the plan of the databases.

    Of the warehouse it takes a line of every article, and the texts of those alone that share a
    band with another.

    Args:
        ask: Gives the rows of a query.
        rows: What stands after FROM for a table.
    """
    import duckdb

    shared = (
        f"SELECT s.version_id, s.band FROM {rows(SIGNATURES)} AS s WHERE s.band IN ("  # noqa: S608 - our own names
        f"SELECT o.band FROM {rows(SIGNATURES)} AS o GROUP BY o.band HAVING count(*) > 1)"
    )
    articles = f"SELECT {_JUDGED} FROM {rows(ARTICLES)} AS a"  # noqa: S608
    texts = (
        f"SELECT a.version_id, a.text FROM {rows(ARTICLES)} AS a "  # noqa: S608
        f"WHERE a.version_id IN (SELECT c.version_id FROM ({shared}) AS c)"
    )
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(ddl(keyed=False))
        _fill(connection, f"articles ({_JUDGED})", ask(articles))
        _fill(connection, "signatures", ask(shared))
        connection.execute("CREATE TEMP TABLE texts (version_id TEXT, text TEXT)")
        _fill(connection, "texts", ask(texts))
        connection.execute(
            "UPDATE articles SET text = t.text FROM texts AS t "
            "WHERE t.version_id = articles.version_id"
        )
        settle_duplicates(DuckdbDatabase(connection, "copies"))
        return connection.execute("FROM duplicates ORDER BY version_id").fetchall()


def _fill(
    connection: duckdb.DuckDBPyConnection, target: str, rows: Sequence[Sequence[object]]
) -> None:
    """Insert rows by the column, as Arrow: by the row it would take minutes."""
    import pyarrow as pa

    if rows:
        columns = list(zip(*rows, strict=True))
        found = pa.table({f"c{place}": pa.array(column) for place, column in enumerate(columns)})
        connection.register("found", found)
        connection.execute(f"INSERT INTO {target} FROM found")
