"""Lists of short lines that tell one thing of each of many: "Cargo: -2%", "US equities: +$8.4bn".

The label of such a line is whose its figures are, where no line of the list is labelled by what a
company or an economy has ("Net sales: 351.2"), by a time ("January: +3.1%"), or by which of several
things is told of one ("Best case: +12%").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, owner_of
from newsx.resolve.lookup import MentionIndex
from newsx.schema import Entity, Figure, Period, Reference

_LINE: Final = re.compile(r"[^\n]+")
_ROW: Final = re.compile(r"[\s*•·–—-]{0,4}(?P<label>[^\W\d_][^:\n]{1,40}): (?P<rest>[^\n]{1,60})")
# A figure, and then a bracket or a few words that are no sentence.
_FIGURE: Final = re.compile(
    r"[+(–−-]{0,2}[A-Z]{0,3}[$€£¥₹]?\d[^ ]*(?: (?:\([^()]*\)|[\w%/.-]+)){0,4}"
)
_REMARK: Final = re.compile(r" \([^()]*\)$")
_OWNERS: Final = frozenset({"company", "economy"})
_FORESEEN: Final = frozenset({"price target", "forecast", "revenue forecast"})
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
        periods: The times in it, in order.
        is_about_one: Whether the article is about one company, whose parts and plans such lists
            tell of where none of their labels is a name.
    """

    def __init__(
        self,
        text: str,
        mentions: MentionIndex,
        entities: Mapping[str, Entity],
        *,
        periods: Sequence[Period] = (),
        is_about_one: bool = False,
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._entities = entities
        self._starts = [period.start for period in periods]
        self._is_about_one = is_about_one
        lists = filter(self._may_own, _lists(text))
        self._lines = [(number, line) for number, found in enumerate(lists) for line in found]
        self._begins = [line.begin for _, line in self._lines]

    def _may_own(self, lines: Sequence[_Listed]) -> bool:
        """Tell a list whose labels are no times, and names where it may be of one company."""
        labels = [line.label for line in lines]
        if any(
            bisect_left(self._starts, begin) < bisect_left(self._starts, end)
            for begin, end in labels
        ):
            return False
        return not self._is_about_one or any(self._mentions.within(*label) for label in labels)

    def with_owners(self, figures: Sequence[Figure]) -> list[Figure]:
        """Return the figures, those of lists with whom the labels of their lines name."""
        found = [self._line(figure) for figure in figures]
        # what somebody foresees of one thing is no list of many
        foreseen = {
            line[0]
            for figure, line in zip(figures, found, strict=True)
            if line is not None and figure.measure_name in _FORESEEN
        }
        return [
            figure if line is None or line[0] in foreseen else self._owned(figure, *line[1].label)
            for figure, line in zip(figures, found, strict=True)
        ]

    def _line(self, figure: Figure) -> tuple[int, _Listed] | None:
        """Return the line that a figure stands in with the number of its list; None outside."""
        number = bisect_right(self._begins, figure.start) - 1
        if number < 0 or figure.start >= self._lines[number][1].stop:
            return None
        return self._lines[number]

    def _owned(self, figure: Figure, begin: int, end: int) -> Figure:
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
    if any(label.rpartition(" ")[2] in words("labels_of_one") for label in labels):
        return False
    return 2 * sum(map(_is_measure, labels)) < len(labels)


def _is_measure(label: str) -> bool:
    tail = label.rpartition(" ")[2]
    return name_of(label) is not None or tail in words("company_measures")
