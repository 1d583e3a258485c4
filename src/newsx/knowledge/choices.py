"""What speaks for a choice: the weights of features that were learned from our own corpus."""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from newsx.knowledge.vocabulary import rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@cache
def weights() -> dict[str, int]:
    """Return how much each feature of a candidate speaks for it, in hundredths.

    Whole numbers add up to the same in any order, and features come in none.

    `models/scripts/subjects.py` writes the table, `tables/subject_weights.csv`.
    """
    return {row["feature"]: round(100 * float(row["weight"])) for row in rows("subject_weights")}


@cache
def time_weights() -> dict[str, int]:
    """Return how much each feature of a time speaks for it, in hundredths, as above.

    `models/scripts/timing.py` writes the table, `tables/time_weights.csv`.
    """
    return {row["feature"]: int(row["weight"]) for row in rows("time_weights")}


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


def weights_of(found: Iterable[tuple[str, str, int]]) -> MeasureWeights:
    """Return the weights of rows: a word of the vocabulary or none, a feature, its weight."""
    import numpy as np

    in_sight: dict[str, int] = {"": 0}
    of_words: list[tuple[str, str, int]] = []
    for word, feature, weight in found:
        if word:
            of_words.append((word, feature, weight))
        else:
            in_sight[feature] = weight
    vocabulary = sorted({word for word, _, _ in of_words})
    places = {word: place for place, word in enumerate(vocabulary)}
    features = dict.fromkeys(["", *(feature for _, feature, _ in of_words)])
    rows = {feature: row for row, feature in enumerate(features)}
    implied = np.zeros((len(rows), len(places)), dtype=np.int64)
    for word, feature, weight in of_words:
        implied[rows[feature], places[word]] = weight
    usual = implied[rows.pop("")] + in_sight[""]
    return MeasureWeights(in_sight, Groups(in_sight), places, usual, rows, implied)


@cache
def measure_weights() -> MeasureWeights:
    """Return what `models/scripts/measures.py` learned: `tables/measure_weights.csv`."""
    source = files("newsx.knowledge").joinpath("tables", "measure_weights.csv")
    lines = csv.reader(source.read_text(encoding="utf-8").splitlines()[1:])
    return weights_of((word, feature, int(weight)) for word, feature, weight in lines)


@cache
def measure_phrases() -> tuple[str, ...]:
    """Return phrases by which measures often go: `tables/measure_phrases.csv`."""
    return tuple(row["phrase"] for row in rows("measure_phrases"))
