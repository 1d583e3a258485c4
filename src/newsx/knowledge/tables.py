"""The six tables of the knowledge base, as rows and as files.

    entity      who there is              one row an entity
    alias       how they are named        one row a name, by its key
    security    what is listed where      one row a listing
    membership  what an index holds       one row an index and issuer
    identifier  LEI and Wikidata item     one row an entity that has one
    exchange    how markets are written   one row a code

Files are CSV with a header, sorted by their first column. A row is parsed when it is asked for, so
that loading costs one pass over the text.
"""

import csv
from collections.abc import Iterable, Iterator, KeysView, Sequence
from datetime import date
from io import StringIO
from itertools import compress, count, islice
from operator import eq
from typing import NamedTuple


class EntityRow(NamedTuple):
    """Somebody or something there is."""

    entity_id: str
    type: str
    """One of `newsx.schema.EntityType`."""
    name: str
    """Name that news copy gives it."""
    legal_name: str
    """Registered name."""
    country: str
    """ISO 3166-1 alpha-2."""
    kind: str
    """`issuer`, `central_bank`, `publisher`, `country`, `city` ..."""
    parent: str
    """`entity_id` of the owner."""
    rank: str
    """Place by size among namesakes; lower is larger, empty is first."""
    symbol: str
    """Symbol of an index, a currency or a coin: `^RUT`, `USD`, `BTC`."""
    isin: str
    domain: str
    seat: str
    """City of the head office."""


class AliasRow(NamedTuple):
    """A name that something goes by."""

    key: str
    """The name normalised (`newsx.knowledge.names.normalise`)."""
    entity_id: str
    surface: str
    """The name as written."""
    form: str
    """`name`, `short` (BofA), `former`; `word` and `common` need a witness: a large company that is
    named by a word of the language (Target), and all others that are."""
    match: str
    """How running text is searched: `exact`, `any` case, or empty (never)."""
    valid_from: str
    """ISO date, or empty."""
    valid_to: str


class SecurityRow(NamedTuple):
    """A listing."""

    entity_id: str
    ticker: str
    mic: str
    """ISO 10383."""
    isin: str
    valid_from: str
    valid_to: str


class MembershipRow(NamedTuple):
    """An issuer's place in an index."""

    entity_id: str
    index_id: str
    valid_from: str
    valid_to: str


class IdentifierRow(NamedTuple):
    """What the world's registers know an entity by."""

    entity_id: str
    lei: str
    """ISO 17442."""
    wikidata: str
    """Item: `Q30`."""


class ExchangeRow(NamedTuple):
    """A way to write a market: `NASDAQ`, `LSE`, the `L` of `BARC.L`."""

    code: str
    entity_id: str
    mic: str
    zone: str
    """IANA time zone."""
    country: str


class Table:
    """Rows of one file by their first column.

    Args:
        text: The CSV, its header first.
        over: Rows laid over it, in the same shape: they come before those of the same key.
    """

    def __init__(self, text: str, over: str = "") -> None:
        lines = list(filter(None, text.split("\n")[1:]))
        keys = [line.partition(",")[0] for line in lines]
        self._by_key = dict(zip(keys, lines, strict=True))
        if len(self._by_key) < len(lines):
            self._gather(keys, lines)
        for line in reversed(over.split("\n")[1:]):
            key = line.partition(",")[0]
            if line:
                there = self._by_key.get(key)
                self._by_key[key] = f"{line}\n{there}" if there else line

    def _gather(self, keys: Sequence[str], lines: Sequence[str]) -> None:
        """Keep all lines of a key, which follow each other; the dictionary has kept its last."""
        before = -1
        for place in compress(count(1), map(eq, keys, islice(keys, 1, None))):
            there = self._by_key[keys[place]] if before == place - 1 else lines[place - 1]
            self._by_key[keys[place]] = f"{there}\n{lines[place]}"
            before = place

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def get(self, key: str) -> list[list[str]]:
        """Return the rows of a key, in order of the file."""
        lines = self._by_key.get(key)
        return list(csv.reader(lines.split("\n"))) if lines else []

    def raw(self, key: str) -> str:
        """Return the lines of a key as they stand, empty where there is none."""
        return self._by_key.get(key, "")

    def lines(self) -> Iterator[str]:
        """Yield the lines as they stand."""
        for lines in self._by_key.values():
            yield from lines.split("\n")

    def keys(self) -> KeysView[str]:
        """Return the keys there are."""
        return self._by_key.keys()


def is_valid(valid_from: str, valid_to: str, on: date | None) -> bool:
    """Return whether a day lies within two ISO dates, both inclusive; empty is open."""
    if on is None or not (valid_from or valid_to):
        return True
    day = on.isoformat()
    return (not valid_from or valid_from <= day) and (not valid_to or day <= valid_to)


def _first(row: tuple[str, ...]) -> str:
    return row[0]


def write(rows: Iterable[tuple[str, ...]], header: tuple[str, ...]) -> str:
    """Return rows as the text of a table: header, then rows by their first column, each once.

    Rows of one key keep their order: the main listing of an issuer comes first.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    unique: list[tuple[str, ...]] = sorted(dict.fromkeys(rows), key=_first)
    writer.writerows(unique)
    return out.getvalue()
