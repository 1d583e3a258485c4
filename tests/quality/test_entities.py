"""Entities against annotated text: floors that go up freely, and down only with a reason.

linked_mentions*.txt  invented sentences; every name with the ticker or id it must link to
common_words*.txt     invented sentences in which a company's name is a word
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsx.knowledge.base import KnowledgeBase, default
from newsx.recognize.pipeline import load
from newsx.resolve.entities import resolve_entities
from newsx.schema import Article, Entity, Mention
from newsx.settings import Settings

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "entities_floors.json").read_text(encoding="utf-8"))
MARKED = re.compile(r"\[([^\]=@]+)(?:@(\w+))?(?:=([^\]]*))?\]")


class Expected(NamedTuple):
    start: int
    end: int
    label: str
    target: str


class Example(NamedTuple):
    text: str
    on: datetime | None
    dateline: str | None
    expected: tuple[Expected, ...]


def _read(name: str) -> Iterator[Example]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, bar, marked = line.partition(" | ")
        text, expected, last = "", [], 0
        for match in MARKED.finditer(marked if bar else line):
            text += match.string[last : match.start()]
            start = len(text)
            text += match[1]
            expected.append(Expected(start, len(text), match[2] or "ORG", match[3] or ""))
            last = match.end()
        text += (marked if bar else line)[last:]
        day, _, dateline = head.partition(" ")
        on = datetime.fromisoformat(day).replace(tzinfo=UTC) if bar else None
        yield Example(text, on, dateline if bar and dateline else None, tuple(expected))


def _article(
    text: str,
    on: datetime | None = None,
    *,
    headline: str | None = None,
    dateline: str | None = None,
) -> Article:
    return Article(
        article_id="a", version_id="v", headline=headline, dateline=dateline, date_published=on,
        text=text, text_sha256="",
    )  # fmt: skip


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return default()


@pytest.fixture(scope="module")
def plain() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def _resolve(doc: Doc, article: Article, knowledge: KnowledgeBase) -> list[tuple[Mention, Entity]]:
    entities, mentions = resolve_entities(doc, article, knowledge=knowledge)
    by_id = {entity.entity_id: entity for entity in entities}
    return [(mention, by_id[mention.entity_id]) for mention in mentions]


def test_the_corpus_is_the_one_the_floors_were_measured_on() -> None:
    content = b"".join((HERE / name).read_bytes() for name in FLOORS["corpus"])
    assert hashlib.sha256(content).hexdigest() == FLOORS["corpus_sha256"]


@pytest.mark.parametrize(
    ("corpus", "recall"),
    [
        ("linked_mentions.txt", "link_recall"),
        ("linked_mentions_world.txt", "link_recall"),
        ("linked_mentions_archives.txt", "link_recall_archives"),
    ],
)
def test_names_link_to_the_listing_of_the_day(
    plain: Language, knowledge: KnowledgeBase, corpus: str, recall: str
) -> None:
    right = wrong = missed = total = 0
    for example in _read(corpus):
        doc = plain(example.text)
        spans = [
            doc.char_span(e.start, e.end, label=e.label, alignment_mode="expand")
            for e in example.expected
        ]
        doc.ents = tuple(span for span in spans if span is not None)
        article = _article(example.text, example.on, dateline=example.dateline)
        found = _resolve(doc, article, knowledge)
        by_start = {mention.start: entity for mention, entity in found}
        for expected in example.expected:
            total += 1
            entity = by_start[expected.start]
            ticker = entity.identifiers.ticker
            given = entity.entity_id if ":" in expected.target else ticker
            if expected.target == "-":  # unknown, or known and listed no more
                wrong += entity.linked and ticker is not None and entity.type != "TICKER"
            elif given == expected.target:
                right += 1
            else:
                missed += 1
                wrong += entity.linked
    assert total >= 290
    assert right / (right + wrong) >= FLOORS["link_precision"]
    assert right / (right + missed) >= FLOORS[recall]


@pytest.mark.parametrize("corpus", ["common_words.txt", "common_words_more.txt"])
@pytest.mark.parametrize("is_marked", [False, True], ids=["rules", "marked as organisation"])
def test_words_of_the_language_are_no_companies(
    knowledge: KnowledgeBase,
    plain: Language,
    is_marked: bool,  # noqa: FBT001 - a parameter of the test
    corpus: str,
) -> None:
    """Also where the recognizer errs and marks the word as an organisation."""
    rules = load(Settings(model="blank"))
    wrong = []
    for example in _read(corpus):
        (word,) = example.expected
        if is_marked:
            doc = plain(example.text)
            span = doc.char_span(word.start, word.end, label="ORG", alignment_mode="expand")
            assert span is not None
            doc.ents = (span,)
            doc = rules.get_pipe("newsx_gazetteer")(doc)
        else:
            doc = rules(example.text)
        wrong += [
            (example.text, entity.name)
            for mention, entity in _resolve(doc, _article(example.text), knowledge)
            if mention.start < word.end and mention.end > word.start
            if entity.linked and entity.type in {"ORG", "INDEX"}
        ]
    assert len(wrong) <= FLOORS["wrong_links_on_common_words"], wrong
