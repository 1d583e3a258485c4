"""Closed classes of English words that the grammar of claims goes by."""

import csv
from functools import cache
from importlib.resources import files


@cache
def _groups() -> dict[str, frozenset[str]]:
    text = files("newsx.knowledge").joinpath("tables", "function_words.csv").read_text("utf-8")
    return {
        row["group"]: frozenset(row["words"].split(" "))
        for row in csv.DictReader(text.splitlines())
    }


def words_of(group: str) -> frozenset[str]:
    """Return the words of a group in `tables/function_words.csv`, in lower case.

    Raises:
        KeyError: There is no such group.
    """
    return _groups()[group]
