"""Turn the names of a doc into entities and mentions.

doc.ents -> names -> clusters (who is the same here) -> links (who that is in the world)
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, cast, get_args

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import has_legal_form, strip_possessive, words
from newsx.knowledge.tables import EntityRow
from newsx.resolve.clusters import TITLES, Cluster, Name, gather, key_of
from newsx.resolve.linking import Link, Linker
from newsx.resolve.listings import Listing, listings, main_listing
from newsx.resolve.nominals import Nominal, nominals
from newsx.resolve.relevance import Headline, relevance
from newsx.resolve.setting import setting
from newsx.schema import Article, Entity, EntityType, Identifiers, Mention, MentionForm, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST_ACRONYM: Final = 4
_LABELS: Final = frozenset(get_args(EntityType))
# What a list names better than the article does: `greenback` is the U.S. dollar.
_LISTED_TYPES: Final = frozenset({"COMMODITY", "CURRENCY", "CRYPTO", "NORP"})


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
    names = tuple(_names(doc, article.text))
    clusters = gather(names, knowledge, on)
    country = setting(names, article, knowledge)
    sentences = [sentence.start_char for sentence in doc.sents]
    described = tuple(nominals(clusters, article.text, sentences, knowledge))
    linker = Linker(knowledge, text=article.text, names=names, on=on, country=country)
    by_place = listings(_places(names, clusters, described), article.text, knowledge)
    printed = _printed(clusters, described, by_place)
    headline = Headline(article.headline or "", knowledge)
    most = max((len(cluster.names) for cluster in clusters), default=1)
    entities: dict[str, Entity] = {}
    owner: dict[int, tuple[Name, str]] = {}
    ids: list[str] = []
    for cluster, listing in zip(clusters, printed, strict=True):
        naming = _naming(cluster, linker.link(cluster, listing), listing, knowledge, on)
        in_headline = headline.gives(
            naming.entity_id, {name.key for name in cluster.names}, cluster.label
        )
        entity = Entity(
            **naming._asdict(),
            mention_count=len(cluster.names) + sum(n.cluster == len(ids) for n in described),
            first_start=cluster.names[0].start,
            in_headline=in_headline,
            relevance=relevance(
                count=len(cluster.names),
                most=most,
                in_headline=in_headline,
                first=cluster.names[0].start,
                length=len(article.text),
            ),
        )
        if entity.entity_id in entities:
            entity = _joined(entities[entity.entity_id], entity)
        entities[entity.entity_id] = entity
        owner.update((name.start, (name, entity.entity_id)) for name in cluster.names)
        ids.append(entity.entity_id)
    mentions = [_mention(*owner[name.start], entities, article) for name in names]
    mentions += [_nominal(n, ids[n.cluster], entities, article) for n in described]
    return (
        tuple(sorted(entities.values(), key=lambda entity: entity.first_start)),
        tuple(sorted(mentions, key=lambda mention: mention.start)),
    )


def _printed(
    clusters: Sequence[Cluster], described: Sequence[Nominal], by_place: Mapping[int, Listing]
) -> list[Listing | None]:
    """Return the printed ticker of each cluster: that of its first mention that has one."""
    starts = [[name.start for name in cluster.names] for cluster in clusters]
    for nominal in described:
        starts[nominal.cluster].append(nominal.start)
    return [next((by_place[s] for s in own if s in by_place), None) for own in starts]


def _places(
    names: Sequence[Name], clusters: Sequence[Cluster], described: Sequence[Nominal]
) -> list[Name]:
    """Return names and descriptions in order of the text: a ticker may stand behind either."""
    stand_ins = [clusters[n.cluster].names[0]._replace(start=n.start, end=n.end) for n in described]
    return sorted((*names, *stand_ins), key=lambda name: name.start)


def _nominal(
    nominal: Nominal, entity_id: str, entities: Mapping[str, Entity], article: Article
) -> Mention:
    start, end, sentence, _ = nominal
    return Mention(
        start=start,
        end=end,
        text=article.text[start:end],
        mention_id=digest(article.version_id, "mention", str(start), str(end)),
        entity_id=entity_id,
        type=entities[entity_id].type,
        form="nominal",
        sentence=sentence,
        confidence=0.8,
    )


class _Naming(NamedTuple):
    """What is known of an entity apart from where it stands."""

    entity_id: str
    type: EntityType
    name: str
    legal_name: str | None = None
    identifiers: Identifiers = Identifiers()
    linked: bool = False
    link_score: float | None = None
    country: str | None = None


def _names(doc: "Doc", written: str) -> Iterator[Name]:
    """Yield the names of a doc in order of the text, as the article writes them."""
    sentence_of = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for place in range(sentence.start, sentence.end):
            sentence_of[place] = number
    for span in doc.ents:
        if span.label_ not in _LABELS:
            continue
        label = cast("EntityType", span.label_)
        text = strip_possessive(written[span.start_char : span.end_char].rstrip())
        key = key_of(text, label)
        if key:
            yield Name(
                span.start_char, span.start_char + len(text), text, label,
                sentence_of[span.start], key,
            )  # fmt: skip


def _naming(
    cluster: Cluster,
    link: Link | None,
    listing: Listing | None,
    knowledge: KnowledgeBase,
    on: date | None,
) -> _Naming:
    name = _canonical(cluster, link, knowledge)
    if link is None:
        entity_id = digest("entity", cluster.label, key_of(name, cluster.label))
        if listing is None:
            return _Naming(entity_id, cluster.label, name)
        identifiers = Identifiers(ticker=listing.ticker, mic=listing.mic or None)
        return _Naming(entity_id, cluster.label, name, identifiers=identifiers)
    row = link.entity
    return _Naming(
        entity_id=row.entity_id,
        type=cluster.label if cluster.label == "PRODUCT" else cast("EntityType", row.type),
        name=name,
        legal_name=row.legal_name or None,
        identifiers=_identifiers(row, listing, knowledge, on),
        linked=True,
        link_score=round(link.score, 3),
        country=row.country or None,
    )


def _identifiers(
    row: EntityRow, listing: Listing | None, knowledge: KnowledgeBase, on: date | None
) -> Identifiers:
    securities = knowledge.securities(row.entity_id, on=on)
    main = main_listing(securities, listing)
    scheme, _, value = row.entity_id.partition(":")
    isin = (main.isin if main else "") or row.isin or (value if scheme == "isin" else "")
    return Identifiers(
        ticker=main.ticker if main else None,
        mic=(main.mic or None) if main else None,
        isin=isin or None,
        cik=value if scheme == "cik" else None,
    )


def _canonical(cluster: Cluster, found: Link | None, knowledge: KnowledgeBase) -> str:
    """Return the fullest name the article gives; the list's where the article gives none."""
    if found is not None and cluster.label in _LISTED_TYPES:
        return found.entity.name
    forms = [form for form in cluster.forms if not _is_short(form, found, knowledge)]
    if not forms and found is not None:
        return found.entity.name
    full = max(
        forms or cluster.forms,
        key=lambda form: (len(words(form)), not form.isupper(), len(form)),
    )
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
