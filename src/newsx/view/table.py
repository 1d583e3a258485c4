"""Record -> tables that a person reads at a glance on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsx.view.amounts import amount
from newsx.view.sources import source_name, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType

    from newsx.schema import Claim, Entity, Figure, Record, Source

_CLAIM_WIDTH: Final = 160
"""Most characters that are shown of a claim."""
_NARROW: Final = 56
"""Columns of a terminal below which four columns of a table leave a few letters to each."""


def record_view(record: Record) -> RenderableType:
    """Return the record as a heading and a table for each part that has rows."""
    sources = sources_of(record)
    periods = {period.period_id: period.text for period in record.periods}
    parts: list[RenderableType] = [_heading(record)]
    if record.figures:
        parts.append(_figures(record.figures, sources, periods))
    if record.claims:
        parts.append(_claims(record.claims))
    if record.entities:
        parts.append(_entities(record.entities))
    return Group(*parts, "")


def _heading(record: Record) -> Text:
    article = record.article
    unrecognized = record.provenance.model is None and article.in_language
    published = article.date_published
    facts = [
        ", ".join(article.authors),
        article.publisher.name or article.publisher.domain or "",
        f"by {article.provider}" if article.provider else "",
        f"{published:%Y-%m-%d %H:%M} UTC" if published else "no date",
        article.completeness.replace("_", " "),
        f"{article.word_count} words",
        f"in {article.in_language!r}, of which newsx recognizes nothing" if unrecognized else "",
    ]
    heading = Text(article.headline or "(no headline)", style="bold")
    heading.append("\n" + " · ".join(fact for fact in facts if fact), style="dim")
    return heading


@dataclass(frozen=True)
class _Part:
    """A part of a record: a table, or where that would be too narrow to read, its rows stacked."""

    title: str
    columns: tuple[tuple[str, int], ...]
    """Name and share of the width of each; the first is never broken, the others share the rest."""
    rows: tuple[tuple[str, ...], ...]

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        yield from self._stacked() if options.max_width < _NARROW else [self._table()]

    def _stacked(self) -> Iterator[RenderableType]:
        yield Text(self.title, style="bold")
        for first, *others in self.rows:
            yield Text(first)
            yield Padding(Text(" · ".join(filter(None, others)), style="dim"), (0, 0, 0, 2))
        yield ""

    def _table(self) -> Table:
        table = Table(
            title=self.title,
            title_justify="left",
            title_style="bold",
            box=box.SIMPLE_HEAD,
            pad_edge=False,
            padding=(0, 1, 0, 0),
        )
        for index, (name, share) in enumerate(self.columns):
            table.add_column(name, no_wrap=index == 0, ratio=None if index == 0 else share)
        for row in self.rows:
            table.add_row(*map(escape, row))
        return table


def _figures(
    figures: tuple[Figure, ...], sources: dict[str, Source], periods: dict[str, str]
) -> _Part:
    rows = (
        (
            amount(figure),
            _what(figure),
            periods.get(figure.period_id or "", ""),
            source_name(sources.get(figure.figure_id)),
        )
        for figure in figures
        if figure.same_as is None
    )
    columns = ("figure", 0), ("what", 5), ("when", 3), ("who says so", 3)
    return _Part("Figures", columns, tuple(rows))


def _what(figure: Figure) -> str:
    """Return what is measured, and of whom: `adjusted EBITDA, Tulkens Coatings`."""
    subject = figure.subject.text if figure.subject else ""
    measure = figure.measure or ""
    if subject.casefold() in measure.casefold():  # `S&P 500 level` says whose it is
        return measure
    return f"{measure}, {subject}" if measure else subject


def _claims(claims: tuple[Claim, ...]) -> _Part:
    rows = []
    for claim in claims:
        who = source_name(claim.source)
        if claim.affiliation is not None and claim.affiliation.name != who:
            who += f" ({claim.affiliation.name})"
        words = " ".join(claim.text.split())
        if len(words) > _CLAIM_WIDTH:
            words = words[:_CLAIM_WIDTH].rsplit(" ", 1)[0] + " …"
        rows.append((claim.kind, who, words))
    return _Part("Claims", (("kind", 0), ("who", 2), ("claim", 6)), tuple(rows))


def _entities(entities: tuple[Entity, ...]) -> _Part:
    rows = (
        (
            entity.name,
            entity.type,
            entity.identifiers.ticker or "",
            f"{entity.mention_count}",
            f"{entity.relevance:.2f}",
        )
        for entity in sorted(entities, key=lambda one: -one.relevance)
    )
    columns = ("name", 0), ("type", 2), ("ticker", 2), ("mentions", 1), ("relevance", 1)
    return _Part("Names", columns, tuple(rows))
