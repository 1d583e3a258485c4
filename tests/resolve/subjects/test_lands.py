"""The country of a text that never says it: places and peoples told, trees and pointers by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from figure_docs import article_of
from marked import make_names, read_marked
from newsx.pointers import Pointer, write_pointers
from newsx.recognize.figures import mark_figures
from newsx.resolve.figures import resolve_figures
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.subjects.lands import Lands
from newsx.schema import Entity, Mention
from newsx.settings import Settings

_NLP = spacy.blank("en")
_COUNTRIES = {"British": "GB", "Leeds": "GB", "United Kingdom": "GB", "Lyon": "FR"}


def named(text: str, marked: list[tuple[int, int, str]]) -> tuple[list[Mention], list[Entity]]:
    """Return mentions and entities of names, places with their countries."""
    mentions, entities = make_names(text, [(a, b, "GPE", name) for a, b, name in marked])
    told = [
        one.model_copy(update={"type": "NORP"} if one.name == "British" else {})
        .model_copy(update={"country": _COUNTRIES.get(one.name)})
        .model_copy(update={} if one.name in _COUNTRIES else {"type": "ORG"})
        for one in entities
    ]
    types = {one.entity_id: one.type for one in told}
    return [one.model_copy(update={"type": types[one.entity_id]}) for one in mentions], told


def read(marked: str) -> tuple[str, list[Mention], list[Entity]]:
    text, names = read_marked(marked)
    return text, *named(text, [(start, end, name) for start, end, _, name in names])


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[G:British] banks in [G:Leeds]", "United Kingdom"),
        ("[G:British] homes, [G:British] banks, a bank in [G:Lyon]", "United Kingdom"),
        ("a bank in [G:Leeds]", None),  # it sits there; the text may be set anywhere
        ("[G:British] banks in [G:Lyon], [G:British] homes near [G:Lyon]", None),
        ("[G:British] banks in the [G:United Kingdom]", None),  # it is said, and can be chosen
    ],
)
def test_a_text_is_set_in_the_country_of_most_places(marked: str, expected: str | None) -> None:
    _, mentions, entities = read(marked)
    land = Lands(entities, mentions).unsaid()
    assert (land.text if land else None) == expected


def subject_of(sentence: str, nowhere: float) -> str | None:
    """Return whose the figure of a sentence is, of which the network says that it is nobody's."""
    marked = f"[G:British] homes\n[O:Calder AG] and [O:Fell Bank] lend in [G:Leeds]. {sentence}"
    text, mentions, entities = read(marked)
    words = _NLP.make_doc(text)
    doc = Doc(
        _NLP.vocab, [one.text for one in words], [bool(one.whitespace_) for one in words],
        pos=["NOUN" if one.is_alpha else "NUM" for one in words],
        tags=["NN"] * len(words), deps=["dep"] * len(words), lemmas=[one.lower_ for one in words],
        heads=[0] * len(words), sent_starts=[not place for place in range(len(words))],
    )  # fmt: skip
    place = next(one.i for one in doc if one.like_num)
    write_pointers(doc, [Pointer(place, "to_subject", 0, len(doc), nowhere, [0], [1 - nowhere])])
    (figure,) = resolve_figures(
        mark_figures(doc), article_of(text), mentions=MentionIndex(mentions), entities=entities,
        periods=(), settings=Settings(),
    )  # fmt: skip
    return figure.subject.text if figure.subject else None


@pytest.mark.parametrize(
    "sentence",
    ["Approvals came to 55,200.", "The surplus shrank to 1.1%.", "Permits reached 42,000."],
)
def test_what_nobody_named_can_have_is_the_countrys(sentence: str) -> None:
    assert subject_of(sentence, 0.9) == "United Kingdom"
    assert subject_of(sentence, 0.2) != "United Kingdom"


@pytest.mark.parametrize(
    "sentence", ["Revenue came to 55,200.", "The share price fell to £1.63.", "Net profit fell 3%."]
)
def test_what_companies_have_is_no_countrys(sentence: str) -> None:
    assert subject_of(sentence, 0.9) != "United Kingdom"
