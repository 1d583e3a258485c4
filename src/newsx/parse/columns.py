"""Columns of numbers about the lines of a page, one row a line, and how rows see one another."""

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]


def shifted(column: Column, by: int) -> Column:
    """Return the column moved down by `by` rows (up when negative), filled with zeros."""
    moved = np.zeros_like(column)
    if abs(by) >= len(column):
        return moved
    if by > 0:
        moved[by:] = column[:-by]
    else:
        moved[:by] = column[-by:]
    return moved


def around(values: Column, width: int) -> tuple[Column, Column]:
    """Return the sums of the `width` values before and after each row."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    rows = np.arange(len(values))
    before = total[rows] - total[np.maximum(0, rows - width)]
    after = total[np.minimum(len(values), rows + 1 + width)] - total[rows + 1]
    return before, after
