import numpy as np
import pytest
import spacy

from newsx.recognize.network.parts import CLAIM_PARTS, PartDecoder
from newsx.recognize.network.windows import Window

WORDS = ["Acme", "said", "sales", "fell"]
KINDS = ("quote", "data")


def scores(*rows: int, columns: int = 3, strength: float = 4.0) -> np.ndarray:
    """Return scores in which one column of each row stands out."""
    found = np.zeros((len(rows), columns), dtype=np.float32)
    found[range(len(rows)), rows] = strength
    return found


@pytest.fixture
def answer() -> dict[str, np.ndarray]:
    return {
        "source": scores(1, 0, 0, 0),
        "cue": scores(0, 1, 0, 0),
        "content": scores(0, 0, 1, 2),
        "via": scores(0, 0, 0, 0),
        "kind": scores(0, 0, 1, 1, columns=2),
        "to_source": scores(0, 0, 1, 1, columns=5),
        "to_cue": scores(0, 0, 2, 2, columns=5),
    }


def test_parts_carry_their_claim_and_how_sure_they_are(answer: dict[str, np.ndarray]) -> None:
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=WORDS)
    window = Window(pieces=[], tokens=[0, 1, 2, 3], first=0, last=4)
    parts = PartDecoder(KINDS).of(doc)
    parts.add(window, answer)
    parts.write()
    group = doc.spans[CLAIM_PARTS]
    found = [(span.text, span.label_, span.id_) for span in group]
    assert found == [
        ("Acme", "source", "1"),
        ("said", "cue", "1"),
        ("sales fell", "content:data", "1"),
    ]
    assert all(0.9 < share <= 1 for share in group.attrs["confidence"])
    assert [share > 0.5 for share in group.attrs["cue"]] == [False, True, False, False]
    assert [share > 0.5 for share in group.attrs["content"]] == [False, False, True, True]


def test_link_goes_to_a_span_that_was_found(answer: dict[str, np.ndarray]) -> None:
    answer["to_source"] = scores(0, 0, 4, 4, columns=5, strength=2.0)  # nobody speaks there
    answer["to_source"][2, 1] = 1.0
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=WORDS)
    window = Window(pieces=[], tokens=[0, 1, 2, 3], first=0, last=4)
    parts = PartDecoder(KINDS).of(doc)
    parts.add(window, answer)
    parts.write()
    group = doc.spans[CLAIM_PARTS]
    sure = dict(zip([span.text for span in group], group.attrs["confidence"], strict=True))
    assert [span.id_ for span in group if span.label_ == "source"] == ["1"]
    assert sure["Acme"] < sure["said"]


def test_a_run_over_the_seam_begins_with_the_words_of_its_own(
    answer: dict[str, np.ndarray],
) -> None:
    answer["content"] = scores(0, 1, 2, 2)
    answer["source"] = scores(1, 0, 0, 0)
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=WORDS)
    window = Window(pieces=[], tokens=[0, 1, 2, 3], first=2, last=4)
    parts = PartDecoder(KINDS).of(doc)
    parts.add(window, answer)
    parts.write()
    found = [(span.text, span.label_) for span in doc.spans[CLAIM_PARTS]]
    assert found == [("sales fell", "content:data")]
