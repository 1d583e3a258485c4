"""Claims on the annotated development articles, against floors pinned with the data's digest.

Names and figures are the annotated ones, so that the floors hold the claims alone: once with the
grammar by itself, once with the network beside it. A floor goes up freely, and down only in a
commit that says why. `pytest --rewrite` writes what is measured.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from claim_scores import count, count_relations, scores
from marked import Name, make_doc, make_figures, make_names, resolve_doc
from newsx.recognize.claims import mark_claims
from newsx.recognize.pipeline import load
from newsx.settings import Settings

FLOORS = Path(__file__).parent / "claims_floors.json"


@pytest.fixture(scope="module")
def articles(newsx_data: Path) -> list[dict[str, Any]]:
    paths = sorted((newsx_data / "articles_dev").glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in paths]


def test_claims_keep_their_floors(
    articles: list[dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    _check(articles, make_doc, "floors", rewrite=request.config.getoption("--rewrite"))


@pytest.mark.model
def test_claims_with_the_network_keep_their_floors(
    articles: list[dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    nlp = load(Settings(model="default"))

    def read(text: str, names: list[Name]) -> Doc:
        with nlp.select_pipes(enable=["newsx_encoder"]):
            doc = nlp(text)
        found = (doc.char_span(a, b, label=label) for a, b, label, _ in names)
        doc.ents = spacy.util.filter_spans([span for span in found if span is not None])
        marked: Doc = mark_claims(doc)
        return marked

    _check(articles, read, "with network", rewrite=request.config.getoption("--rewrite"))


def _check(
    articles: list[dict[str, Any]],
    read: Callable[[str, list[Name]], Doc],
    key: str,
    *,
    rewrite: bool,
) -> None:
    total: Counter[str] = Counter()
    for article in articles:
        total += _count(article, read)
    measured = scores(total)
    pinned = json.loads(FLOORS.read_text("utf-8"))
    if rewrite:
        pinned |= {"digest": _digest(articles), key: measured}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    assert pinned["digest"] == _digest(articles), "the articles changed: measure anew, --rewrite"
    below = {
        name: (measured[name], floor)
        for name, floor in pinned[key].items()
        if measured[name] < floor
    }
    assert not below


def _digest(articles: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(articles, sort_keys=True).encode()).hexdigest()[:16]


def _count(article: dict[str, Any], read: Callable[[str, list[Name]], Doc]) -> Counter[str]:
    text = article["text"]
    names = [
        (row["start"], row["end"], row["type"], row["canonical"]) for row in article["entities"]
    ]
    mentions, entities = make_names(text, names)
    figures = make_figures(text, [(row["start"], row["end"]) for row in article["figures"]])
    claims, relations = resolve_doc(read(text, names), figures, mentions, entities)
    counted = [
        claim
        for claim in claims
        if not any(start <= claim.start < end for start, end in article["ignore_claims"])
    ]
    by_id = {entity.entity_id: entity.name for entity in entities}
    return count(article["claims"], counted) + count_relations(
        article["relations"], relations, by_id
    )
