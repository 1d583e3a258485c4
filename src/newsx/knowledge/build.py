"""Build the tables from open data and our own rows: `python -m newsx.knowledge.build --help`.

The same sources give the same bytes. Rows that name one thing are joined here, so that looking up
stays simple: an issuer by its CIK, a company abroad by its ISIN, everything else by a slug.
"""

import argparse
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsx.knowledge import sources
from newsx.knowledge.names import normalise, slug, words
from newsx.knowledge.tables import (
    AliasRow,
    EntityRow,
    ExchangeRow,
    MembershipRow,
    SecurityRow,
    write,
)

_log = logging.getLogger(__name__)

_MIC_OF_SEC = {"NYSE": "XNYS", "Nasdaq": "XNAS", "CBOE": "BATS", "OTC": "OTCM"}
_SMALL = {"and", "of", "the", "for", "de", "in", "on"}
_LEGAL_WRITING = {
    "inc": "Inc.", "corp": "Corp.", "co": "Co.", "ltd": "Ltd.", "cos": "Cos.", "plc": "PLC",
    "llc": "LLC", "lp": "LP", "sa": "SA", "ag": "AG", "nv": "NV", "se": "SE", "as": "A/S",
}  # fmt: skip
# Words at the end of a name that news copy leaves out: `Interactive Brokers Group` is
# `Interactive Brokers`. What is left must still be two words.
_TAIL = {"group", "holdings", "holding", "technologies", "international", "industries", "companies"}
_INDEX_NAMES = {
    "CAC_40": "CAC 40", "DOW JONES": "Dow Jones Industrial Average", "S&P 600":
    "S&P SmallCap 600", "NASDAQ 100": "Nasdaq 100", "NIKKEI 225": "Nikkei 225", "Switzerland 20":
    "Swiss Market Index",
}  # fmt: skip
_PLAIN_WORDS = 2
_INITIALS = 2
_ACRONYM = 3  # a name this short is somebody else's acronym as often
_DATED = re.compile(r"@([\d-]*)\.\.([\d-]*)$")


@dataclass
class Tables:
    """Rows as they gather."""

    entities: dict[str, EntityRow] = field(default_factory=dict)
    aliases: list[AliasRow] = field(default_factory=list)
    securities: list[SecurityRow] = field(default_factory=list)
    memberships: list[MembershipRow] = field(default_factory=list)
    exchanges: list[ExchangeRow] = field(default_factory=list)

    def add(self, entity_id: str, type_: str, name: str, **columns: str) -> str:
        """Add an entity, or fill the gaps of the one that is there; return its id."""
        old = self.entities.get(entity_id)
        row = EntityRow(entity_id, type_, name, **{**_BLANK, **columns})
        if old is not None:
            row = EntityRow(*(b or a for a, b in zip(old, row, strict=True)))
        self.entities[entity_id] = row
        return entity_id

    def name(
        self, entity_id: str, surface: str, *, form: str = "name", match: str = "",
        valid_from: str = "", valid_to: str = "",
    ) -> None:  # fmt: skip
        """Add a name of an entity."""
        key = normalise(surface)
        if key:
            self.aliases.append(
                AliasRow(key, entity_id, surface, form, match, valid_from, valid_to)
            )

    def names(self, entity_id: str, written: str, *, match: str = "exact") -> None:
        """Add the names of a cell of our own tables.

        Parted by `|`; `~` marks a short name, `-` one that is looked up but never searched for,
        `*` one that may be written in any case; `x=y` reads x as y, `@from..to` dates it.
        """
        for cell in filter(None, written.split("|")):
            dates = _DATED.search(cell)
            surface = cell[: dates.start()] if dates else cell
            mark, surface = (surface[0], surface[1:]) if surface[0] in "~-*" else ("", surface)
            for writing in surface.split("="):
                self.name(
                    entity_id,
                    writing.strip(),
                    form={"~": "short", "-": "common"}.get(mark, "name"),
                    match={"-": "", "*": "any"}.get(mark, match),
                    valid_from=dates[1] if dates else "",
                    valid_to=dates[2] if dates else "",
                )

    def files(self) -> dict[str, str]:
        """Return the text of each table by its name."""
        return {
            "entity": write(self.entities.values(), EntityRow._fields),
            "alias": write(self._aliases(), AliasRow._fields),
            "security": write(self.securities, SecurityRow._fields),
            "membership": write(self.memberships, MembershipRow._fields),
            "exchange": write(self.exchanges, ExchangeRow._fields),
        }

    def _aliases(self) -> Iterator[AliasRow]:
        """Yield names, the surest of a key first; a name told twice keeps its first telling."""
        order = {"name": 0, "short": 1, "former": 2, "common": 3}

        def place(row: AliasRow) -> tuple[str, int, int]:
            rank = self.entities[row.entity_id].rank
            return (row.key, order[row.form], int(rank) if rank else 0)

        seen = set()
        for row in sorted(self.aliases, key=place):
            mark = (row.key, row.entity_id, row.surface if row.match else "", row.valid_from)
            if mark not in seen:
                seen.add(mark)
                yield row


_BLANK = dict.fromkeys(EntityRow._fields[3:], "")


def tidy(name: str) -> str:
    """Return an SEC name in the case of news copy.

    >>> tidy("BANK OF AMERICA CORP /DE/"), tidy("Meta Platforms, Inc.")
    ('Bank of America Corp.', 'Meta Platforms, Inc.')
    """
    name = re.sub(r"\s*[/\\][A-Za-z .]{2,12}[/\\]?\s*$", "", name).strip()
    if name != name.upper():
        return name
    out: list[str] = []
    for word in name.split():
        bare = word.strip(".,").casefold()
        if out and bare in _SMALL:
            out.append(bare)
        else:
            out.append(
                _LEGAL_WRITING.get(bare, word if len(word) <= _INITIALS else word.capitalize())
            )
    return " ".join(out)


def _add_issuers(tables: Tables, wheel: Path, common: frozenset[str]) -> dict[str, str]:
    """Add the SEC's issuers; return entity ids by ticker."""
    by_ticker: dict[str, str] = {}
    for rank, row in enumerate(sources.issuers(wheel), 1):
        entity_id = f"cik:{row.cik}"
        ticker = row.ticker.replace("-", ".")
        by_ticker.setdefault(ticker, entity_id)
        mic = _MIC_OF_SEC.get(row.exchange, "")
        tables.securities.append(SecurityRow(entity_id, ticker, mic, "", "", ""))
        if entity_id in tables.entities:
            continue
        legal = tidy(row.name)
        tables.add(
            entity_id, "ORG", legal, legal_name=legal, kind="issuer", rank=str(rank),
            country="US" if mic in {"XNYS", "XNAS"} else "",
        )  # fmt: skip
        key = normalise(row.name)
        form = "common" if _is_common(key, common) else "name"
        tables.name(entity_id, legal, form=form)
        found = key.split()
        if len(found) > _PLAIN_WORDS and found[-1] in _TAIL:
            shorter = " ".join(words(row.name)[: len(found) - 1])
            tables.name(entity_id, shorter, form="short")
    return by_ticker


def _is_common(key: str, common: frozenset[str]) -> bool:
    """Return whether a name is only words of the language, so that it needs its context."""
    found = key.split()
    return len(found) == 1 and (found[0] in common or len(found[0]) <= _ACRONYM)


def _add_constituents(
    tables: Tables, wheel: Path, by_ticker: dict[str, str], common: frozenset[str]
) -> None:
    """Add the companies of stock indices, and what each index holds."""
    countries = {row["name"]: row["code"] for row in sources.own("countries")}
    by_key = {row.key: row.entity_id for row in reversed(tables.aliases)}
    suffix_mic = {
        code: row["mic"] for row in sources.own("exchanges") for code in row["codes"].split("|")
    }
    for row in sources.constituents(wheel):
        ticker, _, suffix = row.symbol.partition(".")
        is_foreign = len(suffix) > 1 or suffix in {"L", "T", "F", "S"}
        mic = suffix_mic.get(suffix, "") if is_foreign else ""
        entity_id = "" if is_foreign else by_ticker.get(row.symbol.replace("-", "."), "")
        entity_id = entity_id or by_key.get(normalise(row.name), "")
        if not entity_id:
            if not (row.isin and is_foreign):
                continue
            entity_id = f"isin:{row.isin}"
            tables.add(
                entity_id, "ORG", row.name, legal_name=row.name, kind="issuer",
                rank="20000", country=countries.get(row.country, ""), isin=row.isin,
            )  # fmt: skip
            form = "common" if _is_common(normalise(row.name), common) else "name"
            tables.name(entity_id, row.name, form=form)
            by_key.setdefault(normalise(row.name), entity_id)
        if row.seat and row.seat.replace(" ", "").isalpha():
            tables.add(entity_id, "", "", seat=row.seat)
        if is_foreign and mic:
            listing = SecurityRow(entity_id, ticker, mic, row.isin, "", "")
            tables.securities.append(listing)
        elif row.isin:
            tables.add(entity_id, "", "", isin=row.isin)
        index = _INDEX_NAMES.get(row.held_in, row.held_in)
        tables.memberships.append(MembershipRow(entity_id, f"newsx:{slug(index)}", "", ""))


def _add_companies(tables: Tables, by_ticker: dict[str, str]) -> None:
    """Add our own rows of companies: news names of issuers, delisted and private ones."""
    for row in sources.own("delisted"):
        entity_id = f"cik:{int(row['cik']):010}"
        tables.add(
            entity_id, "ORG", row["name"], legal_name=row["name"], kind="issuer",
            country=row["country"], parent=_owner(row["parent"], by_ticker, tables),
        )  # fmt: skip
        by_ticker.setdefault(row["ticker"], entity_id)
        if not any(s.entity_id == entity_id and not s.valid_to for s in tables.securities):
            tables.securities.append(
                SecurityRow(
                    entity_id, row["ticker"], row["mic"], "", row["valid_from"], row["valid_to"]
                )
            )
        tables.name(entity_id, row["name"], match="exact")
        tables.names(entity_id, row["aliases"])
    for row in sources.own("listed"):
        found = by_ticker.get(row["ticker"])
        if found is None:
            _log.warning("listed.csv: no issuer under the ticker %r", row["ticker"])
            continue
        tables.add(found, "ORG", row["name"], rank="0")
        bare_is_common = f"-{normalise(row['name'])}" in row["aliases"].casefold().split("|")
        if bare_is_common:
            _demote(tables, found, normalise(row["name"]))
            tables.name(found, row["name"], form="common")
        else:
            tables.name(found, row["name"], match="exact")
        tables.names(found, row["aliases"])
    _add_organisations(tables, sources.own("private"), by_ticker)
    _add_organisations(tables, sources.own("institutions"), by_ticker)


def _demote(tables: Tables, entity_id: str, key: str) -> None:
    tables.aliases = [
        row._replace(form="common") if (row.key, row.entity_id) == (key, entity_id) else row
        for row in tables.aliases
    ]


def _add_organisations(
    tables: Tables, rows: Iterable[dict[str, str]], by_ticker: dict[str, str]
) -> None:
    """Add our own rows of organisations; one that is listed joins its issuer."""
    issuers = {
        row.key: row.entity_id
        for row in reversed(tables.aliases)
        if row.form == "name" and not row.entity_id.startswith("newsx:")
    }
    for row in rows:
        names = [row["name"], *(n for n in row["aliases"].split("|") if n and n[0] not in "~-*")]
        is_company = row["kind"] in {"company", "bank", "insurer", "asset_manager", "broker"}
        joined = [issuers[k] for k in map(normalise, names) if k in issuers and is_company]
        entity_id = joined[0] if joined else f"newsx:{slug(row['name'])}"
        if joined:
            _log.info("%s joins %s", row["name"], tables.entities[joined[0]].name)
        tables.add(
            entity_id, "ORG", row["name"], kind=row["kind"], country=row["country"],
            parent=_owner(row.get("parent", ""), by_ticker, tables), domain=row.get("domain", ""),
            rank="0",
        )  # fmt: skip
        bare = f"-{row['name']}" in row["aliases"].split("|")
        tables.name(
            entity_id, row["name"], form="common" if bare else "name",
            match="" if bare else "exact",
        )  # fmt: skip
        tables.names(entity_id, row["aliases"])


def _owner(written: str, by_ticker: dict[str, str], tables: Tables) -> str:
    """Return the id of an owner written as `ticker:MS`, as an id, or as a name."""
    if not written:
        return ""
    if written.startswith("ticker:"):
        found = by_ticker.get(written.removeprefix("ticker:"), "")
        if not found:
            _log.warning("no issuer under %r", written)
        return found
    if ":" in written:
        return written
    key = normalise(written)
    return next((a.entity_id for a in tables.aliases if a.key == key), f"newsx:{slug(written)}")


def _add_places(tables: Tables) -> None:
    """Add countries with their demonyms, cities, regions."""
    for row in sources.own("countries"):
        code = row["code"]
        place = tables.add(
            f"newsx:country-{code.lower()}", "GPE", row["name"], country=code, kind="country"
        )
        tables.name(place, row["name"], match="exact")
        tables.names(place, row["aliases"])
        if row["demonyms"]:
            first = row["demonyms"].split("|")[0]
            people = tables.add(
                f"newsx:people-{code.lower()}", "NORP", first, country=code, kind="demonym"
            )
            tables.names(people, row["demonyms"])
    for row in sources.own("places"):
        country = row["country"]
        for names in row["names"].split(";"):
            first, _, others = names.partition("|")
            name = first.lstrip("~").partition(", ")[0] if row["type"] == "GPE" else first
            name = name.removeprefix("~")
            tail = f"-{country.lower()}" if country else ""
            place = tables.add(
                f"newsx:{slug(first.lstrip('~'))}{tail}", row["type"], name, country=country,
                kind="city" if row["type"] == "GPE" else "region",
            )  # fmt: skip
            if ", " not in first:
                tables.name(place, name, match="exact")
            else:
                tables.name(place, first)
            tables.names(place, others)
    for row in sources.own("groups"):
        group = tables.add(f"newsx:{slug(row['name'])}-group", "NORP", row["name"], kind="group")
        tables.name(group, row["name"], match="exact")
        tables.names(group, row["aliases"])


def _add_markets(tables: Tables) -> None:
    """Add exchanges, indices, commodities, currencies, coins, rates and instruments."""
    for row in sources.own("exchanges"):
        market = tables.add(
            f"newsx:{slug(row['name'])}", "ORG", row["name"], legal_name=row["legal_name"],
            country=row["country"], kind="exchange", rank="0", symbol=row["mic"],
        )  # fmt: skip
        tables.name(market, row["name"], match="exact")
        tables.names(market, row["aliases"])
        for code in filter(None, row["codes"].split("|")):
            tables.exchanges.append(
                ExchangeRow(code, market, row["mic"], row["zone"], row["country"])
            )
    plain = (
        ("indices", "INDEX"), ("commodities", "COMMODITY"), ("crypto", "CRYPTO"),
        ("rates", "RATE"), ("instruments", "INSTRUMENT"), ("currencies", "CURRENCY"),
    )  # fmt: skip
    for table, type_ in plain:
        for row in sources.own(table):
            tail = {"CURRENCY": "-currency", "CRYPTO": "-coin", "COMMODITY": "-commodity"}
            thing = tables.add(
                f"newsx:{slug(row['name'])}{tail.get(type_, '')}", type_, row["name"],
                country=row.get("country", ""), kind=type_.lower(),
                symbol=row.get("symbol") or row.get("code") or "",
            )  # fmt: skip
            cells = row["aliases"].split("|")
            if f"*{row['name']}" in cells:
                tables.names(thing, f"*{row['name']}")
            elif row["name"][0].isupper() or " " in row["name"] or type_ == "INDEX":
                tables.name(thing, row["name"], match="exact")
            else:
                tables.name(thing, row["name"])
            tables.names(thing, row["aliases"])


def build(sec: Path, constituents: Path, *, common: frozenset[str], as_of: str) -> dict[str, str]:
    """Return the text of every file of the knowledge base by its name.

    Args:
        sec: The `edgartools` wheel, or the folder it was unpacked into.
        constituents: The `pytickersymbols` wheel, or the folder it was unpacked into.
        common: Words of the language, lower case: a name that is one of them is gated.
        as_of: ISO date of the newest source.
    """
    tables = Tables()
    _add_places(tables)
    _add_markets(tables)
    by_ticker = _add_issuers(tables, sec, common)
    _add_constituents(tables, constituents, by_ticker, common)
    _add_companies(tables, by_ticker)
    written = {f"{name}.csv": text for name, text in tables.files().items()}
    content = hashlib.sha256("".join(written[n] for n in sorted(written)).encode()).hexdigest()
    written["meta.toml"] = f'version = "{as_of}+{content[:8]}"\nas_of = "{as_of}"\n'
    return written


def main() -> None:
    """Write the tables into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sec", type=Path, required=True, help="edgartools wheel or folder")
    parser.add_argument("--constituents", type=Path, required=True, help="pytickersymbols wheel")
    parser.add_argument("--words", type=Path, required=True, help="English words, one a line")
    parser.add_argument("--as-of", required=True, help="ISO date of the newest source")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    common = frozenset(given.words.read_text(encoding="utf-8").split())
    folder = Path(__file__).parent / "tables"
    folder.mkdir(exist_ok=True)
    written = build(given.sec, given.constituents, common=common, as_of=given.as_of)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
