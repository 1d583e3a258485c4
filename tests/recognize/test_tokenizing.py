from pathlib import Path

import spacy
from spacy.language import Language

from newsx.recognize.tokenizing import EnglishTokenizer, make_tokenizer

TEXT = "Mr. Li's U.S. firm isn't at http://acme.example/a?b=1, he'd said (p.m. rates: 4.5%)."


def shipped() -> Language:
    config = {"nlp": {"tokenizer": {"@tokenizers": "newsx.English.v1"}}}
    return spacy.blank("en", config=config)


def test_it_cuts_as_spacys_english_does() -> None:
    nlp = shipped()
    assert isinstance(nlp.tokenizer, EnglishTokenizer)
    assert [token.text for token in nlp(TEXT)] == [token.text for token in spacy.blank("en")(TEXT)]


def test_reading_what_it_is_changes_nothing(tmp_path: Path) -> None:
    tokenizer = make_tokenizer()(spacy.blank("en"))
    tokenizer.to_disk(tmp_path / "tokenizer")
    rules = tokenizer.rules
    assert tokenizer.from_disk(tmp_path / "tokenizer").rules is rules


def test_reading_other_rules_takes_them(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    tokenizer, other = make_tokenizer()(nlp), make_tokenizer()(nlp)
    other.add_special_case("ACME-X", [{"ORTH": "ACME"}, {"ORTH": "-X"}])
    other.to_disk(tmp_path / "tokenizer")
    assert [token.text for token in tokenizer("ACME-X")] != ["ACME", "-X"]
    tokenizer.from_disk(tmp_path / "tokenizer")
    assert [token.text for token in tokenizer("ACME-X")] == ["ACME", "-X"]
