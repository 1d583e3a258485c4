"""Records are scored against the gold of their text: what is right, missed or made up."""

import json
from pathlib import Path
from typing import Any

import pytest

from builders import TEXT, make_record
from newsx.errors import ConfigurationError
from newsx.evaluate.gold import GoldArticle
from newsx.evaluate.records import Evaluation, evaluate, fitted
from newsx.evaluate.report import as_json, below, read_floors
from newsx.evaluate.words import overlap, same_name
from newsx.schema import Record, Reference


def place(words: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def ends(words: str) -> list[int]:
    return list(place(words).values())


RECORD = make_record("Short sellers gain")
ROTH = {**place("Ida Roth"), "type": "PERSON", "canonical": "Ida Roth"}
FIGURE = {
    **place("$13 billion"),
    "kind": "money",
    "value": 13e9,
    "currency": "USD",
    "bound": "almost",
    "measure": "made",
    "subject": "short sellers",
    "period": "this year",
    "source": "Ida Roth",
}
CLAIM = {
    "parts": [[0, 47]],
    "kind": "data",
    "modality": "asserted",
    "source": ends("Ida Roth"),
    "source_name": "Ida Roth",
    "affiliation": "Quill Data LLC",
    "cue": ends("said"),
    "cue_lemma": "say",
    "polarity": "neutral",
}
TIE = {"type": "person_role_org", "subject": "Ida Roth", "object": "Quill Data LLC"}


def gold(**parts: object) -> GoldArticle:
    return GoldArticle.model_validate({"id": "gold", "text": TEXT, **parts})


def scored(record: Record | None = RECORD, **parts: object) -> Evaluation:
    return evaluate([gold(**parts)], [record] if record is not None else [])


def values(found: Evaluation, part: str) -> dict[str, float]:
    return found.parts[part].values()


def missed(found: Evaluation) -> list[tuple[str, str | None, str | None]]:
    return [(one.miss.measure, one.miss.wanted, one.miss.found) for one in found.misses]


@pytest.mark.parametrize(
    ("called", "entity_id", "right"),
    [
        ("United States", "newsx:country-us", 1.0),
        ("America", "newsx:country-us", 1.0),
        ("United Kingdom", "newsx:country-us", 0.0),
        ("United States", "newsx:us-soccer-org", 0.0),
    ],
)
def test_a_country_is_the_same_by_any_of_its_names(
    called: str, entity_id: str, right: float
) -> None:
    whose = Reference(text="U.S.", entity_id=entity_id)
    figures = [one.model_copy(update={"subject": whose}) for one in RECORD.figures]
    found = scored(
        RECORD.model_copy(update={"figures": figures}), figures=[{**FIGURE, "subject": called}]
    )
    assert values(found, "figures")["subject"] == right


def test_a_record_that_says_what_the_gold_says_is_right_in_everything() -> None:
    found = scored(entities=[ROTH], figures=[FIGURE], claims=[CLAIM], relations=[TIE])
    assert values(found, "names") == {
        "span_type_f1": 1.0,
        "canonical": 1.0,
        "distinct_f1": 0.667,  # the record knows Quill Data, though it nowhere marks it
        "PERSON": 1.0,
    }
    assert set(values(found, "figures")) == {
        *("span_kind", "value", "bound", "measure", "subject", "of_period", "source"),
    }
    for part in ("figures", "claims", "relations"):
        assert set(values(found, part).values()) == {1.0}
    assert found.misses == []


def test_what_is_not_annotated_is_not_scored() -> None:
    found = scored(figures=[FIGURE])
    assert values(found, "names") == values(found, "claims") == values(found, "relations") == {}


def test_what_nobody_marked_counts_against_the_f1_alone() -> None:
    found = scored(figures=[], claims=[])
    assert values(found, "figures") == {"span_kind": 0.0}
    assert values(found, "claims")["claims_f1"] == 0.0
    assert missed(found) == [("span_kind", None, "[money]"), ("claims_f1", None, "[data]")]


@pytest.mark.parametrize(
    ("fact", "measure"),
    [
        ({"value": 13.1e9}, "value"),
        ({"currency": "EUR"}, "value"),
        ({"value_max": 14e9}, "value"),
        ({"kind": "count"}, "span_kind"),
        ({"bound": "ge"}, "bound"),
        ({"direction": "down"}, "direction"),
        ({"measure": "loss"}, "measure"),
        ({"subject": "Quill Data"}, "subject"),
        ({"period": "next month"}, "of_period"),
        ({"source": "Noor Vance"}, "source"),
    ],
)
def test_a_wrong_fact_of_a_figure_is_a_miss_of_its_measure(
    fact: dict[str, Any], measure: str
) -> None:
    found = scored(figures=[{**FIGURE, **fact}])
    assert values(found, "figures")[measure] == 0.0
    assert measure in {name for name, _, _ in missed(found)}


def test_a_figure_that_is_optional_is_neither_required_nor_punished() -> None:
    assert values(scored(figures=[{**FIGURE, "optional": True}]), "figures") == {}


def test_a_figure_cut_short_has_its_value_and_not_its_span() -> None:
    found = values(scored(figures=[{**FIGURE, "end": FIGURE["end"] - 1}]), "figures")  # type: ignore[operator]  # an int
    assert (found["span_kind"], found["value"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("fact", "measure"),
    [
        ({"kind": "opinion"}, "kind"),
        ({"modality": "planned"}, "modality"),
        ({"cue_lemma": "tell"}, "cue"),
        ({"cue_lemma": None, "cue": ends("Quill")}, "cue"),
        ({"affiliation": "The Ledger"}, "post"),
        ({"via": "The Ledger"}, "via"),
        ({"polarity": "negative"}, "polarity"),
        ({"negated": True}, "negated"),
        ({"source": ends("sellers")}, "attributed_place_f1"),
        ({"source_name": "Noor Vance"}, "attributed_name_f1"),
        ({"parts": [[30, 60]]}, "claims_f1"),
    ],
)
def test_a_wrong_fact_of_a_claim_is_a_miss_of_its_measure(
    fact: dict[str, Any], measure: str
) -> None:
    found = scored(claims=[{**CLAIM, **fact}])
    assert values(found, "claims")[measure] == 0.0
    assert measure in {name for name, _, _ in missed(found)}


def test_a_claim_may_be_of_a_further_kind_and_where_none_is_asked_none_is_punished() -> None:
    found = values(scored(claims=[{**CLAIM, "kind": "fact", "kind_ok": ["data"]}]), "claims")
    assert (found["kind"], found["recall_fact"]) == (1.0, 1.0)
    assert values(scored(claims=[], ignore_claims=[[0, 20]]), "claims") == {}


def test_a_name_of_a_type_that_is_never_marked_is_not_counted() -> None:
    place_name = {**place("Quill"), "type": "GPE", "canonical": "Quill"}
    found = scored(entities=[place_name])
    assert values(found, "names")["span_type_f1"] == 0.0
    assert missed(found) == [("span_type_f1", "Quill [GPE]", None)]


def test_a_tie_that_is_missing_and_one_that_is_made_up_are_misses() -> None:
    other = {**TIE, "object": "The Ledger"}
    found = scored(relations=[other])
    assert values(found, "relations") == {"person_role_org": 0.0}
    assert missed(found) == [
        ("person_role_org", "ida roth - ledger", None),
        ("person_role_org", None, "ida roth - quill data llc"),
    ]


def test_a_record_finds_its_gold_whatever_the_white_space_and_without_the_headline() -> None:
    printed = "Short sellers gain\n\n" + TEXT.replace("this year,", "this\nyear,")
    moved = {
        **FIGURE,
        **place("$13 billion", printed),
    }
    headline = {**place("Short", printed), "type": "ORG", "canonical": "x"}
    article = gold(text=printed, figures=[moved], entities=[headline])
    found = evaluate([article], [RECORD])
    assert (found.unread, found.strangers) == ([], 0)
    assert values(found, "figures")["span_kind"] == 1.0
    assert found.parts["names"].wanted["span_type_f1"] == 0
    fit = fitted(article, TEXT)
    assert fit.figures is not None
    assert TEXT[fit.figures[0].start : fit.figures[0].end] == "$13 billion"


def test_gold_without_a_record_is_missed_and_a_record_without_gold_is_told() -> None:
    other = RECORD.article.model_copy(update={"text": "Another text."})
    found = evaluate([gold(figures=[FIGURE])], [RECORD.model_copy(update={"article": other})])
    assert (found.unread, found.strangers) == (["gold"], 1)
    assert values(found, "figures")["value"] == 0.0


def test_two_records_of_one_article_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="two records"):
        evaluate([gold()], [RECORD, RECORD])


def test_json_names_every_miss_with_its_sentence() -> None:
    found = scored(figures=[{**FIGURE, "direction": "down"}])
    told = as_json(found, {}, gold_sha256="0", with_misses=True)
    [miss] = json.loads(json.dumps(told))["misses"]
    assert (miss["measure"], miss["text"], miss["wanted"]) == ("direction", "$13 billion", "down")
    assert miss["sentence"] == TEXT


def test_phrases_share_words_and_names_may_be_short() -> None:
    assert overlap("the net profit", "Net profit") == 1.0
    assert overlap(None, "profit") == 0.0
    assert same_name("Quill Data LLC", "Quill Data")
    assert not same_name("Quill Data", None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nonsense", "cannot read the floors"),
        ("[]", "no file of floors"),
        ('{"figures": {"value": "high"}}', "no file of floors"),
        ('{"figures": {"valeu": 1}}', "'valeu'"),
        ('{"gold_sha256": "0", "scores": {}}', "other articles"),
    ],
)
def test_floors_that_cannot_be_used_say_why(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        below(scored(figures=[FIGURE]), read_floors(path, "1"))
