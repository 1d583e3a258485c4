"""What can be told of a block from its place in the page's markup, as numbers."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from newsx.parse.blocks import Block, Frame
from newsx.parse.columns import Column, Matrix
from newsx.parse.vocabulary import phrases

_TAGS: Final = ("p", "li", "h1", "h2", "h3", "tr", "blockquote", "div", "figcaption")
_HEADINGS: Final = frozenset(["h2", "h3", "h4", "h5", "h6"])
_REGIONS: Final = (
    "nav", "header", "footer", "aside", "form", "article", "main", "figure", "figcaption", "button",
    "table", "blockquote", "ul", "ol",
)  # fmt: skip
_OUTSIDE: Final = frozenset(["nav", "footer", "form", "button", "figcaption"])
_OUTSIDE_WEIGHT: Final = 0.15
_WHOLLY: Final = 0.95
_FAR: Final = 60
_MOST: Final = 0.5
_LEVELS: Final = 4
_BOX: Final = 700
_LARGE_BOX: Final = 1500
_BOX_SHARE: Final = 0.4
NAMES: Final = (
    *(f"is_{tag}" for tag in _TAGS),
    "is_subheading", *(f"in_{region}" for region in _REGIONS),
    "hidden", "called_body", "called_foreign", "called_foreign_count", "called_own",
    *(f"prose_share_{level}" for level in range(1, 1 + _LEVELS)),
    "siblings_mass", "steps_to_main", "alike_share",
    "linked", "wholly_linked", "bold", "since_headline", "under_headline", "is_headline",
    "seen_before", "hidden_seen_before", "outside", "shouted_link",
)  # fmt: skip


@cache
def _called(name: str) -> tuple[bool, bool]:
    """Return whether a `class` and `id` speak of something foreign, and of an article's body."""
    foreign, own = phrases("markup", "foreign"), phrases("markup", "own")
    return bool(foreign.search(name)), bool(own.search(name))


def describe_markup(
    blocks: Sequence[Block], mass: Column, *, headlines: frozenset[str] = frozenset()
) -> Matrix:
    """Return one row a block; `NAMES` names the columns.

    Args:
        blocks: Blocks of one page.
        mass: How much of running prose each is, from `features.describe`.
        headlines: What the page says its headline is, case-folded.
    """
    outside = [is_outside(block.frame) for block in blocks]
    weights = [
        float(weight) * (_OUTSIDE_WEIGHT if out else 1.0)
        for weight, out in zip(mass, outside, strict=True)
    ]
    places = _Places(blocks, weights)
    since_headline = _FAR
    seen: set[str] = set()
    rows = []
    for block, out in zip(blocks, outside, strict=True):
        frame, size = block.frame, max(len(block.text), 1)
        if frame.tag == "h1":
            since_headline = 0
        rows.append(
            [
                *places.of(frame),
                block.linked / size,
                block.linked >= _WHOLLY * size,
                block.bold / size,
                since_headline / 20,
                since_headline < _FAR,
                block.text.casefold() in headlines,
                block.text in seen,
                frame.hidden and block.text in seen,
                out,
                block.linked >= _WHOLLY * size and block.text.isupper(),
            ]
        )
        since_headline = min(_FAR, since_headline + 1)
        seen.add(block.text)
    return np.array(rows, dtype=np.float64)


def is_outside(frame: Frame) -> bool:
    """Return whether a block stands among comments, in a menu or a form, or unseen."""
    return frame.hidden or frame.comments or not _OUTSIDE.isdisjoint(frame.regions)


def in_sign_up(block: Block, *, prose: int) -> bool:
    """Return whether a block stands in a box that asks for an e-mail address.

    Args:
        block: The block.
        prose: Characters of prose on the page; a box holds little of them, an article most.
    """
    for each in block.frame.upward():
        if each.size >= min(_BOX, prose * _BOX_SHARE):
            return False
        if each.asks_address:
            return True
    return False


@cache
def _is_never(name: str) -> bool:
    return phrases("markup", "never").search(name) is not None


def in_foreign_box(block: Block, *, prose: int) -> bool:
    """Return whether a block stands in a small element whose name says that it is foreign."""
    for each in block.frame.upward():
        if each.size >= min(_LARGE_BOX, prose * _BOX_SHARE):
            return False
        if each.name and _is_never(each.name):
            return True
    return False


class _Places:
    """Where the prose of a page lies, and what each element is in that light."""

    def __init__(self, blocks: Sequence[Block], weights: Sequence[float]) -> None:
        self._inside: dict[int, float] = defaultdict(float)
        self._members: dict[int, int] = defaultdict(int)
        self._alike: dict[tuple[str, str, str, str], float] = defaultdict(float)
        self._known: dict[int, list[float]] = {}
        self._ways: dict[int, tuple[int, int, int]] = {}
        frames: dict[int, Frame] = {}
        for block, weight in zip(blocks, weights, strict=True):
            self._alike[_signature(block.frame)] += weight
            self._inside[id(block.frame)] += weight
            self._members[id(block.frame)] += 1
            for frame in block.frame.upward():
                if id(frame) in frames:
                    break
                frames[id(frame)] = frame
        for frame in sorted(frames.values(), key=lambda each: -each.depth):
            if frame.above is not None:
                self._inside[id(frame.above)] += self._inside[id(frame)]
                self._members[id(frame.above)] += self._members[id(frame)]
        self._whole = max(sum(weights), 1e-6)

    def of(self, frame: Frame) -> list[float]:
        """Return the columns that all blocks of one element share."""
        known = self._known.get(id(frame))
        if known is None:
            known = self._known[id(frame)] = self._read(frame)
        return known

    def _read(self, frame: Frame) -> list[float]:
        above = frame.above or frame
        foreign, own, steps = self._way_up(frame)
        return [
            *(frame.tag == tag for tag in _TAGS),
            frame.tag in _HEADINGS,
            *(region in frame.regions for region in _REGIONS),
            frame.hidden,
            frame.body,
            foreign > 0,
            min(foreign, 3) / 3,
            own > 0,
            *self._shares(frame),
            self._inside[id(above)] / self._members[id(above)],
            min(steps, 10) / 5,
            self._alike[_signature(frame)] / self._whole,
        ]

    def _shares(self, frame: Frame) -> list[float]:
        """Return the share of the prose in each of the next elements above."""
        shares: list[float] = []
        at = frame.above
        while at is not None and len(shares) < _LEVELS:
            shares.append(self._inside[id(at)] / self._whole)
            at = at.above
        return shares + [1.0] * (_LEVELS - len(shares))

    def _way_up(self, frame: Frame) -> tuple[int, int, int]:
        """Return what lies between a block and the element that holds most of the prose.

        Returns how many names speak of something foreign below that element, how many of an
        article's body at any height, and the steps to it.
        """
        known = self._ways.get(id(frame))
        if known is None:
            foreign, own, steps = self._way_up(frame.above) if frame.above else (0, 0, 0)
            below = self._inside[id(frame)] < _MOST * self._whole
            if frame.name:
                called_foreign, called_own = _called(frame.name)
                foreign += below and called_foreign
                own += called_own
            known = self._ways[id(frame)] = foreign, own, steps + below
        return known


def _signature(frame: Frame) -> tuple[str, str, str, str]:
    above = frame.above or frame
    return frame.tag, frame.name, above.tag, above.name
