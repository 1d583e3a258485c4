"""Claims on the annotated development articles, against floors pinned with the data's digest.

Names and figures are the annotated ones, so that the floors hold the claims alone. A floor goes up
freely, and down only in a commit that says why. `pytest --rewrite` writes what is measured.
"""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from claim_scores import count, count_relations, scores
from marked import make_figures, make_names, resolve_text

FLOORS = Path(__file__).parent / "claims_floors.json"


@pytest.fixture(scope="module")
def articles(newsx_data: Path) -> list[dict[str, Any]]:
    paths = sorted((newsx_data / "articles_dev").glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in paths]


def test_claims_keep_their_floors(
    articles: list[dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    total: Counter[str] = Counter()
    for article in articles:
        total += _count(article)
    measured = scores(total)
    if request.config.getoption("--rewrite"):
        pinned = {"digest": _digest(articles), "floors": measured}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    pinned = json.loads(FLOORS.read_text("utf-8"))
    assert pinned["digest"] == _digest(articles), "the articles changed: measure anew, --rewrite"
    below = {
        name: (measured[name], floor)
        for name, floor in pinned["floors"].items()
        if measured[name] < floor
    }
    assert not below


def _digest(articles: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(articles, sort_keys=True).encode()).hexdigest()[:16]


def _count(article: dict[str, Any]) -> Counter[str]:
    text = article["text"]
    names = [
        (row["start"], row["end"], row["type"], row["canonical"]) for row in article["entities"]
    ]
    mentions, entities = make_names(text, names)
    figures = make_figures(text, [(row["start"], row["end"]) for row in article["figures"]])
    claims, relations = resolve_text(text, names, figures, mentions, entities)
    counted = [
        claim
        for claim in claims
        if not any(start <= claim.start < end for start, end in article["ignore_claims"])
    ]
    by_id = {entity.entity_id: entity.name for entity in entities}
    return count(article["claims"], counted) + count_relations(
        article["relations"], relations, by_id
    )
