from dataclasses import replace

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from newsx.pointers import Pointer, read_pointers
from newsx.recognize.network.pointers import PointerDecoder
from newsx.recognize.network.windows import Window

TAGS = ("NN", "CD", "PRP")
WORDS = ["Acme", "sales", "fell", "3%", "and", "\n", "six", "shops"]
# The white space between is of no window.
WINDOW = Window(pieces=[], tokens=[0, 1, 2, 3, 4, 6, 7], first=0, last=7)


def shares(rows: int, **places: float) -> np.ndarray:
    """Return scores of `rows` words that mean shares, given by column, in every row."""
    found = np.full((rows, rows + 1), -30.0, dtype=np.float32)
    for column, share in places.items():
        found[:, int(column.removeprefix("at"))] = np.log(share)
    return found


@pytest.fixture
def answer() -> dict[str, np.ndarray]:
    tags = np.zeros((7, 3), dtype=np.float32)
    tags[:, 0] = 1
    tags[5] = [0, 1, 0]  # "six"
    return {
        "xpos": tags,
        "to_measure": shares(7, at2=0.9, at0=0.1),
        "to_subject": shares(7, at1=0.999, at3=0.001),
        "to_period": shares(7, at0=1.0),
    }


def read(answer: dict[str, np.ndarray], window: Window = WINDOW) -> Doc:
    doc = Doc(spacy.blank("en").vocab, words=WORDS)
    pointers = PointerDecoder(TAGS).of(doc)
    numbers = pointers.numbers(window, answer, WORDS)
    pointers.add(window, answer, numbers, people=[0])
    pointers.write()
    return doc


def test_numbers_by_digit_or_tag_point_at_tokens_of_the_doc(answer: dict[str, np.ndarray]) -> None:
    found = read_pointers(read(answer))
    assert [(one.place, one.link) for one in found] == [
        (3, "to_measure"), (3, "to_period"), (3, "to_subject"),
        (6, "to_measure"), (6, "to_period"), (6, "to_subject"),
    ]  # fmt: skip
    assert found[0] == Pointer(3, "to_measure", 0, 8, 0.1, [1], [0.9])
    assert found[1] == Pointer(3, "to_period", 0, 8, 1.0, [], [])


def test_how_the_text_begins_can_be_pointed_at_beside_the_window(
    answer: dict[str, np.ndarray],
) -> None:
    tokens = [0, 1, 3, 4, 6, 7]
    window = Window(pieces=[], tokens=tokens, first=2, last=6)
    answer = {name: scores[1:, : (3 if name == "xpos" else 7)] for name, scores in answer.items()}
    found = [one for one in read_pointers(read(answer, window)) if one.link == "to_measure"]
    assert [(one.place, one.places) for one in found] == [(3, [1]), (6, [1])]
    assert {one.sight for one in found} == {(range(2), range(3, 8))}
    cut = replace(window, is_cut=True)
    (seen,) = {one.sight for one in read_pointers(read(answer, cut))}
    assert seen == (range(8),)


def test_a_share_that_is_next_to_nothing_is_left_out(answer: dict[str, np.ndarray]) -> None:
    (subject,) = (one for one in read_pointers(read(answer))
                  if one.place == 3 and one.link == "to_subject")  # fmt: skip
    assert (subject.places, subject.shares) == ([0], [0.999])


def test_pointers_survive_bytes(answer: dict[str, np.ndarray]) -> None:
    doc = read(answer)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert read_pointers(again) == read_pointers(doc) != []


def test_pronouns_and_words_that_may_be_of_a_source_point_at_whom_they_mean(
    answer: dict[str, np.ndarray],
) -> None:
    speaking = np.zeros((7, 3), dtype=np.float32)
    speaking[:, 0] = 9  # no word is of a source ...
    speaking[0] = [0, 9, 0]  # ... but "Acme"
    answer |= {"to_speaker": shares(7, at7=0.8, at0=0.2), "source": speaking}
    answer["xpos"][4] = [0, 0, 1]  # as if "and" were a pronoun
    found = [one for one in read_pointers(read(answer)) if one.link == "to_speaker"]
    assert [(one.place, one.places, one.shares) for one in found] == [
        (0, [7], [0.8]),
        (4, [7], [0.8]),
    ]


def test_the_context_of_a_window_points_in_its_own(answer: dict[str, np.ndarray]) -> None:
    late = Window(pieces=[], tokens=WINDOW.tokens, first=4, last=7)
    assert {one.place for one in read_pointers(read(answer, late))} == {6}


def test_a_network_without_these_links_says_nothing(answer: dict[str, np.ndarray]) -> None:
    doc = read({"xpos": answer["xpos"]})
    assert read_pointers(doc) == []
    assert not doc.user_data


def test_a_window_without_numbers_says_nothing(answer: dict[str, np.ndarray]) -> None:
    assert (
        read_pointers(read(answer, Window(pieces=[], tokens=WINDOW.tokens, first=0, last=2))) == []
    )


def test_names_of_people_point_at_whom_they_work_for(answer: dict[str, np.ndarray]) -> None:
    answer["to_employer"] = shares(7, at3=0.8, at0=0.2)
    found = [one for one in read_pointers(read(answer)) if one.link == "to_employer"]
    assert found == [Pointer(0, "to_employer", 0, 8, 0.2, [2], [0.8])]
