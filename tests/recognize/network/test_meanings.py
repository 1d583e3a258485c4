import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from newsx.meanings import QUESTIONS, Meanings
from newsx.recognize.network.meanings import MeaningDecoder
from newsx.recognize.network.windows import Window

WORDS = ["Acme", "fell", "\n", "3%"]
ANSWERS: dict[str, tuple[str, ...]] = dict.fromkeys(QUESTIONS, ("yes", "no")) | {"names": ("O",)}


def read(answers: dict[str, tuple[str, ...]]) -> Doc:
    """Return a doc read in two windows, the first word of each being context of the other."""
    doc = Doc(spacy.blank("en").vocab, words=WORDS)
    decoder = MeaningDecoder(answers).of(doc)
    tokens = [0, 1, 3]
    sure = np.array([[4, 0], [2, 0], [0, 6]], dtype=np.float32)
    for first, last, scores in ((0, 2, sure), (2, 3, sure)):
        window = Window(pieces=[], tokens=tokens, first=first, last=last)
        decoder.add(window, dict.fromkeys(QUESTIONS, scores))
    decoder.write()
    return doc


def test_the_words_of_a_claim_tell_together_how_it_is_meant() -> None:
    meanings = Meanings(read(ANSWERS))
    assert meanings.of("kind", [0, 1]) == pytest.approx({"yes": -0.049, "no": -3.049}, abs=1e-3)
    assert meanings.of("direction", [3]) == pytest.approx({"yes": -6.002, "no": -0.002}, abs=1e-3)
    both = meanings.of("polarity", [0, 1, 3])
    assert sum(np.exp(list(both.values()))) == pytest.approx(1.0, abs=1e-3)
    assert both["yes"] == both["no"]


def test_meanings_survive_bytes() -> None:
    doc = read(ANSWERS)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert Meanings(again).of("kind", [1]) == Meanings(doc).of("kind", [1]) != {}


def test_a_network_without_these_heads_says_nothing() -> None:
    doc = read({name: found for name, found in ANSWERS.items() if name != "outlook"})
    assert Meanings(doc).of("kind", [0]) == {}
    assert not doc.user_data
