"""What kind of input the bytes are: a page, plain text, or something newsx does not read."""

import re
from codecs import getincrementaldecoder
from typing import Final, Literal

from newsx.errors import ParseError
from newsx.parse.encoding import wide_codec
from newsx.schema import Document

Kind = Literal["html", "text"]

_CONVERT: Final = "convert it to text or HTML first"
_UNPACK: Final = "unpack it and pass the files"
_BATCH: Final = "`newsx batch` reads it"
# First bytes -> what it is, and what to do.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF", _CONVERT),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document",
        f"{_BATCH} if the first; else {_CONVERT}",
    ),
    (b"WARC/", "a WARC file", _BATCH),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", _CONVERT),
    (b"{\\rtf", "an RTF document", _CONVERT),
    (b"\x1f\x8b", "gzip data", _BATCH),
    (b"BZh", "bzip2 data", _UNPACK),
    (b"\xfd7zXZ\x00", "xz data", _UNPACK),
    (b"(\xb5/\xfd", "zstandard data", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "pass the page that shows it"),
    (b"\xff\xd8\xff", "a JPEG image", "pass the page that shows it"),
    (b"GIF8", "a GIF image", "pass the page that shows it"),
    (b"RIFF", "an image, a sound or a film", "pass the page that shows it"),
    (b"OggS", "a sound or a film", "pass the page that shows it"),
    (b"ID3", "a sound", "pass the page that shows it"),
    (b"wOF", "a font", "pass the page that uses it"),
    (b"PAR1", "a Parquet file", "read its text column and pass articles"),
    (b"SQLite format 3\x00", "an SQLite database", "read its text column and pass articles"),
    (b"\x7fELF", "a program", "pass a page or a text"),
    (b"MZ\x90\x00", "a program", "pass a page or a text"),
)
# The same, where the bytes that tell stand further in.
_FURTHER_IN: Final = (
    (4, b"ftyp", "a film or a photograph", "pass the page that shows it"),
    (8, b"DUCK", "a DuckDB database", "`newsx view` shows one that newsx made"),
    (257, b"ustar", "a TAR archive", _BATCH),
)
_FOREIGN_TYPES: Final = re.compile(
    r"(image|audio|video|font)/|application/(pdf|zip|gzip|msword|vnd\.)"
)
_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "application/xhtml"})
# What is repeated is never given back: every way to part twenty comments was tried, a million.
_HTML_START: Final = re.compile(
    rb"\s*(?:(?><!--.{0,2000}?-->)\s*)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|article|main|div|p|h1|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(
    rb"</(?:p|div|a|h[1-6]|span|li|body|html|article|section)\s*>", re.IGNORECASE
)
_FEED: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_WINDOW: Final = 65_536
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
# The binary bytes of the WHATWG MIME Sniffing Standard, but NUL: UTF-16 is full of it.
_NO_TEXT: Final = bytes({*range(0x01, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)})
_MOST_OF_NO_TEXT: Final = 0.02
"""Share of such bytes that a damaged page may have; of random bytes, a tenth are."""
_MARKED_UP: Final = 5
"""Closing tags from which a text is markup; a text that quotes a tag or two is not."""


def kind_of(document: Document) -> Kind:
    """Return how to read `document`, judged by its bytes first and its media type second.

    Raises:
        ParseError: The document is empty or of a type newsx does not read.
    """
    content = document.content
    if not content.strip(b"\x00 \t\r\n"):
        raise ParseError(
            f"{document.source_ref!r} is empty: there is nothing to read; check the download"
        )
    _refuse_foreign(document)
    head = content[:_WINDOW].replace(b"\x00", b"")  # UTF-16 markup shows through its zero bytes
    if _FEED.match(head):
        raise ParseError(
            f"{document.source_ref!r} is a feed, a list of articles; pass the links it holds"
        )
    if _HTML_START.match(head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")):
        return "html"
    tags = len(_TAG.findall(head))
    if document.media_type in _HTML_TYPES:
        return "html" if tags else "text"
    return "html" if tags >= _MARKED_UP else "text"


def _refuse_foreign(document: Document) -> None:
    content = document.content
    for place, signature, what, remedy in (*((0, *one) for one in _SIGNATURES), *_FURTHER_IN):
        if content.startswith(signature, place):
            raise ParseError(f"{document.source_ref!r} is {what}, no page or text; {remedy}")
    if document.media_type and _FOREIGN_TYPES.match(document.media_type):
        raise ParseError(
            f"{document.source_ref!r} is of type {document.media_type!r}, which newsx does not "
            "read; pass a page or a text"
        )
    if _is_binary(content[:_WINDOW], document.charset):
        raise ParseError(f"{document.source_ref!r} is binary data, no page or text; {_CONVERT}")


def _is_binary(head: bytes, charset: str | None) -> bool:
    """Tell bytes that are no text in any encoding: no Unicode, and full of control characters.

    In UTF-16 every Greek and Cyrillic letter has a byte that would be a control character.
    """
    if len(head.translate(None, _NO_TEXT)) > (1 - _MOST_OF_NO_TEXT) * len(head):
        return False
    if head.startswith(_UTF_16):
        return False
    return not any(_decodes(head, name) for name in ("utf-8", wide_codec(charset)) if name)


def _decodes(head: bytes, name: str) -> bool:
    try:
        getincrementaldecoder(name)().decode(head)  # a character cut off at the end is none lost
    except UnicodeDecodeError:
        return False
    return True
