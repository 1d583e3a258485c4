"""What part of a movement a figure tells, once it is known which way it goes.

The rules read direction and part together, but `weighed` may find another direction than theirs.
What goes nowhere is neither a change nor the end of one, and "to $384" after a verb that no table
knows is where a movement ended.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from newsx.knowledge import changes
from newsx.knowledge.grammar_words import words
from newsx.resolve.sentences.page import Page
from newsx.schema import Direction, Figure, FigureRole

_FEW: Final = "|".join(sorted(words("before_a_level")))
_TO: Final = re.compile(rf"(?P<verb>[\w'’%-]+|[.,;])?,? (?:to|into) (?:(?:{_FEW}) )*$")
_AT: Final = re.compile(rf"^[^.;:]{{0,25}}\bat (?:(?:{_FEW}) )*$")
_BY: Final = re.compile(rf"(?P<verb>[\w'’-]+) by (?:(?:{_FEW}) )*$")
_FROM: Final = re.compile(r"^(?:(?! and |[.;:]).){0,40}\bfrom (?:[a-z-]+ ){0,4}$")
_VERB: Final = re.compile(rf"(?P<verb>[a-z]+) (?:(?:{_FEW}) )*$")
# "Net inflows totalled $2bn": a flow has its way by its name; cash flows of a company have none.
# Between the two stands no more than where it came from.
_COMES_TO: Final = (
    r"(?:(?:of|from|into|at|in) (?:(?!(?:and|as|but|that|which|while|who) )[\w'’&.-]+ ){1,4}){0,2}"
    r"(?:were|was|hit|reached|totall?ed|came to|amounted to|stood at)"
    rf" (?:(?:{_FEW}|paltry|net) )*$"
)
_FLOW: Final = re.compile(
    rf"(?:(?<!cash )\b(?P<way>in|out)flows?|(?P<fund>\bfunds? )?(?:redemptions|withdrawals))"
    rf" (?P<comes>{_COMES_TO})"
)
# Gift cards are redeemed, too, and cash is withdrawn.
_OF_FUND: Final = re.compile(r"\bfunds?\b")
_FLOWS: Final = re.compile(r"\b(?:in|out)flows?\b")
_BRACKETED_YEAR: Final = re.compile(r"[(;] ?(?:[hq]\d |fy ?)?(?P<year>(?:19|20)\d\d): ?$")
_FAR: Final = 60
_MOVES: Final[frozenset[FigureRole]] = frozenset({"delta", "to"})


def with_parts(page: Page, figures: Sequence[Figure], published: date | None) -> list[Figure]:
    """Return the figures, each with a part of the movement that its direction tells of.

    Args:
        page: The article.
        figures: Its figures as rows, with their directions, in order of the text.
        published: The day of publication, after which nothing was earlier.
    """
    text = page.text
    found: list[Figure] = []
    for number, figure in enumerate(figures):
        previous = found[-1] if found and found[-1].sentence == figure.sentence else None
        following = figures[number + 1] if number + 1 < len(figures) else None
        if published is not None and _is_ahead(page, figure, published):
            found.append(figure.model_copy(update={"role": "level"}))
            if previous is not None and previous.role == "level":
                found[-2] = previous.model_copy(update={"direction": None})
            continue
        if _goes_nowhere(text, figure, following):
            way = following.direction if following is not None else None
            found.append(figure.model_copy(update={"direction": way}))
            continue
        way = _flow(page, figure)
        if way is not None:
            found.append(figure.model_copy(update={"direction": way, "role": "delta"}))
            continue
        if _came_from(text, figure, previous):
            found.append(figure.model_copy(update={"direction": found[-1].direction}))
            continue
        role = _part(page, figure, previous, following)
        found.append(figure if role is None else figure.model_copy(update={"role": role}))
    return found


def _is_ahead(page: Page, figure: Figure, published: date) -> bool:
    """Tell "revenue of $6 billion (2025: $8 billion)", written in 2024: no earlier level."""
    if (figure.role, figure.direction) != ("from", None):
        return False
    year = _BRACKETED_YEAR.search(page.before(figure, _FAR))
    return year is not None and int(year["year"]) > published.year


def _flow(page: Page, figure: Figure) -> Direction | None:
    """Return which way a sum flowed that is called an inflow, or redemptions."""
    if figure.kind != "money" or figure.role not in {"level", "to"}:
        return None
    told = _FLOW.search(page.before(figure, _FAR))
    if told is None or not (told["way"] or told["fund"] or _is_of_fund(page, figure, told)):
        return None
    return "up" if told["way"] == "in" else "down"


def _is_of_fund(page: Page, figure: Figure, told: re.Match[str]) -> bool:
    """Tell the redemptions of a fund from those of gift cards: its inflows are told, too."""
    end = page.sentences[figure.sentence][1] - 1
    rest = page.text[figure.end : page.starts[end]].lower()
    return bool(_OF_FUND.search(told["comes"]) or _FLOWS.search(rest))


def _part(
    page: Page, figure: Figure, previous: Figure | None, following: Figure | None
) -> FigureRole | None:
    """Return another part than the rules give, where there is one."""
    if figure.direction is None:
        return "level" if figure.role in _MOVES else None
    if figure.role != "level":
        return None
    text, before = page.text, page.before(figure, _FAR)
    led = _TO.search(before)
    if led is not None:
        return None if led["verb"] in words("amounting") else "to"
    by = _BY.search(before)
    if by is not None:
        return None if by["verb"] in words("missing_a_mark") else "delta"
    verb = _VERB.search(before)
    if verb is not None and _goes(verb["verb"], figure.direction):
        return "delta"
    if _ended_there(text, figure, previous) or _is_left(text, figure, following):
        return "to"
    return None


def _goes_nowhere(text: str, figure: Figure, following: Figure | None) -> bool:
    """Tell "to a loss of $8 million from a profit": an end that `weighed` found to go nowhere."""
    if following is None or (figure.role, figure.direction) != ("to", None):
        return False
    return following.direction is not None and _is_left(text, figure, following)


def _came_from(text: str, figure: Figure, previous: Figure | None) -> bool:
    """Tell "to 84 billion, from 31 billion", an end of the movement that is told before it."""
    if previous is None or (figure.role, figure.direction) != ("from", None):
        return False
    return previous.role == "to" and bool(_FROM.match(text[previous.end : figure.start].lower()))


def _goes(verb: str, direction: Direction) -> bool:
    """Tell "added $11 billion" and "shaves 3 cents": a figure that is the object of its change."""
    told = changes.words().get(verb, ())
    return any(change.what == "verb" and change.direction == direction for change in told)


def _ended_there(text: str, figure: Figure, previous: Figure | None) -> bool:
    """Tell "6% to the better at 418p": the level at which a change ended, right behind it."""
    if previous is None or previous.role != "delta" or previous.direction != figure.direction:
        return False
    return _AT.match(text[previous.end : figure.start].lower()) is not None


def _is_left(text: str, figure: Figure, following: Figure | None) -> bool:
    """Tell "bid at 28 cents, from 35 cents": what came from an earlier level has come to this."""
    if following is None or following.role != "from" or following.sentence != figure.sentence:
        return False
    return _FROM.match(text[figure.end : following.start].lower()) is not None
