"""The parse of market sentences against floors: what the treebanks' own scores do not notice.

market_sentences.txt   77 sentences of ours, their main verb, subject, object, amount marked
"""

import hashlib
import json
from pathlib import Path

import pytest
import spacy

from market_scores import read_sentences, right_marks, score_market

HERE = Path(__file__).parent
SENTENCES = HERE / "market_sentences.txt"
FLOORS = json.loads((HERE / "market_floors.json").read_text(encoding="utf-8"))


def test_floors_belong_to_these_sentences() -> None:
    assert hashlib.sha256(SENTENCES.read_bytes()).hexdigest() == FLOORS["corpus_sha256"]


def test_every_sentence_marks_one_main_verb_and_a_subject() -> None:
    sentences = list(read_sentences(SENTENCES))
    assert len({sentence.text for sentence in sentences}) == len(sentences) == 77
    for sentence in sentences:
        kinds = [kind for kind, _ in sentence.marks]
        assert kinds.count("v") == 1, sentence.text
        assert kinds.count("s") == 1, sentence.text


def test_a_wrong_tree_is_counted_wrong() -> None:
    (sentence, *_) = read_sentences(SENTENCES)
    words = ["Net", "sales", "rose", "2.4", "%", "."]
    spaces = [True, True, True, False, False, False]
    relations = ["amod", "nsubj", "root", "nummod", "obl:unmarked", "punct"]
    right = spacy.tokens.Doc(
        spacy.blank("en").vocab, words, spaces, heads=[1, 2, 2, 4, 2, 2], deps=relations
    )
    wrong = spacy.tokens.Doc(
        spacy.blank("en").vocab, words, spaces, heads=[0, 0, 1, 4, 2, 0],
        deps=["root", "nsubj", "acl", "nummod", "obj", "punct"],
    )  # fmt: skip
    assert all(good for _, good in right_marks(right, sentence))
    assert {kind for kind, good in right_marks(wrong, sentence) if not good} == {"v", "s"}


@pytest.mark.model
def test_market_sentences_are_parsed_as_well_as_ever(root: Path) -> None:
    scores = score_market(spacy.load(root / "models" / "en_newsx"), SENTENCES, show=print)
    for part, floor in FLOORS.items():
        if part != "corpus_sha256":
            assert scores[part] >= floor, part
