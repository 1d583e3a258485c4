"""The members of ZIP and TAR archives, one after the other, damaged ones named and passed over."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self, cast

from newsx.errors import FetchError
from newsx.schema import Failure


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name there, and its bytes as a stream to be read at once."""

    name: str
    stream: BinaryIO


# What the standard library raises for damage of one kind or another, also while a member is read.
DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


def zip_members(stream: BinaryIO, name: str) -> Iterator[Member | Failure]:
    """Yield the files of a ZIP archive in the order they lie in it."""
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        msg = f"{name!r} is no ZIP archive, or cut short: {error}"
        yield Failure.of(FetchError(msg), name)
        return
    with archive:
        for entry in sorted(archive.infolist(), key=lambda one: one.header_offset):
            if entry.is_dir():
                continue
            try:
                with archive.open(entry) as member:
                    yield Member(entry.filename, cast("BinaryIO", member))
            except DAMAGE as error:
                msg = f"{entry.filename!r} in {name!r} cannot be read: {error}"
                yield Failure.of(FetchError(msg), f"{name}!{entry.filename}")


def tar_members(stream: BinaryIO, name: str) -> Iterator[Member | Failure]:
    """Yield the files of a TAR archive, compressed or not; after damage, those that follow it."""
    try:
        # With `ignore_zeros` it looks for the next header where one is damaged.
        archive = _Archive.open(fileobj=stream, mode="r|*", tarinfo=_Header, ignore_zeros=True)
    except DAMAGE as error:
        msg = f"{name!r} is no TAR archive: {error}"
        yield Failure.of(FetchError(msg), name)
        return
    count = 0
    try:
        while (entry := archive.next()) is not None:
            archive.members.clear()  # the library keeps them all: a kilobyte of each
            damaged, archive.damaged = archive.damaged, None
            if damaged is not None:
                yield _damage(name, f"has a damaged header at {damaged:,}")
            member = archive.extractfile(entry) if entry.isfile() else None
            if member is not None:
                count += 1
                yield Member(entry.name, cast("BinaryIO", member))
    except DAMAGE as error:
        yield _damage(name, f"ends after {count:,} files, cut short or damaged: {error}")
        return
    if archive.damaged is not None:
        yield _damage(name, f"has a damaged header at {archive.damaged:,}")
    elif not archive.has_end:
        yield _damage(name, f"ends after {count:,} files without an end mark: it may be cut short")


def _damage(name: str, what: str) -> Failure:
    return Failure.of(FetchError(f"{name!r} {what}"), name)


class _Archive(tarfile.TarFile):
    """A TAR archive that remembers what the standard library passes over."""

    members: list[tarfile.TarInfo]  # missing in the stubs
    damaged: int | None = None
    has_end: bool = False


class _Header(tarfile.TarInfo):
    """A header whose errors leave a note on the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        """Return the next header, and note why there is none."""
        archive = cast("_Archive", tarfile_)
        try:
            header = super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # missing in the stubs
            archive.has_end = True
            raise
        except tarfile.InvalidHeaderError:  # type: ignore[attr-defined]  # missing in the stubs
            if archive.damaged is None:
                archive.damaged = archive.offset
            raise
        archive.has_end = False
        return header
