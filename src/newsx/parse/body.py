"""The body of an HTML page: its paragraphs, in order."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from lxml.html import HtmlElement

from newsx.parse.blocks import Block, read_blocks
from newsx.parse.features import Column, describe
from newsx.parse.markup import describe_markup, in_comments, in_sign_up
from newsx.parse.model import body_likelihood

_LIKELY: Final = 0.45
_LONG: Final = 80
_REPEATED: Final = 60
_WHOLLY: Final = 0.95
_HEADLINE_WORDS: Final = 4
_ENOUGH: Final = 250
"""Characters of prose outside the comments from which the comments are none of the article."""


def read_body(root: HtmlElement, *, headlines: frozenset[str] = frozenset()) -> list[str]:
    """Return the paragraphs, subheadings and list items of the article; empty when there are none.

    Args:
        root: The whole page; it is not changed.
        headlines: What the page says its headline is, case-folded.
    """
    blocks = candidate_blocks(read_blocks(root))
    if not blocks:
        return []
    likely = block_likelihood(blocks, headlines)
    return [block.text for block, chance in zip(blocks, likely, strict=True) if chance >= _LIKELY]


def block_likelihood(blocks: Sequence[Block], headlines: frozenset[str]) -> Column:
    """Return how likely each block is the article's."""
    columns, mass = block_columns(blocks, headlines)
    return body_likelihood("blocks", columns, mass)


def block_columns(blocks: Sequence[Block], headlines: frozenset[str]) -> tuple[Column, Column]:
    """Return the features of the blocks, and how much of running prose each is."""
    described = describe([block.text for block in blocks], [block.frame.tag == "li" for block in blocks])
    markup = describe_markup(blocks, described.mass, headlines=headlines)
    return np.hstack([described.columns, markup]), described.mass


def candidate_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that may be the article's: seen by a reader, once, and nobody's comment."""
    seen = _visible(blocks)
    commented = [in_comments(block) for block in seen]
    outside = [block for block, comment in zip(seen, commented, strict=True) if not comment]
    if _prose(outside) >= _ENOUGH:
        seen = outside
    texts: set[str] = set()
    kept = []
    for block in seen:
        if "figcaption" in block.frame.regions or in_sign_up(block) or _is_link_alone(block):
            continue
        if len(block.text) > _REPEATED:
            if block.text in texts:
                continue
            texts.add(block.text)
        kept.append(block)
    return kept


def _is_link_alone(block: Block) -> bool:
    """Return whether a block is nothing but a link to another story."""
    return (
        block.frame.tag != "li"
        and block.linked >= _WHOLLY * len(block.text)
        and len(block.text.split()) >= _HEADLINE_WORDS
    )


def _visible(blocks: Sequence[Block]) -> Sequence[Block]:
    """Leave hidden blocks out, unless the page hides its article until a script shows it."""
    shown = [block for block in blocks if not block.frame.hidden]
    hidden = _prose(blocks) - _prose(shown)
    return blocks if hidden > 3 * _prose(shown) else shown


def _prose(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if len(block.text) > _LONG)
