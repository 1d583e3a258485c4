"""Read the tables in `knowledge/tables`: plain CSV with a header, one fact a row."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `tables/<table>.csv` as dictionaries, in order of the file."""
    source = files("newsx.knowledge").joinpath("tables", f"{table}.csv")
    return tuple(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def forms(table: str, key: str, *, column: str = "forms") -> Iterator[tuple[str, str]]:
    """Yield (form, value of `key`) for every form of every row; forms are parted by `|`."""
    for row in rows(table):
        for form in row[column].split("|"):
            yield form, row[key]


class Phrases(Generic[Meaning]):
    """Words and phrases that can be found at a place in a text, longest first.

    Phrases are looked up by their first word, so a thousand of them cost no more than ten. They
    match whole words, in lower case.
    """

    def __init__(self, entries: dict[str, Meaning]) -> None:
        self._by_head: dict[str, list[tuple[str, Meaning]]] = {}
        for form in sorted(entries, key=len, reverse=True):
            head = form[: _word_end(form, 0)]
            self._by_head.setdefault(head, []).append((form, entries[form]))

    def match(self, lowered: str, start: int) -> tuple[int, Meaning] | None:
        """Return (end, meaning) of the longest phrase that begins at `start`."""
        found = self._by_head.get(lowered[start : _word_end(lowered, start)])
        if found is None:
            return None
        for form, meaning in found:
            end = start + len(form)
            if lowered.startswith(form, start) and not (
                lowered[end : end + 1].isalnum() and form[-1].isalnum()
            ):
                return end, meaning
        return None


_LETTERS = re.compile(r"[^\W\d_]+")


def _word_end(text: str, start: int) -> int:
    """Return where the run of letters from `start` ends, or one past a sign."""
    run = _LETTERS.match(text, start)
    return run.end() if run is not None else start + 1


def lower(text: str) -> str:
    """Return the text in lower case, character for character, so that offsets hold.

    >>> len(lower("İ")) == len("İ")
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
