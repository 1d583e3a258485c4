"""Where candidates for a subject stand: a small tree built by hand, names and figures told."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from newsx.grammar.amounts import scan
from newsx.pointers import Pointer, write_pointers
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.nounphrases import noun_phrases
from newsx.resolve.sentences.page import Page
from newsx.resolve.subjects.candidates import Candidates
from newsx.resolve.subjects.seats import Seats
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Entity, Mention

# "Calder AG grew . Its regional hotels lost 12 guests in Norrland"
_WORDS = [
    "Calder",
    "AG",
    "grew",
    ".",
    "Its",
    "regional",
    "hotels",
    "lost",
    "12",
    "guests",
    "in",
    "Norrland",
]
_PARTS = [
    "PROPN",
    "PROPN",
    "VERB",
    "PUNCT",
    "PRON",
    "ADJ",
    "NOUN",
    "VERB",
    "NUM",
    "NOUN",
    "ADP",
    "PROPN",
]
_HEADS = [2, 0, 2, 2, 6, 6, 7, 7, 9, 7, 11, 7]
_DEPS = [
    "nsubj",
    "flat",
    "root",
    "punct",
    "nmod:poss",
    "amod",
    "nsubj",
    "root",
    "nummod",
    "obj",
    "case",
    "obl",
]
_STARTS: list[bool | int | None] = [place in {0, 4} for place in range(len(_WORDS))]


def page_and_names(*pointers: Pointer) -> tuple[Page, list[Mention], dict[str, Entity]]:
    doc = Doc(
        Vocab(), _WORDS, pos=_PARTS, tags=_PARTS, heads=_HEADS, deps=_DEPS,
        sent_starts=_STARTS, lemmas=[word.lower() for word in _WORDS],
    )  # fmt: skip
    write_pointers(doc, pointers)
    names = [("Calder AG", "ORG"), ("Norrland", "GPE")]
    mentions = [
        Mention(
            mention_id=name, entity_id=name, start=doc.text.index(name),
            end=doc.text.index(name) + len(name), text=name, type=kind, form="name", sentence=0,
        )
        for name, kind in names
    ]  # fmt: skip
    entities = {
        name: Entity(entity_id=name, type=kind, name=name, mention_count=1, first_start=0)
        for name, kind in names
    }
    return Page(doc, tuple(scan(doc.text)), mentions), mentions, entities


def test_plain_phrases_are_whole_and_hold_no_amount_and_no_name() -> None:
    page, _, _ = page_and_names()
    found = [page.phrase(*phrase)[0] for phrase in noun_phrases(page, *page.sentences[1])]
    assert found == ["regional hotels", "guests"]


def test_the_tree_tells_who_acts_and_who_acted_before() -> None:
    page, mentions, entities = page_and_names()
    (amount,) = scan(page.text)
    found = Candidates("counted", Measured("guests", None), entities)
    Seats(page, mentions, Spoken((), mentions, page.text)).add(
        found, (amount.start, amount.end), 1, "guests"
    )
    told = {reference.text: features for reference, features in found.rows()}
    assert {"acts lost", "phrase", "tree nsubj phrase"} <= told["regional hotels"]
    assert {"acted last", "acted last, its", "was same ORG"} <= told["Calder AG"]
    assert {"tree in right", "tree in GPE"} <= told["Norrland"]
    assert "acted last" not in told["Norrland"]


def test_a_tree_deeper_than_any_sentence_has_no_way_through_it() -> None:
    count = 3000
    doc = Doc(
        Vocab(), ["w"] * count, pos=["NOUN"] * count, tags=["NN"] * count, deps=["nmod"] * count,
        heads=[max(place - 1, 0) for place in range(count)], lemmas=["w"] * count,
    )  # fmt: skip
    page = Page(doc, ())
    assert page.path(0, count - 1)[0] == "none"
    assert page.path(0, 2) == ("|nmod>nmod", 0, 2)


def test_where_the_network_points_speaks_for_names_and_phrases_alike() -> None:
    pointer = Pointer(8, "to_subject", 4, 12, 0.1, [5, 6, 11], [0.3, 0.4, 0.2])
    page, mentions, entities = page_and_names(pointer)
    page.has_headline = True
    (amount,) = scan(page.text)
    found = Candidates("counted", Measured("guests", None), entities)
    Seats(page, mentions, Spoken((), mentions, page.text)).add(
        found, (amount.start, amount.end), 1, "guests"
    )
    told = {
        reference.text: {one for one in features if one.startswith("pointed")}
        for reference, features in found.rows()
    }
    assert told["regional hotels"] == {"pointed 7", "pointed most"}
    assert told["Norrland"] == {"pointed 5"}
    assert told["Calder AG"] == {"pointed afar"}
    assert found.nobody() == {"nobody", "nobody, pointed 4", "nobody, most 7"}


def test_the_beginning_of_the_text_is_in_sight_of_later_windows() -> None:
    pointer = Pointer(8, "to_subject", 4, 12, 0.3, [0], [0.7], 2)
    page, mentions, entities = page_and_names(pointer)
    page.has_headline = True
    (amount,) = scan(page.text)
    found = Candidates("counted", Measured("guests", None), entities)
    Seats(page, mentions, Spoken((), mentions, page.text)).add(
        found, (amount.start, amount.end), 1, "guests"
    )
    told = {reference.text: features for reference, features in found.rows()}
    assert {"pointed 7", "pointed most"} <= told["Calder AG"]


def test_in_a_line_alone_the_network_points_too() -> None:
    page, _, _ = page_and_names(Pointer(8, "to_subject", 4, 12, 0.3, [5], [0.7]))
    (amount,) = scan(page.text)
    tokens = page.tokens(amount.start, amount.end)
    assert not page.has_headline
    assert page.pointed(tokens, "to_subject") is not None


@pytest.mark.parametrize(
    ("spaced", "expected"), [(False, ["two-year swaps"]), (True, ["year swaps"])]
)
def test_a_number_joined_to_a_noun_is_of_its_phrase(spaced: bool, expected: list[str]) -> None:  # noqa: FBT001
    doc = Doc(
        Vocab(), ["two", "-", "year", "swaps", "rose"], [spaced, spaced, True, True, False],
        pos=["NUM", "PUNCT", "NOUN", "NOUN", "VERB"], tags=["CD", "HYPH", "NN", "NNS", "VBD"],
        heads=[2, 2, 3, 4, 4], deps=["nummod", "punct", "compound", "nsubj", "root"],
        lemmas=["two", "-", "year", "swap", "rise"], sent_starts=[True, *[False] * 4],
    )  # fmt: skip
    page = Page(doc, [], [])
    found = [page.phrase(*phrase)[0] for phrase in noun_phrases(page, *page.sentences[0])]
    assert found == expected
