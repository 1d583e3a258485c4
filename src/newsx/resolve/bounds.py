"""How the text bounds a figure: "nearly $13 billion" is almost, "at least 5%" is ge."""

from newsx.knowledge import bounds
from newsx.schema import Bound


def bound_of(lowered: str, start: int, end: int) -> Bound:
    """Return the bound of the figure at `[start, end)` of a text in lower case."""
    pattern, found = bounds.before()
    match = pattern.search(lowered, max(0, start - 40), start)
    if match is not None:
        return found[match[1]]
    pattern, found = bounds.after()
    match = pattern.match(lowered, end)
    return found[match[1]] if match is not None else "eq"
