"""What bare numbers count."""

import pytest

from figure_docs import read_figures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Permits fell to 1.41 million in August.", [("count", "permit")]),
        ("The number of branches fell to 78 from 91.", [("count", "branch"), ("count", "branch")]),
        ("It lost 3.2 million users and has 84 million.", [("count", "user"), ("count", "user")]),
        ("Two airlines took 25 of the jets.", [("count", "airline"), ("count", "jet")]),
        ("Four analysts expected 5,000.", [("count", "analyst"), ("count", None)]),
        ("The number of people out of work rose to 1.3 million.", [("count", "person")]),
        ("It sold 2.1m tickets, 40,000 above last year.", [("count", "ticket")] * 2),
        # what is done to them, and masses of them
        ("Tourist arrivals rose to 12.2 million in May.", [("count", "tourist")]),
        ("Deliveries of cars fell to 1.4 million.", [("count", "car")]),
        ("Attendance dropped to 24.1 million.", [("count", "person")]),
        ("Company orders fell to 4,000.", [("count", None)]),
        ("The population of bees fell to 3 million.", [("count", None)]),
        # no things in the plural, or none that a bare number counts
        ("Profits rose to 2.3 million in August.", [("number", None)]),
        ("Sentiment fell to 48 in May.", [("number", None)]),
        ("Confidence among businesses fell to 48.", [("number", None)]),
        ("New orders fell to 47 from 51.", [("number", None), ("number", None)]),
        ("Orders fell to 48.7 in May.", [("number", None)]),
    ],
)
def test_whole_numbers_count_what_they_measure(
    text: str, told: list[tuple[str, str | None]]
) -> None:
    figures, _ = read_figures(text)
    assert [(one.kind, one.unit) for one in figures] == told
