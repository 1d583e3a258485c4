"""Tables of learned weights: thousands of features, each with what it says for one thing or many.

Nobody edits them: the steps of `models/project.yml` write them, and `models/scripts/weights.py`
prints them as CSV. They lie in `tables/*_weights.npz`, by feature: its name once, the places of
what it speaks for, and the weights as small whole numbers of steps. So they take half of what CSV
takes in the wheel, and the same weights give the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BETWEEN = "\0"


class Weight(NamedTuple):
    """What a feature says for one thing."""

    thing: str
    """A word, an answer to a question; empty where there is but one thing to speak for."""
    feature: str
    hundredths: int
    """Of log odds; whole numbers add up to the same in any order."""


@dataclass(frozen=True, eq=False)
class WeightTable:
    """Weights by feature: the `n`th is what `features[rows[n]]` says for `things[columns[n]]`."""

    things: tuple[str, ...]
    features: tuple[str, ...]
    rows: "NDArray[np.int64]"
    columns: "NDArray[np.int64]"
    hundredths: "NDArray[np.int64]"

    def __iter__(self) -> Iterator[Weight]:
        """Yield the weights in order of features, and of what each speaks for."""
        places = (self.rows.tolist(), self.columns.tolist(), self.hundredths.tolist())
        for row, column, weight in zip(*places, strict=True):
            yield Weight(self.things[column], self.features[row], weight)


def table_of(weights: Iterable[Weight]) -> WeightTable:
    """Return weights as a table; of two of one feature for one thing, both."""
    import numpy as np

    found = sorted(weights, key=lambda weight: (weight.feature, weight.thing))
    things = sorted({weight.thing for weight in found})
    features = sorted({weight.feature for weight in found})
    thing_places = {thing: place for place, thing in enumerate(things)}
    feature_places = {feature: place for place, feature in enumerate(features)}
    return WeightTable(
        tuple(things),
        tuple(features),
        np.array([feature_places[weight.feature] for weight in found], dtype=np.int64),
        np.array([thing_places[weight.thing] for weight in found], dtype=np.int64),
        np.array([weight.hundredths for weight in found], dtype=np.int64),
    )


def joined(*tables: WeightTable) -> WeightTable:
    """Return tables as one: of several weights of one feature for one thing, the sum."""
    found: Counter[tuple[str, str]] = Counter()
    for table in tables:
        for weight in table:
            found[weight.thing, weight.feature] += weight.hundredths
    return table_of(Weight(*key, hundredths) for key, hundredths in found.items())


def packed(table: WeightTable, *, step: int = 1) -> bytes:
    """Return a table as it lies in its file; the same table gives the same bytes.

    Args:
        table: What was learned.
        step: Hundredths to which weights are rounded: coarser is smaller.

    Raises:
        ValueError: A name holds the character U+0000, which stands between names.
    """
    import numpy as np

    counts = np.bincount(table.rows, minlength=len(table.features))
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    # Every feature's columns go up: where its first stands, and then how far each is off.
    jumps = np.diff(table.columns, prepend=0)
    is_first = np.arange(len(starts)) == starts
    jumps[is_first] = table.columns[is_first]
    steps = np.round(table.hundredths / step).astype(np.int64)
    file = BytesIO()
    np.savez(
        file,
        things=_joined(table.things),
        features=_joined(table.features),
        counts=_narrow(counts),
        jumps=_narrow(jumps),
        steps=_narrow(steps),
        step=np.array(step),
    )
    return file.getvalue()


def unpacked(content: bytes) -> WeightTable:
    """Return the table that a file holds."""
    import numpy as np

    with np.load(BytesIO(content), allow_pickle=False) as file:
        counts = file["counts"].astype(np.int64)
        jumps = file["jumps"].astype(np.int64)
        reached = np.cumsum(jumps)
        starts = np.cumsum(counts) - counts
        before = (reached - jumps)[starts]
        return WeightTable(
            _parted(file["things"]),
            _parted(file["features"]),
            np.repeat(np.arange(len(counts)), counts),
            reached - np.repeat(before, counts),
            file["steps"].astype(np.int64) * int(file["step"]),
        )


def weight_table(name: str) -> WeightTable:
    """Return the table in `tables/<name>_weights.npz`."""
    source = files("newsx.knowledge").joinpath("tables", f"{name}_weights.npz")
    return unpacked(source.read_bytes())


def _joined(names: tuple[str, ...]) -> "NDArray[np.uint8]":
    import numpy as np

    if any(_BETWEEN in name for name in names):
        raise ValueError("a name of a table of weights holds U+0000, which parts names")
    return np.frombuffer(_BETWEEN.join(names).encode(), dtype=np.uint8)


def _parted(letters: "NDArray[np.uint8]") -> tuple[str, ...]:
    return tuple(letters.tobytes().decode().split(_BETWEEN))


def _narrow(numbers: "NDArray[np.int64]") -> "NDArray[np.integer]":
    """Return whole numbers in the smallest type that holds them all."""
    import numpy as np

    least, most = numbers.min(initial=0), numbers.max(initial=0)
    for width in (np.uint8, np.int8, np.uint16, np.int16):
        if np.iinfo(width).min <= least and most <= np.iinfo(width).max:
            return numbers.astype(width)
    return numbers
