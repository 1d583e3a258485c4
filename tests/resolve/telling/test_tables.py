"""Tables of a text: rows, columns and captions. Invented results."""

from datetime import date
from decimal import Decimal

from figure_docs import read_figures
from newsx.schema import Figure

RESULTS = """Fell Steel: Consolidated (Rs crore)
Q1 2024 | Q1 2023 | % chg
Revenue | 31,570 | 28,910 | 9.2
Finance cost | 612 | 688 | -11.0
Earnings per share (Rs) | 12.4 | 11.9 | 4.2"""


def figure_of(text: str, figure: str) -> tuple[Figure, str | None]:
    figures, periods = read_figures(text, date(2024, 5, 2), lines=True)
    found = next(one for one in figures if one.text == figure)
    iso = next((one.iso for one in periods if one.period_id == found.period_id), None)
    return found, iso


def test_row_gives_the_measure_column_the_period_and_caption_the_scale() -> None:
    figure, iso = figure_of(RESULTS, "28,910")
    assert (figure.measure, figure.measure_name, iso) == ("Revenue", "revenue", "2023-Q1")
    assert (figure.kind, figure.currency, figure.value) == (
        "money",
        "INR",
        Decimal(289_100_000_000),
    )


def test_column_of_changes_holds_percents() -> None:
    figure, _ = figure_of(RESULTS, "-11.0")
    assert (figure.kind, figure.value, figure.direction) == ("percent", Decimal("-11.0"), "down")
    assert figure.role == "delta"


def test_what_is_told_by_the_share_is_not_scaled() -> None:
    figure, _ = figure_of(RESULTS, "12.4")
    assert figure.value == Decimal("12.4")


def test_brackets_are_a_minus() -> None:
    text = "(in thousands, except per share)\n| 2023 | 2022\nNet cash used | $(7,377) | (4,018)"
    first, _ = figure_of(text, "$(7,377)")
    second, _ = figure_of(text, "4,018")
    assert (first.value, second.value) == (Decimal(-7_377_000), Decimal(-4_018_000))


def test_a_bar_outside_of_tables_is_no_table() -> None:
    figure, _ = figure_of("9.30 am | Fell Steel rose 3% at the open.", "3%")
    assert figure.value == Decimal(3)
