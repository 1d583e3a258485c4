import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from newsx.recognize.capitals import newsx_names

GUESSED = [
    ("Shares of Calloway Robotics Inc. rose.", [("Calloway Robotics Inc.", "ORG")]),
    ("“No,” said Priya Raman, an analyst.", [("Priya Raman", "PERSON")]),
    ("Chief Executive Officer Dana Whitlock left.", [("Dana Whitlock", "PERSON")]),
    ("She met Clive Dorrington of Ashdown Capital.",
     [("Clive Dorrington", "ORG"), ("Ashdown Capital", "ORG")]),
    ("the Bank of Northmoor cut rates", [("Bank of Northmoor", "ORG")]),
    ("Mr. Keane resigned.", [("Keane", "PERSON")]),
    ("However, prices fell on Monday.", []),
    ("oil fell", []),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(("text", "guessed"), GUESSED)
def test_capitals_titles_and_speech_tell_names(
    nlp: Language, text: str, guessed: list[tuple[str, str]]
) -> None:
    doc = newsx_names(nlp(text))
    assert [(span.text, span.label_) for span in doc.ents] == guessed


def test_names_that_are_there_already_stay(nlp: Language) -> None:
    doc = nlp("Calloway Robotics Inc. rose.")
    doc.ents = (Span(doc, 0, 1, label="PERSON"),)
    assert [(s.text, s.label_) for s in newsx_names(doc).ents] == [("Calloway", "PERSON")]
