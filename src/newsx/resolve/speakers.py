"""Who a source is: pronouns, titles, `the company` and surnames traced to an entity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns
from newsx.schema import Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsx.resolve.lookup import MentionIndex
    from newsx.resolve.roles import Post
    from newsx.schema import Entity, Mention

_WORD: Final = re.compile(r"[\w’'-]+")
_PERSON_PRONOUNS: Final = frozenset({"he", "she", "who", "i"})
_THING_PRONOUNS: Final = frozenset({"it", "which"})
_GROUP_PRONOUNS: Final = frozenset({"they", "we"})
_FIRM_TYPES: Final = frozenset({"ORG", "GPE"})


class Speakers:
    """Traces sources to entities, claim by claim, in order of the text.

    Args:
        text: The article's.
        mentions: Names by place.
        entities: Everything named.
        posts: Job titles stated beside names.
    """

    def __init__(
        self,
        text: str,
        mentions: MentionIndex,
        entities: Sequence[Entity],
        posts: Sequence[Post],
    ) -> None:
        self._text = text
        self._mentions = mentions.within(0, len(text))
        self._index = mentions
        self._entities = {entity.entity_id: entity for entity in entities}
        self._posts = posts
        self._last: dict[str, Source] = {}

    def resolve(self, start: int, end: int) -> Source:
        """Return the source that the words from `start` to `end` name."""
        source = self.peek(start, end)
        key = "person" if source.type == "person" else source.type
        self._last[key] = source
        self._last["any"] = source
        return source

    def peek(self, start: int, end: int) -> Source:
        """Return the source the words name, without counting it as one who has spoken."""
        text = self._text[start:end]
        return self._named(start, end, text) or self._described(start, end, text)

    def name_of(self, mention: Mention) -> str:
        """Return the canonical name of what is mentioned."""
        return self._name(mention.entity_id, mention.text)

    def employer_near(self, start: int) -> Mention | None:
        """Return the firm that a job title without one belongs to."""
        return self._firm_before(start)

    def _named(self, start: int, end: int, text: str) -> Source | None:
        inside = self._index.within(start, end)
        kind = noun_kind(text)
        people = [mention for mention in inside if mention.type == "PERSON"]
        if people:
            return self._of_mentions(start, end, text, people, "person")
        firms = [
            m for m in inside if m.type in _FIRM_TYPES or m.type in {"PRODUCT", "INDEX", "TICKER"}
        ]
        if kind in {"group", "person", "anonymous"} and firms:
            source_type: SourceType = (
                "group" if kind == "group" else "anonymous" if kind == "anonymous" else "person"
            )
            return self._of_mentions(start, end, text, firms[-1:], source_type)
        if kind == "org" and firms and firms[0].type == "INDEX":
            return None
        if firms:
            return self._of_mentions(
                start, end, text, firms[:1], "document" if kind == "document" else "org"
            )
        return None

    def _of_mentions(
        self, start: int, end: int, text: str, mentions: Sequence[Mention], kind: SourceType
    ) -> Source:
        names = "; ".join(self._name(mention.entity_id, mention.text) for mention in mentions)
        return Source(
            start=start, end=end, text=text, entity_id=mentions[0].entity_id, name=names, type=kind
        )

    def _name(self, entity_id: str, default: str) -> str:
        entity = self._entities.get(entity_id)
        return entity.name if entity is not None else default

    def _described(self, start: int, end: int, text: str) -> Source:
        lowered = text.lower()
        words = _WORD.findall(lowered)
        kind = noun_kind(text)
        referent: Mention | None = None
        source_type: SourceType = "group"
        if lowered in _PERSON_PRONOUNS:
            return self._copy(start, end, text, self._person_before(start, lowered), "person")
        if lowered in _THING_PRONOUNS:
            referent, source_type = self._firm_before(start), "org"
        elif lowered in _GROUP_PRONOUNS:
            last = self._last.get("group") or self._last.get("any")
            if last is not None:
                return Source(
                    start=start,
                    end=end,
                    text=text,
                    entity_id=last.entity_id,
                    name=last.name,
                    type=last.type,
                )
        elif kind == "org":
            referent, source_type = self._firm_before(start), "org"
        elif kind == "document":
            referent, source_type = self._firm_before(start), "document"
        elif kind == "anonymous":
            return Source(
                start=start, end=end, text=text, name=_without_article(text), type="anonymous"
            )
        elif words and words[-1] in role_heads() and words[0] == "the":
            person = self._holder(lowered, start)
            if person is not None:
                return self._copy(start, end, text, person, "person")
            source_type = "person"
        if referent is None:
            return Source(
                start=start, end=end, text=text, name=_without_article(text), type=source_type
            )
        return self._copy(start, end, text, referent, source_type)

    def _copy(
        self, start: int, end: int, text: str, mention: Mention | None, kind: SourceType
    ) -> Source:
        if mention is None:
            return Source(start=start, end=end, text=text, type=kind)
        name = self._name(mention.entity_id, mention.text)
        return Source(
            start=start, end=end, text=text, entity_id=mention.entity_id, name=name, type=kind
        )

    def _person_before(self, start: int, pronoun: str) -> Mention | None:
        """Return the person a pronoun stands for: the nearest, those who spoke first."""
        people = [m for m in self._mentions if m.type == "PERSON" and m.end <= start]
        if not people:
            return None
        last = self._last.get("person")
        nearest = people[-1]
        if pronoun == "who" or last is None or last.entity_id is None:
            return nearest
        paragraph = self._text.rfind("\n\n", 0, start)
        spoken = next((m for m in reversed(people) if m.entity_id == last.entity_id), None)
        if spoken is not None and last.start >= paragraph:
            return spoken
        return nearest

    def _firm_before(self, start: int) -> Mention | None:
        firms = [m for m in self._mentions if m.type == "ORG" and m.end <= start]
        if not firms:
            return None
        counts: Mapping[str, int] = {
            m.entity_id: sum(other.entity_id == m.entity_id for other in self._mentions)
            for m in firms
        }
        paragraph = self._text.rfind("\n\n", 0, start)
        local = [m for m in firms if m.start >= paragraph]
        return max(local or firms, key=lambda mention: counts[mention.entity_id])

    def _holder(self, role: str, start: int) -> Mention | None:
        """Return the person whose job title the words repeat: `the chief executive`."""
        wanted = set(_WORD.findall(role)) - {"the"}
        for post in reversed([post for post in self._posts if post.start < start]):
            if post.role is not None and wanted <= set(_WORD.findall(post.role.lower())):
                return post.person
        return None


def noun_kind(text: str) -> str | None:
    """Return the type of source that the head noun of a phrase names, or None."""
    found = None
    nouns = source_nouns()
    for word in _WORD.findall(text.lower()):
        if (
            word
            in {"of", "at", "for", "in", "from", "with", "by", "familiar", "compiled", "surveyed"}
            and found
        ):
            break
        found = nouns.get(word, found)
    return found


def _without_article(text: str) -> str:
    return re.sub(r"^(?:a|an|the)\s+", "", text, flags=re.IGNORECASE)
