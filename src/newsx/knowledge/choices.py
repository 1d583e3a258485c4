"""What speaks for a choice: the weights of features that were learned from our own corpus."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsx.knowledge.vocabulary import rows
from newsx.knowledge.weights import WeightTable, joined, weight_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@cache
def subject_weights(*, alone: bool = False) -> dict[str, int]:
    """Return how much each feature of a candidate speaks for it, in hundredths.

    `models/scripts/subjects.py` learns them from articles, and `models/scripts/alone.py` how much
    more or less each says in a text of one line.
    """
    return {weight.feature: weight.hundredths for weight in _table("subject", alone=alone)}


@cache
def time_weights() -> dict[str, int]:
    """Return how much each feature of a time speaks for it, in hundredths.

    `models/scripts/timing.py` learns them.
    """
    return {weight.feature: weight.hundredths for weight in weight_table("time")}


@cache
def elided_weights() -> dict[str, int]:
    """Return how much each feature of a bare number speaks for a figure, in hundredths.

    `models/scripts/elided.py` learns them.
    """
    return {weight.feature: weight.hundredths for weight in weight_table("elided")}


@cache
def direction_weights() -> tuple[tuple[str, ...], dict[str, tuple[tuple[int, int], ...]]]:
    """Return directions, and how much each feature of a figure speaks for which, in hundredths.

    `none` is a direction too. By feature: places among the directions, each with its weight.
    `models/scripts/directions.py` learns them.
    """
    table = weight_table("direction")
    places = {thing: place for place, thing in enumerate(table.things)}
    found: dict[str, list[tuple[int, int]]] = {}
    for weight in table:
        found.setdefault(weight.feature, []).append((places[weight.thing], weight.hundredths))
    return table.things, {feature: tuple(entries) for feature, entries in found.items()}


Features = tuple[str, ...]
"""Features that only come together, and so are weighed together."""

_KEPT = 1 << 15


class Groups(dict[Features, int]):
    """What groups of features weigh, each added up when first asked for."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, features: Features) -> int:
        """Return the sum of the weights of features; kept where it will be asked for again."""
        total = sum(self._weights.get(feature, 0) for feature in features)
        if len(features) > 1 and len(self) < _KEPT:
            self[features] = total
        return total


class MeasureWeights(NamedTuple):
    """What speaks for a word to be of a figure's measure, in hundredths of log odds."""

    in_sight: dict[str, int]
    """Of what is known of a word in sight of the figure; of any word, under the empty string."""
    groups: Groups
    """The same, of features that come together."""
    places: dict[str, int]
    """Words that a measure may have where they are out of sight: columns of `implied`."""
    usual: "NDArray[np.int64]"
    """What speaks for each of these in general."""
    rows: dict[str, int]
    """What is known of the figure: rows of `implied`."""
    implied: "NDArray[np.int64]"
    """What that says for each word."""


def weights_of(table: WeightTable) -> MeasureWeights:
    """Return weights of features for words, and, for the empty one, of any word."""
    import numpy as np

    general = table.things.index("")
    is_general = table.columns == general
    in_sight = {"": 0} | {
        table.features[row]: weight
        for row, weight in zip(
            table.rows[is_general].tolist(), table.hundredths[is_general].tolist(), strict=True
        )
    }
    vocabulary = [thing for thing in table.things if thing]
    kept, rows = np.unique(table.rows[~is_general], return_inverse=True)
    columns = table.columns[~is_general]
    implied = np.zeros((len(kept), len(vocabulary)), dtype=np.int64)
    implied[rows, columns - (columns > general)] = table.hundredths[~is_general]
    places = {word: place for place, word in enumerate(vocabulary)}
    of_figure = {table.features[row]: place for place, row in enumerate(kept.tolist())}
    usual = implied[of_figure.pop("")] + in_sight[""]
    return MeasureWeights(in_sight, Groups(in_sight), places, usual, of_figure, implied)


@cache
def measure_weights(*, alone: bool = False) -> MeasureWeights:
    """Return what speaks for the words of measures.

    `models/scripts/measures.py` learns it from articles, and `models/scripts/alone.py` what else
    speaks for them in a text of one line.
    """
    return weights_of(_table("measure", alone=alone))


def _table(name: str, *, alone: bool) -> WeightTable:
    table = weight_table(name)
    return joined(table, weight_table(f"{name}_alone")) if alone else table


@cache
def measure_phrases() -> tuple[str, ...]:
    """Return phrases by which measures often go: `tables/measure_phrases.csv`."""
    return tuple(row["phrase"] for row in rows("measure_phrases"))
