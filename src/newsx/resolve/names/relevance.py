"""How much an article is about an entity, from the headline, the place and the count."""

from collections.abc import Collection
from typing import Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import normalise, words

_LONGEST_NAME: Final = 6
_SHORTEST_HEAD: Final = 3
_WEAK: Final = cue_words("weak")


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
        self._names = frozenset(normalise(token) for token in text.split() if not token.islower())
        self._ids = frozenset(row.entity_id for key in self._keys for row in knowledge.by_key(key))

    def gives(self, entity_id: str, keys: Collection[str], label: str) -> bool:
        """Return whether the headline gives an entity any of its names.

        Those of the list, those of the text, and what headlines cut them down to: the first word
        of an organisation, the last of a person.
        """
        if entity_id in self._ids or not self._keys.isdisjoint(keys):
            return True
        if label == "PERSON":
            return any(key.split()[-1] in self._names for key in keys)
        heads = {key.split()[0] for key in keys} if label in {"ORG", "PRODUCT"} else set()
        return any(head in self._names for head in heads - _WEAK if len(head) >= _SHORTEST_HEAD)


def relevance(*, count: int, most: int, in_headline: bool, first: int, length: int) -> float:
    """Return 0 to 1: 45% the headline, 30% the share of mentions, 25% how early it comes."""
    place = 1 - first / length if length else 0.0
    return round(0.45 * in_headline + 0.3 * count / most + 0.25 * place, 3)
