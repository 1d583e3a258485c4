from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from newsx.resolve.statements.judgement import judge
from newsx.resolve.statements.predicates import predicate, timing
from newsx.resolve.statements.told import Told
from newsx.schema import Period

_NLP = spacy.blank("en")
_PUBLISHED = date(2024, 5, 14)


def make_tree(words: str, tags: str, parts: str, heads: list[int], relations: str) -> Doc:
    return Doc(
        _NLP.vocab,
        words=words.split(),
        tags=tags.split(),
        pos=parts.split(),
        lemmas=words.split(),
        heads=heads,
        deps=relations.split(),
    )


ROSE = make_tree(
    "Sales rose 4 %", "NNS VBD CD NN", "NOUN VERB NUM NOUN", [1, 1, 3, 1], "nsubj root nummod obj"
)
WILL = make_tree("Sales will rise", "NNS MD VB", "NOUN AUX VERB", [2, 2, 2], "nsubj aux root")
GOOD = make_tree("Sales were good", "NNS VBD JJ", "NOUN AUX ADJ", [2, 2, 2], "nsubj cop root")


def when(first: date | None, kind: str = "date", start: int = 3) -> Period:
    return Period.model_validate(
        {
            "start": start,
            "end": start + 3,
            "text": "May",
            "period_id": "p",
            "kind": kind,
            "from_date": first,
            "to_date": first,
        }
    )


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (ROSE, {"root tag=VBD", "finite=VBD", "root=rose", "subject=sales", "adjectives=0"}),
        (WILL, {"root tag=VB", "finite=MD", "finite verb=will", "first finite=MD"}),
        (GOOD, {"root pos=ADJ", "finite=VBD", "copula, root=VBD, ADJ", "adjectives=1"}),
    ],
    ids=["a past tense", "a modal", "a copula"],
)
def test_predicate_tells_tense_and_mood(doc: Doc, expected: set[str]) -> None:
    assert expected <= set(predicate([doc[:]]))


def test_part_of_a_sentence_has_a_main_verb_of_its_own() -> None:
    doc = make_tree(
        "Ruiz said sales fell",
        "NNP VBD NNS VBD",
        "PROPN VERB NOUN VERB",
        [1, 1, 3, 1],
        "nsubj root nsubj ccomp",
    )
    assert "root=fell" in predicate([doc[2:4]])
    assert "subject=sales" in predicate([doc[2:4]])


def test_without_a_tree_nothing_is_told() -> None:
    assert predicate([_NLP.make_doc("Sales rose 4%")[:]]) == ()
    assert predicate([]) == ()


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2024, 9, 1), "ahead"),
        (date(2024, 5, 14), "now"),
        (date(2024, 5, 13), "past"),
        (None, "undated"),
    ],
)
def test_periods_lie_before_or_after_the_day_of_publication(
    first: date | None, expected: str
) -> None:
    assert timing([when(first)], [(0, 10)], _PUBLISHED) == (
        f"when={expected}",
        f"when all={expected}",
    )


def test_durations_and_what_stands_elsewhere_tell_no_time() -> None:
    ahead = date(2024, 9, 1)
    told = timing([when(ahead, "duration"), when(ahead, start=40)], [(0, 10)], _PUBLISHED)
    assert told == ("when all=",)


def test_days_to_come_make_a_forecast() -> None:
    told = Told("Trading in the new shares starts on June 3", "outlet", None, 0)
    ahead = told._replace(timing=("when=ahead", "when all=ahead"))
    assert (judge(told).kind, judge(ahead).kind) == ("fact", "forecast")
