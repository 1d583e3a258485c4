"""Hard-wrapped text -> whole lines: paragraphs broken at a fixed width are put together again."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newsx.parse.text import CELL, SENTENCE_END, one_line

_OPEN_END: Final = re.compile(r"[a-z,](?:-)?$")
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
    whole: list[str] = []
    for line in lines:
        if whole and _goes_on(whole[-1], line):
            whole[-1] = f"{whole[-1].rstrip()} {line.lstrip()}"
        else:
            whole.append(line)
    return whole


def _goes_on(line: str, following: str) -> bool:
    before, after = line.rstrip(), following.lstrip()
    if not _OPEN_END.search(before) or not after[:1].isalpha():
        return False
    if len(before) < _WRAPPED and not before[:1].islower():
        return False
    return after[0].islower() or bool(_LEADING.search(before) and len(before) >= _WRAPPED)


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
            whole = lines[0]
            for line in lines[1:]:
                if line.startswith(_ASIDE) and SENTENCE_END.search(whole):
                    yield one_line(whole)
                    whole = line
                else:
                    whole += f" {line}"
            yield one_line(whole)
