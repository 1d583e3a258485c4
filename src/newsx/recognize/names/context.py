"""Tell from the words around it whether a phrase means what the list says.

`Nasdaq` is an index that rose and a market one lists on; `gold` is a commodity in a market report
and a colour elsewhere; `yen` after a number is a unit of the figure.
"""

from collections.abc import Container, Sequence
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc

from newsx.knowledge.cues import cue_words
from newsx.knowledge.currencies import codes_after

_PRICE: Final = cue_words("commodity_near")
_NOT_COMMODITY: Final = cue_words("commodity_never_before")
_MOVE: Final = cue_words("index_near")
_LISTING: Final = cue_words("market_near")
_INDEX_OR_MARKET: Final = frozenset({"Nasdaq", "NASDAQ"})
_SIBLINGS: Final = frozenset({"S&P", "Dow", "Russell"})


UNITS: Final = cue_words("named_units")
"""Units that have a country's name before them: `71 Swiss francs` names no Swiss."""

HONORIFICS: Final = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Sir", "Dame"})
"""Words that stand before people alone: who is called so is no place, and no company."""


def _near(doc: Doc, start: int, end: int, before: int, after: int) -> list[str]:
    first = max(0, start - before)
    return [t.text.casefold() for t in (*doc[first:start], *doc[end : end + after])]


def is_meant(doc: Doc, start: int, end: int, label: str) -> bool:
    """Return whether the phrase at tokens `start` to `end` is a name of its kind here."""
    text = doc[start:end].text
    before = doc[start - 1].text if start else ""
    after = doc[end].text if end < len(doc) else ""
    if before in HONORIFICS:
        return False
    if label == "COMMODITY" and text.islower():
        return _is_commodity(doc, start, end, after)
    if label == "COMMODITY" and end - start == 1 and text not in {"Brent", "WTI", "Urals"}:
        is_alone = not after[:1].isupper() or (text.isupper() and after.isupper())
        return _is_commodity(doc, start, end, after) and is_alone
    if label in {"GPE", "NORP"} and after.casefold() in UNITS:
        return False
    if label == "CURRENCY":
        return _is_currency(doc, start, end, before, after)
    if text in _INDEX_OR_MARKET:
        return True
    if text in {"Russell", "Dow", "FTSE", "Hang Seng", "Nikkei", "MSCI"} and label == "INDEX":
        return _is_index(doc, start, end, after)
    if text == "Fed":
        is_verb = doc[start].is_sent_start or before in {"is", "are", "was", "were", "be", "been"}
        return not (is_verb and after in {"up", "by", "on", "with", "to"})
    if text == "City":
        return before == "the"
    if text in _GATED and label in {"ORG", "GPE", "LOC", "NORP"}:
        return _is_name(doc, start, after)
    return True


_LOOSE: Final = cue_words("loose_currencies")
_CURRENCY: Final = cue_words("currency_near")
_NOT_CURRENCY: Final = cue_words("not_currency")
_SCALES: Final = cue_words("scales")
_PER: Final = (["cents", "on"], ["pence", "in"])  # "61.5 cents on the dollar" is a price
_GATED: Final = cue_words("gated")
_MEASURED_IN: Final = frozenset({"in", "per"})


def _is_currency(doc: Doc, start: int, end: int, before: str, after: str) -> bool:
    """Return whether a word names the currency, and is no unit of a figure."""
    if before[-1:].isdigit() or before.casefold() in _SCALES or after.casefold() in _NOT_CURRENCY:
        return False
    if before == "the" and [token.text for token in doc[max(0, start - 3) : start - 1]] in _PER:
        return False
    if doc[start:end].text.casefold() not in _LOOSE:
        return True
    return before.casefold() == "the" and not _CURRENCY.isdisjoint(_near(doc, start, end, 8, 8))


def _is_commodity(doc: Doc, start: int, end: int, after: str) -> bool:
    if after.casefold() in _NOT_COMMODITY:
        return False
    return not _PRICE.isdisjoint(_near(doc, start, end, 8, 12))


def _is_index(doc: Doc, start: int, end: int, after: str) -> bool:
    """Return whether a word that names an index beside other things names the index here."""
    if after[:1].isupper() and after != "Index":
        return False
    near = _near(doc, start, end, 6, 8)
    return "%" in near or not _MOVE.isdisjoint(near)


def _is_name(doc: Doc, start: int, after: str) -> bool:
    return not doc[start].is_sent_start or after[:1].isupper()


def units_among(texts: Sequence[str]) -> frozenset[str]:
    """Return the codes of currencies that amounts of a text are told in: `SEK 5m`, `SEK million`.

    Args:
        texts: The tokens of the text.
    """
    codes = codes_after()
    return frozenset(
        code
        for code, after in pairwise(texts)
        if code in codes
        and code.isupper()
        and (after[0].isdigit() or after == "|" or after.casefold() in _SCALES)
    )


def is_unit(doc: Doc, start: int, end: int, units: Container[str]) -> bool:
    """Return whether a word is the code of a currency here: `in SEK`, where sales are `SEK 5m`."""
    text = doc[start:end].text
    if text in units:
        return True
    before = doc[start - 1].text.casefold() if start else ""
    return before in _MEASURED_IN and text.isupper() and text in codes_after()


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
