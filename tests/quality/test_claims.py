"""Claims on the annotated development articles, against floors pinned with the data's digest.

Names and figures are the annotated ones, so that the floors hold the claims alone: once with the
grammar by itself, once with the network beside it. A floor goes up freely, and down only in a
commit that says why. `pytest --rewrite` writes what is measured.
"""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from marked import Name, make_doc, make_figures, make_names, resolve_doc
from newsx.evaluate.claims import score_claims, score_relations
from newsx.evaluate.gold import GoldArticle, read_gold
from newsx.evaluate.tally import Tally
from newsx.recognize.claims import mark_claims
from newsx.recognize.pipeline import load
from newsx.settings import Settings
from processors import slack

FLOORS = Path(__file__).parent / "claims_floors.json"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def golds(newsx_data: Path) -> list[GoldArticle]:
    return list(read_gold(newsx_data / "articles_dev"))


def test_claims_keep_their_floors(golds: list[GoldArticle], request: pytest.FixtureRequest) -> None:
    _check(golds, make_doc, "floors", rewrite=request.config.getoption("--rewrite"))


@pytest.fixture(scope="module")
def own() -> list[GoldArticle]:
    """The test split of our corpus."""
    corpus = Path(__file__).parents[2] / "models" / "corpus"
    return [gold for gold in read_gold(corpus) if gold.split == "test"]


@pytest.mark.model
def test_claims_of_our_own_articles_keep_their_floors(
    own: list[GoldArticle], request: pytest.FixtureRequest
) -> None:
    read = partial(_read_with, load(Settings(model="default")))
    _check(own, read, "own articles", rewrite=request.config.getoption("--rewrite"))


@pytest.mark.model
def test_claims_with_the_network_keep_their_floors(
    golds: list[GoldArticle], request: pytest.FixtureRequest
) -> None:
    read = partial(_read_with, load(Settings(model="default")))
    _check(golds, read, "with network", rewrite=request.config.getoption("--rewrite"))


def _read_with(nlp: Language, text: str, names: list[Name]) -> Doc:
    with nlp.select_pipes(enable=["newsx_encoder"]):
        doc = nlp(text)
    found = (doc.char_span(a, b, label=label) for a, b, label, _ in names)
    doc.ents = spacy.util.filter_spans([span for span in found if span is not None])
    marked: Doc = mark_claims(doc)
    return marked


def _check(
    golds: list[GoldArticle],
    read: Callable[[str, list[Name]], Doc],
    key: str,
    *,
    rewrite: bool,
) -> None:
    claims, relations = Tally(), Tally()
    for gold in golds:
        names: list[Name] = [(one.start, one.end, one.type, one.canonical) for one in gold.names()]
        mentions, entities = make_names(gold.text, names)
        figures = make_figures(gold.text, [(row.start, row.end) for row in gold.figures or ()])
        found, ties = resolve_doc(read(gold.text, names), figures, mentions, entities)
        claims.add(score_claims(gold.claims or (), found, ignored=gold.ignore_claims))
        by_id = {entity.entity_id: entity.name for entity in entities}
        relations.add(score_relations(gold.relations or (), ties, by_id))
    measured = claims.values() | {"relations_f1": relations.values()["person_role_org"]}
    pinned = json.loads(FLOORS.read_text("utf-8"))
    if rewrite:
        pinned[key] = {"digest": _digest(golds), "floors": measured}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    changed = pinned[key]["digest"] != _digest(golds)
    assert not changed, "the articles changed: measure anew, --rewrite"
    below = {
        name: (measured[name], floor)
        for name, floor in pinned[key]["floors"].items()
        if measured[name] < floor - slack(ROOT)
    }
    assert not below


def _digest(golds: list[GoldArticle]) -> str:
    articles = [Path(gold.path).read_bytes() for gold in golds]
    return hashlib.sha256(b"\0".join(articles)).hexdigest()[:16]
