"""Whose an economy's figures are: the country named, or that of the people, or the one told of.

Inflation is a country's, be it told under a town in a dateline or of "Chilean" prices.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from newsx.knowledge.countries import country_names
from newsx.schema import Entity, Mention, Reference

_PLACES = frozenset({"GPE", "NORP"})
# One town tells where somebody sits, two places where a text is set.
_OFTEN = 2


class Lands:
    """The countries of one article.

    Args:
        entities: The entities of the article.
        mentions: Their mentions.
    """

    def __init__(self, entities: Sequence[Entity], mentions: Iterable[Mention]) -> None:
        places = {
            one.entity_id: one.country for one in entities if one.type in _PLACES and one.country
        }
        counts = Counter(places[one.entity_id] for one in mentions if one.entity_id in places)
        self._main = counts.most_common(1)[0][0] if counts else None
        often = counts[self._main] if self._main else 0
        self._is_set = often >= _OFTEN and 2 * often > counts.total()
        self._entities = {
            one.country: one
            for one in entities
            if one.country and one.name == country_names().get(one.country)
        }

    def of(self, place: Entity) -> Reference:
        """Return the country of a people; a place is itself."""
        told = Reference(text=place.name, entity_id=place.entity_id)
        return self.land(place.country) or told if place.type == "NORP" else told

    def main(self) -> Reference | None:
        """Return the country that is named most, be it by its towns."""
        return self.land(self._main)

    def unsaid(self) -> Reference | None:
        """Return the country an article is set in and never calls by its name: "British homes"."""
        if not self._is_set or self._main in self._entities:
            return None
        return self.land(self._main)

    def land(self, code: str | None) -> Reference | None:
        """Return the country of a code."""
        if code is None or code not in country_names():
            return None
        entity = self._entities.get(code)
        if entity is None:
            return Reference(text=country_names()[code])
        return Reference(text=entity.name, entity_id=entity.entity_id)
