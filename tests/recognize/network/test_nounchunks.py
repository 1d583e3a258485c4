import pytest
import spacy
from spacy.tokens import Doc

from newsx.recognize.network.nounchunks import noun_chunks

SENTENCE = [
    ("The", "DET", 2, "det"),
    ("small", "ADJ", 2, "amod"),
    ("caps", "NOUN", 3, "nsubj"),
    ("joined", "VERB", 3, "root"),
    ("in", "ADP", 6, "case"),
    ("the", "DET", 6, "det"),
    ("rally", "NOUN", 3, "obl"),
    ("of", "ADP", 9, "case"),
    ("Bank", "PROPN", 9, "compound"),
    ("shares", "NOUN", 6, "nmod"),
]


@pytest.fixture
def doc() -> Doc:
    words, pos, heads, deps = (list(column) for column in zip(*SENTENCE, strict=True))
    return Doc(spacy.blank("en").vocab, words=words, pos=pos, heads=heads, deps=deps)


def test_chunks_are_base_phrases_in_every_ud_role(doc: Doc) -> None:
    chunks = [doc[start:end].text for start, end, _ in noun_chunks(doc)]
    assert chunks == ["The small caps", "the rally", "Bank shares"]


def test_doc_noun_chunks_uses_them(doc: Doc) -> None:
    doc.noun_chunks_iterator = noun_chunks  # type: ignore[attr-defined]  # not in the stub
    assert [chunk.root.text for chunk in doc.noun_chunks] == ["caps", "rally", "shares"]
