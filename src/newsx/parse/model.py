"""Two looks at a page: how likely each line is the article's, then again knowing its neighbours'.

Both are logistic regressions over named columns; `weights.json` holds what they learnt
(`models/scripts/train_lines.py` writes it, and says how it was measured).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import numpy as np

from newsx.parse.columns import Column, Matrix, around, shifted

Kind = Literal["lines", "blocks"]

_STEPS: Final = (-3, -2, -1, 1, 2, 3)
_WIDTHS: Final = (3, 6, 12, 25)
_LEAST_MASS: Final = 0.05
_FAR: Final = 80
SECOND_NAMES: Final = (
    "likely",
    *(f"likely[{-step:+}]" for step in _STEPS),
    *(f"likely_{side}_{width}" for width in _WIDTHS for side in ("before", "after", "both")),
    "likely_share_before", "likely_share_after", "likely_inside", "likely_and_inside",
    "from_densest", "density",
)  # fmt: skip


def body_likelihood(kind: Kind, columns: Matrix, mass: Column) -> Column:
    """Return for each line how likely it belongs to the body, from 0 to 1.

    Args:
        kind: Lines of flattened text, or blocks of an HTML page.
        columns: Features, one row a line, in the order of the names the weights were learnt for.
        mass: How much of running prose each line is.
    """
    first, second = learnt()[kind]
    likely = _logistic(columns @ first[1:] + first[0])
    return _logistic(np.hstack([columns, second_look(likely, mass)]) @ second[1:] + second[0])


def second_look(likely: Column, mass: Column) -> Matrix:
    """Return what the first look tells of each line's surroundings, by `SECOND_NAMES`."""
    weight = likely * np.maximum(mass, _LEAST_MASS)
    columns = [likely, *(shifted(likely, step) for step in _STEPS)]
    for width in _WIDTHS:
        before, after = around(weight, width)
        columns += [before, after, np.minimum(before, after)]
    total = np.concatenate([[0.0], np.cumsum(weight)])
    whole = max(float(total[-1]), 1e-6)
    ahead, behind = total[:-1] / whole, (whole - total[1:]) / whole
    inside = np.minimum(ahead, behind)
    before, after = around(weight, 5)
    density = before + after + weight
    densest = int(density.argmax()) if len(density) else 0
    columns += [
        ahead,
        behind,
        inside,
        likely * inside,
        np.minimum(np.abs(np.arange(len(likely)) - densest), _FAR) / (_FAR / 2),
        density / max(float(density.max(initial=0.0)), 1e-6),
    ]
    return np.column_stack(columns)


def _logistic(scores: Column) -> Column:
    likely: Column = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return likely


@cache
def learnt() -> Mapping[str, tuple[Column, Column]]:
    """Return the two weight vectors of each kind, the bias first."""
    rows = json.loads(files("newsx.parse").joinpath("weights.json").read_text("utf-8"))
    return {
        kind: (_vector(looks["first"]), _vector(looks["second"])) for kind, looks in rows.items()
    }


def _vector(named: Mapping[str, float]) -> Column:
    values: Sequence[float] = list(named.values())
    return np.array(values, dtype=np.float64)
