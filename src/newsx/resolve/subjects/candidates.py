"""Who could have a figure, each once, with all that speaks for or against it."""

import itertools
from collections.abc import Mapping

from newsx.grammar.nouns import is_plural
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, owner_of
from newsx.resolve.measures.naming import Measured
from newsx.schema import Entity, Reference

_MANY = 6
# Ways to be named whose meeting in one candidate says more than both.
_WAYS = (
    "rule", "here", "main", "headline", "back 1", "figure 0 same", "figure 0 next", "acts",
    "last before",
)  # fmt: skip


class Candidates:
    """Collects candidates for the subject of one figure.

    Args:
        sort: What sort of figure it is.
        measure: What it measures.
        entities: The entities of the article, by id.
    """

    def __init__(self, sort: str, measure: Measured, entities: Mapping[str, Entity]) -> None:
        self.sort = sort
        self.measure = measure.name or ("words" if measure.text else "none")
        self.owner = owner_of(measure.name) or "open"
        self._entities = entities
        self._found: dict[str, tuple[Reference, set[str]]] = {}

    def add(self, reference: Reference, *features: str) -> None:
        """Add a candidate, or more that speaks for it."""
        key = reference.entity_id or reference.text.lower()
        self._found.setdefault(key, (reference, set()))[1].update(features)

    def add_entity(self, entity: Entity | None, *features: str) -> None:
        """Add an entity, or more that speaks for it."""
        if entity is None:
            return
        known = self._found.get(entity.entity_id)
        if known is None:
            known = (Reference(text=entity.name, entity_id=entity.entity_id), set())
            self._found[entity.entity_id] = known
        known[1].update(features)

    def add_id(self, entity_id: str, *features: str) -> None:
        """Add an entity by its id, or more that speaks for it."""
        self.add_entity(self._entities.get(entity_id), *features)

    def rows(self) -> list[tuple[Reference, set[str]]]:
        """Return every candidate with its features, those of what it is itself among them."""
        for reference, features in self._found.values():
            entity = self._entities.get(reference.entity_id or "")
            features.update(self._of_kind(entity) if entity else self._of_words(reference.text))
            ways = [way for way in _WAYS if way in features]
            features.update(f"{one} and {other}" for one, other in itertools.combinations(ways, 2))
        return list(self._found.values())

    def _of_kind(self, entity: Entity) -> list[str]:
        kind = entity.type
        found = [
            f"is {kind}", f"is {kind}, {self.sort}", f"is {kind}, {self.owner}",
            f"is {kind}, {self.sort}, {self.measure}",
            f"named {min(entity.mention_count, _MANY)} times",
        ]  # fmt: skip
        return [*found, "in headline"] if entity.in_headline else found

    def _of_words(self, text: str) -> list[str]:
        """Return what the words of nobody's name say: "retailers", "copper", "gross margin"."""
        tokens = text.lower().split()
        head = tokens[-1]
        kind = (
            "public body" if head in words("public_bodies")
            else "agent" if head in words("agents")
            else "traded" if head in words("traded")
            else "measure" if name_of(text) is not None
            else "named" if any(token[0].isupper() for token in text.split()[1:])
            else "many" if is_plural(head)
            else "one"
        )  # fmt: skip
        return [
            "plain", f"plain, {self.owner}", f"plain, {self.sort}", f"plain {kind}",
            f"plain {kind}, {self.owner}", f"plain {kind}, {self.sort}",
            f"plain {min(len(tokens), _MANY)} long",
        ]  # fmt: skip
