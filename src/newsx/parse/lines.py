"""Which lines of a flattened page are the article's."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from newsx.parse.features import Column, describe
from newsx.parse.model import body_likelihood

_LIKELY: Final = 0.45
_LONG: Final = 80
_DISCUSSION: Final = 2
"""Signatures that make a discussion."""
_SIGNED: Final = re.compile(
    r".{2,60}\bon \w+ \d{1,2}, \d{4} at \d{1,2}:\d\d ?(?:[ap]m)?(?: said)?\W*$|"
    r".{2,60} says:?\s*(?:on )?(?:\w+ \d{1,2}, \d{4}.{0,20})?$|"
    r"reply to .{2,40}$|reply$|report(?: comment| abuse)$",
    re.IGNORECASE,
)


def body_lines(lines: Sequence[str], bullets: Sequence[bool]) -> list[bool]:
    """Return for each line whether it belongs to the body of the article.

    Args:
        lines: Lines without their bullets, none of them empty.
        bullets: Whether each had one.
    """
    if not lines:
        return []
    columns, mass = describe(lines, bullets)
    likely = body_likelihood("lines", columns, mass)
    kept = [bool(chance >= _LIKELY) for chance in before_comments(lines, likely)]
    for number in range(1, len(lines)):
        if kept[number - 1] and not kept[number] and _breaks_off(lines[number]):
            kept[number] = True
            break
    return kept


def before_comments(lines: Sequence[str], likely: Column) -> Column:
    """Return the likelihoods, none left from where readers' signed comments begin."""
    signed = [number for number, line in enumerate(lines) if _SIGNED.match(line)]
    if len(signed) < _DISCUSSION or likely[: signed[0]].max(initial=0.0) < _LIKELY:
        return likely
    return np.where(np.arange(len(lines)) < signed[0], likely, 0.0)


def _breaks_off(line: str) -> bool:
    """Return whether a line is the paragraph in which a copy of an article was cut."""
    return (
        len(line) >= _LONG
        and line.endswith(("…", "..."))
        and sum(word[0].islower() for word in line.split()) > len(line.split()) / 2
    )
