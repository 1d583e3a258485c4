"""Repetitions of one fact in headline, caption and body: sums must not double."""

import re
from collections.abc import Sequence

from newsx.schema import Figure

_WORD = re.compile(r"\w+")
# Digits of a value that nobody hits on twice by chance, and that a sum of money needs at least.
_TELLING, _ENOUGH = 3, 2
_SMALL = frozenset({"the", "a", "an", "of", "in", "its", "and", "s", "total"})


def with_repeats(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures, each repetition pointing at the first telling by `same_as`."""
    first: dict[tuple[object, ...], list[Figure]] = {}
    found = []
    for figure in figures:
        key = (figure.kind, figure.value, figure.value_max, figure.unit, figure.currency)
        earlier = next((other for other in first.get(key, ()) if _same(other, figure)), None)
        if earlier is None:
            first.setdefault(key, []).append(figure)
            found.append(figure)
        else:
            found.append(figure.model_copy(update={"same_as": earlier.figure_id}))
    return tuple(found)


def _same(one: Figure, other: Figure) -> bool:
    """Tell whether two figures of one value are one fact: nothing they say may disagree."""
    if (
        one.period_id
        and other.period_id
        and one.sentence == other.sentence
        and one.period_id != other.period_id
    ):
        return False
    if {one.direction, other.direction} == {"up", "down"}:
        return False
    measures = _words(one.measure) | _name(one), _words(other.measure) | _name(other)
    subjects = _subject(one), _subject(other)
    if (
        subjects[0]
        and subjects[1]
        and subjects[0] != subjects[1]
        and not (measures[0] & measures[1])
    ):
        return False
    if measures[0] & measures[1]:
        return (
            not (one.subject and other.subject) or _related(one, other) or _telling(one) >= _TELLING
        )
    # A sum to three digits is not told twice by chance; a round percentage is.
    return _telling(one) >= _TELLING or (
        _telling(one) >= _ENOUGH and one.kind == "money" and _related(one, other)
    )


def _related(one: Figure, other: Figure) -> bool:
    if one.subject is None or other.subject is None:
        return one.subject is other.subject
    if one.subject.entity_id and one.subject.entity_id == other.subject.entity_id:
        return True
    return bool(_words(one.subject.text) & _words(other.subject.text))


def _name(figure: Figure) -> frozenset[str]:
    """Return the usual name of the measure as one word: PAT is net income."""
    return frozenset() if figure.measure_name is None else frozenset({f"={figure.measure_name}"})


def _subject(figure: Figure) -> str | None:
    return None if figure.subject is None else figure.subject.entity_id


def _words(text: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall((text or "").lower())) - _SMALL


def _telling(figure: Figure) -> int:
    """Return how many significant digits the value has."""
    if figure.value is None:
        return 0
    return len(
        str(figure.value.normalize().as_tuple().digits)
        .strip("(),")
        .replace(", ", "")
        .replace(",", "")
    )
