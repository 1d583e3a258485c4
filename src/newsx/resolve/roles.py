"""Job titles and employers of the people in an article, from the words around their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.knowledge.roles import role_heads, role_modifiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.lookup import MentionIndex
    from newsx.schema import Mention

_WORD: Final = re.compile(r"[\w&.’'-]*\w|[,;:—–()]")
_AFTER: Final = re.compile(
    r",\s+(?:(?:a|an|the|its|their|one of the)\s+)?|\s+\((?=[a-z])|,\s+who\s+(?:is|was|became|serves as)\s+(?:the\s+|a\s+)?"
)
_EMPLOYERS: Final = frozenset({"ORG", "GPE"})
_LINK: Final = re.compile(
    r"\s*(?:,\s*)?(?:at|of|for|with|from)\s+(?:the\s+|[\w-]+-based\s+|[a-z][\w\s-]{0,40}?)?$|\s*,\s*$|^\s*$"
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+$")
_DUTY: Final = re.compile(
    r",\s+who\s+((?:runs|leads|heads|oversees|manages|ran|led|headed|oversaw|managed|covers|directs)\s+[^,.;]*?)"
    r"(?=\s+(?:at|for|of)\s|[,.;])"
)
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’']?\s|\n")
_REACH: Final = 120


class Post(NamedTuple):
    """What an article says about one person's job."""

    person: Mention
    role: str | None
    employer: Mention | None
    start: int
    end: int


def find_posts(text: str, mentions: MentionIndex) -> tuple[Post, ...]:
    """Return the posts stated beside names of people, in order of the text."""
    everyone = mentions.within(0, len(text))
    found = []
    for index, mention in enumerate(everyone):
        if mention.type == "PERSON":
            post = _post(text, mention, everyone[:index], everyone[index + 1 :])
            if post is not None:
                found.append(post)
    return tuple(found)


def _post(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Post | None:
    role_start = _title_before(text, person.start, before)
    role = text[role_start : person.start].strip(" ,") or None
    if role is not None:
        employer = _possessor(text, role_start, before) or _employer_after(text, person.end, after)
        inside = [m for m in before if m.start >= role_start]
        return Post(person, role, inside[-1] if inside else employer, role_start, person.end)
    duty = _DUTY.match(text, person.end)
    if duty is not None:
        return Post(
            person, duty[1], _employer_after(text, duty.end(1), after), person.start, duty.end()
        )
    lead = _AFTER.match(text, person.end)
    if lead is not None:
        owner, begin = _owner(text, lead.end(), after)
        stop = _title_end(text, begin)
        if stop > begin:
            employer = owner or _employer_after(text, stop, after)
            return Post(person, text[begin:stop], employer, person.start, stop)
    employer = _possessor(text, person.start, before) or _colleague_of(text, person.end, after)
    if employer is not None:
        return Post(person, None, employer, min(person.start, employer.start), person.end)
    return None


def _title_before(text: str, start: int, before: Sequence[Mention]) -> int:
    """Return where the job title that ends before a name begins, or `start`."""
    last_end = before[-1].end if before else 0
    begin = max(last_end, start - _REACH)
    words = list(_WORD.finditer(text, begin, start))
    first = start
    headed = False
    for word in reversed(words):
        lowered = word.group().lower()
        if lowered in role_heads():
            headed = True
        elif lowered in {"and", "of", "for"} and headed:
            continue
        elif lowered not in role_modifiers() and not (headed and lowered.istitle()):
            break
        first = word.start()
    if not headed:
        return start
    gap = text[words[-1].end() : start] if words else ""
    return first if gap.strip() in {"", ","} else start


def _title_end(text: str, begin: int) -> int:
    """Return one past the job title that begins at `begin`, or `begin` where there is none."""
    stop = begin
    headed = False
    limit = _SENTENCE_END.search(text, begin)
    end = min(begin + _REACH, limit.start() + 1 if limit else len(text))
    for word in _WORD.finditer(text, begin, end):
        lowered = word.group().lower()
        if lowered in {
            ",",
            ";",
            ":",
            "(",
            ")",
            "—",
            "–",
            "at",
            "who",
            "which",
            "with",
            "said",
            "told",
        }:
            break
        if (
            lowered in {"of", "for"}
            and headed
            and text[word.end() : word.end() + 5].lstrip()[:1].isupper()
        ):
            break
        if lowered in role_heads():
            headed = True
        elif lowered == "the" and headed:
            break
        stop = word.end()
    return stop if headed else begin


def _owner(text: str, begin: int, after: Sequence[Mention]) -> tuple[Mention | None, int]:
    """Return (employer, start of the title) for `X's chief executive`."""
    first = next((m for m in after if m.start >= begin), None)
    if first is not None and first.start - begin <= 5 and first.type in _EMPLOYERS:  # noqa: PLR2004 - "the "
        mark = re.compile(r"['’]s?\s+").match(text, first.end)
        if mark is not None:
            return first, mark.end()
        if text[first.end : first.end + 1] == " ":
            return first, first.end + 1
    return None, begin


def _possessor(text: str, start: int, before: Sequence[Mention]) -> Mention | None:
    """Return the employer in `Morgan Stanley's Mike Wilson`, `Heliad CEO ...`."""
    last = before[-1] if before else None
    if last is None or last.type not in _EMPLOYERS or last.end > start:
        return None
    gap = text[last.end : start]
    return last if gap == " " or _POSSESSIVE.fullmatch(gap) else None


def _employer_after(text: str, end: int, after: Sequence[Mention]) -> Mention | None:
    """Return the employer linked to a title by `at`, `of`, `for` or a comma."""
    for mention in after:
        if mention.start < end:
            continue
        if mention.start - end > _REACH:
            return None
        gap = text[end : mention.start]
        if mention.type == "ORG" and _LINK.fullmatch(gap):
            return mention
        if mention.type == "ORG" or not re.fullmatch(r"[\w\s,’'-]*", gap):
            return None
    return None


def _colleague_of(text: str, end: int, after: Sequence[Mention]) -> Mention | None:
    """Return the employer in `Clive Dorrington of Ashdown Capital`."""
    first = after[0] if after else None
    if first is None or first.type != "ORG":
        return None
    gap = text[end : first.start]
    return first if re.fullmatch(r",?\s+(?:of|at|from|with)\s+(?:the\s+)?", gap) else None
