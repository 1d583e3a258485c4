"""Nouns that organisations are called by, and whose kind or name fits each: `the chipmaker`."""

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class CompanyNoun(NamedTuple):
    """Who may be called by a noun without being introduced as one."""

    kinds: frozenset[str]
    """Kinds of the knowledge base."""
    pattern: re.Pattern[str] | None
    """What names of such organisations hold."""


@lru_cache(maxsize=1)
def company_nouns() -> dict[str, CompanyNoun]:
    """Return the nouns of `tables/company_nouns.csv`.

    >>> sorted(company_nouns()["central bank"].kinds)
    ['central_bank']
    """
    table = files("newsx.knowledge").joinpath("tables/company_nouns.csv")
    with table.open(encoding="utf-8") as lines:
        return {
            row["noun"]: CompanyNoun(
                frozenset(row["kinds"].split()),
                re.compile(row["pattern"]) if row["pattern"] else None,
            )
            for row in csv.DictReader(lines)
        }
