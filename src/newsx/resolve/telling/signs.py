"""Which currency a shared sign or name stands for: `$`, `¥`, pesos, crowns."""

import re
from datetime import date
from functools import cache, lru_cache

from newsx.grammar.amount import Amount
from newsx.knowledge import currencies
from newsx.resolve.periods import published_on
from newsx.schema import Article
from newsx.settings import Settings

_DOLLAR_SITES = {"au": "AUD", "ca": "CAD", "nz": "NZD", "sg": "SGD", "hk": "HKD"}
_AUSTRALIAN_STYLE = re.compile(r"(?<!\w)[$]US ?\d")


def currency_of(
    amount: Amount, text: str, sentence_start: int, article: Article, settings: Settings
) -> tuple[str | None, bool]:
    """Return the ISO 4217 code of an amount of money, and whether it had to be inferred.

    A shared name or sign takes the currency of the nearest place named before it in its sentence,
    then of the dateline, if that was money then; a bare dollar takes the setting, or the
    publisher's country. Where the United States' dollar is written `$US`, as Australians do, the
    bare one is Australia's.
    """
    if amount.kind != "money" or amount.currency is None:
        return None, False
    if amount.family is None:
        return amount.currency, False
    if amount.family == "dollar":
        return _dollar(article, settings), True
    members = _in_use(amount.family, published_on(article))
    near = _place_before(text, sentence_start, amount.start, members)
    if near is None and article.dateline:
        dateline = article.dateline.title()  # "PARIS" is in the table as "Paris"
        near = _place_before(dateline, 0, len(dateline), members)
    if near is None:
        near = _place_before(text, 0, sentence_start, members)
    return near or amount.currency, True


def _in_use(family: str, published: date | None) -> tuple[str, ...]:
    """Return the codes of a family that were money on a day; of a day unknown, those of today."""
    ends = currencies.ends()
    return tuple(
        code
        for code in currencies.members(family)
        if code not in ends or (published is not None and published <= ends[code])
    )


def _dollar(article: Article, settings: Settings) -> str:
    domain = article.publisher.domain or ""
    home = _DOLLAR_SITES.get(domain.rpartition(".")[2])
    if home is None and _is_australian(article.text):
        home = "AUD"
    return home or settings.default_currency


@lru_cache(maxsize=4)
def _is_australian(text: str) -> bool:
    """Tell whether a text writes American dollars `$US`; asked once for all of its sums."""
    return _AUSTRALIAN_STYLE.search(text) is not None


def _place_before(text: str, start: int, end: int, members: tuple[str, ...]) -> str | None:
    """Return the code of the last place named in the stretch whose currency is a member."""
    code = None
    for match in _places().finditer(text, start, end):
        if currencies.places()[match[1]] in members:
            code = currencies.places()[match[1]]
    return code


@cache
def _places() -> re.Pattern[str]:
    names = sorted(currencies.places(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})s?(?!\w)")  # "Argentines"
