"""Measures put together word by word, on trees made by hand."""

from decimal import Decimal
from itertools import chain, starmap

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from newsx import extract
from newsx.knowledge.choices import measure_phrases, measure_weights, weights_of
from newsx.knowledge.weights import Weight, table_of
from newsx.measure_words import write_measure_words
from newsx.pointers import Pointer, write_pointers
from newsx.resolve.measures import rewording
from newsx.resolve.measures.phrases import Wording, best_wording, things_of
from newsx.resolve.measures.rewording import reworded
from newsx.resolve.measures.words import Chances, Cues, Note, chances, cues
from newsx.resolve.sentences.page import Page, words_of
from newsx.schema import Figure, Reference

_VOCAB = spacy.blank("en").vocab
# New York cotton futures dropped 2% as demand for yarn fell.
_WORDS = [
    "New",
    "York",
    "cotton",
    "futures",
    "dropped",
    "2",
    "%",
    "as",
    "demand",
    "for",
    "yarn",
    "fell",
    ".",
]
_PARTS = [
    "PROPN",
    "PROPN",
    "NOUN",
    "NOUN",
    "VERB",
    "NUM",
    "NOUN",
    "SCONJ",
    "NOUN",
    "ADP",
    "NOUN",
    "VERB",
    "PUNCT",
]
_HEADS = [1, 3, 3, 4, 4, 6, 4, 11, 11, 10, 8, 4, 4]
_RELATIONS = [
    "compound",
    "compound",
    "compound",
    "nsubj",
    "root",
    "nummod",
    "obj",
    "mark",
    "nsubj",
    "case",
    "nmod",
    "advcl",
    "punct",
]


@pytest.fixture
def doc() -> Doc:
    return Doc(
        _VOCAB, _WORDS, pos=_PARTS, tags=_PARTS, heads=_HEADS, deps=_RELATIONS,
        sent_starts=[True, *[False] * (len(_WORDS) - 1)], lemmas=_WORDS,
    )  # fmt: skip


def figure_of(doc: Doc, measure: str | None = "New York cotton futures") -> Figure:
    start = doc.text.index("2 %")
    return Figure(
        figure_id="f", start=start, end=start + 3, text="2 %", sentence=0, kind="percent",
        value=Decimal(2), unit="percent", bound="eq", role="delta", direction="down",
        measure=measure, measure_name="futures price" if measure else None, confidence=0.5,
    )  # fmt: skip


def page_of(doc: Doc, measure: str | None = "New York cotton futures") -> Page:
    figure = figure_of(doc, measure)
    page = Page(doc, [figure])
    page.figures = [figure]
    return page


def said(page: Page, **of: float) -> str | None:
    wording = best_wording(page, 0, Chances(of, sum(of.values())))
    return None if wording is None else wording.text


def test_a_phrase_of_the_sentence_is_taken_whole(doc: Doc) -> None:
    assert said(page_of(doc, None), demand=0.8, yarn=0.7) == "demand for yarn"


def test_a_head_that_the_text_implies_follows_the_noun(doc: Doc) -> None:
    assert said(page_of(doc), cotton=0.9, price=0.9) == "cotton price"


def test_no_head_follows_a_noun_that_it_never_goes_with(doc: Doc) -> None:
    assert said(page_of(doc, None), yarn=0.9, price=0.9) in {"yarn", "price"}


def test_a_modifier_stands_before_the_phrase(doc: Doc) -> None:
    assert said(page_of(doc), cotton=0.8, price=0.9, previous=0.8) == "previous cotton price"


def test_no_head_follows_another_or_a_phrase_with_its_own(doc: Doc) -> None:
    told = said(page_of(doc, "price of yarn"), price=0.9, yarn=0.9, rate=0.4)
    assert told is not None
    assert not told.endswith("rate")


def test_no_head_follows_a_change(doc: Doc) -> None:
    assert said(page_of(doc, "further rise"), rise=0.9, **{"yield": 0.7}) == "further rise"


def test_what_is_expected_is_no_forecast_besides(doc: Doc) -> None:
    told = said(page_of(doc, "expected yarn"), yarn=0.9, expected=0.9, forecast=0.9)
    assert told in {"expected yarn", "yarn forecast"}


def test_nobody_expects_a_forecast(doc: Doc) -> None:
    assert said(page_of(doc, "yarn forecast"), yarn=0.9, forecast=0.9, expected=0.9) == (
        "yarn forecast"
    )


def test_the_rules_phrase_wins_among_equals(doc: Doc) -> None:
    assert said(page_of(doc, "Demand"), demand=0.9) == "Demand"


@pytest.mark.parametrize("names", ["price target", "target price"])
def test_of_equal_phrases_the_one_in_the_words_of_the_text_wins(names: str) -> None:
    words = f"It cut its {names} to 2 % .".split(" ")
    count = len(words)
    doc = Doc(
        _VOCAB, words, pos=["X"] * count, tags=["XX"] * count, heads=[0] * count,
        deps=["dep"] * count, lemmas=words,
    )  # fmt: skip
    assert said(page_of(doc, None), previous=0.9, price=0.9, target=0.9) == f"previous {names}"


def test_unlikely_words_are_no_measure(doc: Doc) -> None:
    assert said(page_of(doc, None), demand=0.01) is None


def test_words_in_sight_know_where_they_stand(doc: Doc) -> None:
    found = cues(page_of(doc), 0, [Note("percent", 0.8)], {})
    features = {word: list(chain(*groups)) for word, groups in found.of_words.items()}
    assert {"here", "left 3", "relation compound", "rule", "part NOUN"} <= {*features["cotton"]}
    assert "way obj|nsubj" in features["futures"]
    assert all(len(of_word) == len({*of_word}) for of_word in features.values())
    assert "verb dropped" in found.of_figure
    assert "for" not in found.of_words


def test_chances_add_what_speaks_for_a_word() -> None:
    told = [
        ("", "", -200), ("", "here", 300), ("price", "", -100), ("price", "sort money", 250),
    ]  # fmt: skip
    weights = weights_of(table_of(starmap(Weight, told)))
    found = chances(Cues(("sort money", "unheard of"), {"wool": [("here",)], "the": []}), weights)
    assert found.of["wool"] == pytest.approx(1 / (1 + np.exp(-1.0)))
    assert found.of["price"] == pytest.approx(1 / (1 + np.exp(0.5)))
    assert found.total == pytest.approx(sum(found.of.values()))
    assert found == chances(
        Cues(("unheard of", "sort money"), {"the": [], "wool": [("here",)]}), weights
    )


def test_without_trees_the_rules_stand() -> None:
    figure = figure_of(Doc(_VOCAB, _WORDS))
    assert list(reworded(None, [figure], [Note("percent", 0.8)], {})) == [figure]


def test_the_label_of_a_table_stands(doc: Doc) -> None:
    figure = figure_of(doc, "Yarn sold")
    notes = [Note("percent", 0.9, is_told=True)]
    assert list(reworded(page_of(doc), [figure], notes, {})) == [figure]


def test_a_reworded_figure_keeps_everything_else(doc: Doc) -> None:
    figure = figure_of(doc)
    (found,) = reworded(page_of(doc), [figure], [Note("percent", 0.8)], {})
    told = {"measure", "measure_name", "confidence"}
    assert found.model_dump(exclude=told) == figure.model_dump(exclude=told)
    assert found.measure is not None
    assert set(words_of(found.measure)) & {"cotton", "futures", "price"}


@pytest.mark.parametrize(
    ("ruled", "name", "evidence", "worded", "measure", "measure_name"),
    [
        # a part is named as one
        (None, None, 0.0, "share of sales", "share of sales", "share"),
        # the usual name is that of the new words
        ("profit", "profit", 0.5, "net profit", "net profit", "net income"),
    ],
)  # fmt: skip
def test_the_rules_have_a_say(
    doc: Doc, monkeypatch: pytest.MonkeyPatch, ruled: str | None, name: str | None,
    evidence: float, worded: str, measure: str, measure_name: str,
) -> None:  # fmt: skip
    wording = Wording(worded, 0.6)
    monkeypatch.setattr(rewording, "best_wording", lambda *_: wording)
    figure = figure_of(doc).model_copy(update={"measure": ruled, "measure_name": name})
    (found,) = reworded(page_of(doc), [figure], [Note("percent", evidence)], {})
    assert (found.measure, found.measure_name) == (measure, measure_name)


@pytest.mark.parametrize(
    ("ruled", "name", "worded", "measure", "measure_name"),
    [
        # the index keeps its name, and says once what it is
        ("FTSE 100 level", "index level", "index level", "FTSE 100 index level", "index level"),
        ("Hang Seng Index level", "index level", "index level", "Hang Seng Index level",
         "index level"),
        # a name before the head stays, and one word does not stand for a phrase
        ("Brent crude price", "commodity price", "price", "Brent crude price", "commodity price"),
        # a rate that the sentence names is no price
        ("deposit rate", "policy rate", "share price", "deposit rate", "policy rate"),
    ],
)  # fmt: skip
def test_in_an_article_the_rules_have_a_say(
    monkeypatch: pytest.MonkeyPatch,
    ruled: str,
    name: str,
    worded: str,
    measure: str,
    measure_name: str,
) -> None:
    monkeypatch.setattr(rewording, "best_wording", lambda *_: Wording(worded, 0.6))
    words = ["Markets", "\n", *_WORDS]
    count = len(words)
    doc = Doc(
        _VOCAB, words, pos=["NOUN"] * count, tags=["NN"] * count, heads=[0] * count,
        deps=["dep"] * count, lemmas=words,
    )  # fmt: skip
    figure = figure_of(doc, ruled).model_copy(update={"measure_name": name})
    (found,) = reworded(Page(doc, [figure]), [figure], [Note("percent", 0.8)], {})
    assert (found.measure, found.measure_name) == (measure, measure_name)


@pytest.mark.parametrize(
    ("text", "whose", "measure"),
    [
        ("Cotton falls\nBrent crude dropped 2 % .", "Brent crude", "price"),
        ("Cotton falls\nBrent crude dropped 2 % .", None, "Brent crude price"),
        ("Brent crude dropped 2 % .", "Brent crude", "price"),
    ],
)
def test_in_an_article_the_subject_says_whose_level_it_is(
    monkeypatch: pytest.MonkeyPatch, text: str, whose: str | None, measure: str
) -> None:
    monkeypatch.setattr(rewording, "best_wording", lambda *_: Wording("price", 0.6))
    words = text.replace("\n", " \n ").split(" ")
    count = len(words)
    doc = Doc(
        _VOCAB, words, pos=["NOUN"] * count, tags=["NN"] * count, heads=[0] * count,
        deps=["dep"] * count, lemmas=words,
    )  # fmt: skip
    subject = None if whose is None else Reference(text=whose)
    figure = figure_of(doc, "Brent crude price").model_copy(update={"subject": subject})
    page = Page(doc, [figure])
    (found,) = reworded(page, [figure], [Note("percent", 0.5)], {})
    assert found.measure == measure


def test_a_doubtful_wording_is_no_measure(doc: Doc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewording, "best_wording", lambda *_: Wording("demand", 0.1))
    notes = [Note("percent", 0.2)]
    (found,) = reworded(page_of(doc), [figure_of(doc, None)], notes, {})
    assert found.measure is None
    assert found.confidence < 0.2


def test_paths_meet_at_the_nearest_head(doc: Doc) -> None:
    page = page_of(doc)
    root = page.root(page.tokens(page.figures[0].start, page.figures[0].end))
    assert page.texts[root] == "%"
    assert page.path(root, 2) == ("obj|nsubj>compound", 1, 2)


def test_what_was_learned_is_enough_and_tidy() -> None:
    weights = measure_weights()
    assert {"price", "share", "rate"} <= weights.places.keys()
    assert weights.in_sight[""] < 0 < weights.in_sight["rule"]
    assert len(weights.rows) > 100
    assert weights.groups["rule", "no such feature"] == weights.in_sight["rule"]
    assert "share price" in measure_phrases()


def test_a_usual_phrase_is_of_a_thing_that_the_text_speaks_of() -> None:
    assert things_of(("production", "cost", "per", "bitcoin")) == {"bitcoin"}
    assert things_of(("copper", "stocks")) == {"copper", "stock"}
    assert things_of(("diluted", "earnings", "per", "share")) == set()
    assert things_of(("index", "level")) == set()
    assert things_of(("expected", "policy", "rate")) == {"rate"}


def test_words_that_the_network_gives_speak_in_sight_and_out_of_it(doc: Doc) -> None:
    place = next(token.i for token in doc if token.text == "2")
    before = cues(page_of(doc), 0, [Note("percent", 0.8)], {})
    known = ("cotton", "futures", "index", "price", "york")
    write_measure_words(doc, known, {place: {"cotton": 0.02, "price": 0.97, "york": 0.5}})
    alone, article = page_of(doc), page_of(doc)
    article.has_headline = True
    assert cues(alone, 0, [Note("percent", 0.8)], {}) == before  # a line is no article
    found = cues(article, 0, [Note("percent", 0.8)], {})
    unheard = found._replace(given=None)
    told, heard = (chances(one, measure_weights()).of for one in (unheard, found))
    assert heard["price"] > told["price"]
    assert heard["cotton"] < told["cotton"]
    assert heard.get("index", 0.0) < told["index"]  # known, and not given
    assert heard["york"] > told.get("york", 0.0)  # in sight, and of no vocabulary
    assert heard["futures"] < told["futures"]
    assert heard["yarn"] == told["yarn"]  # no word that the network knows


def test_where_the_network_points_speaks_for_words_in_sight_and_others(doc: Doc) -> None:
    place = next(token.i for token in doc if token.text == "2")
    cotton = next(token.i for token in doc if token.text == "cotton")
    following = next(token.i for token in doc if token.text == "for")
    write_pointers(
        doc,
        [Pointer(place, "to_measure", 0, len(doc), 0.1, [cotton, following], [0.85, 0.05])],
    )
    found = cues(page_of(doc), 0, [Note("percent", 0.8)], {})
    features = {word: list(chain(*groups)) for word, groups in found.of_words.items()}
    assert "pointed 8" in features["cotton"]
    assert "pointed 0" in features["futures"]
    assert features["for"] == ["pointed 3, out of sight"]
    assert "pointed nowhere 4" in found.of_figure


@pytest.mark.model
def test_what_a_sum_is_in_stands_whatever_is_near_it() -> None:
    told = (
        "Funds have made $4 billion this year by selling small stocks short, an estimate shows. "
        "That compares with about $90 billion in losses from short sales of larger stocks, which "
        "rallied for most of the year."
    )
    figures = extract({"text": f"Small stocks reward sellers\n\n{told}"}).figures
    assert [one.measure for one in figures if one.text == "$90 billion"] == ["losses"]
