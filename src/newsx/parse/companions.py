"""Tables, lists and subheadings that are an article's because of the paragraphs they stand with.

The model weighs the words of a block, and rows of numbers, items and headings have few. They are
the article's when they stand in one element with its paragraphs and no name on the way there speaks
of something foreign. What this module does not know stays as the model has it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from newsx.parse.blocks import Block, Frame
from newsx.parse.columns import Column
from newsx.parse.text import CELL, SENTENCE_END
from newsx.parse.vocabulary import phrases

_LEAST: Final = 2
_WIDEST_ROW: Final = 160
"""Mean length of a row from which a table holds prose, and only lays it out."""
_MOSTLY: Final = 0.5
_WRAPPED: Final = 1.2
_BESIDE: Final = 60
"""Characters of a title or a source that may stand beside a group in an element of its own."""
_PARAGRAPH: Final = 80
_HEADING: Final = 200
_SUBHEADING: Final = 120
_REPEATED: Final = 2
_POINT: Final = 30
"""Mean length of an item from which a list holds points, and not labels."""
_PERHAPS: Final = 0.25
"""Likelihood from which a sentence stays beside the article's paragraphs."""
_SENTENCE: Final = 40
_DIGIT: Final = re.compile(r"\d")
_SUBHEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of a table, or the items of a list."""

    members: range
    """Where they stand among the blocks."""
    home: Frame
    """The element that holds the group and more than it."""
    is_table: bool


def with_companions(blocks: Sequence[Block], likely: Column, *, enough: float) -> Column:
    """Return the likelihoods, those of what belongs to the article's paragraphs at least `enough`.

    Args:
        blocks: Blocks of a page.
        likely: How likely each is the article's.
        enough: Likelihood from which a block stays.
    """
    raised = likely.copy()
    for number in _sentences(blocks, likely, enough):
        raised[number] = enough
    prose = [
        number
        for number in np.flatnonzero(raised >= enough).tolist()
        if _is_prose(blocks[number].text) and not is_row(blocks[number])
    ]
    if not prose:
        return likely
    for group in _groups(blocks):
        if _is_among(group, blocks, prose):
            start = group.members.start - _is_headed(blocks, group)
            raised[start : group.members.stop] = raised[start : group.members.stop].clip(enough)
    for number in _subheadings(blocks, (raised >= enough).tolist(), prose[0]):
        raised[number] = max(raised[number], enough)
    return raised


def _is_prose(text: str) -> bool:
    return len(text) >= _PARAGRAPH or _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and SENTENCE_END.search(text) is not None


def is_row(block: Block) -> bool:
    """Return whether a block is a row of more than one cell."""
    return block.frame.tag == "tr" and CELL in block.text


def group_of(frame: Frame) -> Frame | None:
    """Return the table or the list that a row or an item stands in."""
    if frame.tag == "li":
        return frame.above
    if frame.tag == "tr":
        return next((each for each in frame.upward() if each.tag == "table"), None)
    return None


def _groups(blocks: Sequence[Block]) -> Iterator[_Group]:
    """Yield the tables of data and the lists that no name around them calls foreign."""
    start = 0
    for group, run in groupby(blocks, key=lambda block: group_of(block.frame)):
        members = list(run)
        if group is not None and len(members) >= _LEAST and not _is_of_links(members):
            is_table = group.tag == "table"
            if not is_table or _holds_data(members):
                way, home = _way_home(group)
                if not any(phrases("markup", "foreign").search(name) for name in way if name):
                    yield _Group(range(start, start + len(members)), home, is_table)
        start += len(members)


def _is_of_links(members: Sequence[Block]) -> bool:
    size = sum(len(member.text) for member in members)
    return sum(member.linked for member in members) >= _MOSTLY * size


def _holds_data(rows: Sequence[Block]) -> bool:
    """Return whether most rows have cells and numbers, and no prose fills them."""
    return (
        sum(map(is_row, rows)) > _MOSTLY * len(rows)
        and sum(bool(_DIGIT.search(row.text)) for row in rows) >= _MOSTLY * len(rows)
        and sum(len(row.text) for row in rows) < _WIDEST_ROW * len(rows)
    )


def _way_home(frame: Frame) -> tuple[list[str], Frame]:
    """Return the names of an element and those around it alone, and the first that holds more."""
    at, names = frame, [frame.name]
    while at.above is not None and at.above.size <= _WRAPPED * frame.size + _BESIDE:
        at = at.above
        names.append(at.name)
    return names, at.above or at


def _is_among(group: _Group, blocks: Sequence[Block], prose: Sequence[int]) -> bool:
    """Return whether the article's paragraphs stand around a group; before a table is enough."""
    at = bisect_left(prose, group.members.start)
    if at == 0:
        return _are_key_points(group, blocks, prose[0])
    before = blocks[prose[at - 1]].frame
    if group.is_table and _way_home(before)[1] is group.home:
        return True
    if at == len(prose):
        return False
    return _stands_in(before, group.home) and _stands_in(blocks[prose[at]].frame, group.home)


def _are_key_points(group: _Group, blocks: Sequence[Block], first: int) -> bool:
    """Return whether a list of sentences stands between the headline and the first paragraph."""
    members = blocks[group.members.start : group.members.stop]
    return (
        not group.is_table
        and sum(len(member.text) for member in members) >= _POINT * len(members)
        and _stands_in(blocks[first].frame, group.home)
        and any(
            block.frame.tag == "h1" and _stands_in(block.frame, group.home)
            for block in blocks[: group.members.start]
        )
    )


def _stands_in(frame: Frame, outer: Frame) -> bool:
    return any(each is outer for each in frame.upward())


def _is_headed(blocks: Sequence[Block], group: _Group) -> bool:
    """Return whether the block before a table is its heading: short, at its side, and no link."""
    if not group.is_table:
        return False
    before = blocks[group.members.start - 1]
    return (
        len(before.text) <= _HEADING
        and not before.linked
        and not is_row(before)
        and _way_home(before.frame)[1] is group.home
    )


def _sentences(blocks: Sequence[Block], likely: Column, enough: float) -> Iterator[int]:
    """Yield the whole sentences that may be the article's and stand next to what is.

    Lists and tables between them do not part them.
    """
    order = [number for number, block in enumerate(blocks) if group_of(block.frame) is None]
    for at, number in enumerate(order):
        block = blocks[number]
        if _PERHAPS <= likely[number] < enough and not block.linked and _is_sentence(block.text):
            home = _way_home(block.frame)[1]
            for beside in order[max(0, at - 1) : at] + order[at + 1 : at + 2]:
                other = blocks[beside].frame
                if (
                    likely[beside] >= enough
                    and other.tag == block.frame.tag
                    and _way_home(other)[1] is home
                ):
                    yield number
                    break


def _subheadings(blocks: Sequence[Block], kept: Sequence[bool], first: int) -> Iterator[int]:
    """Yield the headings right above what is kept, in the same element.

    Those above the first paragraph head the whole page, unless they are built as later ones are:
    then it is a page of posts.
    """
    seen: dict[tuple[str, str, str, str], int] = {}
    for number in reversed(range(len(blocks) - 1)):
        frame, after = blocks[number].frame, blocks[number + 1].frame
        if (
            frame.tag in _SUBHEADINGS
            and kept[number + 1]
            and frame.above is not None
            and _stands_in(after, frame.above)
            and not blocks[number].linked
            and len(blocks[number].text) <= _SUBHEADING
        ):
            built = (frame.tag, frame.name, frame.above.tag, frame.above.name)
            if number > first or seen.get(built, 0) >= _REPEATED:
                yield number
            seen[built] = seen.get(built, 0) + 1
