"""What is no name at all: invented texts."""

import pytest
import spacy

from newsx.recognize.names.mending import Words, is_name


@pytest.mark.parametrize("code", ["FY26", "Q3FY25", "FY2024", "2Q24", "H1", "FY25E"])
def test_codes_of_quarters_and_fiscal_years_are_no_names(code: str) -> None:
    doc = spacy.blank("en")(f"It raised its {code} estimates for Norrland")
    place = next(token.i for token in doc if token.text == code)
    assert not is_name(doc, place, place + 1, "ORG", lambda _: False, Words(doc))
    last = len(doc) - 1
    assert is_name(doc, last, last + 1, "ORG", lambda _: False, Words(doc))
