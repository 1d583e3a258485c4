"""What is no name at all: invented texts."""

import pytest
import spacy

from newsx.recognize.names.mending import Words, is_name, relabelled, trimmed


@pytest.mark.parametrize("code", ["FY26", "Q3FY25", "FY2024", "2Q24", "H1", "FY25E"])
def test_codes_of_quarters_and_fiscal_years_are_no_names(code: str) -> None:
    doc = spacy.blank("en")(f"It raised its {code} estimates for Norrland")
    place = next(token.i for token in doc if token.text == code)
    assert not is_name(doc, place, place + 1, "ORG", lambda _: False, Words(doc))
    last = len(doc) - 1
    assert is_name(doc, last, last + 1, "ORG", lambda _: False, Words(doc))


@pytest.mark.parametrize("cell", ["NM", "N/M", "N/A"])
def test_a_cell_that_says_there_is_no_figure_names_nobody(cell: str) -> None:
    row = _span(f"Net income (loss) | 89.7 | (3.2) | {cell}", cell)
    prose = _span(f"It moved to Lordsburg, {cell}, in May", cell)
    names = [is_name(*one, "ORG", lambda _: False, Words(one[0])) for one in (row, prose)]
    assert names == [False, True]


def test_other_cells_may_be_names() -> None:
    one = _span("Kestrel | NMC | 3%", "NMC")
    assert is_name(*one, "ORG", lambda _: False, Words(one[0]))


def _span(text: str, name: str) -> tuple[spacy.tokens.Doc, int, int]:
    doc = spacy.blank("en")(text)
    span = doc.char_span(text.index(name), text.index(name) + len(name))
    assert span is not None
    return doc, span.start, span.end


@pytest.mark.parametrize(
    ("text", "name", "label", "found"),
    [
        ("Shares of PT Sari Angin fell", "Sari Angin", "PERSON", ("PT Sari Angin", "ORG")),
        ("Shares of PT Sari Angin fell", "PT", "ORG", ("PT Sari Angin", "ORG")),
        ("Ask the PT about it", "PT", "ORG", ("PT", "ORG")),
        *(
            (f"Start: {time} PT Ana Ruiz said", "Ana Ruiz", "PERSON", ("Ana Ruiz", "PERSON"))
            for time in ("5 p.m.", "11 a.m.", "5PM", "noon", "5:30", "5 pm")
        ),
        ("It starts at 5 p.m. PT Ana Ruiz said", "PT", "ORG", ("PT", "ORG")),
        ("At the Peel Works AGM it fell", "Peel Works AGM", "ORG", ("Peel Works", "ORG")),
        ("The AGM was short", "AGM", "ORG", ("AGM", "ORG")),
        ("Peel Oyj Stock Exchange Release", "Peel Oyj Stock Exchange", "ORG", ("Peel Oyj", "ORG")),
        ("Acme AB (publ): report", "Acme AB (publ):", "ORG", ("Acme AB", "ORG")),
        ("the Oslo Stock Exchange", "Oslo Stock Exchange", "ORG", ("Oslo Stock Exchange", "ORG")),
    ],
)
def test_a_company_has_its_form_and_not_its_meeting(
    text: str, name: str, label: str, found: tuple[str, str]
) -> None:
    doc, start, end = _span(text, name)
    first, last, told = trimmed(doc, start, end, label)
    assert (doc[first:last].text, told) == found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Oren Castel, CFO, said so", "PERSON"),
        ("Oren Castel, owner of the mill, said so", "ORG"),
        ("Oren Castel said so", "ORG"),
    ],
)
def test_a_pair_of_names_before_a_chief_is_a_person(text: str, label: str) -> None:
    assert relabelled(*_span(text, "Oren Castel"), "ORG") == label
