"""What looks like a figure and never is one: names with numbers, clock times, addresses."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_NUMBER = (
    r"(?:\d+[A-Za-z]?(?:\.\d+)*(?:\(\w\))*|[IVX]+)(?![\w,]*\d)(?!\w)"
    r"(?! ?(?:%|per ?cent|pc\b|points?\b|million|billion|trillion|bn\b|mn\b|basis|bps?\b))"
)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    source = files("newsx.knowledge").joinpath("tables", "never_figures.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _names() -> re.Pattern[str]:
    names = [
        name for group in ("names", "words") for row in _table()[group].values() for name in row
    ]
    ordered = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{ordered})[ \u00a0-]?{_NUMBER}")


@cache
def _shapes() -> re.Pattern[str]:
    shapes = [shape for row in _table()["shapes"].values() for shape in row]
    # Nothing begins inside a word: looking there would cost four fifths of the time.
    return re.compile(rf"(?:(?<![a-z0-9])|(?![a-z0-9]))(?:{'|'.join(shapes)})")


# How far before a number a name may begin that it belongs to, and how far a shape may go on.
_REACH = 28


def places(
    text: str, lowered: str, numbers: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the places of a text where no figure can be, near the numbers given.

    Args:
        text: The text as it is.
        lowered: The text in lower case.
        numbers: Where numbers stand, in order.
    """
    for start, end in _windows(text, numbers):
        for match in _names().finditer(text, start, end):
            yield match.span()
        for match in _shapes().finditer(lowered, start, end):
            yield match.span()


def _windows(text: str, numbers: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what lies around the numbers, whole words only, without overlap."""
    begin = end = -1
    for first, last in numbers:
        start = text.rfind(" ", 0, max(0, first - _REACH)) + 1
        stop = text.find(" ", min(len(text), last + _REACH))
        stop = len(text) if stop < 0 else stop
        if start <= end:
            end = max(end, stop)
            continue
        if begin >= 0:
            yield begin, end
        begin, end = start, stop
    if begin >= 0:
        yield begin, end
