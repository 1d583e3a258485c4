"""Turn the names of a doc into entities and mentions.

doc.ents -> names -> clusters (who is the same here) -> links (who that is in the world)
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast, get_args

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import has_legal_form, strip_possessive, words
from newsx.knowledge.tables import SecurityRow
from newsx.knowledge.typos import Typos
from newsx.resolve.names.clusters import Cluster, Name, gather, key_of
from newsx.resolve.names.identity import name_entity
from newsx.resolve.names.labels import agreed
from newsx.resolve.names.linking import Linker, Verdict
from newsx.resolve.names.listings import Listing, Markets, listings
from newsx.resolve.names.nominals import Nominal, nominals
from newsx.resolve.names.relevance import Headline, relevance
from newsx.resolve.names.setting import setting
from newsx.schema import Article, Entity, EntityType, Mention, MentionForm, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABELS: Final = frozenset(get_args(EntityType))


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
    read = Reading(doc, article, knowledge)
    headline = Headline(article.headline or "", knowledge)
    described = Counter(nominal.cluster for nominal in read.described)
    most = max((len(cluster.names) for cluster in read.clusters), default=1)
    entities: dict[str, Entity] = {}
    owner: dict[int, tuple[Name, str]] = {}
    ids: list[str] = []
    for number, cluster in enumerate(read.clusters):
        link = read.linker.link(cluster, read.printed[number])
        traded = read.traded(number, link)
        naming = name_entity(cluster, link, read.printed[number], traded, knowledge)
        keys = {name.key for name in cluster.names}
        in_headline = headline.gives(naming.entity_id, keys, cluster.label)
        first = cluster.names[0].start
        entity = Entity(
            **naming._asdict(),
            mention_count=len(cluster.names) + described[number],
            first_start=first,
            in_headline=in_headline,
            relevance=relevance(
                count=len(cluster.names),
                most=most,
                in_headline=in_headline,
                first=first,
                length=len(article.text),
            ),
        )
        if entity.entity_id in entities:
            entity = _joined(entities[entity.entity_id], entity)
        entities[entity.entity_id] = entity
        owner.update((name.start, (name, entity.entity_id)) for name in cluster.names)
        ids.append(entity.entity_id)
    mentions = [_mention(*owner[name.start], entities, article) for name in read.names]
    mentions += [_nominal(n, ids[n.cluster], entities, article) for n in read.described]
    return (
        tuple(sorted(entities.values(), key=lambda entity: entity.first_start)),
        tuple(sorted(mentions, key=lambda mention: mention.start)),
    )


class Reading:
    """The names of an article and who is the same: what linking begins with.

    Args:
        doc: The recognized text: sentences and entities set.
        article: What the doc was made of.
        knowledge: Who there is.
    """

    def __init__(self, doc: "Doc", article: Article, knowledge: KnowledgeBase) -> None:
        text = article.text
        self._knowledge = knowledge
        self._on = article.date_published.date() if article.date_published else None
        sentences = [sentence.start_char for sentence in doc.sents]
        self.names = agreed(tuple(_names(doc, text, sentences, knowledge)), text, knowledge)
        self.clusters = gather(self.names, text, knowledge, self._on)
        self.described = tuple(nominals(self.clusters, text, sentences, knowledge))
        by_place = listings(_places(self.names, self.clusters, self.described), text, knowledge)
        self.printed = _printed(self.clusters, self.described, by_place)
        self._markets = Markets(article, knowledge)
        self.linker = Linker(
            knowledge,
            typos=_typos(knowledge),
            text=text,
            names=self.names,
            on=self._on,
            country=setting(self.names, article, knowledge),
        )

    def traded(self, number: int, link: Verdict | None) -> SecurityRow | None:
        """Return the listing that the article means by a cluster, valid on its day."""
        if link is None:
            return None
        listed = self._knowledge.securities(link.entity.entity_id, on=self._on)
        return self._markets.choose(listed, self.printed[number], self.clusters[number].names)


@lru_cache(maxsize=2)
def _typos(knowledge: KnowledgeBase) -> Typos:
    return Typos(knowledge)


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


def _own_form(written: str, start: int, end: int, knowledge: KnowledgeBase) -> str:
    """Return a name without a possessive 's, but with one of its own: `Macy's`, `Moody's`."""
    text = written[start:end].rstrip()
    bare = strip_possessive(text)
    whole = written[start : start + len(bare) + 2]
    if whole[-2:] in {"'s", "’s"}:
        surface = whole.replace("’", "'")
        if any(r.surface.replace("’", "'").startswith(surface) for r in knowledge.aliases(bare)):
            return whole
    return bare


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


def _names(
    doc: "Doc", written: str, sentences: Sequence[int], knowledge: KnowledgeBase
) -> Iterator[Name]:
    """Yield the names of a doc in order of the text, as the article writes them."""
    for span in doc.ents:
        if span.label_ not in _LABELS:
            continue
        label = cast("EntityType", span.label_)
        text = _own_form(written, span.start_char, span.end_char, knowledge)
        key = key_of(text, label)
        if key:
            start = span.start_char
            sentence = bisect_right(sentences, start) - 1
            yield Name(start, start + len(text), text, label, sentence, key)


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
