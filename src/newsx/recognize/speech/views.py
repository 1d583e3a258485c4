"""A view told as a thing that its holder has: `Her target is 90p`, `Peel's advice is to sell`."""

from collections.abc import Iterator, Sequence
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.speech.frames import Frame
from newsx.recognize.speech.reading import BE, POSSESSIVE_MARKS, POSSESSIVES, STOPS, Reading, Tokens

_VIEWS: Final = words_of("views")
# Views that need no figure to say something.
_COUNSELS: Final = frozenset(["advice", "verdict", "recommendation"])
_GRADES: Final = words_of("grades")
_STANDS: Final = BE | {"has", "had", "stands", "stood", "comes", "came", "goes", "went", "remains"}
_OPENINGS: Final = frozenset([",", ";", ":", "and", "but", "while", "—", "–"])
_REACH: Final = 5
# What a forecast is of may stand before what it is: `Her forecast of 0.6% for growth is low`.
_FORECASTS: Final = (words_of("forecasts") - {"view"}) | {"target", "targets"}
_OF_WHAT: Final = frozenset(["of", "for", "on"])
_OF_REACH: Final = 12


def find_views(reading: Reading, start: int, end: int, taken: Sequence[Frame]) -> Iterator[Frame]:
    """Yield the frames of views that their holders have, outside those already found."""
    covered = {
        index for frame in taken for part in (*frame.parts, frame.cue) for index in range(*part)
    }
    for index in range(start, end):
        if index != start and reading.words[index - 1] not in _OPENINGS:
            continue
        holder = _holder(reading, index)
        if holder is None or reading.quoted[index] >= 0:
            continue
        noun = _view(reading, holder[1], end)
        if noun is None or not _says(reading, noun, end):
            continue
        stop = _clause_end(reading, noun, end)
        if covered.isdisjoint(range(index, stop)):
            word = reading.words[noun]
            yield Frame((noun, noun + 1), word, _named(holder), index, ((index, stop),))
            covered.update(range(index, stop))


def _holder(reading: Reading, index: int) -> Tokens | None:
    """Return whose the thing is that begins at `index`, the possessive mark included."""
    if reading.words[index] in POSSESSIVES:
        return index, index + 1
    name = reading.name_of[index]
    if name is None or name.start != index:
        return None
    marked = reading.words[name.end : name.end + 1]
    return (index, name.end + 1) if marked and marked[0] in POSSESSIVE_MARKS else None


def _named(holder: Tokens) -> Tokens:
    """Return a holder without the possessive mark: a pronoun has none."""
    start, end = holder
    return (start, end - 1) if end - start > 1 else holder


def _view(reading: Reading, start: int, end: int) -> int | None:
    """Return the noun of a view in a noun phrase that is the subject of what is the case."""
    for index in range(start, min(end - 1, start + _REACH)):
        word = reading.words[index]
        if word in STOPS and word != "-":
            return None
        if word in _VIEWS and reading.words[index + 1] in _STANDS:
            return index
        if word in _FORECASTS and _goes_on(reading, index + 1, end):
            return index
    return None


def _goes_on(reading: Reading, index: int, end: int) -> bool:
    """Tell whether `of ...` goes on to what the case is: `of 0.6 percent for growth is low`."""
    if reading.words[index] not in _OF_WHAT:
        return False
    reach = range(index + 1, min(end, index + _OF_REACH))
    verb = next((at for at in reach if _is_verb(reading, at)), None)
    stopped = any(reading.words[at] in STOPS for at in range(index, verb or index))
    return verb is not None and reading.words[verb] in _STANDS and not stopped


def _is_verb(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return word in _STANDS or reading.has_verb(index, index + 1)


def _says(reading: Reading, noun: int, end: int) -> bool:
    """Tell whether a view is told: counsel always, else a figure or a rating behind its noun."""
    told = range(noun + 1, end)
    return (
        reading.words[noun] in _COUNSELS
        or reading.has_digit(noun + 1, end)
        or any(reading.words[at] in _GRADES for at in told)
    )


def _clause_end(reading: Reading, index: int, end: int) -> int:
    """Return where the clause ends: at a semicolon, or at the stop of its unit."""
    stop = next((at for at in range(index, end) if reading.words[at] in {";", ":"}), end)
    while stop > index + 1 and reading.words[stop - 1] in STOPS and reading.quoted[stop - 1] < 0:
        stop -= 1
    return stop
