"""Tables of data that belong to an article, told by where they stand and what their cells hold.

The model weighs lines by their words, and rows of numbers have few. A table is the article's when
it stands in the same element as the article's paragraphs, between them or at their end, and no name
on the way to it speaks of something foreign. What this module does not know stays the model's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from newsx.parse.blocks import Block, Frame
from newsx.parse.columns import Column
from newsx.parse.text import CELL
from newsx.parse.vocabulary import phrases

_LEAST_ROWS: Final = 2
_WIDEST_ROW: Final = 160
"""Mean length of a row from which a table holds prose, and only lays it out."""
_MOSTLY: Final = 0.5
_WRAPPED: Final = 1.2
_BESIDE: Final = 60
"""Characters of a title or a source that may stand beside a table in an element of its own."""
_PARAGRAPH: Final = 80
_HEADING: Final = 200
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Table:
    rows: range
    """Where its rows stand among the blocks."""
    home: Frame
    """The element that holds the table and more than it."""


def own_tables(blocks: Sequence[Block], likely: Column, *, enough: float) -> Column:
    """Return the likelihoods, those of the article's own tables and of their headings `enough`.

    Args:
        blocks: Blocks of a page.
        likely: How likely each is the article's.
        enough: Likelihood from which a block stays.
    """
    found = list(_data_tables(blocks))
    if not found:
        return likely
    prose = [
        number
        for number, block in enumerate(blocks)
        if likely[number] >= enough and len(block.text) >= _PARAGRAPH and not is_row(block)
    ]
    raised = likely.copy()
    for table in found:
        if _is_among(table, [(number, blocks[number].frame) for number in prose]):
            start = table.rows.start - _is_heading(blocks, table)
            raised[start : table.rows.stop] = np.maximum(raised[start : table.rows.stop], enough)
    return raised


def is_row(block: Block) -> bool:
    """Return whether a block is a row of more than one cell."""
    return block.frame.tag == "tr" and CELL in block.text


def table_of(frame: Frame) -> Frame | None:
    """Return the table that an element stands in."""
    return next((each for each in frame.upward() if each.tag == "table"), None)


def _data_tables(blocks: Sequence[Block]) -> Iterator[_Table]:
    """Yield the tables of data that no name around them calls foreign."""
    start = 0
    for table, members in groupby(blocks, key=_row_of):
        rows = list(members)
        if table is not None and _holds_data(rows):
            way, home = _way_home(table)
            if not any(phrases("markup", "foreign").search(name) for name in way if name):
                yield _Table(range(start, start + len(rows)), home)
        start += len(rows)


def _row_of(block: Block) -> Frame | None:
    return table_of(block.frame) if block.frame.tag == "tr" else None


def _holds_data(rows: Sequence[Block]) -> bool:
    """Return whether most rows have cells and numbers, and neither prose nor links fill them."""
    size = sum(len(row.text) for row in rows)
    return (
        len(rows) >= _LEAST_ROWS
        and sum(map(is_row, rows)) > _MOSTLY * len(rows)
        and sum(bool(_DIGIT.search(row.text)) for row in rows) >= _MOSTLY * len(rows)
        and sum(row.linked for row in rows) < _MOSTLY * size
        and size < _WIDEST_ROW * len(rows)
    )


def _way_home(frame: Frame) -> tuple[list[str], Frame]:
    """Return the names of an element and those around it alone, and the first that holds more."""
    at, names = frame, [frame.name]
    while at.above is not None and at.above.size <= _WRAPPED * frame.size + _BESIDE:
        at = at.above
        names.append(at.name)
    return names, at.above or at


def _is_among(table: _Table, prose: Sequence[tuple[int, Frame]]) -> bool:
    """Return whether paragraphs of the article stand around a table, or before it at its side."""
    before = [frame for number, frame in prose if number < table.rows.start]
    after = [frame for number, frame in prose if number >= table.rows.stop]
    if not before:
        return False
    return _way_home(before[-1])[1] is table.home or any(
        _stands_in(before[-1], table.home) and _stands_in(frame, table.home) for frame in after[:1]
    )


def _stands_in(frame: Frame, outer: Frame) -> bool:
    return any(each is outer for each in frame.upward())


def _is_heading(blocks: Sequence[Block], table: _Table) -> bool:
    """Return whether the block before a table is its heading: short, at its side, and no link."""
    if table.rows.start == 0:
        return False
    before = blocks[table.rows.start - 1]
    return (
        len(before.text) <= _HEADING
        and not before.linked
        and not is_row(before)
        and _way_home(before.frame)[1] is table.home
    )
