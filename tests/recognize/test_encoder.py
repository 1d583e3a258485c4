from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from newsx.recognize.encoder import SIZES, Encoder, component_files, graph_file
from newsx.recognize.pipeline import load, model_name
from newsx.settings import Settings

pytestmark = pytest.mark.model

ARTICLE = (
    "Norrland Paper cuts outlook as pulp prices slide\n\n"
    "STOCKHOLM, March 12 - Norrland Paper AB said on Tuesday it expects profit to fall 3%. "
    "“We misjudged the cycle,” Chief Executive Anna Lindqvist told reporters in Stockholm. "
    "Shares of the company fell as much as 4.2%, while the S&P 500 rose.\n\n"
    "Analysts at Morgan Stanley had expected a gain. They declined to comment."
)


@pytest.fixture(scope="module")
def nlp(root: Path) -> Language:
    return spacy.load(root / "models" / "en_newsx")


@pytest.fixture(scope="module")
def fast(root: Path) -> Language:
    config = {"components": {"newsx_encoder": {"size": "fast"}}}
    return spacy.load(root / "models" / "en_newsx", config=config)


def encoder_of(nlp: Language) -> Encoder:
    encoder = nlp.get_pipe("newsx_encoder")
    assert isinstance(encoder, Encoder)
    return encoder


def test_names_of_an_article_are_found(nlp: Language) -> None:
    names = {(span.text, span.label_) for span in nlp(ARTICLE).ents}
    assert {
        ("Norrland Paper AB", "ORG"),
        ("Anna Lindqvist", "PERSON"),
        ("Morgan Stanley", "ORG"),
    } <= names


def test_sentences_end_where_a_reader_ends_them(nlp: Language) -> None:
    sentences = [sent.text.strip() for sent in nlp(ARTICLE).sents]
    assert len(sentences) == 6
    assert sentences[2].endswith("in Stockholm.")


def test_marks_and_numbers_alone_are_no_sentence(nlp: Language) -> None:
    doc = nlp("To watch\n\n• Minutes of the Fed\n• The jobs report\n3. Results from Orbis Steel")
    assert [sent.text.strip() for sent in doc.sents] == [
        "To watch",
        "• Minutes of the Fed",
        "• The jobs report",
        "3. Results from Orbis Steel",
    ]


def test_every_sentence_is_one_tree(nlp: Language) -> None:
    for sent in nlp(ARTICLE).sents:
        assert [token for token in sent if token.head == token] == [sent.root]
        assert all(token.head in sent for token in sent)


def test_tags_lemmas_and_relations_are_those_of_ud(nlp: Language) -> None:
    doc = nlp("The companies reported higher sales.")
    assert [token.tag_ for token in doc] == ["DT", "NNS", "VBD", "JJR", "NNS", "."]
    assert [token.lemma_ for token in doc][1:3] == ["company", "report"]
    assert (doc[1].dep_, doc[1].head.text) == ("nsubj", "reported")
    assert [chunk.text for chunk in doc.noun_chunks] == ["The companies", "higher sales"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "…", "\u200b", "🙂" * 50])
def test_any_text_is_read(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) == bool(len(doc))


def test_a_sentence_longer_than_a_window_stays_one_tree(nlp: Language) -> None:
    doc = nlp("profit and " * 400 + "loss")
    for sent in doc.sents:
        assert sum(token.head == token for token in sent) == 1


def test_an_article_reads_the_same_beside_others(nlp: Language) -> None:
    alone = nlp(ARTICLE).to_bytes()
    _, beside = nlp.pipe(["Acme Corp. fell.", ARTICLE])
    assert beside.to_bytes() == alone


def test_confidence_stands_beside_each_name(nlp: Language) -> None:
    group = nlp(ARTICLE).spans["encoder_names"]
    assert len(group.attrs["confidence"]) == len(group)
    assert all(0 < value <= 1 for value in group.attrs["confidence"])


def test_what_it_writes_survives_docbin(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    (back,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert [(s.start, s.end, s.label_) for s in back.spans["claim_parts"]] == [
        (s.start, s.end, s.label_) for s in doc.spans["claim_parts"]
    ]


def test_the_pipeline_survives_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again(ARTICLE).to_bytes() == nlp(ARTICLE).to_bytes()
    assert sorted(path.name for path in (tmp_path / "newsx_encoder").iterdir()) == sorted(
        component_files()
    )


def test_the_encoder_survives_bytes(nlp: Language, fast: Language) -> None:
    again = Encoder(fast, "again", size="fast").from_bytes(encoder_of(nlp).to_bytes())
    doc = again(fast.make_doc(ARTICLE))
    assert [str(span) for span in doc.ents] == [str(span) for span in fast(ARTICLE).ents]


def test_the_fast_size_finds_what_the_full_one_finds_in_plain_news(
    nlp: Language, fast: Language
) -> None:
    full_names = {(span.text, span.label_) for span in nlp(ARTICLE).ents}
    fast_names = {(span.text, span.label_) for span in fast(ARTICLE).ents}
    assert len(full_names & fast_names) >= 0.8 * len(full_names)
    assert fast("Net sales rose 2.4%.")[1].head.text == "rose"


@pytest.mark.parametrize("size", SIZES)
def test_no_weight_is_so_large_that_sixteen_bits_overflow(root: Path, size: str) -> None:
    onnx = pytest.importorskip("onnx")
    graph = onnx.load(root / "models/en_newsx/newsx_encoder" / graph_file(size)).graph
    matrices = [
        onnx.numpy_helper.to_array(tensor)
        for tensor in graph.initializer
        if tensor.data_type == onnx.TensorProto.INT8 and len(tensor.dims) == 2
    ]
    assert len(matrices) == 6 * 4 + 1
    # Activations go up to 255, and two products are added in 16 bits.
    assert all(255 * 2 * np.abs(matrix.astype(int)).max() < 2**15 for matrix in matrices)


def test_fast_is_a_name_of_its_own_in_settings_and_records() -> None:
    nlp = load(Settings(model="fast"))
    assert encoder_of(nlp).size == "fast"
    assert model_name(nlp).startswith("en_newsx_fast-")
    assert model_name(load(Settings())).startswith("en_newsx-")


def test_what_ships_has_the_tokenizer_of_spacys_english(root: Path, tmp_path: Path) -> None:
    """Else every loading would read its exceptions twice."""
    spacy.blank("en").to_disk(tmp_path)
    kept = (root / "models/en_newsx/tokenizer").read_bytes()
    assert (tmp_path / "tokenizer").read_bytes() == kept


@pytest.mark.parametrize(
    "text",
    ["profit rose 3% in May. " * 1000, "x" * 20_000, "shares," * 1000, "¼€🙂" * 2000],
    ids=["words", "letters", "commas", "signs"],
)
def test_nothing_of_a_long_text_is_left_out(fast: Language, text: str) -> None:
    doc = fast(text)
    assert doc.text == text
    assert all(token.pos_ and token.dep_ for token in doc)
    assert sum(len(sent) for sent in doc.sents) == len(doc)
