"""How much an article is about an entity, from the headline, the place and the count."""

from collections.abc import Collection

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import words

_LONGEST_NAME = 6


def headline_keys(headline: str) -> frozenset[str]:
    """Return every run of a headline's words that may be a name, as keys."""
    found: list[str] = []
    for token in headline.split():
        found.extend(words(token))
    return frozenset(
        " ".join(found[first:last])
        for first in range(len(found))
        for last in range(first + 1, min(first + _LONGEST_NAME, len(found)) + 1)
    )


def names_in_headline(
    headline: frozenset[str], keys: Collection[str], entity_id: str, knowledge: KnowledgeBase
) -> bool:
    """Return whether a headline gives any name of an entity, the article's or the list's."""
    if any(key in headline for key in keys):
        return True
    return any(row.entity_id == entity_id for key in headline for row in knowledge.by_key(key))


def relevance(*, count: int, most: int, in_headline: bool, first: int, length: int) -> float:
    """Return 0 to 1: 45% the headline, 30% the share of mentions, 25% how early it comes."""
    place = 1 - first / length if length else 0.0
    return round(0.45 * in_headline + 0.3 * count / most + 0.25 * place, 3)
