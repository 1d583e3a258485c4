"""Role and employer of a source: stated beside a name anywhere, or implied by a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.knowledge.speech import source_nouns
from newsx.resolve.people.head_nouns import WORD, head_noun, head_place
from newsx.schema import Affiliation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.people.pointed import PointedNames
    from newsx.resolve.people.roles import Post
    from newsx.resolve.people.speakers import Speakers
    from newsx.schema import Mention, Source

# A bare title of this sort is one at the firm the article is about.
_INSIDERS: Final = re.compile(
    r"\b(?:chief|ceo|cfo|coo|cto|chair\w*|president|director|founder|co-founder|boss|spokes\w+|"
    r"governor|owner|treasurer|head|vice|managing|secretary|executive|officer)\b",
    re.IGNORECASE,
)
# One of those who judge or buy shares: at the house that the paragraph speaks of.
_OUTSIDERS: Final = re.compile(r"\b(?:analyst|economist|strategist|manager)s?\b", re.IGNORECASE)
_BROKERS: Final = frozenset(["firm", "bank", "brokerage", "broker"])
_STAFF: Final = frozenset(["employees", "workers", "staff", "executives", "engineer", "engineers"])
# How sure the network must be where somebody works whose title does not say it.
_SURE: Final = 0.5
FORMER: Final = ("former ", "ex-", "one-time ", "retired ")
"""How the title of a post begins that somebody has no more."""
_PEOPLE: Final = frozenset(["person", "group", "anonymous"])


class Careers:
    """Who works where, as far as the article says.

    Args:
        posts: Job titles and employers stated beside names.
        speakers: Knows which firm a bare title means.
        pointed: Where the network takes people to work, if any does.
    """

    def __init__(
        self, posts: Sequence[Post], speakers: Speakers, pointed: PointedNames | None = None
    ) -> None:
        self._speakers = speakers
        self._pointed = pointed
        self._posts: dict[str, list[Post]] = {}
        self._phrases: dict[str, tuple[str | None, Affiliation | None]] = {}
        for post in posts:
            self._posts.setdefault(post.person.entity_id, []).append(post)

    def of(self, source: Source | None) -> tuple[str | None, Affiliation | None]:
        """Return (role, affiliation) of a source; None where the article tells neither."""
        if source is None or source.type not in _PEOPLE:
            return None, None
        if source.entity_id in self._posts:
            role = self.role(source.entity_id)
            return role, self._affiliation(self.employer(source.entity_id))
        return self._of_phrase(source)

    def role(self, person: str) -> str | None:
        """Return the job title of a person, as first written; a past one only if no other is."""
        return next((post.role for post in self._now(person) if post.role), None)

    def _now(self, person: str) -> Sequence[Post]:
        posts = self._posts.get(person, ())
        return [post for post in posts if not is_former(post)] or posts

    def employer_of(self, post: Post) -> Mention | None:
        """Return the organisation that a post is one at: of one person there may be several."""
        if post.employer is not None:
            return post.employer
        told = any(one.employer is not None for one in self._posts[post.person.entity_id])
        if post.is_its and told:  # "It named Ana Ruiz, head of rates at Peel, as chairwoman"
            return self._speakers.owner_at(post.start)
        return self.employer(post.person.entity_id)

    def employer(self, person: str) -> Mention | None:
        """Return the organisation a person works for: stated, or implied by the title."""
        posts = self._posts.get(person, ())
        told = (post.employer for post in self._now(person))
        stated = next((employer for employer in told if employer is not None), None)
        if stated is not None:
            return stated
        for post in posts:
            meant = self._meant(post)
            if meant is not None:
                return meant
            if post.is_its:
                return self._speakers.owner_at(post.start)
            if post.firm_noun is not None and self._is_firm(post.firm_noun, post.start):
                return self._firm_of(post, post.firm_noun)
            if post.is_public:
                return self._speakers.firms.state(post.start)
            if post.is_political:
                return None
            if post.role is not None and _INSIDERS.search(post.role):
                noun = "bank" if "overnor" in post.role else "company"
                return self._speakers.firms.before(post.start, noun)
            if post.role is not None and _OUTSIDERS.search(post.role):
                return self._speakers.opener_of_paragraph(post.start)
        return None

    def _meant(self, post: Post) -> Mention | None:
        """Return for whom the network surely takes the holder of a post to work."""
        if self._pointed is None:
            return None
        meant = self._pointed.meant(post.person.start, post.person.end, _SURE)
        return meant if meant is not None and meant.type == "ORG" else None

    def _is_firm(self, noun: str, start: int) -> bool:
        """Tell a noun for an organisation: any is one, or one of the article has it in its name."""
        is_known = source_nouns().get(noun) == "org"
        return is_known or self._speakers.firms.fits_names(start, noun)

    def _firm_of(self, post: Post, noun: str) -> Mention | None:
        """Return whom `at the firm` means: of one who judges others, the firm named last."""
        firms = self._speakers.firms
        if noun in _BROKERS and post.role is not None and _OUTSIDERS.search(post.role):
            return firms.last(post.start)
        return firms.before(post.start, noun)

    def _of_phrase(self, source: Source) -> tuple[str | None, Affiliation | None]:
        """Return role and affiliation of `analysts at Peel Hurst`, `one engineer`."""
        noun = head_noun(source.text)
        if noun is None:  # "they said", of those who spoke before
            return self._phrases.get(source.entity_id or "", (None, None))
        affiliation = None
        if self._speakers.is_person(source.entity_id):
            if _INSIDERS.search(source.text):
                affiliation = self._affiliation(self._speakers.firms.before(source.start))
        elif source.entity_id is not None and source.name is not None:
            affiliation = Affiliation(name=source.name, entity_id=source.entity_id)
        elif noun in _STAFF:
            affiliation = self._affiliation(self._speakers.firms.before(source.start))
        is_role = noun in role_heads() or source_nouns().get(noun) == "person"
        is_title = is_role and noun not in _STAFF - {"engineer"}
        found = (_title(source.text) if is_title else None), affiliation
        if source.entity_id is not None:
            self._phrases[source.entity_id] = found
        return found

    def _affiliation(self, employer: Mention | None) -> Affiliation | None:
        if employer is None:
            return None
        return Affiliation(name=self._speakers.name_of(employer), entity_id=employer.entity_id)


def is_former(post: Post) -> bool:
    """Tell whether a post is one of the past: `former finance chief`."""
    return (post.role or "").lower().startswith(FORMER)


def _title(text: str) -> str | None:
    """Return the head noun with the words before it that belong to the title: `chief executive`."""
    words = WORD.findall(text)
    lowered = [word.lower() for word in words]
    last = head_place(lowered)
    if last is None:
        return None
    first = last
    named = words[last][0].islower()  # then capitals before it are those of a name: "Peel Group"
    while first > 0 and lowered[first - 1] in role_modifiers():
        if named and words[first - 1][0].isupper():
            break
        first -= 1
    return " ".join(lowered[first : last + 1])
