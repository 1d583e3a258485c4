"""What the grammar reads in a doc, where the recognizer marked it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsx.grammar.amount import Amount
from newsx.grammar.reading import NAMED, Reading, read
from newsx.grammar.times import Time
from newsx.schema import FIGURES, PERIODS
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


def marked_amounts(doc: "Doc") -> tuple[Amount, ...]:
    """Return the amounts inside `doc.spans["figures"]`, in order."""
    spans = doc.spans.get(FIGURES, ())
    figures = _read(doc).figures
    inside = _inside([(one.start, one.end) for one in figures], spans)
    return tuple(figures[place] for place in inside)


def marked_times(doc: "Doc") -> tuple[Time, ...]:
    """Return the times inside `doc.spans["periods"]`, in order."""
    spans = doc.spans.get(PERIODS, ())
    times = _read(doc).times
    inside = _inside([(one.start, one.end) for one in times], spans)
    return tuple(times[place] for place in inside)


def _read(doc: "Doc") -> Reading:
    named = (ent for ent in doc.ents if ent.label_ in NAMED)
    return read(tokens_of(doc).text, tuple((ent.start_char, ent.end_char) for ent in named))


def _inside(places: list[tuple[int, int]], spans: Iterable["Span"]) -> Iterator[int]:
    """Yield the numbers of the places that lie in a span; spans may be in any order."""
    marked = sorted((span.start_char, span.end_char) for span in spans)
    position = 0
    for number, (start, end) in enumerate(places):
        while position < len(marked) and marked[position][1] <= start:
            position += 1
        if position < len(marked) and marked[position][0] <= start and end <= marked[position][1]:
            yield number
