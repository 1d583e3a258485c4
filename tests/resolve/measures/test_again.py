"""Figures that measure what the one before them does: invented sentences."""

import pytest

from newsx import extract

# text, figure, measure, direction
AGAIN = [
    ("Wages climbed 4% and prices 2%.", "2%", "prices", "up"),
    ("Wheat rose 2% and corn 1%.", "1%", "corn", "up"),
    ("Registrations dropped 7% in Germany; in France, 3%.", "3%", "Registrations", "down"),
    ("Its market share slipped to 13% from 14%.", "14%", "market share", "down"),
    ("Output was 14.12 million barrels, down 1.4% from May.", "1.4%", "Output", "down"),
    ("Sales fell to $310 million and profit to $90 million.", "$90 million", "profit", "down"),
    ("Staff turnover fell to 2.1% of the total from 2.8%.", "2.8%", "Staff turnover", "down"),
    (
        "Flows\nSmall funds lost $2 billion and tech funds $1 billion.",
        "$1 billion",
        "net outflows",
        "down",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "figure", "measure", "direction"), AGAIN)
def test_a_figure_that_goes_on_measures_the_same(
    text: str, figure: str, measure: str, direction: str
) -> None:
    found = next(one for one in extract({"text": text}).figures if one.text == figure)
    assert (found.measure, found.direction) == (measure, direction)


@pytest.mark.model
def test_no_price_is_a_percentage() -> None:
    text = "Ardal loans slow\nThe bank’s shares fell. The share of loans overdue rose to 2.4%."
    (figure,) = extract({"text": text}).figures
    assert "price" not in (figure.measure or "")
