"""The grammar that makes training sentences: trees are trees, none of the gate is among them."""

import importlib
import random
import sys
from pathlib import Path
from typing import Protocol

import pytest

from market_scores import read_sentences


class Sentence(Protocol):
    words: list[str]
    heads: list[int]
    relations: list[str]


@pytest.fixture(scope="module")
def sentences(root: Path) -> list[Sentence]:
    sys.path.insert(0, str(root / "models" / "scripts"))
    try:
        grammar = importlib.import_module("market_trees")
    finally:
        sys.path.remove(str(root / "models" / "scripts"))
    made: list[Sentence] = grammar.market_sentences(1500, random.Random(3))
    assert made[:20] == grammar.market_sentences(20, random.Random(3))
    return made


def test_every_sentence_is_one_tree(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        assert sentence.heads.count(0) == sentence.relations.count("root") == 1
        reached = list(range(len(sentence.words)))
        for _ in sentence.words:
            reached = [
                sentence.heads[place] - 1 if sentence.heads[place] else place for place in reached
            ]
        assert set(reached) == {sentence.heads.index(0)}, sentence.words


def test_no_sentence_of_the_gate_is_among_them(sentences: list[Sentence], root: Path) -> None:
    held_out = {
        sentence.text.replace(" ", "").casefold()
        for sentence in read_sentences(root / "tests/quality/market_sentences.txt")
    }
    assert held_out.isdisjoint("".join(sentence.words).casefold() for sentence in sentences)
