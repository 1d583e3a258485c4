"""Ties between entities against invented sentences: floors that go up freely.

relation_sentences.txt  sentences with every name marked, and the ties each states, or none
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import spacy
from spacy.language import Language

from newsx.knowledge.base import default
from newsx.resolve.entities import resolve_entities
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.relations.ties import resolve_ties
from newsx.schema import Article

SENTENCES: Final = Path(__file__).parent / "relation_sentences.txt"
PRECISION: Final = 0.95
RECALL: Final = 0.95
MARKED: Final = re.compile(r"\[([^\]@]+)(?:@(\w+))?\]")


class Example(NamedTuple):
    text: str
    names: tuple[tuple[int, int, str], ...]
    ties: frozenset[str]


def read_sentences() -> Iterator[Example]:
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        marked, _, ties = line.rpartition(" |")
        text, names, last = "", [], 0
        for match in MARKED.finditer(marked):
            text += marked[last : match.start()]
            names.append((len(text), len(text) + len(match[1]), match[2] or "ORG"))
            text += match[1]
            last = match.end()
        text += marked[last:]
        told = frozenset(tie.strip() for tie in ties.split(";") if tie.strip())
        yield Example(text, tuple(names), told)


def found_ties(nlp: Language, example: Example) -> frozenset[str]:
    doc = nlp(example.text)
    spans = (doc.char_span(s, e, label=la, alignment_mode="expand") for s, e, la in example.names)
    doc.ents = tuple(span for span in spans if span is not None)
    article = Article(article_id="a", version_id="v", text=example.text, text_sha256="")
    entities, mentions = resolve_entities(doc, article, knowledge=default())
    first = {mention.entity_id: mention.text for mention in reversed(mentions)}
    ties = resolve_ties(
        doc, article, mentions=MentionIndex(mentions), entities=entities, knowledge=default()
    )
    return frozenset(
        f"{tie.kind}{':' + tie.role if tie.role else ''} "
        f"{first[tie.subject_id]} > {first[tie.object_id]}"
        for tie in ties
    )


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def test_ties_are_those_that_the_sentences_state(nlp: Language) -> None:
    right = wrong = missed = 0
    faults = []
    for example in read_sentences():
        found = found_ties(nlp, example)
        right += len(found & example.ties)
        wrong += len(found - example.ties)
        missed += len(example.ties - found)
        faults += [(example.text, sorted(found ^ example.ties))] if found != example.ties else []
    assert right / (right + wrong) >= PRECISION, faults
    assert right / (right + missed) >= RECALL, faults
