"""Units: what a figure counts or measures, what it is per, and the words for powers of ten."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from newsx.knowledge.vocabulary import Phrases, forms, rows
from newsx.schema import FigureKind


class Unit(NamedTuple):
    """What a unit's written form stands for."""

    name: str
    """Name in the record."""
    kind: FigureKind
    """Kind of a figure in this unit."""
    factor: Decimal = Decimal(1)
    """What the number is multiplied by: `mb/d` counts millions."""
    per: str | None = None
    """What it is per: `bpd` is per day."""


class Scale(NamedTuple):
    """A word or letter for a power of ten."""

    power: int
    """Exponent of ten."""
    when: Literal["word", "always", "glued", "money"]
    """`glued`: only without a space, or in money. `money`: only in money."""


@cache
def units() -> Phrases[Unit]:
    """Return the units by their forms, in lower case."""
    return Phrases({form.lower(): unit for form, unit in _forms("units")})


@cache
def exact_units() -> dict[str, Unit]:
    """Return the units whose capitals matter, as written."""
    return dict(_forms("exact_units"))


def _forms(table: str) -> Iterator[tuple[str, Unit]]:
    """Yield each form of a table with its unit, told as name*factor/per."""
    for row in rows(table):
        name, _, per = row["unit"].partition("/")
        name, _, factor = name.partition("*")
        unit = Unit(name, row["kind"], Decimal(factor or 1), per or None)  # type: ignore[arg-type]  # the table holds kinds
        for form in row["forms"].split("|"):
            yield form, unit


@cache
def per() -> Phrases[str]:
    """Return what a figure can be per, in lower case."""
    return Phrases(dict(forms("per", "per")))


@cache
def scales() -> Phrases[Scale]:
    """Return the words for powers of ten in lower case; letters are in `scale_letters`."""
    return Phrases(
        {
            row["form"]: Scale(int(row["power"]), row["when"])  # type: ignore[arg-type]  # the table holds these words
            for row in rows("scales")
            if len(row["form"]) > 1 and row["form"].islower()
        }
    )


@cache
def scale_letters() -> dict[str, Scale]:
    """Return the letters for powers of ten, as written."""
    return {
        row["form"]: Scale(int(row["power"]), row["when"])  # type: ignore[arg-type]  # the table holds these words
        for row in rows("scales")
        if len(row["form"]) == 1 or row["form"].isupper()
    }
