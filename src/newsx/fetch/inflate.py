"""Bytes as they come over the wire -> what they hold, by steps, so that a bomb costs one step."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

CODINGS: Final = frozenset({"gzip", "x-gzip", "deflate"})

_STEP: Final = 1 << 17
# A page has one member, a log that was compressed by pieces some dozens; more are a trap.
_MOST_MEMBERS: Final = 1000
_GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32


class DamagedError(Exception):
    """The stream is no gzip or deflate stream, or breaks off."""


def inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a gzip or deflate stream holds, at most 128 kB at a time.

    A gzip file may have several members (RFC 1952, 2.2), and "deflate" comes with the zlib head
    that RFC 9110 (8.4.1.2) asks for or, from many servers, without. What follows the end is left.

    Raises:
        DamagedError: The stream is damaged, ends before its own end, or has more than 1000 members.
            No bytes at all are no stream, and no damage.

    >>> import gzip
    >>> b"".join(inflate([gzip.compress(b"one "), gzip.compress(b"two")]))
    b'one two'
    """
    stream = zlib.decompressobj(_GZIP_OR_ZLIB)
    begun = False
    members = 1
    rest = b""
    for piece in pieces:
        rest += piece
        if not begun and len(rest) > 1:
            begun = True
            if not _has_head(rest):
                stream = zlib.decompressobj(-zlib.MAX_WBITS)
        while begun and rest:
            if stream.eof:
                if len(rest) == 1 or not rest.startswith(_GZIP_MAGIC):
                    break
                members += 1
                if members > _MOST_MEMBERS:
                    raise DamagedError(f"it has more than {_MOST_MEMBERS} members")
                stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            yield _step(stream, rest)
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
        if stream.eof and len(rest) > 1:
            return
    if begun and not stream.eof:
        yield stream.flush()  # the end of a match, where a step ended in it
    if not stream.eof and (begun or rest):
        raise DamagedError("it breaks off")


def _step(stream: "zlib._Decompress", rest: bytes) -> bytes:
    try:
        return stream.decompress(rest, _STEP)
    except zlib.error as error:
        raise DamagedError(str(error)) from error


def _has_head(start: bytes) -> bool:
    """Tell whether a gzip or a zlib head (RFC 1950, 2.2) stands at the start."""
    is_zlib = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2]) % 31 == 0
    return is_zlib or start.startswith(_GZIP_MAGIC)
