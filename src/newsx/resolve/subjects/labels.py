"""Items of a digest that open with whom they are about: "Pelleas Rail — Shares surged 40%".

What such an item tells without naming another is told of its label, whoever the item before was of.
A broker that stands behind the label and rates it is not another: "Pelleas Rail: Fell Bank starts
at buy, target 40p".
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.function_words import words_of
from newsx.knowledge.measures import owner_of
from newsx.knowledge.speech import is_medium
from newsx.resolve.measures.naming import Measured
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Entity, Mention, Reference

_MARK: Final = re.compile(r"[^\w\n]{0,4}(?:\d{1,2}[.)] )?")
_LABEL_ENDS: Final = re.compile(r"(?: \([^)\n]{1,30}\))?(?: [—–-] |: )")
_ACTORS: Final = frozenset({"ORG", "PERSON", "INDEX"})
# What moves by itself, told of before its figure: "Kestrel Rock: Oil rose 3 percent".
_TRADED: Final = frozenset({"COMMODITY", "CURRENCY"})
# What a firm may be taken for that nobody knows, where others are the labels around it.
_MISTAKEN: Final = frozenset({"GPE", "LOC", "PRODUCT"})
_RATERS: Final = frozenset({"ORG", "PERSON"})
_GRADE: Final = rf"[\"'‘’“]?(?:strong |sector )?(?:{'|'.join(sorted(words_of('grades')))})"
_GIVES: Final = "|".join(sorted(words_of("gives_target")))
# Who buys, sells or is a target rates nothing: "Fell Bank to buy a stake", "puts talks on hold".
_RATES: Final = re.compile(
    rf"\b(?:to|at|from|as|with|on(?! hold\b)) {_GRADE}"
    rf"(?=[\"'’”]?(?: rating\b| from {_GRADE}|[,;.)]|$))"
    rf"|\b{_GRADE}[\"'’”]? rating\b|\b(?:down|up)grade[sd]?\b|\b(?:over|under|equal-)weight\b"
    rf"|\bprice target\b|\b(?:{_GIVES}) (?:its |the |their )?target\b"
    r"|, target (?:price )?(?:at |to )?[a-z]{0,3}[$€£¥]?\d"
)
_SENTENCE_ENDS: Final = re.compile(r"[.!?](?= )|\n|\Z")
_LEAST: Final = 2


class _Item(NamedTuple):
    """A line, whom it is about, and who rates that, if anybody does."""

    begin: int
    stop: int
    entity_id: str
    raters: frozenset[str]


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
        items = list(_items(text, tuple(mentions), self._entities))
        firms = {one.entity_id for one in items if self._entities[one.entity_id].type == "ORG"}
        # one alone may be the agency's, or whoever is asked
        self._items = items if len(firms) >= _LEAST else []
        self._begins = [item.begin for item in self._items]
        self._are_rated = any(item.raters for item in self._items)

    def of(self, place: int, names: Sequence[Mention], measure: Measured) -> Reference | None:
        """Return whose item a place is in, if its sentence has these names and no other actor's.

        Args:
            place: Where a figure stands.
            names: The names of its sentence.
            measure: What it measures: an economy's is no item's, and what is rated is the label's
                only where others rate the labels.
        """
        owner = owner_of(measure.name)
        if owner == "economy" or (owner == "rated" and not self._are_rated):
            return None
        number = bisect_right(self._begins, place) - 1
        if number < 0 or place >= self._items[number].stop:
            return None
        item = self._items[number]
        entity = self._entities[item.entity_id]
        others = (
            one
            for one in names
            if (one.type in _ACTORS or (one.type in _TRADED and one.start < place))
            and one.entity_id != entity.entity_id
            and one.entity_id not in item.raters
            and not self._spoken.vouches(one)
        )
        if next(others, None) is not None:
            return None
        return Reference(text=entity.name, entity_id=entity.entity_id)


def _items(
    text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity]
) -> Iterable[_Item]:
    """Yield the lines that open with a label, in order."""
    for number, mention in enumerate(mentions):
        entity = entities.get(mention.entity_id)
        if entity is None or not _may_label(mention, entity):
            continue
        begin = text.rfind("\n", 0, mention.start) + 1
        if _MARK.fullmatch(text, begin, mention.start) is None or is_medium(mention.text):
            continue  # who reports an item has nothing
        ends = _LABEL_ENDS.match(text, mention.end)
        if ends is None:
            continue
        stop = text.find("\n", mention.end)
        stop = stop if stop > 0 else len(text)
        raters: set[str] = set()
        behind = [one for one in mentions[number + 1 : number + 4] if one.start < stop]
        opens = behind and behind[0].start == ends.end() and behind[0].type in _RATERS
        if opens and is_rating(_sentence(text, ends.end(), stop)):
            raters.add(behind[0].entity_id)
            if behind[0].type == "PERSON":
                raters.update(one.entity_id for one in behind[1:2] if one.type == "ORG")
        yield _Item(begin, stop, mention.entity_id, frozenset(raters))


def is_rating(told: str) -> bool:
    """Tell a sentence in lower case that gives a grade or a target to whom it is about."""
    return _RATES.search(told) is not None


def _sentence(text: str, begin: int, stop: int) -> str:
    """Return the first sentence of `[begin, stop)` in lower case."""
    ends = _SENTENCE_ENDS.search(text, begin, stop)
    return text[begin : stop if ends is None else ends.start()].lower()


def _may_label(mention: Mention, entity: Entity) -> bool:
    """Tell who an item may be about: a firm, or what is taken for a place that nobody knows."""
    return mention.type == "ORG" or (mention.type in _MISTAKEN and not entity.linked)
