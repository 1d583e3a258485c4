"""Outcomes into PostgreSQL: binary COPY into temporary tables, then the common plan."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Final

from newsx.errors import ConfigurationError
from newsx.store.database import STAGED
from newsx.store.relational import RelationalSink
from newsx.store.tables import view_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import psycopg

    from newsx.store.rows import Cells
    from newsx.store.tables import Column, ColumnType, Table

_LOCK: Final = 0x6E657773  # "news"
_AT_ONCE: Final = 2000
# What is no text travels as it is; the rest as text, which the plan casts.
_COPIED_AS: Final[dict[ColumnType, str]] = {
    "INTEGER": "int4",
    "BIGINT": "int8",
    "DOUBLE PRECISION": "float8",
    "BOOLEAN": "bool",
}
# Where rows lie by rows, what the plan and the analyst look for wants an index.
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS sources_version ON sources (version_id);
CREATE INDEX IF NOT EXISTS articles_article ON articles (article_id);
CREATE INDEX IF NOT EXISTS articles_date ON articles (date_published);
CREATE INDEX IF NOT EXISTS article_entities_entity ON article_entities (entity_id);
CREATE INDEX IF NOT EXISTS figures_subject ON figures (subject_id);
CREATE INDEX IF NOT EXISTS claims_source ON claims (source_id);
CREATE INDEX IF NOT EXISTS signatures_band ON signatures (band);
CREATE INDEX IF NOT EXISTS duplicates_group ON duplicates (duplicate_group);
"""
# A view that is dropped takes with it who may read it.
_RIGHTS: Final = """
SELECT format(
    'GRANT %s ON %I TO %s', privilege_type, table_name,
    CASE grantee WHEN 'PUBLIC' THEN grantee ELSE quote_ident(grantee) END
)
FROM information_schema.role_table_grants
JOIN information_schema.views USING (table_schema, table_name)
WHERE table_schema = current_schema() AND grantee <> grantor"""


def connect(place: str) -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection in autocommit mode.

    Args:
        place: As for `postgres_sink`.

    Raises:
        ConfigurationError: The extra `postgres` is missing, or the server cannot be reached.
    """
    try:
        import psycopg
    except ImportError as error:
        msg = "PostgreSQL needs an extra: pip install 'newsx[postgres]'"
        raise ConfigurationError(msg) from error
    address = f"postgresql:{place}" if place.startswith("//") else place
    try:
        return psycopg.connect(address, autocommit=True, application_name="newsx")
    except psycopg.Error as error:
        # The message of the server names host and database; the address may hold a password.
        msg = f"cannot connect to PostgreSQL: {str(error).strip()}"
        raise ConfigurationError(msg) from error


def rows_of(
    place: str,
) -> tuple[Callable[[str], Iterator[tuple[object, ...]]], Callable[[], None]]:
    """Return what runs a query and gives its rows as they are needed, and what closes it.

    All queries see the database of one moment.

    Args:
        place: As for `postgres_sink`.

    Raises:
        ConfigurationError: The extra `postgres` is missing, the server cannot be reached, or the
            database holds no tables of newsx.
    """
    connection = connect(place)  # which says so where psycopg is missing
    import psycopg

    connection.execute("SET TIME ZONE 'UTC'")
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        connection.execute("SELECT 1 FROM articles LIMIT 1")
    except psycopg.errors.UndefinedTable as error:
        name = connection.info.dbname
        connection.close()
        msg = f"database {name!r} is no database of newsx: it has no table of articles"
        raise ConfigurationError(msg) from error
    numbers = itertools.count()

    def ask(query: str) -> Iterator[tuple[object, ...]]:
        with connection.cursor(name=f"newsx_{next(numbers)}") as cursor:
            cursor.itersize = _AT_ONCE
            cursor.execute(query)
            yield from cursor

    return ask, connection.close


def postgres_sink(place: str) -> RelationalSink:
    """Return the sink of a PostgreSQL database.

    Args:
        place: What follows `postgresql:`, as in `postgresql://user@host/news`, or a connection
            string (`postgresql:dbname=news host=/run/postgresql`).

    Raises:
        ConfigurationError: The extra `postgres` is missing, the server cannot be reached, or its
            tables are of a schema that this version cannot write.
    """
    connection = connect(place)
    import psycopg

    try:
        database = PostgresDatabase(connection)
        sink = RelationalSink(database)
        database.index()
    except psycopg.Error as error:
        reason = str(error).strip().split("\n")[0]
        msg = f"cannot write to database {connection.info.dbname!r}: {reason}"
        connection.close()
        raise ConfigurationError(msg) from error
    except BaseException:
        connection.close()
        raise
    return sink


class PostgresDatabase:
    """The plan's view of a PostgreSQL connection.

    Args:
        connection: In autocommit mode; closed with this.
    """

    keyed = True

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        import psycopg

        self._connection = connection
        self.name = f"database {connection.info.dbname!r}"
        self.refusals: tuple[type[Exception], ...] = (psycopg.Error,)
        self.troubles = (psycopg.OperationalError, psycopg.InterfaceError)
        connection.execute("SET client_min_messages = warning")
        for table in STAGED:
            columns = ", ".join(f"{column.name} {_copied_as(column)}" for column in table.columns)
            self.execute(f"CREATE TEMP TABLE staged_{table.name} ({columns}) ON COMMIT DELETE ROWS")

    def index(self) -> None:
        """Make the indexes that are missing."""
        with self.transaction():
            self.execute(_INDEXES)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin as the only writer, and commit or roll back."""
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield

    def execute(self, statement: str) -> Sequence[tuple[object, ...]]:
        """Run statements and return the rows of the last."""
        done = self._connection.execute(statement)
        return done.fetchall() if done.description is not None else ()

    def stage(self, table: Table, rows: Sequence[Cells]) -> None:
        """Copy the rows into a temporary table that is empty again after the transaction."""
        self.execute(f"DELETE FROM staged_{table.name}")  # noqa: S608 - our own name
        if not rows:
            return
        statement = f"COPY staged_{table.name} FROM STDIN (FORMAT binary)"
        with (
            self._connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            copy.set_types([_copied_as(column) for column in table.columns])
            for row in rows:
                copy.write_row(row)

    def condense(self) -> None:
        """Do nothing: what was written is with the server."""

    def replace_views(self, script: str) -> None:
        """Make views anew; one whose columns are others now is dropped, its rights are kept."""
        import psycopg

        try:
            with self._connection.transaction():
                self.execute(script)
        except psycopg.errors.InvalidTableDefinition:
            rights = self.execute(_RIGHTS)
            self.execute(f"DROP VIEW IF EXISTS {', '.join(view_names())}")
            self.execute(script)
            for (right,) in rights:
                self.execute(str(right))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _copied_as(column: Column) -> str:
    return _COPIED_AS.get(column.type, "text")
