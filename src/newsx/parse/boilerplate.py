"""Paragraphs that stand among an article's and are no part of it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from newsx.parse.bylines import agencies, read_byline
from newsx.parse.text import CELL
from newsx.parse.vocabulary import phrases, words

_SHORT: Final = 360
_QUOTED: Final = (30, 300)
"""Shortest and longest paragraph that may be a line of the text set large beside it."""
_AT_THE_END: Final = 4
"""Paragraphs from the end among which the note about the author stands."""
_CARD: Final = 120
_TITLE: Final = 200
"""Longest title of a table."""
_NOTE: Final = 600
_MANY: Final = 200
"""Paragraphs that have all words of a line, from which it is one of a list and nobody's quote."""
_NO_HEADING: Final = (".", "!", "?", ",", ";", ":", "”", '"')
_HALF_LINES: Final = 8
_NOT_WORDS: Final = re.compile(r"\W+")
_EDGES: Final = " \t\"'“”‘’«».,;:!?…-–—"

_DATE_ALONE: Final = re.compile(
    r"(?:[A-Z][a-z]{2,8},? )?(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}),? \d{4}\W*"
)
PICTURE_CREDIT: Final = re.compile(
    r"(?:Getty Images|AFP|Reuters|Bloomberg|AP Photo|Shutterstock|iStock|EPA|Alamy)"
    r"\s*(?:via Getty Images|/\s*\w+)?[\s.)]*$"
)
_VOCATION: Final = re.compile(
    r"\b(?:reporter|correspondent|editor|journalist|columnist|writer|writes|covers|covered|reports|"
    r"joined|contributor|analyst|author|fellow|producer|host|blogger|professor|reached at|contact|"
    r"e-?mail|follow)\b",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(r"by:? (?=[A-Z])", re.IGNORECASE)
# What is new in this wording of a story, for the editors who print it.
_NEWS_OF_WORDING: Final = re.compile(
    r"\((?:adds|updates|recasts|rewrites|corrects|refiles|repeats|removes|deletes|fixes)\b[^()]*\)"
    r"\W*",
    re.IGNORECASE,
)
_AT_THE_TOP: Final = 8
"""Paragraphs from the top among which a byline stands, key points above it."""
# `PTI KRS ANU ANU`, `(ANI)`, `- Bernama`: the agency and, in capitals, who sat at its desk.
_SIGNATURE: Final = re.compile(
    r"(?:^|(?<=[.!?…”\"’'])\s)(?:[-–—]\s?)?\(?(?P<agency>[A-Z][A-Za-z]{1,11})\)?"
    r"(?:\s[A-Z]{2,5}(?:/[A-Z]{2,5})*){0,6}$"
)
_LONGEST_SIGNATURE: Final = 60


@lru_cache(maxsize=4096)
def foreign_signs(paragraph: str) -> tuple[bool, bool]:
    """Return whether a paragraph begins as boilerplate does, and says anywhere what it says.

    Asked twice of every paragraph, as evidence and as the verdict: hence the cache.
    """
    plain = paragraph.strip(" -–—*•|[](){}")
    return (
        phrases("boilerplate", "begins", "credits").match(plain) is not None,
        phrases("boilerplate", "says").search(plain) is not None,
    )


def is_boilerplate(paragraph: str) -> bool:
    """Return whether `paragraph`, by its words alone, is no part of an article.

    >>> is_boilerplate("Sign up for our newsletter to get it in your inbox.")
    True
    """
    return len(paragraph) <= _SHORT and any(foreign_signs(paragraph))


def without_boilerplate(
    paragraphs: Sequence[str], *, headline: str | None = None, authors: Sequence[str] = ()
) -> list[str]:
    """Return the paragraphs that belong to the article.

    Args:
        paragraphs: Paragraphs in order.
        headline: Headline; a first paragraph that repeats it goes.
        authors: Who wrote it; a note about them at the end goes.
    """
    kept = [paragraph for paragraph in paragraphs if not is_boilerplate(paragraph)]
    if headline and kept and kept[0].strip(_EDGES).casefold() == headline.strip(_EDGES).casefold():
        kept = kept[1:]
    if kept and _DATE_ALONE.fullmatch(kept[0]):
        kept = kept[1:]
    kept = [
        paragraph
        for number, paragraph in enumerate(kept)
        if number >= _AT_THE_TOP or not _is_of_the_desk(paragraph, authors)
    ]
    kept = _without_closing(_without_pull_quotes(_without_twins(kept)))
    notes = {
        number
        for number in range(max(0, len(kept) - _AT_THE_END), len(kept))
        if _is_about_author(kept[number], authors)
    }
    return _without_signature(
        [paragraph for number, paragraph in enumerate(kept) if number not in notes]
    )


def _is_of_the_desk(paragraph: str, authors: Sequence[str]) -> bool:
    """Tell the byline, and the note on what is new, from what the story tells."""
    if len(paragraph) > _TITLE:
        return False
    if _NEWS_OF_WORDING.fullmatch(paragraph):
        return True
    if not authors or not _BYLINE.match(paragraph):
        return False
    found = read_byline([paragraph])
    return bool(found.authors) and set(found.authors) <= set(authors)


def _without_signature(paragraphs: list[str]) -> list[str]:
    """Drop what an agency signs its story with, behind the last sentence or below it."""
    last = paragraphs[-1] if paragraphs else ""
    found = _SIGNATURE.search(last, max(0, len(last) - _LONGEST_SIGNATURE))
    if found is None or found["agency"].casefold() not in agencies():
        return paragraphs
    own = last[: found.start()].rstrip()
    return [*paragraphs[:-1], own] if own else paragraphs[:-1]


def _without_twins(paragraphs: Sequence[str]) -> list[str]:
    """Drop short lines that stand twice in a row: a card's title and the text of its picture."""
    twins = {
        at
        for number in range(1, len(paragraphs))
        if paragraphs[number] == paragraphs[number - 1] and len(paragraphs[number]) < _CARD
        for at in (number - 1, number)
    }
    return [paragraph for number, paragraph in enumerate(paragraphs) if number not in twins]


def _without_pull_quotes(paragraphs: Sequence[str]) -> list[str]:
    """Drop lines of the text that are set once more beside it, with the name set below them."""
    shortest, longest = _QUOTED
    bare = [_NOT_WORDS.sub(" ", paragraph).strip().casefold() for paragraph in paragraphs]
    holders: dict[str, list[int]] = {}
    for number, line in enumerate(bare):
        for word in set(line.split()):
            holders.setdefault(word, []).append(number)
    dropped: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        if not shortest <= len(paragraph) <= longest:
            if number - 1 in dropped and _is_name_line(paragraph):
                dropped.add(number)
            continue
        # Within a longer line all its words are whole, but for the first and the last.
        inner = (holders[word] for word in bare[number].split()[1:-1])
        others = min(inner, key=len, default=range(len(bare)))
        if len(others) <= _MANY and any(
            bare[number] in bare[at] and bare[number] != bare[at] for at in others
        ):
            dropped.add(number)
    return [paragraph for number, paragraph in enumerate(paragraphs) if number not in dropped]


def _is_name_line(paragraph: str) -> bool:
    return len(paragraph) < _QUOTED[0] and not paragraph.endswith((".", "?", "!", ":"))


def _without_closing(paragraphs: Sequence[str]) -> list[str]:
    """Drop the sections that close every announcement of a company; tables among them stay."""
    pattern = phrases("boilerplate", "closing")
    tables = _tables(paragraphs)
    prose = [0 if number in tables else len(text) for number, text in enumerate(paragraphs)]
    kept: list[str] = []
    half = sum(prose) / 2
    seen = lines = 0
    closing = False
    for number, paragraph in enumerate(paragraphs):
        seen += prose[number]
        if number in tables:
            closing = False
        elif _is_heading(paragraph):
            late = closing or seen > half or lines > _HALF_LINES
            closing = late and bool(pattern.match(paragraph))
        if not closing:
            kept.append(paragraph)
            lines += number not in tables
    return kept


def _tables(paragraphs: Sequence[str]) -> set[int]:
    """Return the rows that stand below one another, and the line above each such table."""
    rows = [CELL in paragraph for paragraph in paragraphs]
    found = {
        at
        for number in range(1, len(rows))
        if rows[number - 1] and rows[number]
        for at in (number - 1, number)
    }
    titles = {at - 1 for at in found if at and at - 1 not in found}
    return found | {at for at in titles if len(paragraphs[at]) < _TITLE}


def _is_heading(paragraph: str) -> bool:
    return (
        len(paragraph) < _CARD
        and not paragraph.endswith(_NO_HEADING)
        and not any(mark in paragraph for mark in "|@")
        and ": " not in paragraph
    )


def _is_about_author(paragraph: str, authors: Sequence[str]) -> bool:
    """Tell a note about an author from what only begins with a name: `May sales rose 3%`."""
    if len(paragraph) >= _NOTE or not _VOCATION.search(paragraph):
        return False
    note = paragraph.lstrip(_EDGES).removeprefix("By ").split()
    return any(_tells_of(note, author.casefold().split()) for author in authors)


def _tells_of(note: Sequence[str], author: Sequence[str]) -> bool:
    """Tell whether words begin with a name, or a part of it, and go on as a note about it does."""
    named = 0
    while named < len(note) and note[named].strip(_EDGES).casefold() in author:
        named += 1
    if not named or named == len(note):
        return False
    last = note[named - 1]
    is_whole = named > 1 or last.strip(_EDGES).casefold() == author[-1]
    ends = is_whole and last.endswith((",", ":", ".", "–", "—", "-"))
    return ends or note[named] in words("vocabulary", "author_notes")
