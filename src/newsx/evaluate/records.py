"""Records against gold: each record finds the article it was read from, by its text.

White space may differ, and the headline may be left out; what stands in it is then not asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, TypeVar

from newsx.errors import ConfigurationError
from newsx.evaluate.claims import score_claims, score_relations
from newsx.evaluate.figures import score_figures
from newsx.evaluate.gold import GoldArticle, GoldClaim, GoldFigure, GoldName, Place
from newsx.evaluate.names import score_names
from newsx.evaluate.tally import Miss, Tally
from newsx.schema import Article, Provenance, Record

PARTS: Final = ("names", "figures", "claims", "relations")


@dataclass(frozen=True, slots=True)
class PlacedMiss:
    """A miss, its article, and the words it is about."""

    article: str
    """`id` of the gold."""
    part: str
    miss: Miss
    text: str
    """The text of the record, into which the miss's offsets point."""


@dataclass
class Evaluation:
    """How good a reading is."""

    articles: int = 0
    parts: dict[str, Tally] = field(default_factory=lambda: {part: Tally() for part in PARTS})
    misses: list[PlacedMiss] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Paths of gold of which there is no record: all that it holds is missed."""
    strangers: int = 0
    """Records of other articles."""
    made_by: set[Provenance] = field(default_factory=set)
    """What made the records."""


def evaluate(golds: Sequence[GoldArticle], records: Iterable[Record]) -> Evaluation:
    """Return how good records are.

    Args:
        golds: The annotated articles.
        records: What a pipeline made of them, in any order.

    Raises:
        ConfigurationError: Two records are of one article.
    """
    types: set[str] = {name.type for gold in golds for name in gold.entities or ()}
    by_text = {_digest(text): gold for gold in golds for text in (gold.text, _body(gold))}
    found = Evaluation(articles=len(golds))
    read: dict[int, Record] = {}
    for record in records:
        gold = by_text.get(_digest(record.article.text))
        if gold is None:
            found.strangers += 1
        elif id(gold) in read:
            msg = f"two records are of the article {gold.id!r}; give each article once"
            raise ConfigurationError(msg)
        else:
            read[id(gold)] = record
            found.made_by.add(record.provenance)
    for gold in golds:
        if id(gold) not in read:
            found.unread.append(gold.path or gold.id)
        record = read.get(id(gold)) or _nothing(gold)
        for part, tally in _scored(fitted(gold, record.article.text), record, types):
            found.parts[part].add(tally)
            found.misses += [
                PlacedMiss(gold.id, part, miss, record.article.text)
                for miss in sorted(tally.misses, key=lambda miss: miss.start)
            ]
    return found


def _scored(gold: GoldArticle, record: Record, types: set[str]) -> Iterator[tuple[str, Tally]]:
    """Yield the counts of every part that the gold has."""
    names = {entity.entity_id: entity.name for entity in record.entities}
    if gold.entities is not None:
        golds = list(gold.names())
        yield "names", score_names(golds, record.mentions, record.entities, types=types)
    if gold.figures is not None:
        yield (
            "figures",
            score_figures(gold.figures, record.figures, record.periods, record.claims),
        )
    if gold.claims is not None:
        yield "claims", score_claims(gold.claims, record.claims, ignored=gold.ignore_claims)
    if gold.relations is not None:
        yield "relations", score_relations(gold.relations, record.relations, names)


def fitted(gold: GoldArticle, text: str) -> GoldArticle:
    """Return the gold with its offsets moved onto the text of a record, without what is not in it.

    Args:
        gold: An annotated article.
        text: Its text or its body, white space apart.
    """
    if text == gold.text:
        return gold
    places = [index for index, letter in enumerate(text) if not letter.isspace()]
    own = [index for index, letter in enumerate(gold.text) if not letter.isspace()]
    moved = dict(zip(own[len(own) - len(places) :], places, strict=True))

    def move(place: Place) -> Place | None:
        kept = [moved[index] for index in range(*place) if index in moved]
        return (kept[0], kept[-1] + 1) if kept else None

    return gold.model_copy(
        update={
            "text": text,
            "ignore_claims": _places(gold.ignore_claims, move),
            "entities": _spans(gold.entities, move),
            "figures": _spans(gold.figures, move),
            "claims": _claims(gold.claims, move),
        }
    )


Move = Callable[[Place], Place | None]
SpanRow = TypeVar("SpanRow", GoldName, GoldFigure)


def _places(places: Iterable[Place], move: Move) -> tuple[Place, ...]:
    return tuple(place for place in map(move, places) if place is not None)


def _spans(rows: Iterable[SpanRow] | None, move: Move) -> tuple[SpanRow, ...] | None:
    """Return names or figures with their places moved."""
    if rows is None:
        return None
    found = ((row, move((row.start, row.end))) for row in rows)
    return tuple(
        row.model_copy(update={"start": place[0], "end": place[1]}) for row, place in found if place
    )


def _claims(rows: Iterable[GoldClaim] | None, move: Move) -> tuple[GoldClaim, ...] | None:
    """Return claims with their places moved."""
    if rows is None:
        return None
    found = ((row, _places(row.parts, move)) for row in rows)
    return tuple(
        row.model_copy(
            update={
                "parts": parts,
                "source": move(row.source) if row.source else None,
                "cue": move(row.cue) if row.cue else None,
            }
        )
        for row, parts in found
        if parts
    )


def _body(gold: GoldArticle) -> str:
    """Return the text without its first line, the headline."""
    return gold.text.partition("\n")[2]


def _digest(text: str) -> bytes:
    """Return a digest of a text that its white space has no part in."""
    return sha256("".join(text.split()).encode()).digest()


def _nothing(gold: GoldArticle) -> Record:
    """Return a record of an article in which nothing was read."""
    article = Article(article_id="", version_id="", text=gold.text, text_sha256="")
    provenance = Provenance(newsx_version="", model=None, settings_sha256="")
    return Record(article=article, provenance=provenance)
