"""Read additions to the knowledge base: rows of the user's own, or a fresh copy of an open list.

    csv              type,name,legal_name,country,ticker,mic,isin,lei,aliases,valid_from,valid_to
    sec              `company_tickers.json` or `company_tickers_exchange.json` of sec.gov
    gleif            the golden copy of LEI records, CSV
    financedatabase  `equities.csv` of FinanceDatabase

Each reader gives the texts of tables, which are laid over those that newsx ships
(`KnowledgeBase(folder, over)`); the shipped rows stay as they are.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, get_args

from newsx.errors import ConfigurationError
from newsx.knowledge.names import slug
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import SecurityRow
from newsx.schema import EntityType

_TYPES: Final = frozenset(get_args(EntityType))
_MIC_OF_SEC: Final = {"NYSE": "XNYS", "Nasdaq": "XNAS", "CBOE": "BATS", "OTC": "OTCM"}


class Addition(NamedTuple):
    """One entity to add, with at most one listing."""

    entity_id: str
    name: str
    type: str = "ORG"
    legal_name: str = ""
    country: str = ""
    ticker: str = ""
    mic: str = ""
    isin: str = ""
    aliases: str = ""
    valid_from: str = ""
    valid_to: str = ""


def read_additions(path: Path, *, source: str = "csv") -> Mapping[str, str]:
    """Return the tables that a file of additions makes, as text by name.

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
    rows = Rows()
    try:
        for number, addition in enumerate(reader(path), 1):
            _add(rows, addition, f"{path}, entry {number}")
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        msg = f"cannot read {str(path)!r} as {source!r}: {error!r}; see `newsx kb update --help`"
        raise ConfigurationError(msg) from error
    return {name: text for name, text in rows.files().items() if name != "exchange"}


def _add(rows: Rows, addition: Addition, place: str) -> None:
    if not addition.name or addition.type not in _TYPES:
        msg = f"{place}: name {addition.name!r}, type {addition.type!r}; give both"
        raise ConfigurationError(msg)
    entity_id = rows.add(
        addition.entity_id,
        addition.type,
        addition.name,
        legal_name=addition.legal_name,
        country=addition.country,
        isin=addition.isin,
        kind="issuer" if addition.ticker else "added",
    )
    rows.name(
        entity_id,
        addition.name,
        match="exact",
        valid_from=addition.valid_from,
        valid_to=addition.valid_to,
    )
    rows.names(entity_id, addition.aliases)
    if addition.ticker:
        listing = (addition.ticker, addition.mic, addition.isin)
        rows.securities.append(
            SecurityRow(entity_id, *listing, addition.valid_from, addition.valid_to)
        )


def _from_csv(path: Path) -> Iterator[Addition]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            lei = row.pop("lei", "")
            given = {key: (cell or "").strip() for key, cell in row.items()}
            yield Addition(
                entity_id=f"lei:{lei}" if lei else f"newsx:{slug(given['name'])}",
                **{**given, "type": given.get("type") or "ORG"},
            )


def _from_sec(path: Path) -> Iterator[Addition]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if "fields" in content:
        rows = [dict(zip(content["fields"], row, strict=True)) for row in content["data"]]
    else:
        rows = [{**row, "cik": row["cik_str"], "name": row["title"]} for row in content.values()]
    for row in rows:
        yield Addition(
            entity_id=f"cik:{int(row['cik']):010}",
            name=row["name"],
            legal_name=row["name"],
            ticker=row["ticker"].replace("-", "."),
            mic=_MIC_OF_SEC.get(row.get("exchange") or "", ""),
        )


def _from_gleif(path: Path) -> Iterator[Addition]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Addition(
                entity_id=f"lei:{row['LEI']}",
                name=row["Entity.LegalName"],
                legal_name=row["Entity.LegalName"],
                country=row.get("Entity.LegalAddress.Country", ""),
            )


def _from_financedatabase(path: Path) -> Iterator[Addition]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name"]:
                isin = row.get("isin", "")
                yield Addition(
                    entity_id=f"isin:{isin}" if isin else f"newsx:{slug(row['name'])}",
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
