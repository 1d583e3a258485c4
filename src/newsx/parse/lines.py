"""Which lines of a flattened page are the article's: a score a line, then the best stretch of them."""

import re
from collections.abc import Sequence
from typing import Final

from newsx.parse.boilerplate import PICTURE_CREDIT, is_boilerplate
from newsx.parse.text import SENTENCE_END

_LIST_ITEM: Final = re.compile(r"\s*(?:[•·▪◦*]|[-–]\s)\s*")
_LONG: Final = 80
_CAPTION: Final = 20
_STOP: Final = re.compile(r"[.!?…][\"'”’)]*$")


def body_lines(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it belongs to the body of the article."""
    captions = caption_lines(lines)
    scores = [-1.0 if number in captions else _score(line) for number, line in enumerate(lines)]
    start, end = _best_stretch(scores)
    kept = [start <= number < end and scores[number] > 0 for number in range(len(lines))]
    for number in range(start + 1, end - 1):
        if (
            not kept[number]
            and kept[number - 1]
            and kept[number + 1]
            and _is_subheading(lines[number])
        ):
            kept[number] = True
    return kept


def caption_lines(lines: Sequence[str]) -> set[int]:
    """Return the lines that are captions: told twice, once with the credit glued to it, or credited."""
    captions = {number for number, line in enumerate(lines) if PICTURE_CREDIT.search(line)}
    for number in range(1, len(lines)):
        before, line = lines[number - 1].strip(), lines[number].strip()
        if len(before) >= _CAPTION and line.startswith(before):
            captions |= {number - 1, number}
    return captions


def _score(line: str) -> float:
    text = line.strip()
    if is_boilerplate(text):
        return -1.5
    if len(text) >= _LONG and SENTENCE_END.search(text):
        return 1.0 + min(len(text), 400) / 200
    if len(text) >= _LONG:
        return -0.2 if not text.endswith(",…") else 0.5
    if len(text) >= 30 and _STOP.search(text) and not _LIST_ITEM.match(line):
        return 0.4
    return -0.5


def _best_stretch(scores: Sequence[float]) -> tuple[int, int]:
    """Return the half-open stretch of lines with the greatest sum."""
    best, best_span = 0.0, (0, 0)
    total, start = 0.0, 0
    for number, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, number
        total += score
        if total > best:
            best, best_span = total, (start, number + 1)
    return best_span


def _is_subheading(line: str) -> bool:
    text = line.strip()
    return (
        8 <= len(text) <= 100
        and not _LIST_ITEM.match(line)
        and text[0].isupper()
        and not is_boilerplate(text)
        and " " in text
    )
