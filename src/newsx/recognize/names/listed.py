"""Names of a list in a text: each as it is written in news, or in any case."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.tables import AliasRow
from newsx.recognize.names.context import is_meant, label_of
from newsx.recognize.names.repeats import Name
from newsx.tokens import tokens_of

_HEAD: Final = re.compile(r"\w+")
_SHOUTED: Final = frozenset({"GPE", "LOC", "COMMODITY"})  # what a line in capitals has of the list
_SHORTEST_DATELINE: Final = 3


class Phrase(NamedTuple):
    """A name that is searched for."""

    label: str
    any_case: bool


class Listed:
    """The phrases that a knowledge base has for texts.

    Args:
        knowledge: Where they come from.
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        # Ten thousand names and who goes by them; what those are is asked when one is met.
        self._rows: dict[str, AliasRow] = {}
        sizes: dict[str, set[int]] = {}
        for row in knowledge.phrases():
            surface = row.surface.replace("’", "'")
            folded = surface.casefold()
            surface = folded if row.match == "any" else surface
            head = _HEAD.match(folded)
            if head is None or surface in self._rows:
                continue
            self._rows[surface] = row
            sizes.setdefault(head[0], set()).add(len(surface))
        self._sizes = {head: sorted(found, reverse=True) for head, found in sizes.items()}

    def of(self, doc: Doc) -> Iterator[Name]:
        """Yield the phrases of the list, longest first, never overlapping."""
        whole, texts, starts, ends = tokens_of(doc)
        text = whole.replace("’", "'").replace("\u00a0", " ")
        folded = text.casefold() if text.isascii() else "".join(map(_fold, text))
        behind = {end: place for place, end in enumerate(ends, start=1)}
        after = 0
        for place, start in enumerate(starts):
            if place < after:
                continue
            for at, phrase in self._at(text, folded, start):
                end = behind.get(at)
                if end is not None and is_meant(doc, place, end, phrase.label):
                    # `The Economist` is listed so, and `The Hague` keeps what it is called by.
                    first = place + (phrase.label == "ORG" and texts[place] == "The")
                    yield Name(first, end, label_of(doc, place, end, phrase.label))
                    after = end
                    break

    def _at(self, text: str, folded: str, start: int) -> Iterator[tuple[int, Phrase]]:
        """Yield the phrases that begin at a place, the longest first, with their ends."""
        head = _HEAD.match(folded, start)
        for size in self._sizes.get(head[0], ()) if head else ():
            surface = text[start : start + size]
            phrase = self.phrase(surface)
            if phrase is None and surface.isupper() and size > _SHORTEST_DATELINE:
                phrase = self.phrase(surface.title())
                phrase = phrase if phrase and phrase.label in _SHOUTED else None
            if phrase is None:
                phrase = self.phrase(folded[start : start + size])
                phrase = phrase if phrase and phrase.any_case else None
            if phrase is not None:
                yield start + size, phrase

    def phrase(self, surface: str) -> Phrase | None:
        """Return the phrase that is written so, or None."""
        row = self._rows.get(surface)
        label = self._knowledge.type_of(row.entity_id) if row is not None else ""
        return Phrase(label, row.match == "any") if row is not None and label else None

    def has(self, name: str) -> bool:
        """Return whether a name is in the list, in this case or in small letters."""
        return name in self._rows or name.casefold() in self._rows


def _fold(character: str) -> str:
    """Return a character in lower case, never longer than it was."""
    small = character.casefold()
    return small if len(small) == 1 else character
