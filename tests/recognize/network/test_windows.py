import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsx.recognize.network.windows import OPENING, windows_of
from newsx.recognize.network.wordpiece import WordPieces

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "."])


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def answered(doc: Doc) -> list[int]:
    return [
        index
        for window in windows_of(doc, PIECES)
        for index in window.tokens[window.first : window.last]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "a",
        "a b.\n\nb a.",
        "A b. " * 200,
        "a " * 2000,
        "\n".join(["a b a b"] * 100),
        "a" * 5000,
    ],
)
def test_every_word_is_answered_once_and_in_order(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert answered(doc) == [token.i for token in doc if not token.is_space]


def test_no_window_is_longer_than_training_knew(nlp: Language) -> None:
    doc = nlp("a " * 3000)
    assert max(len(window.pieces) for window in windows_of(doc, PIECES)) <= 300


def test_paragraphs_are_marked_and_parted(nlp: Language) -> None:
    (window,) = windows_of(nlp("a b\n\nb a"), PIECES)
    assert window.breaks == [0, 2]
    assert window.pieces[3] == PIECES.separator


def test_starts_point_at_the_first_piece_of_each_word(nlp: Language) -> None:
    doc = nlp("A b. " * 300)
    for window in windows_of(doc, PIECES):
        for token, start in zip(window.tokens, window.starts, strict=True):
            assert window.pieces[start] == PIECES(doc[token].text)[0]


def test_a_window_does_not_depend_on_what_follows(nlp: Language) -> None:
    first = next(iter(windows_of(nlp("A b. " * 100), PIECES)))
    again = next(iter(windows_of(nlp("A b. " * 200), PIECES)))
    assert first.pieces == again.pieces


def test_later_windows_begin_with_how_the_text_does(nlp: Language) -> None:
    doc = nlp("a b a\n\n" + "\n".join(["b a b a ."] * 120))
    first, *later = windows_of(doc, PIECES)
    assert first.first == 0
    assert len(later) >= 2
    for window in later:
        assert window.tokens[: window.first] == [0, 1, 2]
        assert window.pieces[4] == PIECES.separator
        assert window.breaks[0] == window.first == 3
        assert not window.is_cut
    plain = list(windows_of(doc, PIECES, opened=False))
    assert [window.first for window in plain] == [0] * len(plain)
    assert sum(len(window.tokens) for window in plain) == sum(not token.is_space for token in doc)


def test_of_a_long_beginning_only_the_first_words_are_shown(nlp: Language) -> None:
    doc = nlp("\n".join(["b a b a . " * 30] * 3))
    _, *later = windows_of(doc, PIECES)
    assert {window.first for window in later} == {OPENING}


def test_a_window_cut_out_of_a_sentence_shows_what_stands_around_it(nlp: Language) -> None:
    doc = nlp("a b\n\n" + "b " * 700)
    cut = [window for window in windows_of(doc, PIECES) if window.is_cut]
    assert len(cut) >= 3
    for window in cut[1:]:
        assert window.tokens == list(range(window.tokens[0], window.tokens[-1] + 1))
        assert window.tokens[0] > 1
