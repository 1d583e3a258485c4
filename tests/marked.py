"""Docs and articles for tests, from sentences with names marked: `[P:Ana Ruiz] said ...`."""

import re
from collections.abc import Sequence

import spacy
from spacy.tokens import Doc

from newsx.recognize.claims import mark_claims
from newsx.recognize.sentences import split_sentences
from newsx.resolve.claims import resolve_claims
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.relations.posts import resolve_relations
from newsx.schema import (
    Article,
    Claim,
    Entity,
    EntityType,
    Figure,
    Mention,
    Relation,
    digest,
)

Name = tuple[int, int, EntityType, str]
"""Start, end, type and canonical name."""

_MARK = re.compile(r"\[([POG]):([^\]=]*)(?:=([^\]]*))?\]")
_TYPES: dict[str, EntityType] = {"P": "PERSON", "O": "ORG", "G": "GPE"}
_NUMBER = re.compile(r"[$£€]?\d[\d,.]*\d?%?")
_NLP = spacy.blank("en")


def read_marked(marked: str) -> tuple[str, list[Name]]:
    """Return the plain text and its names; `[O:Acme=Acme Inc.]` gives the canonical name."""
    text = ""
    names: list[Name] = []
    end = 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        names.append((len(text), len(text) + len(mark[2]), _TYPES[mark[1]], mark[3] or mark[2]))
        text += mark[2]
        end = mark.end()
    return text + marked[end:], names


def make_doc(text: str, names: Sequence[Name] = ()) -> Doc:
    """Return a doc with names, sentences and claims."""
    doc = _NLP.make_doc(text)
    spans = [
        doc.char_span(start, end, label=label, alignment_mode="expand")
        for start, end, label, _ in names
    ]
    doc.ents = spacy.util.filter_spans([span for span in spans if span is not None])
    marked: Doc = mark_claims(split_sentences(doc))
    return marked


def make_article(text: str) -> Article:
    """Return an article that is nothing but its text."""
    return Article(article_id="a", version_id="v", text=text, text_sha256=digest(text))


def make_names(text: str, names: Sequence[Name]) -> tuple[MentionIndex, tuple[Entity, ...]]:
    """Return mentions and entities as the resolver of names would."""
    mentions: list[Mention] = []
    entities: dict[str, Entity] = {}
    for start, end, label, name in sorted(names, key=lambda name: (name[0], -name[1])):
        if mentions and start < mentions[-1].end:
            continue
        entity_id = digest(name)
        mentions.append(
            Mention(
                start=start,
                end=end,
                text=text[start:end],
                mention_id=digest(str(start)),
                entity_id=entity_id,
                type=label,
                form="name",
                sentence=0,
            )
        )
        known = entities.get(entity_id)
        entities[entity_id] = Entity(
            entity_id=entity_id,
            type=label if known is None else known.type,
            name=name,
            mention_count=1 if known is None else known.mention_count + 1,
            first_start=start if known is None else known.first_start,
            in_headline=start < text.find("\n") if known is None else known.in_headline,
        )
    return MentionIndex(mentions), tuple(entities.values())


def make_figures(text: str, places: Sequence[tuple[int, int]]) -> tuple[Figure, ...]:
    """Return figures at these places, without meaning."""
    return tuple(
        Figure(
            start=start,
            end=end,
            text=text[start:end],
            figure_id=digest("figure", str(start)),
            sentence=0,
            kind="number",
        )
        for start, end in sorted(places)
    )


def resolve_marked(marked: str) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """Return the claims and relations of a marked text; every number counts as a figure."""
    text, names = read_marked(marked)
    mentions, entities = make_names(text, names)
    figures = make_figures(text, [number.span() for number in _NUMBER.finditer(text)])
    return resolve_text(text, names, figures, mentions, entities)


def resolve_text(
    text: str,
    names: Sequence[Name],
    figures: Sequence[Figure],
    mentions: MentionIndex,
    entities: Sequence[Entity],
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """Return the claims and relations of a text whose names and figures are known."""
    return resolve_doc(make_doc(text, names), figures, mentions, entities)


def resolve_doc(
    doc: Doc, figures: Sequence[Figure], mentions: MentionIndex, entities: Sequence[Entity]
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """Return the claims and relations of a doc whose claims are marked."""
    article = make_article(doc.text)
    claims = resolve_claims(doc, article, mentions=mentions, entities=entities, figures=figures)
    relations = resolve_relations(doc, article, mentions=mentions, entities=entities, claims=claims)
    return claims, relations
