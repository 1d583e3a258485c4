"""Hard-wrapped text -> whole lines: paragraphs broken at a fixed width are put together again."""

import re
from collections.abc import Sequence
from typing import Final

_OPEN_END: Final = re.compile(r"[a-z,](?:-)?$")
_LEADING: Final = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|over|that|the|their|to|under|which|who|with)$"
)
_WRAPPED: Final = 40


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
