import itertools
import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from newsx.recognize.sentences import sentence_starts, split_sentences

EXAMPLES = [
    ("Rain fell. Sun shone.", ["Rain fell.", "Sun shone."]),
    ("Acme Inc. rose 4.5% in the U.S. on Monday. It fell later.", 2),
    ("He left Acme Corp. The board met.", ["He left Acme Corp.", "The board met."]),
    ("Mr. A. B. Okoye met Sen. Diaz. They spoke.", 2),
    ("It listed in the U.S. The float was small.", 2),
    ("On Jan. 5 shares rose. By Feb. 3 they fell.", 2),
    ("“Why now?” Ms Okoye asked. Nobody knew.", 2),
    ("“Why now?” she asked. Nobody knew.", 2),
    ("“It ended.” The board then met.", 2),
    ("“We won. We will win again,” he said.", 2),
    ("One heading\n\nThe text begins", ["One heading", "The text begins"]),
    ("a line that is wrapped here by\nsomebody's mailer. Next.", 2),
    ("Sales at No. 3 rose. eBay fell.", 2),
    ("It costs $5. Nobody pays.", 2),
    ("Shares of Norrland Ltd. Analysts were cautious.", 2),
    ("At 5 p.m. New York time it closed.", 1),
    ("Wait ... what?", 1),
    ("He said: “No.” Asked again, he left.", 2),
    ("“We acted in good faith.” Prosecutors said otherwise.", 2),
    ("Kaveri Securities Pvt. Ltd. rose, incl. 40 bp. of dividend.", 1),
    ("To watch\n1. Minutes\n2. Jobs\n- Rates", ["To watch", "1. Minutes", "2. Jobs", "- Rates"]),
]


def sentences(text: str) -> list[str]:
    cuts = [0, *sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(cuts)]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_sentences_are_found(text: str, expected: list[str] | int) -> None:
    found = sentences(text)
    assert (len(found) if isinstance(expected, int) else found) == expected


@given(st.text(alphabet="aA.!?“”\"'’ \n1$U", max_size=60))
def test_any_text_is_split_in_order(text: str) -> None:
    starts = list(sentence_starts(text))
    assert starts == sorted(set(starts))


@given(st.text(max_size=60))
def test_component_sets_every_token(text: str) -> None:
    doc = split_sentences(spacy.blank("en").make_doc(text))
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_a_blob_costs_no_more_than_its_length() -> None:
    short, long = (_seconds_of("9" * length) for length in (4_000, 64_000))
    # Sixteen times the length: looked through from every place, 256 times the work.
    assert long < 64 * max(short, 0.001)


def _seconds_of(text: str) -> float:
    """Return the CPU seconds of looking through a text without a sentence in it, at the best."""
    costs = []
    for _ in range(3):
        begun = time.process_time()
        assert list(sentence_starts(text)) == []
        costs.append(time.process_time() - begun)
    return min(costs)
