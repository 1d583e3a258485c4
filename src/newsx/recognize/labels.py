"""Map the labels of foreign pipelines onto ours."""

from typing import Final, get_args

from spacy.tokens import Doc, Span

from newsx.schema import EntityType

# OntoNotes, CoNLL and WikiNER names for what we have; figures and dates are read by grammar.
_SAME_AS: Final = {
    "PER": "PERSON",
    "ORGANIZATION": "ORG",
    "COMPANY": "ORG",
    "FAC": "LOC",
    "LOCATION": "LOC",
    "MISC": None,
    "WORK_OF_ART": "PRODUCT",
    "LAW": None,
    "LANGUAGE": None,
    "DATE": None,
    "TIME": None,
    "PERCENT": None,
    "MONEY": None,
    "QUANTITY": None,
    "ORDINAL": None,
    "CARDINAL": None,
}
_OURS: Final = frozenset(get_args(EntityType))


def map_labels(doc: Doc) -> Doc:
    """Rename the entities of another pipeline, and drop those that have no counterpart."""
    kept = []
    for span in doc.ents:
        label = span.label_ if span.label_ in _OURS else _SAME_AS.get(span.label_)
        if label is not None:
            kept.append(Span(doc, span.start, span.end, label=label))
    doc.ents = kept
    return doc
