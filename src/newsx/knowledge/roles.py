"""Words that job titles are made of."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def _forms(table: str) -> Iterator[str]:
    source = files("newsx.knowledge").joinpath("tables", f"{table}.csv")
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        yield row["form"]


@cache
def role_heads() -> frozenset[str]:
    """Return nouns a job title ends with, or is headed by, in lower case, singular and plural."""
    singular = frozenset(_forms("role_heads"))
    return singular | {word + "s" for word in singular} | {"secretaries", "chairmen"}


@cache
def role_modifiers() -> frozenset[str]:
    """Return words that may stand before the head of a job title, in lower case."""
    return frozenset(_forms("role_modifiers"))
