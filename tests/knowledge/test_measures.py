"""The usual names of measures, from the words they go by."""

import pytest

from newsx.knowledge.measures import name_of, traded_type, traded_word

NAMES = [
    ("Consolidated net profit", "net income"),
    ("PAT", "net income"),
    ("Net sales in Asia", "revenue"),
    ("yield on the 10-year note", "yield"),
    ("Net cash provided by operating activities", "operating cash flow"),
    ("earnings before tax", "pre-tax profit"),
    ("Earnings before interest and tax", "operating profit"),
    ("like-for-like sales", "same-store sales"),
    ("cost of raw milk", "costs"),
    ("tickets", None),
    ("", None),
]


@pytest.mark.parametrize(("measure", "name"), NAMES)
def test_measure_goes_by_its_usual_name(measure: str, name: str | None) -> None:
    assert name_of(measure) == name


def test_what_is_traded_has_a_level_with_a_name() -> None:
    assert (found := traded_word("sterling")) is not None
    assert found.name == "exchange rate"
    assert (index := traded_type("INDEX")) is not None
    assert index.name == "index level"
    assert traded_word("ferry") is None
    assert traded_type("PERSON") is None
