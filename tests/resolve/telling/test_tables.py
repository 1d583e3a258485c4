"""Tables of a text: rows, columns and captions. Invented results."""

import re
from datetime import date
from decimal import Decimal
from typing import SupportsIndex

import pytest

from figure_docs import read_figures
from newsx.grammar.rows import row_at, row_of
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.telling.tables import Cell, Table, with_owners
from newsx.schema import Figure, Mention, Reference

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


PLAIN = """Key figures (EUR million)
          H1 2023     H1 2022     Change
Order intake     411.2     352.9     +16.5%
Earnings per share (EUR)  1.02  1.13  -9.7%
• Operating revenue, NOK million: 1,604 / 1,711
• Harvest volume, tonnes gutted weight: 17,900 / 20,350"""


@pytest.mark.parametrize(
    ("figure", "measure", "value", "currency", "iso"),
    [
        ("352.9", "Order intake", Decimal(352_900_000), "EUR", "2022-H1"),
        ("1.02", "Earnings per share", Decimal("1.02"), "EUR", "2023-H1"),
        ("1,711", "Operating revenue", Decimal(1_711_000_000), "NOK", "2022-H1"),
        ("17,900", "Harvest volume", Decimal(17_900), None, "2023-H1"),
    ],
)
def test_row_whose_cells_nothing_parts(
    figure: str, measure: str, value: Decimal, currency: str | None, iso: str
) -> None:
    found, when = figure_of(PLAIN, figure)
    assert (found.measure, found.currency, when) == (measure, currency, iso)
    assert figure.startswith("17") or found.value == value


NAMED = """Markets
2024 2023 Change
Harbour 500 5,123.41 4,123.41 +24.3%
Tern 600 812.5 800.5 +1.5%
Employees 737 690.5 +6.8%"""


@pytest.mark.parametrize(
    ("figure", "measure", "iso"),
    [
        ("5,123.41", "Harbour 500", "2024"),
        ("4,123.41", "Harbour 500", "2023"),
        ("+24.3%", "Harbour 500", None),
        ("812.5", "Tern 600", "2024"),
        ("800.5", "Tern 600", "2023"),
        # as many as there are headings
        ("690.5", "Employees", "2023"),
    ],
)
def test_number_of_a_label_is_no_column(figure: str, measure: str, iso: str | None) -> None:
    figures, periods = read_figures(NAMED, date(2024, 5, 2), lines=True)
    of = {one.period_id: one.iso for one in periods}
    found = next(one for one in figures if one.text == figure)
    assert not {"500", "600"} & {one.text for one in figures}
    assert found.measure == measure
    assert (of.get(found.period_id or "") if found.kind != "percent" else None) == iso
    assert found.kind == ("percent" if figure.endswith("%") else found.kind)


@pytest.mark.parametrize(
    ("line", "label", "cells"),
    [
        ("Harbour 500 5,123.41 4,123.41 +24.3%", "Harbour 500", 3),
        ("Tern 225 38,123 37,000", "Tern 225", 2),
        ("Gull 2000 2,410 2,300", "Gull 2000", 2),
        ("Employees 737 720 +2.4%", "Employees", 3),
        ("Employees 937 1,024 -8.5%", "Employees", 3),
        ("Order intake 411 352 +16.5%", "Order intake", 3),
        ("Fell 737 2.5%", None, 0),
        ("Order intake: 362.9 (2015: 358.0)", "Order intake:", 2),
        ("Pulp: 900 (890)", None, 0),
        ("Pulp 900 (890)", None, 0),
        ("Call: 900 890", None, 0),
        ("Results 2025 10.5%", None, 0),
    ],
)
def test_first_number_of_a_row_is_of_its_label(line: str, label: str | None, cells: int) -> None:
    row = row_of(line, 0, len(line))
    assert (line[: row.label_end] if row else None) == label
    assert len(row.cells if row else ()) == cells


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Pulp: 900 (890)\nBoard: 1200 (1185)", 2),
        ("Prices\nPulp: 900 (890)\nBoard: 1200 (1185)\nAll in euros", 2),
        ("Telephone: 7946 (0958)\nOpen: 9 (17)\nPage: 12 (14)", 0),
        ("Directors: 9 (2)\nFounded: 1984 (1990)", 0),
        ("Founded: 1984 (1990)\nListed: 2001 (2004)", 0),
        ("Telephone: 794 (958)\nOpen: 9 (17)", 0),
    ],
)
def test_whole_numbers_by_a_colon_are_rows_beside_others(text: str, rows: int) -> None:
    places = [line.start() for line in re.finditer(r"[^\n]+", text)]
    assert sum(row_at(text, place) is not None for place in places) == rows


def test_signed_percentage_of_a_row_is_a_change() -> None:
    found, _ = figure_of(PLAIN, "+16.5%")
    assert (found.role, found.direction, found.measure) == ("delta", "up", "Order intake")


@pytest.mark.parametrize(
    "text",
    [
        "Call Fell Steel on 020 7946 0123",
        "Its shops in 2022 2021",
        "It rose to 3 1/2",
        "Leeds 3 2",
        "Sales fell to 31.2 28.4",
    ],
)
def test_line_that_ends_with_numbers_is_no_row(text: str) -> None:
    assert row_of(text, 0, len(text)) is None


class _Copied(str):
    """A text that counts the characters that are copied from it."""

    __slots__ = ("copied",)

    def __getitem__(self, places: SupportsIndex | slice) -> str:
        part = super().__getitem__(places)
        self.copied = getattr(self, "copied", 0) + len(part)
        return part


@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_long_paragraph_is_not_copied_for_each_of_its_figures(times: int) -> None:
    text = _Copied("Sales rose 3.5% to 4.5 as Fell Steel sold more. " * 100 * times)
    assert [row_at(text, place) for place in range(0, 160, 8)] == [None] * 20
    assert row_of(text, 0, len(text)) is None
    assert getattr(text, "copied", 0) == 0


def test_a_row_may_end_the_text() -> None:
    text = "Fell Steel sold more. " * 20 + "\nRevenue 372.0 340.7"
    assert row_at(text, text.index("372")) is not None


def test_a_bar_outside_of_tables_is_no_table() -> None:
    figure, _ = figure_of("9.30 am | Fell Steel rose 3% at the open.", "3%")
    assert figure.value == Decimal(3)


@pytest.mark.parametrize(
    ("owners", "named", "whose"),
    [
        # most figures are of Fell Steel, so all are
        ("FFGF", (), "FFFF"),
        # but a row whose label names somebody is of whom it names
        ("FFGF", (2,), "FFGF"),
        # a table of several companies stays as it was read
        ("FFGG", (), "FFGG"),
        # nobody, too, is what most may have
        ("--G-", (), "----"),
    ],
)
def test_the_figures_of_a_table_are_of_one(owners: str, named: tuple[int, ...], whose: str) -> None:
    text = "Revenue | 31\nProfit | 28\nFinance | 6\nCash | 12\n"
    read, _ = read_figures(text, lines=True)
    figures = [
        figure.model_copy(update={"subject": None if name == "-" else Reference(text=name)})
        for figure, name in zip(read, owners, strict=True)
    ]
    begins = [text.rfind("\n", 0, figure.start) + 1 for figure in figures]
    labels = [text[begin : text.index(" |", begin)] for begin in begins]
    cells = [
        Cell(label, "", None, 0, None, table=1, begin=begin)
        for label, begin in zip(labels, begins, strict=True)
    ]
    mentions = [
        Mention(
            mention_id=str(row), start=begins[row], end=begins[row] + len(labels[row]),
            text=labels[row], entity_id="finance", type="ORG", form="name", sentence=row,
        )
        for row in named
    ]  # fmt: skip
    owned = with_owners(figures, cells, MentionIndex(mentions))
    assert "".join(one.subject.text if one.subject else "-" for one in owned) == whose


@pytest.mark.parametrize(
    ("label", "told", "whose"),
    [("Fell", "FLL", "Fell"), ("Fell", "Peel", "Peel"), ("Fell shares", "FLL", "FLL")],
)
def test_a_row_with_a_code_is_of_whom_it_names(label: str, told: str, whose: str) -> None:
    text = f"{label} | FLL | 31\n"
    read, _ = read_figures(text, lines=True)
    figures = [figure.model_copy(update={"subject": Reference(text=told)}) for figure in read]
    cells = [Cell(label, "", None, 0, None, table=1, begin=0) for _ in figures]
    mention = Mention(
        mention_id="1", start=0, end=4, text="Fell", entity_id="fell", type="ORG", form="name",
        sentence=0,
    )  # fmt: skip
    owned = with_owners(figures, cells, MentionIndex([mention]))
    assert [one.subject.text for one in owned if one.subject] == [whose]


def test_a_line_of_prose_parts_two_tables() -> None:
    text = "A | 1\nB | 2\nNotes follow.\nC | 3\nCosts:\nD | 4\n"
    figures, _ = read_figures(text, lines=True)
    assert [figure.measure for figure in figures] == ["A", "B", "C", "D"]
    table = Table(text, ())
    begin, numbers = 0, []
    for figure in figures:
        table.enter(begin, figure.end)
        cell = table.cell(begin, figure.end, figure.start)
        numbers.append(None if cell is None else cell.table)
        begin = figure.end + 1
    assert numbers == [0, 0, 1, 1]  # "Costs:" is a heading among the rows of the second
