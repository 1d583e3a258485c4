"""Countries, by their codes."""

from collections.abc import Mapping
from functools import cache

from newsx.knowledge.sources import own


@cache
def country_names() -> Mapping[str, str]:
    """Return the names of countries by ISO 3166-1 code.

    >>> country_names()["CL"]
    'Chile'
    """
    return {row["code"]: row["name"] for row in own("countries")}
