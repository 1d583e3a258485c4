"""What the lines around a line tell about it, as numbers."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsx.parse.columns import Column, Matrix, around, shifted
from newsx.parse.line import OWN

_FAR: Final = 60
_SOLID: Final = 0.6
_OPENING: Final = 6
"""Solid lines of prose from the top that are taken to set the subject."""
_PROSE: Final = 0.4
"""Mass from which a line counts as prose."""
_CONTENT: Final = 5
"""Letters from which a word is taken to speak of the subject."""
_NAME: Final = 3
_LONGEST_RUN: Final = 12

_NEXT_DOOR: Final = (
    "length", "stops", "capitals", "begins_foreign", "digits", "interface", "titled", "told_when",
    "pictured", "post", "colon", "asks", "numbered", "bullet", "reader",
)  # fmt: skip
_FARTHER: Final = ("length", "stops")
_STEPS: Final = (-3, -2, -1, 1, 2, 3)
_WIDTHS: Final = (4, 8, 16)
_MARKS: Final = ("byline", "date", "comments", "other_stories")
SURROUNDINGS: Final = (
    *(
        f"{name}[{-step:+}]"
        for step in _STEPS
        for name in (*(_NEXT_DOOR if abs(step) == 1 else _FARTHER), "mass")
    ),
    *(f"mass_{side}_{width}" for width in _WIDTHS for side in ("before", "after", "both")),
    "before", "after", "inside", "place", "mass", "lines", "page_mass", "since_prose",
    "until_prose", "short_before", "short_after", "glued_around", "run", "run_before", "run_after",
    "titled_before", "titled_after", "told_when_before", "told_when_after", "pictured_after",
    "legal_around", "teaser",
    *(f"since_{name}" for name in _MARKS),
    "in_comments", "at_byline", "at_other_stories",
    "shared", "shared_often", "names_shared", "names_shared_count", "content_words", "shared_words",
    "shared_early", "names_early",
)  # fmt: skip


def of_surroundings(own: Matrix, mass: Column, split: Sequence[Sequence[str]]) -> Matrix:
    """Return one row a line, one column for each of `SURROUNDINGS`.

    Args:
        own: What each line tells by itself, by `line.OWN`.
        mass: How much of running prose each is (`mass_of`).
        split: The words of each.
    """
    return np.hstack([_of_neighbours(own, mass), _of_place(own, mass), _of_cohesion(split, mass)])


def _named(own: Matrix, name: str) -> Column:
    column: Column = own[:, OWN.index(name)]
    return column


def mass_of(own: Matrix) -> Column:
    """Return how much of running prose each line is, from 0 to 1.5."""
    size = np.minimum(np.expm1(_named(own, "length")) / 200, 1.5)
    closed = np.where(_named(own, "stops") > 0, 1.0, 0.35)
    foreign = sum(
        _named(own, name)
        for name in ("begins_foreign", "says_foreign", "credit", "caption", "caption_words")
    )
    running = np.minimum(1, 0.3 + _named(own, "lower") + 2 * _named(own, "ideograms"))
    mass: Column = size * closed * np.where(foreign > 0, 0.3, 1.0) * running
    return mass


def _of_neighbours(own: Matrix, mass: Column) -> Matrix:
    columns: list[Column] = []
    for step in _STEPS:
        names = _NEXT_DOOR if abs(step) == 1 else _FARTHER
        columns += [shifted(_named(own, name), step) for name in names]
        columns.append(shifted(mass, step))
    for width in _WIDTHS:
        before, after = around(mass, width)
        columns += [before, after, np.minimum(before, after)]
    return np.column_stack(columns)


def _of_place(own: Matrix, mass: Column) -> Matrix:
    count = len(mass)
    rows = np.arange(count)
    total = np.concatenate([[0.0], np.cumsum(mass)])
    whole = max(float(total[-1]), 1e-6)
    before, after = total[:-1] / whole, (whole - total[1:]) / whole
    prose = mass >= _PROSE
    short = (_named(own, "length") < math.log1p(50)).astype(np.float64)
    since = [_since(_named(own, name) > 0) for name in _MARKS]
    columns = [
        before,
        after,
        np.minimum(before, after),
        rows / max(count, 1),
        mass,
        np.full(count, math.log1p(count)),
        np.full(count, math.log1p(whole)),
        np.minimum(_since(prose), 30),
        np.minimum(_since(prose[::-1])[::-1], 30),
        *around(short, 5),
        sum(around(_named(own, "glued"), 4)) / 4,
        *_runs(prose),
        *around(_named(own, "titled"), 4),
        *around(_named(own, "told_when"), 4),
        around(_named(own, "pictured"), 2)[1],
        sum(around(_named(own, "legal"), 4)) / 4,
        _teasers(own, prose),
        *(distance / 20 for distance in since),
        since[_MARKS.index("comments")] < _FAR,
        since[_MARKS.index("byline")] < 3,  # noqa: PLR2004
        since[_MARKS.index("other_stories")] < 4,  # noqa: PLR2004
    ]
    return np.column_stack(columns)


def _runs(prose: NDArray[np.bool_]) -> tuple[Column, Column, Column]:
    """Return how long each row's run of prose is, and those that end and begin next to it."""
    rows = np.arange(len(prose))
    edges = np.flatnonzero(np.diff(prose.astype(np.int8), prepend=0, append=0))
    starts, ends = edges[::2], edges[1::2]
    lengths = np.concatenate([[0.0], np.minimum(ends - starts, _LONGEST_RUN), [0.0]])
    begun, ended = (np.searchsorted(side, rows, side="right") for side in (starts, ends))
    run = np.where(prose, lengths[begun], 0.0)
    return run / 4, lengths[ended] / 4, lengths[begun + 1] / 4


def _teasers(own: Matrix, prose: NDArray[np.bool_]) -> Column:
    """Return how many of the lines two steps around prose stand as those about a teaser do."""
    titled, told = _named(own, "titled"), _named(own, "told_when")
    headed = np.maximum(shifted(titled, 1), shifted(titled, 2))
    dated = np.maximum(shifted(told, -1), np.maximum(shifted(told, 1), shifted(told, -2)))
    lone = (shifted(prose.astype(np.float64), 1) + shifted(prose.astype(np.float64), -1)) == 0
    marked: Column = headed * dated * lone * prose
    return sum(around(marked, 12)) / 3 + marked


def _since(marks: NDArray[np.bool_]) -> Column:
    """Return how many rows ago the last mark was, at most 60; 0 on a mark."""
    rows = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, rows, -_FAR))
    return np.minimum(rows - last, _FAR).astype(np.float64)


def _of_cohesion(split: Sequence[Sequence[str]], mass: Column) -> Matrix:
    """Return how much of each line's words the prose shares: an article keeps to its subject."""
    prose = mass >= _PROSE
    content = [{word.lower() for word in line if len(word) >= _CONTENT} for line in split]
    names = [
        {word for word in line[1:] if len(word) >= _NAME and word[0].isupper()} for line in split
    ]
    content_counts: Counter[str] = Counter()
    name_counts: Counter[str] = Counter()
    for prosaic in np.flatnonzero(prose):
        content_counts.update(content[prosaic])
        name_counts.update(names[prosaic])
    opening = np.flatnonzero(mass >= _SOLID)[:_OPENING]
    early = set().union(*(content[first] for first in opening))
    early_names = set().union(*(names[first] for first in opening))
    rows = []
    for number in range(len(split)):
        own = int(prose[number])
        known = [content_counts[word] - own for word in content[number]]
        named = sum(name_counts[name] > own for name in names[number])
        many = max(len(known), 1)
        shared = sum(count >= 1 for count in known) / many
        size = min(len(known), 20) / 10
        often = sum(count >= 3 for count in known) / many  # noqa: PLR2004
        rows.append(
            [
                shared,
                often,
                named / max(len(names[number]), 1),
                min(named, 6) / 3,
                size,
                shared * size,
                len(content[number] & early) / many,
                min(len(names[number] & early_names), 4) / 2,
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(split), 8)
