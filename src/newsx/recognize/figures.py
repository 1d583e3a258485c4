"""Spans of figures in a doc, by the grammar of characters.

`newsx_figures` fits any spaCy pipeline and writes `doc.spans["figures"]`. Spans are made of whole
tokens, so one may reach a little past the characters of its figure ("22-$24"); the stage
`resolve` gives the exact place.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from newsx.schema import FIGURES
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from newsx.grammar.reading import Reading


def read_doc(doc: Doc) -> "Reading":
    """Read the figures and times of a doc; numbers inside its names are neither."""
    # spaCy imports every component when any pipeline is made: patterns only for who needs them.
    from newsx.grammar.reading import NAMED, read

    named = (ent for ent in doc.ents if ent.label_ in NAMED)
    return read(tokens_of(doc).text, tuple((ent.start_char, ent.end_char) for ent in named))


def make_figures(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that writes `doc.spans["figures"]`, labelled by kind."""
    del nlp, name
    return mark_figures


def mark_figures(doc: Doc) -> Doc:
    """Write the figures of a doc to its spans, in order of the text."""
    spans = (
        doc.char_span(figure.start, figure.end, label=figure.kind, alignment_mode="expand")
        for figure in read_doc(doc).figures
    )
    doc.spans[FIGURES] = [span for span in spans if span is not None]
    return doc
