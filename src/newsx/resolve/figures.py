"""Figures of a doc, normalised, and bound to what they mean."""

import itertools
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from newsx.grammar.amount import Amount, sort_of
from newsx.grammar.nouns import is_plural, singular
from newsx.knowledge.measures import name_of
from newsx.knowledge.vocabulary import lower
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.carried import Tags, carried
from newsx.resolve.measures.confidence import calibrated
from newsx.resolve.measures.naming import Measured, measured
from newsx.resolve.measures.rewording import reworded
from newsx.resolve.measures.words import Note
from newsx.resolve.movements.comparisons import settle
from newsx.resolve.movements.mover import Mover
from newsx.resolve.periods import published_on
from newsx.resolve.readings import marked_amounts
from newsx.resolve.sentences.layout import Layout, after_dateline
from newsx.resolve.sentences.page import Page
from newsx.resolve.subjects.references import Subjects, is_owned_by_many
from newsx.resolve.subjects.seats import Seats
from newsx.resolve.subjects.spoken import Spoken
from newsx.resolve.subjects.whose import Asked, Whose
from newsx.resolve.telling.bounds import bound_of
from newsx.resolve.telling.modality import modality_of
from newsx.resolve.telling.repeats import with_repeats
from newsx.resolve.telling.reported import Reported, is_result
from newsx.resolve.telling.respective import with_respective
from newsx.resolve.telling.signs import currency_of
from newsx.resolve.telling.tables import Cell, Table, in_cell, with_owners
from newsx.resolve.telling.time_cues import Timed
from newsx.resolve.telling.timing import Timing
from newsx.resolve.telling.when import period_of
from newsx.schema import Article, Bound, Entity, Figure, Period, digest
from newsx.settings import Settings
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Evidence of a measure that the label of a table's row names.
_TOLD = 0.9


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
    text = tokens_of(doc).text
    lowered = lower(text)
    amounts = marked_amounts(doc)
    layout = Layout(text, amounts, periods, mentions)
    spoken = Spoken(entities, mentions, text, article.provider)
    subjects = Subjects(entities, spoken)
    parsed = doc.has_annotation("DEP") and doc.has_annotation("POS")
    page = Page(doc, amounts, tuple(mentions)) if parsed else None
    whose = Whose(entities, spoken, None if page is None else Seats(page, tuple(mentions), spoken))
    timing = None if page is None else Timing(page, periods, published_on(article))
    table = Table(text, periods)
    reported = Reported()
    found: list[Figure] = []
    notes: list[Note] = []
    cells: list[Cell | None] = []
    earlier = (0, 0)
    opening = after_dateline(text)
    tags = Tags(doc)
    for number, span in enumerate(doc.sents):
        begin, stop = span.start_char, span.end_char
        if begin <= opening < stop:
            begin = opening
        names = layout.names(begin, stop)
        spoken.enter(names)
        whose.enter(names)
        has_figures = layout.has_figures(begin, stop)
        table.enter(begin, stop)
        if not has_figures:
            earlier = (begin, stop)
            continue
        subjects.recall(partial(layout.sentence, *earlier))
        earlier = (begin, stop)
        told = _Told(Binder(layout.sentence(begin, stop), amounts, names), lowered)
        for place in told.places:
            amount = amounts[told.binder.words[place].row]
            binding = told.binder.bound(place)
            movement = told.mover.final(place)
            currency, inferred = currency_of(amount, text, begin, article, settings)
            cell = table.cell(begin, stop, amount.start)
            called = measured(told.binder, place, binding, movement, names)
            if cell is not None:
                binding, called = Binding(evidence=_TOLD), Measured(cell.label, name_of(cell.label))
            else:
                called = carried(called, told.binder, place, found, number, tags)
            measure = called.text
            own = told.period(place, called, periods)
            by_rule = subjects.subject(told.binder, binding, names, called)
            asked = Asked(place, amount, binding, called, by_rule, movement.role)
            is_sure = is_owned_by_many(told.binder, binding, by_rule)
            subject = by_rule if is_sure else whose.choose(told.binder, asked)
            modality = modality_of(told.binder, place, movement.role)
            of_report = None
            if own is not None:
                reported.take(called, subject, movement.role, own)
            elif not told.has_times:
                of_report = reported.period(called, subject, movement.role, modality)
            if timing is None:
                own = own or of_report
            else:
                timed = Timed(amount, number, called, movement.role, modality, own, of_report)
                own = timing.choose(timed)
            figure = Figure(
                start=amount.start,
                end=amount.end,
                text=article.text[amount.start : amount.end],
                figure_id=digest(article.version_id, "figure", str(amount.start), str(amount.end)),
                sentence=number,
                kind=amount.kind,
                value=amount.value,
                value_max=amount.value_max,
                unit=_unit(amount, measure, found, number),
                currency=currency,
                currency_inferred=inferred,
                per=amount.per or _per(amount, measure),
                bound=told.bounds[place],
                direction=movement.direction,
                role=movement.role,
                measure=measure,
                measure_name=called.name,
                subject=subject,
                object=subjects.named(told.binder, binding.object, names),
                period_id=own.period_id if own is not None else None,
                modality=modality,
                confidence=calibrated(binding.evidence, called, subject),
            )
            found.append(figure if cell is None else in_cell(figure, cell, text))
            cells.append(cell)
            notes.append(Note(sort_of(amount), binding.evidence, is_told=cell is not None))
    known = {entity.entity_id: entity for entity in entities}
    named = tuple(mentions)
    owned = with_owners(found, cells, mentions)
    said = list(reworded(page, owned, notes, known))
    each = with_respective(doc, said, mentions=named, entities=known, periods=periods)
    return with_repeats(each)


class _Told:
    """What one sentence tells of its figures: bindings, movements, bounds."""

    def __init__(self, binder: Binder, lowered: str) -> None:
        self.binder = binder
        self.mover = Mover(binder)
        self._period: Period | None = None
        self.has_times = any(word.what == "time" for word in binder.words)
        self.places = [place for place, word in enumerate(binder.words) if word.what == "figure"]
        for place in self.places:
            binder.bind(place)
            self.mover.movement(place)
        self.bounds: dict[int, Bound] = {
            place: binder.amounts[binder.words[place].row].vague
            or bound_of(lowered, binder.words[place].start, binder.words[place].end)
            for place in self.places
        }
        for source, target in binder.share_lists():
            told = self.mover.found
            if told[source].direction is None and told[target].direction is not None:
                self.mover.share(target, source)  # "up 21% YoY and 8% QoQ"
            else:
                self.mover.share(source, target)
        settle(binder, self.places, self.mover.found)
        _share_bounds(binder, self.places, self.bounds)
        self._bound_again()

    def period(self, place: int, measure: Measured, periods: Sequence[Period]) -> Period | None:
        """Return the period of a figure; what follows in its sentence goes on with it.

        "Sales fell 5% in May and profit 3%" is all of May, and so is "$5 million, or 3 cents".
        """
        role = self.mover.final(place).role
        period = period_of(self.binder, place, periods, role)
        if period is not None:
            self._period = period
            return period
        previous = self.binder.previous(place)
        again = previous is not None and self.binder.is_apposition(place, previous)
        goes_on = role in {"delta", "to"} or again or (role == "level" and is_result(measure))
        return self._period if goes_on else None

    def _bound_again(self) -> None:
        """Give a figure told twice one bound: "at least £1.4bn, or 280p a share"."""
        for place, following in itertools.pairwise(self.places):
            again = self.mover.found[following].role == "conversion"
            again = again or self.binder.is_apposition(following, place)
            if again and self.bounds[following] == "eq":
                self.bounds[following] = self.bounds[place]


def _share_bounds(binder: Binder, places: Sequence[int], bounds: dict[int, Bound]) -> None:
    """Give the bound of a list's first figure to all: "about 23%, 16% and 12%"."""
    for place, following in itertools.pairwise(places):
        between = {word.text for word in binder.words[place + 1 : following]}
        kinds = {binder.amounts[binder.words[i].row].kind for i in (place, following)}
        if (
            between
            and between <= {",", "and"}
            and kinds in ({"percent"}, {"money"})
            and bounds[following] == "eq"
        ):
            bounds[following] = bounds[place]


def _unit(
    amount: Amount, measure: str | None, found: Sequence[Figure], sentence: int
) -> str | None:
    """Return the unit; a count that names no noun counts what it measures: `claim` of claims."""
    if amount.kind == "money":
        return "currency"
    if amount.kind != "count" or amount.unit is not None:
        return amount.unit
    if found and found[-1].kind == "count" and found[-1].sentence == sentence and found[-1].unit:
        return found[-1].unit
    last = (measure or "").lower().rpartition(" ")[2]
    return singular(last) if last and is_plural(last) else None


def _per(amount: Amount, measure: str | None) -> str | None:
    """Return what money is per where the measure says so: earnings per share."""
    if amount.kind != "money" or measure is None or amount.scaled:
        return None
    lowered = measure.lower()
    if "per share" in lowered or "per ads" in lowered or lowered.rpartition(" ")[2] == "eps":
        return "share"
    return None
