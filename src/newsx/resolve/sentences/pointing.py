"""Where the network points from a figure, as the choosers of what the figure means read it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

_STEPS: Final = (0.003, 0.01, 0.03, 0.08, 0.2, 0.4, 0.6, 0.8, 0.93)


class Pointed(NamedTuple):
    """What a figure points at by one link; shares are from 0 to 1."""

    sight: Sequence[range]
    """The tokens it could point at, in order."""
    nowhere: float
    shares: Mapping[int, float]
    """By token."""

    def at(self, tokens: Sequence[int]) -> float | None:
        """Return the share that goes to some tokens, each given once and in order.

        None where all are out of sight.
        """
        inside: list[int] = []
        for seen in self.sight:
            first = bisect_left(tokens, seen.start)
            inside += tokens[first : bisect_left(tokens, seen.stop, first)]
        return sum(self.shares.get(token, 0.0) for token in inside) if inside else None


def strength(share: float) -> int:
    """Return a share in ten steps, from 0 to 9.

    >>> strength(0.0), strength(0.5), strength(1.0)
    (0, 6, 9)
    """
    return sum(share >= step for step in _STEPS)
