"""What one line of a page tells by its words, as numbers."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from newsx.parse.boilerplate import PICTURE_CREDIT, foreign_signs
from newsx.parse.text import SENTENCE_END
from newsx.parse.vocabulary import phrases, words

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_IDEOGRAM: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE: Final = re.compile(
    rf"\b(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+(?:{_MONTHS})[a-z]*\b|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}:\d\d",
    re.IGNORECASE,
)
_AGO: Final = re.compile(
    r"\b(?:\d+|an?|one)\s*(?:s|sec|min|minute|hour|hr|h|day|d|week|month|year)s?\s+ago\b|"
    r"\bmin(?:ute)?s? read\b|^\d+:\d\d$",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"[0-9]")
_SAID: Final = re.compile(r"\b(?:said|says|told|according to|added|wrote|asked)\b")
_ADDRESS: Final = ("http", "www.", "@", " #", ".com", " | ", " » ", " › ", " • ")
_CAPTION_MARKS: Final = (
    "(",
    "©",
    "hoto",
    "mage",
    "icture",
    "redit",
    "ourtesy",
    "llustration",
    "etty",
    "hutterstock",
)
_QUOTES: Final = '“”"«»„'
_SIGNED_POST: Final = re.compile(r"[—–-]\s?.{2,60}\(@\w+\)")
_NUMBERED: Final = re.compile(r"\(?\d{1,2}[.)]\s?\D")
_GLUED: Final = re.compile(r"[a-z0-9?!.)”’][A-Z][a-z]+\s")
_INNER_STOP: Final = re.compile(r"[.!?。]\s")

_READ: Final = 60
"""Words of a line that are looked up."""
_LABEL: Final = 160
_NEVER_LONGER: Final = 360
"""Boilerplate phrases are looked for in lines up to this length."""

OWN: Final = (
    "length", "words", "stops", "colon", "sentences", "commas", "capitals", "digits", "shouted",
    "starts_lower", "starts_quote", "bullet", "begins_foreign", "says_foreign", "credit", "date",
    "ago", "byline", "cut", "repeated", "caption", "caption_words", "said", "quotes", "interface",
    "reader", "request", "address", "lower", "ideograms", "asks", "bracketed", "word_length",
    "long", "sentence", "glued", "other_stories", "comments", "legal", "post", "numbered", "titled",
    "told_when", "pictured", "long_open",
)  # fmt: skip


def is_interface(line: str) -> bool:
    """Return whether a label is one of a page's buttons and menus rather than of its content."""
    known = words("vocabulary", "interface") | words("vocabulary", "requests")
    return any(word.lower() in known for word in WORD.findall(line))


def is_caption(line: str) -> bool:
    """Return whether the words of a line say that it stands under a picture."""
    return phrases("vocabulary", "caption_starts").match(line) is not None or (
        any(mark in line for mark in _CAPTION_MARKS)
        and phrases("vocabulary", "caption_marks").search(line[-140:]) is not None
    )


def captions_among(lines: Sequence[str]) -> set[int]:
    """Return the lines that are captions told twice, once with the credit glued to them."""
    captions: set[int] = set()
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        if len(before) >= 20 and line.startswith(before):  # noqa: PLR2004 - shorter is a label
            captions |= {number - 1, number}
    return captions


class _Signs(NamedTuple):
    """What a line is by its form: the words of a page about an article rather than of one."""

    begins_foreign: bool
    says_foreign: bool
    credit: bool
    date: bool
    ago: bool
    byline: bool


def _signs_of(line: str) -> _Signs:
    numbered = _DIGIT.search(line) is not None
    label = len(line) < _LABEL
    return _Signs(
        *(foreign_signs(line) if len(line) < _NEVER_LONGER else (False, False)),
        credit=PICTURE_CREDIT.search(line[-60:]) is not None,
        date=label and numbered and _DATE.search(line) is not None,
        ago=label and (numbered or "ago" in line) and _AGO.search(line) is not None,
        byline=label and phrases("vocabulary", "bylines").match(line) is not None,
    )


def of_line(
    line: str, found: Sequence[str], *, bullet: bool, repeated: bool, caption: bool
) -> list[float]:
    """Return what a line tells by itself, by `OWN`.

    Args:
        line: The line, not empty.
        found: Its words.
        bullet: Whether it had a bullet.
        repeated: Whether the page has it twice.
        caption: Whether it is among `captions_among`.
    """
    interface, reader = words("vocabulary", "interface"), words("vocabulary", "reader")
    size, count = len(line), max(len(found), 1)
    ideograms = 0 if line.isascii() else len(_IDEOGRAM.findall(line))
    weight = size + 1.5 * ideograms
    lowered = [word.lower() for word in found[:_READ]]
    seen = max(len(lowered), 1)
    firsts = "".join(word[0] for word in found)
    stops = SENTENCE_END.search(line) is not None
    signs = _signs_of(line)
    captioned = is_caption(line)
    legal = words("vocabulary", "legal")
    return [
        weight,
        min(count, 150) / 50,
        stops,
        line.endswith(":"),
        min(len(_INNER_STOP.findall(line)), 6) / 3 if size > _READ else 0.0,
        min(10 * line.count(",") / count, 2),
        sum(map(str.isupper, firsts)) / count,
        sum(map(str.isdigit, firsts)) / count,
        line.isupper(),
        line[0].islower(),
        line[0] in "“\"'‘",
        bullet,
        *signs,
        line.endswith(("…", "...")),
        repeated,
        caption,
        captioned,
        size > _READ and _SAID.search(line) is not None,
        min(sum(map(line.count, _QUOTES)), 4) / 2,
        sum(word in interface for word in lowered) / seen,
        sum(word in reader for word in lowered) / seen,
        bool(lowered) and lowered[0] in words("vocabulary", "requests"),
        any(mark in line for mark in _ADDRESS),
        sum(map(str.islower, firsts)) / count,
        ideograms / size,
        line.endswith("?"),
        line[0] in "([",
        min(size / count, 15) / 10,
        weight >= 80,  # noqa: PLR2004
        weight >= 40 and stops,  # noqa: PLR2004
        _GLUED.search(line) is not None,
        size < 60 and phrases("vocabulary", "other_stories").match(line) is not None,  # noqa: PLR2004
        size < 80 and phrases("vocabulary", "comments").match(line) is not None,  # noqa: PLR2004
        min(sum(word in legal for word in lowered), 6) / 3,
        _SIGNED_POST.match(line) is not None,
        _NUMBERED.match(line) is not None,
        not stops and 4 <= count <= 20 and line[0].isupper() and not (signs.date or signs.byline),  # noqa: PLR2004
        signs.date or signs.ago or signs.byline,
        signs.credit or caption or captioned,
        weight >= 80 and not stops,  # noqa: PLR2004
    ]
