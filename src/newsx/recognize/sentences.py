"""Where sentences begin: rules over characters, for any pipeline without a parser.

A paragraph always ends a sentence. A full stop does not when it belongs to an abbreviation, an
initial or a number, or when the words after a closing quotation mark still name the speaker
(`"Why now?" Ms Okoye asked`). Sentences inside a quotation are sentences.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from spacy.tokens import Doc

from newsx.knowledge.abbreviations import abbreviations, sentence_openers
from newsx.tokens import tokens_of

_STOP: Final = re.compile(
    r"""(?P<word>[^\s"“”‘’«»(\[]{0,100}?)  # the word the mark ends, or the end of a blob
        (?P<mark>[.!?…]+)
        (?P<close>["”’'»)\]]*)
        (?P<gap>[^\S\n]+|[^\S\n]*\n[^\S\n]*)(?=\S)""",
    re.VERBOSE,
)
_PARAGRAPH: Final = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
_LINE: Final = re.compile(r"[^\S\n]*\n[^\S\n]*(?=[^\s])")
# As spaCy keeps whether a word begins a sentence.
_BEGINS: Final = 1
_GOES_ON: Final = -1
_OPENING: Final = "\"'“‘«„([<—–-• "
_DOTTED: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_POINT: Final = re.compile(r"[*–-] |\d{1,2}[.)] ")
_BULLET: Final = re.compile(r"[*•–-] ")
# A line shorter than this that ends without a mark is a heading, not a wrapped line.
_HEADING_LENGTH: Final = 70
_SPEAKER: Final = re.compile(
    r"(?:(?:the|a|an|one)\s+)?(?:[\w.’'-]+,?\s+){0,5}?"
    r"(?:said|says|asked|asks|wrote|writes|told|added|exclaimed|quipped|joked|shouted|tweeted)\b"
)


def sentence_starts(text: str) -> Iterator[int]:
    r"""Yield the offset of the first character of every sentence but the first, in order.

    >>> text = 'Acme Inc. rose. "Why?" Mr. Li asked.\n\nNobody knew'
    >>> [text[start:start + 6] for start in sentence_starts(text)]
    ['"Why?"', 'Nobody']
    """
    found = {match.end() for match in _PARAGRAPH.finditer(text)}
    found |= {match.end() for match in _LINE.finditer(text) if _is_heading(text, match)}
    found |= {match.end() for match in _STOP.finditer(text) if _ends_sentence(text, match)}
    yield from sorted(start for start in found if 0 < start < len(text))


def _is_heading(text: str, line_end: re.Match[str]) -> bool:
    """Tell whether a single line break parts two lines rather than wraps one."""
    begin = text.rfind("\n", 0, line_end.start()) + 1
    line = text[begin : line_end.start()]
    if _BULLET.match(line) and text.startswith(line[:2], line_end.end()):
        return True
    following = text[line_end.end() : line_end.end() + 1]
    return bool(
        len(line) < _HEADING_LENGTH
        and not line.endswith((",", ";", "-"))
        and (following.isupper() or following in '•“"‘' or _POINT.match(text, line_end.end()))
    )


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = _word_at(text, match.end())
    if not following:
        return True
    if following[0].islower() and following.islower():
        return False
    if match["close"] and match["close"] not in ")]" and _SPEAKER.match(text, match.end()):
        return match["mark"] == "."
    if match["mark"] != ".":
        return True
    return not _belongs_to_word(text, match, following)


def _belongs_to_word(text: str, match: re.Match[str], following: str) -> bool:
    """Tell whether a single full stop is part of the word before it."""
    word = match["word"].lower()
    kind = abbreviations().get(word)
    if kind in {"title", "inner"}:  # nothing they could belong to follows a closed quotation
        is_followed = kind == "title" or following[0].isdigit() or not _opens(following)
        return is_followed and not match["close"]
    if not word:
        return False
    if word.isdigit():
        return _begins_line(text, match.start()) and len(word) <= 2  # noqa: PLR2004 - "1. " numbers a list
    dotted = _DOTTED.fullmatch(word) is not None or (len(word) == 1 and match["word"].isupper())
    if kind == "month" and following[0].isdigit():
        return True
    if kind or dotted:
        return not _opens(following) and text[match.end()] not in '“"‘'
    return False


def _opens(word: str) -> bool:
    return word.lower() in sentence_openers()


def _begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _word_at(text: str, start: int) -> str:
    """Return the word that begins at `start`, without opening marks before it."""
    while start < len(text) and text[start] in _OPENING:
        start += 1
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] in "'’&$€£"):
        end += 1
    return text[start:end]


def split_sentences(doc: Doc) -> Doc:
    """Mark where sentences begin."""
    tokens = tokens_of(doc)
    starts = iter([*sentence_starts(tokens.text), len(tokens.text) + 1])
    pending = next(starts)
    marks = np.full(len(doc), _GOES_ON, dtype=np.int64)
    marks[:1] = _BEGINS
    for place, start in enumerate(tokens.starts):
        while start >= pending:
            pending = next(starts)
            marks[place] = _BEGINS
    # All at once: `token.is_sent_start = ...` looks through the whole doc for each word.
    return doc.from_array(["SENT_START"], marks.view(np.uint64))  # type: ignore[arg-type]  # stubs of thinc
