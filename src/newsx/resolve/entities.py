"""Turn the names of a doc into entities and mentions.

doc.ents -> names -> clusters (who is the same here) -> links (who that is in the world)
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, cast, get_args

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import has_legal_form, strip_possessive, words
from newsx.resolve.clusters import TITLES, Cluster, Name, gather, key_of
from newsx.resolve.linking import Link, Listing, link, listings, main_listing
from newsx.resolve.relevance import headline_keys, names_in_headline, relevance
from newsx.schema import Article, Entity, EntityType, Identifiers, Mention, MentionForm, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST_ACRONYM: Final = 4
_LABELS: Final = frozenset(get_args(EntityType))
# What a list names better than the article does: `Brent` is Brent crude, `the Dow` the average.
_LISTED_TYPES: Final = frozenset(
    {"INDEX", "COMMODITY", "CURRENCY", "CRYPTO", "RATE", "INSTRUMENT", "NORP"}
)


def resolve_entities(
    doc: "Doc", article: Article, *, knowledge: KnowledgeBase
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return who and what an article names, and every place where it does.

    Args:
        doc: The recognized text: sentences and entities set.
        article: What the doc was made of.
        knowledge: Who there is.

    Returns:
        Entities by first mention, and mentions in order of the text, never overlapping.
    """
    on = article.date_published.date() if article.date_published else None
    names = list(_names(doc, article))
    printed = listings(names, article.text, knowledge)
    clusters = gather(names, knowledge, on)
    headline = headline_keys(article.headline or "")
    most = max((len(cluster.names) for cluster in clusters), default=1)
    entities: dict[str, Entity] = {}
    owner: dict[int, str] = {}
    settled: dict[int, Name] = {}
    for cluster in clusters:
        listing = next((printed[n.start] for n in cluster.names if n.start in printed), None)
        found = link(cluster, text=article.text, listing=listing, knowledge=knowledge, on=on)
        entity = _entity(cluster, found, listing, knowledge, on)
        in_headline = names_in_headline(
            headline, [n.key for n in cluster.names], entity.entity_id, knowledge
        )
        entity = entity.model_copy(
            update={
                "in_headline": in_headline,
                "relevance": relevance(
                    count=len(cluster.names), most=most, in_headline=in_headline,
                    first=entity.first_start, length=len(article.text),
                ),
            }
        )  # fmt: skip
        if entity.entity_id in entities:
            entity = _joined(entities[entity.entity_id], entity)
        entities[entity.entity_id] = entity
        owner.update((name.start, entity.entity_id) for name in cluster.names)
        settled.update((name.start, name) for name in cluster.names)
    mentions = tuple(
        _mention(settled[name.start], owner[name.start], entities, article) for name in names
    )
    return tuple(sorted(entities.values(), key=lambda e: e.first_start)), mentions


def _names(doc: "Doc", article: Article) -> Iterator[Name]:
    """Yield the names of a doc in order of the text."""
    sentence_of = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for place in range(sentence.start, sentence.end):
            sentence_of[place] = number
    for span in doc.ents:
        if span.label_ not in _LABELS:
            continue
        label = cast("EntityType", span.label_)
        text = strip_possessive(article.text[span.start_char : span.end_char].rstrip())
        key = key_of(text, label)
        if key:
            yield Name(
                span.start_char, span.start_char + len(text), text, label,
                sentence_of[span.start], key,
            )  # fmt: skip


def _entity(
    cluster: Cluster,
    found: Link | None,
    listing: Listing | None,
    knowledge: KnowledgeBase,
    on: date | None,
) -> Entity:
    first = cluster.names[0]
    name = _canonical(cluster, found, knowledge)
    shared = {"mention_count": len(cluster.names), "first_start": first.start}
    if found is None:
        entity_id = digest("entity", cluster.label, key_of(name, cluster.label))
        identifiers = Identifiers()
        if listing is not None:
            identifiers = Identifiers(ticker=listing.ticker, mic=listing.mic or None)
        return Entity(
            entity_id=entity_id, type=cluster.label, name=name, identifiers=identifiers, **shared
        )
    row = found.entity
    return Entity(
        entity_id=row.entity_id,
        type=cast("EntityType", row.type) if cluster.label != "PRODUCT" else cluster.label,
        name=name,
        legal_name=row.legal_name or None,
        identifiers=_identifiers(row.entity_id, row.isin, listing, knowledge, on),
        linked=True,
        link_score=round(found.score, 3),
        country=row.country or None,
        **shared,
    )


def _identifiers(
    entity_id: str, isin: str, listing: Listing | None, knowledge: KnowledgeBase, on: date | None
) -> Identifiers:
    securities = knowledge.securities(entity_id, on=on)
    main = main_listing(securities, listing.ticker if listing else "")
    scheme, _, value = entity_id.partition(":")
    return Identifiers(
        ticker=main.ticker if main else None,
        mic=(main.mic or None) if main else None,
        isin=(main.isin if main else "") or isin or (value if scheme == "isin" else None),
        cik=value if scheme == "cik" else None,
    )


def _canonical(cluster: Cluster, found: Link | None, knowledge: KnowledgeBase) -> str:
    """Return the fullest name the article gives; the list's where the article gives none."""
    if found is not None and cluster.label in _LISTED_TYPES:
        return found.entity.name
    forms = [form for form in cluster.forms if not _is_short(form, found, knowledge)]
    if not forms and found is not None:
        return found.entity.name
    full = max(forms or cluster.forms, key=lambda form: (len(words(form)), len(form)))
    if cluster.label == "PERSON":
        return _without_title(full)
    if full.isupper() and len(full) > _LONGEST_ACRONYM and cluster.label in {"GPE", "LOC"}:
        return found.entity.name if found is not None else full.title()
    return full.removeprefix("The ")


def _is_short(form: str, found: Link | None, knowledge: KnowledgeBase) -> bool:
    if found is None or has_legal_form(form):
        return False
    rows = [r for r in knowledge.aliases(form) if r.entity_id == found.entity.entity_id]
    return bool(rows) and all(row.form == "short" for row in rows)


def _without_title(name: str) -> str:
    parts = name.split()
    while len(parts) > 1 and parts[0].strip(".").casefold() in TITLES:
        del parts[0]
    return " ".join(parts)


def _joined(old: Entity, new: Entity) -> Entity:
    """Return one entity of two that turned out to be the same."""
    return old.model_copy(
        update={
            "mention_count": old.mention_count + new.mention_count,
            "name": max(old.name, new.name, key=len),
            "relevance": max(old.relevance, new.relevance),
            "in_headline": old.in_headline or new.in_headline,
        }
    )


def _mention(
    name: Name, entity_id: str, entities: Mapping[str, Entity], article: Article
) -> Mention:
    return Mention(
        start=name.start,
        end=name.end,
        text=name.text,
        mention_id=digest(article.version_id, "mention", str(name.start), str(name.end)),
        entity_id=entity_id,
        type=name.label,
        form=_form(name, entities[entity_id]),
        sentence=name.sentence,
    )


def _form(name: Name, entity: Entity) -> MentionForm:
    if name.label == "TICKER":
        return "ticker"
    full: Sequence[str] = words(entity.name)
    return (
        "short_name"
        if len(words(name.text)) < len(full) and not has_legal_form(name.text)
        else "name"
    )
