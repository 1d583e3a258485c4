"""Which lines of a flattened page are the article's."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from newsx.parse.columns import Column
from newsx.parse.features import describe
from newsx.parse.model import body_likelihood
from newsx.parse.text import CELL, SENTENCE_END, one_line
from newsx.parse.unwrap import unwrapped
from newsx.parse.vocabulary import phrases

_LIKELY: Final = 0.45
_HEADING: Final = re.compile(r"#{1,6}\s+")
_EMPHASIS: Final = re.compile(r"^(\*{1,3}|_{1,3})([^*_\s][^*_]*)\1$")
# An address may hold `(a)` and `[a]`, but no start of a second link, to be read but once.
_LINK: Final = re.compile(
    r"!?\[([^\[\]]*+)\]\((?:[a-z]++:|[/#?])"
    r"(?:[^()\s\[]|\([^()\s\[]*+\)|\[\w*+\](?!\())*+(?:\s\"[^\"]*+\")?\)"
)
_STRONG: Final = re.compile(r"(?<!\w)(\*\*|__)(?=[^\s*_])([^*_]+)(?<=\S)\1(?!\w)")
_QUOTATION: Final = re.compile(r"\s*(?:>\s+)+")
_TAB: Final = re.compile(r"(?<=\S) *\t[ \t]*(?=\S)")
_BULLET: Final = re.compile(r"\s*(?:[•·▪◦]\s*|\*\s+)")
_FAINT: Final = 0.1
"""Likelihood of a long line that is kept where no line reaches `_LIKELY`."""
_LONG: Final = 80
_SENTENCE: Final = 40
_LABEL: Final = 60
_PERHAPS: Final = 0.25
"""Likelihood from which a sentence is kept beside lines that are."""
_BESIDE: Final = 2
_DIALOGUE: Final = 2
"""Questions that make an interview."""
_POSTS: Final = 2
"""Times of day that make a page of posts."""
_TITLE: Final = 120
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?")
_DISCUSSION: Final = 2
"""Signatures that make a discussion."""
_SIGNED: Final = re.compile(
    r".{2,60}\bon \w+ \d{1,2}, \d{4} at \d{1,2}:\d\d ?(?:[ap]m)?(?: said)?\W*$|"
    r".{2,60} says:?\s*(?:on )?(?:\w+ \d{1,2}, \d{4}.{0,20})?$|"
    r"reply to .{2,40}$|reply$|report(?: comment| abuse)$",
    re.IGNORECASE,
)


def read_lines(text: str) -> tuple[list[str], list[bool]]:
    """Return the lines of a flattened page, hard-wrapped ones joined, and which had a bullet."""
    lines: list[str] = []
    bullets: list[bool] = []
    for raw in unwrapped([line for line in text.splitlines() if line.strip()]):
        bullet = _BULLET.match(raw)
        row = _TAB.sub(CELL, raw[bullet.end() :] if bullet else raw)
        line = one_line(_without_markdown(row))
        if line:
            lines.append(line)
            bullets.append(bullet is not None)
    return lines, bullets


def _without_markdown(line: str) -> str:
    """Return a line as a reader sees it who does not read Markdown.

    >>> _without_markdown("## A new [supplier](https://brescia.example)")
    'A new supplier'
    """
    if "](" in line:
        line = _LINK.sub(r"\1", line)
        if "](" in line:
            line = _LINK.sub(r"\1", line)  # a picture was a link
    if line.lstrip()[:1] == ">":
        line = _QUOTATION.sub("", line, count=1)
    if "**" in line or "__" in line:
        line = _STRONG.sub(r"\2", line)
    if line.lstrip()[:1] in ("#", "*", "_"):
        line = line.strip()
        line = _EMPHASIS.sub(r"\2", _HEADING.sub("", line))
    return line


def body_lines(lines: Sequence[str], bullets: Sequence[bool]) -> list[bool]:
    """Return for each line whether it belongs to the body of the article.

    Args:
        lines: Lines without their bullets, none of them empty.
        bullets: Whether each had one.
    """
    if not lines:
        return []
    columns, mass = describe(lines, bullets)
    likely = body_likelihood("lines", columns, mass)
    likely = before_comments(lines, likely)
    kept = [bool(chance >= _LIKELY) for chance in likely]
    if True not in kept:
        return [
            bool(chance >= _FAINT and len(line) >= _LONG)
            for line, chance in zip(lines, likely, strict=True)
        ]
    kept = _carried(lines, likely, kept)
    for number in [*_answers(lines, likely, kept), *_post_titles(lines, kept)]:
        kept[number] = True
    for number in _tail(lines, kept):
        kept[number] = False
    for number in range(1, len(lines)):
        if kept[number - 1] and not kept[number] and _breaks_off(lines[number]):
            kept[number] = True
            break
    return kept


def before_comments(lines: Sequence[str], likely: Column) -> Column:
    """Return the likelihoods, none left from where readers' signed comments begin."""
    signed = [number for number, line in enumerate(lines) if _SIGNED.match(line)]
    if len(signed) < _DISCUSSION or likely[: signed[0]].max(initial=0.0) < _FAINT:
        return likely
    return np.where(np.arange(len(lines)) < signed[0], likely, 0.0)


def _carried(lines: Sequence[str], likely: Column, kept: Sequence[bool]) -> list[bool]:
    """Keep whole sentences and lead-ins that may be the body's and stand beside what is.

    Flattened text of unseen sites: .950 -> .953 shingle F1.
    """
    near = [
        any(kept[max(0, number - _BESIDE) : number + _BESIDE + 1]) for number in range(len(lines))
    ]
    return [
        keep
        or (
            beside
            and bool(chance >= _PERHAPS)
            and len(line) >= _SENTENCE
            and bool(SENTENCE_END.search(line) or line.endswith(":"))
        )
        for line, chance, keep, beside in zip(lines, likely, kept, near, strict=True)
    ]


def _answers(lines: Sequence[str], likely: Column, kept: Sequence[bool]) -> Iterator[int]:
    """Yield the short questions and answers that go on from those of an interview."""
    asked = [number for number, keep in enumerate(kept) if keep and lines[number].endswith("?")]
    if len(asked) < _DIALOGUE:
        return
    goes_on = False
    for number in range(asked[0] + 1, len(lines)):
        beside = goes_on or kept[number - 1]
        answers = lines[number - 1].endswith("?") and SENTENCE_END.search(lines[number])
        told = bool(lines[number].endswith("?") or answers)
        goes_on = beside and told and not kept[number] and bool(likely[number] >= _FAINT)
        if goes_on:
            yield number


def _post_titles(lines: Sequence[str], kept: Sequence[bool]) -> list[int]:
    """Return the lines that stand between a time of day and what is kept, if a page has several."""
    titles = [
        number
        for number in range(1, len(lines) - 1)
        if kept[number + 1]
        and not kept[number]
        and len(lines[number]) < _TITLE
        and _CLOCK.fullmatch(lines[number - 1])
    ]
    return titles if len(titles) >= _POSTS else []


def _tail(lines: Sequence[str], kept: Sequence[bool]) -> range:
    """Return the lines after the last whole sentence of the body, if other stories head them."""
    whole = [at for at, keep in enumerate(kept) if keep and SENTENCE_END.search(lines[at])]
    heading = phrases("vocabulary", "other_stories")
    for number in range(whole[-1] + 1 if whole else len(lines), len(lines)):
        if len(lines[number]) < _LABEL and heading.match(lines[number]):
            return range(number, len(lines))
    return range(0)


def _breaks_off(line: str) -> bool:
    """Return whether a line is the paragraph in which a copy of an article was cut."""
    return (
        len(line) >= _LONG
        and line.endswith(("…", "..."))
        and sum(word[0].islower() for word in line.split()) > len(line.split()) / 2
    )
