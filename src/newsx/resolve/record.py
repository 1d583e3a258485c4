"""Doc -> Record: put the rows of all parts together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsx.knowledge.base import KnowledgeBase
from newsx.resolve.claims import attribute_figures, resolve_claims
from newsx.resolve.entities import resolve_entities
from newsx.resolve.figures import resolve_figures
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.periods import published_on, resolve_periods
from newsx.resolve.relations.posts import resolve_relations
from newsx.resolve.relations.ties import resolve_ties
from newsx.resolve.telling.time_leads import with_leads
from newsx.schema import Article, Provenance, Record
from newsx.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve(
    doc: Doc,
    article: Article,
    *,
    knowledge: KnowledgeBase,
    provenance: Provenance,
    settings: Settings,
) -> Record:
    """Return the record of an article: figures know their subjects, claims know their figures.

    Args:
        doc: The doc of `article.text`, offset for offset.
        article: What was parsed.
        knowledge: Who is who, on the day of publication.
        provenance: What makes the record; one object serves a whole run.
        settings: How newsx runs.
    """
    entities, mentions = resolve_entities(doc, article, knowledge=knowledge)
    index = MentionIndex(mentions)
    periods = resolve_periods(doc, article)
    figures = resolve_figures(
        doc, article, mentions=index, entities=entities, periods=periods, settings=settings
    )
    claims = resolve_claims(
        doc, article, mentions=index, entities=entities, figures=figures, periods=periods
    )
    people = resolve_relations(doc, article, mentions=index, entities=entities, claims=claims)
    ties = resolve_ties(doc, article, mentions=index, entities=entities, knowledge=knowledge)
    led = with_leads(
        periods,
        attribute_figures(figures, claims),
        text=article.text,
        version=article.version_id,
        published=published_on(article),
    )
    return Record(
        article=article,
        entities=entities,
        mentions=mentions,
        figures=led.figures,
        periods=led.periods,
        claims=claims,
        relations=tuple(sorted((*people, *ties), key=lambda row: (row.start, row.relation_id))),
        provenance=provenance,
    )
