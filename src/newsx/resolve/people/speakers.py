"""Who a source is: pronouns, titles, `the company` and surnames traced to an entity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from newsx.knowledge.courtesies import COURTESY
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns
from newsx.resolve.people.antecedents import Referent
from newsx.resolve.people.firms import Firms
from newsx.resolve.people.head_nouns import head_noun
from newsx.resolve.people.referents import HE_OR_SHE, RULERS, Referents
from newsx.schema import Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.lookup import MentionIndex
    from newsx.resolve.people.pointed import PointedNames
    from newsx.resolve.people.roles import Post
    from newsx.schema import Entity, Mention

_PRONOUNS: Final = frozenset(
    {"he", "she", "him", "her", "his", "who", "i", "it", "its", "which", "they", "them", "we"}
)
_ARTICLE: Final = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
# What follows a place that only says which: "Oslo-based", "Chile's biggest".
_WHICH: Final = re.compile(r"-[a-z]|[’']s?\s+\w")
# "Of 58 economists in our poll, 50 think", "eight of the 13 expect".
_NUMBER: Final = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)"
)
_SO_MANY: Final = re.compile(
    rf"(?:all |only |the )*(?:{_NUMBER}|most|half)(?: of (?:the |those )?{_NUMBER})?"
)
_COUNTED_ONES: Final = re.compile(
    rf"\b{_NUMBER}(?: of the)? (?:(?!{_NUMBER}\b)[a-z-]+ ){{0,2}}?(?P<noun>[a-z]+s)\b"
)
_LATELY: Final = 400
# "People familiar with Acme" are none of Acme's, nor are "analysts polled by Acme".
_IN_THE_KNOW: Final = re.compile(
    r"\b(?:familiar|close|privy|briefed|aware|acquainted|knowledge|involved|ties"
    r"|(?:polled|surveyed|canvassed|questioned|interviewed|contacted|tracked) by)\b"
)
_FOR: Final = re.compile(rf"(?<!\bled)(?<!\bheaded)\s(?:for|by|to|with)\s(?:{COURTESY}\s)?$")
# Whom a paper went to, or where it lies: "a memo seen by Acme", "filings at Companies House".
_ELSEWHERE: Final = re.compile(
    r"\b(?:at|with|for|to|in|about|against|between"
    r"|(?:seen|reviewed|obtained|viewed|read|cited|reported) by)\b"
)
# "The former Acme banker" works for Acme no more.
_FORMER: Final = re.compile(
    r"\b(?:former|ex|one-?time|retired)[ -](?:[\w-]+ ){0,2}$", re.IGNORECASE
)
_WHOLE_PARAGRAPH: Final = 99
# From these shares on the network is right more often than the rules where the two differ: of
# persons 8 and 1 times, of firms 14 and 3, in 361 articles that it had not learned from.
_SURE_OF_PERSON: Final = 0.8
_SURE_OF_FIRM: Final = 0.9
_THINGS: Final = frozenset({"it", "they"})
_FIRM_TYPES: Final = frozenset({"ORG", "GPE", "PRODUCT", "TICKER"})


class Speakers:
    """Traces sources to entities, claim by claim, in order of the text.

    Args:
        text: The article's.
        mentions: Names by place.
        entities: Everything named.
        posts: Job titles stated beside names.
        author: Who wrote it, where it is one: the `I` of a column.
        pointed: Whom the network takes words for sources to mean.
    """

    def __init__(
        self,
        text: str,
        mentions: MentionIndex,
        entities: Sequence[Entity],
        posts: Sequence[Post],
        author: str | None = None,
        pointed: PointedNames | None = None,
    ) -> None:
        self._text = text
        self._pointed = pointed
        self._author = author
        self._mentions = mentions.within(0, len(text))
        self._index = mentions
        self._names = {entity.entity_id: entity.name for entity in entities}
        self._people = {entity.entity_id for entity in entities if entity.type == "PERSON"}
        self.firms = Firms(text, self._mentions, _employers_of_others(posts))
        self._referents = Referents(text, self._mentions, posts, self.firms)

    def resolve(self, start: int, end: int) -> Source:
        """Return the source that the words from `start` to `end` name, and remember it."""
        source = self.peek(start, end)
        self._referents.remember(source)
        return source

    def peek(self, start: int, end: int) -> Source:
        """Return the source the words name, without counting it as one who has spoken."""
        text = self._text[start:end]
        return self._named(start, end, text) or self._described(start, end, text)

    def owner_at(self, start: int) -> Mention | None:
        """Return the organisation that `its` means at a place in the text."""
        lately = self._referents.opener(start) or self.firms.only_lately(start)
        return lately or self.firms.before(start)

    def opener_of_paragraph(self, start: int) -> Mention | None:
        """Return the organisation that the paragraph speaks of: what its sentences open with."""
        return self._referents.opener(start, _WHOLE_PARAGRAPH)

    def is_person(self, entity_id: str | None) -> bool:
        """Tell whether an entity is a person."""
        return entity_id in self._people

    def name_of(self, mention: Mention) -> str:
        """Return the canonical name of what is mentioned."""
        return self._names.get(mention.entity_id, mention.text)

    def _named(self, start: int, end: int, text: str) -> Source | None:
        if RULERS.fullmatch(text.lower()):  # "The Management Board", whatever it is taken for
            return None
        inside = self._index.within(start, end)
        people = [mention for mention in inside if mention.type == "PERSON"]
        if people and not self._speaks_for(start, people[0]):
            return self._of_mentions(start, end, text, people, "person")
        noun = head_noun(self._without_names(start, end))
        holder = self._referents.holder_at(
            start, noun, [one for one in inside if one.type == "ORG"]
        )
        if holder is not None:
            return self._of_mentions(start, end, text, [holder], "person")
        if any(self._has_left(start, one, end) for one in inside):
            return None
        kind = source_nouns().get(noun or "")
        known = _IN_THE_KNOW.search(text)
        limit = start + known.start() if known is not None else end
        firms = [mention for mention in inside if mention.type == "ORG" and mention.start < limit]
        if kind in {"group", "person", "anonymous"} and firms:
            return self._of_mentions(start, end, text, firms[-1:], cast("SourceType", kind))
        if kind == "anonymous" and not firms:
            return None
        if kind == "document":
            firms = [one for one in firms if not _ELSEWHERE.search(self._text, start, one.start)]
            if firms:
                return self._of_mentions(start, end, text, firms[-1:], "document")
            return None
        if kind == "org" and firms and firms[-1].end == end:
            # "Danish shoe maker Nordfod": the name says which
            return self._of_mentions(start, end, text, firms[-1:], "org")
        if kind is not None or (noun in role_heads() and not any(m.type == "ORG" for m in inside)):
            return None
        firms = [
            mention
            for mention in inside
            if mention.type in _FIRM_TYPES
            and not (mention.type == "GPE" and self._only_says_which(mention, end))
        ]
        if firms:
            return self._of_mentions(start, end, text, firms, "org")
        return None

    def _speaks_for(self, start: int, person: Mention) -> bool:
        """Tell `a lawyer for Ashby`, `two investors briefed by Mr Sandoz`: not they speak."""
        before = _FOR.search(self._text, start, person.start)
        return before is not None and head_noun(self._text[start : before.start()]) is not None

    def _has_left(self, start: int, firm: Mention, end: int) -> bool:
        """Tell whose employer a name was: `the former Acme banker`, of the banker."""
        if firm.type != "ORG" or firm.end >= end:
            return False
        return _FORMER.search(self._text, start, firm.start) is not None

    def _only_says_which(self, place: Mention, end: int) -> bool:
        """Tell the place of "the Oslo-based lender" and "Chile's biggest grocer": no speaker."""
        return _WHICH.match(self._text, place.end, end) is not None

    def _without_names(self, start: int, end: int) -> str:
        """Return the words of a source with blanks in place of names, which head no phrase."""
        text = self._text[start:end]
        for mention in self._index.within(start, end):
            first, last = max(mention.start, start) - start, min(mention.end, end) - start
            text = text[:first] + "·" * (last - first) + text[last:]
        return text

    def _of_mentions(
        self, start: int, end: int, text: str, mentions: Sequence[Mention], kind: SourceType
    ) -> Source:
        names = dict.fromkeys(self.name_of(mention) for mention in mentions)
        entity_id = mentions[0].entity_id
        return Source(
            start=start, end=end, text=text, entity_id=entity_id, name="; ".join(names), type=kind
        )

    def _described(self, start: int, end: int, text: str) -> Source:
        """Return a source named by a pronoun or a common noun."""
        words = self._without_names(start, end).lower()
        if RULERS.fullmatch(text.lower()):
            words = text.lower()
        found = self._referents.find(start, words)
        pointed = self._surely_pointed_at(start, end, words)
        if pointed is not None:
            kind = "person" if pointed.type == "PERSON" else found.kind
            found = Referent(kind, mention=pointed)
        if found.spoken is None and found.mention is None:
            found = found._replace(mention=self._pointed_at(start, end, words))
        if found.spoken is not None:
            place = {"start": start, "end": end, "text": text, "type": found.kind}
            return found.spoken.model_copy(update=place)
        if found.mention is None:
            name = None if words in _PRONOUNS else _ARTICLE.sub("", text)
            if words == "i":
                name = self._author
            elif _SO_MANY.fullmatch(words):
                name = self._those_counted(start) or name
            return Source(start=start, end=end, text=text, name=name, type=found.kind)
        both = [found.mention] if found.second is None else [found.mention, found.second]
        return self._of_mentions(start, end, text, both, found.kind)

    def _those_counted(self, start: int) -> str | None:
        """Return who was spoken of, where a number alone speaks: "Of 58 economists, 50 think"."""
        before = self._text[max(0, start - _LATELY) : start].lower()
        counted = (found["noun"] for found in _COUNTED_ONES.finditer(before))
        nouns = source_nouns()
        those = [noun for noun in counted if nouns.get(noun) == "group"]
        return those[-1] if those else None

    def _surely_pointed_at(self, start: int, end: int, words: str) -> Mention | None:
        """Return whom the network is surer of than the rules can be, for `she`, `it`, `the bank`.

        A person for `she`, an organisation for the others; what is said of people by what they do
        is left to the rules.
        """
        if self._pointed is None:
            return None
        if words in HE_OR_SHE:
            found = self._pointed.meant(start, end, _SURE_OF_PERSON)
            return found if found is not None and found.type == "PERSON" else None
        if words not in _THINGS and not words.startswith("the "):
            return None
        noun = None if words in _THINGS else head_noun(words)
        if source_nouns().get(noun or "") in {"group", "anonymous", "person"}:
            return None
        if noun in role_heads() or self._referents.land_of_bank(start, words) is not None:
            return None
        found = self._pointed.meant(start, end, _SURE_OF_FIRM)
        return found if found is not None and self.firms.may_be_called(found, noun) else None

    def _pointed_at(self, start: int, end: int, words: str) -> Mention | None:
        """Return the organisation that `it` or `the filing` means by the network."""
        if self._pointed is None or not (words == "it" or words.startswith("the ")):
            return None
        noun = None if words == "it" else head_noun(words)
        if source_nouns().get(noun or "") in {"group", "anonymous", "person"}:
            return None  # "the three analysts who write on the company" are none of its own
        if self._referents.land_of_bank(start, words) is not None:
            return None  # no other country's
        found = self._pointed.meant(start, end)
        return found if found is not None and self.firms.may_be_called(found, noun) else None


def _employers_of_others(posts: Sequence[Post]) -> frozenset[str]:
    """Return firms named as employers of outsiders: analysts, economists, investors."""
    outsiders = ("analyst", "economist", "strategist", "investor", "trader", "research", "manager")
    return frozenset(
        post.employer.entity_id
        for post in posts
        if post.employer is not None
        and (post.role is None or any(word in post.role.lower() for word in outsiders))
    )
