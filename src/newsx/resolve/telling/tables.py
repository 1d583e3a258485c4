"""Tables in a text, as cells parted by `|`: a row's label is the measure, its column the period.

    Consolidated (Rs crore)
    | Q1FY27 | Q1FY26 | % chg
    Revenue | 31,570 | 28,910 | 9.2

or by nothing but spaces and strokes, where a line is a label and numbers: "Revenue 372.0 340.7".

The caption gives currency and scale of bare numbers, except in a row told by the share. Where
most figures of a table have one subject, all have it, but in rows whose label names somebody.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsx.grammar.rows import Row, row_at, row_of
from newsx.knowledge import currencies, units
from newsx.resolve.lookup import MentionIndex
from newsx.schema import Figure, Period, Reference

_BAR = "|"
_LINE = re.compile(r"[^\n]+")
# A cell holds a number and nothing else.
_NUMBER = re.compile(r"\s*[($€£¥₹+\-−–]*\s*\d[\d.,]*\s*\)?\s*(?:%|pp|bps?|x|times)?\s*\)?\s*")
_CAPTION = re.compile(
    r"\((?:[^()]*?\b)?(?:in )?(?P<before>[A-Za-z$€£¥₹]{1,4}\.?)? ?(?:in )?"
    r"(?P<scale>thousands?|millions?|billions?|lakhs?|crores?|mn|bn|000s)\b"
    r"(?: of (?P<after>[a-z. ]+?))?(?:,[^()]*)?\)",
    re.IGNORECASE,
)
_POWERS = {
    "thousand": 3, "000": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "lakh": 5, "crore": 7,
}  # fmt: skip
_BY_SHARE = re.compile(
    r"per (?:\w+ )?share|\beps\b|%|percent|margin|ratio|number of", re.IGNORECASE
)
_CODE: Final = re.compile(r"[A-Z0-9]{2,5}(?:\.[A-Z]{1,2})?")
_SHARES = re.compile(r"%|chg|change|yoy|qoq|growth", re.IGNORECASE)
# "Operating revenue, NOK million", "Earnings per share (EUR)", "Employees (30 June)".
_LABELLED_IN = re.compile(r"(?:,? \(?|, )([A-Z]{3}|[A-Z]{1,2}?[$€£¥₹])(?: ([a-z]+))?\)?$")
_REMARK = re.compile(r" ?\([^()\n]{1,24}\)$")
_AROUND_LABEL = " \t:•*-–—"
# Times that head columns stand in a line that is no sentence.
_NO_HEADING = re.compile(r"[.!?;]$|\b(?:is|was|were|are|rose|fell|from|compared)\b")
_COLUMNS = 2


class Cell(NamedTuple):
    """What a table says of a figure beyond its number."""

    label: str
    """The first cell of the row."""
    heading: str
    """The cell above, where the table has a heading."""
    period: Period | None
    power: int
    """The power of ten of the caption; 0 where it says none or the row has its own."""
    currency: str | None
    table: int
    """Number of the table; greater for a later one, with gaps."""
    begin: int
    """Where its row, and so the label, begins in the text."""


class Table:
    """Reads the rows of one text, in order."""

    def __init__(self, text: str, periods: Sequence[Period]) -> None:
        self._text = text
        self._periods = periods
        self._starts = [period.start for period in periods]
        self._headings: tuple[str, ...] = ()
        self._times: Mapping[int, Period] = {}
        self._columns = 0
        self._power = 0
        self._currency: str | None = None
        self._number = 0

    def enter(self, begin: int, stop: int) -> None:
        """Begin a stretch of lines: take the captions and the headings among them."""
        for line in _LINE.finditer(self._text, begin, stop):
            caption = _CAPTION.search(line.group())
            if caption is not None:
                scale = caption["scale"].lower().rstrip("s")
                self._power = _POWERS.get(scale, 0)
                self._currency = _currency(caption["before"], caption["after"])
            if _BAR in line.group():
                self._take_headings(line.group(), line.start(), line.end())
            elif row_of(self._text, *line.span()) or self._heads_columns(*line.span()):
                continue
            elif not line.group().endswith(":"):
                # prose ends a table, a heading among its rows does not: "Operating expenses:"
                self._number += 1

    def _heads_columns(self, begin: int, stop: int) -> bool:
        """Take the times that head columns which nothing parts: "H1 2006 H1 2005 Change"."""
        first, last_of_line = (bisect_left(self._starts, place) for place in (begin, stop))
        times = self._periods[first:last_of_line]
        line = self._text[begin:stop].strip()
        if len(times) < _COLUMNS or _NO_HEADING.search(line):
            if line.endswith((".", "!", "?")):
                self._headings, self._times, self._columns = (), {}, 0
            return False
        others = self._text[times[-1].end : stop].split()
        self._headings = ("", *(one.text for one in times), *others)
        # a heading of more words is more or fewer columns, and with none a change may go unheaded
        self._columns = len(times) + 1 if len(others) == 1 else 0
        self._times = dict(enumerate(times, 1))
        return True

    def _take_headings(self, line: str, begin: int, stop: int) -> None:
        times = {
            self._column(begin, period.start): period
            for period in self._periods
            if begin <= period.start < stop
        }
        cells = tuple(cell.strip() for cell in line.split(_BAR))
        if not any(_NUMBER.fullmatch(cell) and at not in times for at, cell in enumerate(cells)):
            self._headings, self._times, self._columns = cells, times, 0

    def cell(self, begin: int, stop: int, place: int) -> Cell | None:
        """Return the cell at a place of the lines `[begin, stop)`; None outside of tables."""
        begin = max(begin, self._text.rfind("\n", begin, place) + 1)
        end = self._text.find("\n", place, stop)
        if self._text.find(_BAR, begin, stop if end < 0 else end) < 0:
            row = row_at(self._text, place, self._columns)
            return None if row is None else self._in_row(row, place)
        cells = self._text[begin : stop if end < 0 else end].split(_BAR)
        column = self._column(begin, place)
        label = cells[0].strip()
        if not column or not label or not _NUMBER.fullmatch(cells[column]):
            return None
        # a heading may leave out the empty cell above the labels
        above = column - max(0, len(cells) - len(self._headings))
        heading = self._headings[above] if 0 <= above < len(self._headings) else ""
        plain = not (_BY_SHARE.search(label) or _SHARES.search(heading))
        return Cell(
            label, heading, self._times.get(above), self._power if plain else 0,
            self._currency if plain else None, self._number, begin,
        )  # fmt: skip

    def _in_row(self, row: Row, place: int) -> Cell | None:
        """Return the cell at a place of a row whose cells nothing parts."""
        column = row.column(place)
        if not column:
            return None
        label = self._text[row.begin : row.label_end].strip(_AROUND_LABEL)
        power, currency = self._power, self._currency
        told = _LABELLED_IN.search(label)
        found = None if told is None else currencies.before().get(told[1])
        if told is not None and found is not None:
            power, currency = _POWERS.get((told[2] or "").rstrip("s"), 0), found.code
            label = label[: told.start()]
        label = _REMARK.sub("", label)
        bare = _without_unit(label)
        if bare != label and found is None:
            power, currency = 0, None  # tonnes, where the caption says millions of euros
        first = bisect_left(self._starts, row.begin)
        dated = any(one.start < row.label_end for one in self._periods[first : first + 1])
        heading = self._headings[column] if column < len(self._headings) else ""
        plain = not (_BY_SHARE.search(label) or _SHARES.search(heading))
        period = None if dated and column == 1 else self._times.get(column)
        return Cell(
            bare, heading, period, power if plain else 0,
            currency if plain or found is not None else None, self._number, row.begin,
        )  # fmt: skip

    def _column(self, begin: int, place: int) -> int:
        return self._text.count(_BAR, begin, place)


def _without_unit(label: str) -> str:
    """Return "Harvest volume" of "Harvest volume, tonnes gutted weight"."""
    said, comma, unit = label.partition(", ")
    return said if comma and units.units().match(unit.lower(), 0) is not None else label


def _currency(before: str | None, after: str | None) -> str | None:
    found = currencies.before().get((before or "").strip())
    if found is not None:
        return found.code
    named = currencies.after().match((after or "").lower(), 0)
    return None if named is None else named[1].code


def in_cell(figure: Figure, cell: Cell, text: str) -> Figure:
    """Return a figure of a table as its row, its column and the caption say.

    Args:
        figure: As its own characters say.
        cell: Where it stands.
        text: The text of the article.
    """
    known: dict[str, object] = {"direction": None, "role": "level"}
    if cell.period is not None:
        known["period_id"] = cell.period.period_id
    bracketed = text[figure.start - 1 : figure.start] == "(" and text.startswith(")", figure.end)
    sign = -1 if bracketed and figure.value is not None and figure.value > 0 else 1
    value = None if figure.value is None else figure.value * sign
    if figure.kind == "percent" and figure.text[0] in "+-–−" and figure.value:
        known |= {"role": "delta", "direction": "up" if figure.value > 0 else "down"}
    plain = figure.kind in {"number", "count"}
    if plain and _SHARES.search(cell.heading):
        known |= {"kind": "percent", "unit": "percent", "value": value, "role": "delta"}
        if value:
            known["direction"] = "up" if value > 0 else "down"
        return figure.model_copy(update=known)
    if plain and cell.currency is not None:
        known |= {"kind": "money", "unit": "currency", "currency": cell.currency}
    unscaled = (
        figure.text.strip("()$€£¥₹ ").replace(",", "").replace(".", "").lstrip("-(").isdigit()
    )
    if value is not None:
        known["value"] = value.scaleb(cell.power) if unscaled else value
    return figure.model_copy(update=known)


def with_owners(
    figures: Sequence[Figure], cells: Sequence[Cell | None], mentions: MentionIndex
) -> list[Figure]:
    """Return the figures, those of a table with the subject that more than half of them have.

    What a row gives a code to besides a name is of the name: `Dampier Lithium | DLI | $2.26`.

    Args:
        figures: All figures of a text.
        cells: The cell of each; None outside of tables.
        mentions: Names of the text: a row whose label holds one is of whom it names.
    """
    owned = list(figures)
    tables: dict[int, list[int]] = {}
    for number, cell in enumerate(cells):
        if cell is not None:
            tables.setdefault(cell.table, []).append(number)
    for inside in tables.values():
        subject, count = Counter(owned[number].subject for number in inside).most_common(1)[0]
        if 2 * count <= len(inside):
            continue
        for number in inside:
            cell = cells[number]
            if cell is not None and not mentions.within(cell.begin, cell.begin + len(cell.label)):
                owned[number] = owned[number].model_copy(update={"subject": subject})
    return [_of_name(figure, cell, mentions) for figure, cell in zip(owned, cells, strict=True)]


def _of_name(figure: Figure, cell: Cell | None, mentions: MentionIndex) -> Figure:
    """Return a figure of a code as one of the name that its row begins with."""
    subject = figure.subject
    if cell is None or subject is None or _CODE.fullmatch(subject.text) is None:
        return figure
    begin, end = cell.begin, cell.begin + len(cell.label)
    named = next(iter(mentions.within(begin, end)), None)
    if named is None or (named.start, named.end) != (begin, end):
        return figure
    told = Reference(text=named.text, entity_id=named.entity_id)
    return figure.model_copy(update={"subject": told})
