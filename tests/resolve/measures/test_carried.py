"""What figures measure that point at the figure before: invented sentences."""

import pytest

from figure_docs import read_figures
from newsx import extract

# text, figure, measure
CARRIED = [
    ("Revenue was 7.9 per cent better at £1.94bn.", "£1.94bn", "Revenue"),
    ("Sales fell 28.9 percent on-year to $1.07 billion.", "$1.07 billion", "Sales"),
    (
        "Net income was $121 million, missing the $134 million average estimate.",
        "$134 million",
        "expected Net income",
    ),
    (
        "It set a target price of 66 cents (previously 84 cents).",
        "84 cents",
        "previous target price",
    ),
    (
        "Inflation rose to 6.5%, less than the 6.8% economists polled by Reuters had forecast.",
        "6.8%",
        "expected Inflation",
    ),
    ("The plant leaves the company worth $5 billion.", "$5 billion", "value"),
    ("Late orders shrank the company’s backlog to $2.1 billion.", "$2.1 billion", "backlog"),
]


@pytest.mark.parametrize(("text", "figure", "measure"), CARRIED)
def test_a_figure_takes_the_measure_of_the_one_it_points_at(
    text: str, figure: str, measure: str
) -> None:
    figures, _ = read_figures(text)
    assert next(one.measure for one in figures if one.text == figure) == measure


def test_words_that_are_no_measure_give_none() -> None:
    (figure,) = read_figures("It ended easier at 5,846.2 points.")[0]
    assert figure.measure is None


@pytest.mark.model
def test_a_verb_ends_the_words_before_the_measure() -> None:
    text = "Pallas shares fell. For the full year, the company now sees revenue of $2 billion."
    (figure,) = extract({"text": text}).figures
    assert figure.measure in {"revenue", "revenue forecast"}
