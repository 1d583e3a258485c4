"""Bare numbers that no rule reads: which are figures, and of what unit."""

import pytest

from newsx.grammar.amounts import scan
from newsx.grammar.elided import ALWAYS, elided, evidence
from newsx.grammar.reading import read
from newsx.knowledge.choices import elided_weights

# A text, and of each of its figures the words, the kind and the unit or currency.
FOUND = [
    (
        "Roddam & Keel yields 2.1 per cent, where Teviot used to yield 6.8.",
        [("2.1 per cent", "percent", "percent"), ("6.8", "percent", "percent")],
    ),
    (
        "For soyabean the gap is 11 per cent and for cotton only 6, ministry figures show.",
        [("11 per cent", "percent", "percent"), ("6", "percent", "percent")],
    ),
    (
        "The scrip shed 2.4 per cent; Malabar slumped 7.9 to Rs 727.",
        [
            ("2.4 per cent", "percent", "percent"),
            ("7.9", "percent", "percent"),
            ("Rs 727", "money", "INR"),
        ],
    ),
    (
        "Sixteen of 22 analysts now say sell, up from nine in July.",
        [("Sixteen", "count", None), ("22 analysts", "count", "analyst"), ("nine", "count", None)],
    ),
    (
        "Nine more dairies shut in the county last quarter, leaving 203.",
        [("Nine", "count", None), ("203", "count", None)],
    ),
]

NEVER = [
    "He takes bus 41 to platform 7.",
    "Article 50 was triggered; see note 7 and section 3.",
    "The Class 8 trucks were mentioned on page 4.",
    "One of them said so.",
    "He wears number 7 and sits in row 12.",
    "They were on floors 3 and 4, and dialled channel 9.",
    "Cut costs. 2. Raise prices. 3. Sell assets.",
    "It came on a day in the spring, not on June 30.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_numbers_are_read_by_what_stands_around_them(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    found = [
        (text[one.start : one.end], one.kind, one.currency or one.unit)
        for one in read(text).figures
    ]
    assert found == expected


@pytest.mark.parametrize("text", NEVER)
def test_numbers_of_names_and_places_are_no_figures(text: str) -> None:
    assert read(text).figures == ()


def test_what_is_on_another_scale_is_not_told_in_the_unit_beside_it() -> None:
    """A wrong unit is worse than a figure missed."""
    for text in ("Rates rose 2 percent, below Friday's 452.", "Bonds yield 3 percent, Gini 0.4."):
        assert [one.kind for one in read(text).figures] == ["percent"]


@pytest.mark.parametrize(
    "text",
    [
        "Turnover rose 3 percent at Motel 6 and fell at Super 8.",
        "It sold 3 percent; the oldest well, number 9, is shut.",
        "It sold 3 percent from Rooms 101 and 102.",
    ],
)
def test_what_has_a_number_in_its_name_lends_it_no_unit(text: str) -> None:
    assert [text[one.start : one.end] for one in read(text).figures] == ["3 percent"]


def test_a_number_that_is_read_so_is_beside_no_other() -> None:
    """Else one mistake makes the next."""
    text = "Mills paid 2 percent, Teviot used to pay 6.8, and 41 of them none."
    beside = [one for one in read(text).figures if one.kind == "percent"]
    assert [text[one.start : one.end] for one in beside][:1] == ["2 percent"]
    assert all(one.unit != "percent" or one.end < text.index("41") for one in read(text).figures)


def test_evidence_begins_with_what_every_number_has() -> None:
    text = "The fund lost 2 percent; its rival lost 3.5."
    beside, amount = scan(text)
    found = list(evidence(text, amount, beside))
    assert found[0] == ALWAYS
    assert "decimal, percent here, like True" in found
    assert "led alike" in found
    assert len(set(found)) == len(found)
    assert ALWAYS in elided_weights()


def test_the_unit_is_that_of_the_figure_beside_it_and_so_is_its_scale() -> None:
    text = "The fund lost 2.5 percent; its rival lost 3.5."
    beside, amount = scan(text)
    told = elided(text, amount, beside)
    assert told is not None
    assert (told.kind, told.unit, told.value) == ("percent", "percent", amount.value)
