"""Which figures of a sentence measure what the figure before them does.

Level, change and former level bear one name: "fell 4% to 3.1 million from 3.2 million". So do the
parts of "lost $2 billion and tech funds $1 billion" and "fell 7% in Germany, and in France 3%".
"""

import itertools
from typing import Final

from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.binder import Binder
from newsx.resolve.sentences.owners import PASSED
from newsx.resolve.sentences.verb_forms import Word
from newsx.schema import FigureRole

_AND: Final = frozenset({"and", "while", "but"})
_AT: Final = frozenset({"in", "at", "across"})
_APPENDED: Final = frozenset({",", "(", "up", "down", "off"})
_PLACES: Final = frozenset({"GPE", "LOC", "NORP"})


def is_again(binder: Binder, place: int, role: FigureRole) -> bool:
    """Tell whether the figure that is word `place` measures what the one before it does."""
    previous = binder.previous(place)
    if previous is None or _has_own_noun(binder, place):
        return False
    return (
        binder.is_apposition(place, previous)
        or is_told_on(binder, place, role)
        or elsewhere(binder, place, previous)
        or has_left_out_verb(binder, place, previous)
    )


def is_told_on(binder: Binder, place: int, role: FigureRole) -> bool:
    """Tell "rose 8.6% to 24,310 in May from 22,400" and "14 million barrels, down 1.4%".

    It is one movement, told of one.
    """
    previous = binder.previous(place)
    if previous is None:
        return False
    if role in {"to", "from"}:
        return not _is_parted(binder, previous, place)
    return role == "delta" and _is_appended(binder, previous, place)


def elsewhere(binder: Binder, place: int, previous: int) -> bool:
    """Tell "dropped 7% in Germany; in France, 3%": of one kind, parted by no more than a place."""
    if not _alike(binder, place, previous):
        return False
    between = binder.words[previous + 1 : place]
    placed = any(
        word.lower in _AT and _is_place(binder, following)
        for word, following in itertools.pairwise(between)
    )
    return placed and all(
        word.what in {"mark", "name", "time"}
        or word.lower in _AND | _AT | PASSED
        or word.lower in words("determiners")
        for word in between
    )


def has_left_out_verb(binder: Binder, place: int, previous: int) -> bool:
    """Tell "funds lost $2 billion and tech funds $1 billion": an owner, and the verb of before."""
    gapped = binder.gapped.get(place)
    return (
        gapped is not None
        and _alike(binder, place, previous)
        and gapped[0] > previous
        and binder.owners.is_owner(*gapped)
        and binder.bound(previous).subject is not None
    )


def leaves_out_verb_after_and(binder: Binder, place: int, previous: int) -> bool:
    """Tell "wages climbed 4% and prices 2%": another measure that moved the same way."""
    gapped = binder.gapped.get(place)
    if gapped is None or gapped[0] <= previous + 1 or not _alike(binder, place, previous):
        return False
    first = gapped[0]
    while first > previous + 1 and binder.words[first - 1].lower in words("determiners"):
        first -= 1
    return binder.words[first - 1].lower in _AND


def _alike(binder: Binder, place: int, previous: int) -> bool:
    here, before = (binder.amounts[binder.words[one].row] for one in (place, previous))
    return here.kind == before.kind and here.unit == before.unit


def _is_place(binder: Binder, word: Word) -> bool:
    return word.what == "name" and binder.owners.names[word.row].type in _PLACES


def _has_own_noun(binder: Binder, place: int) -> bool:
    """Tell "or 8% of its workforce" and "a 22% discount": what follows says what is measured."""
    following = place + 1
    if following < len(binder.words) and binder.words[following].lower == "of":
        return True
    measure = binder.bound(place).measure
    return measure is not None and measure[0] == following


def _is_parted(binder: Binder, previous: int, place: int) -> bool:
    """Tell whether a verb, an owner or another clause stands between two figures."""
    return any(
        word.verb or word.what in {"name", "possessive", "mark"} or word.lower in _AND | {"or"}
        for word in binder.words[previous + 1 : place]
    )


def _is_appended(binder: Binder, previous: int, place: int) -> bool:
    """Tell how the level just told has moved: "processed 14 million barrels, down 1.4%"."""
    if binder.amounts[binder.words[place].row].kind == "count":
        return False
    between = binder.words[previous + 1 : place]
    leads = [word for word in between if word.what != "time" and word.lower not in PASSED]
    told = bool(leads) and leads[0].text in {",", "("}
    return told and all(
        word.lower in _APPENDED or word.lower in words("determiners") for word in leads
    )
