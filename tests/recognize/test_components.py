"""`newsx_claims` in pipelines of others: it needs sentences, and takes what names there are."""

import subprocess
import sys

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from marked import make_article
from newsx.errors import ConfigurationError
from newsx.recognize.pipeline import load, recognize
from newsx.recognize.speech.quotes import find_quotations
from newsx.settings import Settings

TEXT = (
    "Shares of Acme fell 4% on Monday. “We were slow,” said its chief executive, Ana Ruiz. "
    "She expects sales to rise in the second half.\n\nThe board met in Oslo."
)
MARKS = "“”\"'‘’«»„「」"


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ana Ruiz"}])  # type: ignore[attr-defined]
    nlp.add_pipe("newsx_claims")
    return nlp


def sources(doc: Doc) -> list[tuple[str, str]]:
    named = {span.id_: span.text for span in doc.spans["claim_sources"]}
    return [(named[span.id_], span.text) for span in doc.spans["claims"] if span.id_ in named]


def problems(nlp: Language) -> dict[str, list[str]]:
    """Return by component what it requires and nobody before it assigns."""
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    return dict(analysis["problems"])


def test_claims_are_found_in_a_blank_pipeline(blank: Language) -> None:
    assert sources(blank(TEXT)) == [
        ("Ana Ruiz", "We were slow,"),
        ("She", "sales to rise in the second half"),
    ]


def test_claims_need_no_names(blank: Language) -> None:
    with blank.select_pipes(disable=["entity_ruler"]):
        assert ("She", "sales to rise in the second half") in sources(blank(TEXT))


def test_claims_survive_a_docbin(blank: Language) -> None:
    kept = DocBin(docs=[blank(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(kept).get_docs(blank.vocab)
    assert sources(doc) == sources(blank(TEXT))


def test_claims_are_found_in_a_doc_that_a_parser_has_read() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("newsx_claims")
    doc = Doc(
        nlp.vocab,
        words=["Ruiz", "said", "sales", "would", "rise", "in", "May", "."],
        heads=[1, 1, 4, 4, 1, 6, 4, 1],
        deps=["nsubj", "ROOT", "nsubj", "aux", "ccomp", "case", "obl", "punct"],
        tags=["NNP", "VBD", "NNS", "MD", "VB", "IN", "NNP", "."],
        pos=["PROPN", "VERB", "NOUN", "AUX", "VERB", "ADP", "PROPN", "PUNCT"],
        ents=["B-PERSON", "O", "O", "O", "O", "O", "O", "O"],
    )
    assert sources(component(doc)) == [("Ruiz", "sales would rise in May")]


@pytest.mark.model
@pytest.mark.parametrize("model", ["default", "fast", "blank"])
def test_every_component_finds_what_it_requires(model: str) -> None:
    found = problems(load(Settings(model=model)))
    assert found
    assert not any(found.values())


def test_a_component_says_what_it_misses() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsx_claims")
    assert problems(nlp)["newsx_claims"] == ["doc.sents", "doc.ents"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("newsx_encoder", "has no network: load"), ("newsx_lemmas", "found none: put a tagger")],
)
def test_a_component_that_cannot_work_says_what_to_do(name: str, says: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    assert nlp.get_pipe_meta(name).assigns
    with pytest.raises(ConfigurationError, match=says):
        nlp(TEXT)


@pytest.mark.parametrize(
    "name", ["newsx_gazetteer", "newsx_figures", "newsx_periods", "newsx_names", "newsx_sentences"]
)
def test_a_component_that_requires_nothing_works_alone(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    assert not problems(nlp)[name]
    assert nlp(TEXT).text == TEXT


MAKING = """
import sys
sys.modules["torch"] = None  # spaCy imports it where it is installed
import spacy
spacy.blank("en")
print(*(name for name in sys.modules if name.startswith("newsx.")))
"""


def test_a_pipeline_without_our_components_imports_none() -> None:
    said = subprocess.check_output([sys.executable, "-c", MAKING], text=True).split()
    assert "newsx.recognize.factories" in said
    assert {"newsx.schema", "newsx.knowledge", "newsx.recognize.claims"}.isdisjoint(said)


@given(st.integers(0, TEXT.index("\n\n")), st.sampled_from(MARKS))
def test_one_mark_more_swallows_no_paragraph(place: int, mark: str) -> None:
    text = TEXT[:place] + mark + TEXT[place:]
    breaks = text.index("\n\n")
    for quotation in find_quotations(text):
        assert quotation.end <= breaks or quotation.start > breaks


@given(st.data())
def test_marks_lost_or_strewn_in_lose_no_other_paragraph(
    blank: Language, data: st.DataObject
) -> None:
    head, tail = TEXT.split("\n\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(head) - 1))
        mark = data.draw(st.sampled_from(["", *MARKS]))
        head = head[:place] + mark + head[place + (mark == "" and head[place] in MARKS) :]
    doc = blank(f"{head}\n\n“We stay,” said Ana Ruiz on Friday.\n\n{tail}")
    assert ("Ana Ruiz", "We stay,") in sources(doc)


@pytest.mark.model
def test_dashes_between_brackets_glue_no_names(blank: Language) -> None:
    text = "LEEDS, Maine--(BUSINESS WIRE)--Tarvale Foods Inc. (NYSE: TRV) grew. Profit--net--rose."
    doc = recognize(make_article(text), load(Settings()))
    assert [token.idx for token in doc] == [
        token.idx for token in blank(text.replace("--(", "  (").replace(")--", ")  "))
    ]
    found = [(ent.text, ent.label_) for ent in doc.ents]
    assert ("Maine", "GPE") in found
    assert ("Tarvale Foods Inc.", "ORG") in found
