"""What the figures of an article measure, said anew where the words around them say it better.

The rules of `binder` and `naming` read one phrase for each figure. Where the pipeline gives parts
of speech and trees, `words` weighs every word in sight and `phrases` puts the likely ones together;
without them the rules' phrase stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from newsx.grammar.nouns import singular
from newsx.knowledge.choices import measure_weights
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of
from newsx.resolve.measures.confidence import calibrated
from newsx.resolve.measures.earnings import abbreviated
from newsx.resolve.measures.naming import (
    POLICY_RATE,
    PREVIOUS,
    Measured,
    expected,
    fits,
    is_price_name,
    may_be_price,
)
from newsx.resolve.measures.phrases import Wording, best_wording
from newsx.resolve.measures.words import Note, chances, cues
from newsx.resolve.sentences.page import Page, words_of
from newsx.schema import Entity, Figure

LEAST: Final = 0.15
"""A phrase less worth than this says nothing: a wrong measure is worse than none."""

_INDEX: Final = "index level"
_RATE: Final = ("exchange", "rate")
_SUPPLIED: Final = ("share price", " exchange rate", " level", " price")
_EARNINGS: Final = "arnings before interest"
_LEVEL: Final = " level"
_PART: Final = "share"
_PART_OF: Final = "share of "
# Evidence of the rules from which a measure with a usual name is seldom quite another.
_SURE: Final = 0.85
# Evidence of the rules that a sentence says in its own noun what it measures.
_PLAIN: Final = 0.8
# A rate that the sentence names is no price.
_RATES: Final = frozenset({"rate", "rates", "yield", "yields"})
_PRICES: Final = frozenset({"price", "prices"})
# Words of a name and what it has: the rules' longer phrases are seldom whole.
_LONGEST: Final = 5


def reworded(
    page: Page | None,
    figures: Sequence[Figure],
    notes: Sequence[Note],
    entities: Mapping[str, Entity],
) -> Iterator[Figure]:
    """Yield the figures of a doc with the measures that the words in sight speak for.

    Args:
        page: The doc with parts of speech and trees; without, the figures come back as they are.
        figures: Its figures with what the rules say, in order of the text.
        notes: What else the rules leave of each.
        entities: Whom the names in the doc mean, by id.
    """
    if page is None:
        yield from figures
        return
    page.figures = figures
    before: Figure | None = None
    weights = measure_weights(alone=not page.has_headline)
    for number, (figure, note) in enumerate(zip(figures, notes, strict=True)):
        said = figure
        if not note.is_told:
            found = chances(cues(page, number, notes, entities), weights)
            wording = best_wording(page, number, found)
            called = _called(figure, note, wording or Wording("", 0.0), page)
            said = _pointing(_with_letters(called, page), note, before)
            if not page.has_headline:
                said = _as_spoken(said, page)
                said = said if before is None else _by_own_name(said, before)
        yield said
        before = said


def _pointing(figure: Figure, note: Note, before: Figure | None) -> Figure:
    """Return a figure that points at the one before it with what that one measures."""
    if not note.points or before is None or before.measure is None:
        return figure
    if note.points == "again" and not _can_share(figure, before):
        return figure
    told = Measured(before.measure, before.measure_name)
    outlook = not words("measure_outlooks").isdisjoint(words_of(before.measure))
    if note.points == "expected":
        told = expected(told)
    elif note.points == "previous" or (outlook and figure.role == "from"):
        # a former level has the name of the level, a former outlook its own
        told = told._replace(text=PREVIOUS + before.measure.removeprefix(PREVIOUS))
    if not fits(told.name, figure.kind, note.sort):
        return figure
    return figure.model_copy(update={"measure": told.text, "measure_name": told.name})


def _as_spoken(figure: Figure, page: Page) -> Figure:
    """Return a figure of what moves by the name of that, without the noun that newsx supplies.

    "The FTSE 100 shed 0.4%": alone, a sentence measures the FTSE 100, and says of no level.
    """
    noun = next((one for one in _SUPPLIED if (figure.measure or "").endswith(one)), None)
    if noun is None or figure.measure is None or figure.measure_name is None:
        return figure
    sentence = words_of(page.spoken(figure.sentence))
    if figure.subject is None or not set(sentence).isdisjoint(words_of(noun)):
        return figure
    name = figure.measure.removesuffix(noun).strip() or figure.subject.text
    return figure.model_copy(update={"measure": name})


def _by_own_name(figure: Figure, before: Figure) -> Figure:
    """Return a figure that would be called by the name of what moved before by its own.

    "Wheat rose 2% and corn 1%": alone, a sentence measures wheat and corn, and no price.
    """
    if figure.subject is None or before.subject is None:
        return figure
    other, own = words_of(before.subject.text), words_of(figure.subject.text)
    if own == other or words_of(figure.measure) != other:
        return figure
    return figure.model_copy(update={"measure": figure.subject.text})


def _can_share(figure: Figure, before: Figure) -> bool:
    """Tell figures that may be of one measure, where the one before is as sure of its own.

    No jobs cost money, no profit is by the share, and a name that leads a measure ("wheat price")
    is of one figure alone.
    """
    if before.confidence < figure.confidence:
        return False
    kinds = {figure.kind, before.kind}
    if kinds == {"money"} and (figure.per == "share") != (before.per == "share"):
        return False
    told = before.measure or ""
    if kinds == {"money", "count"} or (is_price_name(told) and not may_be_price(figure)):
        return False
    whose = words_of(None if before.subject is None else before.subject.text)
    return figure.subject == before.subject or set(whose).isdisjoint(words_of(told))


def _with_letters(figure: Figure, page: Page) -> Figure:
    """Return a figure of earnings before interest and more as one of EBIT or EBITDA."""
    if figure.measure is None:
        return figure
    sentence = page.spoken(figure.sentence)
    if _EARNINGS not in sentence:
        return figure
    text = abbreviated(figure.measure, sentence)
    if text == figure.measure:
        return figure
    told = {"measure": text, "measure_name": name_of(text) or figure.measure_name}
    return figure.model_copy(update=told)


def _called(figure: Figure, note: Note, wording: Wording, page: Page) -> Figure:
    text = _said(wording, figure, note, page)
    called = Measured() if text is None else Measured(text, _name(text, figure, note))
    by_rules = text is not None and text == figure.measure != wording.text
    sure = calibrated(note.evidence if by_rules else wording.worth, called, figure.subject)
    told = {"measure": called.text, "measure_name": called.name, "confidence": sure}
    return figure.model_copy(update=told)


def _said(wording: Wording, figure: Figure, note: Note, page: Page) -> str | None:
    """Return the phrase for a figure: in an article the rules' own where it says more, or is surer.

    The subject says there whose level it is, and a measure is called as in every other article
    ("index level"). In a sentence alone, what it plainly says stands where the words are unsure.
    """
    told = figure.measure or ""
    if not page.has_headline:
        if wording.worth >= LEAST:
            return wording.text
        return told if told and note.evidence >= _PLAIN else None
    spoken, ruled = words_of(wording.text), words_of(told)
    another = bool(figure.measure_name and spoken and ruled and not set(spoken) & set(ruled))
    if another and (note.evidence >= _SURE or (ruled[-1] in _RATES and spoken[-1] in _PRICES)):
        return told
    if _is_rate_by_name(told, note) and wording.text == POLICY_RATE:
        return told  # a bank's only rate gets its usual name in `one_name`
    if figure.subject is None:
        if _INDEX == wording.text.lower() != told.lower() and told.endswith(_LEVEL):
            name = told.removesuffix(_LEVEL)
            return told if words_of(name)[-1:] == ("index",) else f"{name} {_INDEX}"
        is_end = 0 < len(spoken) < len(ruled) <= _LONGEST and ruled[-len(spoken) :] == spoken
        if is_end and (len(spoken) == 1 or tuple(spoken) == _RATE or not told[0].islower()):
            return told  # whose level, which futures, "euro exchange rate"
    return wording.text if wording.worth >= LEAST else None


def _is_rate_by_name(told: str, note: Note) -> bool:
    """Tell a rate that a sentence calls by a name of its own: "deposit rate", "rate of tax"."""
    is_named = not words("rates_by_name").isdisjoint(words_of(told))
    return is_named and note.evidence >= _PLAIN


def _name(text: str, figure: Figure, note: Note) -> str | None:
    """Return the usual name of a measure; the rules' own where it still says the same."""
    if text == figure.measure:
        return figure.measure_name
    name = _PART if text.startswith(_PART_OF) else name_of(text) or name_of(singular(text))
    if name is None and figure.measure_name is not None:
        spoken = words_of(text)
        told = {words_of(figure.measure)[-1:], words_of(figure.measure_name)[-1:]}
        whose = words_of(None if figure.subject is None else figure.subject.text)
        by_its_name = set(spoken) <= set(words_of(figure.measure)) or spoken == whose
        name = figure.measure_name if spoken[-1:] in told or by_its_name else None
    return name if fits(name, figure.kind, note.sort) else None
