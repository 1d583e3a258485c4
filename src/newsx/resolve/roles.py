"""Job titles and employers of the people in an article, from the words around their names.

Patterns are read on the characters beside a name: `Chief Executive Dana Whitlock`, `Ana Ruiz, a
senior analyst at Peel Hurst`, `its founder, Ray Wilding`, `Morgan Stanley's Mike Wilson`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.knowledge.roles import role_heads, role_modifiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.lookup import MentionIndex
    from newsx.schema import Mention

_WORD: Final = re.compile(r"\w[\w&.’'-]*\w|\w")
_EMPLOYERS: Final = frozenset({"ORG"})
_POSSESSORS: Final = frozenset({"ORG", "GPE", "NORP"})
_REGIONS: Final = frozenset({"GPE", "NORP", "LOC"})
_POSSESSIVE: Final = re.compile(r"[’'](?:s)?\s+")
_DESCRIPTION: Final = (
    r"(?:(?:the|its|an?|[\w.]+[- ]based|[\w.]+[- ]listed)\s+)?(?:[a-z][\w-]*\s+){0,4}?"
)
_AT: Final = re.compile(
    rf"\s*(?:\([^)]*\)\s*)?,?\s*(?:at|of|for|with|from|in charge of)\s+{_DESCRIPTION}"
    r"|\s*(?:\([^)]*\))?\s*,\s*"
)
_OF: Final = re.compile(rf",?\s+(?:of|at|from|with)\s+{_DESCRIPTION}")
_OF_FIRM: Final = re.compile(r"\s+(?:of|at|for)\s+(?:(?:the|an?)\s+)?(?:[a-z][\w-]*\s+){1,3}$")
# "senior vice-president, equities, at X", "group head, financial institutions, X".
_DIVISION: Final = re.compile(
    rf",\s+(?!who\b)[a-z][a-z &-]{{2,40}}(?:,?\s+(?:at|of|for|with)\s+{_DESCRIPTION}|,\s+)"
)
# "Lee Stern, M.D., Chief Medical Officer", "executive chairman Sir Nigel Brock".
_DEGREE: Final = r"(?:,\s+(?:M\.?D|Ph\.?D|J\.?D|CFA|CPA|MBA|OBE|CBE|Esq)\.?(?=,))?"
_COURTESY: Final = (
    r"(?:(?:Mrs?|Ms|Dr|Prof)\.?|Sir|Dame|Lord|Lady|Baroness|Datuk|Dato|Datin|Shri|Smt)\s+"
)
_COURTESY_END: Final = _COURTESY.removesuffix(r"\s+")
_BEFORE_NAME: Final = re.compile(rf",?\s+(?:{_COURTESY})?")
# "Oslo-based Fell Bank": what is based there is the employer, whatever Oslo is taken for.
_SEAT: Final = re.compile(r"[- ](?:based|listed)\b")
# "the union's general secretary": whose title it is, by what the firm is called.
_NOUN_OWNER: Final = re.compile(r"([a-z]+)[’']s\s+")
_THE_FIRM: Final = re.compile(r",?\s+(?:of|at|with|for)\s+the\s+([a-z]+)\b")
_LEAD: Final = re.compile(
    rf"{_DEGREE}(?:,\s+\d{{1,3}})?,\s+"
    r"(?:who\s+(?:[a-z][^,.;]{2,70}?\s+as|will\s+be|will\s+become|becomes|is|was|became|serves\s+as|works\s+as|has\s+been|took\s+over\s+as|joined\s+as|retired\s+as)\s+(?:now\s+)?)?"
    r"(?:(?:one\s+of\s+)?(?:a|an|the|its|their|his|her)\s+)?"
)
_DUTY: Final = re.compile(
    r",\s+who\s+((?:runs?|leads?|heads?|oversees|manages?|ran|led|headed|oversaw|managed|covers?|"
    r"directs?|trades?|studies|advises|looks\s+after)\s+[^,.;]*?)(?=\s+(?:at|for)\s|[,.;])"
)
_OWN: Final = re.compile(r"(?:\b(?:its|their|the)|[’']s)\s+$", re.IGNORECASE)
_ITS: Final = re.compile(r"\b[Ii]ts\s+$|(?<!\w)its\s(?=\w)")
_ITS_LENGTH: Final = 4
_THE: Final = re.compile(r"\b[Tt]he\s+$")
_SENTENCE: Final = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n")
_PUBLIC: Final = frozenset({"minister", "chancellor", "premier", "senator", "mp", "lawmaker"})
_REACH: Final = 110
_NO_TITLE: Final = frozenset(
    {"who", "which", "with", "said", "told", "says", "in", "from", "on", "by", "as"}
)
_TITLE_WORD: Final = r"(?:U\.[SK]\.|[\w&’'/-]+)"
_TITLE_AT: Final = re.compile(rf"((?:{_TITLE_WORD}\s){{0,7}}?{_TITLE_WORD})\s+at\s+{_DESCRIPTION}")
_OF_WORDS: Final = 7


class Post(NamedTuple):
    """What an article says about one person's job."""

    person: Mention
    role: str | None
    """The job title as written, without article and employer."""
    employer: Mention | None
    """The organisation named beside the title."""
    start: int
    end: int
    firm_noun: str | None = None
    """What the employer is called where it is not named: `president of the union`."""
    is_its: bool = False
    """Whether the title is said to be that of somebody named before: `its founder`."""

    @property
    def is_public(self) -> bool:
        """Whether the office is one of a state, not of a firm."""
        return self.role is not None and bool(_PUBLIC & set(self.role.lower().split()))


def find_posts(text: str, mentions: MentionIndex) -> tuple[Post, ...]:
    """Return the posts stated beside names of people, in order of the text."""
    everyone = mentions.within(0, len(text))
    found: list[Post] = []
    for index, mention in enumerate(everyone):
        if mention.type == "PERSON":
            before = everyone[max(0, index - 4) : index]
            after = everyone[index + 1 : index + 5]
            post = _post(text, mention, before, after)
            if found and (post is None or post.role is None):
                post = _shared(text, found[-1], mention, post)
            if post is not None:
                found.append(post)
    return tuple(_share_back(text, found))


def _post(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Post | None:
    return (
        _titled_before(text, person, before, after)
        or _titled_after(text, person, after)
        or _untitled(text, person, before, after)
    )


def _shared(text: str, last: Post, person: Mention, own: Post | None) -> Post | None:
    """Return the post of the second name in `analysts A and B at X`, else its own."""
    plural = last.role is not None and last.role.split()[-1].endswith("s")
    gap = text[last.person.end : person.start]
    if not plural or gap.strip() not in {"and", ","}:
        return own
    employer = own.employer if own is not None else last.employer
    return last._replace(person=person, employer=employer, end=person.end)


def _share_back(text: str, posts: Sequence[Post]) -> list[Post]:
    """Return the posts, where names that share a plural title share its employer too."""
    found = list(posts)
    for index in range(len(found) - 2, -1, -1):
        here, following = found[index], found[index + 1]
        joined = text[here.person.end : following.person.start].strip() in {"and", ","}
        if joined and following.employer is not None and here.start == following.start:
            found[index] = here._replace(employer=following.employer)
    return found


def _titled_before(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Post | None:
    """Return the post of `Chief Executive X`, `its founder, X`, `the head of rates at Y, X`."""
    begin = _clause_begin(text, person.start)
    head = _last_head(text, begin, person.start)
    if head is None:
        return None
    start = _extend_left(text, begin, head.start(), before)
    start = _with_region(text, begin, start, before)
    apposed = text[: person.start].rstrip().endswith(",")
    if apposed and not _OWN.search(text, begin, start) and not _owner(text, start, before):
        return None
    inside = [m for m in before if m.start >= head.end() and m.type in _EMPLOYERS]
    stop = min([m.start for m in inside], default=person.start)
    role = _clean(text[start:stop])
    employer = next(iter(inside), None) or _owner(text, start, before)
    if employer is None:
        employer = _employer_after(text, person.end, after, _OF)
    is_its = employer is None and _ITS.search(text, begin, start) is not None
    return Post(person, role, employer, start, person.end, is_its=is_its)


def _titled_after(text: str, person: Mention, after: Sequence[Mention]) -> Post | None:
    """Return the post of `X, a senior analyst at Y`, `X, Y's chief executive`, `X, who runs Z`."""
    duty = _DUTY.match(text, person.end)
    if duty is not None:
        employer = _employer_after(text, duty.end(1), after, _AT)
        return Post(person, duty[1], employer, person.start, duty.end())
    lead = _LEAD.match(text, person.end)
    if lead is None:
        return None
    whole = _title_at(text, lead.end(), after)
    if whole is not None:
        stop, employer = whole
        return Post(person, _clean(text[lead.end() : stop]), employer, person.start, stop)
    owner, begin = _leading_owner(text, lead.end(), after)
    called = _NOUN_OWNER.match(text, begin) if owner is None else None
    if called is not None:
        begin = called.end()
    stop = _title_end(text, begin)
    if stop == begin:
        return None
    inner = None if owner is not None else _inner_employer(text, begin, stop, after)
    if inner is not None:
        stop, employer = inner
        return Post(person, _clean(text[begin:stop]), employer, person.start, employer.end)
    employer = owner or _employer_after(text, stop, after, _AT)
    if employer is None:
        employer = _employer_after(text, stop, after, _DIVISION)
    unnamed = called or _THE_FIRM.match(text, stop) if employer is None else None
    noun = unnamed[1] if unnamed is not None else None
    is_its = employer is None and _ITS.match(text, lead.end() - _ITS_LENGTH) is not None
    return Post(person, _clean(text[begin:stop]), employer, person.start, stop, noun, is_its)


def _inner_employer(
    text: str, begin: int, stop: int, after: Sequence[Mention]
) -> tuple[int, Mention] | None:
    """Return (end of the title, employer) of `founder of hedge fund X`, `chief of miner X`."""
    for mention in after:
        if mention.start >= stop:
            return None
        link = _OF_FIRM.search(text, begin, mention.start)
        if mention.type in _EMPLOYERS and link is not None:
            return link.start(), mention
    return None


def _untitled(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Post | None:
    """Return the post of `Morgan Stanley's Mike Wilson`, `Clive Dorrington of Ashdown Capital`."""
    employer = _owner(text, person.start, before)
    if employer is not None and employer.type == "ORG":
        return Post(person, None, employer, employer.start, person.end)
    employer = _employer_after(text, person.end, after, _OF)
    if employer is None:
        return None
    return Post(person, None, employer, person.start, employer.end)


def _clause_begin(text: str, start: int) -> int:
    """Return where the sentence a name stands in begins, or as far back as titles reach."""
    begin = max(0, start - _REACH)
    for stop in _SENTENCE.finditer(text, begin, start):
        begin = stop.end()
    return begin


def _last_head(text: str, begin: int, start: int) -> re.Match[str] | None:
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


def _extend_left(text: str, begin: int, start: int, before: Sequence[Mention]) -> int:
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


def _with_region(text: str, begin: int, start: int, before: Sequence[Mention]) -> int:
    """Return where a title begins that a region leads: `Acme's European head`, `its UK head`."""
    region = next((m for m in reversed(before) if m.end <= start), None)
    if region is None or region.type not in _REGIONS or text[region.end : start] != " ":
        return start
    earlier = [mention for mention in before if mention.end <= region.start]
    owner = _owner(text, region.start, earlier)
    if owner is not None or _OWN.search(text, begin, region.start):
        return region.start
    return start


def _is_title_word(words: Sequence[re.Match[str]], index: int) -> bool:
    if index < 0:
        return False
    lowered = words[index].group().lower()
    return lowered in role_heads() or lowered in role_modifiers()


def _owner(text: str, start: int, before: Sequence[Mention]) -> Mention | None:
    """Return the employer right before `start`: `Heliad's chief`, `Heliad chief`."""
    last = next((m for m in reversed(before) if m.end <= start), None)
    if last is None or last.type not in _POSSESSORS:
        return None
    gap = text[last.end : start]
    if _POSSESSIVE.fullmatch(gap) or (gap == " " and last.type == "ORG"):
        return last if last.type != "NORP" else None
    return None


def _leading_owner(text: str, begin: int, after: Sequence[Mention]) -> tuple[Mention | None, int]:
    """Return (employer, start of the title) for `X's chief executive`, `a Tessera spokeswoman`."""
    first = next((m for m in after if m.start >= begin), None)
    if first is None or first.start != begin or first.type not in _EMPLOYERS:
        return None, begin
    mark = _POSSESSIVE.match(text, first.end)
    if mark is not None:
        return first, mark.end()
    return (first, first.end + 1) if text[first.end : first.end + 1] == " " else (None, begin)


def _title_at(text: str, begin: int, after: Sequence[Mention]) -> tuple[int, Mention] | None:
    """Return (end, employer) of a title that holds a name, `head of Greater Lowland sales at X`.

    `president of X at ...` ends in the name of its employer and is no such title.
    """
    for employer in after:
        if employer.start - begin > _REACH:
            return None
        if employer.type not in _EMPLOYERS:
            continue
        found = _TITLE_AT.fullmatch(text, begin, employer.start)
        if found is None:
            continue
        words = [word.lower() for word in _WORD.findall(found[1])]
        inside = [m for m in after if begin <= m.start and m.end <= found.end(1)]
        ended = any(m.type in _EMPLOYERS and m.end == found.end(1) for m in inside)
        owned = any(m.type in _EMPLOYERS and m.start == begin for m in inside)
        named = any(word[0].isupper() for word in found[1].split()[1:])
        headed = bool(words) and any(word in role_heads() for word in words)
        if not named or not headed or ended or owned or _NO_TITLE & set(words):
            return None
        return found.end(1), employer
    return None


def _title_end(text: str, begin: int) -> int:
    """Return one past the job title that begins at `begin`, or `begin` where there is none."""
    stop = begin
    headed = False
    within_of = False
    limit = _SENTENCE.search(text, begin)
    end = min(begin + _REACH, limit.start() + 1 if limit else len(text))
    for word in _WORD.finditer(text, begin, end):
        gap = text[stop : word.start()]
        if stop > begin and gap.strip() not in {"", "-", "&"}:
            break
        lowered = word.group().lower()
        if lowered == "at" or lowered in _NO_TITLE:
            break
        if lowered in {"of", "for"}:
            if not headed or _begins_name(text, word.end()):
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


def _employer_after(
    text: str, end: int, after: Sequence[Mention], link: re.Pattern[str]
) -> Mention | None:
    """Return the employer that the link, `at`, `of` or a comma, ties to what ends at `end`."""
    for mention in after:
        if mention.start < end or _SEAT.match(text, mention.end):
            continue
        if mention.start - end > _REACH:
            return None
        if mention.type in _EMPLOYERS:
            return mention if link.fullmatch(text, end, mention.start) else None
        if mention.type not in {"GPE", "LOC", "NORP"}:
            return None
    return None


def _clean(role: str) -> str | None:
    stripped = re.sub(r"^(?:an?|the|its|their)\s+", "", role.strip(" ,"), flags=re.IGNORECASE)
    stripped = re.sub(rf"\s+(?:of|for|at|and|{_COURTESY_END})$", "", stripped)
    return stripped or None
