"""A text of 100,000 words is read whole, in time that grows with it and memory that hardly does."""

import json
import subprocess
import sys

import pytest

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
