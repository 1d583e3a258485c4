import pytest

from newsx import extract
from newsx.knowledge.choices import direction_weights

# (text, figure, direction): what neither a verb of the list nor a sign tells alone, and what is
# beside one and goes nowhere.
GOES = [
    ("Norrland Paper shed 400 jobs at its mill in May.", "400 jobs", "down"),
    ("Norrland Paper let 400 workers go at its mill in May.", "400 workers", "down"),
    ("Profit at Norrland Paper rose 4% to 3.1 million euros.", "3.1 million euros", "up"),
    ("Profit at Norrland Paper rose 4% from 3.0 million euros.", "3.0 million euros", "up"),
    ("Sales fell by a tenth at Norrland Paper, which has 400 workers.", "400 workers", None),
    ("Norrland Paper employs 400 workers.", "400 workers", None),
    # numbers set against each other outweigh words
    (
        "Exports averaged 2.7 million tonnes a month, against 2.9 million a year earlier.",
        "2.7 million tonnes a month",
        "down",
    ),
    (
        "Only 34 per cent of lenders intend to raise their holdings, against 57 per cent in 2022.",
        "34 per cent",
        "down",
    ),
    ("The dividend will be five yen against 7.50 for the year just ended.", "five yen", "down"),
    (
        "Norrland had a loss of $92 million in May against a profit of $38 million a year earlier.",
        "$92 million",
        None,
    ),
    (
        "Norrland had a profit of $92 million in May against a profit of $38 million a year earlier.",
        "$92 million",
        "up",
    ),
    ("The dividend rose to five yen against a forecast of 7.50 yen.", "five yen", "up"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "figure", "direction"), GOES)
def test_direction_is_weighed(text: str, figure: str, direction: str | None) -> None:
    found = {one.text: one.direction for one in extract({"text": text}).figures}
    assert found[figure] == direction


def test_every_direction_has_what_speaks_for_it() -> None:
    answers, table = direction_weights()
    assert set(answers) == {"up", "down", "flat", "none"}
    assert {answers[place] for place, _ in table["always"]} == set(answers)
