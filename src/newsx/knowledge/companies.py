"""The companies of the tables: the SEC's issuers, and what stock indices hold."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from newsx.knowledge import sources
from newsx.knowledge.cues import cue_words
from newsx.knowledge.lists import MIC_OF_SEC
from newsx.knowledge.names import normalise, slug, tidy, words
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import MembershipRow, SecurityRow

# Legal forms an American issuer never has.
_FOREIGN_FORMS: Final = frozenset(
    "ltd limited plc nv sa ag se ab asa oyj spa sab adr cv as bhd tbk".split()  # noqa: SIM905
)
# Words at the end of a name that news copy leaves out: `Interactive Brokers Group` is
# `Interactive Brokers`. What is left must still be two words.
_TAIL: Final = cue_words("company_tails")
_SHORTEST_NAME: Final = 4
_SHORTENED: Final = 1500  # by rank in the SEC's list: who is this large is called by one word
_ACRONYM: Final = 3  # a name this short is somebody else's acronym as often
_LARGE: Final = 1000  # by rank in the SEC's list
_OFTEN: Final = 50  # uses in the word list's corpus
_OFTEN_LARGE: Final = 300
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


def _starts(key: str) -> Iterator[str]:
    """Yield the first word of a key, its first two, and so on."""
    parts = key.split()
    for end in range(1, len(parts) + 1):
        yield " ".join(parts[:end])


def _without_tail(key: str) -> Iterator[str]:
    """Yield a key without the words that news copy leaves out, one less each time.

    >>> list(_without_tail("check point software technologies")), list(_without_tail("nvidia"))
    (['check point software', 'check point'], [])
    """
    parts = key.split()
    while len(parts) > 1 and parts[-1] in _TAIL:
        del parts[-1]
        yield " ".join(parts)


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
        self.uses = uses
        self.by_ticker: dict[str, str] = {}

    def add_issuers(self, wheel: Path) -> None:
        """Add the SEC's issuers, the largest first."""
        known = {row["ticker"] for row in sources.own("listed")}
        since = {row["ticker"]: row["since"] for row in sources.own("since") if row["since"]}
        for rank, row in enumerate(sources.issuers(wheel), 1):
            entity_id, ticker = f"cik:{row.cik}", row.ticker.replace("-", ".")
            self.by_ticker.setdefault(ticker, entity_id)
            mic = MIC_OF_SEC.get(row.exchange, "")
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
        self._rows.name(entity_id, legal, form=self._form(key, is_large=rank <= _LARGE))

    def shorten(self) -> None:
        """Add the names without what news copy leaves out: `Zillow Group`, `Affirm Holdings`.

        What is left must be nobody else's first word, and no word of the language. Two words
        must be nobody's first two.
        """
        owners = {
            (start, row.entity_id)
            for row in self._rows.aliases
            if self._rows.entities[row.entity_id].type == "ORG"
            for start in _starts(row.key)
        }
        starts = Counter(start for start, _ in owners)
        known = {(row.key, row.entity_id) for row in self._rows.aliases}
        for row in list(self._rows.entities.values()):
            if row.kind != "issuer" or not row.rank:
                continue
            for key in _without_tail(normalise(row.legal_name or row.name)):
                form = self._short_form(key, int(row.rank))
                if form and starts[key] == 1 and (key, row.entity_id) not in known:
                    self._rows.name(row.entity_id, key, form=form)

    def _short_form(self, key: str, rank: int) -> str:
        """Return the form of a shortened name, or nothing where nobody would say it.

        News copy calls a large company by one word, even one of the language: `Affirm`.
        """
        if " " in key:
            return "short"
        if rank > _SHORTENED:
            return ""
        return "word" if len(key) < _SHORTEST_NAME or self.uses.get(key, 0) > _OFTEN else "short"

    def _form(self, key: str, *, is_large: bool) -> str:
        """Return `common` for a name that is a word of the language, so that it needs a witness.

        The word list counts brands among its rare words: for a large company a rare word is it.
        """
        if " " in key:
            return "name"
        often = _OFTEN_LARGE if is_large else _OFTEN
        is_word = self.uses.get(key, 0) >= often or len(key) <= _ACRONYM
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
            listed = self.by_ticker.get(row.symbol.replace("-", "."), "") if is_class else ""
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
