"""The HTTP message in a WARC record -> its status, type and body, inflated within a limit."""

import zlib
from dataclasses import dataclass
from typing import Final

from newsx.errors import FetchError, TooLarge

_GZIP: Final = frozenset({"gzip", "x-gzip", "deflate"})
_CHUNK: Final = 65_536


@dataclass(frozen=True)
class Message:
    """An HTTP answer as an archive keeps it."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def media_type(self) -> str:
        """Media type without parameters, in lower case."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """Charset that the header names."""
        for parameter in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset" and value.strip():
                return value.strip().strip("\"'")
        return None

    def body(self, limit: int) -> bytes:
        """Return the body with its codings undone.

        Args:
            limit: Bytes it may have.

        Raises:
            TooLarge: It has more.
            FetchError: It is in a coding newsx cannot undo, or damaged.
        """
        content = self.raw
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            content = unchunk(content)
        codings = self.headers.get("content-encoding", "").lower().split(",")
        for coding in (one.strip() for one in reversed(codings)):
            content = undo(content, coding, limit)
        if len(content) > limit:
            raise TooLarge(f"the body has more than {limit:,} bytes")
        return content


def read_message(block: bytes) -> Message:
    """Return the HTTP message of a record's block.

    Raises:
        FetchError: The block holds none.
    """
    head, gap, raw = block.partition(b"\r\n\r\n")
    if not gap:
        head, _, raw = block.partition(b"\n\n")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    words = first.split(maxsplit=2)
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdecimal():  # noqa: PLR2004 - version and status
        raise FetchError("the record holds no HTTP message")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Message(int(words[1]), headers, raw)


def unchunk(content: bytes) -> bytes:
    r"""Return a body without its chunk marks; one that has none (archives often undo them) as is.

    >>> unchunk(b"4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n")
    b'Wikipedia'
    """
    parts: list[bytes] = []
    at = 0
    while True:
        end = content.find(b"\r\n", at)
        try:
            size = int(content[at:end].split(b";")[0], 16) if end > at else -1
        except ValueError:
            size = -1
        if size < 0 or end + 2 + size > len(content):
            # Not a chunk: the body was undone before, or is cut short after what we have.
            return b"".join(parts) if parts else content
        if size == 0:
            return b"".join(parts)
        parts.append(content[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def undo(content: bytes, coding: str, limit: int) -> bytes:
    """Return what a coded body holds, never more than `limit` and a bit.

    Archives often undo a coding and leave its header: a body that does not look coded stays as it
    is.

    Raises:
        TooLarge: It holds more than `limit` bytes.
        FetchError: The coding is not known, or the body is damaged.
    """
    if coding in {"", "identity"} or not content:
        return content
    if coding in _GZIP:
        gzipped = content.startswith(b"\x1f\x8b")
        if not gzipped and (coding != "deflate" or content[:1] == b"<"):
            return content
        return _inflate(content, limit, bare=not gzipped and not _has_zlib_head(content))
    if coding == "br":
        return _unbrotli(content, limit)
    raise FetchError(f"the body is coded as {coding!r}, which newsx cannot undo")


def _has_zlib_head(content: bytes) -> bool:
    return len(content) > 1 and content[0] & 0x0F == 8 and (content[0] << 8 | content[1]) % 31 == 0  # noqa: PLR2004 - RFC 1950


def _inflate(content: bytes, limit: int, *, bare: bool) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
    try:
        found = stream.decompress(content, limit + 1)
    except zlib.error as error:
        raise FetchError(f"the compressed body is damaged: {error}") from error
    if len(found) > limit:
        raise TooLarge(f"the body inflates to more than {limit:,} bytes")
    return found


def _unbrotli(content: bytes, limit: int) -> bytes:
    import brotli  # comes with FastWARC

    stream = brotli.Decompressor()
    found = bytearray()
    try:
        for at in range(0, len(content), _CHUNK):
            found += stream.process(content[at : at + _CHUNK], output_buffer_limit=limit + 1)
            if len(found) > limit:
                raise TooLarge(f"the body inflates to more than {limit:,} bytes")
    except brotli.error as error:
        if content.lstrip()[:1] == b"<":
            return content
        raise FetchError(f"the compressed body is damaged: {error}") from error
    return bytes(found)
