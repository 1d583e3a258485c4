"""Abbreviations whose full stop does not end a sentence, and words that open one."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def _rows(table: str) -> Iterator[dict[str, str]]:
    source = files("newsx.knowledge").joinpath("tables", f"{table}.csv")
    yield from csv.DictReader(source.read_text("utf-8").splitlines())


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviations in lower case, without the last full stop, each with its kind.

    A `title` or an `inner` one never ends a sentence; a `company`, `month` or `place` may.
    """
    return {row["form"]: row["kind"] for row in _rows("abbreviations")}


@cache
def sentence_openers() -> frozenset[str]:
    """Return words in lower case that, written with a capital, begin a sentence, not a name."""
    return frozenset(row["form"] for row in _rows("sentence_openers"))
