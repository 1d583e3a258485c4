"""How often readings of a sort are right: what the steps share that say how sure newsx is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsx.schema import Claim, Figure

PRIOR = 10
"""A sort seen rarely leans on this many readings of the overall share."""

Sort = tuple[str, ...]
Reading = TypeVar("Reading", "Figure", "Claim")


class Bin(NamedTuple):
    """Readings of about one confidence."""

    size: int
    confidence: float
    right: float
    """Share of them that are right."""


def shares(
    told: Sequence[tuple[Sort, bool]], sorts: Iterable[Sort]
) -> Iterator[tuple[Sort, float, int]]:
    """Yield every sort, with the share of its readings that are right, and how many there are."""
    overall = sum(right for _, right in told) / len(told)
    of_sort: dict[Sort, list[bool]] = defaultdict(list)
    for sort, right in told:
        of_sort[sort].append(right)
    for sort in sorts:
        seen = of_sort[sort]
        yield sort, (sum(seen) + PRIOR * overall) / (len(seen) + PRIOR), len(seen)


def reliability(told: Iterable[tuple[Reading, bool]]) -> list[Bin]:
    """Return readings by tenths of confidence, the least sure first."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for reading, right in told:
        confidence = float(reading.confidence)
        tenths[int(confidence * 10)].append((confidence, right))
    return [
        Bin(
            len(inside),
            sum(confidence for confidence, _ in inside) / len(inside),
            sum(right for _, right in inside) / len(inside),
        )
        for _, inside in sorted(tenths.items())
    ]


def print_reliability(told: Iterable[tuple[Reading, bool]]) -> None:
    """Print how confidence and share right agree, tenth by tenth and in all."""
    bins = reliability(told)
    print("readings  confidence  right")
    for one in bins:
        print(f"{one.size:>8}  {one.confidence:>10.2f}  {one.right:>5.2f}")
    print(f"calibration error: {calibration_error(bins):.3f}")


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of confidence and share right, bins weighed by their size."""
    distance = sum(one.size * abs(one.confidence - one.right) for one in bins)
    return distance / sum(one.size for one in bins)
