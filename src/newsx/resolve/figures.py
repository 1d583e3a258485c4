"""Figures of a doc, normalised, and bound to what they mean."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from newsx.grammar.amount import Amount, sort_of
from newsx.knowledge.measures import name_of
from newsx.knowledge.vocabulary import lower
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.measures.again import is_again
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.carried import Pointing, carried, parts_of_speech
from newsx.resolve.measures.confidence import calibrated
from newsx.resolve.measures.naming import Measured, measured
from newsx.resolve.measures.one_name import with_one_name
from newsx.resolve.measures.rewording import reworded
from newsx.resolve.measures.words import Note
from newsx.resolve.movements.parts import with_parts
from newsx.resolve.movements.weighed import directed
from newsx.resolve.one_sentence import OneSentence
from newsx.resolve.periods import published_on
from newsx.resolve.readings import marked_amounts
from newsx.resolve.sentences.layout import Layout, after_dateline
from newsx.resolve.sentences.page import Page, has_headline
from newsx.resolve.subjects.labels import Labels
from newsx.resolve.subjects.lands import Lands
from newsx.resolve.subjects.listed import Lists
from newsx.resolve.subjects.references import Subjects, is_owned_by_many
from newsx.resolve.subjects.seats import Seats
from newsx.resolve.subjects.spoken import Spoken
from newsx.resolve.subjects.whose import Asked, Whose
from newsx.resolve.telling.counts import with_counts
from newsx.resolve.telling.in_words import in_its_words
from newsx.resolve.telling.modality import modality_of
from newsx.resolve.telling.repeats import with_repeats
from newsx.resolve.telling.reported import Reported
from newsx.resolve.telling.respective import with_respective
from newsx.resolve.telling.signs import currency_of
from newsx.resolve.telling.tables import Cell, Table, in_cell, with_owners
from newsx.resolve.telling.time_cues import Timed
from newsx.resolve.telling.timing import Timing
from newsx.schema import Article, Entity, Figure, Mention, Period, Reference, digest
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
    reading = _Reading(doc, article, mentions, entities, periods, settings)
    for number, span in enumerate(doc.sents):
        reading.enter(number, span.start_char, span.end_char)
    known = {entity.entity_id: entity for entity in entities}
    owned = with_owners(reading.found, reading.cells, mentions)
    lists = Lists(article.text, mentions, known, periods=periods, is_about_one=reading.is_about_one)
    said = with_one_name(
        reworded(reading.page, owned, reading.notes, known),
        known,
        text=article.text,
        told_of_banks=reading.told_of_banks,
    )
    said = list(with_counts(article.text, lists.with_owners(said)))
    if reading.page is not None:
        said = with_parts(reading.page, directed(reading.page, said), published_on(article))
    if not has_headline(article.text):
        said = list(in_its_words(said, mentions))
    named = tuple(mentions)
    return with_repeats(with_respective(doc, said, mentions=named, entities=known, periods=periods))


class _Here(NamedTuple):
    """A sentence: its number, where it stands, the names in it, and what it tells."""

    number: int
    begin: int
    stop: int
    names: Sequence[Mention]
    told: OneSentence


class _Reading:
    """Reads the figures of one article sentence by sentence: the later by those before.

    Args:
        doc: The article as recognized.
        article: The article.
        mentions: The names in it.
        entities: Whom they mean.
        periods: The times in it.
        settings: Which currency a bare `$` is.
    """

    def __init__(
        self,
        doc: "Doc",
        article: Article,
        mentions: MentionIndex,
        entities: Sequence[Entity],
        periods: Sequence[Period],
        settings: Settings,
    ) -> None:
        text = tokens_of(doc).text
        named = tuple(mentions)
        self._text = text
        self._lowered = lower(text)
        self._article = article
        self._periods = periods
        self._settings = settings
        self._amounts = marked_amounts(doc)
        self._spoken = Spoken(entities, mentions, text, article.provider)
        lands = Lands(entities, named)
        self._subjects = Subjects(entities, self._spoken, lands)
        self._labels = Labels(text, named, entities, self._spoken)
        self._table = Table(text, periods)
        self._reported = Reported()
        self._opening = after_dateline(text)
        self._earlier = (0, 0)
        parsed = doc.has_annotation("DEP") and doc.has_annotation("POS")
        self.page = page = Page(doc, self._amounts, named) if parsed else None
        self._tags = {} if page is None else parts_of_speech(page)
        self._layout = Layout(text, self._amounts, periods, mentions, self._tags)
        seats = None if page is None else Seats(page, named, self._spoken)
        self._whose = Whose(
            entities, self._spoken, seats, lands.unsaid(), alone=not has_headline(text)
        )
        self._timing = None if page is None else Timing(page, periods, published_on(article))
        self.found: list[Figure] = []
        self.notes: list[Note] = []
        self.cells: list[Cell | None] = []
        self.told_of_banks: set[int] = set()

    @property
    def is_about_one(self) -> bool:
        """Whether one company is spoken of far more than any other."""
        return self._spoken.is_about_one

    def enter(self, number: int, begin: int, stop: int) -> None:
        """Read the next sentence; what a dateline says is left out."""
        if begin <= self._opening < stop:
            begin = self._opening
        names = self._layout.names(begin, stop)
        self._spoken.enter(names)
        self._whose.enter(names)
        self._table.enter(begin, stop)
        if self._layout.has_figures(begin, stop):
            self._subjects.recall(partial(self._layout.sentence, *self._earlier))
            binder = Binder(self._layout.sentence(begin, stop), self._amounts, names)
            here = _Here(number, begin, stop, names, OneSentence(binder, self._lowered))
            for place in here.told.places:
                self._read(here, place)
        self._earlier = (begin, stop)

    def _read(self, here: _Here, place: int) -> None:
        """Read the figure that is word `place` of a sentence."""
        told, binder = here.told, here.told.binder
        amount = self._amounts[binder.words[place].row]
        movement = told.mover.final(place)
        cell = self._table.cell(here.begin, here.stop, amount.start)
        binding, called, points = self._measured(here, place, cell)
        own = told.period(place, called, self._periods)
        modality = modality_of(binder, place, movement.role)
        subject = self._subject(here, place, binding, called, is_expected=modality == "expected")
        timed = Timed(amount, here.number, called, movement.role, modality, own, None)
        period = self._period(timed, subject, has_times=told.has_times)
        currency, inferred = currency_of(
            amount, self._text, here.begin, self._article, self._settings
        )
        version = self._article.version_id
        figure = Figure(
            start=amount.start,
            end=amount.end,
            text=self._article.text[amount.start : amount.end],
            figure_id=digest(version, "figure", str(amount.start), str(amount.end)),
            sentence=here.number,
            kind=amount.kind,
            value=amount.value,
            value_max=amount.value_max,
            unit="currency" if amount.kind == "money" else amount.unit,
            currency=currency,
            currency_inferred=inferred,
            per=amount.per or _per(amount, called.text),
            bound=told.bounds[place],
            direction=movement.direction,
            role=movement.role,
            measure=called.text,
            measure_name=called.name,
            subject=subject,
            object=self._subjects.named(binder, binding.object, here.names),
            period_id=None if period is None else period.period_id,
            modality=modality,
            confidence=calibrated(binding.evidence, called, subject),
        )
        self.found.append(figure if cell is None else in_cell(figure, cell, self._text))
        self.cells.append(cell)
        self.notes.append(Note(sort_of(amount), binding.evidence, cell is not None, points))

    def _measured(
        self, here: _Here, place: int, cell: Cell | None
    ) -> tuple[Binding, Measured, Pointing]:
        """Return what a figure is bound to and what it measures: in a table, what the row says."""
        if cell is not None:
            return Binding(evidence=_TOLD), Measured(cell.label, name_of(cell.label)), ""
        binder, movement = here.told.binder, here.told.mover.final(place)
        binding = binder.bound(place)
        called = measured(binder, place, binding, movement, here.names)
        called, points = carried(called, binder, place, self.found, here.number, self._tags)
        return (
            binding,
            called,
            points or ("again" if is_again(binder, place, movement.role) else ""),
        )

    def _subject(
        self, here: _Here, place: int, binding: Binding, called: Measured, *, is_expected: bool
    ) -> Reference | None:
        """Return whose a figure is: by the rules where many have it, else whom more speaks for."""
        binder = here.told.binder
        by_rule = self._subjects.subject(
            binder, binding, here.names, called, is_expected=is_expected
        )
        if is_owned_by_many(binder, binding, by_rule):
            return by_rule
        amount, role = self._amounts[binder.words[place].row], here.told.mover.final(place).role
        if self._spoken.banks.is_one(by_rule):
            self.told_of_banks.add(amount.start)
        item = self._labels.of(amount.start, here.names, called)
        if item is not None:
            return item
        return self._whose.choose(binder, Asked(place, amount, binding, called, by_rule, role))

    def _period(self, timed: Timed, subject: Reference | None, *, has_times: bool) -> Period | None:
        """Return when a figure is of; what a sentence without times tells may be of the report."""
        own, of_report = timed.own, None
        if own is not None:
            self._reported.take(timed.measure, subject, timed.role, own)
        elif not has_times:
            of_report = self._reported.period(timed.measure, subject, timed.role, timed.modality)
        if self._timing is None:
            return own or of_report
        return self._timing.choose(timed._replace(reported=of_report))


def _per(amount: Amount, measure: str | None) -> str | None:
    """Return what money is per where the measure says so: earnings per share."""
    if amount.kind != "money" or measure is None or amount.scaled:
        return None
    lowered = measure.lower()
    if "per share" in lowered or "per ads" in lowered or lowered.rpartition(" ")[2] == "eps":
        return "share"
    return None
