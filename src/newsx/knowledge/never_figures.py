"""What looks like a figure and never is one: names with numbers, clock times, addresses."""

import re
import tomllib
from collections.abc import Iterator
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
    return re.compile("|".join(f"(?:{shape})" for shape in shapes))


def places(text: str, lowered: str) -> Iterator[tuple[int, int]]:
    """Yield the places of a text, as it is and in lower case, where no figure can be."""
    for match in _names().finditer(text):
        yield match.span()
    for match in _shapes().finditer(lowered):
        yield match.span()
