"""Job titles and employers of the people in an article, from the words around their names.

Patterns are read on the characters beside a name: `Chief Executive Dana Whitlock`, `Ana Ruiz, a
senior analyst at Peel Hurst`, `its founder, Ray Wilding`, `Morgan Stanley's Mike Wilson`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.knowledge.company_nouns import company_nouns
from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import source_nouns
from newsx.resolve.people.appointments import GIVEN, appointment
from newsx.resolve.people.employers import (
    AT,
    AT_WORD,
    DIVISION,
    DUTIES,
    employer_after,
    employer_beside,
    inner_employer,
    leading_owner,
    owner_before,
)
from newsx.resolve.people.titles import (
    EMPLOYERS,
    SO_LONG,
    clause_begin,
    clean,
    extend_left,
    is_of_several,
    last_head,
    title_at,
    title_end,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.lookup import MentionIndex
    from newsx.schema import Mention

_REGIONS: Final = frozenset({"GPE", "NORP", "LOC"})
# "Lee Stern, M.D., Chief Medical Officer"; an MD without stops is a managing director.
_DEGREE: Final = r"(?:,\s+(?:M\.D|Ph\.?D|J\.?D|CFA|CPA|MBA|OBE|CBE|Esq)\.?(?=,))?"
# "the union's general secretary": whose title it is, by what the firm is called.
_NOUN_OWNER: Final = re.compile(r"([a-z]+)[’']s\s+")
_OWNED_BY_NOUN: Final = re.compile(r"\b[Tt]he\s+([a-z]+)[’']s\s+$")
# "of the union", "of the Finnish supplier".
_THE_FIRM: Final = re.compile(
    r",?\s+(?:of|at|with|for)\s+the\s+(?:[A-Z][\w’'-]+\s+){0,2}([a-z]+)\b"
)
_LEAD: Final = re.compile(
    rf"{_DEGREE}(?:,\s+\d{{1,3}})?,\s+"
    # "X, a former pilot who took over as president", "X, installed as chief executive by Acme"
    # "X, the former vet who is now chief executive"
    r"(?:(?:an?|the)\s+(?:[\w’'-]+\s+){1,5}?(?=who\s+(?:[a-z][^,.;]{2,70}?\s+as|is\s+now)\s))?"
    r"(?:(?:installed|appointed|named|hired|elected|brought\s+in)\s+as\s+)?"
    r"(?:who\s+(?:[a-z][^,.;]{2,70}?\s+as|will\s+be|will\s+become|becomes|is|was|remains|remained|became|serves\s+as|works\s+as|has\s+been|took\s+over\s+as|joined\s+as|retired\s+as)\s+(?:now\s+)?)?"
    r"(?:(?:one\s+of\s+)?(?:a|an|the|its|their|his|her)\s+)?"
)
# "Who heads the Peel Union", "who runs hedge fund Acme": the firm itself, and no part of it.
_RULES: Final = re.compile(
    r",\s+who\s+(?:now\s+|also\s+|jointly\s+|co-)?"
    r"(chairs|heads|leads|runs|owns|founded|chaired|headed|led|ran)\s+"
)
_RULED: Final = re.compile(
    r"(?:(?:the|its|an?)\s+)?(?:(?:[A-Z]\w+-based|[a-z]+)\s+)?(?:(?P<noun>[a-z][\w-]*)\s+)?"
)
_DUTY: Final = re.compile(
    rf",\s+who\s+({DUTIES}\s+(?:[^,.;]|\.(?=\d))*?)(?=\s+(?:at|for)\s|[,.;](?!\d))"
)
_AS_TITLE: Final = re.compile(r"\sas\s+(?:(?:an?|the|its)\s+)?")
_OWN: Final = re.compile(
    r"(?:\b(?:its|their|the)|[’']s)\s+(?:(?:current|present|new|own|then|outgoing|incoming)\s+)?$",
    re.IGNORECASE,
)
# "A deputy governor, Bo Lind, told": which of several, where a comma closes behind the name and no
# more people follow; "according to a trader, Bo Lind said" names another.
_A: Final = re.compile(r"(?<!\bto\s)(?<!\bby\s)(?<!\bwith\s)\b[Aa]n?\s+$")
_CLOSED: Final = re.compile(r",\s+(?!(?:an?|the|its|his|her|their|whose|who|which)\b)[a-z]")
_ITS: Final = re.compile(r"\b[Ii]ts\s+$")
# "its property director": trades that no list of titles has, before those who have one; what a
# founder or a chairman is called is none ("its billionaire founder").
_TRADE_TITLE: Final = re.compile(
    r"[a-z-]+(?<!ed)\s+(?:director|chief|head|manager|officer|editor)\b"
)
_TRADE: Final = re.compile(r"(?:\b(?:[Ii]ts|[Tt]heir)|[’']s)\s+([a-z][a-z-]+)\s+$")
_IS: Final = re.compile(
    r"\s+(?:is|was|remains|became|becomes|has\s+been)\s+(?:now\s+)?(?:(?:a|an|the|its|their)\s+)?"
)
# Verbs that keep or take a post; one that gives it to another or loses it tells none.
_AS: Final = re.compile(
    r"\s+(?:(?:has|had|will)\s+)?"
    r"(?:serves?|served|works?|worked|returns?|returned|stays?|stayed|continues?|continued"
    r"|(?:takes?|took|taken)\s+over"
    r"|(?:keeps?|kept|retains?|retained|holds?|held)\s+(?:his|her|their)\s+(?:seat|post|job|role)"
    r"|(?:was|been|be)\s+(?:named|appointed|hired|elected|re-elected|confirmed))"
    r"\s+as\s+(?:(?:a|an|the|its|their)\s+)?"
)
_IS_GIVEN: Final = re.compile(rf"{GIVEN}\b")
# "Ana Ruiz has been chairman for 23 years": of a firm that the text speaks of.
_LASTS: Final = re.compile(rf"\s+(?:{SO_LONG}|since\b|until\b)")
_PUBLIC: Final = frozenset({"minister", "chancellor", "premier", "senator", "mp", "lawmaker"})
# Secretaries of these are of a state; those of a union or a company have other titles.
_PORTFOLIOS: Final = words_of("portfolios")
# Who speaks for no state: one who has left office, or is not in it yet.
_OUT_OF_OFFICE: Final = frozenset({"former", "ex", "shadow", "retired"})
_SMALL_WORDS: Final = words_of("prepositions") | words_of("conjunctions") | {"own", "then", "new"}


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
        words = set((self.role or "").lower().split())
        return bool(_PUBLIC & words) and not _OUT_OF_OFFICE & words

    @property
    def is_political(self) -> bool:
        """Whether the office is or was one of a state, or shadows one."""
        words = set((self.role or "").lower().split())
        return bool(_PUBLIC & words) or ("secretary" in words and bool(_PORTFOLIOS & words))


def find_posts(text: str, mentions: MentionIndex) -> tuple[Post, ...]:
    """Return the posts stated beside names of people, in order of the text."""
    everyone = mentions.within(0, len(text))
    found: list[Post] = []
    for index, mention in enumerate(everyone):
        if mention.type == "PERSON":
            before = everyone[max(0, index - 4) : index]
            after = everyone[index + 1 : index + 5]
            post = _post(text, mention, before, after)
            given = _given(text, mention, before, after, post)
            if found and (post is None or post.role is None):
                post = _shared(text, found[-1], mention, post)
            more = _besides(text, mention, after, post)
            found += (one for one in (post, more, given) if one is not None)
    return tuple(_share_back(text, found))


def _post(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Post | None:
    return (
        _titled_before(text, person, before, after)
        or _titled_after(text, person, after)
        or _titled_in_passing(text, person, after)
        or _untitled(text, person, before, after)
    )


def _besides(text: str, person: Mention, after: Sequence[Mention], own: Post | None) -> Post | None:
    """Return the second post of `the report's author, X, an economist at Y`, where both are told.

    The first names no firm: `Chairman X, a former official at Y`.
    """
    if own is None or own.employer is not None or own.role is None:
        return None
    more = _titled_after(text, person, after)
    told = more is not None and more.role is not None and more.employer is not None
    return more if told and more != own else None


def _given(
    text: str,
    person: Mention,
    before: Sequence[Mention],
    after: Sequence[Mention],
    own: Post | None,
) -> Post | None:
    """Return the post of `Acme named X chief executive`, besides any that X has."""
    given = appointment(text, person, before, after)
    if given is None or (own is not None and own.role == given.role):
        return None
    return Post(person, given.role, given.employer, person.start, given.end, is_its=given.is_its)


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
    begin = clause_begin(text, person.start)
    head = last_head(text, begin, person.start)
    if head is None:
        return None
    start = extend_left(text, begin, head.start(), before)
    start = _with_region(text, begin, start, before)
    first = _first_of(text, begin, start)
    apposed = text[: person.start].rstrip().endswith(",")
    owned = _OWN.search(text, begin, first) or owner_before(text, first, before)
    if apposed and not owned and not _is_one_of_several(text, begin, first, person):
        return None
    start = first if _TRADE_TITLE.match(text, first) else start
    inside = [m for m in before if m.start >= head.end() and m.type in EMPLOYERS]
    stop = min([m.start for m in inside], default=person.start)
    role = clean(text[start:stop])
    employer = next(iter(inside), None) or owner_before(text, first, before)
    if employer is None:
        employer = employer_beside(text, person.end, after)
    called = _OWNED_BY_NOUN.search(text, begin, first) if employer is None else None
    noun = called[1] if called is not None else None
    is_its = employer is None and _ITS.search(text, begin, first) is not None
    return Post(person, role, employer, start, person.end, noun, is_its)


def _is_one_of_several(text: str, begin: int, first: int, person: Mention) -> bool:
    """Tell whether a name says which of several is meant: `a deputy governor, Bo Lind, told`."""
    return bool(_A.search(text, begin, first) and _CLOSED.match(text, person.end))


def _titled_after(text: str, person: Mention, after: Sequence[Mention]) -> Post | None:
    """Return the post of `X, a senior analyst at Y`, `X, Y's chief executive`, `X, who runs Z`."""
    ruled = _RULES.match(text, person.end)
    employer = None if ruled is None else employer_after(text, ruled.end(), after, _RULED)
    if ruled is not None and employer is not None and _is_ruled(text, ruled.end(), employer):
        return Post(person, ruled[1], employer, person.start, employer.end)
    duty = _DUTY.match(text, person.end)
    if duty is not None:
        employer = employer_after(text, duty.end(1), after, AT)
        # "who oversees $3 billion as deputy chief investment officer of Peel"
        titled = _AS_TITLE.search(text, duty.start(1), duty.end(1))
        stop = 0 if titled is None else title_end(text, titled.end())
        if titled is not None and stop > titled.end():
            employer = employer_after(text, stop, after, AT_WORD) or employer
            return Post(person, clean(text[titled.end() : stop]), employer, person.start, stop)
        return Post(person, duty[1], employer, person.start, duty.end())
    lead = _LEAD.match(text, person.end)
    if lead is None:
        return None
    whole = title_at(text, lead.end(), after)
    if whole is not None:
        stop, employer = whole
        return Post(person, clean(text[lead.end() : stop]), employer, person.start, stop)
    owner, begin = leading_owner(text, lead.end(), after)
    called = _NOUN_OWNER.match(text, begin) if owner is None else None
    if called is not None:
        begin = called.end()
    stop = title_end(text, begin)
    if stop == begin:
        return None
    inner = None if owner is not None else inner_employer(text, begin, stop, after)
    if inner is not None:
        stop, employer = inner
        return Post(person, clean(text[begin:stop]), employer, person.start, employer.end)
    employer = owner or _employer_of_title(text, stop, after)
    unnamed = called or _THE_FIRM.match(text, stop) if employer is None else None
    noun = unnamed[1] if unnamed is not None else None
    is_its = employer is None and _ITS.search(text, person.end, lead.end()) is not None
    return Post(person, clean(text[begin:stop]), employer, person.start, stop, noun, is_its)


def _is_ruled(text: str, start: int, firm: Mention) -> bool:
    """Tell "who runs hedge fund Acme" from "who led protests at Acme", "led Acme's defence"."""
    before = _RULED.fullmatch(text, start, firm.start)
    noun = None if before is None else before["noun"]
    known = noun is None or noun in company_nouns() or source_nouns().get(noun) == "org"
    return known and text[firm.end : firm.end + 1] not in {"'", "’"}


def _titled_in_passing(text: str, person: Mention, after: Sequence[Mention]) -> Post | None:
    """Return the post of `X has been head of Y`, `X kept his seat as chairman of Y`."""
    for link in (_IS, _AS):
        lead = link.match(text, person.end)
        if lead is None or any(one.start < lead.end() for one in after):
            continue
        if _IS_GIVEN.match(text, lead.end()) is not None:
            continue  # "was named chief executive": see `appointments`
        stop = title_end(text, lead.end())
        employer = employer_after(text, stop, after, AT_WORD) if stop > lead.end() else None
        role = clean(text[lead.end() : stop])
        lasts = link is _IS and _LASTS.match(text, stop) is not None
        if role and (employer is not None or lasts) and not is_of_several(role):
            return Post(person, role, employer, person.start, stop)
    return None


def _employer_of_title(text: str, stop: int, after: Sequence[Mention]) -> Mention | None:
    """Return the employer behind a title: `at X`, `, X`, `who oversees $3 billion at X`."""
    for link in (AT, DIVISION):
        employer = employer_after(text, stop, after, link)
        if employer is not None:
            return employer
    return employer_beside(text, stop, after)


def _untitled(
    text: str, person: Mention, before: Sequence[Mention], after: Sequence[Mention]
) -> Post | None:
    """Return the post of `Morgan Stanley's Mike Wilson`, `Clive Dorrington of Ashdown Capital`."""
    employer = owner_before(text, person.start, before)
    if employer is not None and employer.type == "ORG":
        return Post(person, None, employer, employer.start, person.end)
    employer = employer_beside(text, person.end, after)
    if employer is None:
        return None
    return Post(person, None, employer, person.start, employer.end)


def _with_region(text: str, begin: int, start: int, before: Sequence[Mention]) -> int:
    """Return where a title begins that a region leads: `Acme's European head`, `its UK head`."""
    region = next((m for m in reversed(before) if m.end <= start), None)
    if region is None or region.type not in _REGIONS or text[region.end : start] != " ":
        return start
    earlier = [mention for mention in before if mention.end <= region.start]
    owner = owner_before(text, region.start, earlier)
    if owner is not None or _OWN.search(text, begin, region.start):
        return region.start
    return start


def _first_of(text: str, begin: int, start: int) -> int:
    """Return where the words before a title begin that whose it is leads: `its property director`.

    One word that no list has: a trade, or what the holder is called (`its billionaire founder`).
    """
    word = _TRADE.search(text, begin, start)
    if word is None or word[1] in _SMALL_WORDS or not text[start].islower():
        return start
    return word.start(1)
