"""Look up who is who: names, tickers, listings, markets, each as it was on a day."""

import csv
import tomllib
from collections.abc import Iterator, KeysView, Mapping
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from newsx.knowledge.names import normalise
from newsx.knowledge.tables import (
    AliasRow,
    EntityRow,
    ExchangeRow,
    IdentifierRow,
    MembershipRow,
    SecurityRow,
    Table,
    is_valid,
)


class KnowledgeBase:
    """The tables, and the questions the stages ask them.

    Args:
        folder: Where `entity.csv`, `alias.csv`, `security.csv`, `membership.csv`,
            `identifier.csv`, `exchange.csv` and `meta.toml` lie.
        over: Texts of tables by name, laid over them (`newsx.knowledge.desk.read_additions`).
    """

    def __init__(self, folder: Traversable, over: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._over = over or {}
        self._entities = self._table("entity")
        self._aliases = self._table("alias")
        self._rows: dict[str, EntityRow | None] = {}
        self._found: dict[str, tuple[AliasRow, ...]] = {}

    def _table(self, name: str) -> Table:
        text = self._folder.joinpath(f"{name}.csv").read_text(encoding="utf-8")
        return Table(text, self._over.get(name, ""))

    @cached_property
    def _securities(self) -> Table:
        return self._table("security")

    @cached_property
    def _memberships(self) -> Table:
        return self._table("membership")

    @cached_property
    def _identifiers(self) -> Table:
        return self._table("identifier")

    @cached_property
    def _exchanges(self) -> Table:
        return self._table("exchange")

    @cached_property
    def _issuers_by_ticker(self) -> dict[str, str]:
        issuers: dict[str, str] = {}
        for line in self._securities.lines():
            issuer, ticker, _ = line.split(",", 2)
            if ticker not in issuers:
                issuers[ticker] = issuer
            elif issuer not in issuers[ticker].split():
                issuers[ticker] += f" {issuer}"
        return issuers

    @cached_property
    def meta(self) -> dict[str, object]:
        """What the tables were built from, with licences."""
        return tomllib.loads(self._folder.joinpath("meta.toml").read_text(encoding="utf-8"))

    @property
    def version(self) -> str:
        """Version of the tables: the day of their build, and a digest of what they hold."""
        version = str(self.meta["version"])
        if not self._over:
            return version
        from newsx.schema import digest  # pydantic is slow to import, and seldom needed here

        added = "".join(self._over[name] for name in sorted(self._over))
        return f"{version}+{digest('additions', added)[:8]}"

    def entity(self, entity_id: str) -> EntityRow | None:
        """Return the row of an entity, or None where there is none."""
        if entity_id not in self._rows:
            rows = self._entities.get(entity_id)
            self._rows[entity_id] = _laid_over(rows) if rows else None
        return self._rows[entity_id]

    def type_of(self, entity_id: str) -> str:
        """Return the type of an entity, or an empty string: without reading the rest of its row."""
        lines = self._entities.raw(entity_id).split("\n")
        return next(filter(None, (line.split(",", 2)[1] for line in lines if line)), "")

    def aliases(self, name: str, *, on: date | None = None) -> tuple[AliasRow, ...]:
        """Return who goes by a name on a day (None: ever), in order of the file."""
        return tuple(
            row
            for row in self.by_key(normalise(name))
            if is_valid(row.valid_from, row.valid_to, on)
        )

    def by_key(self, key: str) -> tuple[AliasRow, ...]:
        """Return who ever went by a name, given as its key (`newsx.knowledge.names`)."""
        rows = self._found.get(key)
        if rows is None:
            if key not in self._aliases:
                return ()  # most keys: what is not kept cannot grow
            rows = self._found[key] = tuple(AliasRow(*row) for row in self._aliases.get(key))
        return rows

    def is_added(self, name: str, entity_id: str) -> bool:
        """Return whether it is the additions that say that an entity goes by a name."""
        return (normalise(name), entity_id) in self._added

    @cached_property
    def _added(self) -> frozenset[tuple[str, str]]:
        lines = self._over.get("alias", "").split("\n")[1:]
        rows = map(AliasRow._make, csv.reader(filter(None, lines)))
        return frozenset((row.key, row.entity_id) for row in rows)

    def phrases(self) -> Iterator[AliasRow]:
        """Yield the names that running text may be searched for."""
        for line in self._aliases.lines():
            if ",exact," in line or ",any," in line:
                cells = next(csv.reader([line])) if '"' in line else line.split(",")
                row = AliasRow._make(cells)
                if row.match:
                    yield row

    def issuers(
        self, ticker: str, *, mic: str | None = None, on: date | None = None
    ) -> tuple[SecurityRow, ...]:
        """Return the listings under a ticker on a day, on one market or on any."""
        return tuple(
            row
            for issuer in self._issuers_by_ticker.get(ticker, "").split()
            for row in self.securities(issuer, on=on)
            if row.ticker == ticker and (mic is None or row.mic == mic)
        )

    def securities(self, entity_id: str, *, on: date | None = None) -> tuple[SecurityRow, ...]:
        """Return the listings of an issuer on a day, the main one first."""
        rows = map(SecurityRow._make, self._securities.get(entity_id))
        return tuple(row for row in rows if is_valid(row.valid_from, row.valid_to, on))

    def indices(self, entity_id: str, *, on: date | None = None) -> tuple[MembershipRow, ...]:
        """Return the indices an issuer stands in on a day."""
        rows = map(MembershipRow._make, self._memberships.get(entity_id))
        return tuple(row for row in rows if is_valid(row.valid_from, row.valid_to, on))

    def identifiers(self, entity_id: str) -> IdentifierRow:
        """Return the LEI and the Wikidata item of an entity, empty where there is none."""
        rows = self._identifiers.get(entity_id)
        return IdentifierRow(*rows[0]) if rows else IdentifierRow(entity_id, "", "")

    def names_of(self, entity_id: str) -> Iterator[AliasRow]:
        """Yield every name of an entity. Reads the whole table: for people, not for pipelines."""
        return (row for row in self.all_aliases() if row.entity_id == entity_id)

    def all_aliases(self) -> Iterator[AliasRow]:
        """Yield every name."""
        return map(AliasRow._make, csv.reader(self._aliases.lines()))

    def all_entities(self) -> Iterator[EntityRow]:
        """Yield every entity."""
        return map(EntityRow._make, csv.reader(self._entities.lines()))

    def all_securities(self) -> Iterator[SecurityRow]:
        """Yield every listing."""
        return map(SecurityRow._make, csv.reader(self._securities.lines()))

    @cached_property
    def _countries(self) -> dict[str, str]:
        rows = map(ExchangeRow._make, csv.reader(self._exchanges.lines()))
        return {row.mic: row.country for row in rows}

    def country_of(self, mic: str) -> str:
        """Return the country of a market, ISO 3166-1, or an empty string."""
        return self._countries.get(mic, "")

    def name_keys(self) -> KeysView[str]:
        """Return the key of every name (`newsx.knowledge.names.normalise`)."""
        return self._aliases.keys()

    def exchange(self, code: str) -> ExchangeRow | None:
        """Return the market a code stands for: `NASDAQ`, `LSE`, the `L` of `BARC.L`."""
        rows = self._exchanges.get(code)
        return ExchangeRow(*rows[0]) if rows else None


def _laid_over(rows: list[list[str]]) -> EntityRow:
    """Return one row of several: what the first leaves empty, the next may tell."""
    return EntityRow(*(next(filter(None, cells), "") for cells in zip(*rows, strict=True)))


@lru_cache(maxsize=1)
def default() -> KnowledgeBase:
    """Return the knowledge base newsx ships, loaded once."""
    return KnowledgeBase(files("newsx.knowledge").joinpath("built"))


@lru_cache(maxsize=2)
def with_additions(path: Path | None) -> KnowledgeBase:
    """Return the knowledge base newsx ships with a file of additions laid over it.

    Raises:
        ConfigurationError: The file cannot be read, or holds a row that says nothing.
    """
    if path is None:
        return default()
    from newsx.knowledge.lists import read_additions  # imports the shapes: seldom needed

    return KnowledgeBase(files("newsx.knowledge").joinpath("built"), read_additions(path))
