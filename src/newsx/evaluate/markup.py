"""The inline markup of annotated articles: `{ORG Norrland} {Q1 said} {C1 it fell {F 3%|d=down}}`.

`models/corpus/README.md` describes it. A file holds front matter, a blank line and the marked text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from newsx.errors import GoldError
from newsx.schema import EntityType

NAME_TAGS: Final = frozenset(get_args(EntityType))
_OPENING: Final = re.compile(r"\{([A-Z]+)([0-9,]*) ")


class MarkupError(ValueError):
    """Markup that cannot be read.

    Args:
        message: What is wrong.
        line: Line of the marked text, from 0.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span; ``start`` and ``end`` count characters of the plain text, end exclusive."""

    start: int
    end: int
    tag: str
    claims: tuple[int, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """An annotated article: front matter, the text a reader sees, the marks in reading order."""

    path: Path
    metadata: Mapping[str, str]
    text: str
    marks: tuple[Mark, ...]

    @property
    def unusual(self) -> frozenset[str]:
        """What is told of a sort that news seldom has, by the front matter: nothing to learn."""
        told = self.metadata.get("unusual", "")
        return frozenset(part.strip() for part in told.split(",") if part.strip())

    def marked_text(self, mark: Mark) -> str:
        """Return what the mark covers."""
        return self.text[mark.start : mark.end]

    def names(self) -> Iterator[Mark]:
        """Yield the outermost names in reading order: no two overlap."""
        reached = 0
        for mark in self.marks:
            if mark.tag in NAME_TAGS and mark.start >= reached:
                reached = mark.end
                yield mark

    def canonical(self, mark: Mark) -> str:
        """Return the canonical name of a mark: its ``is=``, or else its text."""
        return mark.attributes.get("is", self.marked_text(mark))


@dataclass(slots=True)
class _Open:
    start: int
    tag: str
    claims: tuple[int, ...]
    opened_at: int


def parse_markup(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the plain text and its marks, outer before inner, in reading order.

    >>> text, marks = parse_markup("{ORG Norrland} {Q1 said} {C1 it fell {F 3%|d=down}|k=data}")
    >>> text
    'Norrland said it fell 3%'
    >>> [(mark.tag, mark.claims, text[mark.start:mark.end]) for mark in marks]
    [('ORG', (), 'Norrland'), ('Q', (1,), 'said'), ('C', (1,), 'it fell 3%'), ('F', (), '3%')]

    Raises:
        MarkupError: A brace is not closed or not opened, or the tag after it is malformed.
    """
    pieces: list[str] = []
    length = position = 0
    stack: list[_Open] = []
    marks: list[tuple[int, Mark]] = []
    while position < len(marked):
        character = marked[position]
        if character == "{":
            opening = _OPENING.match(marked, position)
            if opening is None:
                raise _error(marked, position, "a brace must open '{TAG text'")
            claims = tuple(int(number) for number in opening[2].split(",") if number)
            stack.append(_Open(length, opening[1], claims, position))
            position = opening.end()
        elif character == "}" or (character == "|" and stack):
            if not stack:
                raise _error(marked, position, "'}' closes nothing")
            closing = marked.find("}", position)
            if closing < 0:
                raise _error(marked, position, "the span is never closed")
            span = stack.pop()
            attributes = _read_attributes(marked, position + 1, closing) if character == "|" else {}
            marks.append(
                (span.opened_at, Mark(span.start, length, span.tag, span.claims, attributes))
            )
            position = closing + 1
        else:
            pieces.append(character)
            length += 1
            position += 1
    if stack:
        raise _error(marked, stack[-1].opened_at, "the span is never closed")
    ordered = tuple(mark for _, mark in sorted(marks, key=lambda entry: entry[0]))
    return "".join(pieces), ordered


def read_article(path: Path) -> CorpusArticle:
    """Read one file.

    Raises:
        GoldError: The front matter or the markup cannot be read.
    """
    try:
        whole = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read {str(path)!r}: {error}"
        raise GoldError(msg) from error
    front, separator, body = whole.partition("\n\n")
    if not separator:
        msg = f"{path}:1: a blank line must stand between front matter and text"
        raise GoldError(msg)
    metadata: dict[str, str] = {}
    for number, line in enumerate(front.splitlines(), start=1):
        key, colon, value = line.partition(":")
        if not colon:
            msg = f"{path}:{number}: front matter {line[:40]!r} is not 'key: value'"
            raise GoldError(msg)
        metadata[key.strip()] = value.strip()
    marked = body.strip("\n")
    try:
        text, marks = parse_markup(marked)
    except MarkupError as error:
        before = whole[: len(front) + 2 + body.index(marked)].count("\n")
        msg = f"{path}:{before + error.line + 1}: {error}"
        raise GoldError(msg) from error
    return CorpusArticle(path, metadata, text, marks)


def read_corpus(folder: Path) -> Iterator[CorpusArticle]:
    """Yield every article below the folder, in the order of their paths.

    Raises:
        GoldError: One of them cannot be read.
    """
    for path in sorted(folder.glob("*/*.txt")):
        yield read_article(path)


def _read_attributes(marked: str, start: int, end: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for part in marked[start:end].split(";"):
        key, equals, value = part.partition("=")
        if not equals:
            raise _error(marked, start, f"attribute {part!r} is not 'key=value'")
        attributes[key.strip()] = value.strip()
    return attributes


def _error(marked: str, position: int, message: str) -> MarkupError:
    """Return the error of a place in the marked text."""
    near = marked[position : position + 40]
    return MarkupError(f"{message}, at {near!r}", marked.count("\n", 0, position))
