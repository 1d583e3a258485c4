"""What looks like a figure and never is one: names with numbers, clock times, addresses."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(
    r"\d+[A-Za-z]?(?:\.\d+)*(?:\(\w\))*(?![\w,]*\d)(?!\w|\.\d)"
    r"(?! ?(?:%|per ?cent|pc\b|points?\b|million|billion|trillion|bn\b|mn\b|basis|bps?\b))"
)
# What may stand between a name and its number; and where a name can begin.
_GAPS = (" ", "\u00a0", "-")
_BEGINNINGS = re.compile(r"(?<![\w.])[^\s\d]")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    source = files("newsx.knowledge").joinpath("tables", "never_figures.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _names() -> frozenset[str]:
    groups = (_table()[group].values() for group in ("names", "words"))
    return frozenset(name for group in groups for row in group for name in row)


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
    numbers = list(numbers)
    for start, _ in numbers:
        name = _name_before(text, start)
        number = _NUMBER.match(text, start) if name is not None else None
        if name is not None and number is not None:
            yield name, number.end()
    for start, end in _windows(text, numbers):
        for match in _shapes().finditer(lowered, start, end):
            yield match.span()


def _name_before(text: str, number: int) -> int | None:
    """Return where a name begins that the number after it belongs to: `S&P 500`, `Form 10`."""
    ends = (number, number - 1) if text[number - 1 : number] in _GAPS else (number,)
    for found in _BEGINNINGS.finditer(text, max(0, number - _REACH), number):
        if any(text[found.start() : end] in _names() for end in ends):
            return found.start()
    return None


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
