"""Everything that a batch reads: pages, archives of pages, lines, lists of addresses.

What something is shows in its name, and on standard input in its first bytes. Archives are read as
streams; one document after the other comes out, and a failure for everything that is damaged.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Final, Literal, cast

from newsx.errors import ConfigurationError, FetchError, TooLarge
from newsx.fetch.files import ARTICLE_SUFFIXES, is_shadow, read_stream
from newsx.fetch.json_pages import read_json_pages
from newsx.fetch.members import DAMAGE, Member, tar_members, zip_members
from newsx.fetch.mhtml import read_mhtml
from newsx.fetch.targets import STDIN, Opener, is_url
from newsx.fetch.warc_records import WarcReader
from newsx.places import Place, find, is_object
from newsx.schema import Document, Failure
from newsx.settings import Settings

Kind = Literal["page", "lines", "warc", "zip", "tar", "mhtml"]
Found = Document | Failure

_KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(sorted(ARTICLE_SUFFIXES), "page"),
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".warc": "warc",
    ".zip": "zip",
    ".wacz": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tbz2": "tar",
    ".txz": "tar",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
}
_INFLATE: Final[Mapping[str, Callable[[BinaryIO], BinaryIO]]] = {
    ".gz": lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream)),
    ".bz2": lambda stream: cast("BinaryIO", bz2.BZ2File(stream)),
    ".xz": lambda stream: cast("BinaryIO", lzma.LZMAFile(stream)),  # noqa: SIM115 - as the others
}
_COMPRESSIONS: Final = (*_INFLATE, ".zst")
_NESTED: Final = 1
# Bytes that an archive in an archive may have for each byte of the file that both lie in: markup is
# packed twentyfold, and what swells a thousandfold is made to fill a disk.
_SWELLS: Final = 100
_CHUNK: Final = 1 << 20
_HEAD: Final = 4096


def kind_of(name: str) -> Kind | None:
    """Return what a file holds by its name, or None where the name does not tell.

    >>> kind_of("CC-NEWS-20240101.warc.gz"), kind_of("page.html.gz"), kind_of("photo.jpg")
    ('warc', 'page', None)
    """
    if is_shadow(name):
        return None
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    if suffixes and suffixes[-1] in _COMPRESSIONS:
        suffixes.pop()
    return _KINDS.get(suffixes[-1]) if suffixes else None


class Inputs:
    """The documents behind what a person names: iterate once.

    Args:
        targets: Files, folders, patterns, addresses, or `-` for standard input.
        opener: Fetches addresses.
        settings: Limits.
        fields: Our field names to those of JSON Lines.
    """

    def __init__(
        self,
        targets: Sequence[str],
        *,
        opener: Opener,
        settings: Settings,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        self._targets = targets
        self._opener = opener
        self._settings = settings
        self._fields = fields or {}
        self._places: dict[str, list[Place]] = {name: _places(name) for name in targets}
        self._open: BinaryIO | None = None
        self._lying_bytes = 0
        self._done_bytes = 0
        self.skipped: Counter[str] = Counter()
        """What was no article, by reason: other file types, statuses, media types."""

    @cached_property
    def size_bytes(self) -> int | None:
        """Bytes of all files, as they lie; None where what is read is not all files."""
        if any(_is_stream(name) for name in self._targets):
            return None
        return sum(place.size_bytes for places in self._places.values() for place in places)

    @property
    def read_bytes(self) -> int:
        """Bytes of files read so far, as they lie."""
        current = 0
        if self._open is not None:
            with contextlib.suppress(OSError, ValueError):
                current = self._open.tell()
        return self._done_bytes + current

    def __iter__(self) -> Iterator[Found]:
        """Yield every document, and a failure for everything that is none and ought to be."""
        for name in self._targets:
            if name == STDIN:
                yield from self._standard_input()
            elif _is_stream(name):
                yield from self._fetched([name])
            elif places := self._places[name]:
                for place in places:
                    yield from self._file(place)
            else:
                yield Failure.of(FetchError(_nothing_at(name)), name)

    def _file(self, place: Place) -> Iterator[Found]:
        name = place.name
        try:
            with place.open() as stream:
                self._open, self._lying_bytes = stream, place.size_bytes
                yield from self._stream(stream, name, kind_of(name) or _sniff(stream))
        except OSError as error:
            msg = f"cannot read {name!r}: {error.strerror or error}; check the path"
            yield Failure.of(FetchError(msg), name)
        finally:
            self._open = None
            with contextlib.suppress(OSError):
                self._done_bytes += place.size_bytes

    def _stream(self, stream: BinaryIO, name: str, kind: Kind, depth: int = 0) -> Iterator[Found]:
        """Yield what a stream holds; one that is compressed as a whole is inflated."""
        if kind in {"zip", "tar"} and depth > _NESTED:
            msg = f"{name!r} is an archive in an archive in an archive; unpack it"
            yield Failure.of(FetchError(msg), name)
            return
        if kind == "warc":
            limits = self._settings
            yield from WarcReader(stream, name, settings=limits, skipped=self.skipped)
        elif kind == "zip":
            yield from self._members(zip_members(stream, name), name, depth)
        elif kind == "tar":
            yield from self._members(tar_members(stream, name), name, depth)
        else:
            yield from self._inflated(stream, name, kind)

    def _inflated(self, stream: BinaryIO, name: str, kind: Kind) -> Iterator[Found]:
        compression = Path(name).suffix.lower()
        if compression == ".zst":
            msg = f"{name!r} is compressed by Zstandard, which newsx reads of WARC alone; unpack it"
            yield Failure.of(FetchError(msg), name)
            return
        if compression in _INFLATE:
            stream = _INFLATE[compression](stream)
        try:
            if kind == "lines":
                limits = self._settings
                yield from read_json_pages(stream, name, settings=limits, fields=self._fields)
            elif kind == "mhtml":
                document = read_stream(stream, name, settings=self._settings)
                yield read_mhtml(document.content, name)
            else:
                yield from self._page(stream, name)
        except FetchError as error:
            yield Failure.of(error, name)
        except DAMAGE as error:
            msg = f"{name!r} is damaged or cut short: {error}"
            yield Failure.of(FetchError(msg), name)

    def _page(self, stream: BinaryIO, name: str) -> Iterator[Found]:
        """Yield a page, or what a list of addresses lists."""
        document = read_stream(stream, name, settings=self._settings)
        addresses = _addresses(document.content)
        if addresses:
            yield from self._fetched(addresses)
            return
        media_type = "text/html" if _KINDS_OF_HTML & set(Path(name).suffixes) else None
        yield document.model_copy(update={"media_type": media_type})

    def _members(self, found: Iterator[Member | Failure], name: str, depth: int) -> Iterator[Found]:
        for member in found:
            if isinstance(member, Failure):
                yield member
                continue
            kind = kind_of(member.name)
            reference = f"{name}!{member.name}"
            if kind is None:
                suffix = Path(member.name).suffix.lower() or "without suffix"
                self.skipped[
                    "file ._ of macOS" if is_shadow(member.name) else f"file {suffix}"
                ] += 1
            elif kind in {"warc", "zip", "tar"}:
                yield from self._unpacked(member, reference, kind, depth)
            else:
                yield from self._stream(member.stream, reference, kind, depth + 1)

    def _unpacked(self, member: Member, name: str, kind: Kind, depth: int) -> Iterator[Found]:
        """Yield what an archive in an archive holds, by way of a file that can seek."""
        limit = self._settings.size_limit_bytes + _SWELLS * self._lying_bytes
        with tempfile.TemporaryFile() as file:
            try:
                while chunk := member.stream.read(_CHUNK):
                    if file.tell() + len(chunk) > limit:
                        msg = (
                            f"{name!r} inflates to more than {limit:,} bytes, {_SWELLS} times what "
                            "it lies in; unpack it yourself if it is what it says"
                        )
                        yield Failure.of(TooLarge(msg), name)
                        return
                    file.write(chunk)
            except DAMAGE as error:
                # What came before the damage can still be read.
                msg = f"{name!r} is damaged or cut short: {error}"
                yield Failure.of(FetchError(msg), name)
            file.seek(0)
            yield from self._stream(cast("BinaryIO", file), name, kind, depth + 1)

    def _fetched(self, addresses: Sequence[str]) -> Iterator[Found]:
        for address, found in self._opener.fetch_all(addresses):
            yield Failure.of(found, address) if isinstance(found, FetchError) else found

    def _standard_input(self) -> Iterator[Found]:
        with tempfile.TemporaryFile() as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            self._lying_bytes = file.tell()
            file.seek(0)
            stream = cast("BinaryIO", file)
            yield from self._stream(stream, STDIN, _sniff(stream))


_KINDS_OF_HTML: Final = {".html", ".htm", ".xhtml"}


def _nothing_at(name: str) -> str:
    """Return what is wrong with a target that gives no file."""
    if Path(name).is_dir():
        return (
            f"the folder {name!r} holds no file that newsx reads; `newsx batch --help` lists them"
        )
    return f"no file, folder or match for {name!r}; a URL begins with http:// or https://"


def _is_stream(target: str) -> bool:
    """Tell whether a target is read from standard input or from the web, and not from files."""
    return target == STDIN or (is_url(target) and not is_object(target))


def _places(target: str) -> list[Place]:
    """Return the files a target stands for; of a folder, those whose name tells what they hold.

    Raises:
        ConfigurationError: It is in object storage of a kind that nothing installed can read, or
            that does not answer.
    """
    if _is_stream(target):
        return []
    try:
        return find(target, lambda name: kind_of(name) is not None)
    except OSError as error:
        msg = f"cannot list {target!r}: {error.strerror or error}; check address and credentials"
        raise ConfigurationError(msg) from error


def _sniff(stream: BinaryIO) -> Kind:
    """Return what a stream holds by its first bytes, and wind it back."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"\x1f\x8b"):
        with contextlib.suppress(*DAMAGE):
            head = gzip.GzipFile(fileobj=stream).read(_HEAD)
        stream.seek(0)
        if not head.startswith(b"WARC/"):
            return "tar" if head[257:262] == b"ustar" else "page"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    return "lines" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "page"


def _addresses(content: bytes) -> list[str]:
    """Return the addresses of a text that holds nothing but one on each line, else nothing."""
    lines = (line.strip() for line in content.splitlines())
    stated = [line for line in lines if line and not line.startswith(b"#")]
    if not all(line.startswith((b"http://", b"https://")) for line in stated):
        return []
    if any(len(line.split()) > 1 for line in stated):
        return []
    return [line.decode("utf-8", "replace") for line in stated]
