"""How the text bounds a figure: "nearly $13 billion" is almost, "at least 5%" is ge."""

import re

from newsx.knowledge import bounds, changes
from newsx.knowledge.grammar_words import words
from newsx.schema import Bound

_LAST_WORD = re.compile(r"([a-z]+) $")
# "The bank will no longer lend more than 45%": what is denied of "more" is "at most".
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|cannot|none|nothing|nobody)|n[’']t) (?:[a-z]+ ){0,3}$"
)
_TURNED: dict[Bound, Bound] = {"gt": "le", "lt": "ge"}
# "Raise up to $400 million" has a limit; what "ticked up to 3.8%" has none.
_DOING = ("rais", "lift", "boost", "cut", "add", "reduc", "trim", "shed", "lower", "slash", "scrap")


def _moves_up(lowered: str, start: int) -> bool:
    """Tell "ticked up to 3.8%" from "up to 3.8%"."""
    before = _LAST_WORD.search(lowered, max(0, start - 20), start)
    if before is None or before[1].startswith(_DOING):
        return False
    moves = any(change.what == "verb" for change in changes.words().get(before[1], ()))
    return moves or before[1] in words("going")


def bound_of(lowered: str, start: int, end: int) -> Bound:
    """Return the bound of the figure at `[start, end)` of a text in lower case."""
    pattern, found = bounds.before()
    match = pattern.search(lowered, max(0, start - 40), start)
    if match is not None and not (match[1] == "up to" and _moves_up(lowered, match.start(1))):
        bound = found[match[1]]
        begin = match.start(1)
        if bound in _TURNED and _DENIED.search(lowered, max(0, begin - 40), begin):
            return _TURNED[bound]
        return bound
    pattern, found = bounds.after()
    match = pattern.match(lowered, end)
    return found[match[1]] if match is not None else "eq"
