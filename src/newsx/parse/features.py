"""What can be told of a line of a page from its words and from the lines around it, as numbers.

One row a line, one column a feature; the same for the lines of a flattened page and for the blocks
of an HTML page. Nothing is decided here: `model` weighs the columns, by what it learnt.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsx.parse.boilerplate import PICTURE_CREDIT, boilerplate_patterns
from newsx.parse.text import SENTENCE_END
from newsx.parse.vocabulary import phrases, words

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_IDEOGRAM: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE: Final = re.compile(
    rf"\b(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+(?:{_MONTHS})[a-z]*\b|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}:\d\d",
    re.IGNORECASE,
)
_AGO: Final = re.compile(
    r"\b(?:\d+|an?|one)\s*(?:s|sec|min|minute|hour|hr|h|day|d|week|month|year)s?\s+ago\b|"
    r"\bmin(?:ute)?s? read\b|^\d+:\d\d$",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"[0-9]")
_SAID: Final = re.compile(r"\b(?:said|says|told|according to|added|wrote|asked)\b")
_ADDRESS: Final = ("http", "www.", "@", " #", ".com", " | ", " » ", " › ", " • ")
_CAPTION_MARKS: Final = (
    "(",
    "©",
    "hoto",
    "mage",
    "icture",
    "redit",
    "ourtesy",
    "llustration",
    "etty",
    "hutterstock",
)
_QUOTES: Final = '“”"«»„'
_GLUED: Final = re.compile(r"[a-z0-9?!.)”’][A-Z][a-z]+\s")
_INNER_STOP: Final = re.compile(r"[.!?。]\s")

_FAR: Final = 60
_SOLID: Final = 0.6
_OPENING: Final = 6
"""Solid lines of prose from the top that are taken to set the subject."""
_PROSE: Final = 0.4
"""Mass from which a line counts as prose."""
_READ: Final = 60
"""Words of a line that are looked up."""
_CONTENT: Final = 5
"""Letters from which a word is taken to speak of the subject."""
_NAME: Final = 3
_LABEL: Final = 160
_NEVER_LONGER: Final = 360
"""Boilerplate phrases are looked for in lines up to this length."""

_OWN: Final = (
    "length", "words", "stops", "colon", "sentences", "commas", "capitals", "digits", "shouted",
    "starts_lower", "starts_quote", "bullet", "begins_foreign", "says_foreign", "credit", "date",
    "ago", "byline", "cut", "repeated", "caption", "caption_words", "said", "quotes", "interface",
    "reader", "request", "address", "lower", "ideograms", "asks", "bracketed", "word_length",
    "long", "sentence", "glued", "other_stories", "comments",
)  # fmt: skip
_NEXT_DOOR: Final = ("length", "stops", "capitals", "begins_foreign", "digits", "interface")
_FARTHER: Final = ("length", "stops")
_STEPS: Final = (-3, -2, -1, 1, 2, 3)
_WIDTHS: Final = (4, 8, 16)
_MARKS: Final = ("byline", "date", "comments", "other_stories")
NAMES: Final = (
    *_OWN,
    *(
        f"{name}[{-step:+}]"
        for step in _STEPS
        for name in (*(_NEXT_DOOR if abs(step) == 1 else _FARTHER), "mass")
    ),
    *(f"mass_{side}_{width}" for width in _WIDTHS for side in ("before", "after", "both")),
    "before", "after", "inside", "place", "mass", "lines", "page_mass", "since_prose",
    "until_prose", "short_before", "short_after", "glued_around",
    *(f"since_{name}" for name in _MARKS),
    "in_comments", "at_byline", "at_other_stories",
    "shared", "shared_often", "names_shared", "names_shared_count", "content_words", "shared_words",
    "shared_early", "names_early",
)  # fmt: skip


class Described(NamedTuple):
    """The lines of a page as numbers."""

    columns: Matrix
    """One row a line, one column for each of `NAMES`."""
    mass: Column
    """How much of running prose each line is, from 0 to 1.5."""


def describe(lines: Sequence[str], bullets: Sequence[bool]) -> Described:
    """Return the features of the lines of one page.

    Args:
        lines: Lines without their bullets, none of them empty.
        bullets: Whether each had one.
    """
    counts = Counter(lines)
    captions = _captions(lines)
    split = [_WORD.findall(line) for line in lines]
    own = np.array(
        [
            _of_line(line, found, bullet=bullet, repeated=counts[line] > 1, caption=at in captions)
            for at, (line, found, bullet) in enumerate(zip(lines, split, bullets, strict=True))
        ],
        dtype=np.float64,
    ).reshape(len(lines), len(_OWN))
    own[:, 0] = np.log1p(own[:, 0])
    mass = _mass(own)
    columns = np.hstack(
        [own, _of_neighbours(own, mass), _of_place(own, mass), _of_cohesion(split, mass)]
    )
    return Described(columns, mass)


def is_interface(line: str) -> bool:
    """Return whether a label is one of a page's buttons and menus rather than of its content."""
    known = words("vocabulary", "interface") | words("vocabulary", "requests")
    return any(word.lower() in known for word in _WORD.findall(line))


def shifted(column: Column, by: int) -> Column:
    """Return the column moved down by `by` rows (up when negative), filled with zeros."""
    moved = np.zeros_like(column)
    if abs(by) >= len(column):
        return moved
    if by > 0:
        moved[by:] = column[:-by]
    else:
        moved[:by] = column[-by:]
    return moved


def around(values: Column, width: int) -> tuple[Column, Column]:
    """Return the sums of the `width` values before and after each row."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    rows = np.arange(len(values))
    before = total[rows] - total[np.maximum(0, rows - width)]
    after = total[np.minimum(len(values), rows + 1 + width)] - total[rows + 1]
    return before, after


def _captions(lines: Sequence[str]) -> set[int]:
    """Return the lines that are captions told twice, once with the credit glued to them."""
    captions: set[int] = set()
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        if len(before) >= 20 and line.startswith(before):  # noqa: PLR2004 - shorter is a label
            captions |= {number - 1, number}
    return captions


def _of_line(
    line: str, found: Sequence[str], *, bullet: bool, repeated: bool, caption: bool
) -> list[float]:
    interface, reader = words("vocabulary", "interface"), words("vocabulary", "reader")
    begins, says = boilerplate_patterns()
    size, count = len(line), max(len(found), 1)
    ideograms = 0 if line.isascii() else len(_IDEOGRAM.findall(line))
    weight = size + 1.5 * ideograms
    lowered = [word.lower() for word in found[:_READ]]
    seen = max(len(lowered), 1)
    firsts = "".join(word[0] for word in found)
    stops = SENTENCE_END.search(line) is not None
    plain = line.strip(" -–—*•|[](){}")
    numbered = _DIGIT.search(line) is not None
    short, label = size < _NEVER_LONGER, size < _LABEL
    return [
        weight,
        min(count, 150) / 50,
        stops,
        line.endswith(":"),
        min(len(_INNER_STOP.findall(line)), 6) / 3 if size > _READ else 0.0,
        min(10 * line.count(",") / count, 2),
        sum(map(str.isupper, firsts)) / count,
        sum(map(str.isdigit, firsts)) / count,
        line.isupper(),
        line[0].islower(),
        line[0] in "“\"'‘",
        bullet,
        short and begins.match(plain) is not None,
        short and says.search(plain) is not None,
        PICTURE_CREDIT.search(line[-60:]) is not None,
        label and numbered and _DATE.search(line) is not None,
        label and (numbered or "ago" in line) and _AGO.search(line) is not None,
        label and phrases("vocabulary", "bylines").match(line) is not None,
        line.endswith(("…", "...")),
        repeated,
        caption,
        phrases("vocabulary", "caption_starts").match(line) is not None
        or (
            any(mark in line for mark in _CAPTION_MARKS)
            and phrases("vocabulary", "caption_marks").search(line[-140:]) is not None
        ),
        size > _READ and _SAID.search(line) is not None,
        min(sum(map(line.count, _QUOTES)), 4) / 2,
        sum(word in interface for word in lowered) / seen,
        sum(word in reader for word in lowered) / seen,
        bool(lowered) and lowered[0] in words("vocabulary", "requests"),
        any(mark in line for mark in _ADDRESS),
        sum(map(str.islower, firsts)) / count,
        ideograms / size,
        line.endswith("?"),
        line[0] in "([",
        min(size / count, 15) / 10,
        weight >= 80,  # noqa: PLR2004
        weight >= 40 and stops,  # noqa: PLR2004
        _GLUED.search(line) is not None,
        size < 60 and phrases("vocabulary", "other_stories").match(line) is not None,  # noqa: PLR2004
        size < 80 and phrases("vocabulary", "comments").match(line) is not None,  # noqa: PLR2004
    ]


def _named(own: Matrix, name: str) -> Column:
    column: Column = own[:, _OWN.index(name)]
    return column


def _mass(own: Matrix) -> Column:
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
        *(distance / 20 for distance in since),
        since[_MARKS.index("comments")] < _FAR,
        since[_MARKS.index("byline")] < 3,  # noqa: PLR2004
        since[_MARKS.index("other_stories")] < 4,  # noqa: PLR2004
    ]
    return np.column_stack(columns)


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
