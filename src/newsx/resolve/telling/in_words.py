"""Whose the figures of a sentence alone are, in its own words: "the Dow", and no full name.

An article has many names for one thing, and its figures bear the one that all articles share; a
sentence alone is asked for its words, and the entity behind them still has its full name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from newsx.resolve.lookup import MentionIndex
from newsx.schema import Figure, Mention, Reference

# "South Korean factory activity": no name of South Korea.
_ADJECTIVE: Final = "NORP"
_OWNED: Final = re.compile(r"^[A-Z]\w+[’']s ")


def in_its_words(figures: Iterable[Figure], mentions: MentionIndex) -> Iterator[Figure]:
    """Yield the figures of a text of one line with their subjects as the line calls them.

    Args:
        figures: In order of the text.
        mentions: The names in the line.
    """
    named: dict[str, list[Mention]] = {}
    indices = []
    for mention in mentions:
        if mention.type != _ADJECTIVE:
            named.setdefault(mention.entity_id, []).append(mention)
        if mention.type == "INDEX":
            indices.append(mention)
    for said in figures:
        figure = _of_index(said, indices)
        subject = figure.subject
        called = named.get(subject.entity_id or "") if subject is not None else None
        if subject is None or not called:
            yield figure
            continue
        before = [one for one in called if one.end <= figure.start]
        nearest = before[-1] if before else called[0]
        words = _OWNED.sub("", nearest.text)
        told: dict[str, object] = {"subject": subject.model_copy(update={"text": words})}
        if figure.measure == subject.text:
            told["measure"] = words
        yield figure.model_copy(update=told)


def _of_index(figure: Figure, indices: Sequence[Mention]) -> Figure:
    """Return a level of "Germany's DAX" or "the benchmark Nikkei" as one of the index alone."""
    told: dict[str, object] = {}
    for index in indices:
        name = _OWNED.sub("", index.text)  # the mention may have "Germany's" too
        if figure.measure and figure.measure.endswith(f" {name}"):
            told["measure"] = name
        if figure.subject is not None and figure.subject.text.endswith(f" {name}"):
            told["subject"] = Reference(text=name, entity_id=index.entity_id)
    return figure.model_copy(update=told) if told else figure
