from typing import get_args

import pytest

from newsx.knowledge.statements import weights
from newsx.resolve.statements.judgement import evidence, is_column, judge
from newsx.resolve.statements.told import Told
from newsx.resolve.statements.witnesses import cue_sense, witnesses
from newsx.schema import Modality

# (claim, kind): what words alone mislead about.
KINDS = [
    (Told("costs fell 4% in May", "indirect", "say", 1), "data"),
    (Told("whether the plant would close", "indirect", "ask", 0), "indirect"),
    (Told("stayed at overweight, with a $12 target", "indirect", None, 1), "opinion"),
    (Told("Sales fell 3%, worse than the 1% decline analysts expected", "outlet", None, 2), "data"),
    (Told("A second plant opened in Oslo in May", "outlet", None, 0), "fact"),
    (Told("the bank will cut rates in June", "indirect", "say", 0), "forecast"),
    (Told("It will be hard.", "direct", "say", 0), "quote"),
]


@pytest.mark.parametrize(("told", "kind"), KINDS)
def test_kind_is_weighed(told: Told, kind: str) -> None:
    assert judge(told).kind == kind


def test_columnist_gives_an_opinion_where_a_reporter_states_a_fact() -> None:
    told = Told("This is a very good bank and there should be more of it", "outlet", None, 0)
    assert judge(told._replace(column=True)).kind == "opinion"


@pytest.mark.parametrize("form", ["outlet", "indirect", "mixed"])
@pytest.mark.parametrize("text", ["", "it", "5%", "if not", "“”"])
def test_fact_has_no_source_and_indirect_speech_has_one(text: str, form: str) -> None:
    kind = judge(Told(text, form, "say", 0)).kind  # type: ignore[arg-type]  # one of the forms
    assert kind != ("indirect" if form == "outlet" else "fact")
    assert kind != "quote"


def test_denial_is_negated() -> None:
    assert judge(Told("the deal is not dead", "indirect", "say", 0)).negated
    assert not judge(Told("the deal is alive", "indirect", "say", 0)).negated


def test_good_and_bad_news_are_told_apart() -> None:
    assert (
        judge(Told("profit rose 8%, beating forecasts", "outlet", None, 1)).polarity == "positive"
    )
    assert judge(Told("shares fell 8% on weak sales", "outlet", None, 1)).polarity == "negative"


def test_column_is_what_says_i_outside_its_quotations() -> None:
    text = "I own a boat. My bank, said Ruiz, ‘I loathe, and I left’."
    begin = text.index("‘")
    assert is_column(text, [(begin, len(text))])
    assert not is_column(text[begin:], [(0, len(text))])


def test_the_network_is_heard_where_words_leave_it_open() -> None:
    told = Told("the board met on the matter", "indirect", "say", 0)
    heard = {"polarity": {"negative": -0.01, "neutral": -6.0, "positive": -5.0}}
    assert judge(told).polarity == "neutral"
    assert judge(told._replace(heard=heard)).polarity == "negative"


def test_evidence_comes_once_each() -> None:
    found = evidence(Told("rates rose and rates fell", "indirect", "say", 0))
    assert len(found) == len(set(found))
    assert {"cue=say", "word=rates", "pair=rates rose", "form=indirect"} <= set(found)


def test_every_question_has_its_answers() -> None:
    answers: dict[str, set[str]] = {}
    for question, answer, _ in weights()["always"]:
        answers.setdefault(question, set()).add(answer)
    assert answers == {
        "kind": {"data", "fact", "forecast", "indirect", "opinion"},
        "polarity": {"negative", "neutral", "positive"},
        "negated": {"yes", "no"},
        "forward_looking": {"yes", "no"},
        "modality": set(get_args(Modality)),
    }


# (claim, modality): what its words alone, or its cue alone, mislead about.
MODALITIES = [
    (Told("costs jumped 4% in May, after a rise of 3%", "outlet", None, 2), "asserted"),
    (Told("sales would fall", "indirect", "expect", 0), "expected"),
    (Told("to open 12 stores this year", "indirect", "plan", 1), "planned"),
    (Told("the deal may fail", "indirect", "say", 0), "possible"),
    (Told("it was unlikely to be extended", "indirect", "say", 0), "improbable"),
    (Told("it had broken the law", "indirect", "deny", 0), "denied"),
]


@pytest.mark.parametrize(("told", "modality"), MODALITIES)
def test_modality_is_weighed_and_a_rare_one_ruled(told: Told, modality: str) -> None:
    tag = "VBD" if " jumped " in told.text else "MD"
    tree = (f"finite={tag}", f"first finite={tag}")
    assert judge(told._replace(grammar=tree)).modality == modality


def test_who_says_it_and_in_what_terms_is_evidence() -> None:
    found = set(witnesses(Told("rates the shares buy, target 90", "mixed", "say", 1, "analysts")))
    assert {"source sort=group", "cue modality=plain", "grade, form=yes, mixed"} <= found
    assert "source sort=pronoun" in set(witnesses(Told("it fell", "indirect", "say", 0, "She")))


def test_cue_has_the_sense_that_its_table_gives() -> None:
    assert [cue_sense(lemma) for lemma in ("expect", "say", "knock", None)] == [
        "expected",
        "plain",
        "other",
        "none",
    ]
