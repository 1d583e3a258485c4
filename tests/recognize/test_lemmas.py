import pytest
import spacy

from newsx.recognize.lemmas import Lemmas, lemma_of

EXAMPLES = [
    ("Shares", "NNS", "share"),
    ("companies", "NNS", "company"),
    ("losses", "NNS", "loss"),
    ("raised", "VBD", "raise"),
    ("cutting", "VBG", "cut"),
    ("falling", "VBG", "fall"),
    ("expects", "VBZ", "expect"),
    ("trimmed", "VBD", "trim"),
    ("carried", "VBN", "carry"),
    ("IBM", "NNP", "IBM"),
    ("The", "DT", "the"),
]


@pytest.mark.parametrize(("word", "tag", "lemma"), EXAMPLES)
def test_endings_come_off_by_tag(word: str, tag: str, lemma: str) -> None:
    assert lemma_of(word, tag, {}) == lemma


def test_the_table_wins_over_endings() -> None:
    assert lemma_of("rose", "VBD", {"VBD": {"rose": "rise"}}) == "rise"


def test_bytes_carry_the_table() -> None:
    lemmas = Lemmas().from_bytes(b'{"VBD": {"rose": "rise"}}')
    doc = spacy.blank("en")("rose")
    doc[0].tag_ = "VBD"
    assert Lemmas().from_bytes(lemmas.to_bytes())(doc)[0].lemma_ == "rise"


def test_a_new_table_is_heeded_at_once() -> None:
    lemmas = Lemmas().from_bytes(b"{}")
    doc = spacy.blank("en")("rose")
    doc[0].tag_ = "VBD"
    assert lemmas(doc)[0].lemma_ == "rose"
    assert lemmas.from_bytes(b'{"VBD": {"rose": "rise"}}')(doc)[0].lemma_ == "rise"
