"""Who a text is speaking of where a sentence does not say: its company, its economy."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsx.schema import Entity, Mention

# A mention between these only vouches for something, or employs who does.
_VOUCHED_BEFORE = re.compile(
    r"(?:according to|citing|cited|compiled by|polled by|surveyed by|survey by|poll by"
    r"|estimates? (?:of|by|from)|data (?:from|by)|figures (?:from|by)|told|per|reported by"
    r"|(?:analysts?|economists?|strategists?|managers?|partners?|advisers?|brokers?|traders?"
    r"|head of [a-z ]{3,40}|research|director|officer) (?:at|of|for|with|from))(?: the)? $",
    re.IGNORECASE,
)
_VOUCHED_AFTER = re.compile(
    r"(?:['’]s)?,? (?:data|figures|analysts?|economists?|strategists?|survey|poll|estimates?"
    r"|calculations|prices|research|wrote|index)\b|\)? [-–—] "
)
_PLACES = frozenset({"GPE", "NORP"})
_IN_HEADLINE = 3
_LEAST = 2
_DOMINANT = 3


class Spoken:
    """Remembers, sentence by sentence, whom a text is about.

    Args:
        entities: The entities of the article.
        mentions: Their mentions, in order of the text.
        text: The text, by which who only vouches is told from who is spoken of.
        agency: The agency whose story it is: named at its head, it is not what it is about.
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        mentions: Iterable[Mention] = (),
        text: str = "",
        agency: str | None = None,
    ) -> None:
        self._entities = {entity.entity_id: entity for entity in entities}
        self._agency = agency
        self._text = text
        headline = text.find("\n")
        spoken: Counter[str] = Counter()
        places: Counter[str] = Counter()
        named = False
        for mention in mentions:
            named = named or mention.type == "ORG"
            if mention.type == "ORG" and not self._vouches(mention):
                spoken[mention.entity_id] += _IN_HEADLINE if mention.start < headline else 1
            elif mention.type in _PLACES:
                places[mention.entity_id] += 1
        companies = [
            entity for entity in entities if entity.type == "ORG" and entity.name != agency
        ]
        self.main = max(
            (one for one in companies if spoken[one.entity_id] or not named),
            key=lambda one: (spoken[one.entity_id], one.mention_count, -one.first_start),
            default=None,
        )
        counts = sorted((spoken[one.entity_id] for one in companies), reverse=True)
        self.is_about_one = bool(counts) and counts[0] >= _DOMINANT * max(1, *counts[1:], 0)
        """Whether one company is spoken of far more than any other."""
        self._place = max(
            (one for one in entities if places[one.entity_id] >= _LEAST),
            key=lambda one: (places[one.entity_id], -one.first_start),
            default=None,
        )
        self._met = {one.entity_id for one in companies if one.in_headline}
        self._last: Entity | None = None
        self._before: Entity | None = None
        self._here: Entity | None = None

    def _vouches(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.start - 60) : mention.start]
        return (
            _VOUCHED_BEFORE.search(before) is not None
            or _VOUCHED_AFTER.match(self._text, mention.end) is not None
        )

    def enter(self, names: Sequence[Mention]) -> None:
        """Begin a sentence: the company it names first is the one spoken of next."""
        self._before = self._last
        self._here = None
        for mention in names:
            entity = self._entities.get(mention.entity_id)
            if entity is None:
                continue
            if mention.type in _PLACES:
                self._here = entity
            if entity.type == "ORG" and entity.name != self._agency and not self._vouches(mention):
                self._last = entity
                self._met.add(entity.entity_id)
                break

    def company(self) -> Entity | None:
        """Return whom the article is about, once it was named, or the company spoken of before."""
        if self.main is not None and (self.is_about_one or self.main.entity_id in self._met):
            return self.main
        return self._before

    def economy(self) -> Entity | None:
        """Return the country named in this sentence, or the one the article is set in."""
        return self._here or self._place
