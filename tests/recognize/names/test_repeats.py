"""Short forms of names that the model missed: found, and left alone where they may be words."""

import pytest
import spacy
from spacy.tokens import Doc

from newsx.recognize.names.repeats import Name, repeated


def named(text: str, *names: tuple[str, str]) -> tuple[Doc, list[Name]]:
    doc = spacy.blank("en")(text)
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = doc[token.i - 1].text in {".", "\n\n"}
    found = []
    for words, label in names:
        start = text.index(words)
        span = doc.char_span(start, start + len(words))
        assert span is not None
        found.append(Name(span.start, span.end, label))
    return doc, found


def texts(doc: Doc, names: list[Name], *listed: str) -> list[tuple[str, str]]:
    return [
        (doc[name.start : name.end].text, name.label)
        for name in repeated(doc, names, frozenset(listed).__contains__)
    ]


def test_a_company_is_known_by_its_first_word_and_a_person_by_the_last() -> None:
    text = "Wattlebrook Health hired Ines Calloway . Wattlebrook rose . It paid Calloway well ."
    doc, found = named(text, ("Wattlebrook Health", "ORG"), ("Ines Calloway", "PERSON"))
    assert texts(doc, found) == [("Wattlebrook", "ORG"), ("Calloway", "PERSON")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # two companies share the word
        ("Dornoch Oil and Dornoch Gas fell . Dornoch rose .", ["Dornoch Oil", "Dornoch Gas"]),
        # the text writes it small too, so it is a word
        ("Energy Harbour fell . Energy rose as energy does .", ["Energy Harbour"]),
        # part of a longer name
        ("Kasumba Ridge fell . Kasumba Province said no .", ["Kasumba Ridge"]),
        ("Kasumba Ridge fell . The North Kasumba mine shut .", ["Kasumba Ridge"]),
        # a month, and a word too short
        ("May Fashion fell . It opened in May again .", ["May Fashion"]),
        ("Oak Holdings fell . Oak rose .", ["Oak Holdings"]),
    ],
)
def test_a_word_that_may_be_another_stays(text: str, names: list[str]) -> None:
    doc, found = named(text, *((name, "ORG") for name in names))
    assert texts(doc, found) == []


def test_a_word_of_the_lists_is_theirs() -> None:
    doc, found = named("Copper Mountain fell . Copper rose .", ("Copper Mountain", "ORG"))
    assert texts(doc, found) == [("Copper", "ORG")]
    assert texts(doc, found, "Copper") == []


def test_a_common_noun_is_no_name_unless_it_stood_alone_as_one() -> None:
    text = "Skipjack Airways fell . Skipjack shares rose ."
    doc, found = named(text, ("Skipjack Airways", "ORG"))
    for token in doc:
        token.pos_ = "NOUN"
    assert texts(doc, found) == []
    alone = Name(4, 5, "ORG")
    text = "Skipjack Airways fell . Skipjack said so . Skipjack shares rose ."
    doc, found = named(text, ("Skipjack Airways", "ORG"))
    for token in doc:
        token.pos_ = "NOUN"
    assert texts(doc, [*found, alone]) == [("Skipjack", "ORG")]
