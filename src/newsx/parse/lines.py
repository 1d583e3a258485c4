"""Which lines of a flattened page are the article's."""

from collections.abc import Sequence
from typing import Final

from newsx.parse.features import describe
from newsx.parse.model import body_likelihood

_LIKELY: Final = 0.45


def body_lines(lines: Sequence[str], bullets: Sequence[bool]) -> list[bool]:
    """Return for each line whether it belongs to the body of the article.

    Args:
        lines: Lines without their bullets, none of them empty.
        bullets: Whether each had one.
    """
    if not lines:
        return []
    columns, mass = describe(lines, bullets)
    return [bool(chance >= _LIKELY) for chance in body_likelihood("lines", columns, mass)]
