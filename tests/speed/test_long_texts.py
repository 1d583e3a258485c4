"""A text of 100,000 words is read whole, in time that grows with it and memory that hardly does."""

import json
import subprocess
import sys
import time

import pytest

from newsx import extract

WORDS = 100_000
READING = """
import itertools, json, resource, sys, time
sys.modules["torch"] = None  # spaCy imports it where it is installed
from pathlib import Path
from newsx.evaluate.markup import read_corpus
from newsx.recognize.pipeline import load
from newsx.settings import Settings

nlp = load(Settings(model="fast"))
nlp.max_length = 10_000_000
articles = [article.text for article in read_corpus(Path("models/corpus"))]
# One sentence longer than any window, so that seams are joined in a long text too.
articles.insert(3, "Listed: " + ", ".join(f"Company {number}" for number in range(200)) + ".")

def read(words):
    text, parts = 0, []
    for article in itertools.cycle(articles):
        parts.append(article)
        text += len(article.split())
        if text >= words:
            break
    whole = "\\n\\n".join(parts)
    begun = time.process_time()
    doc = nlp(whole)
    spent = time.process_time() - begun
    assert doc.text == whole
    assert all(token.pos_ and token.dep_ for token in doc)
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)
    last = len(doc) - 2000
    assert any(span.start > last for span in doc.ents)
    assert any(span.start > last for span in doc.spans["claims"])
    return 1e6 * spent / len(doc)

read(2_000)
short = read(10_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
long = read(int(sys.argv[1]))
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({"short": short, "long": long, "grown_mb": grown / 1024}))
"""


@pytest.mark.slow
@pytest.mark.model
def test_a_text_of_100_000_words_is_read_whole_at_the_usual_cost() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READING, str(WORDS)], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert found["long"] <= 1.5 * found["short"], f"microseconds a token: {found}"
    assert found["grown_mb"] <= 300


def _cost_of_lines(count: int) -> float:
    """Return CPU seconds a figure of an article of so many lines, two figures and a claim each."""
    line = "Sales in Norway and Sweden rose {}.1% and {}.2% in May, Ana Ruiz told Reuters."
    lines = (line.format(number % 9 + 1, number % 7 + 2) for number in range(count))
    article = {"text": "Report\n\n" + "\n".join(lines), "date_published": "2024-06-12"}
    begun = time.process_time()
    record = extract(article)
    spent = time.process_time() - begun
    assert (len(record.figures), len(record.claims)) == (2 * count, count)
    return spent / len(record.figures)


@pytest.mark.slow
@pytest.mark.model
def test_lists_side_by_side_and_claims_cost_the_same_in_a_long_text() -> None:
    _cost_of_lines(20)
    short = _cost_of_lines(100)
    assert _cost_of_lines(800) <= 2 * short


def _cost_of_clauses(count: int) -> float:
    """Return CPU seconds a figure of one sentence of so many clauses, two figures each."""
    clause = "sales of {} tonnes in Norway and profit of ${} million at Kiruna Ore"
    sentence = ", ".join(clause.format(number + 2, number + 3) for number in range(count))
    begun = time.process_time()
    figures = extract({"text": f"It reported {sentence}."}).figures
    spent = time.process_time() - begun
    assert len(figures) == 2 * count
    return spent / len(figures)


@pytest.mark.slow
@pytest.mark.model
def test_a_sentence_without_end_costs_no_more_than_its_words() -> None:
    _cost_of_clauses(10)
    short = _cost_of_clauses(25)
    assert _cost_of_clauses(200) <= 2.5 * short
