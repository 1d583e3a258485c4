"""What linking costs on an article of a thousand words, beside tokenizing the same words.

A ratio, because machines differ: tokenizing takes 6 to 7 ms a thousand words on the processor the
limits were set on, linking .6, and all of `resolve_entities` about 9.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import spacy
from spacy.tokens import Doc

from newsx.knowledge.base import default
from newsx.resolve.entities import Reading, resolve_entities
from newsx.schema import Article

# 3 ms a thousand words, the target, would be .4.
TIMES_LINKING = 0.3
TIMES_RESOLVING = 3.0

# Names news is full of, and as many that nobody knows: those take the longest.
_COMPANIES = (
    "Nvidia Corp.", "Nvidia", "Bank of America", "BofA", "Target", "Apple", "Tesla Inc.", "Tesla",
    "HSBC", "Toyota Motor Corp.", "Toyota", "Morgan Stanely", "S3 Partners", "BlackRock",
    "Tulkens Coatings AB", "Tulkens", "Norrland Paper AB", "Norrland", "Brexley Logistics plc",
    "Brexley", "Calloway Robotics Inc.", "Calloway", "Ostvik Partners", "Halden Securities",
    "Marfen Analytics", "Garmil Foods", "Securitas Nordica", "Petrolane Minerals Corp.",
)  # fmt: skip
_PEOPLE = ("Ida Brandt", "Brandt", "Jorrit Keane", "Keane")
_PLACES = ("Stockholm", "Japan", "New York", "Rotterdam")
_SENTENCE = (
    "Shares of {0} slid after {1} of {2} said the orders had been fewer than analysts in {3} "
    "expected, and {4} lost ground too as the week drew to its close. "
)


def _article() -> tuple[Doc, Article]:
    """Return an article of 1,300 words with 190 names in it."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    text, spans = "", []
    for turn in range(38):
        names = (
            (_COMPANIES[3 * turn % len(_COMPANIES)], "ORG"),
            (_PEOPLE[turn % len(_PEOPLE)], "PERSON"),
            (_COMPANIES[(5 * turn + 1) % len(_COMPANIES)], "ORG"),
            (_PLACES[turn % len(_PLACES)], "GPE"),
            (_COMPANIES[(7 * turn + 2) % len(_COMPANIES)], "ORG"),
        )
        sentence, last = _SENTENCE.format(*(name for name, _ in names)), 0
        for name, label in names:
            last = sentence.index(name, last)
            spans.append((len(text) + last, len(text) + last + len(name), label))
            last += len(name)
        text += sentence
    doc = nlp(text)
    marked = (doc.char_span(s, e, label=label, alignment_mode="expand") for s, e, label in spans)
    doc.ents = tuple(span for span in marked if span is not None)
    return doc, Article(
        article_id="a", version_id="v", date_published=datetime(2023, 9, 10, tzinfo=UTC),
        text=text, text_sha256="",
    )  # fmt: skip


@pytest.mark.slow
def test_linking_costs_little_beside_tokenizing() -> None:
    doc, article = _article()
    assert len(article.text.split()) >= 1000
    read = Reading(doc, article, default())
    tokenizer = spacy.blank("en").tokenizer

    def link() -> None:
        links = [read.linker.link(cluster) for cluster in read.clusters]
        assert sum(link is not None for link in links) == 14

    def resolve() -> None:
        resolve_entities(doc, article, knowledge=default())

    tokenize = _seconds(lambda: tokenizer(article.text))
    assert _seconds(link) / tokenize < TIMES_LINKING
    assert _seconds(resolve) / tokenize < TIMES_RESOLVING


def _seconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(15):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)
