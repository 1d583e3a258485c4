"""The body of an HTML page: its paragraphs, in order."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from lxml.etree import _Element as Element

from newsx.parse.blocks import Block, read_blocks
from newsx.parse.columns import Column
from newsx.parse.companions import group_of, with_companions
from newsx.parse.features import describe_blocks
from newsx.parse.line import is_interface
from newsx.parse.markup import describe_markup, in_foreign_box, in_sign_up
from newsx.parse.model import body_likelihood
from newsx.parse.vocabulary import phrases

_LIKELY: Final = 0.45
_LONG: Final = 80
_SENTENCE: Final = 40
_IDEOGRAM: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_NOT_WORDS: Final = re.compile(r"\W+")
_REPEATED: Final = 60
_WHOLLY: Final = 0.95
_HEADLINE_WORDS: Final = 4
_LABEL_WORDS: Final = 3
_LABEL: Final = 80
_BOX: Final = 700
_BOX_SHARE: Final = 0.4
_ENOUGH: Final = 250
"""Characters of prose outside the comments from which the comments are none of the article."""


def read_body(
    root: Element, *, headlines: frozenset[str] = frozenset(), stated: str | None = None
) -> list[str]:
    """Return the paragraphs, subheadings and list items of the article; empty when there are none.

    Args:
        root: The whole page; it is not changed.
        headlines: What the page says its headline is, case-folded.
        stated: The body the markup gives, if any. It is often a stub, so that it can bring in a
            paragraph that the page shows, and never keeps one out.
    """
    blocks = candidate_blocks(read_blocks(root))
    if not blocks:
        return []
    columns, mass = block_columns(blocks, headlines)
    likely = evened(blocks, body_likelihood("blocks", columns, mass))
    likely = with_companions(blocks, likely, enough=_LIKELY)
    known = _NOT_WORDS.sub(" ", stated or "").casefold()
    return [
        block.text
        for block, chance in zip(blocks, likely, strict=True)
        if chance >= _LIKELY or (known and _is_stated(block.text, known))
    ]


def _is_stated(text: str, stated: str) -> bool:
    return len(text) >= _SENTENCE and _NOT_WORDS.sub(" ", text).strip().casefold() in stated


def block_columns(blocks: Sequence[Block], headlines: frozenset[str]) -> tuple[Column, Column]:
    """Return the features of the blocks, and how much of running prose each is."""
    described = describe_blocks(
        [block.text for block in blocks], [block.frame.tag == "li" for block in blocks]
    )
    markup = describe_markup(blocks, described.mass, headlines=headlines)
    return np.hstack([described.columns, markup]), described.mass


def evened(blocks: Sequence[Block], likely: Column) -> Column:
    """Give the rows of a table and the items of a list their mean: they stay or go together."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        group = group_of(block.frame)
        if group is not None:
            groups[id(group)].append(number)
    even = likely.copy()
    for members in groups.values():
        even[members] = likely[members].mean()
    return even


def candidate_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that may be the article's: seen by a reader, once, and nobody's comment."""
    seen = _visible(blocks)
    outside = [block for block in seen if not block.frame.comments]
    if _prose(outside) >= _ENOUGH:
        seen = outside
    prose = _prose(seen)
    texts: set[str] = set()
    kept = []
    boxes = _Boxes(prose)
    for block in seen:
        if boxes.hold(block) or _is_link_alone(block) or "figcaption" in block.frame.regions:
            continue
        if in_sign_up(block, prose=prose) or in_foreign_box(block, prose=prose):
            continue
        if len(block.text) > _REPEATED:
            if block.text in texts:
                continue
            texts.add(block.text)
        kept.append(block)
    return kept


class _Boxes:
    """Small elements whose first line says that what stands in them is none of the article's."""

    def __init__(self, prose: int) -> None:
        self._most = min(_BOX, prose * _BOX_SHARE)
        self._begun: set[int] = set()
        self._foreign: set[int] = set()

    def hold(self, block: Block) -> bool:
        """Return whether a block, the next of the page, stands in such an element."""
        around = [id(each) for each in block.frame.upward()]
        box = block.frame if block.frame.size > len(block.text) else block.frame.above
        if (
            box is not None
            and id(box) not in self._begun
            and len(block.text) < box.size < self._most
            and len(block.text) < _LABEL
            and phrases("boilerplate", "heads").match(block.text)
        ):
            self._foreign.add(id(box))
        self._begun.update(around)
        return not self._foreign.isdisjoint(around)


def _is_link_alone(block: Block) -> bool:
    """Return whether a block is nothing but a link: to another story, or a button of the page."""
    if block.frame.tag == "li" or block.linked < _WHOLLY * len(block.text):
        return False
    words = max(len(block.text.split()), len(_IDEOGRAM.findall(block.text)) // 2)
    return words >= _HEADLINE_WORDS or (words < _LABEL_WORDS and is_interface(block.text))


def _visible(blocks: Sequence[Block]) -> Sequence[Block]:
    """Leave hidden blocks out, unless the page hides its article until a script shows it."""
    shown = [block for block in blocks if not block.frame.hidden]
    hidden = _prose(blocks) - _prose(shown)
    return blocks if hidden > 3 * _prose(shown) else shown


def _prose(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if len(block.text) > _LONG)
