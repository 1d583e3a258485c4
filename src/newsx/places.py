"""Files by one kind of name, here and in object storage: what is read and written in bulk.

`s3://bucket/folder`, `gs://`, `abfs://`, `memory://`: every scheme that fsspec knows but the web's.
"""

from __future__ import annotations

import contextlib
import errno
import glob
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from newsx.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fsspec import AbstractFileSystem

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_WEB: Final = frozenset({"http", "https"})
_EXTRAS: Final = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs"}


def remedy(error: OSError, usual: str) -> str:
    """Return what to do where something cannot be written: `usual`, unless the disk is full.

    >>> remedy(OSError(errno.ENOSPC, "No space left on device"), "check the folder")
    'make room'
    """
    return "make room" if error.errno in _FULL else usual


def is_object(target: str) -> bool:
    """Tell whether a target is in object storage.

    >>> is_object("s3://news/2024.warc.gz"), is_object("https://news.example/"), is_object("a.zip")
    (True, False, False)
    """
    scheme, mark, _ = target.partition("://")
    return bool(mark) and scheme.isidentifier() and scheme not in _WEB


def storage(target: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system of an object's address, and its path there.

    Raises:
        ConfigurationError: Nothing installed knows the scheme.
    """
    scheme = target.partition("://")[0]
    try:
        from fsspec.core import url_to_fs

        return cast("tuple[AbstractFileSystem, str]", url_to_fs(target))
    except (ImportError, ValueError) as error:
        extra = _EXTRAS.get(scheme)
        remedy = f"pip install 'newsx[{extra}]'" if extra else "it takes fsspec and a driver of it"
        msg = f"cannot open {target!r}: {error}; {remedy}"
        raise ConfigurationError(msg) from error


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Raise as an `OSError` whatever the driver of an object storage raises, each its own kind."""
    try:
        yield
    except (OSError, ConfigurationError):
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


@dataclass(frozen=True)
class Place:
    """A file, here or in object storage.

    Args:
        name: How a person names it.
        path: Where it is, in its file system.
        system: None is this machine.
    """

    name: str
    path: str
    system: AbstractFileSystem | None = None

    def open(self) -> BinaryIO:
        """Return its bytes as a stream that can seek.

        Raises:
            OSError: It cannot be read.
        """
        if self.system is None:
            return Path(self.path).open("rb")
        with told():
            # Drivers' streams know no `readline` with a limit.
            return cast("BinaryIO", BufferedReader(self.system.open(self.path, "rb")))

    @property
    def size_bytes(self) -> int:
        """How large it is, as it lies; 0 where it is no file.

        Raises:
            OSError: Nobody can tell.
        """
        if self.system is None:
            path = Path(self.path)
            return path.stat().st_size if path.is_file() else 0
        with told():
            return int(self.system.size(self.path) or 0)


def find(target: str, keep: Callable[[str], bool] = lambda _: True) -> list[Place]:
    """Return the files a target stands for, sorted, so that runs repeat.

    Args:
        target: A file, a pattern, or a folder, which gives all files below it.
        keep: Which files of a folder count, by name.

    Raises:
        ConfigurationError: Nothing installed knows the scheme of the target.
        OSError: The storage does not answer.
    """
    if is_object(target):
        return _objects(target, keep)
    path = Path(target)
    if path.is_dir():
        found = [one for one in sorted(path.rglob("*")) if keep(one.name) and not one.is_dir()]
    elif path.exists() or path.is_symlink():
        found = [path]
    else:
        found = [Path(one) for one in sorted(glob.glob(target, recursive=True))]  # noqa: PTH207 - a pattern may begin at the root
    return [Place(str(one), str(one)) for one in found]


def _objects(target: str, keep: Callable[[str], bool]) -> list[Place]:
    system, path = storage(target)
    with told():
        if system.isdir(path):
            found = [one for one in sorted(system.find(path)) if keep(one)]
        elif system.exists(path):
            found = [path]
        else:
            found = sorted(system.glob(path))
        return [Place(system.unstrip_protocol(one), one, system) for one in found]
