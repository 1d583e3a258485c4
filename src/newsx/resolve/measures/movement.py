"""Which way a measure moved, and what part of the movement a figure tells."""

from typing import NamedTuple

from newsx.schema import Direction, FigureRole


class Movement(NamedTuple):
    """Direction and role of a figure."""

    direction: Direction | None = None
    role: FigureRole = "level"
