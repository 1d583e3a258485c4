"""Fiscal periods resolved by what the text says of them: invented sentences."""

from datetime import date

import pytest

from figure_docs import read_figures

# text, nth period, iso, first day, last day; published on 20 June 2024
FISCAL = [
    ("Revenue for the fiscal third quarter ended May 31 was $5 million.", 0,
     "FY2024-Q3", date(2024, 3, 1), date(2024, 5, 31)),
    ("The fiscal third quarter ended May 31. In fiscal 2025 it expects more.", 1,
     "FY2025", date(2024, 9, 1), date(2025, 8, 31)),
    ("Fiscal 2024 ends June 30. In FY2023-24 it grew.", 0,
     "FY2024", date(2023, 7, 1), date(2024, 6, 30)),
    ("The fiscal third quarter ended May 31. Margins fell in the quarter.", 1,
     "FY2024-Q3", date(2024, 3, 1), date(2024, 5, 31)),
    ("In the fiscal second quarter sales rose. The second quarter was wet.", 1,
     "FY2024-Q2", None, None),
    ("Sales fell in the first quarter. Costs rose in the quarter.", 1,
     "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ("Profit rose in the first quarter (Q1) of the current financial year (FY25).", 0,
     "FY2025-Q1", None, None),
    ("Sales fell in the June quarter (Q1FY25). Debt grew in FY24.", 2,
     "FY2024", date(2023, 4, 1), date(2024, 3, 31)),
    ("Sales rose in Q1FY25, against Q1FY24. Profit doubled in the first quarter.", 2,
     "FY2025-Q1", None, None),
    ("Profit doubled in Q1FY25. It had lost money in the year-ago quarter.", 1,
     "FY2024-Q1", None, None),
    ("Profit doubled in Q1FY25. It had been $2 million in the previous quarter.", 1,
     "FY2024-Q4", None, None),
    ("Profit doubled in the first quarter. The preceding quarter had been wet.", 1,
     "2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
    ("Profit doubled in the first quarter. It made less in the comparable quarter last year.", 1,
     "2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
    ("Profit doubled in the first quarter. In April 2023 it was weak, and in the previous quarter.", 2,
     "2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
    ("Profit rose in Q1FY25. It was $2 million in Q1FY24. Costs fell in the quarter.", 2,
     "FY2025-Q1", None, None),
    ("Profit doubled in Q1FY25, against the corresponding quarter last fiscal.", 1,
     "FY2024-Q1", None, None),
    ("Debt fell last fiscal, and the fiscal deficit too.", 0, "FY2023", None, None),
    ("Sales rose in the third quarter of 2023 from the third quarter of 2022. It hired in the quarter.",
     2, "2023-Q3", date(2023, 7, 1), date(2023, 9, 30)),
    ("Sales rose in the first quarter. It sees more in the fourth quarter of 2024. Costs rose in the quarter.",
     2, "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ("It sees third-quarter sales of $2 billion. First-quarter sales rose 5%. It hired 300 in the quarter.",
     2, "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ("It is a wet year.", None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "iso", "first", "last"), FISCAL)
def test_fiscal_periods(
    text: str, place: int | None, iso: str | None, first: date | None, last: date | None
) -> None:
    _, periods = read_figures(text, date(2024, 6, 20))
    if place is None:
        assert periods == ()
        return
    found = periods[place]
    assert (found.iso, found.from_date, found.to_date) == (iso, first, last)


def test_before_the_end_of_a_month_is_until_its_last_day() -> None:
    _, (period,) = read_figures("It will close before the end of March.", date(2024, 1, 20))
    assert period.to_date == date(2024, 3, 31)
