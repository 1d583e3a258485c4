"""Whose a policy rate is: the central bank's, be its country named, or whoever expects it.

"Peru cut its key rate to 4%" is of the Central Reserve Bank of Peru where the article names that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from newsx.knowledge.countries import central_banks
from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.naming import POLICY_RATE, Measured, plain
from newsx.schema import Entity, Mention, Reference

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

    def decide(self, measure: Measured, told: Reference | None) -> bool:
        """Tell whether a figure is a central bank's for sure: a policy rate that it is told of."""
        may_be = measure.name == POLICY_RATE or _may_be_policy_rate(measure)
        return may_be and self.is_one(told)

    def owner(
        self,
        measure: Measured,
        named: Reference | None,
        names: Sequence[Mention],
        *,
        is_expected: bool = False,
    ) -> Reference | None:
        """Return whose policy rate a figure is, or None where that is not plain.

        Args:
            measure: What the figure measures.
            named: Whose it would be by its sentence.
            names: The names of the sentence.
            is_expected: Whether it is only expected: a firm may expect what a central bank has.
        """
        is_told = _may_be_policy_rate(measure)
        if not self._banks or not (is_told or measure.name == POLICY_RATE):
            return None
        here = [self._banks[one.entity_id] for one in names if one.entity_id in self._banks]
        if named is not None and named.entity_id in self._banks:
            return self._reference(self._banks[named.entity_id])
        entity = self._entities.get((named.entity_id if named is not None else None) or "")
        is_place = entity is not None and entity.type in _PLACES
        if is_place and entity is not None and entity.country is not None:
            # whatever other bank its sentence sets it beside
            return self._of_lands({entity.country}, here)
        if is_told:
            return None
        if _is_of_lenders(measure) and not is_expected:
            firms = any(one.type == "ORG" and one.entity_id not in self._banks for one in names)
            if (firms and not here) or (named is not None and not is_place):
                return None
        if here:
            return self._reference(here[0])
        lands = {self._land(one.entity_id) for one in names if one.type in _PLACES} - {None}
        if lands and self._land(self._main) not in lands:
            return self._of_lands(lands, ())
        return self._reference(self._main)

    def _of_lands(self, lands: AbstractSet[str | None], here: Sequence[str]) -> Reference | None:
        """Return the central bank of a land: one of these, else one of the article."""
        found = (one for one in (*here, *self._banks.values()) if self._land(one) in lands)
        return self._reference(next(found, None))

    def _land(self, entity_id: str | None) -> str | None:
        one = self._entities.get(entity_id or "")
        return None if one is None else one.country

    def _reference(self, entity_id: str | None) -> Reference | None:
        one = self._entities.get(entity_id or "")
        return None if one is None else Reference(text=one.name, entity_id=one.entity_id)


def _is_of_lenders(measure: Measured) -> bool:
    """Tell a rate that others than central banks have, too: "lending rate on loans"."""
    told = plain(measure.text).split(" ")
    cut = next(
        (place for place, word in enumerate(told) if place and word in words("measure_links")), None
    )
    return " ".join(told[:cut]).endswith(tuple(words("rates_of_lenders")))


def _may_be_policy_rate(measure: Measured) -> bool:
    """Tell what is a policy rate where it is a central bank's: "Peru cut its reference rate"."""
    return plain(measure.text) in words("maybe_policy_rates")
