"""Hard-wrapped text -> whole lines: paragraphs broken at a fixed width are put together again."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newsx.parse.text import CELL, SENTENCE_END, one_line
from newsx.parse.vocabulary import words

_OPEN_END: Final = re.compile(r"[a-z,]-?$")
_BROKEN_WORD: Final = re.compile(r"([^\W\d_]+)-$")
_WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]++(?:-[^\W\d_]++)*+(?!-[ \t]*+$)", re.MULTILINE)
_JOINING: Final = frozenset(["and", "or", "to"])
_LEADING: Final = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|over|that|the|their|to|under|which|who|with)$"
)
_WRAPPED: Final = 40
_WIDEST: Final = 100
"""Characters of the longest line that was broken at a fixed width."""
_BLANK_LINE: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_COLUMN: Final = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_ASIDE: Final = ("(", "*", "•", "-")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Join lines that plainly go on in the next one.

    >>> unwrapped(["The broker, who in the year 2008 won the", "Africa prize, has taken", "a bow."])
    ['The broker, who in the year 2008 won the Africa prize, has taken a bow.']
    """
    whole: list[list[str]] = []
    known: frozenset[str] | None = None
    size = 0
    for line in lines:
        if whole and _goes_on(whole[-1][-1], line, begun=whole[-1][0], size=size):
            before, after = whole[-1][-1].rstrip(), line.lstrip()
            if before.endswith("-") and len(before) <= _WIDEST:
                if known is None:
                    known = frozenset(_WORD.findall("\n".join(lines).lower()))
                whole[-1][-1:] = _mended(before, after, known)
            else:
                whole[-1][-1:] = [before, after]
            size += 1 + len(line.strip())
        else:
            whole.append([line])
            size = len(line.rstrip())
    return [" ".join(parts) for parts in whole]


def _mended(before: str, after: str, known: frozenset[str]) -> list[str]:
    """Put a word together that a line's end broke: the whole of it goes to the first line.

    News mostly breaks its lines at hyphens that are there, so the hyphen stays (`profit-taking`),
    but where the text has the word without it elsewhere, or a half of the word is surely no word:
    `operat-ing`, `mil-lion`.
    """
    broken, rest = _BROKEN_WORD.search(before), _WORD.match(after)
    if broken is None or rest is None or rest[0] in _JOINING:
        return [before, after]
    first, second = broken[1].lower(), rest[0].lower()
    is_one = (
        f"{first}{second}" in known
        or second in words("vocabulary", "endings")
        or first in words("vocabulary", "beginnings")
    )
    start = before[:-1] if is_one and f"{first}-{second}" not in known else before
    end = after.find(" ")
    return [start + after] if end < 0 else [start + after[:end], after[end + 1 :]]


def _goes_on(line: str, following: str, *, begun: str, size: int) -> bool:
    """Return whether a paragraph of which `line` is the last, and `begun` the first, goes on."""
    before, after = line.rstrip(), following.lstrip()
    if not _OPEN_END.search(before) or not after[:1].isalpha():
        return False
    if size < _WRAPPED and not begun[:1].islower():
        return False
    goes_on = before.endswith(",") or _LEADING.search(before) is not None
    return after[0].islower() or (goes_on and size >= _WRAPPED)


def preformatted(text: str) -> Iterator[str]:
    r"""Yield the paragraphs and the rows of text whose line breaks a page shows (`<pre>`).

    >>> list(preformatted("Shares fell\n2 percent.\n\n2008    12.1\n2009    14.0"))
    ['Shares fell 2 percent.', '2008 | 12.1', '2009 | 14.0']
    """
    for part in _BLANK_LINE.split(text):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        rows = [_COLUMN.sub(CELL, line) for line in lines]
        if len(rows) > 1 and all(CELL in row for row in rows):
            yield from map(one_line, rows)
        elif max(map(len, lines), default=0) > _WIDEST:
            yield from map(one_line, lines)
        elif lines:
            whole: list[str] = []
            for line in lines:
                if whole and line.startswith(_ASIDE) and SENTENCE_END.search(whole[-1]):
                    yield one_line(" ".join(whole))
                    whole = []
                whole.append(line)
            yield one_line(" ".join(whole))
