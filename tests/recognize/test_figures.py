"""The components of the grammar on docs made by hand."""

import pytest
import spacy
from spacy.language import Language

from newsx.schema import FIGURES, PERIODS


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("newsx_periods")
    pipeline.add_pipe("newsx_figures")
    return pipeline


def test_components_write_labelled_spans(nlp: Language) -> None:
    doc = nlp("Sales rose 5% to $2.1bn in the second quarter.")
    assert [(span.text, span.label_) for span in doc.spans[FIGURES]] == [
        ("5%", "percent"),
        ("$2.1bn", "money"),
    ]
    assert [(span.text, span.label_) for span in doc.spans[PERIODS]] == [
        ("the second quarter", "period")
    ]


def test_numbers_inside_names_are_no_figures(nlp: Language) -> None:
    doc = nlp.make_doc("Studio 54 Holdings rose 5%.")
    name = doc.char_span(0, 18, label="ORG")
    assert name is not None
    doc.ents = [name]
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [span.text for span in doc.spans[FIGURES]] == ["5%"]


def test_components_say_what_they_assign(nlp: Language) -> None:
    assert nlp.get_pipe_meta("newsx_figures").assigns == ["doc.spans"]
