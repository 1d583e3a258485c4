"""Times of day: times of the text and no figures."""

from datetime import date

import pytest

from newsx.grammar.reading import read
from newsx.grammar.times import Reference

CLOCKS = [
    ("It was down 2% by 1115 GMT.", ["1115 GMT"], "2023-09-13T11:15"),
    ("It fell 2% as of 4:05 p.m. in Oslo.", ["4:05 p.m."], "2023-09-13T16:05"),
    ("Shares were 3% up at midday.", ["midday"], "2023-09-13T12:00"),
    ("Live\n08.03\nWe are off, 2% down.", ["08.03"], "2023-09-13T08:03"),
]


@pytest.mark.parametrize(("text", "clocks", "iso"), CLOCKS)
def test_clock_is_a_time_and_no_figure(text: str, clocks: list[str], iso: str) -> None:
    reading = read(text)
    assert [text[one.start : one.end] for one in reading.times] == clocks
    stretch = reading.times[0].resolve(Reference(date(2023, 9, 13)))
    assert stretch is not None
    assert stretch.iso == iso
    assert [one.kind for one in reading.figures] == ["percent"]


@pytest.mark.parametrize("text", ["Cash\n08.03\n", "a 5pm deadlin", "rose to 11.15", "25 pm"])
def test_number_like_a_clock_is_no_time(text: str) -> None:
    assert [one.kind for one in read(text).times if "T" in (one.kind)] == []
