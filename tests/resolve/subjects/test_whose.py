"""Whose a figure is, weighed among candidates: invented texts with names marked."""

import pytest

from figure_docs import read_figures
from marked import make_names, read_marked
from newsx.grammar.amount import sort_of
from newsx.grammar.amounts import scan
from newsx.knowledge.choices import subject_weights
from newsx.resolve.measures.naming import Measured
from newsx.resolve.subjects.candidates import NOBODY, Candidates, Group, merged
from newsx.schema import Entity, Reference


def subjects_of(marked: str) -> list[str | None]:
    text, names = read_marked(marked)
    mentions, entities = make_names(text, names)
    figures, _ = read_figures(text, mentions=tuple(mentions), entities=entities)
    return [figure.subject.text if figure.subject else None for figure in figures]


def test_a_figure_after_another_of_its_company_is_the_companys() -> None:
    marked = (
        "[O:Calder AG] raises its dividend\n[O:Calder AG] had sales of 90 million euros. "
        "[P:Ora Lund], an analyst at [O:Fell Bank], was glad. Costs came to 12 million euros."
    )
    assert subjects_of(marked) == ["Calder AG", "Calder AG"]


def test_an_analysts_employer_has_no_figure_of_the_company() -> None:
    marked = "[O:Calder AG] slips\n[O:Calder AG] fell. Analysts at [O:Fell Bank] see revenue of $40 million."
    assert subjects_of(marked) == ["Calder AG"]


def test_without_names_the_rules_decide() -> None:
    (figure,) = read_figures("The airline cut its dividend to 2 euros.")[0]
    assert figure.subject is not None
    assert figure.subject.text == "airline"


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("$5 million", "sum"), ("$5", "money"), ("$5 a share", "rate"), ("5%", "percent"),
        ("5 basis points", "points"), ("1,100 jobs", "counted"),
    ],
)  # fmt: skip
def test_sorts_are_finer_than_kinds(text: str, sort: str) -> None:
    (amount,) = scan(text)
    assert sort_of(amount) == sort


def test_a_candidate_stands_once_with_all_that_speaks_for_it() -> None:
    entity = Entity(entity_id="e", type="ORG", name="Calder AG", mention_count=1, first_start=0)
    found = Candidates("sum", Measured("sales", "revenue"), {"e": entity})
    found.add(Reference(text="Calder AG", entity_id="e"), Group("rule"))
    found.add_entity(entity, Group("here"))
    found.add_entity(None, Group("main"))
    ((reference, features),) = found.rows()
    assert reference.text == "Calder AG"
    assert {"rule", "here", "rule and here", "is ORG, sum, revenue"} <= features


def test_weights_tell_what_nobody_must_be_outweighed_by() -> None:
    assert NOBODY in subject_weights()
    assert subject_weights()["rule name"] > 0


def test_groups_weigh_what_their_features_weigh_together() -> None:
    both = merged([Group("rule", "here"), Group("here", "acts")])
    assert both.features == {"rule", "here", "acts"}
    for alone, weight in zip((False, True), both.weights, strict=True):
        known = subject_weights(alone=alone)
        assert weight == sum(known.get(feature, 0) for feature in both.features)


def test_in_a_text_of_one_line_other_weights_count() -> None:
    articles, alone = subject_weights(), subject_weights(alone=True)
    told = max(alone, key=lambda one: alone[one] - articles.get(one, 0))
    measure = Measured("sales", "revenue")
    group = Group(told)
    assert group.weights[1] > group.weights[0]
    for is_alone in (False, True):
        found = Candidates("sum", measure, {}, alone=is_alone)
        found.add_words("retailers", *[group] * 50)
        assert found.heaviest(frozenset()) is not None


def test_who_is_only_cited_has_a_figure_where_the_rules_say_so() -> None:
    entity = Entity(entity_id="e", type="ORG", name="Fell Bank", mention_count=1, first_start=0)
    cited = frozenset({"e"})
    told = Reference(text="Fell Bank", entity_id="e")
    for way, expected in (("rule", told), ("here", None)):
        found = Candidates("sum", Measured("sales", "revenue"), {"e": entity})
        found.add(told, Group(way, "rule name", "rule name, company", "acts", "first name"))
        assert found.heaviest(cited) == expected
        assert len(found.rows(cited)) == (expected is not None)
