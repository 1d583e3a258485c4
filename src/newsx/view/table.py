"""Record -> tables that a person reads at a glance on a terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from newsx.schema import Article, Claim, Entity, Figure, Record

_BOUND_SIGN: Final = {
    "eq": "",
    "approx": "~ ",
    "almost": "just under ",
    "lt": "< ",
    "le": "≤ ",
    "gt": "> ",
    "ge": "≥ ",
}
_ARROW: Final = {"up": " ↑", "down": " ↓", "flat": " →", None: ""}
_UNIT_SIGN: Final = {"percent": "%", "percentage_point": " pp", "basis_point": " bp"}
_CLAIM_WIDTH: Final = 160


def record_view(record: Record) -> RenderableType:
    """Return the record as a heading and a table for each part that has rows."""
    names = {entity.entity_id: entity.name for entity in record.entities}
    periods = {period.period_id: period.text for period in record.periods}
    parts: list[RenderableType] = [_heading(record.article)]
    if record.figures:
        parts.append(_figures(record.figures, names, periods))
    if record.claims:
        parts.append(_claims(record.claims))
    if record.entities:
        parts.append(_entities(record.entities))
    return Group(*parts, "")


def amount(figure: Figure) -> str:
    """Return the value of a figure as people write it, with bound, unit and direction.

    Ranges have an en dash; money comes with its code: `just under USD 13,000,000,000`.
    """
    if figure.value is None:
        return figure.text
    number = _number(figure.value)
    if figure.value_max is not None:
        number += f"–{_number(figure.value_max)}"
    if figure.currency is not None:
        number = f"{figure.currency} {number}"
    elif figure.unit is not None:
        number += _UNIT_SIGN.get(figure.unit, f" {figure.unit}")
    per = f" / {figure.per}" if figure.per else ""
    return f"{_BOUND_SIGN[figure.bound]}{number}{per}{_ARROW[figure.direction]}"


def _number(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _heading(article: Article) -> Text:
    published = article.date_published
    facts = [
        ", ".join(article.authors),
        article.publisher.name or article.publisher.domain or "",
        f"by {article.provider}" if article.provider else "",
        f"{published:%Y-%m-%d %H:%M} UTC" if published else "no date",
        article.completeness.replace("_", " "),
        f"{article.word_count} words",
    ]
    heading = Text(article.headline or "(no headline)", style="bold")
    heading.append("\n" + " · ".join(fact for fact in facts if fact), style="dim")
    return heading


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _figures(figures: tuple[Figure, ...], names: dict[str, str], periods: dict[str, str]) -> Table:
    table = _table("Figures", "figure", "measure", "of", "when", "says", "at")
    for figure in figures:
        if figure.same_as is None:
            table.add_row(
                escape(amount(figure)),
                escape(figure.measure or ""),
                escape(figure.subject.text if figure.subject else ""),
                escape(periods.get(figure.period_id or "", "")),
                escape(names.get(figure.attributed_to or "", "")),
                f"{figure.start}",
            )
    return table


def _claims(claims: tuple[Claim, ...]) -> Table:
    table = _table("Claims", "kind", "who", "claim", "at")
    for claim in claims:
        source = claim.source
        who = (source.name or source.text) if source else ""
        if claim.affiliation is not None:
            who += f" ({claim.affiliation.name})"
        words = " ".join(claim.text.split())
        if len(words) > _CLAIM_WIDTH:
            words = words[:_CLAIM_WIDTH].rsplit(" ", 1)[0] + " …"
        table.add_row(claim.kind, escape(who), escape(words), f"{claim.start}")
    return table


def _entities(entities: tuple[Entity, ...]) -> Table:
    table = _table("Entities", "name", "type", "ticker", "mentions", "relevance")
    for entity in sorted(entities, key=lambda one: -one.relevance):
        table.add_row(
            escape(entity.name),
            entity.type,
            escape(entity.identifiers.ticker or ""),
            f"{entity.mention_count}",
            f"{entity.relevance:.2f}",
        )
    return table
