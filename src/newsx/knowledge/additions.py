"""Additions to the knowledge base: rows of the user's own, or news from a fresh open list.

    csv              columns of `Addition`; the form that additions are kept in
    sec              `company_tickers.json` or `company_tickers_exchange.json` of sec.gov
    gleif            the golden copy of LEI records, CSV
    financedatabase  `equities.csv` of FinanceDatabase

A file of additions is laid over the tables that newsx ships (`KnowledgeBase(folder, over)`); the
shipped rows stay as they are. What a list tells that the tables know already is left out.
"""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, get_args

from newsx.errors import ConfigurationError
from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import slug, tidy
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import IdentifierRow, SecurityRow
from newsx.schema import EntityType

_TYPES: Final = frozenset(get_args(EntityType))
_MIC_OF_SEC: Final = {"NYSE": "XNYS", "Nasdaq": "XNAS", "CBOE": "BATS", "OTC": "OTCM"}


class Addition(NamedTuple):
    """One entity to add, with at most one listing; several rows may tell of one entity."""

    name: str
    type: str = "ORG"
    legal_name: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2."""
    ticker: str = ""
    mic: str = ""
    """ISO 10383."""
    isin: str = ""
    lei: str = ""
    aliases: str = ""
    """Other names, parted by `|`; `~` before a short one, `-` before one that needs a witness."""
    valid_from: str = ""
    """ISO date from which name and listing hold, or empty."""
    valid_to: str = ""
    entity_id: str = ""
    """Id in the records; made of LEI or name where it is empty."""

    @property
    def id(self) -> str:
        """The id the entity goes by."""
        made = f"lei:{self.lei}" if self.lei else f"newsx:{slug(self.name)}"
        return self.entity_id or made


def read_rows(path: Path, *, source: str = "csv") -> Iterator[Addition]:
    """Yield the rows of a file of additions, in order.

    Args:
        path: The file, already fetched.
        source: What sort of file it is: one of `SOURCES`.

    Raises:
        ConfigurationError: The sort is unknown, or the file is not of that sort.
    """
    reader = SOURCES.get(source)
    if reader is None:
        msg = f"no source named {source!r}; known sources: {', '.join(sorted(SOURCES))}"
        raise ConfigurationError(msg)
    try:
        for number, row in enumerate(reader(path), 1):
            if not row.name or row.type not in _TYPES:
                msg = f"{path}, entry {number}: name {row.name!r}, type {row.type!r}; give both"
                raise ConfigurationError(msg)
            yield row
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        msg = f"cannot read {str(path)!r} as {source!r}: {error!r}; see `newsx kb update --help`"
        raise ConfigurationError(msg) from error


def tables_of(additions: Iterable[Addition]) -> Mapping[str, str]:
    """Return the tables that additions make, as text by name."""
    rows = Rows()
    for addition in additions:
        _add(rows, addition)
    return {name: text for name, text in rows.files().items() if name != "exchange"}


def read_additions(path: Path, *, source: str = "csv") -> Mapping[str, str]:
    """Return the tables that a file of additions makes, as text by name.

    Raises:
        ConfigurationError: As `read_rows`.
    """
    return tables_of(read_rows(path, source=source))


def news(additions: Iterable[Addition], knowledge: KnowledgeBase) -> Iterator[Addition]:
    """Yield the additions that tell what the tables do not know yet.

    That is: companies of new ids or names, new tickers of known ones, and the LEI of a company
    that is known by its name and country.
    """
    for row in additions:
        known = knowledge.entity(row.id)
        if known is None:
            known = next(
                (
                    entity
                    for alias in knowledge.aliases(row.name)
                    if (entity := knowledge.entity(alias.entity_id)) is not None
                    and entity.type == row.type
                ),
                None,
            )
        if known is None:
            yield row
            continue
        tickers = {listing.ticker for listing in knowledge.securities(known.entity_id)}
        is_new = bool(row.ticker) and row.ticker not in tickers and row.id == known.entity_id
        same_home = row.country == known.country
        has_lei = bool(row.lei) and same_home and not knowledge.identifiers(known.entity_id).lei
        if is_new or has_lei:
            yield row._replace(name=known.name, legal_name="", entity_id=known.entity_id)


def merged(old: Iterable[Addition], new: Iterable[Addition]) -> tuple[Addition, ...]:
    """Return additions of two files: what the new one tells of an entity replaces the old."""
    latest = tuple(new)
    told = {row.id for row in latest}
    return (*(row for row in old if row.id not in told), *latest)


def save(additions: Iterable[Addition], path: Path) -> None:
    """Write additions as CSV; the file is whole at every moment.

    Raises:
        ConfigurationError: The file cannot be written.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Addition._fields)
            writer.writerows(additions)
        os.replace(unfinished, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        msg = f"cannot write {str(path)!r}: {error.strerror}; check the folder"
        raise ConfigurationError(msg) from error


def _add(rows: Rows, addition: Addition) -> None:
    entity_id = rows.add(
        addition.id,
        addition.type,
        addition.name,
        legal_name=addition.legal_name,
        country=addition.country,
        isin=addition.isin,
        kind="issuer" if addition.ticker else "",
    )
    dates = {"valid_from": addition.valid_from, "valid_to": addition.valid_to}
    rows.name(entity_id, addition.name, match="exact", **dates)
    rows.names(entity_id, addition.aliases)
    if addition.lei:
        rows.identifiers.append(IdentifierRow(entity_id, addition.lei, ""))
    if addition.ticker:
        listing = (addition.ticker, addition.mic, addition.isin)
        rows.securities.append(
            SecurityRow(entity_id, *listing, addition.valid_from, addition.valid_to)
        )


def _from_csv(path: Path) -> Iterator[Addition]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            given = {key: (cell or "").strip() for key, cell in row.items()}
            yield Addition(**{**given, "type": given.get("type") or "ORG"})


def _from_sec(path: Path) -> Iterator[Addition]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if "fields" in content:
        rows = [dict(zip(content["fields"], row, strict=True)) for row in content["data"]]
    else:
        rows = [{**row, "cik": row["cik_str"], "name": row["title"]} for row in content.values()]
    for row in rows:
        yield Addition(
            entity_id=f"cik:{int(row['cik']):010}",
            name=tidy(row["name"]),
            legal_name=tidy(row["name"]),
            ticker=row["ticker"].replace("-", "."),
            mic=_MIC_OF_SEC.get(row.get("exchange") or "", ""),
        )


def _from_gleif(path: Path) -> Iterator[Addition]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Addition(
                lei=row["LEI"],
                name=tidy(row["Entity.LegalName"]),
                legal_name=row["Entity.LegalName"],
                country=row.get("Entity.LegalAddress.Country") or "",
            )


def _from_financedatabase(path: Path) -> Iterator[Addition]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name"]:
                isin = row.get("isin") or ""
                yield Addition(
                    entity_id=f"isin:{isin}" if isin else "",
                    name=row["name"],
                    ticker=row["symbol"].partition(".")[0],
                    isin=isin,
                )


SOURCES: Final[Mapping[str, Callable[[Path], Iterator[Addition]]]] = {
    "csv": _from_csv,
    "sec": _from_sec,
    "gleif": _from_gleif,
    "financedatabase": _from_financedatabase,
}
