"""Which lines of a flattened page are the article's."""

from collections.abc import Sequence
from typing import Final

from newsx.parse.features import describe
from newsx.parse.model import body_likelihood

_LIKELY: Final = 0.45
_LONG: Final = 80


def body_lines(lines: Sequence[str], bullets: Sequence[bool]) -> list[bool]:
    """Return for each line whether it belongs to the body of the article.

    Args:
        lines: Lines without their bullets, none of them empty.
        bullets: Whether each had one.
    """
    if not lines:
        return []
    columns, mass = describe(lines, bullets)
    kept = [bool(chance >= _LIKELY) for chance in body_likelihood("lines", columns, mass)]
    for number in range(1, len(lines)):
        if kept[number - 1] and not kept[number] and _breaks_off(lines[number]):
            kept[number] = True
            break
    return kept


def _breaks_off(line: str) -> bool:
    """Return whether a line is the paragraph in which a copy of an article was cut."""
    return (
        len(line) >= _LONG
        and line.endswith(("…", "..."))
        and sum(word[0].islower() for word in line.split()) > len(line.split()) / 2
    )
