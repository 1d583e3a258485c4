"""Descriptions that stand for an organisation, and those that are left alone."""

import pytest
import spacy
from spacy.language import Language

from newsx.knowledge.base import default
from newsx.resolve.entities import resolve_entities
from newsx.schema import Article

# (text with [names], what each description stands for); PEOPLE in braces, places in angle brackets.
SENTENCES = [
    ("[Norrland Paper], a pulp maker, fell. The pulp maker cut jobs.", ["Norrland Paper"]),
    ("Homeware chain [Marchmont] fell. The chain cut jobs.", ["Marchmont"]),
    ("Chipmaker [Quarry] and rival [Pell] fell. The chipmaker cut jobs.", ["Quarry"]),
    ("[Ostvik Bank] fell. [Halden Motors] rose. The lender cut jobs.", ["Ostvik Bank"]),
    ("[Ostvik Bank] fell. [Halden Motors] rose. The carmaker cut jobs.", ["Halden Motors"]),
    ("[Ofcom] fined [Calder Cable]. The regulator found faults.", ["Ofcom"]),
    ("[Ofcom] fined [Calder Cable]. The watchdog found faults.", ["Ofcom"]),
    ("The [Bank of Japan] met. The central bank kept rates.", ["Bank of Japan"]),
    ("[Tern] fell. [Tern] is listed in <Munich>. The <Munich>-based carmaker cut jobs.", ["Tern"]),
    ("[Tern] fell. [Tern] will sell [Ostvik Bank] the yard. The company cut jobs.", ["Tern"]),
    ("[Tern] fell 4% after the company cut jobs.", ["Tern"]),
    ("{Ora Lund} runs [Silk Stag], a fund. The fund's letter was short.", ["Silk Stag"]),
    ("[Ostvik Bank] fell, said {Al Vos}, the bank's chief.", ["Ostvik Bank"]),
    # left alone: two may be meant, none fits, or the one named was named for another's sake
    ("[Ostvik Bank] and [Halden Bank] fell. The bank cut jobs.", []),
    ("[Ofcom] and the [Federal Trade Commission] met. The regulator spoke.", []),
    ("[Tern] and [Pell] fell. The company cut jobs.", []),
    ("[Halden Motors] fell. The exchange was shut.", []),
    ("[Halden Motors] fell. The court was shut.", []),
    ("It fell, said {Al Vos} of [Fairwater Research]. The company cut jobs.", []),
    ("It fell, {Al Vos} told [Halden Weekly]. The company cut jobs.", []),
    ("It cut prices, as [Grocer Lou] did. The company plans 12 stores.", []),
    ("[Tern] fell. [Tern] hired {Al Vos}, an analyst at the firm.", []),
    ("[Tern], the company behind the app, fell.", []),
    ("[Tern] and [Pell] fell. The combined company has 9 labs.", []),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(("marked", "stands_for"), SENTENCES)
def test_descriptions_stand_for_whom_they_plainly_mean(
    nlp: Language, marked: str, stands_for: list[str]
) -> None:
    text, spans, starts = "", [], []
    for sign in marked:
        if sign in "[{<":
            starts.append(len(text))
        elif sign in "]}>":
            label = {"]": "ORG", "}": "PERSON", ">": "GPE"}[sign]
            spans.append((starts.pop(), len(text), label))
        else:
            text += sign
    doc = nlp(text)
    marks = (doc.char_span(s, e, label=label, alignment_mode="expand") for s, e, label in spans)
    doc.ents = tuple(span for span in marks if span is not None)
    article = Article(article_id="a", version_id="v", text=text, text_sha256="")
    entities, mentions = resolve_entities(doc, article, knowledge=default())
    by_id = {entity.entity_id: entity.name for entity in entities}
    nominals = [mention for mention in mentions if mention.form == "nominal"]
    assert [by_id[mention.entity_id] for mention in nominals] == stands_for
    assert all(text[mention.start : mention.end] == mention.text for mention in nominals)
