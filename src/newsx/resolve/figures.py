"""Figures of a doc, normalised, and bound to what they mean."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsx.grammar import reading
from newsx.grammar.amounts import Amount
from newsx.knowledge.vocabulary import lower
from newsx.resolve.bounds import bound_of
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.movement import movement_of
from newsx.resolve.signs import currency_of
from newsx.schema import FIGURES, Article, Entity, Figure, Period, digest
from newsx.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve_figures(
    doc: "Doc",
    article: Article,
    *,
    mentions: MentionIndex,
    entities: Sequence[Entity],
    periods: Sequence[Period],
    settings: Settings,
) -> tuple[Figure, ...]:
    """Return the figures of a doc in order of the text; claims are tied to them afterwards."""
    del mentions, entities, periods
    lowered = lower(doc.text)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    found: list[Figure] = []
    previous: Amount | None = None
    number = 0
    for amount in _marked(doc):
        while number + 1 < len(sentences) and amount.start >= sentences[number][1]:
            number += 1
            previous = None
        begin, stop = sentences[number]
        currency, inferred = currency_of(amount, doc.text, begin, article, settings)
        movement = movement_of(lowered, begin, stop, amount, previous)
        unit = "currency" if amount.kind == "money" else amount.unit
        found.append(
            Figure(
                start=amount.start,
                end=amount.end,
                text=article.text[amount.start : amount.end],
                figure_id=digest(article.version_id, "figure", str(amount.start), str(amount.end)),
                sentence=number,
                kind=amount.kind,
                value=amount.value,
                value_max=amount.value_max,
                unit=unit,
                currency=currency,
                currency_inferred=inferred,
                per=amount.per,
                bound=bound_of(lowered, amount.start, amount.end),
                direction=movement.direction,
                role=movement.role,
            )
        )
        previous = amount
    return tuple(found)


def _marked(doc: "Doc") -> Iterator[Amount]:
    """Yield the amounts that the recognizer marked as figures."""
    spans = [(span.start_char, span.end_char) for span in doc.spans.get(FIGURES, ())]
    for amount in reading.read(doc.text).figures:
        if any(start <= amount.start and amount.end <= end for start, end in spans):
            yield amount
