"""Rows of tables whose cells nothing parts: "Order intake 411.2 352.9 +16.5%", "17.8 / 19.8".

A line of a report that is a label and two or more numbers, and nothing else.
"""

import re
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"[-+–−(]{0,2}[$€£¥₹]?(?:[1-9]\d{0,2}(?:,\d{2,3})+|\d+)(?:\.\d+)?\)?%?")
_CLOSING: Final = (")", "%")
_PARTS: Final = frozenset({"/"})
_LONGEST: Final = 160
_LEAST: Final = 2
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


def row_at(text: str, place: int) -> Row | None:
    """Return the row that the line of a place is, or None.

    >>> row_at("Order intake 411.2 352.9", 14).column(20)
    2
    """
    begin = text.rfind("\n", max(0, place - _LONGEST), place) + 1
    if not begin and place > _LONGEST:
        return None
    stop = text.find("\n", place, place + _LONGEST)
    if stop < 0:
        stop = len(text)
    return row_of(text, begin, stop)


def row_of(text: str, begin: int, stop: int) -> Row | None:
    """Return the row that a line is, or None."""
    # before anything is copied: a long paragraph is asked about for each of its first figures
    if stop - begin > _LONGEST:
        return None
    last = text[begin:stop].rstrip()[-1:]
    if not (last.isdigit() or last in _CLOSING):
        return None
    cells: list[tuple[int, int]] = []
    label_end = stop
    for word in reversed(list(_WORD.finditer(text, begin, stop))):
        if word.group() in _PARTS:
            continue
        if _NUMBER.fullmatch(word.group()) is None:
            label_end = word.end()
            break
        cells.append(word.span())
    else:
        return None
    label = text[begin:label_end]
    if len(cells) < _LEAST or not any(letter.isalpha() for letter in label):
        return None
    # telephone numbers and years are parted by spaces, too
    if not any(set(".,%") & set(text[start:end]) for start, end in cells):
        return None
    return None if _NO_LABEL.search(label) else Row(begin, label_end, tuple(reversed(cells)))
