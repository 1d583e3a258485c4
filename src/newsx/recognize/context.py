"""Tell from the words around it whether a phrase means what the list says.

`Nasdaq` is an index that rose and a market one lists on; `gold` is a commodity in a market report
and a colour elsewhere; `yen` after a number is a unit of the figure.
"""

from typing import Final

from spacy.tokens import Doc

_PRICE: Final = frozenset(
    """
    price prices futures spot ounce ounces ton tons tonne tonnes barrel barrels bushel bushels
    pound pounds contract contracts benchmark rallied rose fell eased gained lost slipped climbed
    dropped jumped slid traded trading settled exports imports demand supply supplies inventories
    stockpiles output production producers producer miners miner mining metal metals commodity
    commodities gain gains rally higher lower up down crop crops harvest growers tariff tariffs
    """.split()
)
_NOT_COMMODITY: Final = frozenset(
    """
    medal medals standard rush card cards mine mines coast lining plated oxide lining screen bullet
    street house coin coins belt bowl chain floor plan sachs beach fields wire pipe pan bar star
    flake flakes syrup bread steel-maker candy
    """.split()
)
_MOVE: Final = frozenset(
    """
    rose fell gained lost added shed dropped climbed slipped slid jumped advanced declined dipped
    rallied tumbled surged sank ended closed finished opened up down higher lower flat points point
    percent pct rise fall gain loss drop rally record correction constituents futures traded edged
    soared plunged retreated rebounded ticked snapped hit tracks tracked benchmark index gauge
    """.split()
)
_LISTING: Final = frozenset(
    """
    listed listing list lists debut debuted trades traded exchange ticker symbol ipo delisted
    delisting listings floor operator ceo spokesman inc market global
    """.split()
)
_INDEX_OR_MARKET: Final = frozenset({"Nasdaq", "NASDAQ"})
_SIBLINGS: Final = frozenset({"S&P", "Dow", "Russell"})


def _near(doc: Doc, start: int, end: int, before: int, after: int) -> list[str]:
    first = max(0, start - before)
    return [t.text.casefold() for t in (*doc[first:start], *doc[end : end + after])]


def is_meant(doc: Doc, start: int, end: int, label: str) -> bool:
    """Return whether the phrase at tokens `start` to `end` is a name of its kind here."""
    text = doc[start:end].text
    before = doc[start - 1].text if start else ""
    after = doc[end].text if end < len(doc) else ""
    if label == "COMMODITY" and text.islower():
        return _is_commodity(doc, start, end, after)
    if label == "COMMODITY" and end - start == 1 and text not in {"Brent", "WTI", "Urals"}:
        return _is_commodity(doc, start, end, after) and not after[:1].isupper()
    if label == "GPE" and after.casefold() in {"cent", "cents", "dollar", "dollars"}:
        return False
    if label == "CURRENCY":
        return not before[-1:].isdigit() and before.casefold() not in _SCALES
    if text in _INDEX_OR_MARKET:
        return True
    if text in {"Russell", "Dow", "FTSE", "Hang Seng", "Nikkei", "MSCI"} and label == "INDEX":
        return _is_index(doc, start, end, before, after)
    if text == "Fed":
        return not (doc[start].is_sent_start and after in {"up", "by", "on", "with"})
    if text == "City":
        return before == "the"
    if text in _WORDS and label in {"ORG", "GPE", "LOC", "NORP"}:
        return _is_name(doc, start, before, after)
    return True


_SCALES: Final = frozenset("million billion trillion thousand hundred bn m mn tn k crore".split())
_WORDS: Final = frozenset({"Western", "Democratic", "Nice", "Reading", "Bath", "Split"})


def _is_commodity(doc: Doc, start: int, end: int, after: str) -> bool:
    if after.casefold() in _NOT_COMMODITY:
        return False
    return not _PRICE.isdisjoint(_near(doc, start, end, 8, 8))


def _is_index(doc: Doc, start: int, end: int, before: str, after: str) -> bool:
    if after[:1].isupper() and after not in {"Index"}:
        return False
    if before.casefold() == "the" or not doc[start].is_sent_start:
        near = _near(doc, start, end, 3, 8)
        return before.casefold() == "the" or not _MOVE.isdisjoint(near)
    return not _MOVE.isdisjoint(_near(doc, start, end, 0, 5))


def _is_name(doc: Doc, start: int, before: str, after: str) -> bool:
    return not doc[start].is_sent_start or after[:1].isupper()


def label_of(doc: Doc, start: int, end: int, label: str) -> str:
    """Return the label of a phrase here, where the list leaves two."""
    if doc[start:end].text in _INDEX_OR_MARKET:
        return _market_or_index(doc, start, end)
    return label


def _market_or_index(doc: Doc, start: int, end: int) -> str:
    """Return `INDEX` where `Nasdaq` is the gauge, `ORG` where it is the market.

    A gauge moves and stands beside others; a market lists and is listed on.
    """
    near = _near(doc, start, end, 4, 6)
    if start and doc[start - 1].text in {"(", "["}:
        return "ORG"
    if not _LISTING.isdisjoint(near[:4] + near[4:6]):
        return "ORG"
    if not _MOVE.isdisjoint(near) or any(word in _SIBLINGS for word in _names(doc, start, end)):
        return "INDEX"
    return "ORG"


def _names(doc: Doc, start: int, end: int) -> list[str]:
    return [token.text for token in doc[max(0, start - 12) : end + 12]]
