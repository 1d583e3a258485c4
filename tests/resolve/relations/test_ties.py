import pytest
import spacy
from spacy.language import Language

from newsx.knowledge.base import default
from newsx.recognize.gazetteer import Gazetteer
from newsx.resolve.entities import resolve_entities
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.relations.ties import resolve_ties
from newsx.schema import Article

# (text, names beyond those of the gazetteer, ties)
TIES = [
    (
        "Calloway Robotics Inc. (NASDAQ: CWRB) rose.",
        [("Calloway Robotics Inc.", "ORG")],
        [("company_ticker", "Calloway Robotics Inc.", "NASDAQ", "CWRB")],
    ),
    (
        "Heliad Energy sold shares. The shares trade on the Nasdaq under the symbol HLYD.",
        [("Heliad Energy", "ORG")],
        [("company_ticker", "Heliad Energy", "Nasdaq", "HLYD")],
    ),
    ("Alphabet Inc.’s Google cut staff.", [], [("subsidiary_of", "Google", None, "Alphabet Inc.")]),
    (
        "Geico, a unit of Berkshire Hathaway, grew.",
        [],
        [("subsidiary_of", "Geico", None, "Berkshire Hathaway")],
    ),
    (
        "Microsoft fell. LinkedIn hired.",
        [],
        [("subsidiary_of", "LinkedIn", None, "Microsoft")],
    ),
    (
        "Palantir will join the S&P 500.",
        [],
        [("member_of_index", "Palantir", None, "S&P 500")],
    ),
    (
        "FTSE 100 member Rolls-Royce rose.",
        [],
        [("member_of_index", "Rolls-Royce", None, "FTSE 100")],
    ),
    (
        "Hindenburg Research disclosed a short position in Carvana Co. and Tesla.",
        [],
        [
            ("position", "Hindenburg Research", "short", "Carvana Co."),
            ("position", "Hindenburg Research", "short", "Tesla"),
        ],
    ),
    (
        "Orrin Lake is betting against Tesla.",
        [("Orrin Lake", "ORG")],
        [("position", "Orrin Lake", "bets_against", "Tesla")],
    ),
    (
        "Elliott Management took a stake of 5% in Southwest Airlines.",
        [],
        [("position", "Elliott Management", "stake", "Southwest Airlines")],
    ),
    ("Nvidia and Tesla fell.", [], []),
    ("Germany’s Siemens fell.", [], []),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(("text", "names", "ties"), TIES)
def test_ties_stand_on_words_of_the_text(
    nlp: Language,
    text: str,
    names: list[tuple[str, str]],
    ties: list[tuple[str, str, str | None, str]],
) -> None:
    doc, knowledge = nlp(text), default()
    spans = [
        doc.char_span(text.index(n), text.index(n) + len(n), label=label) for n, label in names
    ]
    doc.ents = tuple(span for span in spans if span is not None)
    doc = Gazetteer(knowledge)(doc)
    article = Article(article_id="a", version_id="v", text=text, text_sha256="")
    entities, mentions = resolve_entities(doc, article, knowledge=knowledge)
    found = resolve_ties(
        doc, article, mentions=MentionIndex(mentions), entities=entities, knowledge=knowledge
    )
    by_id = {entity.entity_id: entity.name for entity in entities}
    assert [(r.kind, by_id[r.subject_id], r.role, by_id[r.object_id]) for r in found] == ties
    for relation in found:
        assert 0 <= relation.start < relation.end <= len(text)
