"""Whose a policy rate is: the central bank's, be its country named, or whoever expects it.

"Peru cut its key rate to 4%" is of the Central Reserve Bank of Peru where the article names that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsx.knowledge.countries import central_banks
from newsx.resolve.measures.naming import Measured
from newsx.schema import Entity, Mention, Reference

POLICY_RATE: Final = "policy rate"
# What others than central banks charge and pay, too.
_OF_ALL: Final = ("interest rate", "borrowing cost", "lending rate", "deposit rate")
_PLACES: Final = frozenset({"GPE", "NORP"})


class CentralBanks:
    """The central banks of one article.

    Args:
        entities: The entities of the article.
        mentions: Their mentions.
    """

    def __init__(self, entities: Mapping[str, Entity], mentions: Iterable[Mention]) -> None:
        self._entities = entities
        known = central_banks()
        self._banks = {
            one: known[one] if known[one] in entities else one for one in entities if one in known
        }
        """The central bank that an entity is or is of, both by their ids."""
        counts = Counter(
            self._banks[one.entity_id] for one in mentions if one.entity_id in self._banks
        )
        ranked = counts.most_common(2)
        is_plain = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
        self._main = ranked[0][0] if is_plain else None

    def is_one(self, reference: Reference | None) -> bool:
        """Tell whether a reference is to a central bank."""
        return reference is not None and reference.entity_id in self._banks

    def owner(
        self, measure: Measured, named: Reference | None, names: Sequence[Mention]
    ) -> Reference | None:
        """Return whose policy rate a figure is, or None where that is not plain.

        Args:
            measure: What the figure measures.
            named: Whose it would be by its sentence.
            names: The names of the sentence.
        """
        if measure.name != POLICY_RATE or not self._banks:
            return None
        here = [self._banks[one.entity_id] for one in names if one.entity_id in self._banks]
        if named is not None and named.entity_id in self._banks:
            return self._reference(self._banks[named.entity_id])
        told = (measure.text or "").lower().removeprefix("expected ").removeprefix("previous ")
        firms = any(one.type == "ORG" and one.entity_id not in self._banks for one in names)
        place = self._entities.get((named.entity_id if named is not None else None) or "")
        is_place = named is None or (place is not None and place.type in _PLACES)
        if told.startswith(_OF_ALL) and (firms or not is_place):
            return None
        lands = {self._land(one.entity_id) for one in names if one.type in _PLACES} - {None}
        if here:
            return self._reference(here[0])
        if lands and self._land(self._main) not in lands:
            found = [one for one in self._banks.values() if self._land(one) in lands]
            return self._reference(found[0]) if found else None
        return self._reference(self._main)

    def _land(self, entity_id: str | None) -> str | None:
        one = self._entities.get(entity_id or "")
        return None if one is None else one.country

    def _reference(self, entity_id: str | None) -> Reference | None:
        one = self._entities.get(entity_id or "")
        return None if one is None else Reference(text=one.name, entity_id=one.entity_id)
