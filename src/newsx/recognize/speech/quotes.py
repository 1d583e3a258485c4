"""Where quotation marks open and close, whatever marks a newsroom uses.

Marks are read paragraph by paragraph. A mark that is opened and never closed reaches into the next
paragraph only where that begins with the same mark again (a quotation of several paragraphs), and
is ignored otherwise: a stray mark never swallows the rest of the article. Single marks are told
from apostrophes by what stands before and after them.
"""

import re
from dataclasses import dataclass
from typing import Final

# Opening mark -> the marks that may close it.
_CLOSERS: Final = {
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "「": "」",
    "『": "』",
    "‘": "’'",
    '"': '"”',
    "'": "'’",
    "''": "''",
    "``": "''",
}
_MARK: Final = re.compile(r"``|''|[“”„«»「」『』‘’\"']")
_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n\s*")
_SINGLE: Final = frozenset("‘'")
_BEFORE_OPENING: Final = frozenset("([{—–-/…:;,“‘\"'«")
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}—–-…”’\"'»")
_ENDS_SPEECH: Final = frozenset(".,!?;:…—–-")
# 'em, 'til, 'twas: an apostrophe that only looks like an opening mark; also '90s and rock 'n' roll.
_CLIPPED: Final = re.compile(r"['‘’](?:em|til|tis|twas|cause|round|n|bout|\d\ds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text between quotation marks. Offsets count characters.

    A quotation of several paragraphs comes as several quotations; all but the last are not closed.
    """

    start: int
    """The opening mark."""
    end: int
    """One past the closing mark, or the end of the paragraph where there is none."""
    inner_start: int
    """First character after the opening mark."""
    inner_end: int
    """One past the last character before the closing mark."""
    closed: bool
    """Whether a closing mark stands in the same paragraph."""


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations, in order; they never overlap or cross a paragraph.

    >>> [text[q.inner_start:q.inner_end] for text in ["‘It’s ours,’ she said"]
    ...     for q in find_quotations(text)]
    ['It’s ours,']
    """
    paragraphs = _paragraphs(text)
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1 : number + 2]
        found.extend(_in_paragraph(text, start, end, following))
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        bounds.append((start, gap.start()))
        start = gap.end()
    bounds.append((start, len(text)))
    return bounds


def _in_paragraph(
    text: str, start: int, end: int, following: list[tuple[int, int]]
) -> list[Quotation]:
    marks = [
        match
        for match in _MARK.finditer(text, start, end)
        if not _CLIPPED.match(text, match.start()) or _follows_word(text, match.start())
    ]
    found: list[Quotation] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if not _can_open(text, mark, start):
            index += 1
            continue
        closing = _closing(text, marks, index, end)
        if closing is not None:
            close = marks[closing]
            found.append(
                Quotation(mark.start(), close.end(), mark.end(), close.start(), closed=True)
            )
            index = closing + 1
            continue
        last = index == len(marks) - 1
        if _goes_on(text, mark, start, following) and (following or last):
            found.append(Quotation(mark.start(), end, mark.end(), end, closed=False))
            break
        index += 1
    return found


def _follows_word(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isalnum()


def _can_open(text: str, mark: re.Match[str], start: int) -> bool:
    sign = mark.group()
    if sign not in _CLOSERS:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1]
    if not after or (after.isspace() and sign != "«"):
        return False
    if sign in "“„«「『``" and sign not in _SINGLE:
        return True
    return before.isspace() or before in _BEFORE_OPENING


def _can_close(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else " "
    return not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)


def _closing(text: str, marks: list[re.Match[str]], opening: int, end: int) -> int | None:
    """Return the index of the mark that closes the one at `opening`, or None."""
    sign = marks[opening].group()
    closers = _CLOSERS[sign]
    if sign not in _SINGLE:
        return _closing_double(text, marks, opening, closers)
    weak: list[int] = []
    for index in range(opening + 1, len(marks)):
        mark = marks[index]
        if mark.group() == sign and sign == "‘":
            break
        if mark.group() in closers and _can_close(text, mark, end):
            if text[mark.start() - 1] in _ENDS_SPEECH or text[mark.start() - 1] in '”"':
                return index
            weak.append(index)
        elif sign == "'" and mark.group() == sign and _can_open(text, mark, marks[0].start()):
            break
    plain = [index for index in weak if not _looks_possessive(text, marks[index])]
    return next(iter(plain or weak), None)


def _closing_double(
    text: str, marks: list[re.Match[str]], opening: int, closers: str
) -> int | None:
    sign = marks[opening].group()
    for index in range(opening + 1, len(marks)):
        group = marks[index].group()
        if group == closers or (len(group) == 1 and group in closers):
            if group == sign and _is_opening(text, marks[index]):
                return None
            return index
        if group == sign and sign in "“„«「『":
            return None
    return None


def _is_opening(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark that opens and closes alike stands like an opening one."""
    before = text[mark.start() - 1]
    after = text[mark.end() : mark.end() + 1]
    return before.isspace() and bool(after) and not after.isspace() and after not in _AFTER_CLOSING


def _looks_possessive(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a single mark after s may be a possessive: `the banks’ shares`."""
    return text[mark.start() - 1] == "s" and text[mark.end() : mark.end() + 1].isspace()


def _goes_on(text: str, mark: re.Match[str], start: int, following: list[tuple[int, int]]) -> bool:
    """Tell whether an unclosed quotation goes on in the next paragraph, or ends with the text."""
    opens_paragraph = not text[start : mark.start()].strip()
    if not following:
        return opens_paragraph and mark.group() not in _SINGLE
    next_start, _ = following[0]
    same = text.startswith(mark.group(), next_start)
    return same and (opens_paragraph or mark.group() not in _SINGLE)
