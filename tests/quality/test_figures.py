"""Figures and periods keep their quality on the development data; floors only go up.

`figure_floors.json` pins each floor with a digest of its corpus. Lower one only in a commit that
says why.
"""

import json
from pathlib import Path

import pytest

from figure_scores import digest_of, score_amounts, score_texts
from newsx.evaluate.gold import read_gold

FLOORS = json.loads((Path(__file__).parent / "figure_floors.json").read_text(encoding="utf-8"))
SPECS = {
    "currency": {"money"},
    "percent": {"percent"},
    "number": set[str](),
    "dimension": {"quantity"},
    "numberrange": set[str](),
}


def check(name: str, digest: str, scores: dict[str, float]) -> None:
    pinned = FLOORS[name]
    assert digest == pinned["digest"], f"the corpus {name} changed: measure and pin its floors anew"
    low = {key: scores[key] for key, floor in pinned["floors"].items() if scores[key] < floor}
    assert not low, f"{name} fell below its floors: {low}"


def test_finance_sentences(newsx_data: Path) -> None:
    path = newsx_data / "figures" / "finance_dev.jsonl"
    check("finance", digest_of([path]), score_texts(path))


def test_articles(newsx_data: Path) -> None:
    folder = newsx_data / "articles_dev"
    check("articles", digest_of(folder.glob("*.json")), score_texts(folder))


def test_own_articles_held_out() -> None:
    """The test split of our corpus: never trained on, though its errors were read now and then."""
    corpus = Path(__file__).parents[2] / "models" / "corpus"
    golds = [Path(gold.path) for gold in read_gold(corpus) if gold.split == "test"]
    check("own_test", digest_of(golds), score_texts(corpus, split="test"))


@pytest.mark.parametrize("name", SPECS)
def test_microsoft_specs(newsx_data: Path, name: str) -> None:
    path = newsx_data / "figures" / f"ms_{name}_dev.jsonl"
    check(f"ms_{name}", digest_of([path]), {"value": score_amounts(path, SPECS[name])})
