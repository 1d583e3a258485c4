"""Times of day: times of the text and no figures."""

from datetime import date

import pytest

from newsx.grammar.reading import read
from newsx.grammar.times import Reference

CLOCKS = [
    ("It was down 2% by 1115 GMT.", ["1115 GMT"], "2023-09-13T11:15Z"),
    ("It fell 2% as of 4:05 p.m. in Oslo.", ["4:05 p.m."], "2023-09-13T16:05"),
    ("Shares were 3% up at midday.", ["midday"], "2023-09-13T12:00"),
    ("It was down 2% at 10:15 ET.", ["10:15 ET"], "2023-09-13T10:15"),
    ("Live\n08:03 we are 2% up.", ["08:03"], "2023-09-13T08:03"),
    (
        "Live\n08.03\nWe are off, and Acme of Oslo is 2% down already.",
        ["08.03"],
        "2023-09-13T08:03",
    ),
]


@pytest.mark.parametrize(("text", "clocks", "iso"), CLOCKS)
def test_clock_is_a_time_and_no_figure(text: str, clocks: list[str], iso: str) -> None:
    reading = read(text)
    assert [text[one.start : one.end] for one in reading.times] == clocks
    stretch = reading.times[0].resolve(Reference(date(2023, 9, 13)))
    assert stretch is not None
    assert stretch.iso == iso
    assert [one.kind for one in reading.figures] == ["percent"]


NO_CLOCKS = [
    "Cash\n08.03\n",
    "Cash\n12.50\nDebt\n14.20\n",
    "rose to 11.15",
    "25 pm",
    # units, prices, names
    "Output was 1500 mt",
    "Output was 1500 MT",
    "Acme has 1200 Est homes",
    "Wheat closed at 1015 ct",
    "It sold 2300 et cetera",
    "It has 1015 CT scans",
    "It sold 1500 PT Peel shares",
    "Prices\n12.50 a share",
    "Range\n20.15 - 22.30 euros",
    "Midnight Oil rose",
    "a midnight-blue car",
]


@pytest.mark.parametrize("text", NO_CLOCKS)
def test_number_like_a_clock_is_no_time(text: str) -> None:
    assert [text[one.start : one.end] for one in read(text).times] == []


def test_tonnes_are_figures() -> None:
    figures = read("Output rose to 1500 mt from 1300 mt last year.").figures
    assert [one.kind for one in figures] == ["quantity", "quantity"]


def test_name_holds_its_clock() -> None:
    assert read("It is by Midnight Ltd, up 3%.", ((9, 21),)).times == ()
    assert len(read("Acme Ltd gained 3% by midnight.", ((0, 8),)).times) == 1


# (text, the times that are read)
BESIDE_DAYS = [
    ("Shares fell 3% at 4:05 p.m. on Friday", ["Friday"]),
    ("Shares fell 3% at 4:05 p.m. in New York on Friday", ["Friday"]),
    ("Shares fell 3% at 9:30 a.m. on Monday, Dec. 7", ["Monday, Dec. 7"]),
    ("It pays $3 by midnight on Dec. 31", ["Dec. 31"]),
    ("Shares fell 3% on Friday at 4:05 p.m. EST", ["Friday"]),
    ("It fell 3% between 9 a.m. and 4 p.m. on Friday", ["Friday"]),
    # a day that is told of something else
    ("It was 3% down at 1115 GMT, after Acme said on Friday it had lost", ["1115 GMT", "Friday"]),
    ("It said on Friday that it sold 3 cars by 1115 GMT", ["Friday", "1115 GMT"]),
]


@pytest.mark.parametrize(("text", "times"), BESIDE_DAYS)
def test_day_beside_a_clock_is_the_time(text: str, times: list[str]) -> None:
    reading = read(text)
    assert [text[one.start : one.end] for one in reading.times] == times
    assert len(reading.figures) == 1
