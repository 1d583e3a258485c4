"""Items of a digest that open with whom they are about: "Pelleas Rail — Shares surged 40%".

What such an item tells without naming another is told of its label, whoever the item before was of.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from newsx.knowledge.speech import is_medium
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Entity, Mention, Reference

_MARK: Final = re.compile(r"[^\w\n]{0,4}(?:\d{1,2}[.)] )?")
_LABEL_ENDS: Final = re.compile(r"(?: \([^)\n]{1,30}\))?(?: [—–-] |: )")
_ACTORS: Final = frozenset({"ORG", "PERSON", "INDEX"})
# What moves by itself, told of before its figure: "Kestrel Rock: Oil rose 3 percent".
_TRADED: Final = frozenset({"COMMODITY", "CURRENCY"})
_LEAST: Final = 2


class Labels:
    """The items of one article.

    Args:
        text: The article.
        mentions: The names in it, in order.
        entities: Whom they mean.
        spoken: Who of them only vouches for something.
    """

    def __init__(
        self,
        text: str,
        mentions: Iterable[Mention],
        entities: Sequence[Entity],
        spoken: Spoken,
    ) -> None:
        self._spoken = spoken
        self._entities = {entity.entity_id: entity for entity in entities}
        self._items: list[tuple[int, int, str]] = []
        for mention in mentions:
            if mention.type == "ORG" and mention.entity_id in self._entities:
                begin = text.rfind("\n", 0, mention.start) + 1
                opens = _MARK.fullmatch(text, begin, mention.start) is not None
                opens = opens and not is_medium(mention.text)  # who reports an item has nothing
                if opens and _LABEL_ENDS.match(text, mention.end):
                    stop = text.find("\n", mention.end)
                    self._items.append((begin, stop if stop > 0 else len(text), mention.entity_id))
        if len({entity_id for _, _, entity_id in self._items}) < _LEAST:
            self._items = []  # one alone may be the agency's, or whoever is asked
        self._begins = [begin for begin, _, _ in self._items]

    def of(self, place: int, names: Sequence[Mention]) -> Reference | None:
        """Return whose item a place is in, if its sentence has these names and no other actor's."""
        number = bisect_right(self._begins, place) - 1
        if number < 0 or place >= self._items[number][1]:
            return None
        entity = self._entities[self._items[number][2]]
        others = (
            one
            for one in names
            if (one.type in _ACTORS or (one.type in _TRADED and one.start < place))
            and one.entity_id != entity.entity_id
            and not self._spoken.vouches(one)
        )
        if next(others, None) is not None:
            return None
        return Reference(text=entity.name, entity_id=entity.entity_id)
