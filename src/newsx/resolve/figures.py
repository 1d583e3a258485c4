"""Figures of a doc, normalised, and bound to what they mean."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsx.grammar import reading
from newsx.grammar.amounts import Amount
from newsx.knowledge.vocabulary import lower
from newsx.resolve.binding import Binder, Phrase
from newsx.resolve.bounds import bound_of
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.movement import Mover
from newsx.resolve.sentences import Piece, Sentence
from newsx.resolve.signs import currency_of
from newsx.schema import FIGURES, Article, Entity, Figure, Period, Reference, digest
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
    names = {entity.entity_id: entity for entity in entities}
    lowered = lower(doc.text)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    amounts = list(_marked(doc))
    found: list[Figure] = []
    for number, (begin, stop) in enumerate(sentences):
        inside = {
            index: amount for index, amount in enumerate(amounts) if begin <= amount.start < stop
        }
        if not inside:
            continue
        pieces = [Piece(amount.start, amount.end, "figure", index) for index, amount in inside.items()]
        pieces += [
            Piece(period.start, period.end, "time", index)
            for index, period in enumerate(periods)
            if begin <= period.start < stop
        ]
        here = mentions.within(begin, stop)
        pieces += [
            Piece(mention.start, mention.end, "name", index) for index, mention in enumerate(here)
        ]
        sentence = Sentence(doc.text, begin, stop, pieces)
        binder = Binder(sentence, inside)
        mover = Mover(binder)
        for place, word in enumerate(sentence.words):
            if word.what == "figure":
                binder.bind(place)
                mover.movement(place)
        listed: dict[int, int] = {}
        for source, target in binder.share_lists():
            mover.share(source, target)
            listed[source] = target
        for place, word in enumerate(sentence.words):
            if word.what != "figure":
                continue
            amount = amounts[word.index]
            binding = binder.bound(place)
            currency, inferred = currency_of(amount, doc.text, begin, article, settings)
            movement = mover.final(place)
            measure = (
                sentence.say(*binding.measure) if binding.measure else binding.measure_text
            )

            def reference(phrase: Phrase | None) -> Reference | None:
                if phrase is None:
                    return None
                for inner in sentence.words[phrase[0] : phrase[1]]:
                    if inner.what == "name":
                        entity_id = here[inner.index].entity_id
                        entity = names.get(entity_id)
                        return Reference(
                            text=entity.name if entity else inner.text, entity_id=entity_id
                        )
                text = sentence.say(*phrase)
                return Reference(text=text) if text else None

            found.append(
                Figure(
                    start=amount.start,
                    end=amount.end,
                    text=doc.text[amount.start : amount.end],
                    figure_id=digest(
                        article.version_id, "figure", str(amount.start), str(amount.end)
                    ),
                    sentence=number,
                    kind=amount.kind,
                    value=amount.value,
                    value_max=amount.value_max,
                    unit="currency" if amount.kind == "money" else amount.unit,
                    currency=currency,
                    currency_inferred=inferred,
                    per=amount.per,
                    bound=bound_of(lowered, amount.start, amount.end),
                    direction=movement.direction,
                    role=movement.role,
                    measure=measure or None,
                    subject=reference(binding.subject),
                    object=reference(binding.object),
                )
            )
    return tuple(found)


def _marked(doc: "Doc") -> Iterator[Amount]:
    """Yield the amounts that the recognizer marked as figures."""
    spans = [(span.start_char, span.end_char) for span in doc.spans.get(FIGURES, ())]
    for amount in reading.read(doc.text).figures:
        if any(start <= amount.start and amount.end <= end for start, end in spans):
            yield amount
