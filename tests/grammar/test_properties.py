"""What must hold for any text."""

import itertools
from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.grammar import amounts
from newsx.grammar.reading import Reading, read
from newsx.grammar.times import Reference

PIECES = st.sampled_from(
    [
        "$",
        "€",
        "£",
        "US$",
        "Rs",
        "1",
        "2.5",
        "1,000",
        "2023",
        "30",
        "31",
        "/",
        "-",
        "–",
        ",",
        ".",
        "%",
        "bn",
        "m",
        "million",
        "percent",
        "basis",
        "points",
        "half",
        "third",
        "quarter",
        "of",
        "a",
        "the",
        "to",
        "and",
        "from",
        "between",
        "in",
        "on",
        "June",
        "May",
        "Feb",
        "Q3",
        "FY",
        "last",
        "three",
        "months",
        "year",
        "ago",
        "ended",
        "since",
        "½",
        "×",
        "(",
        ")",
        "+",
        "c",
        "t",
        "¢",
        "US",
        "cent",
        "é",
        "İ",
        "per",
        "share",
        "1e9",
    ]
)
MADE = st.lists(st.one_of(PIECES, st.just(" ")), max_size=14).map("".join)
REFERENCE = Reference(date(2024, 2, 29))


def spans_of(reading: Reading) -> list[tuple[int, int]]:
    figures = [(figure.start, figure.end) for figure in reading.figures]
    return figures + [(time.start, time.end) for time in reading.times]


@given(st.one_of(st.text(max_size=80), MADE))
def test_reading_never_raises_and_spans_lie_in_the_text(text: str) -> None:
    reading = read(text)
    assert all(0 <= start < end <= len(text) for start, end in spans_of(reading))
    for time in reading.times:
        time.resolve(None)
        time.resolve(REFERENCE)


@given(MADE)
def test_readings_never_overlap(text: str) -> None:
    reading = read(text)
    spans = sorted(spans_of(reading))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@given(
    st.decimals(min_value=0, max_value=999, places=2),
    st.sampled_from(["", "m", "bn", " million", " trillion"]),
)
def test_formatted_money_is_read_back(number: Decimal, scale: str) -> None:
    power = {"": 0, "m": 6, "bn": 9, " million": 6, " trillion": 12}[scale]
    (amount,) = amounts.scan(f"It cost €{number:f}{scale}, it said.")
    assert (amount.value, amount.currency) == (number.scaleb(power), "EUR")


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_integers_are_read_back(number: int) -> None:
    (amount,) = amounts.scan(f"${number:,}")
    assert amount.value == number


ENDLESS = [
    "1",
    "1,",
    "$",
    "1-",
    "+1",
    "1/2 ",
    "half ",
    "one-",
    "1 to ",
    "5 to 1 ",
    "2023 ",
    "May 1 ",
    "(1) ",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_cost_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """Sixteen times the text costs far less than 256 times the time, whoever else is at work."""
    once, more = (min(_cpu_seconds(piece * count) for _ in range(5)) for count in (60, 960))
    assert more < 64 * max(once, 0.001)


def _cpu_seconds(text: str) -> float:
    read.cache_clear()
    start = process_time()
    read(text)
    return process_time() - start
