"""Which way a measure moved, and what part of the movement a figure tells."""

from typing import NamedTuple

from newsx.grammar.amount import Amount
from newsx.schema import Direction, FigureRole


class Movement(NamedTuple):
    """Direction and role of a figure."""

    direction: Direction | None = None
    role: FigureRole = "level"


def moved(direction: Direction, lead: str, amount: Amount | None = None) -> Movement:
    """Return what a word of change says of a figure that it reaches.

    Args:
        direction: Which way the word goes.
        lead: The preposition between, as `Leads.lead` returns it: empty where the figure is the
            object ("fell 3%"), "other" where something else stands between.
        amount: The figure; after something else only a share or points are a change.
    """
    if lead == "from":
        return Movement(direction, "from")
    if lead in {"to", "at", "toward", "towards", "into"}:
        return Movement(direction, "to")
    if lead in {"by", ""}:
        return Movement(direction, "delta")
    plain = amount is None or amount.kind not in {"percent", "index"}
    return Movement() if plain else Movement(direction, "delta")
