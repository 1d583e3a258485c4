"""Rows -> Arrow tables, for sinks that read them through the PyCapsule interface.

arro3 builds strings, integers, doubles and booleans; the rest travels as text, and the sink casts.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import arro3.core

    from newsx.store.rows import Cell, Cells
    from newsx.store.tables import ColumnType, Table


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
    return ArrowTable.from_pydict(
        {
            column.name: Array(
                [_plain(row[place], column.type) for row in rows],
                type=types.get(column.type, text),
            )
            for place, column in enumerate(table.columns)
        }
    )


def _plain(value: Cell, kind: ColumnType) -> str | int | float | bool | None:
    if kind == "JSON":
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)
