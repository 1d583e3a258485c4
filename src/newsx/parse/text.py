"""What a paragraph is: one line of NFC text."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

BLANKS: Final = re.compile(r"[ \t\r\n\f\v\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
_LEGAL: Final = r"(?:Inc|Corp|Co|Ltd|Plc|PLC|LLC|LP|Group|Holdings|SA|AG|NV|Bhd|Cos)"
_JOINED: Final = re.compile(rf"\b({_LEGAL}\.)(?=[A-Z][A-Za-z])")
_JOINED_SENTENCES: Final = re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+\s[a-z])")

CELL: Final = " | "
"""What stands between the cells of a table's row."""
SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def one_line(text: str) -> str:
    """Return `text` in NFC on one line, no-break spaces as spaces, invisible characters gone."""
    return BLANKS.sub(
        " ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\xa0", " ")
    ).strip()


def put_apart(paragraph: str) -> str:
    """Put a space between names and sentences that ran together where a link or a comma stood.

    >>> put_apart("like Nvidia Corp.Meta Platforms Inc. and Tesla Inc.")
    'like Nvidia Corp. Meta Platforms Inc. and Tesla Inc.'
    """
    return _JOINED_SENTENCES.sub(" ", _JOINED.sub(r"\1 ", paragraph))


def joined(paragraphs: Iterable[str]) -> str:
    """Return the paragraphs parted by an empty line."""
    return "\n\n".join(paragraphs)


def word_count(text: str) -> int:
    """Return how many words `text` has, as a word processor counts them."""
    return len(text.split())
