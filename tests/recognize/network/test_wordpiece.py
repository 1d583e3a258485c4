import pytest

from newsx.recognize.network.wordpiece import SHAPES, WordPieces, shape_of

VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "bank", "of", "1", "##3", "."),
    *("u", "s", "&", "cafe", "the"),
]


@pytest.fixture
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("unaffable", ["un", "##aff", "##able"]),
        ("Bank", ["bank"]),
        ("Café", ["cafe"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("13.13", ["1"]),
        ("xyz", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_words_split_like_bert_and_numbers_keep_one_piece(
    pieces: WordPieces, word: str, expected: list[str]
) -> None:
    assert [VOCABULARY[index] for index in pieces(word)] == expected


def test_the_same_word_gives_the_same_pieces_again(pieces: WordPieces) -> None:
    assert pieces("unaffable") == pieces("unaffable")


def test_a_very_long_word_is_cut_not_refused(pieces: WordPieces) -> None:
    assert len(pieces("un." * 90)) == 12


@pytest.mark.parametrize(
    ("word", "shape"),
    [("the", "lower"), ("McKinsey", "capital_then_mixed"), ("eBay", "mixed"), ("S&P", "upper")],
)
def test_shape_says_how_a_word_is_written(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape
