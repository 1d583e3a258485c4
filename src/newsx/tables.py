"""A record in a notebook: its parts as data frames, and itself as something to look at.

pandas, polars and pyarrow are imported when a frame is asked for, and are no dependency of newsx.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from html import escape
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from newsx.errors import ConfigurationError

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd
    import polars as pl
    import pyarrow as pa

# What a notebook shows of a record before one asks for more.
_SHOWN_ROWS: Final = 12
_SHOWN: Final = ("text", "value", "value_max", "currency", "measure", "subject_text", "modality")
# Exact in the record, and here what one computes and draws with.
_KINDS: Final[dict[type, str]] = {
    bool: "bool",
    int: "int64",
    float: "float64",
    Decimal: "float64",
    datetime: "timestamp",
    date: "date32",
}


class Tabular(BaseModel):
    """A model whose parts are tuples of rows, with the methods that make frames of them."""

    def to_pandas(self, part: str = "figures") -> pd.DataFrame:
        """Return a part as a pandas DataFrame: a row each, nested fields as `subject_text`.

        Amounts are float64; the record keeps them exact.

        Raises:
            ConfigurationError: There is no such part, or pandas is not installed.
        """
        columns, rows = self._table(part)
        frame: pd.DataFrame = _library("pandas").DataFrame(rows, columns=list(columns))
        floats = [name for name, kind in columns.items() if kind == "float64"]
        return frame.astype(dict.fromkeys(floats, "float64"))

    def to_polars(self, part: str = "figures") -> pl.DataFrame:
        """Return a part as a polars DataFrame, typed also where it is empty.

        Raises:
            ConfigurationError: There is no such part, or polars is not installed.
        """
        polars = _library("polars")
        types = {
            "bool": polars.Boolean,
            "int64": polars.Int64,
            "float64": polars.Float64,
            "timestamp": polars.Datetime("us", "UTC"),
            "date32": polars.Date,
            "list": None,
            "string": polars.String,
        }
        columns, rows = self._table(part)
        schema = {name: types[kind] for name, kind in columns.items()}
        frame: pl.DataFrame = polars.DataFrame(rows, schema=schema, strict=False)
        return frame

    def to_arrow(self, part: str = "figures") -> pa.Table:
        """Return a part as a pyarrow Table, typed also where it is empty.

        Raises:
            ConfigurationError: There is no such part, or pyarrow is not installed.
        """
        arrow = _library("pyarrow")
        types = {
            "bool": arrow.bool_(),
            "int64": arrow.int64(),
            "float64": arrow.float64(),
            "timestamp": arrow.timestamp("us", "UTC"),
            "date32": arrow.date32(),
            "list": None,
            "string": arrow.string(),
        }
        columns, rows = self._table(part)
        arrays = {
            name: arrow.array([row[name] for row in rows], type=types[kind])
            for name, kind in columns.items()
        }
        table: pa.Table = arrow.table(arrays)
        return table

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the headline, and the first figures as a table."""
        article = getattr(self, "article", None)
        headline = escape(getattr(article, "headline", None) or "(no headline)")
        parts = {name: len(self._rows(name)) for name in type(self).model_fields}
        counts = [f"{count} {name}" for name, count in parts.items() if count]
        columns, rows = self._table("figures")
        names = [name for name in _SHOWN if name in columns]
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(row[name]))}</td>" for name in names) + "</tr>"
            for row in rows[:_SHOWN_ROWS]
        )
        more = len(rows) - _SHOWN_ROWS
        hint = f"<p>and {more} more; <code>record.to_pandas('figures')</code></p>"
        return (
            f"<div><h3>{headline}</h3><p>{escape(', '.join(counts))}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"{hint if more > 0 else ''}</div>"
        )

    def _rows(self, part: str) -> tuple[BaseModel, ...]:
        value = getattr(self, part)
        return value if isinstance(value, tuple) else ()

    def _table(self, part: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
        """Return the columns of a part with their kinds, and its rows.

        Raises:
            ConfigurationError: There is no such part.
        """
        models = {
            name: _row_model(field.annotation) for name, field in type(self).model_fields.items()
        }
        model = models.get(part)
        if model is None:
            known = ", ".join(name for name, found in models.items() if found)
            msg = f"a record has no table {part!r}; it has {known}"
            raise ConfigurationError(msg)
        owner = getattr(self, "article", None)
        owned = {name: getattr(owner, name, None) for name in ("article_id", "version_id")}
        columns = {**dict.fromkeys(owned, "string"), **_columns(model)}
        rows = [{**owned, **_flat(row.model_dump(), columns)} for row in self._rows(part)]
        return columns, rows


def _library(name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        msg = f"a frame of {name} was asked for, and {name} is not here: pip install {name}"
        raise ConfigurationError(msg) from error


def _row_model(annotation: object) -> type[BaseModel] | None:
    """Return the model of the rows of a field `tuple[Model, ...]`."""
    if get_origin(annotation) is not tuple:
        return None
    first = get_args(annotation)[0]
    return first if isinstance(first, type) and issubclass(first, BaseModel) else None


def _columns(model: type[BaseModel], prefix: str = "") -> dict[str, str]:
    """Return the columns of a model and their kinds; those of models within it bear its name."""
    found = {}
    for name, field in model.model_fields.items():
        kind = _bare(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found.update(_columns(kind, f"{prefix}{name}_"))
        elif get_origin(kind) is tuple:
            found[prefix + name] = "list"
        else:
            found[prefix + name] = (
                _KINDS.get(kind, "string") if isinstance(kind, type) else "string"
            )
    return found


def _bare(annotation: object) -> object:
    """Return what an annotation means without None and without notes."""
    if get_origin(annotation) in {Union, UnionType}:
        return _bare(next(one for one in get_args(annotation) if one is not type(None)))
    noted = getattr(annotation, "__metadata__", None)
    return _bare(get_args(annotation)[0]) if noted else annotation


def _flat(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return a row with a cell for every column."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat.update({f"{name}_{inner}": cell for inner, cell in value.items()})
        else:
            flat[name] = value
    cells = {name: flat.get(name) for name in columns if name not in {"article_id", "version_id"}}
    return {name: _plain(cell, columns[name]) for name, cell in cells.items()}


def _plain(cell: object, kind: str) -> object:
    if isinstance(cell, Decimal):
        return float(cell)
    return (
        [list(one) if isinstance(one, tuple) else one for one in cell]
        if isinstance(cell, tuple) and kind == "list"
        else cell
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
