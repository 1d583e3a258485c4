"""A folder that files are put into whole or not at all: on a disk, or in object storage."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsx.places import is_object, storage, told

if TYPE_CHECKING:
    import duckdb

_ASIDE = ".aside"


class Folder(Protocol):
    """What a sink of files needs; names are relative to the folder, as in `figures/a.parquet`."""

    def aside(self, name: str) -> Path:
        """Return a file on this machine to write to, which `keep` then moves to its name."""
        ...

    def keep(self, name: str) -> None:
        """Put what was written aside in its place, for good when this returns."""
        ...

    def read(self, name: str) -> bytes:
        """Return what a file holds."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file; without a word where there is none."""
        ...

    def names(self, folder: str) -> set[str]:
        """Return the names of the files in a folder below this one, without what lies aside."""
        ...

    def sql(self, name: str) -> str:
        """Return how DuckDB names a file or a pattern, quoted."""
        ...

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read here."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def open_folder(place: str) -> Folder:
    """Return the folder of a path or of an object storage's address; made when missing.

    Raises:
        ConfigurationError: Nothing installed knows the scheme.
        OSError: It cannot be made.
    """
    return ObjectFolder(place) if is_object(place) else DiskFolder(Path(place))


class DiskFolder:
    """A folder on a disk: files are written beside their place, synced, and renamed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir(parents=True, exist_ok=True)
        for left in path.rglob(f"*{_ASIDE}"):
            left.unlink()

    def aside(self, name: str) -> Path:
        """Return a file beside the place of `name`."""
        path = (self._path / name).with_suffix(_ASIDE)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def keep(self, name: str) -> None:
        """Rename, after the file has reached the disk; the name has when this returns."""
        aside = self.aside(name)
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(self._path / name)
        handle = os.open(aside.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self, name: str) -> bytes:
        """Return what a file holds."""
        return (self._path / name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._path / name).unlink(missing_ok=True)

    def names(self, folder: str) -> set[str]:
        """Return the names of the files in a folder."""
        path = self._path / folder
        return {one.name for one in path.iterdir() if one.is_file()} if path.is_dir() else set()

    def sql(self, name: str) -> str:
        """Return the path, quoted."""
        return quoted(str(self._path / name))

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """DuckDB reads disks as it is."""
        del connection

    def close(self) -> None:
        """Nothing lies aside when a sink is done."""


class ObjectFolder:
    """A prefix in object storage: an object is there once its upload is complete, and whole."""

    def __init__(self, address: str) -> None:
        self._system, self._path = storage(address)
        self._name = self._system.unstrip_protocol(self._path)
        self._aside: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False
        # Another process may have written since this one last looked.
        self._system.invalidate_cache()

    def aside(self, name: str) -> Path:
        """Return a file in a folder that goes when this is closed."""
        if self._closed:
            raise OSError("it is closed")
        if self._aside is None:
            self._aside = tempfile.TemporaryDirectory(prefix="newsx-")
        path = Path(self._aside.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def keep(self, name: str) -> None:
        """Upload the file."""
        with told():
            self._system.put_file(str(self.aside(name)), self._at(name))
            self._system.invalidate_cache()
        self.aside(name).unlink()

    def read(self, name: str) -> bytes:
        """Return what an object holds."""
        with told():
            found: bytes = self._system.cat_file(self._at(name))
            return found

    def remove(self, name: str) -> None:
        """Delete an object."""
        with told():
            if self._system.exists(self._at(name)):
                self._system.rm_file(self._at(name))
                self._system.invalidate_cache()

    def names(self, folder: str) -> set[str]:
        """Return the names of the objects right below a prefix."""
        with told():
            try:
                found = self._system.ls(self._at(folder), detail=True, refresh=True)
            except FileNotFoundError:
                return set()
        return {one["name"].rpartition("/")[2] for one in found if one["type"] == "file"}

    def sql(self, name: str) -> str:
        """Return the address, quoted."""
        return quoted(f"{self._name}/{name}")

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let DuckDB read through the same driver, with the same credentials."""
        connection.register_filesystem(self._system)

    def close(self) -> None:
        """Remove what lies aside, and take nothing more."""
        self._closed = True
        if self._aside is not None:
            self._aside.cleanup()
            self._aside = None

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}".rstrip("/")


def quoted(name: str) -> str:
    """Return a name as SQL writes strings."""
    return "'" + name.replace("'", "''") + "'"
