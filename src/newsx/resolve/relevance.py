"""How much an article is about an entity, from the headline, the place and the count."""

from collections.abc import Collection
from typing import Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import words

_LONGEST_NAME: Final = 6


class Headline:
    """The names a headline may give.

    Args:
        text: The headline.
        knowledge: Who there is: `Nvidia` in the headline names Nvidia Corp.
    """

    def __init__(self, text: str, knowledge: KnowledgeBase) -> None:
        found = [word for token in text.split() for word in words(token)]
        self._keys = frozenset(
            " ".join(found[first:last])
            for first in range(len(found))
            for last in range(first + 1, min(first + _LONGEST_NAME, len(found)) + 1)
        )
        self._ids = frozenset(row.entity_id for key in self._keys for row in knowledge.by_key(key))

    def gives(self, entity_id: str, keys: Collection[str]) -> bool:
        """Return whether the headline gives an entity any of its names, the list's or these."""
        return entity_id in self._ids or not self._keys.isdisjoint(keys)


def relevance(*, count: int, most: int, in_headline: bool, first: int, length: int) -> float:
    """Return 0 to 1: 45% the headline, 30% the share of mentions, 25% how early it comes."""
    place = 1 - first / length if length else 0.0
    return round(0.45 * in_headline + 0.3 * count / most + 0.25 * place, 3)
