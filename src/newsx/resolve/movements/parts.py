"""What part of a movement a figure tells, once it is known which way it goes.

The rules read direction and part together, but `weighed` may find another direction than theirs.
What goes nowhere is neither a change nor the end of one, and "to $384" after a verb that no table
knows is where a movement ended.
"""

import re
from collections.abc import Sequence
from typing import Final

from newsx.knowledge import changes
from newsx.knowledge.grammar_words import words
from newsx.schema import Direction, Figure, FigureRole

_FEW: Final = "|".join(sorted(words("before_a_level")))
_TO: Final = re.compile(rf"(?P<verb>[\w'’%-]+|[.,;])?,? (?:to|into) (?:(?:{_FEW}) )*$")
_AT: Final = re.compile(rf"^[^.;:]{{0,25}}\bat (?:(?:{_FEW}) )*$")
_BY: Final = re.compile(rf"(?P<verb>[\w'’-]+) by (?:(?:{_FEW}) )*$")
_FROM: Final = re.compile(r"^(?:(?! and |[.;:]).){0,40}\bfrom (?:[a-z-]+ ){0,4}$")
_VERB: Final = re.compile(rf"(?P<verb>[a-z]+) (?:(?:{_FEW}) )*$")
# "Net inflows totalled $2bn": a flow has its way by its name; cash flows of a company have none.
_COMES_TO: Final = (
    r"(?:[a-z]+ ){0,6}(?:were|was|hit|reached|totall?ed|came to|amounted to|stood at)"
    rf" (?:(?:{_FEW}|paltry|net) )*$"
)
_FLOW: Final = re.compile(
    rf"(?:(?<!cash )\b(?P<way>in|out)flows?|\b(?:redemptions|withdrawals)) {_COMES_TO}"
)
_FAR: Final = 60
_MOVES: Final[frozenset[FigureRole]] = frozenset({"delta", "to"})


def with_parts(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, each with a part of the movement that its direction tells of."""
    found: list[Figure] = []
    for number, figure in enumerate(figures):
        previous = found[-1] if found and found[-1].sentence == figure.sentence else None
        following = figures[number + 1] if number + 1 < len(figures) else None
        if _is_end(text, figure, following):
            way = following.direction if following is not None else None
            found.append(figure.model_copy(update={"direction": way}))
            continue
        way = _flow(text, figure)
        if way is not None:
            found.append(figure.model_copy(update={"direction": way, "role": "delta"}))
            continue
        if _came_from(text, figure, previous):
            found.append(figure.model_copy(update={"direction": found[-1].direction}))
            continue
        role = _part(text, figure, previous, following)
        found.append(figure if role is None else figure.model_copy(update={"role": role}))
    return found


def _flow(text: str, figure: Figure) -> Direction | None:
    """Return which way a sum flowed that is called an inflow, or redemptions."""
    if figure.kind != "money" or figure.role not in {"level", "to"}:
        return None
    told = _FLOW.search(_before(text, figure))
    if told is None:
        return None
    return "up" if told["way"] == "in" else "down"


def _part(
    text: str, figure: Figure, previous: Figure | None, following: Figure | None
) -> FigureRole | None:
    """Return another part than the rules give, where there is one."""
    if figure.direction is None:
        return "level" if figure.role in _MOVES else None
    if figure.role != "level":
        return None
    before = _before(text, figure)
    led = _TO.search(before)
    if led is not None:
        return None if led["verb"] in words("amounting") else "to"
    by = _BY.search(before)
    if by is not None:
        return None if by["verb"] in words("missing_a_mark") else "delta"
    verb = _VERB.search(before)
    if verb is not None and _goes(verb["verb"], figure.direction):
        return "delta"
    if _is_ended(text, figure, previous) or _is_left(text, figure, following):
        return "to"
    return None


def _is_end(text: str, figure: Figure, following: Figure | None) -> bool:
    """Tell "to a loss of $8 million from a profit": an end that `weighed` found to go nowhere."""
    if following is None or (figure.role, figure.direction) != ("to", None):
        return False
    return following.direction is not None and _is_left(text, figure, following)


def _came_from(text: str, figure: Figure, previous: Figure | None) -> bool:
    """Tell "to 84 billion, from 31 billion", an end of the movement that is told before it."""
    if previous is None or (figure.role, figure.direction) != ("from", None):
        return False
    return previous.role == "to" and bool(_FROM.match(text[previous.end : figure.start].lower()))


def _before(text: str, figure: Figure) -> str:
    return text[max(0, figure.start - _FAR) : figure.start].lower()


def _goes(verb: str, direction: Direction) -> bool:
    """Tell "added $11 billion" and "shaves 3 cents": a figure that is the object of its change."""
    told = changes.words().get(verb, ())
    return any(change.what == "verb" and change.direction == direction for change in told)


def _is_ended(text: str, figure: Figure, previous: Figure | None) -> bool:
    """Tell "6% to the better at 418p": the level at which a change ended, right behind it."""
    if previous is None or previous.role != "delta" or previous.direction != figure.direction:
        return False
    return _AT.match(text[previous.end : figure.start].lower()) is not None


def _is_left(text: str, figure: Figure, following: Figure | None) -> bool:
    """Tell "bid at 28 cents, from 35 cents": what came from an earlier level has come to this."""
    if following is None or following.role != "from" or following.sentence != figure.sentence:
        return False
    return _FROM.match(text[figure.end : following.start].lower()) is not None
