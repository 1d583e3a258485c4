"""The words that lead to times: part of them in a record, and of no time that is compared with."""

from datetime import date

import pytest

from figure_docs import read_figures
from newsx.resolve.telling.time_leads import with_leads

PUBLISHED = date(2023, 9, 13)
LED = [
    ("It will have 40 shops by 2026.", "by 2026"),
    ("It wants 30 million euros by the end of May.", "by the end of May"),
    ("It paid 48 billion between 2009 and 2016.", "between 2009 and 2016"),
    ("From October it will run 49 trains.", "From October"),
    # what a figure is compared with, and what something is beaten by
    ("It has 49 trains, up from October.", "October"),
    ("Profit fell 3% from 2022.", "2022"),
    ("Sales rose 3%, helped by the fourth quarter.", "the fourth quarter"),
    ("Tariffs on 40% of goods will be lifted by the end of October.", "by the end of October"),
    ("It says 40% of its emissions would be offset by 2040.", "by 2040"),
    ("It wants 30 million euros raised by the end of May.", "by the end of May"),
    ("It is beaten by Friday's 300 points.", "Friday"),
    ("It paid 30 euros in the years by turns, in 2021.", "2021"),
]


@pytest.mark.parametrize(("text", "said"), LED)
def test_time_begins_with_the_word_that_leads_to_it(text: str, said: str) -> None:
    figures, periods = read_figures(text, PUBLISHED)
    led = with_leads(periods, figures, text=text, version="version", published=PUBLISHED)
    (period,) = led.periods
    assert period.text == said == text[period.start : period.end]
    assert {figure.period_id for figure in led.figures} <= {period.period_id, None}


def test_figures_know_a_time_by_its_new_name() -> None:
    text = "It will have 40 shops by 2026."
    figures, periods = read_figures(text, PUBLISHED)
    led = with_leads(periods, figures, text=text, version="version", published=PUBLISHED)
    assert led.figures[0].period_id == led.periods[0].period_id != periods[0].period_id
