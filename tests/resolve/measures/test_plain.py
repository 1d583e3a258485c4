"""Plain sentences alone, of many topics: what they say in a noun is what is measured."""

import pytest

from newsx import extract

# text -> figures as (text, kind, measure by its usual name if it has one, subject)
PLAIN = [
    (
        "Unemployment in Germany, France and Spain was 3.2%, 7.4% and 11.2%.",
        [
            ("3.2%", "percent", "unemployment rate", "Germany"),
            ("7.4%", "percent", "unemployment rate", "France"),
            ("11.2%", "percent", "unemployment rate", "Spain"),
        ],
    ),
    ("The population of Norway is 5.5 million.", [("5.5 million", "count", "population", "Norway")]),
    (
        "The budget deficit reached 6.1% of GDP.",
        [("6.1%", "percent", "budget deficit", None)],
    ),
    (
        "The factory produces 250,000 cars a year.",
        [("250,000 cars a year", "count", "cars", "factory")],
    ),
    (
        "Sales grew 6% and profit 4%.",
        [("6%", "percent", "revenue", None), ("4%", "percent", "profit", None)],
    ),
    (
        "Exports rose 5% and imports 3%.",
        [("5%", "percent", "exports", None), ("3%", "percent", "imports", None)],
    ),
    (
        "Farmers harvested 40,000 pounds of cherries.",
        [("40,000 pounds", "quantity", "cherries", "Farmers")],
    ),
    ("Net profit was 120 million euros.", [("120 million euros", "money", "net income", None)]),
    ("Electricity demand peaked at 61 gigawatts.", [("61 gigawatts", "quantity", "demand", None)]),
    ("Rail fares will rise by 4.9%.", [("4.9%", "percent", "Rail fares", None)]),
    (
        "Our gross margin for the year ended May 31, 2011 fell by 6 percentage points.",
        [("6 percentage points", "percent", "gross margin", None)],
    ),
    ("Analysts forecast a 3% rise in sales.", [("3%", "percent", "revenue", None)]),
    ("Mortgage rates climbed to 6.5%.", [("6.5%", "percent", "mortgage rate", None)]),
    ("Interest rates rose to 5%.", [("5%", "percent", "policy rate", None)]),
    ("Rates are expected to rise to 5% by June.", [("5%", "percent", "Rates", None)]),
    (
        "The FTSE 100 shed 0.4% to 7,478.19.",
        [
            ("0.4%", "percent", "index level", "FTSE 100"),
            ("7,478.19", "index", "index level", "FTSE 100"),
        ],
    ),
    ("The minimum wage is 12.82 euros an hour.", [("12.82 euros an hour", "money", "wages", None)]),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_a_sentence_alone_says_what_is_measured(
    text: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    figures = extract({"text": text, "date_published": "2024-06-12"}).figures
    told = [
        (one.text, one.kind, one.measure_name or one.measure, one.subject and one.subject.text)
        for one in figures
    ]
    assert told == expected
