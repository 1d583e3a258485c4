"""What the fields of a model mean: the docstrings beneath them, read when somebody asks.

pydantic reads them too (`use_attribute_docstrings`), but when a class is made, and every run would
pay for it: 60 ms of CPU.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel


def description(model: type[BaseModel], field: str) -> str:
    """Return what a field means.

    Raises:
        KeyError: It has no docstring.
    """
    return _of_class(model)[field]


def describe(schema: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Add the descriptions of fields to the JSON Schema of a model, in place, and return it."""
    models = {one.__name__: one for one in _reachable(model, set())}
    for name, part in [(schema.get("title"), schema), *schema.get("$defs", {}).items()]:
        for field, about in part.get("properties", {}).items():
            about["description"] = _of_class(models[name])[field]
    return schema


def _reachable(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a model and all that stand in its fields."""
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for kind in _classes(field.annotation):
                _reachable(kind, seen)
    return seen


def _classes(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _classes(part)


@cache
def _of_class(model: type[BaseModel]) -> dict[str, str]:
    """Return field to docstring, those of base classes included."""
    found: dict[str, str] = {}
    for kind in reversed([one for one in model.__mro__ if issubclass(one, BaseModel)]):
        found |= _of_module(kind.__module__).get(kind.__name__, {})
    return found


@cache
def _of_module(name: str) -> dict[str, dict[str, str]]:
    """Return class to field to docstring."""
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {one.name: dict(_documented(one)) for one in tree.body if isinstance(one, ast.ClassDef)}


def _documented(body: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield the fields of a class that a string follows."""
    for field, after in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            yield field.target.id, inspect.cleandoc(after.value.value)
