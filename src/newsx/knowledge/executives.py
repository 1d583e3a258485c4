"""People so known for one company that their name tells which Apple or Block is meant."""

from functools import cache

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import words
from newsx.knowledge.vocabulary import rows


@cache
def _tickers() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {words(row["name"]): tuple(row["tickers"].split("|")) for row in rows("executives")}


def companies_of(person: str, knowledge: KnowledgeBase) -> frozenset[str]:
    """Return the ids of the companies a person is known for.

    They are no more than a tie-breaker: posts change hands, and the article tells who holds one.
    """
    return frozenset(
        listing.entity_id
        for ticker in _tickers().get(words(person), ())
        for listing in knowledge.issuers(ticker)
    )
