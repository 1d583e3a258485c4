"""Documents from WARC files (ISO 28500), compressed record by record or not, damaged or not.

FastWARC ends in silence where a file is cut short, and gives up at the first damaged record. So the
end of what it read is checked, and reading goes on at the next record whose gzip member opens.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from newsx.errors import FetchError, TooLarge
from newsx.fetch.bodies import read_message
from newsx.schema import Document, Failure
from newsx.settings import Settings

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})

_GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_WINDOW: Final = 1 << 20
_OK: Final = 200


class WarcReader:
    """Read one WARC file.

    Args:
        stream: Opened for reading bytes, and able to seek.
        name: How `source_ref` names it; records add `#` and their offset.
        settings: `size_limit_bytes` bounds a record.
        skipped: Counts what is no page, by reason.
    """

    def __init__(
        self, stream: BinaryIO, name: str, *, settings: Settings, skipped: Counter[str]
    ) -> None:
        self._stream = stream
        self._name = name
        self._settings = settings
        self._skipped = skipped
        self._last = 0

    def __iter__(self) -> Iterator[Document | Failure]:
        """Yield a document for every page, and a failure for every damage."""
        start: int | None = 0
        while start is not None:
            damage = None
            try:
                yield from self._records(start)
            except (OSError, ValueError) as error:
                damage = str(error)
            fault = self._fault(damage)
            start = None
            if fault is not None:
                where, what = fault
                yield self._failure(where, FetchError(what))
                start = self._next_member(where + 1)

    def _records(self, start: int) -> Iterator[Document | Failure]:
        """Yield what the records from an offset on hold, and remember where the last one begins."""
        from fastwarc.warc import ArchiveIterator

        self._stream.seek(start)
        self._last = start
        seen, place = -1, 0
        for record in ArchiveIterator(self._stream, parse_http=False):
            self._last = record.stream_pos  # from the start of the file, as the stream tells
            # In a file that is one gzip member all records have the same offset.
            place = place + 1 if self._last == seen else 0
            seen = self._last
            reference = f"{self._name}#{self._last}" + (f".{place}" if place else "")
            found = self._document(record, reference)
            if found is not None:
                yield found

    def _document(self, record: "WarcRecord", reference: str) -> Document | Failure | None:
        kind = (record.headers.get("WARC-Type") or "").lower()
        if kind not in {"response", "resource", "conversion"}:
            return None
        limit = self._settings.size_limit_bytes
        try:
            # The HTTP head comes on top, and a coded body may be larger than what it holds.
            if record.content_length > 2 * limit:
                raise TooLarge(
                    f"the record has {record.content_length:,} bytes, more than "
                    f"{2 * limit:,}; raise size_limit_bytes if it really is one article"
                )
            block = record.reader.read(record.content_length)
            if len(block) < record.content_length or "Content-Length" not in record.headers:
                return None  # the file ends in it, and its check will say so
            url = record.headers.get("WARC-Target-URI")
            charset, media_type, content = None, "text/plain", block
            if kind == "response":
                message = read_message(block)
                charset, media_type = message.charset, message.media_type
                if message.status != _OK:
                    self._skipped[f"status {message.status}"] += 1
                    return None
                if media_type in PAGE_TYPES:
                    content = message.body(limit)
            elif kind == "resource":
                media_type = (record.headers.get("Content-Type") or "").split(";")[0].strip()
            if media_type not in PAGE_TYPES:
                self._skipped[f"type {media_type}"] += 1
                return None
            return Document(
                source_ref=reference,
                content=content,
                url=url.strip("<>") if url else None,
                media_type=media_type or None,
                charset=charset,
                date_retrieved=_moment(record.headers.get("WARC-Date")),
            )
        except FetchError as error:
            return Failure.of(error, reference)

    def _failure(self, where: int, error: FetchError) -> Failure:
        return Failure.of(error, f"{self._name}#{where}")

    def _fault(self, damage: str | None) -> tuple[int, str] | None:
        """Return where and how the file is damaged after the last record read, or None."""
        size = self._stream.seek(0, 2)
        if self._last >= size:
            self._last = 0  # one gzip member, and so small that FastWARC had read it to its end
        if not self._at(self._last, len(_GZIP_MAGIC)).startswith(_GZIP_MAGIC):
            return self._plain_fault(damage, size)
        end = self._member_end(self._last)
        if end is None:
            what = "is damaged" if damage else "is cut short: the file ends within it"
            return self._last, f"the record at {self._last:,} of {self._name!r} {what}"
        rest = self._at(end, _WINDOW)
        if damage or rest.strip(b"\x00\r\n"):
            what = f"damaged: {damage}" if damage else "no record"
            cut = rest.startswith(_GZIP_MAGIC) and len(rest) < _WINDOW
            if cut and self._member_end(end) is None and self._next_member(end + 1) is None:
                what = "cut short: the file ends within it"
            return end, f"what follows at {end:,} of {self._name!r} is {what}"
        return None

    def _plain_fault(self, damage: str | None, size: int) -> tuple[int, str] | None:
        """Return the fault of a file that is not compressed by gzip."""
        if damage:
            return self._last, f"{self._name!r} is damaged after {self._last:,}: {damage}"
        head = self._at(self._last, 65_536)
        length = re.search(rb"\r\ncontent-length:\s*(\d+)", head, re.IGNORECASE)
        block = head.find(b"\r\n\r\n")
        if head.startswith(b"WARC/") and length and block > 0:
            if self._last + block + 4 + int(length.group(1)) <= size:
                return None
            return size, f"the record at {self._last:,} of {self._name!r} is cut short"
        if size and not head.startswith(b"\x28\xb5\x2f\xfd"):  # Zstandard: FastWARC checks it
            return self._last, f"{self._name!r} holds no WARC record at {self._last:,}"
        return None

    def _at(self, start: int, size: int) -> bytes:
        self._stream.seek(start)
        return self._stream.read(size)

    def _member_end(self, start: int) -> int | None:
        """Return where the gzip member that begins at `start` ends, or None where it does not."""
        self._stream.seek(start)
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        at = start
        while chunk := self._stream.read(_WINDOW):
            at += len(chunk)
            try:
                while chunk and not member.eof:
                    member.decompress(chunk, _WINDOW)
                    chunk = member.unconsumed_tail
            except zlib.error:
                return None
            if member.eof:
                return at - len(member.unused_data)
        return None

    def _next_member(self, start: int) -> int | None:
        """Return the next offset where a gzip member opens on a WARC record, or None."""
        while window := self._at(start, _WINDOW):
            found = window.find(_GZIP_MAGIC)
            while found >= 0:
                if self._opens(start + found):
                    return start + found
                found = window.find(_GZIP_MAGIC, found + 1)
            if len(window) < _WINDOW:
                return None
            start += len(window) - len(_GZIP_MAGIC)
        return None

    def _opens(self, start: int) -> bool:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            return member.decompress(self._at(start, 4096), 5) == b"WARC/"
        except zlib.error:
            return False


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is not None and moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment
