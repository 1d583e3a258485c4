"""Words that are a multiple by themselves: doubled, halved, threefold, twice."""

from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from newsx.knowledge.vocabulary import rows


class Multiple(NamedTuple):
    """What a word multiplies by."""

    value: Decimal
    when: Literal["always", "change", "compared"]
    """`change`: before its object or the end. `compared`: before what it is compared with."""


@cache
def words() -> dict[str, Multiple]:
    """Return the words in lower case."""
    return {
        row["form"]: Multiple(Decimal(row["value"]), row["when"])  # type: ignore[arg-type]  # the table holds these words
        for row in rows("multiples")
    }
