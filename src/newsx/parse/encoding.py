"""Bytes -> text, in the order browsers use: BOM, HTTP header, what the page says, detection.

https://encoding.spec.whatwg.org/ names the labels and https://html.spec.whatwg.org/#encoding-sniffing
the order. A few things differ from a browser, because we read archives whose headers lie, and run
nothing: what is plainly UTF-8 is so whatever its label; a label that cannot decode the bytes loses
to one that can; the charset may stand farther down than the 1024 bytes a browser looks at; and the
labels that browsers refuse for the safety of scripts (`iso-2022-kr`, `hz-gb-2312`) are read.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from newsx.parse.mojibake import mended
from newsx.parse.vocabulary import rows

PRESCAN_BYTES: Final = 65_536  # browsers look at 1024; real pages put scripts before their charset

_SAMPLE: Final = 50_000
_MUCH: Final = 8
"""Letters beyond ASCII from which bytes that form UTF-8 are UTF-8, whatever anybody says."""
_RUNS: Final = 0.4
"""Share of the bytes beyond ASCII that stand three in a row from which a script is not Latin."""
_LONGEST_LETTER: Final = 4
_NOT_OF_PAGES: Final = frozenset(
    ["idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape",
     "raw_unicode_escape", "utf-7", "undefined"]
)  # fmt: skip
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|"""
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_WIDE: Final = {"utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
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
}
# Where the next tag begins, one that was not closed ends: no byte is looked at twice.
_TAG: Final = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^<>]{0,2000}+>", re.DOTALL
)
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]+")
_CONTROL_BYTES: Final = bytes(set(range(0x20)) - set(b"\t\n\f\r")) + b"\x7f"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


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
            return _tidied(mended(_strictly(content, name)))
        except UnicodeDecodeError:
            continue
    return _tidied(mended(_loosely(content, charset)))


def wide_codec(label: str | None) -> str | None:
    """Return the codec of UTF-16 that a charset means, or None for a charset of another kind."""
    return _WIDE.get(_codec(label) or "")


def _candidates(content: bytes, charset: str | None) -> Iterator[str]:
    """Yield encodings to try strictly, the most probable first."""
    header, stated = _codec(charset), _codec(_stated(content))
    if b"\x00" in content[:PRESCAN_BYTES]:
        yield from _wide(content)
    if _is_plainly_utf8(content, header or stated):
        yield "utf-8"
    if header in _WIDE:
        if not _is_text_of_bytes(content):
            yield _WIDE[header]
    elif header:
        yield header
    if stated:
        # A page whose charset can be read as ASCII is not UTF-16, whatever it says.
        yield "utf-8" if stated in _WIDE else stated
    yield "utf-8"
    if not _is_latin(content):
        detected = _detected(content)
        if detected:
            yield detected
    elif not _almost_utf8(content):
        yield "cp1252"


def _strictly(content: bytes, name: str) -> str:
    """Decode without replacing anything; a letter cut in two at the very end is left out.

    Raises:
        UnicodeDecodeError: The bytes are not of this encoding.
    """
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        whole = content[: error.start]
        is_cut = len(content) - error.start < _LONGEST_LETTER
        if not is_cut or (whole.isascii() and name not in _WIDE):
            raise
        return whole.decode(name)


def _is_plainly_utf8(content: bytes, label: str | None) -> bool:
    """Return whether bytes are UTF-8 against what their label says.

    Bytes that form UTF-8 by accident are rarer than a wrong label: under a label of one byte a
    letter a single letter tells, under others (two letters of GBK may pass for one) many must.
    """
    try:
        text = _strictly(content, "utf-8")
    except UnicodeDecodeError:
        return False
    if label is None:
        return True
    if content.isascii():  # or of an encoding that writes all its letters in ASCII
        return False
    return _is_single_byte(label) or len(text.encode("ascii", "ignore")) + _MUCH <= len(text)


@cache
def _is_single_byte(name: str) -> bool:
    return len(bytes(range(0x80, 0x100)).decode(name, "ignore")) > 0x50  # noqa: PLR2004


def _is_text_of_bytes(content: bytes) -> bool:
    """Return whether no byte is a control character; in UTF-16 half of them may have any value."""
    head = content[:PRESCAN_BYTES]
    return len(head.translate(None, _CONTROL_BYTES)) == len(head)


def _is_latin(content: bytes) -> bool:
    """Return whether letters beyond ASCII are strewn in, as accents and quotation marks are."""
    runs = [len(run) for run in _BEYOND_ASCII.findall(content[:_SAMPLE])]
    return sum(size for size in runs if size > 2) < _RUNS * sum(runs) or not runs  # noqa: PLR2004


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
    # Beyond the last end of a comment, each that begins would look for its own in vain.
    commented, end, rest = content[:PRESCAN_BYTES].rpartition(b"-->")
    found = _DECLARED.search(_COMMENT.sub(b"", commented + end) + rest)
    if found is None:
        return None
    return (found.group(1) or found.group(2)).decode("ascii", "replace")


@cache
def _labels() -> dict[str, str]:
    """Return the codec of each WHATWG label that Python does not know."""
    return {label: row["codec"] for row in rows("encodings") for label in row["labels"].split()}


def _codec(label: str | None) -> str | None:
    """Return the Python codec for a WHATWG label, or None for one we do not know."""
    if not label:
        return None
    plain = label.strip(" \t\r\n\f\"'").lower()
    try:
        name = codecs.lookup(_labels().get(plain, plain)).name
        "a".encode(name)  # `hex` and `zlib` are codecs too, but not of text
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_OF_PAGES else _SUPERSETS.get(name, name)


def _detected(content: bytes) -> str | None:
    """Return what the statistics of the bytes say, for a page that says nothing true."""
    import charset_normalizer

    plain = _TAG.sub(b" ", content)[:_SAMPLE]
    guesses = []
    for sample in (plain, plain[:-1]):  # a letter of two bytes may be cut at the end
        found = charset_normalizer.from_bytes(sample).best()
        guesses += [found.encoding] if found else []
        if guesses and not _is_single_byte(guesses[-1]):
            return guesses[-1]
    return guesses[0] if guesses else None


def _loosely(content: bytes, charset: str | None) -> str:
    """Decode bytes that no encoding fits, with as few replaced characters as possible."""
    if _almost_utf8(content):
        return content.decode("utf-8", "newsx.windows")
    names = ["utf-8", "cp1252"]
    names += [name for name in (_codec(charset), _codec(_stated(content))) if name]
    texts = [content.decode(name, "replace") for name in names]
    return min(texts, key=lambda text: text.count("\ufffd"))


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252: text pasted in from another page."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("newsx.windows", _as_windows)


def _tidied(text: str) -> str:
    return _CONTROLS.sub("", text)
