"""Read the tickers an article prints beside names: `Calloway Robotics Inc. (NASDAQ: CWRB)`."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.tables import SecurityRow
from newsx.resolve.clusters import Name

_BRACKET: Final = re.compile(r"\s*[(\[<]\s*(?:([A-Z][\w ]{1,12}):\s*)?\$?")
_MARKET: Final = re.compile(r"\s?:\s?\$?[A-Z0-9]")


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
    return Listing(written, exchange.mic if exchange is not None else "")


def main_listing(securities: Sequence[SecurityRow], printed: Listing | None) -> SecurityRow | None:
    """Return the listing an article means: the printed one, else the first, at home."""
    for row in securities:
        if printed is not None and row.ticker == printed.ticker:
            return row
    return securities[0] if securities else None
