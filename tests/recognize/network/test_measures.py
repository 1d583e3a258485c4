import numpy as np
import spacy
from spacy.tokens import Doc

from newsx.measure_words import read_measure_words
from newsx.recognize.network.measures import MeasureDecoder
from newsx.recognize.network.windows import Window

WORDS = ("net", "price", "profit")
# The second token of the doc is white space, of no window.
WINDOW = Window(pieces=[], tokens=[0, 2, 3, 4], first=1, last=4)


def log_odds(*chances: float) -> list[float]:
    return [float(np.log(chance / (1 - chance))) for chance in chances]


def read(answers: dict[str, tuple[str, ...]], numbers: list[int]) -> Doc:
    doc = Doc(spacy.blank("en").vocab, words=["At", "\n", "$3", "or", "4%"])
    scores = np.array(
        [log_odds(*of) for of in ((0.9, 0.9, 0.9), (0.5, 0.125, 0.001), (0.7, 0.7, 0.7),
                                  (0.004, 0.25, 0.75))],
        dtype=np.float32,
    )  # fmt: skip
    measures = MeasureDecoder(answers).of(doc)
    measures.add(WINDOW, {"measure": scores}, numbers)
    measures.write()
    return doc


def test_numbers_get_the_words_that_are_likely() -> None:
    found = read_measure_words(read({"measure": WORDS}, [1, 3]))
    assert found == {
        2: (WORDS, {"net": 0.5, "price": 0.125}),
        4: (WORDS, {"price": 0.25, "profit": 0.75}),
    }


def test_a_network_without_the_head_says_nothing() -> None:
    doc = read({"xpos": ("CD",)}, [1, 3])
    assert read_measure_words(doc) == {}
    assert not doc.user_data


def test_words_survive_bytes() -> None:
    doc = read({"measure": WORDS}, [3])
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert read_measure_words(again) == read_measure_words(doc)
    assert read_measure_words(again)[4].likely == {"price": 0.25, "profit": 0.75}
