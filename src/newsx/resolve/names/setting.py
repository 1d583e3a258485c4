"""Where an article is set: the country most of its places and people belong to.

It decides between namesakes: the Treasury, the Supreme Court, the National Stock Exchange.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import normalise
from newsx.resolve.names.clusters import Name, best_alias
from newsx.schema import Article

_SHARE: Final = 0.5
_LEAST: Final = 2
_DATELINE: Final = 2
_MONEY: Final = {
    "Rs ": "IN",
    "Rs.": "IN",
    "crore": "IN",
    "₹": "IN",
    "£": "GB",
    "A$": "AU",
    "C$": "CA",
}
_BEFORE: Final = re.compile(r"((?:[A-Z][\w.]*[ ]?){1,3}?)(?:['’]s?)?\s+(?:the\s+)?$")


def setting(names: Sequence[Name], article: Article, knowledge: KnowledgeBase) -> str:
    """Return the ISO 3166-1 code of the country an article is set in, or an empty string."""
    votes: Counter[str] = Counter()
    for name in names:
        if name.label in {"GPE", "NORP"}:
            votes[_country(name.text, name.label, knowledge)] += 1
    votes[dateline_country(article, knowledge)] += _DATELINE
    for mark, country in _MONEY.items():
        if mark in article.text:
            votes[country] += 1
    del votes[""]
    total = votes.total()
    if not total:
        return ""
    country, count = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
    return country if count >= _LEAST and count / total >= _SHARE else ""


def dateline_country(article: Article, knowledge: KnowledgeBase) -> str:
    """Return the country an article is filed from, or an empty string: `HONG KONG, May 3`."""
    place = re.split(r"[,/]", article.dateline or "")[0].strip()
    return _country(place.title(), "GPE", knowledge) if place else ""


def publisher_country(article: Article, knowledge: KnowledgeBase) -> str:
    """Return the home of the newspaper that published an article; agencies write for the world."""
    name = article.publisher.name or ""
    row = knowledge.entity(best_alias(name, "ORG", knowledge, None)) if name else None
    return row.country if row is not None and row.kind == "publisher" else ""


def _country(text: str, label: str, knowledge: KnowledgeBase) -> str:
    entity = knowledge.entity(best_alias(text, label, knowledge, None))
    return entity.country if entity is not None else ""


def country_before(text: str, start: int, knowledge: KnowledgeBase) -> str:
    """Return the country named right before a place in the text: `Pakistan's Supreme Court`."""
    match = _BEFORE.search(text[max(0, start - 30) : start])
    if match is None:
        return ""
    for row in knowledge.by_key(normalise(match[1].strip())):
        entity = knowledge.entity(row.entity_id)
        if entity is not None and entity.type in {"GPE", "NORP"}:
            return entity.country
    return ""
