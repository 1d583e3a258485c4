"""The cache of pages (RFC 9111), in a folder of the user's."""

import sqlite3
from pathlib import Path

import httpx
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from newsx.errors import ConfigurationError
from newsx.settings import Settings


def cached(transport: httpx.BaseTransport, settings: Settings) -> httpx.BaseTransport:
    """Return a transport that asks the cache first.

    What was fetched where private addresses were open, or a proxy looked up the names, is kept
    apart: it must not come out again in a run that would not have been allowed to fetch it.

    Raises:
        ConfigurationError: The folder or the file of the cache cannot be used.
    """
    open_to_all = settings.allow_private or settings.proxy is not None
    folder = Path(settings.cache_dir).expanduser()
    path = folder / ("pages-unguarded.db" if open_to_all else "pages.db")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _try(path)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        msg = (
            f"the HTTP cache cannot be kept in {str(path)!r}: {reason}; remove that file or name "
            "another folder with --cache-dir (NEWSX_CACHE_DIR), or pass --no-cache"
        )
        raise ConfigurationError(msg) from error
    # One that serves many people (`shared`) may not keep what is marked private; this one serves
    # whoever runs newsx, as that of a browser does, and asks sites for less.
    options = CacheOptions(shared=False)
    return CacheTransport(transport, storage=SqliteStorage(database_path=path), rfc=options)


def _try(path: Path) -> None:
    """Open the file, so that one that is no cache is said at once, and not for every page."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA schema_version")
    finally:
        connection.close()
