"""Whether a statement is good or bad news: words, and moves of what they are moves of.

Profit that rises is good news and costs that rise are bad; `narrowed` is good news of a loss. A
move is read with the measure beside it, the nearer before it (`costs rose`) or right after it
(`cut costs`, `a rise in profit`), and all is turned by a negation just before.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from newsx.knowledge.statements import Colour, colours

_BEFORE: Final = 70
_AFTER: Final = 30
_FLIPS: Final = 22
_SIGNED: Final = re.compile(r"(?<![\w$€£])([+−-])\d[\d.,]*\s?(?:%|pct|pc|per ?cent)")
_BREAKS: Final = re.compile(r"[;:()\n]")
_NEXT: Final = re.compile(r"[;:()\n\d]|\s(?:and|but|as|while|after|to|from|despite)\s")


class Tone(NamedTuple):
    """One piece of good or bad news."""

    start: int
    sign: int
    sort: str
    """`word`, `burden`, `moved` (a move with its measure) or `move` (one without)."""


@lru_cache(maxsize=16)
def tones(text: str) -> tuple[Tone, ...]:
    """Return the good and the bad news in a text, in order.

    >>> [tone.sign for tone in tones("costs rose but profit did not fall")]
    [-1, 1]
    """
    found = colours(text)
    flips = [start for start, colour in found if colour.sort == "flip"]
    taken: set[int] = set()
    moves = [_moved(text, found, place, taken) for place in _places(found, "move")]
    plain = [
        Tone(start, colour.sign, colour.sort)
        for place, (start, colour) in enumerate(found)
        if colour.sort == "word" or (colour.sort == "burden" and place not in taken)
    ]
    plain += [
        Tone(match.start(), 1 if match[1] == "+" else -1, "move")
        for match in _SIGNED.finditer(text)
    ]
    return tuple(
        tone._replace(sign=-tone.sign) if _is_flipped(tone.start, flips) else tone
        for tone in sorted([*moves, *plain])
    )


def _places(found: list[tuple[int, Colour]], sort: str) -> Iterator[int]:
    return (place for place, (_, colour) in enumerate(found) if colour.sort == sort)


def _moved(text: str, found: list[tuple[int, Colour]], place: int, taken: set[int]) -> Tone:
    """Return a move with the sign it has for what moves, and note its measure in `taken`."""
    start, move = found[place]
    measure = _measure(text, found, place)
    if measure is None:
        return Tone(start, move.sign, "move")
    taken.add(measure)
    return Tone(start, move.sign * found[measure][1].sign, "moved")


def _measure(text: str, found: list[tuple[int, Colour]], place: int) -> int | None:
    """Return the place of the measure that moves: right after the move, or else before it."""
    start = found[place][0]
    measures = [at for at, (_, colour) in enumerate(found) if colour.sort in {"measure", "burden"}]
    after = next((at for at in measures if at > place), None)
    before = next((at for at in reversed(measures) if at < place), None)
    if after is not None and found[after][0] - start <= _AFTER:
        between = text[start : found[after][0]]
        close = before is None or " in " in between or " of " in between or "," not in between
        if close and _NEXT.search(between) is None:
            return after
    if before is not None and start - found[before][0] <= _BEFORE:
        between = text[found[before][0] : start]
        if _BREAKS.search(between) is None:
            return before
    return None


def _is_flipped(start: int, flips: list[int]) -> bool:
    return any(0 < start - flip <= _FLIPS for flip in flips)
