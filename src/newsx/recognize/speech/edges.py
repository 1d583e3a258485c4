"""The edges of a stretch of text: marks and connectives that are no part of what is said."""

from typing import Final

from newsx.recognize.speech.reading import CONJUNCTIONS, Reading

_DASHES: Final = frozenset([",", "—", "–", "--", "-", ";"])


def skip_lead(reading: Reading, start: int, end: int) -> int:
    """Return where the content of a sentence begins: connectives at its head are no part of it."""
    index = start
    while index < end and (
        reading.words[index] in CONJUNCTIONS
        or reading.words[index] in {"however", "still", "meanwhile", ","}
    ):
        index += 1
    return index


def skip_comma(reading: Reading, index: int) -> int:
    """Return one past commas, colons and dashes."""
    while index < len(reading.words) and reading.words[index] in {",", ":", "—", "–"}:
        index += 1
    return index


def before_comma(reading: Reading, start: int, end: int) -> int:
    """Return the end of a stretch without the commas and dashes that close it."""
    while end > start and reading.words[end - 1] in _DASHES and reading.quoted[end - 1] < 0:
        end -= 1
    return end


def quote_end(reading: Reading, index: int, end: int) -> int:
    """Return one past the quotation that the token at `index` stands in."""
    number = reading.quoted[index]
    while index < end and reading.quoted[index] == number:
        index += 1
    return index
