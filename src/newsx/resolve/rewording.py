"""What the figures of an article measure, said anew where the words around them say it better.

The rules of `binder` and `naming` read one phrase for each figure. Where the pipeline gives parts
of speech and trees, `measure_words` weighs every word in sight and `measure_phrases` puts the
likely ones together; without them the rules' phrase stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from newsx.knowledge.choices import measure_weights
from newsx.knowledge.measures import name_of
from newsx.resolve.confidence import calibrated
from newsx.resolve.measure_phrases import best_wording
from newsx.resolve.measure_words import Note, chances, cues
from newsx.resolve.naming import Measured, fits
from newsx.resolve.page import Page, words_of
from newsx.schema import Entity, Figure, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST: Final = 0.15
"""A phrase less worth than this says nothing: a wrong measure is worse than none."""

_INDEX: Final = "index level"
_LEVEL: Final = " level"
# Words of a name and what it has: the rules' longer phrases are seldom whole.
_LONGEST: Final = 5


def reworded(
    doc: "Doc",
    figures: Sequence[Figure],
    notes: Sequence[Note],
    *,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
) -> Iterator[Figure]:
    """Yield the figures of a doc with the measures that the words in sight speak for.

    Args:
        doc: The doc, with parts of speech and trees, or else the figures come back as they are.
        figures: Its figures with what the rules say, in order of the text.
        notes: What else the rules leave of each.
        mentions: The names in the doc.
        entities: Whom they mean, by id.
    """
    if not (doc.has_annotation("DEP") and doc.has_annotation("POS")):
        yield from figures
        return
    page = Page(doc, figures, mentions)
    for number, (figure, note) in enumerate(zip(figures, notes, strict=True)):
        if note.is_told:
            yield figure
            continue
        found = chances(cues(page, number, notes, entities), measure_weights())
        wording = best_wording(page, number, found)
        worth = 0.0 if wording is None else wording.worth
        called = Measured()
        if wording is not None and worth >= LEAST:
            text = _with_name(wording.text, figure)
            called = Measured(text, _name(text, figure, note))
        yield figure.model_copy(
            update={
                "measure": called.text,
                "measure_name": called.name,
                "confidence": calibrated(worth, called, figure.subject),
            }
        )


def _with_name(text: str, figure: Figure) -> str:
    """Return the phrase with the name that the rules have before it: whose level, which futures."""
    told = figure.measure or ""
    if text.lower() == _INDEX and figure.measure_name == _INDEX and told.endswith(_LEVEL):
        return f"{told.removesuffix(_LEVEL).removesuffix(' index')} {_INDEX}"
    spoken, ruled = words_of(text), words_of(told)
    is_end = len(spoken) < len(ruled) <= _LONGEST and ruled[-len(spoken) :] == spoken
    return told if is_end and told[0].isupper() else text


def _name(text: str, figure: Figure, note: Note) -> str | None:
    """Return the usual name of a measure; the rules' own where it still says the same."""
    if text == figure.measure:
        return figure.measure_name
    name = name_of(text)
    if name is None and figure.measure_name is not None:
        told = {words_of(figure.measure)[-1:], words_of(figure.measure_name)[-1:]}
        name = figure.measure_name if words_of(text)[-1:] in told else None
    return name if fits(name, figure.kind, note.sort) else None
