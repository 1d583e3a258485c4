"""What can be told of a block from its place in the page's markup, as numbers."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsx.parse.blocks import Block, Frame
from newsx.parse.features import Matrix

_TAGS: Final = ("p", "li", "h1", "h2", "h3", "tr", "blockquote", "div", "figcaption")
_HEADINGS: Final = frozenset(["h2", "h3", "h4", "h5", "h6"])
_REGIONS: Final = (
    "nav", "header", "footer", "aside", "form", "article", "main", "figure", "figcaption", "button",
    "table", "blockquote", "ul", "ol",
)  # fmt: skip
_OUTSIDE: Final = frozenset(["nav", "footer", "form", "button", "figcaption"])
_OUTSIDE_WEIGHT: Final = 0.15
_COMMENTS: Final = re.compile(
    r"(?:^|\s)(?:(?:article-|post-|reader-|user-)?comments?(?:-?(?:list|area|section|content|body|wrap\w*|thread|container))?|"
    r"commentlist|disqus_thread|dsq\S*|fb-comments|livefyre\S*)(?=\s|$)"
)
_WHOLLY: Final = 0.95
_MOST: Final = 0.5
_LEVELS: Final = 4
_BOX: Final = 700
NAMES: Final = (
    *(f"is_{tag}" for tag in _TAGS),
    "is_subheading", "linked", "wholly_linked", "bold", *(f"in_{region}" for region in _REGIONS),
    "hidden", "called_body", "called_foreign", "called_foreign_count", "called_own",
    *(f"prose_share_{level}" for level in range(1, 1 + _LEVELS)),
    "siblings_mass", "steps_to_main", "below_main", "alike_share", "since_headline", "under_headline",
    "is_headline", "seen_before", "hidden_seen_before", "outside", "shouted_link",
)  # fmt: skip


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = tomllib.loads(files("newsx.parse").joinpath("markup.toml").read_text("utf-8"))
    return re.compile("|".join(rows["foreign"])), re.compile("|".join(rows["own"]))


@cache
def _called(name: str) -> tuple[bool, bool]:
    """Return whether a `class` and `id` speak of something foreign, and of an article's body."""
    foreign, own = _names()
    return bool(foreign.search(name)), bool(own.search(name))


def describe_markup(
    blocks: Sequence[Block], mass: NDArray[np.float64], *, headlines: frozenset[str] = frozenset()
) -> Matrix:
    """Return one row a block.

    Args:
        blocks: Blocks of one page.
        mass: How much of running prose each is, from `features.describe`.
        headlines: What the page says its headline is, case-folded.
    """
    mass = mass * np.array([_OUTSIDE_WEIGHT if _is_outside(block.frame) else 1.0 for block in blocks])
    inside: dict[int, float] = defaultdict(float)
    members: dict[int, int] = defaultdict(int)
    for block, weight in zip(blocks, mass, strict=True):
        for frame in block.frame.upward():
            inside[id(frame)] += weight
            members[id(frame)] += 1
    whole = max(float(mass.sum()), 1e-6)
    signatures: Counter[tuple[str, str, str, str]] = Counter()
    for block, weight in zip(blocks, mass, strict=True):
        signatures[_signature(block.frame)] += float(weight)  # type: ignore[assignment]  # a Counter of weights
    since_headline = 60
    seen: set[str] = set()
    rows = []
    for block in blocks:
        frame = block.frame
        if frame.tag == "h1":
            since_headline = 0
        shares = [inside[id(each)] / whole for each in frame.upward()]
        foreign, own, depth = _called_below(frame, inside, whole)
        size = max(len(block.text), 1)
        above = frame.above or frame
        rows.append(
            [
                *(frame.tag == tag for tag in _TAGS),
                frame.tag in _HEADINGS,
                block.linked / size,
                block.linked >= _WHOLLY * size,
                block.bold / size,
                *(region in frame.regions for region in _REGIONS),
                frame.hidden,
                frame.body,
                foreign > 0,
                min(foreign, 3) / 3,
                own > 0,
                *((shares[level] if level < len(shares) else 1.0) for level in range(1, 1 + _LEVELS)),
                inside[id(above)] / members[id(above)],
                depth / 5,
                depth >= 0,
                signatures[_signature(frame)] / whole,
                since_headline / 20,
                since_headline < 60,  # noqa: PLR2004
                block.text.casefold() in headlines,
                block.text in seen,
                frame.hidden and block.text in seen,
                _is_outside(frame),
                block.linked >= _WHOLLY * size and block.text.isupper(),
            ]
        )
        since_headline = min(60, since_headline + 1)
        seen.add(block.text)
    return np.array(rows, dtype=np.float64)


def _is_outside(frame: Frame) -> bool:
    """Return whether a block stands among readers' comments, in a menu, or where no reader sees it."""
    if frame.hidden or not _OUTSIDE.isdisjoint(frame.regions):
        return True
    return any(_is_comments(each.name) for each in frame.upward() if each.name)


@cache
def _is_comments(name: str) -> bool:
    return bool(_COMMENTS.search(name))


def in_sign_up(block: Block) -> bool:
    """Return whether a block stands in a small box that asks for an e-mail address."""
    return any(each.asks_address and each.size < _BOX for each in block.frame.upward())


def in_comments(block: Block) -> bool:
    """Return whether a block stands among readers' comments."""
    return any(_is_comments(each.name) for each in block.frame.upward() if each.name)


def _signature(frame: Frame) -> tuple[str, str, str, str]:
    above = frame.above or frame
    return frame.tag, frame.name, above.tag, above.name


def _called_below(frame: Frame, inside: dict[int, float], whole: float) -> tuple[int, int, int]:
    """Count telling names from the block up to the element that holds most of the prose.

    Returns foreign names, own names (also above that element), and steps to it.
    """
    foreign = own = steps = 0
    below = True
    for each in frame.upward():
        if below and inside[id(each)] >= _MOST * whole:
            below = False
        called = _called(each.name) if each.name else (False, False)
        if below:
            foreign += called[0]
            steps += 1
        own += called[1]
    return foreign, own, min(steps, 10)
