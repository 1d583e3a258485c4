"""Which listing of a company an article means: the printed one, that of its market, the home one.

`Calloway Robotics Inc. (NASDAQ: CWRB)` prints it. `Hong Kong-listed shares of HSBC` and `TSMC's
American depositary receipts` name the market. An article filed from Hong Kong means 9988 by Alibaba
and 0005 by HSBC. One from New York means the home market still: most company news is filed there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import market_ticker
from newsx.knowledge.tables import SecurityRow
from newsx.resolve.names.clusters import Name, best_alias
from newsx.resolve.names.setting import dateline_country, publisher_country
from newsx.schema import Article

_BRACKET: Final = re.compile(r"\s*[(\[<]\s*(?:([A-Z][\w ]{1,12}):\s*)?\$?")
_MARKET: Final = re.compile(r"\s?:\s?\$?[A-Z0-9]")
_LISTED_IN: Final = re.compile(r"\b((?:[A-Z][\w.]*[ ]?){1,3})-(?:listed|traded) ")
_RECEIPTS: Final = re.compile(
    r"\b(?:ADRs?|ADSs?|American depositary (?:receipts|shares)|depositary receipts)\b"
)
# `rose 2% in Hong Kong`: shares move at a market.
_MOVED_IN: Final = re.compile(
    r"[^.;]{0,60}?\b(?:rose|rises|fell|falls|gained|lost|jumped|dropped|climbed|slid|tumbled|surged|"
    r"slumped|added|shed|declined|rallied|sank|slipped|eased|closed|traded|changed|higher|lower)\b"
    r"[^.;]{0,30}? in ((?:[A-Z]\w+[ ]?){1,2})"
)
_REACH: Final = 60
_HOME_OF_COMPANY_NEWS: Final = "US"
# Where shares of a country trade that has no market of its own for them.
_NEXT_MARKET: Final = {"CN": ("CN", "HK"), "HK": ("HK", "CN")}


class Listing(NamedTuple):
    """A ticker the article prints, and its market where that is printed too."""

    ticker: str
    mic: str


def listings(names: Sequence[Name], text: str, knowledge: KnowledgeBase) -> Mapping[int, Listing]:
    """Return the printed ticker of each name that has one, by the start of the name."""
    found: dict[int, Listing] = {}
    before: Name | None = None
    for name in names:
        if name.label != "TICKER":
            is_market = name.label == "ORG" and _MARKET.match(text, name.end)
            before = before if is_market else name
            continue
        if before is None or before.label not in {"ORG", "PRODUCT", "INSTRUMENT"}:
            continue
        bracket = _BRACKET.fullmatch(text, before.end, name.start)
        if bracket:
            found[before.start] = read_ticker(name.text, bracket[1] or "", knowledge)
    return found


def read_ticker(written: str, market: str, knowledge: KnowledgeBase) -> Listing:
    """Return a ticker and its market: `BARC.L` is BARC in London, `BRK.B` a class of share."""
    base, dot, suffix = written.partition(".")
    if market:
        exchange = knowledge.exchange(market)
    else:
        is_class = suffix in {"A", "B", "C"} and knowledge.issuers(written)
        exchange = knowledge.exchange(suffix) if dot and not is_class else None
        written = base if exchange is not None else written
    mic = exchange.mic if exchange is not None else ""
    return Listing(market_ticker(written, mic), mic)


class Markets:
    """The market an article is read at, and the listing it means by a company there.

    Args:
        article: What was parsed: its dateline, or else its publisher, tells the market.
        knowledge: Who is listed where.
    """

    def __init__(self, article: Article, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._text = article.text
        filed = dateline_country(article, knowledge) or publisher_country(article, knowledge)
        self._country = "" if filed == _HOME_OF_COMPANY_NEWS else filed

    def choose(
        self,
        securities: Sequence[SecurityRow],
        printed: Listing | None,
        names: Sequence[Name],
    ) -> SecurityRow | None:
        """Return the listing an article means, or None where there is none.

        Args:
            securities: Those valid on the day, the home market first.
            printed: The ticker that the article prints beside one of the names.
            names: Where the article names the company.
        """
        if len(securities) < 2:  # noqa: PLR2004 - there is nothing to choose
            return securities[0] if securities else None
        for row in securities:
            if printed is not None and row.ticker == printed.ticker:
                return row
        for country in (self._stated(names), self._country):
            for market in _NEXT_MARKET.get(country, (country,)):
                for row in securities:
                    if market and self._knowledge.country_of(row.mic) == market:
                        return row
        return securities[0]

    def _stated(self, names: Sequence[Name]) -> str:
        """Return the country whose market the words around the names state."""
        for name in names:
            around = self._text[max(0, name.start - _REACH) : name.end + _REACH]
            if _RECEIPTS.search(around):
                return "US"
            match = _LISTED_IN.search(around) or _MOVED_IN.match(self._text, name.end)
            place = match[1].strip() if match is not None else ""
            row = self._knowledge.entity(best_alias(place, "GPE", self._knowledge, None))
            if row is not None:
                return row.country
        return ""
