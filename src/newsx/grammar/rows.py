"""Rows of tables whose cells nothing parts: "Order intake 411.2 352.9 +16.5%", "17.8 / 19.8".

A line of a report that is a label and two or more numbers, and nothing else.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"[-+–−(]{0,2}[$€£¥₹]?(?:[1-9]\d{0,2}(?:,\d{2,3})+|\d+)(?:\.\d+)?\)?%?")
_CLOSING: Final = (")", "%")
_PARTS: Final = re.compile(r"/|\((?:19|20)\d\d:")
"""What stands between cells: the second may tell its year, "362.9 (2015: 358.0)"."""
_LONGEST: Final = 160
_LEAST: Final = 2
# "FTSE 100 8,210 8,140": a number of a name is this many times smaller than the cells after it.
_SMALL: Final = 8
_BARE: Final = re.compile(r"\d{1,4}")
_THOUSAND: Final = 1000
# "Pulp: 900 (890)": of whole numbers smaller than these, and of years, other things are told.
_WHOLE: Final = r"(?!(?:19|20)\d\d\)?[ \n])[1-9]\d{2,6}"
_PAIR: Final = re.compile(rf"[^\n:]{{1,60}}: {_WHOLE} \({_WHOLE}\)[ \t]*(?=\n|\Z)")
# What no label ends with: a sentence, or a word that leads to the number as in one.
_NO_LABEL: Final = re.compile(r"[.!?;,]$|\b(?:of|to|from|at|by|and|or|in|on|than|is|was|the)$")


class Row(NamedTuple):
    """A label and the places of the numbers after it, counted in the text."""

    begin: int
    label_end: int
    cells: tuple[tuple[int, int], ...]

    def column(self, place: int) -> int:
        """Return which cell holds a place, the first after the label as 1; 0 where none does."""
        for number, (start, end) in enumerate(self.cells, 1):
            if start <= place < end:
                return number
        return 0


def row_at(text: str, place: int, columns: int = 0) -> Row | None:
    """Return the row that the line of a place is, or None; `columns` as in `row_of`.

    >>> row_at("Order intake 411.2 352.9", 14).column(20)
    2
    """
    begin = text.rfind("\n", max(0, place - _LONGEST), place) + 1
    if not begin and place > _LONGEST:
        return None
    stop = text.find("\n", place, place + _LONGEST)
    if stop < 0:
        stop = len(text)
    return row_of(text, begin, stop, columns)


def row_of(text: str, begin: int, stop: int, columns: int = 0) -> Row | None:
    """Return the row that a line is, or None.

    Args:
        text: The text.
        begin: Where the line begins.
        stop: Where it ends.
        columns: How many columns the table has by its headings; 0 where they do not say.
    """
    # before anything is copied: a long paragraph is asked about for each of its first figures
    if stop - begin > _LONGEST:
        return None
    last = text[begin:stop].rstrip()[-1:]
    if not (last.isdigit() or last in _CLOSING):
        return None
    cells: list[tuple[int, int]] = []
    label_end = stop
    for word in reversed(list(_WORD.finditer(text, begin, stop))):
        if _PARTS.fullmatch(word.group()):
            continue
        if _NUMBER.fullmatch(word.group()) is None:
            label_end = word.end()
            break
        cells.append(word.span())
    else:
        return None
    label = text[begin:label_end]
    cells.reverse()
    for _ in range(_named_with([text[start:end] for start, end in cells], columns)):
        label_end = cells.pop(0)[1]
    if len(cells) < _LEAST or not any(letter.isalpha() for letter in label):
        return None
    # telephone numbers and years are parted by spaces, too
    if not any(set(".,%") & set(text[start:end]) for start, end in cells):
        line = _PAIR.match(text, begin)
        if line is None or line.end() < cells[-1][1] or not _stands_by_another(text, line):
            return None
    return None if _NO_LABEL.search(label) else Row(begin, label_end, tuple(cells))


def _stands_by_another(text: str, line: re.Match[str]) -> bool:
    """Tell a line of a list of such lines: one alone may be a telephone number."""
    before = text.rfind("\n", 0, max(line.start() - 1, 0)) + 1
    return any(
        other is not None and other.start() != line.start()
        for other in (_PAIR.match(text, before), _PAIR.match(text, line.end() + 1))
    )


def _named_with(cells: Sequence[str], columns: int) -> int:
    """Return how many of the first numbers are of the label: "S&P 500", "Boeing 737".

    They are whole numbers that the headings leave no column for. Where no heading says how many
    there are, one that is not written as the number after it, or is far smaller.
    """
    if len(cells) < _LEAST or len(cells) == columns:
        return 0
    excess = len(cells) - columns if columns else 0
    if excess > 0:
        return excess if all(_BARE.fullmatch(cell) for cell in cells[:excess]) else 0
    first, second = cells[0], cells[1].strip("+-–−()$€£¥₹")
    if _BARE.fullmatch(first) is None:
        return 0
    if "." in second or second.endswith("%"):
        return 1
    whole = int(second.replace(",", ""))
    unlike = int(first) >= _THOUSAND and "," in second
    return int(unlike or whole > _SMALL * int(first))
