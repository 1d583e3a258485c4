"""The tokens of a doc in lists are those of the doc, whatever its spaces."""

import gc
import weakref

import pytest
import spacy

from newsx.tokens import tokens_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Norrland",
        "Norrland’s sales rose 5%.\n\n\nKiruna Ore  fell;\u00a0it isn't over",
        " İstanbul lira — 🙂 up",
        "\n\t\n",
    ],
)
def test_tokens_are_those_of_the_doc(text: str) -> None:
    doc = spacy.blank("en")(text)
    found = tokens_of(doc)
    assert found.text == doc.text == text
    assert found.texts == tuple(token.text for token in doc)
    assert found.starts == tuple(token.idx for token in doc)
    assert found.ends == tuple(token.idx + len(token.text) for token in doc)


def test_tokens_are_read_once_and_again_when_some_are_joined() -> None:
    doc = spacy.blank("en")("Kiruna Ore fell")
    found = tokens_of(doc)
    assert tokens_of(doc) is found
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    assert tokens_of(doc).texts == ("Kiruna Ore", "fell")


def test_tokens_do_not_keep_a_doc() -> None:
    doc = spacy.blank("en")("Kiruna Ore fell")
    tokens_of(doc)
    known = weakref.ref(doc)
    del doc
    gc.collect()
    assert known() is None
