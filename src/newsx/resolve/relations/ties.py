"""Ties between entities: tickers, owners, members of indices, positions.

Each stands on words of the text, and its evidence is the stretch from the first name of the tie to
the last. What only the knowledge base knows is told where the article names both ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from newsx.knowledge.base import KnowledgeBase
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.relations.ownership import members, owners
from newsx.resolve.relations.positions import positions
from newsx.resolve.relations.tie import Tie, by_sentence
from newsx.schema import Article, Entity, Mention, Relation, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COMPANY: Final = frozenset({"ORG", "PRODUCT"})
_BRACKET: Final = re.compile(r"\s*[(\[<]\s*(?:[A-Z][\w ]{1,12}:\s*)?\$?")
_SYMBOL: Final = re.compile(
    r"\b(?:(?:symbols?|tickers?)\s*(?:symbol\s*)?|trades? (?:on|in) [^.;]{2,30} as )[“\"'‘]?$",
    re.IGNORECASE,
)


def resolve_ties(
    doc: "Doc",
    article: Article,
    *,
    mentions: MentionIndex,
    entities: Sequence[Entity],
    knowledge: KnowledgeBase,
) -> tuple[Relation, ...]:
    """Return the ties between the entities of an article, in order of their evidence.

    Args:
        doc: The recognized text: its sentences are set.
        article: What the doc was made of.
        mentions: Every place where an entity is named.
        entities: Who and what is named.
        knowledge: Who there is.
    """
    sentences = [sentence.start_char for sentence in doc.sents]
    ties = _Ties(article, tuple(mentions), entities, knowledge)
    found = (*ties.tickers(), *ties.told(sentences), *ties.known())
    unique = {relation.relation_id: relation for relation in map(ties.relation, reversed(found))}
    return tuple(sorted(unique.values(), key=lambda r: (r.start, r.end, r.kind, r.object_id)))


class _Ties:
    def __init__(
        self,
        article: Article,
        named: Sequence[Mention],
        entities: Sequence[Entity],
        knowledge: KnowledgeBase,
    ) -> None:
        self._article = article
        self._text = article.text
        self._named = named
        self._by_id: Mapping[str, Entity] = {e.entity_id: e for e in entities}
        self._markets = {entity_id for entity_id in self._by_id if _is_market(entity_id, knowledge)}
        self._knowledge = knowledge

    def tickers(self) -> Iterator[Tie]:
        """Yield the company of each printed ticker, with the market as role."""
        before: Mention | None = None
        for mention in self._named:
            if mention.type == "TICKER":
                yield from self._ticker(mention, before)
            elif mention.entity_id not in self._markets:
                before = mention

    def _ticker(self, ticker: Mention, before: Mention | None) -> Iterator[Tie]:
        earlier = [
            m for m in self._named if m.sentence == ticker.sentence and m.start < ticker.start
        ]
        market = next((m for m in reversed(earlier) if m.entity_id in self._markets), None)
        role = market.text if market is not None else None
        is_beside = before is not None and _BRACKET.fullmatch(self._text, before.end, ticker.start)
        if before is not None and is_beside and before.type in _COMPANY:
            yield Tie("company_ticker", before, ticker, 0.95, role)
        elif _SYMBOL.search(self._text[max(0, ticker.start - 50) : ticker.start]):
            clause = self._text.rfind(";", 0, ticker.start)
            same = [m for m in earlier if self._is_company(m) and m.start > clause]
            company = same[-1] if same else self._main_company()
            if company is not None:
                yield Tie("company_ticker", company, ticker, 0.8, role)

    def told(self, sentences: Sequence[int]) -> Iterator[Tie]:
        """Yield what the words of a sentence tell: owners, members of indices, positions."""
        companies = {m.entity_id for m in self._named if self._is_company(m)}
        indices = {m.entity_id for m in self._named if m.type == "INDEX"}
        for named in by_sentence(self._named):
            yield from owners(self._text, named, self._is_company)
            yield from members(self._text, named, companies, indices)
            yield from positions(self._text, named, sentences[named[0].sentence])

    def known(self) -> Iterator[Tie]:
        """Yield owners that the knowledge base tells, where the article names both ends."""
        first_of: dict[str, Mention] = {}
        for mention in self._named:
            first_of.setdefault(mention.entity_id, mention)
        for entity_id, mention in first_of.items():
            row = self._knowledge.entity(entity_id) if self._by_id[entity_id].linked else None
            if row is None or row.parent not in first_of or row.kind == "publisher":
                continue
            if not self._is_listed_for_now(entity_id):
                yield Tie("subsidiary_of", mention, first_of[row.parent], 0.9)

    def _is_listed_for_now(self, entity_id: str) -> bool:
        """Return whether a company is listed on the day and was not later: not yet a unit."""
        published = self._article.date_published
        listed = self._knowledge.securities(entity_id, on=published.date()) if published else ()
        return bool(listed) and all(security.valid_to for security in listed)

    def _is_company(self, mention: Mention) -> bool:
        return mention.type in _COMPANY and mention.entity_id not in self._markets

    def _main_company(self) -> Mention | None:
        """Return the first mention of the company the article is most about."""
        companies = [m for m in self._named if self._is_company(m)]
        return max(companies, key=lambda m: self._by_id[m.entity_id].relevance, default=None)

    def relation(self, tie: Tie) -> Relation:
        """Return a tie as a row of the record; its evidence reaches from name to name."""
        subject, object_ = tie.subject, tie.object
        identity = (tie.kind, subject.entity_id, object_.entity_id, tie.role or "")
        return Relation(
            relation_id=digest(self._article.version_id, "relation", *identity),
            kind=tie.kind,
            subject_id=subject.entity_id,
            object_id=object_.entity_id,
            role=tie.role,
            start=min(subject.start, object_.start),
            end=max(subject.end, object_.end),
            confidence=tie.confidence,
        )


def _is_market(entity_id: str, knowledge: KnowledgeBase) -> bool:
    row = knowledge.entity(entity_id)
    return row is not None and row.kind == "exchange"
