"""Lists of short lines that tell one thing of each of many: "Cargo: -2%", "US equities: +$8.4bn".

The label of such a line is whose its figures are, where no line of the list is labelled by what a
company or an economy has: "Net sales: 351.2".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, owner_of
from newsx.resolve.lookup import MentionIndex
from newsx.schema import Entity, Figure, Reference

_LINE: Final = re.compile(r"[^\n]+")
_ROW: Final = re.compile(r"[\s*•·–—-]{0,4}(?P<label>[^\W\d_][^:\n]{1,40}): (?P<rest>[^\n]{1,60})")
# A figure, and then a bracket or a few words that are no sentence.
_FIGURE: Final = re.compile(
    r"[+(–−-]{0,2}[A-Z]{0,3}[$€£¥₹]?\d[^ ]*(?: (?:\([^()]*\)|[\w%/.-]+)){0,4}"
)
_REMARK: Final = re.compile(r" \([^()]*\)$")
_OWNERS: Final = frozenset({"company", "economy"})
_LEAST: Final = 3


class _Listed(NamedTuple):
    """A line of a list: where it stands, and its label."""

    begin: int
    stop: int
    label: tuple[int, int]


class Lists:
    """The lists of one text.

    Args:
        text: The text.
        mentions: The names in it.
        entities: The entities of the article, by id.
    """

    def __init__(self, text: str, mentions: MentionIndex, entities: Mapping[str, Entity]) -> None:
        self._text = text
        self._mentions = mentions
        self._entities = entities
        self._lines = [line for found in _lists(text) for line in found]
        self._begins = [line.begin for line in self._lines]

    def owned(self, figure: Figure) -> Figure:
        """Return a figure with whom the label of its line names, or as it is outside of lists."""
        number = bisect_right(self._begins, figure.start) - 1
        if number < 0 or figure.start >= self._lines[number].stop:
            return figure
        begin, end = self._lines[number].label
        named = self._mentions.within(begin, end)
        entity = None
        if named and (named[0].start, named[0].end) == (begin, end):
            entity = self._entities.get(named[0].entity_id)
        subject = Reference(text=self._text[begin:end])
        if entity is not None:
            subject = Reference(text=entity.name, entity_id=entity.entity_id)
        return figure.model_copy(update={"subject": subject})


def _lists(text: str) -> Iterator[list[_Listed]]:
    """Yield the lists of lines that are labels and figures, and of which no label is a measure."""
    found: list[_Listed] = []
    for line in _LINE.finditer(text):
        row = _ROW.fullmatch(text, *line.span())
        if row is not None and _FIGURE.fullmatch(row["rest"].rstrip()) is not None:
            found.append(_Listed(line.start(), line.end(), row.span("label")))
            continue
        if _are_of_many(text, found):
            yield found
        found = []
    if _are_of_many(text, found):
        yield found


def _are_of_many(text: str, lines: Sequence[_Listed]) -> bool:
    """Tell a list of many from what one has: no label is a company's measure, and few are any."""
    labels = [_REMARK.sub("", text[slice(*line.label)].lower()) for line in lines]
    if len(lines) < _LEAST or any(owner_of(name_of(label)) in _OWNERS for label in labels):
        return False
    return 2 * sum(map(_is_measure, labels)) < len(labels)


def _is_measure(label: str) -> bool:
    tail = label.rpartition(" ")[2]
    return name_of(label) is not None or tail in words("company_measures")
