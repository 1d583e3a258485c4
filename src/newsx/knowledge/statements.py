"""Words that tell how a statement is meant: its modality, its time, its colour."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def _rows(table: str) -> Iterator[dict[str, str]]:
    source = files("newsx.knowledge").joinpath("tables", f"{table}.csv")
    yield from csv.DictReader(source.read_text("utf-8").splitlines())


def _pattern(forms: list[str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    inner = "|".join(re.escape(form) for form in ordered)
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)


@cache
def _senses() -> dict[str, str]:
    return {row["form"]: row["sense"] for row in _rows("statement_words")}


@cache
def _signs() -> dict[str, int]:
    return {row["form"]: int(row["sign"]) for row in _rows("polarity_words")}


@cache
def _sense_pattern() -> re.Pattern[str]:
    return _pattern(list(_senses()))


@cache
def _sign_pattern() -> re.Pattern[str]:
    return _pattern(list(_signs()))


def senses(text: str) -> list[tuple[int, str]]:
    """Return (offset, sense) of the words that tell how a statement is meant, in order.

    >>> senses("Sales will fall and could halve")
    [(6, 'future'), (20, 'possible')]
    """
    table = _senses()
    return [(hit.start(), table[hit.group().lower()]) for hit in _sense_pattern().finditer(text)]


def signs(text: str) -> list[tuple[int, int]]:
    """Return (offset, +1 or -1) of the words that are good or bad news, in order."""
    table = _signs()
    return [(hit.start(), table[hit.group().lower()]) for hit in _sign_pattern().finditer(text)]
