"""The places and markets of the tables, from our own rows alone."""

from typing import Final

from newsx.knowledge import sources
from newsx.knowledge.names import slug
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import ExchangeRow, IdentifierRow

_THINGS: Final = (
    ("indices", "INDEX", ""),
    ("commodities", "COMMODITY", "-commodity"),
    ("crypto", "CRYPTO", "-coin"),
    ("rates", "RATE", ""),
    ("instruments", "INSTRUMENT", ""),
    ("currencies", "CURRENCY", "-currency"),
    ("events", "EVENT", "-event"),
)


_COUNTRY: Final = "newsx:country-"


def country_id(code: str) -> str:
    """Return the id of a country by its ISO 3166-1 code.

    >>> country_id("NO")
    'newsx:country-no'
    """
    return f"{_COUNTRY}{code.lower()}"


def is_country(entity_id: str) -> bool:
    """Tell whether an entity is a country, and no city or region.

    >>> is_country("newsx:country-no"), is_country("newsx:oslo-gpe")
    (True, False)
    """
    return entity_id.startswith(_COUNTRY)


def add_places(rows: Rows) -> None:
    """Add countries with their demonyms, cities, regions, and groups of people."""
    for row in sources.own("countries"):
        code = row["code"]
        country = rows.add(
            country_id(code),
            "GPE",
            row["name"],
            country=code,
            kind="country",
        )
        if row["wikidata"]:
            rows.identifiers.append(IdentifierRow(country, "", row["wikidata"]))
        rows.name(country, row["name"], match="exact")
        rows.names(country, row["aliases"])
        if row["demonyms"]:
            people = rows.add(
                f"newsx:people-{code.lower()}",
                "NORP",
                row["demonyms"].partition("|")[0],
                country=code,
                kind="demonym",
            )
            rows.names(people, row["demonyms"])
    for row in sources.own("places"):
        for names in row["names"].split(";"):
            _add_place(rows, row["type"], row["country"], names)
    for row in sources.own("groups"):
        group = rows.add(f"newsx:{slug(row['name'])}-group", "NORP", row["name"], kind="group")
        rows.name(group, row["name"], match="exact")
        rows.names(group, row["aliases"])


def _add_place(rows: Rows, type_: str, country: str, names: str) -> None:
    """Add a place. `Reading, England` is found by that name alone: `Reading` is a word."""
    first, _, others = names.partition("|")
    first = first.removeprefix("~")
    is_city = type_ == "GPE"
    name, comma, _ = first.partition(", ") if is_city else (first, "", "")
    place = rows.add(
        f"newsx:{slug(first)}{'-' + country.lower() if country else ''}",
        type_,
        first if comma and first.endswith(".") else name,
        country=country,
        kind="city" if is_city else "region",
    )
    rows.name(place, first, match="exact" if not comma or first.endswith(".") else "")
    rows.names(place, others)


def add_markets(rows: Rows) -> None:
    """Add exchanges with their codes, indices, commodities, currencies, coins and rates."""
    for row in sources.own("exchanges"):
        market = rows.add(
            f"newsx:{slug(row['name'])}",
            "ORG",
            row["name"],
            legal_name=row["legal_name"],
            country=row["country"],
            kind="exchange",
            rank="0",
            symbol=row["mic"],
        )
        rows.name(market, row["name"], match="exact")
        rows.names(market, row["aliases"])
        for code in filter(None, row["codes"].split("|")):
            rows.exchanges.append(
                ExchangeRow(code, market, row["mic"], row["zone"], row["country"])
            )
    for table, type_, tail in _THINGS:
        for row in sources.own(table):
            _add_thing(rows, type_, tail, row)


def _add_thing(rows: Rows, type_: str, tail: str, row: dict[str, str]) -> None:
    thing = rows.add(
        f"newsx:{slug(row['name'])}{tail}",
        type_,
        row["name"],
        country=row.get("country", ""),
        kind=type_.lower(),
        symbol=row.get("symbol") or row.get("code") or "",
    )
    if f"*{row['name']}" not in row["aliases"].split("|"):
        is_name = row["name"][0].isupper() or " " in row["name"] or type_ == "INDEX"
        rows.name(thing, row["name"], match="exact" if is_name else "")
    rows.names(thing, row["aliases"])
