"""Rows -> Arrow tables, for sinks that read them through the PyCapsule interface.

arro3 builds strings, integers, doubles and booleans; the rest travels as text, and the sink casts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import arro3.core

    from newsx.store.tables import Cell, Table


def arrow_table(table: Table, rows: Sequence[tuple[Cell, ...]]) -> arro3.core.Table:
    """Return the rows as one Arrow table whose columns stand in the order of `table.columns`."""
    from arro3.core import Array, DataType
    from arro3.core import Table as ArrowTable

    types = {
        "INTEGER": DataType.int64(),
        "DOUBLE PRECISION": DataType.float64(),
        "BOOLEAN": DataType.bool(),
    }
    text = DataType.utf8()
    return ArrowTable.from_pydict(
        {
            column.name: Array([row[place] for row in rows], type=types.get(column.type, text))
            for place, column in enumerate(table.columns)
        }
    )
