"""Whose a figure is: a phrase of its sentence, or who the text is speaking of."""

from collections.abc import Sequence

from newsx.knowledge.grammar_words import words
from newsx.resolve.binding import Binder, Binding, Phrase
from newsx.schema import Entity, Mention, Reference


class Subjects:
    """Turns phrases into references, and remembers who the text is about.

    Args:
        entities: The entities of the article.
    """

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = {entity.entity_id: entity for entity in entities}
        companies = [entity for entity in entities if entity.type == "ORG"]
        self._main = max(
            companies, key=lambda entity: (entity.mention_count, -entity.first_start), default=None
        )
        self._last: Entity | None = None

    def enter(self, names: Sequence[Mention]) -> None:
        """Begin a sentence: the company it names first is the one spoken of next."""
        self._before = self._last
        for mention in names:
            entity = self._entities.get(mention.entity_id)
            if entity is not None and entity.type == "ORG":
                self._last = entity
                break

    def subject(
        self, binder: Binder, binding: Binding, names: Sequence[Mention], measure: str | None
    ) -> Reference | None:
        """Return whose the figure is; "the company" is the one spoken of before."""
        phrase = binding.subject
        if phrase is None:
            return self._spoken_of() if self._is_companys(measure) else None
        named = self._mention(binder, phrase, names)
        if named is not None:
            return named
        head = binder.words[phrase[1] - 1].lower
        if head in words("generic_owners"):
            return self._spoken_of() or self._plain(binder, phrase)
        return self._plain(binder, phrase)

    def named(
        self, binder: Binder, phrase: Phrase | None, names: Sequence[Mention]
    ) -> Reference | None:
        """Return a phrase as a reference, with its entity where it names one."""
        if phrase is None:
            return None
        return self._mention(binder, phrase, names) or self._plain(binder, phrase)

    def _mention(
        self, binder: Binder, phrase: Phrase, names: Sequence[Mention]
    ) -> Reference | None:
        for word in binder.words[phrase[0] : phrase[1]]:
            if word.what == "name":
                entity_id = names[word.index].entity_id
                entity = self._entities.get(entity_id)
                return Reference(text=entity.name if entity else word.text, entity_id=entity_id)
        return None

    def _plain(self, binder: Binder, phrase: Phrase) -> Reference | None:
        first, end = phrase
        while first < end and binder.words[first].lower in words("determiners"):
            first += 1
        text = binder.sentence.say(first, end) or binder.sentence.say(*phrase)
        return Reference(text=text) if text else None

    def _is_companys(self, measure: str | None) -> bool:
        tokens = (measure or "").lower().split()
        return any(token in words("company_measures") for token in tokens)

    def _spoken_of(self) -> Reference | None:
        entity = self._main or self._before
        if entity is None:
            return None
        return Reference(text=entity.name, entity_id=entity.entity_id)
