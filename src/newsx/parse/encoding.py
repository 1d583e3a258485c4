"""Bytes -> text, in the order browsers use: BOM, HTTP header, what the page says, detection.

https://encoding.spec.whatwg.org/ names the labels and https://html.spec.whatwg.org/#encoding-sniffing
the order. Two things differ from a browser, because we read archives whose headers lie: a declared
encoding that cannot decode the bytes loses to UTF-8 that can, and text that was encoded twice
("â€™" for "’") is put right.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final

PRESCAN_BYTES: Final = 4096  # browsers look at 1024; real pages put preloads before their charset

_SAMPLE: Final = 50_000
_ASCII: Final = 127
_SPARSE: Final = 0.2
"""Share of bytes above ASCII below which unlabelled text is Western: accents and curly quotes."""
_NOT_OF_PAGES: Final = frozenset(
    [
        "idna",
        "punycode",
        "unicode-escape",
        "unicode_escape",
        "raw-unicode-escape",
        "raw_unicode_escape",
        "utf-7",
        "undefined",
    ]
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|"""
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
# Labels whose WHATWG meaning is not Python's: each is read as its superset.
_SUPERSETS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    # A page that declares UTF-16 in ASCII-readable bytes is not UTF-16.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
# What the bytes of a UTF-8 sequence look like when they were read as windows-1252.
_CONTINUATION: Final = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE: Final = re.compile(
    f"[\xc2-\xdf]{_CONTINUATION}|[\xe0-\xef]{_CONTINUATION}{{2}}|[\xf0-\xf4]{_CONTINUATION}{{3}}"
)


def decode(content: bytes, *, charset: str | None = None) -> str:
    r"""Return the text of `content`, with control characters removed. Never raises.

    Args:
        content: Bytes of a page or a text file.
        charset: Charset of the HTTP header, if it had one.

    >>> decode(b"caf\xe9", charset="iso-8859-1")
    'café'
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _tidied(content[len(bom) :].decode(name, "replace"))
    for name in _candidates(content, charset):
        try:
            return _tidied(_once(content.decode(name)))
        except (UnicodeDecodeError, LookupError):
            continue
    return _tidied(_once(_loosely(content, charset)))


def _candidates(content: bytes, charset: str | None) -> Iterator[str]:
    """Yield encodings to try strictly, the most probable first."""
    if b"\x00" in content[:PRESCAN_BYTES]:
        yield from _wide(content)
    declared = [_codec(charset), _codec(_stated(content))]
    single_byte = {"cp1252", "cp1254", "cp1250", "cp1251", "iso8859-15"}
    if not declared[0] or declared[0] in single_byte:
        # Bytes above 127 that form UTF-8 by accident are rarer than a wrong label.
        yield "utf-8"
    for name in declared:
        if name:
            yield name
    yield "utf-8"
    high = sum(byte > _ASCII for byte in content[:_SAMPLE])
    if high < _SPARSE * min(len(content), _SAMPLE):
        yield from () if _almost_utf8(content) else ("cp1252",)
    else:
        detected = _detected(content)
        if detected:
            yield detected


def _almost_utf8(content: bytes) -> bool:
    """Return whether most of what is not ASCII forms UTF-8, and a few bytes are broken."""
    text = content[:_SAMPLE].decode("utf-8", "replace")
    foreign = sum(letter > "\x7f" for letter in text)
    return text.count("\ufffd") <= foreign // 10


def _wide(content: bytes) -> Iterator[str]:
    """Yield the UTF-16 whose zero bytes stand where those of Latin text do."""
    head = content[:PRESCAN_BYTES]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even < odd // 4:
        yield "utf-16-le"
    elif even > len(head) // 5 and odd < even // 4:
        yield "utf-16-be"


def _stated(content: bytes) -> str | None:
    found = _DECLARED.search(content[:PRESCAN_BYTES])
    if found is None:
        return None
    return (found.group(1) or found.group(2)).decode("ascii", "replace")


def _codec(label: str | None) -> str | None:
    """Return the Python codec for a WHATWG label, or None for one we do not know."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    try:
        "a".encode(name)  # `hex` and `zlib` are codecs too, but not of text
    except (LookupError, UnicodeError):
        return None
    if name in _NOT_OF_PAGES:
        return None
    return _SUPERSETS.get(name, name)


def _detected(content: bytes) -> str | None:
    """Return what the statistics of the bytes say, for a page that says nothing true."""
    import charset_normalizer

    found = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
    return found.encoding if found else None


def _loosely(content: bytes, charset: str | None) -> str:
    """Decode bytes that no encoding fits, with as few replaced characters as possible."""
    names = ["utf-8", "cp1252"]
    names += [name for name in (_codec(charset), _codec(_stated(content))) if name]
    texts = [content.decode(name, "replace") for name in names]
    return min(texts, key=lambda text: text.count("\ufffd"))


def _once(text: str) -> str:
    """Put right what was encoded as UTF-8 twice.

    >>> _once("Itâ€™s 5Â°")
    'It’s 5°'
    """
    if "â€" not in text and "Ã" not in text and "Â" not in text:
        return text
    return _TWICE.sub(_undone, text)


def _undone(found: re.Match[str]) -> str:
    sequence = found.group()
    octets = bytearray()
    for letter in sequence:
        try:
            octets += letter.encode("cp1252")
        except UnicodeEncodeError:
            octets += letter.encode("latin-1", "ignore")  # the five bytes windows-1252 leaves free
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return sequence


def _tidied(text: str) -> str:
    return _CONTROLS.sub("", text)
