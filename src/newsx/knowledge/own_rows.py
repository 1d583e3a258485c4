"""Our own companies and institutions: delisted, renamed, news names, listings abroad, the unlisted.

Tables of `own/`, one a method. A company that is there already, by its ticker or its name, is
joined, not told twice.
"""

import logging
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from newsx.knowledge import sources
from newsx.knowledge.companies import Companies
from newsx.knowledge.names import market_ticker, normalise, slug
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import MembershipRow, SecurityRow

_log = logging.getLogger(__name__)

_FIRMS: Final = frozenset({"company", "bank", "insurer", "asset_manager", "broker"})
_A_WORD: Final = 800  # uses in the word list's corpus: a name this common needs a witness
# ... unless the word list knows the word as the brand.
_BRANDS: Final = frozenset({"facebook", "google", "ebay", "twitter", "youtube", "tether", "canon"})


class OwnRows:
    """Adds the rows of our own tables.

    Args:
        rows: Where they are added.
        companies: Those that are there already.
    """

    def __init__(self, rows: Rows, companies: Companies) -> None:
        self._rows = rows
        self._uses = companies.uses
        self._by_ticker = companies.by_ticker

    def add(self) -> None:
        """Add every table, in the order in which they build on each other."""
        for row in sources.own("delisted"):
            self._add_delisted(row)
        for row in sources.own("listed"):
            self._add_news_name(row)
        for row in sources.own("abroad"):
            self._add_abroad(row)
        for row in sources.own("renamed"):
            self._add_renamed(row)
        for row in sources.own("delisted"):  # owners may stand anywhere above
            self._rows.add(_delisted_id(row), parent=self._owner(row["parent"]))
        self._add_organisations(sources.own("private"))
        self._add_organisations(sources.own("institutions"))
        self._date_names()
        self._date_members()
        self._demote_words()

    def _add_delisted(self, row: dict[str, str]) -> None:
        entity_id = _delisted_id(row)
        is_listed = any(
            listing.entity_id == entity_id and not listing.valid_to
            for listing in self._rows.securities
        )
        self._rows.add(
            entity_id, "ORG", row["name"], legal_name=row["name"], country=row["country"],
            kind="issuer", rank="0",
        )  # fmt: skip
        if is_listed:
            _log.warning("delisted.csv: %s is listed by the SEC", row["name"])
        else:
            listing = (row["ticker"], row["mic"], "", row["valid_from"], row["valid_to"])
            self._rows.securities.append(SecurityRow(entity_id, *listing))
        self._by_ticker.setdefault(row["ticker"], entity_id)
        self._rows.name(entity_id, row["name"], match="exact")
        self._rows.names(entity_id, row["aliases"])

    def _add_renamed(self, row: dict[str, str]) -> None:
        """Add the ticker and name an issuer had before; its new ticker begins the day after."""
        entity_id = self._by_ticker.get(row["ticker"])
        if entity_id is None:
            _log.warning("renamed.csv: no issuer under the ticker %r", row["ticker"])
            return
        rows = self._rows
        if row["old_ticker"]:
            since = _day_after(row["until"])
            rows.securities = [
                listing._replace(valid_from=since)
                if (listing.entity_id, listing.ticker) == (entity_id, row["ticker"])
                else listing
                for listing in rows.securities
            ]
            old = SecurityRow(entity_id, row["old_ticker"], row["mic"], "", "", row["until"])
            rows.securities.append(old)
            self._by_ticker.setdefault(row["old_ticker"], entity_id)
        if row["old_name"]:
            rows.name(entity_id, row["old_name"], form="former", match="exact")

    def _add_news_name(self, row: dict[str, str]) -> None:
        entity_id = self._by_ticker.get(row["ticker"])
        if entity_id is None:
            _log.warning("listed.csv: no issuer under the ticker %r", row["ticker"])
            return
        self._rows.add(entity_id, name=row["name"], rank="0")
        if f"-{normalise(row['name'])}" in row["aliases"].casefold().split("|"):
            self._rows.demote(entity_id, row["name"])
            self._rows.name(entity_id, row["name"], form="word", match="exact")
        else:
            self._rows.name(entity_id, row["name"], match="exact")
        self._rows.names(entity_id, row["aliases"])

    def _add_abroad(self, row: dict[str, str]) -> None:
        """Add a company with its listings abroad: the home market first, parted by `|`.

        `!` marks one that is the main listing wherever the company has its seat, `=` a company
        that is not the namesake already there.
        """
        is_main = row["listing"].startswith("!")
        is_namesake = row["listing"].startswith("=")
        written = [one.partition(":") for one in row["listing"].lstrip("!=").split("|")]
        listings = [(mic, market_ticker(ticker, mic)) for mic, _, ticker in written]
        names = self._plain_names(row)
        held = self._rows.lister(*listings[0])
        owners = (self._rows.owner_of(name) for name in names)
        named = "" if is_namesake else next(filter(None, owners), "")
        if held and named:
            self._rows.merge(held, into=named)
        entity_id = named or held or f"newsx:{slug(row['name'])}"
        there = self._rows.entities.get(entity_id)
        kind = "exchange" if there is not None and there.kind == "exchange" else "issuer"
        self._rows.add(entity_id, "ORG", row["name"], country=row["country"], kind=kind, rank="0")
        for mic, ticker in listings:
            self._by_ticker.setdefault(ticker, entity_id)
            self._rows.list_at_home(SecurityRow(entity_id, ticker, mic, "", "", ""))
        if is_main:
            self._rows.main_listings.add((entity_id, listings[0][0]))
        self._name_organisation(entity_id, row)

    def _plain_names(self, row: dict[str, str]) -> list[str]:
        """Return the names that are nobody else's: not short ones, nor words."""
        others = (name.split("@")[0] for name in row["aliases"].split("|"))
        return [row["name"], *(name for name in others if name and name[0] not in "~-*")]

    def _add_organisations(self, rows: Iterable[dict[str, str]]) -> None:
        """Add organisations; a company that is listed joins its issuer."""
        for row in rows:
            joined = ""
            if row["kind"] in _FIRMS and not row.get("since"):
                joined = next(filter(None, map(self._rows.owner_of, self._plain_names(row))), "")
            if joined:
                _log.info("%s joins %s", row["name"], self._rows.entities[joined].name)
            entity_id = self._rows.add(
                joined or f"newsx:{slug(row['name'])}",
                "ORG",
                row["name"],
                kind=row["kind"],
                country=row["country"],
                domain=row.get("domain") or "",
                rank="0",
            )
            owner = self._owner(row["parent"])
            if owner != entity_id:
                self._rows.add(entity_id, parent=owner)
            self._name_organisation(entity_id, row)

    def _name_organisation(self, entity_id: str, row: dict[str, str]) -> None:
        needs_witness = f"-{row['name']}" in row["aliases"].split("|")
        if not needs_witness:
            since = row.get("since") or ""
            self._rows.name(entity_id, row["name"], match="exact", valid_from=since)
        self._rows.names(entity_id, row["aliases"])

    def _owner(self, written: str) -> str:
        """Return the id of an owner written as `ticker:MS`, or as a name."""
        if written.startswith("ticker:"):
            found = self._by_ticker.get(written.removeprefix("ticker:"), "")
            if not found:
                _log.warning("no issuer under %r", written)
            return found
        return (self._rows.owner_of(written) or f"newsx:{slug(written)}") if written else ""

    def _date_names(self) -> None:
        """Date the names of those who took over the name of another: Avago became Broadcom."""
        since = {
            self._by_ticker.get(row["ticker"], ""): row["name_since"]
            for row in sources.own("since")
            if row["name_since"]
        }
        self._rows.aliases = [
            row._replace(valid_from=since[row.entity_id])
            if row.entity_id in since and not row.valid_to
            else row
            for row in self._rows.aliases
        ]

    def _date_members(self) -> None:
        """Date the memberships whose days we know; the others stay undated."""
        known: dict[tuple[str, str], list[MembershipRow]] = {}
        for row in sources.own("members"):
            entity_id = self._by_ticker.get(row["ticker"])
            if entity_id is None:
                _log.warning("members.csv: no issuer under the ticker %r", row["ticker"])
                continue
            index = f"newsx:{slug(row['index'])}"
            member = MembershipRow(entity_id, index, row["valid_from"], row["valid_to"])
            known.setdefault((entity_id, index), []).append(member)
        undated = [
            row for row in self._rows.memberships if (row.entity_id, row.index_id) not in known
        ]
        self._rows.memberships = [*undated, *(row for rows in known.values() for row in rows)]

    def _demote_words(self) -> None:
        """Make the names of companies that are common words need a witness."""
        for row in list(self._rows.aliases):
            is_word = " " not in row.key and self._uses.get(row.key, 0) >= _A_WORD
            entity = self._rows.entities[row.entity_id]
            is_firm = entity.type == "ORG" and entity.kind in {"issuer", *_FIRMS}
            is_plain = row.form in {"name", "short", "former"} and row.key not in _BRANDS
            if is_word and is_firm and is_plain:
                self._rows.demote(row.entity_id, row.surface)


def _delisted_id(row: dict[str, str]) -> str:
    return f"cik:{int(row['cik']):010}" if row["cik"] else f"newsx:{slug(row['name'])}"


def _day_after(iso: str) -> str:
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()
