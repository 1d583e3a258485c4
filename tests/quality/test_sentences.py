"""Where sentences begin in news full of quotations, abbreviations, datelines and lists.

sentences.txt   170 sentences of ours in 79 paragraphs, half of them opening one
"""

import hashlib
import json
from pathlib import Path

import pytest

from newsx.recognize.pipeline import load
from newsx.settings import Settings
from sentence_scores import f_score, found_starts, read_sentences

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.txt"
FLOORS = json.loads((HERE / "sentences_floors.json").read_text(encoding="utf-8"))


def test_floors_belong_to_these_sentences() -> None:
    assert hashlib.sha256(SENTENCES.read_bytes()).hexdigest() == FLOORS["corpus_sha256"]


def test_a_place_missed_and_one_made_up_are_counted() -> None:
    marked = read_sentences(SENTENCES)
    assert len(marked.starts) == 170
    assert all(marked.text[place : place + 1].strip() for place in marked.starts)
    (first, *others) = sorted(marked.starts)
    assert f_score(marked.starts, [first + 1, *others]) == pytest.approx(169 / 170)


@pytest.mark.model
@pytest.mark.parametrize("model", ["default", "fast", "blank"])
def test_sentences_begin_where_a_reader_lets_them(model: str) -> None:
    marked, floors = read_sentences(SENTENCES), FLOORS[model]
    found = found_starts(load(Settings(model=model)), marked.text)
    assert f_score(marked.starts, found) >= floors["all"]
    assert f_score(marked.starts - marked.given, found - marked.given) >= floors["inside"]
