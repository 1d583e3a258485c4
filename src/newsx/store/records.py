"""Rows -> Record: what a database holds, given back as it was stored.

The tables are read side by side in the order of `version_id`, so that memory does not grow with the
archive. Two things are not stored and come back otherwise: digits of a figure beyond the ninth
decimal, and which of several listings of an entity an article's date chose.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from newsx.errors import ConfigurationError
from newsx.schema import Record
from newsx.store import tables

if TYPE_CHECKING:
    import duckdb

    from newsx.store.tables import Table

POSTGRES: Final = ("postgresql://", "postgres://")
"""How the address of a PostgreSQL database begins."""

Row: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[str], Iterable[tuple[object, ...]]]

_ORDER: Final = {
    tables.ARTICLE_ENTITIES.name: "first_start, entity_id",
    tables.MENTIONS.name: "start_offset, end_offset, mention_id",
    tables.FIGURES.name: "start_offset, end_offset, figure_id",
    tables.PERIODS.name: "start_offset, end_offset, period_id",
    tables.CLAIMS.name: "start_offset, end_offset DESC, claim_id",
    tables.CLAIM_FIGURES.name: "claim_id, figure_id",
    tables.CLAIM_ENTITIES.name: "claim_id, entity_id",
    tables.RELATIONS.name: "start_offset, end_offset, relation_id",
}
_OWNER: Final = ("version_id", "article_id")
_PROVENANCE: Final = (
    "newsx_version",
    "schema_version",
    "model",
    "model_sha256",
    "kb_version",
    "settings_sha256",
)
_SOURCE: Final = ("start", "end", "text", "name", "type")
_IDENTIFIERS: Final = ("ticker", "mic", "isin", "lei", "cik", "wikidata", "symbol")


class Stored:
    """A database of newsx, open for reading.

    Args:
        place: A DuckDB file, a folder of Parquet, or `postgresql://...`.

    Raises:
        ConfigurationError: It is none of them, or holds no tables of newsx.
    """

    _ask: Ask
    _close: Callable[[], None]

    def __init__(self, place: str) -> None:
        if place.startswith(POSTGRES):
            from newsx.store.postgres import rows_of

            self._ask, self._close = rows_of(f"//{place.partition('://')[2]}")
        else:
            self._ask, self._close = _rows_of_duckdb(place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def ask(self, query: str) -> Iterable[tuple[object, ...]]:
        """Yield the rows of a query as they are needed."""
        return self._ask(query)

    def count(self) -> int:
        """Return how many articles there are, copies and older wordings included."""
        [(count,)] = self.ask("SELECT count(*) FROM articles")
        return int(str(count))

    def copies(self) -> dict[str, str]:
        """Return the version to read instead of each that is a copy or an older wording."""
        query = """
            SELECT d.version_id, a.version_id FROM duplicates AS d
            JOIN v_article AS a ON a.duplicate_group = d.duplicate_group
            WHERE a.version_id <> d.version_id
            UNION ALL
            SELECT o.version_id, n.version_id FROM articles AS o
            JOIN v_article AS n ON n.article_id = o.article_id AND n.version_id <> o.version_id"""
        return {str(copy): str(original) for copy, original in self.ask(query)}

    def records(self) -> Iterator[Record]:
        """Yield every record, in the order of `version_id`."""
        return read_records(self.ask)


def read_records(ask: Ask) -> Iterator[Record]:
    """Yield the records of a database, in the order of `version_id`.

    Args:
        ask: Runs a query and gives its rows; several are read at the same time.
    """
    shared = {str(row["entity_id"]): row for row in _rows(ask, tables.ENTITIES)}
    listings = {str(row["entity_id"]): row for row in _rows(ask, tables.SECURITIES)}
    facts = {name: _ByVersion(ask, name, order) for name, order in _ORDER.items()}
    for article in _rows(ask, tables.ARTICLES, "version_id"):
        of = {name: rows.of(str(article["version_id"])) for name, rows in facts.items()}
        yield Record.model_validate(
            {
                "schema_version": article["schema_version"],
                "provenance": {name: article.pop(name) for name in _PROVENANCE},
                "article": _article(article),
                "entities": [
                    _entity(row, shared[str(row["entity_id"])], listings.get(str(row["entity_id"])))
                    for row in of["article_entities"]
                ],
                "mentions": of["mentions"],
                "figures": [_figure(row) for row in of["figures"]],
                "periods": of["periods"],
                "claims": _claims(of),
                "relations": of["relations"],
            }
        )


class _ByVersion:
    """The rows of a table, a version at a time, in the order of the versions."""

    def __init__(self, ask: Ask, name: str, order: str) -> None:
        table = next(one for one in tables.TABLES if one.name == name)
        self._rows = _rows(ask, table, f"version_id, {order}")
        self._next = next(self._rows, None)

    def of(self, version: str) -> list[Row]:
        """Return the rows of a version; versions before it are passed over."""
        found = []
        while self._next is not None and self._next["version_id"] <= version:
            if self._next["version_id"] == version:
                found.append({k: v for k, v in self._next.items() if k not in _OWNER})
            self._next = next(self._rows, None)
        return found


def _rows(ask: Ask, table: Table, order: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table by the names that the models use."""
    columns = ", ".join(column.name for column in table.columns)
    query = f"SELECT {columns} FROM {table.name}" + (f" ORDER BY {order}" if order else "")  # noqa: S608 - our own names
    for cells in ask(query):
        yield {
            column.name.removesuffix("_offset"): _value(cell, column.type)
            for column, cell in zip(table.columns, cells, strict=True)
        }


def _value(cell: object, kind: str) -> object:
    if kind == "JSON" and isinstance(cell, str):
        return json.loads(cell)
    if isinstance(cell, Decimal):
        whole = cell == cell.to_integral_value()
        return cell.to_integral_value() if whole else cell.normalize()
    return cell


def _article(row: Row) -> Row:
    row["publisher"] = {
        "name": row.pop("publisher_name"),
        "domain": row.pop("publisher_domain"),
    }
    return row


def _entity(row: Row, shared: Mapping[str, Any], listing: Mapping[str, Any] | None) -> Row:
    known = {**shared, **(listing or {})}
    return {
        **row,
        **{name: shared[name] for name in ("type", "legal_name", "linked", "country")},
        "identifiers": {name: known.get(name) for name in _IDENTIFIERS},
    }


def _named(row: Row, prefix: str, text: str) -> Row | None:
    """Take a name and an entity out of a row, as the models hold them: together or not at all."""
    words, entity_id = row.pop(f"{prefix}_{text}"), row.pop(f"{prefix}_id")
    return None if words is None else {text: words, "entity_id": entity_id}


def _figure(row: Row) -> Row:
    return row | {name: _named(row, name, "text") for name in ("subject", "object")}


def _claims(of: Mapping[str, list[Row]]) -> Iterator[Row]:
    """Yield claims with what stands inside them, figures in the order of the text."""
    place = {row["figure_id"]: index for index, row in enumerate(of["figures"])}
    inside: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(of["claim_figures"], key=lambda row: place.get(row["figure_id"], 0)):
        inside[row["claim_id"]]["figure_ids"].append(row["figure_id"])
    for row in of["claim_entities"]:
        inside[row["claim_id"]]["entity_ids"].append(row["entity_id"])
    for claim in of["claims"]:
        source = {name: claim.pop(f"source_{name}") for name in _SOURCE}
        source["entity_id"] = claim.pop("source_id")
        cue = {name: claim.pop(f"cue_{name}") for name in ("start", "end", "lemma")}
        affiliation, via = _named(claim, "affiliation", "name"), _named(claim, "via", "name")
        yield {
            **claim,
            **inside[claim["claim_id"]],
            "source": source if source["text"] is not None else None,
            "cue": cue if cue["lemma"] is not None else None,
            "affiliation": affiliation,
            "via": via,
        }


def _rows_of_duckdb(place: str) -> tuple[Ask, Callable[[], None]]:
    """Return what runs a query over a DuckDB file or a folder of Parquet, and what closes it."""
    import duckdb

    try:
        connection = _opened(Path(place))
        connection.execute(f"SELECT 1 FROM {tables.ARTICLES.name} LIMIT 1")  # noqa: S608 - our own name
    except (duckdb.Error, OSError) as error:
        if not Path(place).exists():
            msg = f"no file or folder {place!r}; check the name and the folder"
            raise ConfigurationError(msg) from error
        msg = f"{place!r} is no database of newsx: {str(error).splitlines()[0]}"
        raise ConfigurationError(msg) from error

    def ask(query: str) -> Iterator[tuple[object, ...]]:
        cursor = connection.cursor().execute(query)
        while rows := cursor.fetchmany(2000):
            yield from rows

    return ask, connection.close


def _opened(place: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads a DuckDB file, or Parquet through the views beside it."""
    import duckdb

    if not place.is_dir():
        return duckdb.connect(str(place), read_only=True)
    script = (place / "views.sql").read_text(encoding="utf-8")
    folder = str(place).replace("'", "''")
    connection = duckdb.connect()
    connection.execute(script.replace("read_parquet('", f"read_parquet('{folder}/"))
    return connection
