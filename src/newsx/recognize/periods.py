"""Spans of dates, periods and durations in a doc, by the grammar of characters."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from newsx.recognize.figures import read_doc
from newsx.schema import PERIODS


def make_periods(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that writes `doc.spans["periods"]`, labelled by kind."""
    del nlp, name
    return mark_periods


def mark_periods(doc: Doc) -> Doc:
    """Write the dates, periods and durations of a doc to its spans, in order of the text."""
    spans = (
        doc.char_span(time.start, time.end, label=time.kind, alignment_mode="expand")
        for time in read_doc(doc).times
    )
    doc.spans[PERIODS] = [span for span in spans if span is not None]
    return doc
