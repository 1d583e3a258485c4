"""How the text bounds a figure: "nearly $13 billion" is almost, "at least 5%" is ge."""

import re

from newsx.knowledge import bounds, changes
from newsx.schema import Bound

_LAST_WORD = re.compile(r"([a-z]+) $")


def _moves_up(lowered: str, start: int) -> bool:
    """Tell "ticked up to 3.8%" from "up to 3.8%"."""
    before = _LAST_WORD.search(lowered, max(0, start - 20), start)
    return before is not None and any(
        change.what == "verb" for change in changes.words().get(before[1], ())
    )


def bound_of(lowered: str, start: int, end: int) -> Bound:
    """Return the bound of the figure at `[start, end)` of a text in lower case."""
    pattern, found = bounds.before()
    match = pattern.search(lowered, max(0, start - 40), start)
    if match is not None and not (match[1] == "up to" and _moves_up(lowered, match.start(1))):
        return found[match[1]]
    pattern, found = bounds.after()
    match = pattern.match(lowered, end)
    return found[match[1]] if match is not None else "eq"
