"""Ties between entities that the text shows or the list knows: tickers, owners.

`company_ticker` stands on the brackets behind a name, `subsidiary_of` on two names of the article
whose tie is known, or is written (`Alphabet Inc.'s Google`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from newsx.knowledge.base import KnowledgeBase
from newsx.resolve.lookup import MentionIndex
from newsx.schema import Article, Entity, Mention, Relation, RelationKind, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BRACKETS = 24


def resolve_ties(
    doc: "Doc",  # noqa: ARG001 - the contract of all resolvers
    article: Article,
    *,
    mentions: MentionIndex,
    entities: Sequence[Entity],
    knowledge: KnowledgeBase,
) -> tuple[Relation, ...]:
    """Return the ties between the entities of an article, in order of their evidence.

    Args:
        doc: The recognized text.
        article: What the doc was made of.
        mentions: Every place where an entity is named.
        entities: Who and what is named.
        knowledge: Who there is.
    """
    named = mentions.within(0, len(article.text))
    by_id = {entity.entity_id: entity for entity in entities}
    found = [*_tickers(named, article), *_owners(named, by_id, article, knowledge)]
    unique = {relation.relation_id: relation for relation in found}
    return tuple(sorted(unique.values(), key=lambda r: (r.start, r.end, r.kind)))


def _relation(
    article: Article, kind: RelationKind, first: Mention, second: Mention,
    *, subject: str, object_: str, role: str | None = None, confidence: float,
) -> Relation:  # fmt: skip
    return Relation(
        relation_id=digest(article.version_id, "relation", kind, subject, object_),
        kind=kind,
        subject_id=subject,
        object_id=object_,
        role=role,
        start=min(first.start, second.start),
        end=max(first.end, second.end),
        confidence=confidence,
    )


def _tickers(named: Sequence[Mention], article: Article) -> Iterator[Relation]:
    """Yield the company before each ticker in brackets, the market as its role."""
    company: Mention | None = None
    market: Mention | None = None
    for mention in named:
        if mention.type == "TICKER":
            if company is not None and mention.start - company.end <= _BRACKETS:
                yield _relation(
                    article, "company_ticker", company, mention,
                    subject=company.entity_id, object_=mention.entity_id,
                    role=market.text if market is not None else None, confidence=0.95,
                )  # fmt: skip
        elif company is not None and article.text[mention.end : mention.end + 1] == ":":
            market = mention
        elif mention.type in {"ORG", "PRODUCT"}:
            company, market = mention, None


def _owners(
    named: Sequence[Mention],
    by_id: Mapping[str, Entity],
    article: Article,
    knowledge: KnowledgeBase,
) -> Iterator[Relation]:
    """Yield the owner of each unit whose owner the article names too."""
    first: dict[str, Mention] = {}
    for mention in named:
        first.setdefault(mention.entity_id, mention)
    for entity_id, mention in first.items():
        row = knowledge.entity(entity_id) if by_id[entity_id].linked else None
        if row is not None and row.parent in first:
            yield _relation(
                article, "subsidiary_of", mention, first[row.parent],
                subject=entity_id, object_=row.parent, confidence=0.9,
            )  # fmt: skip
