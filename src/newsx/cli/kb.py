"""`newsx kb`: who is who, why a name was linked, and additions of the user's own."""

from __future__ import annotations

import contextlib
import json
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsx.cli import options
from newsx.cli.group import HELP_OPTIONS, NOTHING, SOME_FAILED, Group, offering, one_of, showing
from newsx.cli.running import settings_from, start_quickly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsx.knowledge.additions import Addition
    from newsx.knowledge.desk import Card
    from newsx.resolve.explain import Explanation

_MOST_LISTINGS = 8
SOURCES = ("sec", "gleif", "financedatabase", "csv")


class _Group(Group):
    examples = (
        "newsx kb show META --date 2020-05-04",
        "newsx kb explain 'Shares of Target climbed 9%.'",
        "newsx kb add ours.csv --kb additions.csv",
    )


app = typer.Typer(
    cls=_Group,
    help="Ask the knowledge base who is who, and add to it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=HELP_OPTIONS,
)

Day = Annotated[
    datetime | None,
    typer.Option("--date", parser=options.moment, metavar="YYYY-MM-DD", help="As it was that day."),
]
Kept = Annotated[
    Path, typer.Option("--kb", metavar="FILE", help="The additions to write to; made if absent.")
]


@app.command(cls=showing("newsx kb show Toyota", "newsx kb show FB --date 2020-05-04"))
def show(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|TICKER", help="A name or a ticker.")
    ] = None,
    *,
    day: Day = None,
    licences: Annotated[
        bool, typer.Option("--licences", help="Print where the tables come from, and the terms.")
    ] = False,
    kb: options.Knowledge = None,
) -> None:
    """Print who goes by a name or a ticker, with listings, indices and owner."""
    from newsx.knowledge import desk
    from newsx.knowledge.base import with_additions

    knowledge = with_additions(settings_from(kb=kb).kb)
    if licences:
        typer.echo(f"version {knowledge.version}")
        for source in desk.licences(knowledge):
            typer.echo(f"{source.name}: {source.licence}; {source.holds}")
        return
    if name is None:
        raise typer.BadParameter("name a company, a place or a ticker", param_hint="NAME")
    cards = desk.show(knowledge, name, on=_day(day))
    for card in cards:
        typer.echo("\n".join(_lines(card)))
    if not cards:
        close = desk.alike(knowledge, name)
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
        typer.echo(f"newsx: nobody goes by {name!r}{hint}", err=True)
        raise typer.Exit(NOTHING)


def _day(day: datetime | None) -> date | None:
    return day.date() if day is not None else None


def _lines(card: Card) -> Iterator[str]:
    """Yield what a card says, one fact a line."""
    row = card.entity
    yield f"{row.name}  [{row.type}] {row.entity_id}"
    facts = {
        "legal name": row.legal_name if row.legal_name != row.name else "",
        "kind": row.kind,
        "country": row.country,
        "symbol": row.symbol,
        "isin": row.isin,
        "lei": card.registers.lei,
        "wikidata": card.registers.wikidata,
        "owner": card.owner,
        "domain": row.domain,
        "names": ", ".join(dict.fromkeys(_dated(alias.surface, alias) for alias in card.aliases)),
        "listings": ", ".join(_listings(card)),
        "indices": ", ".join(card.indices),
    }
    for name, fact in facts.items():
        if fact:
            yield f"  {name:<11}{fact}"


def _listings(card: Card) -> Iterator[str]:
    """Yield the listings; an issuer's many bonds and preferred shares are counted, not told."""
    for listing in card.securities[:_MOST_LISTINGS]:
        yield _dated(f"{listing.ticker} {listing.mic}".strip(), listing)
    left = len(card.securities) - _MOST_LISTINGS
    if left > 0:
        yield f"and {left} more"


def _dated(text: str, row: object) -> str:
    since, until = getattr(row, "valid_from", ""), getattr(row, "valid_to", "")
    return f"{text} ({since}..{until})" if since or until else text


@app.command(cls=showing("newsx kb explain 'HSBC rose.' --dateline 'HONG KONG'"))
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence, or an article.")],
    *,
    day: Day = None,
    dateline: Annotated[
        str | None, typer.Option("--dateline", metavar="PLACE", help="Where it is filed from.")
    ] = None,
    model: options.Model = None,
    kb: options.Knowledge = None,
) -> None:
    """Print why each name of a text is linked as it is: every candidate with its verdict."""
    settings = settings_from(model=model, kb=kb)
    start_quickly(settings)
    from newsx import pipeline
    from newsx.schema import printable

    if not text.strip():
        raise typer.BadParameter("it is empty; give a sentence", param_hint="TEXT")
    on = day.date().isoformat() if day is not None else None
    found = pipeline.explain(
        printable(text), date_published=on, dateline=dateline, settings=settings
    )
    for explanation in found:
        typer.echo("\n".join(_reasons(explanation)))
    if not found:
        typer.echo("newsx: the text names nobody", err=True)
        raise typer.Exit(NOTHING)


def _reasons(explanation: Explanation) -> Iterator[str]:
    """Yield a line for the name and one for each candidate."""
    yield f"{' = '.join(explanation.forms)}  [{explanation.type}]"
    if not explanation.verdicts:
        yield "  not linked: nobody in the knowledge base goes by that name"
    is_linked = False
    for verdict in explanation.verdicts:
        taken = bool(verdict.score) and not is_linked
        is_linked |= taken
        mark = "linked to" if taken else "not needed:" if verdict.score else "refused:"
        told = f"{verdict.entity.name} ({verdict.entity.entity_id})"
        yield f"  {mark} {told} {verdict.score:.2f}: {verdict.why}"
    if explanation.traded is not None:
        yield f"  listing {explanation.traded.ticker} {explanation.traded.mic}"


@app.command(cls=showing("newsx kb check", "newsx kb check ours.csv"))
def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A CSV of additions; else the tables.")
    ] = None,
) -> None:
    """Print what is wrong with a file of additions, or with the tables newsx ships."""
    from newsx.knowledge import desk
    from newsx.knowledge.base import default
    from newsx.knowledge.lists import read_rows

    if file is None:
        faults = dict.fromkeys(desk.check(default()))
    else:
        rows = tuple(read_rows(file))
        faults = dict.fromkeys(desk.check_additions(rows, default()))
        if not rows:
            typer.echo(f"newsx: {str(file)!r} names columns and holds no rows", err=True)
    for fault in faults:
        typer.echo(f"{fault.table}: {fault.row}: {fault.fault}")
    if faults:
        raise typer.Exit(SOME_FAILED)


@app.command(cls=showing("newsx kb add ours.csv --kb additions.csv"))
def add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Rows with `name` and any further columns.")
    ],
    *,
    kb: Kept,
) -> None:
    """Add rows of your own to a file of additions, for --kb.

    Columns: name, type, legal_name, country, ticker, mic, isin, lei, aliases (parted by |),
    valid_from, valid_to, entity_id. What the file tells of an entity replaces what was told before.
    Nothing is added while a row holds a wrong date, market, ISIN or LEI.
    """
    from newsx.knowledge import desk
    from newsx.knowledge.base import default
    from newsx.knowledge.lists import read_rows

    rows = tuple(read_rows(file))
    faults = dict.fromkeys(desk.check_additions(rows, default()))
    for fault in faults:
        typer.echo(f"newsx: {fault.row}: {fault.fault}", err=True)
    if any(fault.is_refused for fault in faults):
        typer.echo("newsx: nothing added; mend these rows and add the file again", err=True)
        raise typer.Exit(SOME_FAILED)
    _keep(rows, kb)


@app.command(cls=showing("newsx kb update --from sec company_tickers_exchange.json --kb more.csv"))
def update(
    place: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="The list, downloaded or to be fetched.")
    ],
    *,
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="|".join(SOURCES),
            parser=one_of(*SOURCES),
            autocompletion=offering(*SOURCES),
            help="Which list it is.",
        ),
    ],
    kb: Kept,
    allow_private: options.AllowPrivate = None,
) -> None:
    """Take from an open list what the tables do not know yet: new issuers, tickers, LEIs."""
    from newsx.knowledge.additions import news
    from newsx.knowledge.base import default
    from newsx.knowledge.lists import read_rows

    with _downloaded(place, allow_private=allow_private) as path:
        rows = tuple(news(read_rows(path, source=source), default()))
    _keep(rows, kb)


@contextlib.contextmanager
def _downloaded(place: str, *, allow_private: bool | None) -> Iterator[Path]:
    """Yield a file, fetched first where it is an address.

    Raises:
        ConfigurationError: The address cannot be fetched.
    """
    from newsx.fetch.targets import is_url

    if not is_url(place):
        yield Path(place)
        return
    from newsx.errors import ConfigurationError, FetchError
    from newsx.fetch.http import Client

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        try:
            with Client(settings_from(allow_private=allow_private, cache=False)) as client:
                path.write_bytes(client.get(place).content)
        except FetchError as error:
            msg = f"cannot fetch {place!r}: {error}; download it and name the file"
            raise ConfigurationError(msg) from error
        yield path


def _keep(rows: tuple[Addition, ...], kb: Path) -> None:
    from newsx.knowledge.additions import merged, save
    from newsx.knowledge.lists import read_rows

    old = tuple(read_rows(kb)) if kb.exists() else ()
    save(merged(old, rows), kb)
    typer.echo(json.dumps({"added": len(rows), "rows": len(merged(old, rows)), "kb": str(kb)}))
