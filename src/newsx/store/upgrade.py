"""What is in a database when it is opened -> the present tables and views."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from newsx.errors import ConfigurationError
from newsx.schema import SCHEMA_VERSION
from newsx.store.comments import comments
from newsx.store.tables import TABLES, VERSION_TABLE, ddl, view_names, views, views_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsx.store.database import Database

logger = logging.getLogger(__name__)


def prepare(database: Database) -> None:
    """Make the tables and views, or bring those of an earlier newsx to the present ones.

    Raises:
        ConfigurationError: The tables are of a schema that this version cannot write, or of
            somebody else.
    """
    with database.transaction():
        _prepare_tables(database)
        columns = _columns(database)
        views_are_here = all((name, None) in columns for name in view_names())
        if (VERSION_TABLE, "views_sha256") in columns and views_are_here:
            [(found,)] = database.execute(f"SELECT views_sha256 FROM {VERSION_TABLE}")  # noqa: S608 - our own name
            if found == views_sha256():
                return
    _renew_views(database)


def _columns(database: Database) -> set[tuple[str, str | None]]:
    """Return the columns of the tables and views that are there, and each of these with `None`."""
    rows = database.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema()"
    )
    found: set[tuple[str, str | None]] = {(str(table), str(column)) for table, column in rows}
    return found | {(table, None) for table, _ in found}


def _prepare_tables(database: Database) -> None:
    present = {table for table, _ in _columns(database)}
    if VERSION_TABLE in present:
        [(version,)] = database.execute(f"SELECT schema_version FROM {VERSION_TABLE}")  # noqa: S608 - our own name
        if version != SCHEMA_VERSION:
            _migrate(database, str(version))
        return
    strangers = present & {table.name for table in TABLES}
    if strangers:
        msg = (
            f"{database.name} has a table {min(strangers)!r} that newsx did not make; "
            "name an empty database or schema"
        )
        raise ConfigurationError(msg)
    database.execute(";\n".join([ddl(keyed=database.keyed).rstrip(";"), *comments()]))


def _migrate(database: Database, version: str) -> None:
    """Add what the present minor version has more: fields are only added within a major version."""
    found, own = (tuple(int(part) for part in one.split(".")) for one in (version, SCHEMA_VERSION))
    if found[0] != own[0] or found > own:
        msg = f"{database.name} holds schema {version}, this newsx writes {SCHEMA_VERSION}; " + (
            "install a newer newsx"
            if found > own
            else "load the records into a new database with newsx load"
        )
        raise ConfigurationError(msg)
    for statement in _additions(database.keyed):
        database.execute(statement)


def _additions(keyed: bool) -> Iterable[str]:  # noqa: FBT001 - one caller, which names it
    for table in TABLES:
        yield table.ddl(keyed=keyed)
        for column in table.columns:
            yield f"ALTER TABLE {table.name} ADD COLUMN IF NOT EXISTS {column.name} {column.type}"
    yield from comments()
    yield f"UPDATE {VERSION_TABLE} SET schema_version = '{SCHEMA_VERSION}'"  # noqa: S608 - our own names


def _renew_views(database: Database) -> None:
    """Make the views of the present version; where that is refused, those that are there stay.

    It is no reason not to write: the rows are what counts, and the views may belong to another user
    or carry views of somebody else.
    """
    try:
        with database.transaction():
            database.execute(
                f"ALTER TABLE {VERSION_TABLE} ADD COLUMN IF NOT EXISTS views_sha256 TEXT"
            )
            database.replace_views(views())
            database.execute(f"UPDATE {VERSION_TABLE} SET views_sha256 = '{views_sha256()}'")  # noqa: S608 - our own
    except database.refusals as error:
        reason = " ".join(str(error).partition("HINT:")[0].split())
        logger.warning(
            "%s keeps the views of an earlier newsx: %s; drop what stands in the way and run again",
            database.name,
            reason,
        )
