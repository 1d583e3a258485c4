"""What can be told of a line of a page from its words and from the lines around it, as numbers.

One row a line, one column a feature; the same for the lines of a flattened page and for the blocks
of an HTML page. Nothing is decided here: `model` weighs the columns, by what it learnt.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from newsx.parse.columns import Column, Matrix
from newsx.parse.line import OWN, WORD, captions_among, of_line
from newsx.parse.surroundings import SURROUNDINGS, mass_of, of_surroundings

NAMES: Final = (*OWN, *SURROUNDINGS)
_TOLD_BY_MARKUP: Final = frozenset(
    [
        "legal", "post", "numbered", "titled", "told_when", "pictured", "long_open", "run",
        "run_before", "run_after", "titled_before", "titled_after", "told_when_before",
        "told_when_after", "pictured_after", "legal_around", "teaser",
        *(
            f"{name}[{step}]"
            for name in (
                "titled", "told_when", "pictured", "post", "colon", "asks", "numbered", "bullet",
                "reader",
            )
            for step in ("+1", "-1")
        ),
    ]
)  # fmt: skip
"""Signs of teasers, captions and posts that flattened text needs (.947 -> .950 shingle F1 on unseen
sites); beside the markup of a page they only add noise (.979 -> .977)."""
_OF_BLOCKS: Final = [at for at, name in enumerate(NAMES) if name not in _TOLD_BY_MARKUP]
BLOCK_NAMES: Final = tuple(NAMES[at] for at in _OF_BLOCKS)


class Described(NamedTuple):
    """The lines of a page as numbers."""

    columns: Matrix
    """One row a line, one column for each of `NAMES`."""
    mass: Column
    """How much of running prose each line is, from 0 to 1.5."""


def describe_blocks(lines: Sequence[str], bullets: Sequence[bool]) -> Described:
    """Return the features of the blocks of an HTML page, by `BLOCK_NAMES`."""
    columns, mass = describe(lines, bullets)
    return Described(columns[:, _OF_BLOCKS], mass)


def describe(lines: Sequence[str], bullets: Sequence[bool]) -> Described:
    """Return the features of the lines of one page.

    Args:
        lines: Lines without their bullets, none of them empty.
        bullets: Whether each had one.
    """
    counts = Counter(lines)
    captions = captions_among(lines)
    split = [WORD.findall(line) for line in lines]
    own = np.array(
        [
            of_line(line, found, bullet=bullet, repeated=counts[line] > 1, caption=at in captions)
            for at, (line, found, bullet) in enumerate(zip(lines, split, bullets, strict=True))
        ],
        dtype=np.float64,
    ).reshape(len(lines), len(OWN))
    own[:, 0] = np.log1p(own[:, 0])
    mass = mass_of(own)
    return Described(np.hstack([own, of_surroundings(own, mass, split)]), mass)
