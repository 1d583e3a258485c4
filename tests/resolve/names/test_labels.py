"""People, companies and places that the recognizer mixes up, and what each entity is in the end."""

import pytest
import spacy
from spacy.language import Language

from newsx.knowledge.base import default
from newsx.resolve.entities import resolve_entities
from newsx.schema import Article

# (text, names as the recognizer labels them, type of each mention's entity)
MIXED = [
    (
        "Ms Tulkens left. Tulkens said it was her choice.",
        [("Tulkens", "PERSON"), ("Tulkens", "ORG")],
        ["PERSON", "PERSON"],
    ),
    (
        "Ida Tulkens left. Shares fell. Tulkens, 52, had run it. Tulkens stays.",
        [("Ida Tulkens", "PERSON"), ("Tulkens", "ORG"), ("Tulkens", "ORG")],
        ["PERSON", "PERSON", "PERSON"],
    ),
    (
        "Jo Halden, an analyst in Oslo, agreed. Halden and Jo Halden wrote it.",
        [("Jo Halden", "ORG"), ("Halden", "ORG"), ("Jo Halden", "PERSON")],
        ["PERSON", "PERSON", "PERSON"],
    ),
    ("Shares of Wirefell slid.", [("Wirefell", "PERSON")], ["ORG"]),
    ("Wirefell’s shareholders met.", [("Wirefell", "PERSON")], ["ORG"]),
    ("The chipmaker hired. Chipmaker Wirefell fell.", [("Wirefell", "PERSON")], ["ORG"]),
    ("Anders Vik met executives at Wirefell.", [("Wirefell", "PERSON")], ["ORG"]),
    ("Corrin Biologics outside Cork hired.", [("Corrin Biologics", "GPE")], ["ORG"]),
    (
        "Corrin Biologics hired. Corrin grew.",
        [("Corrin Biologics", "GPE"), ("Corrin", "GPE")],
        ["ORG", "ORG"],
    ),
    ("Ostvik Bancorp fell.", [("Ostvik Bancorp", "PERSON")], ["ORG"]),
    ("Ostvik Sparebank fell.", [("Ostvik Sparebank", "PERSON")], ["ORG"]),
    (
        "An economist at Oslo's Ostvik Kreditbank, who counts them, agreed.",
        [("Oslo", "GPE"), ("Ostvik Kreditbank", "PERSON")],
        ["GPE", "ORG"],
    ),
    (
        "By Pemmer Quant’s count it fell, a note from Pemmer said.",
        [("Pemmer Quant", "PERSON"), ("Pemmer", "PERSON")],
        ["ORG", "ORG"],
    ),
    ("Jo Halden, who still owns 4%, left.", [("Jo Halden", "ORG")], ["PERSON"]),
    ("Jo Halden, installed as chief by a fund, left.", [("Jo Halden", "ORG")], ["PERSON"]),
    ("Financier Jo Halden left.", [("Jo Halden", "ORG")], ["PERSON"]),
    ("Partner Ostvik Vik, which owns 4%, left.", [("Ostvik Vik", "PERSON")], ["ORG"]),
    ("Ostvik Vik, the accountants, agreed.", [("Ostvik Vik", "PERSON")], ["ORG"]),
    ("A rise is near, an economist with Ostvik Vik said.", [("Ostvik Vik", "PERSON")], ["ORG"]),
    (
        "Jo Halden of Ostvik Vik agreed.",
        [("Jo Halden", "PERSON"), ("Ostvik Vik", "PERSON")],
        ["PERSON", "ORG"],
    ),
    (
        "Jo Halden, of Ostvik Vik, who counts them, agreed.",
        [("Jo Halden", "PERSON"), ("Ostvik Vik", "ORG")],
        ["PERSON", "ORG"],
    ),
    ("Jo Halden, hired as its new chief executive, left.", [("Jo Halden", "ORG")], ["PERSON"]),
    # and what is right stays as it is
    ("Ostvik Vik, named as the preferred bidder, paid.", [("Ostvik Vik", "ORG")], ["ORG"]),
    ("Ostvik Vik, brought in as an operator in May, left.", [("Ostvik Vik", "ORG")], ["ORG"]),
    ("Ostvik Vik, appointed as administrators, left.", [("Ostvik Vik", "ORG")], ["ORG"]),
    (
        "Jo Halden, with Ida Vik, owns 4%.",
        [("Jo Halden", "PERSON"), ("Ida Vik", "PERSON")],
        ["PERSON", "PERSON"],
    ),
    ("Jo Halden, a critic of auditors, left.", [("Jo Halden", "PERSON")], ["PERSON"]),
    ("Jo Halden, the minister for builders, left.", [("Jo Halden", "PERSON")], ["PERSON"]),
    ("Sales of Orvexa, which is approved, rose.", [("Orvexa", "PRODUCT")], ["PRODUCT"]),
    (
        "Jo Halden met Ida Vik. Jo Halden and Ida Vik agreed.",
        [("Jo Halden", "PERSON"), ("Ida Vik", "PERSON")] * 2,
        ["PERSON"] * 4,
    ),
    ("The firm of Jo Halden, who left, grew.", [("Jo Halden", "PERSON")], ["PERSON"]),
    ("The factory in Corrinside hired; workers came.", [("Corrinside", "GPE")], ["GPE"]),
    ("Corrinside’s workers met.", [("Corrinside", "GPE")], ["GPE"]),
    ("Jo Halden of Ostvik agreed.", [("Jo Halden", "PERSON"), ("Ostvik", "ORG")], ["PERSON", "ORG"]),
    ("Jo Halden agreed.", [("Jo Halden", "PERSON")], ["PERSON"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(("text", "names", "types"), MIXED)
def test_an_entity_is_one_thing_through_the_article(
    nlp: Language, text: str, names: list[tuple[str, str]], types: list[str]
) -> None:
    doc, last, spans = nlp(text), 0, []
    for name, label in names:
        start = text.index(name, last)
        last = start + len(name)
        spans.append(doc.char_span(start, last, label=label, alignment_mode="expand"))
    doc.ents = tuple(span for span in spans if span is not None)
    article = Article(article_id="a", version_id="v", text=text, text_sha256="")
    entities, mentions = resolve_entities(doc, article, knowledge=default())
    by_id = {entity.entity_id: entity.type for entity in entities}
    named = [mention for mention in mentions if mention.form != "nominal"]
    assert [by_id[mention.entity_id] for mention in named] == types
    assert [mention.type for mention in named] == types
