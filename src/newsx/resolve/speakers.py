"""Who a source is: pronouns, titles, `the company` and surnames traced to an entity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns
from newsx.resolve.firms import Firms
from newsx.schema import Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.lookup import MentionIndex
    from newsx.resolve.roles import Post
    from newsx.schema import Entity, Mention

_WORD: Final = re.compile(r"[\w’'-]+")
_PERSON_PRONOUNS: Final = frozenset({"he", "she", "him", "her", "who", "i"})
_THING_PRONOUNS: Final = frozenset({"it", "which"})
_GROUP_PRONOUNS: Final = frozenset({"they", "we"})
_AGAIN: Final = re.compile(
    r"(?:(?:one|some|two|both|most|all|three) of )?"
    r"(?:them|(?:the|these|those) (?:people|person|sources?|officials?))",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"^(?:its|their)\s"
    r"|\b(?:filings?|projections|prospectus|press release|statement|earnings report)$",
    re.IGNORECASE,
)
_SPOKES: Final = re.compile(r"\bspokes\w+$|\brepresentative$", re.IGNORECASE)
_ENDS_HEAD: Final = words_of("ends_head")
_SAME_PAPER: Final = re.compile(
    r"(?:the|that|this)(?: same)? (?:note|report|letter|memo|survey|study)"
)
# "Riyadh's energy ministry", "its union": neither is the one that has it.
_OF_ANOTHER: Final = re.compile(r"(?:its|their|his|her|\w+[’']s)\s", re.IGNORECASE)
# "The governor" is not the deputy governor where both have spoken.
_LESSER: Final = frozenset({"deputy", "vice", "former", "assistant", "acting", "associate", "ex"})
_THE_TITLE: Final = re.compile(r"\b[Tt]he ((?:[a-z]+\b ?){1,3})")
# What follows a place that only says which: "Oslo-based", "Chile's biggest".
_WHICH: Final = re.compile(r"-[a-z]|[’']s?\s+\w")
# One who speaks of others and is named by trade afterwards: "the analyst cut her target".
_OUTSIDERS: Final = frozenset({"analyst", "economist", "strategist"})
_PRESS: Final = frozenset({"newspaper", "paper", "magazine"})
# "people familiar with Acme" are none of Acme's.
_IN_THE_KNOW: Final = re.compile(
    r"\b(?:familiar|close|privy|briefed|aware|acquainted|knowledge|involved|ties)\b"
)
_LEADERS: Final = frozenset({"management", "bosses"})
_FIRM_TYPES: Final = frozenset({"ORG", "GPE", "PRODUCT", "TICKER"})


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
        self._names = {entity.entity_id: entity.name for entity in entities}
        self._posts = posts
        self.firms = Firms(text, self._mentions, _employers_of_others(posts))
        self._last: dict[str, Source] = {}

    def resolve(self, start: int, end: int) -> Source:
        """Return the source that the words from `start` to `end` name, and remember it."""
        source = self.peek(start, end)
        self._last[source.type] = source
        self._last["any"] = source
        return source

    @property
    def _paper(self) -> Source | None:
        """The organisation or document that spoke last."""
        last = self._last.get("any")
        return last if last is not None and last.type in {"org", "document"} else None

    def peek(self, start: int, end: int) -> Source:
        """Return the source the words name, without counting it as one who has spoken."""
        text = self._text[start:end]
        return self._named(start, end, text) or self._described(start, end, text)

    def name_of(self, mention: Mention) -> str:
        """Return the canonical name of what is mentioned."""
        return self._names.get(mention.entity_id, mention.text)

    def _named(self, start: int, end: int, text: str) -> Source | None:
        inside = self._index.within(start, end)
        people = [mention for mention in inside if mention.type == "PERSON"]
        if people:
            return self._of_mentions(start, end, text, people, "person")
        noun = head_noun(self._without_names(start, end))
        kind = source_nouns().get(noun or "")
        known = _IN_THE_KNOW.search(text)
        limit = start + known.start() if known is not None else end
        firms = [mention for mention in inside if mention.type == "ORG" and mention.start < limit]
        if kind in {"group", "person", "anonymous"} and firms:
            return self._of_mentions(start, end, text, firms[-1:], cast("SourceType", kind))
        if kind == "anonymous" and not firms:
            return None
        if kind == "document" and firms:
            return self._of_mentions(start, end, text, firms[-1:], "document")
        if kind == "org" and firms and firms[-1].end == end:
            # "Danish shoe maker Nordfod": the name says which
            return self._of_mentions(start, end, text, firms[-1:], "org")
        if kind is not None:
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
        lowered = text.lower()
        if lowered in _PERSON_PRONOUNS:
            return self._copy(start, end, text, self._person_before(start, lowered), "person")
        if lowered in _THING_PRONOUNS:
            return self._copy(start, end, text, self._thing_before(start, lowered), "org")
        if lowered in _GROUP_PRONOUNS or _AGAIN.fullmatch(lowered):
            last = self._last.get("anonymous") if _AGAIN.fullmatch(lowered) else None
            last = last or self._last.get("any")
            if last is not None:
                return last.model_copy(update={"start": start, "end": end, "text": text})
        noun = head_noun(self._without_names(start, end))
        kind = cast("SourceType", source_nouns().get(noun or "", "group"))
        referent: Mention | None = None
        if kind == "org":
            if not _OF_ANOTHER.match(text):
                referent = self.firms.before(start, noun or "company")
        elif noun in _PRESS and lowered.startswith("the "):
            referent = self.firms.before(start, noun or "newspaper")
            kind = "org" if referent is not None else kind
        elif kind == "document" and _SAME_PAPER.fullmatch(lowered) and self._paper is not None:
            return self._paper.model_copy(update={"start": start, "end": end, "text": text})
        elif kind == "document" and _OWNED.search(text):
            referent = self.firms.before(start)
        elif _SPOKES.search(text):
            referent, kind = self.firms.nearest(start), "person"
        elif noun in _LEADERS:
            referent, kind = self.firms.before(start), "org"
        elif noun in role_heads() and lowered.startswith("the "):
            referent, kind = self._holder(lowered, start), "person"
            last = self._last.get("person")
            paragraph = self._text.rfind("\n\n", 0, start)
            if (
                referent is None
                and noun in _OUTSIDERS
                and last is not None
                and last.entity_id is not None
                and last.start >= paragraph
            ):
                return last.model_copy(update={"start": start, "end": end, "text": text})
        elif noun in role_heads() and not (noun or "").endswith("s"):
            kind = "person" if kind == "group" else kind
        if referent is None:
            name = re.sub(r"^(?:an?|the)\s+", "", text, flags=re.IGNORECASE)
            return Source(start=start, end=end, text=text, name=name, type=kind)
        return self._copy(start, end, text, referent, kind)

    def _copy(
        self, start: int, end: int, text: str, mention: Mention | None, kind: SourceType
    ) -> Source:
        if mention is None:
            return Source(start=start, end=end, text=text, type=kind)
        name, entity_id = self.name_of(mention), mention.entity_id
        return Source(start=start, end=end, text=text, entity_id=entity_id, name=name, type=kind)

    def _person_before(self, start: int, pronoun: str) -> Mention | None:
        """Return the person a pronoun stands for: who spoke last here, else the nearest."""
        people = [m for m in self._mentions if m.type == "PERSON" and m.end <= start]
        if not people:
            return None
        last = self._last.get("person")
        paragraph = self._text.rfind("\n\n", 0, start)
        recent = [m for m in people if m.start >= paragraph]
        if pronoun != "who" and not recent and (last is None or last.start < paragraph):
            titled = self._titled(max(paragraph, 0), start)
            if titled is not None:
                return titled
        if pronoun == "who" or last is None or last.entity_id is None:
            return people[-1]
        spoken = next((m for m in reversed(people) if m.entity_id == last.entity_id), None)
        if spoken is not None and (last.start >= paragraph or not recent):
            return spoken
        return recent[0] if recent else people[-1]

    def _thing_before(self, start: int, pronoun: str) -> Mention | None:
        if pronoun == "which":
            return next(
                (m for m in reversed(self._mentions) if m.type == "ORG" and m.end <= start), None
            )
        last = self._last.get("org")
        paragraph = self._text.rfind("\n\n", 0, start)
        if last is not None and last.entity_id is not None and last.start >= paragraph:
            spoken = [m for m in self._mentions if m.entity_id == last.entity_id]
            return spoken[0] if spoken else None
        return self.firms.before(start)

    def _holder(self, role: str, start: int) -> Mention | None:
        """Return the person whose job title the words repeat: `the chief executive`."""
        wanted = set(_WORD.findall(role)) - {"the"}
        second: Mention | None = None
        for post in reversed([post for post in self._posts if post.start < start]):
            told = set(_WORD.findall((post.role or "").lower()))
            if wanted and wanted <= told:
                if not _LESSER & (told - wanted):
                    return post.person
                second = second or post.person
        return second

    def _titled(self, begin: int, end: int) -> Mention | None:
        """Return the person whose title stands in a stretch that names nobody: `the chairman`."""
        for found in reversed(list(_THE_TITLE.finditer(self._text, begin, end))):
            words = found[1].split()
            head = next((i for i, word in enumerate(words) if word in role_heads()), None)
            if head is not None:
                return self._holder("the " + " ".join(words[: head + 1]), found.start())
        return None


def head_noun(text: str) -> str | None:
    """Return the noun that heads a phrase and names a sort of source, in lower case, or None.

    >>> head_noun("Some analysts at Peel Hurst")
    'analysts'
    """
    found = None
    nouns, heads = source_nouns(), role_heads()
    for word in _WORD.findall(text.lower()):
        if word in _ENDS_HEAD and found is not None:
            break
        if word in nouns or word in heads:
            found = word
    return found


def _employers_of_others(posts: Sequence[Post]) -> frozenset[str]:
    """Return firms named as employers of outsiders: analysts, economists, investors."""
    outsiders = ("analyst", "economist", "strategist", "investor", "trader", "research", "manager")
    return frozenset(
        post.employer.entity_id
        for post in posts
        if post.employer is not None
        and (post.role is None or any(word in post.role.lower() for word in outsiders))
    )
