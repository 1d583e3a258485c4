"""Read files of additions to the knowledge base, and open lists of companies, as additions.

    csv              columns of `Addition`; the form that additions are kept in
    sec              `company_tickers.json` or `company_tickers_exchange.json` of sec.gov
    gleif            the golden copy of LEI records, CSV
    financedatabase  `equities.csv` of FinanceDatabase

Spreadsheets write CSV in many ways: with a byte order mark, in UTF-16, parted by semicolons or
tabs, with capitals in the header. All are read; what cannot be is told with its line.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from typing import Final, get_args

from newsx.errors import ConfigurationError
from newsx.knowledge.additions import Addition, tables_of
from newsx.knowledge.names import tidy
from newsx.schema import EntityType

_TYPES: Final = frozenset(get_args(EntityType))
MIC_OF_SEC: Final = {"NYSE": "XNYS", "Nasdaq": "XNAS", "CBOE": "BATS", "OTC": "OTCM"}
"""ISO 10383 codes of the markets in the lists of the SEC."""

_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS: Final = ",;\t"
_LONGEST_HEADER: Final = 65536
_HELP: Final = {"csv": "`newsx kb add --help` lists the columns"}
_HELP_UPDATE: Final = "`newsx kb update --help` names the lists"


class _UnreadableError(Exception):
    """A file is not what it should be; the message says where and why."""


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
        yield from map(_complete, reader(path), count(1))
    except FileNotFoundError as error:
        msg = f"no file {str(path)!r}; check the name and the folder"
        raise ConfigurationError(msg) from error
    except (OSError, _UnreadableError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        msg = f"cannot read {str(path)!r} as {source!r}: {why}; {_HELP.get(source, _HELP_UPDATE)}"
        raise ConfigurationError(msg) from error


def _complete(row: Addition, number: int) -> Addition:
    if not row.name or not row.type:
        msg = f"entry {number} has name {row.name!r} and type {row.type!r}; give both"
        raise _UnreadableError(msg)
    if row.type not in _TYPES:
        msg = f"entry {number} has type {row.type!r}, which is none of {', '.join(sorted(_TYPES))}"
        raise _UnreadableError(msg)
    return row


def read_additions(path: Path, *, source: str = "csv") -> Mapping[str, str]:
    """Return the tables that a file of additions makes, as text by name.

    Raises:
        ConfigurationError: As `read_rows`, and for a date that cannot be compared.
    """
    rows = tuple(read_rows(path, source=source))
    for row in rows:
        for day in filter(None, (row.valid_from, row.valid_to)):
            if not is_day(day):
                msg = f"{path}: {row.name!r} has the date {day!r}, which is no ISO date"
                raise ConfigurationError(f"{msg}; `newsx kb check {path}` tells all that is wrong")
    return tables_of(rows)


def is_day(day: str) -> bool:
    """Return whether a date is written as ISO 8601 has it with hyphens: `2020-05-04`."""
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _table(path: Path, *needed: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV by the names of its columns, as written.

    Raises:
        _UnreadableError: The file is empty, binary, cut off, or lacks a needed column.
    """
    with path.open("rb") as file:
        start = file.read(_LONGEST_HEADER)
    encoding = "utf-16" if start.startswith(_UTF_16) else "utf-8-sig"
    header = start.decode(encoding, errors="replace").partition("\n")[0]
    if not header.strip():
        raise _UnreadableError("it is empty; the first line has to name the columns")
    delimiter = max(_DELIMITERS, key=header.count)
    with path.open(encoding=encoding, newline="") as file:
        lines = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            columns = [column.strip(" \ufeff") for column in next(lines)]
            for column in needed:
                if column not in columns:
                    msg = f"it has no column {column!r}, only {', '.join(columns)[:200]!r}"
                    raise _UnreadableError(msg)
            for cells in lines:
                if len(cells) > len(columns) and any(cells[len(columns) :]):
                    msg = f"line {lines.line_num} has {len(cells)} cells, the header {len(columns)}"
                    raise _UnreadableError(f"{msg}; put cells with {delimiter!r} in quotes")
                if any(cells):
                    yield dict(zip(columns, cells, strict=False))
        except UnicodeDecodeError as error:
            msg = f"near line {lines.line_num + 1} is a byte {error.object[error.start]:#x}"
            raise _UnreadableError(f"{msg} that is no UTF-8; save it as 'CSV UTF-8'") from error
        except csv.Error as error:
            raise _UnreadableError(f"line {lines.line_num}: {error}") from error


def _from_csv(path: Path) -> Iterator[Addition]:
    for row in _table(path):
        given = {column.lower(): (cell or "").strip() for column, cell in row.items()}
        for column in given:
            if column and column not in Addition._fields:
                close = get_close_matches(column, Addition._fields, n=1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise _UnreadableError(f"it has a column {column[:60]!r} that is not known{hint}")
        if "name" not in given:
            raise _UnreadableError(f"it has no column 'name', only {', '.join(given)!r}")
        given.pop("", None)
        yield Addition(**{**given, "type": given.get("type") or "ORG"})


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        msg = f"it is no whole JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise _UnreadableError(f"{msg}; download it again") from error
    except UnicodeDecodeError as error:
        raise _UnreadableError("it is no text; unpack it first if it is packed") from error


def _from_sec(path: Path) -> Iterator[Addition]:
    content = _json(path)
    try:
        if not isinstance(content, dict) or not content:
            raise _UnreadableError("it lists no issuers; take company_tickers.json of sec.gov")
        if "fields" in content:
            rows = [dict(zip(content["fields"], row, strict=True)) for row in content["data"]]
        else:
            rows = [{**r, "cik": r["cik_str"], "name": r["title"]} for r in content.values()]
        for row in rows:
            yield Addition(
                entity_id=f"cik:{int(row['cik']):010}",
                name=tidy(row["name"]),
                legal_name=tidy(row["name"]),
                ticker=(row["ticker"] or "").replace("-", "."),
                mic=MIC_OF_SEC.get(row.get("exchange") or "", ""),
            )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"it is no list of issuers as sec.gov has it ({error!r})"
        raise _UnreadableError(msg) from error


def _from_gleif(path: Path) -> Iterator[Addition]:
    for row in _table(path, "LEI", "Entity.LegalName"):
        yield Addition(
            lei=row["LEI"],
            name=tidy(row["Entity.LegalName"]),
            legal_name=row["Entity.LegalName"],
            country=row.get("Entity.LegalAddress.Country", ""),
        )


def _from_financedatabase(path: Path) -> Iterator[Addition]:
    for row in _table(path, "name", "symbol"):
        if row["name"]:
            isin = row.get("isin", "")
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
