"""Where a job title begins and ends beside a name: `senior oil analyst`, `head of retail sales`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.courtesies import COURTESY
from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.resolve.people.head_nouns import is_several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.schema import Mention

_WORD: Final = re.compile(r"\w[\w&.’'-]*\w|\w")
EMPLOYERS: Final = frozenset({"ORG"})
# What may stand before an employer's name: "the Oslo-based research firm", "Oslo broker", "Oslo's".
DESCRIPTION: Final = (
    r"(?:[A-Z][\w.-]+[’']s\s+)?"
    r"(?:(?:the|its|an?|[\w.]+[- ]based|[\w.]+[- ]listed)\s+)?(?:[A-Z][\w.-]+\s+(?=[a-z]))?"
    r"(?:[a-z][\w-]*(?:[’']s?)?\s+){0,4}?"
)
# "executive chairman Sir Nigel Brock", "president (farm equipment) Bo Lind".
_BEFORE_NAME: Final = re.compile(rf"(?:\s+\([a-z][a-z &-]{{1,40}}\))?,?\s+(?:{COURTESY}\s+)?")
_THE: Final = re.compile(r"\b[Tt]he\s+$")
_SENTENCE: Final = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n")
REACH: Final = 110
"""How many characters a title with its employer may take."""
_NO_TITLE: Final = frozenset(
    {"who", "which", "with", "said", "told", "says", "in", "from", "on", "by", "as"}
)
# "a lecturer in banking at Peel": what somebody is expert in, where whose they are follows; who is
# in charge, or trades in shares, is not so of whose the shares are.
_FIELD: Final = re.compile(r"in\s+(?:(?!(?:shares?|charge)\b)[a-z][\w-]*\s+){1,3}at\s")
_TITLE_WORD: Final = r"(?:U\.[SK]\.|[\w&’'/-]+)"
_TITLE_AT: Final = re.compile(rf"((?:{_TITLE_WORD}\s){{0,7}}?{_TITLE_WORD})\s+at\s+{DESCRIPTION}")
_OF_WORDS: Final = 7
SO_LONG: Final = r"for\s+(?:[\w-]+\s+){1,3}(?:years?|months?|decades?)\b"
"""How long somebody has a post, which is no more of the title: "chairman for 23 years"."""
_SO_LONG: Final = re.compile(SO_LONG)


def clause_begin(text: str, start: int) -> int:
    """Return where the sentence a name stands in begins, or as far back as titles reach."""
    begin = max(0, start - REACH)
    for stop in _SENTENCE.finditer(text, begin, start):
        begin = stop.end()
    return begin


def last_head(text: str, begin: int, start: int) -> re.Match[str] | None:
    """Return the noun that heads the title right before `start`, or None."""
    words = list(_WORD.finditer(text, begin, start))
    for count, word in enumerate(reversed(words)):
        if word.group().lower() in role_heads():
            rest = text[word.end() : start]
            if _BEFORE_NAME.fullmatch(rest):
                return word
            linked = re.fullmatch(r"\s+(?:of|for|at|to)\s+[^,.;:“”\"]*,?\s+", rest)
            own = word.group()[0].islower() or _THE.search(text, begin, word.start()) is not None
            return word if linked and own and rest.rstrip().endswith(",") else None
        if count > _OF_WORDS:
            return None
    return None


def extend_left(text: str, begin: int, start: int, before: Sequence[Mention]) -> int:
    """Return where the title whose head begins at `start` begins: its modifiers go with it."""
    floor = max([begin, *(m.end for m in before if m.end <= start)])
    first = start
    words = list(_WORD.finditer(text, floor, start))
    for index, word in enumerate(reversed(words)):
        lowered = word.group().lower()
        gap = text[word.end() : first]
        if gap.strip() not in {"", "-"}:
            break
        joins = lowered in {"and", "of", "for"} and _is_title_word(words, len(words) - index - 2)
        if not joins and lowered not in role_modifiers() and lowered not in role_heads():
            break
        first = word.start()
    return first


def _is_title_word(words: Sequence[re.Match[str]], index: int) -> bool:
    if index < 0:
        return False
    lowered = words[index].group().lower()
    return lowered in role_heads() or lowered in role_modifiers()


def title_at(text: str, begin: int, after: Sequence[Mention]) -> tuple[int, Mention] | None:
    """Return (end, employer) of a title that holds a name, `head of Greater Lowland sales at X`.

    `president of X at ...` ends in the name of its employer and is no such title.
    """
    for employer in after:
        if employer.start - begin > REACH:
            return None
        if employer.type not in EMPLOYERS:
            continue
        found = _TITLE_AT.fullmatch(text, begin, employer.start)
        if found is None:
            continue
        words = [word.lower() for word in _WORD.findall(found[1])]
        inside = [m for m in after if begin <= m.start and m.end <= found.end(1)]
        ended = any(m.type in EMPLOYERS and m.end == found.end(1) for m in inside)
        owned = any(m.type in EMPLOYERS and m.start == begin for m in inside)
        named = any(word[0].isupper() for word in found[1].split()[1:])
        headed = bool(words) and any(word in role_heads() for word in words)
        if not named or not headed or ended or owned or _NO_TITLE & set(words):
            return None
        return found.end(1), employer
    return None


def title_end(text: str, begin: int) -> int:
    """Return one past the job title that begins at `begin`, or `begin` where there is none."""
    stop = begin
    headed = False
    within_of = False
    limit = _SENTENCE.search(text, begin)
    end = min(begin + REACH, limit.start() + 1 if limit else len(text))
    for word in _WORD.finditer(text, begin, end):
        gap = text[stop : word.start()]
        if stop > begin and gap.strip() not in {"", "-", "&"}:
            break
        lowered = word.group().lower()
        if headed and _FIELD.match(text, word.start()):
            within_of = True
        elif lowered == "at" or lowered in _NO_TITLE:
            break
        if lowered in {"of", "for"}:
            if not headed or _begins_name(text, word.end()) or _SO_LONG.match(text, word.start()):
                break
            within_of = True
        elif headed and (lowered == "the" or (not within_of and not _goes_on(lowered))):
            break
        headed = headed or lowered in role_heads()
        stop = word.end()
    while stop > begin and re.search(r"\s(?:of|for|and)$", text[begin:stop]):
        stop = begin + text[begin:stop].rindex(" ")
    return stop if headed else begin


def _goes_on(word: str) -> bool:
    """Tell whether a word may follow the head of a title: `chairman and chief executive`."""
    return word == "and" or word in role_heads() or word in role_modifiers()


def _begins_name(text: str, index: int) -> bool:
    rest = text[index : index + 24].lstrip()
    return rest.startswith("the ") or rest[:1].isupper()


def is_of_several(role: str) -> bool:
    """Tell "analysts", "heads of sales" from "head of rates"."""
    return is_several(re.split(r"\s+(?:of|for)\s", role)[0].split()[-1].lower())


def clean(role: str) -> str | None:
    """Return a title without article, courtesy or a last preposition; None where none is left."""
    stripped = re.sub(r"^(?:an?|the|its|their)\s+", "", role.strip(" ,"), flags=re.IGNORECASE)
    stripped = re.sub(rf"\s+(?:of|for|at|and|{COURTESY})$", "", stripped)
    return stripped or None
