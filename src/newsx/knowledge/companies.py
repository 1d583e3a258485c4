"""The companies of the tables: the SEC's issuers, what indices hold, and our own rows."""

import logging
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from newsx.knowledge import sources
from newsx.knowledge.names import normalise, slug, words
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import MembershipRow, SecurityRow

_log = logging.getLogger(__name__)

_MIC_OF_SEC: Final = {"NYSE": "XNYS", "Nasdaq": "XNAS", "CBOE": "BATS", "OTC": "OTCM"}
_SMALL: Final = frozenset({"and", "of", "the", "for", "de", "in", "on"})
_LEGAL_WRITING: Final = {
    "inc": "Inc.",
    "corp": "Corp.",
    "co": "Co.",
    "ltd": "Ltd.",
    "cos": "Cos.",
    "plc": "PLC",
    "llc": "LLC",
    "lp": "LP",
    "sa": "SA",
    "ag": "AG",
    "nv": "NV",
    "se": "SE",
}
# Legal forms an American issuer never has.
_FOREIGN_FORMS: Final = frozenset(
    "ltd limited plc nv sa ag se ab asa oyj spa sab adr cv as bhd tbk".split()  # noqa: SIM905
)
# Words at the end of a name that news copy leaves out: `Interactive Brokers Group` is
# `Interactive Brokers`. What is left must still be two words.
_TAIL: Final = frozenset(
    {"group", "holdings", "holding", "technologies", "international", "industries", "companies"}
)
_PLAIN_WORDS: Final = 2
_INITIALS: Final = 2
_ACRONYM: Final = 3  # a name this short is somebody else's acronym as often
_LARGE: Final = 1000  # by rank in the SEC's list
_OFTEN: Final = 50  # uses in the word list's corpus
_OFTEN_LARGE: Final = 1500
_INDEX_NAMES: Final = {
    "CAC_40": "CAC 40",
    "DOW JONES": "Dow Jones Industrial Average",
    "S&P 600": "S&P SmallCap 600",
    "NASDAQ 100": "Nasdaq 100",
    "NIKKEI 225": "Nikkei 225",
    "Switzerland 20": "Swiss Market Index",
}
# The SEC numbers filers in order: the first number of each year, rounded down. A listing is not
# older than its filer, unless the filer succeeded another (those are in `own/since.csv`).
_FIRST_CIK: Final = (
    (1_595_000, 2014),
    (1_628_000, 2015),
    (1_661_000, 2016),
    (1_692_000, 2017),
    (1_725_000, 2018),
    (1_762_000, 2019),
    (1_797_000, 2020),
    (1_836_000, 2021),
    (1_897_000, 2022),
    (1_957_000, 2023),
    (2_004_000, 2024),
    (2_046_000, 2025),
    (2_100_000, 2026),
)


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
            plain = word if len(word) <= _INITIALS else word.capitalize()
            out.append(_LEGAL_WRITING.get(bare, plain))
    return " ".join(out)


def _since(cik: str) -> str:
    """Return the earliest day a filer of this number can have been listed, or nothing."""
    place = bisect_right(_FIRST_CIK, (int(cik), 9999)) - 1
    return f"{_FIRST_CIK[place][1]}-01-01" if place >= 0 else ""


class Companies:
    """Adds companies, and knows who is listed under which ticker.

    Args:
        rows: Where they are added.
        uses: How often words of the language are used, lower case.
    """

    def __init__(self, rows: Rows, uses: Mapping[str, int]) -> None:
        self._rows = rows
        self._uses = uses
        self._by_ticker: dict[str, str] = {}

    def add_issuers(self, wheel: Path) -> None:
        """Add the SEC's issuers, the largest first."""
        known = {row["ticker"] for row in sources.own("listed")}
        since = {row["ticker"]: row["since"] for row in sources.own("since")}
        for rank, row in enumerate(sources.issuers(wheel), 1):
            entity_id, ticker = f"cik:{row.cik}", row.ticker.replace("-", ".")
            self._by_ticker.setdefault(ticker, entity_id)
            mic = _MIC_OF_SEC.get(row.exchange, "")
            earliest = since.get(ticker, "" if ticker in known else _since(row.cik))
            self._rows.securities.append(SecurityRow(entity_id, ticker, mic, "", earliest, ""))
            if entity_id not in self._rows.entities:
                self._add_issuer(entity_id, row.name, rank, mic)

    def _add_issuer(self, entity_id: str, name: str, rank: int, mic: str) -> None:
        legal, key, found = tidy(name), normalise(name), words(name)
        is_american = mic in {"XNYS", "XNAS"} and not _FOREIGN_FORMS.intersection(found[1:])
        self._rows.add(
            entity_id,
            "ORG",
            legal,
            legal_name=legal,
            kind="issuer",
            rank=str(rank),
            country="US" if is_american else "",
        )
        form = self._form(key, is_large=rank <= _LARGE)
        self._rows.name(entity_id, legal, form=form)
        plain = key.split()
        if len(plain) > _PLAIN_WORDS and plain[-1] in _TAIL:
            self._rows.name(entity_id, " ".join(found[: len(plain) - 1]), form="short")

    def _form(self, key: str, *, is_large: bool) -> str:
        """Return `common` for a name that is a word of the language, so that it needs a witness.

        The word list counts brands among its rare words: for a large company a rare word is it.
        """
        if " " in key:
            return "name"
        often = _OFTEN_LARGE if is_large else _OFTEN
        is_word = self._uses.get(key, 0) >= often or len(key) <= _ACRONYM
        return "common" if is_word else "name"

    def add_constituents(self, wheel: Path) -> None:
        """Add the companies of stock indices, and what each index holds."""
        countries = {row["name"]: row["code"] for row in sources.own("countries")}
        mics = {
            code: row["mic"] for row in sources.own("exchanges") for code in row["codes"].split("|")
        }
        by_key = {row.key: row.entity_id for row in reversed(self._rows.aliases)}
        for row in sources.constituents(wheel):
            ticker, dot, suffix = row.symbol.partition(".")
            is_class = not dot or suffix in {"A", "B"}
            listed = self._by_ticker.get(row.symbol.replace("-", "."), "") if is_class else ""
            entity_id = listed or by_key.get(normalise(row.name), "")
            country = countries.get(row.country, "")
            if not entity_id:
                if is_class:
                    continue
                entity_id = f"isin:{row.isin}" if row.isin else f"newsx:{slug(row.name)}"
                self._rows.add(
                    entity_id, "ORG", row.name, legal_name=row.name, kind="issuer", rank="20000"
                )
                form = self._form(normalise(row.name), is_large=True)
                self._rows.name(entity_id, row.name, form=form)
                by_key.setdefault(normalise(row.name), entity_id)
            seat = row.seat if row.seat.replace(" ", "").isalpha() else ""
            self._rows.add(entity_id, country=country, seat=seat)
            if is_class:
                self._rows.add(entity_id, isin=row.isin)
            elif mics.get(suffix):
                ticker = ticker.replace("-", ".")
                listing = SecurityRow(entity_id, ticker, mics[suffix], row.isin, "", "")
                self._rows.securities.append(listing)
            index = f"newsx:{slug(_INDEX_NAMES.get(row.held_in, row.held_in))}"
            self._rows.memberships.append(MembershipRow(entity_id, index, "", ""))

    def add_own(self) -> None:
        """Add our own rows: delisted, renamed, news names, listings abroad, the unlisted."""
        for row in sources.own("delisted"):
            self._add_delisted(row)
        for row in sources.own("listed"):
            self._add_news_name(row)
        for row in sources.own("abroad"):
            self._add_abroad(row)
        for row in sources.own("renamed"):
            self._add_renamed(row)
        for row in sources.own("delisted"):  # owners may stand anywhere above
            self._rows.add(f"cik:{int(row['cik']):010}", parent=self._owner(row["parent"]))
        self._add_organisations(sources.own("private"))
        self._add_organisations(sources.own("institutions"))

    def _add_delisted(self, row: dict[str, str]) -> None:
        entity_id = f"cik:{int(row['cik']):010}"
        is_listed = any(s.entity_id == entity_id for s in self._rows.securities)
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
            old = SecurityRow(entity_id, row["old_ticker"], row["mic"], "", "", row["until"])
            rows.securities = [
                s._replace(valid_from=_day_after(row["until"])) if s.entity_id == entity_id else s
                for s in rows.securities
            ]
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
        mic, _, ticker = row["listing"].partition(":")
        names = [row["name"], *(n for n in row["aliases"].split("|") if n and n[0] not in "~-*")]
        listed = {(s.mic, s.ticker): s.entity_id for s in self._rows.securities}
        held = listed.get((mic, ticker), "")
        named = next(filter(None, map(self._rows.owner_of, names)), "")
        if held and named:
            self._rows.merge(held, into=named)
        entity_id = named or held or f"newsx:{slug(row['name'])}"
        self._rows.add(
            entity_id, "ORG", row["name"], country=row["country"], kind="issuer", rank="0"
        )
        self._rows.list_at_home(SecurityRow(entity_id, ticker, mic, "", "", ""))
        self._name_organisation(entity_id, row)

    def _add_organisations(self, rows: Iterable[dict[str, str]]) -> None:
        """Add organisations; a company that is listed joins its issuer."""
        for row in rows:
            names = [
                row["name"],
                *(n for n in row["aliases"].split("|") if n and n[0] not in "~-*"),
            ]
            joined = ""
            if row["kind"] in {"company", "bank", "insurer", "asset_manager", "broker"}:
                joined = next(filter(None, map(self._rows.owner_of, names)), "")
            if joined:
                _log.info("%s joins %s", row["name"], self._rows.entities[joined].name)
            entity_id = self._rows.add(
                joined or f"newsx:{slug(row['name'])}",
                "ORG",
                row["name"],
                kind=row["kind"],
                country=row["country"],
                domain=row.get("domain", ""),
                rank="0",
            )
            owner = self._owner(row["parent"])
            if owner != entity_id:
                self._rows.add(entity_id, parent=owner)
            self._name_organisation(entity_id, row)

    def _name_organisation(self, entity_id: str, row: dict[str, str]) -> None:
        needs_witness = f"-{row['name']}" in row["aliases"].split("|")
        if not needs_witness:
            self._rows.name(entity_id, row["name"], match="exact")
        self._rows.names(entity_id, row["aliases"])

    def _owner(self, written: str) -> str:
        """Return the id of an owner written as `ticker:MS`, or as a name."""
        if written.startswith("ticker:"):
            found = self._by_ticker.get(written.removeprefix("ticker:"), "")
            if not found:
                _log.warning("no issuer under %r", written)
            return found
        return (self._rows.owner_of(written) or f"newsx:{slug(written)}") if written else ""


def _day_after(iso: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()
