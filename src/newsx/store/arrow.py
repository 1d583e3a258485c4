"""Rows -> Arrow tables, for sinks that read them through the PyCapsule interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import arro3.core

    from newsx.store.rows import Cells
    from newsx.store.tables import Table


def arrow_table(table: Table, rows: Sequence[Cells]) -> arro3.core.Table:
    """Return the rows as one Arrow table whose columns stand in the order of `table.columns`."""
    from arro3.core import Array, DataType
    from arro3.core import Table as ArrowTable

    types = {
        "INTEGER": DataType.int64(),
        "BIGINT": DataType.int64(),
        "DOUBLE PRECISION": DataType.float64(),
        "BOOLEAN": DataType.bool(),
    }
    text = DataType.utf8()
    cells = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    return ArrowTable.from_pydict(
        {
            column.name: Array(found, type=types.get(column.type, text))
            for column, found in zip(table.columns, cells, strict=True)
        }
    )
