"""Days that a text names by their feast: Christmas, Easter, Diwali."""

from datetime import date, timedelta
from functools import cache

from newsx.knowledge.vocabulary import rows

_THURSDAY = 3


@cache
def names() -> dict[str, str]:
    """Return by its name in lower case when a holiday is: `12-25`, `easter+1`, or nothing."""
    return {row["name"]: row["day"] for row in rows("holidays")}


def day_in(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year; None where the calendar we keep does not tell.

    Args:
        name: As the table has it.
        year: Of the Gregorian calendar.

    >>> day_in("easter", 2023), day_in("black friday", 2023), day_in("diwali", 2023)
    (datetime.date(2023, 4, 9), datetime.date(2023, 11, 24), None)
    """
    told = names()[name]
    for anchor, find in (("easter", easter), ("thanksgiving", _thanksgiving)):
        if told.startswith(anchor):
            return find(year) + timedelta(days=int(told.removeprefix(anchor) or 0))
    return date.fromisoformat(f"{year:04}-{told}") if told else None


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, as Meeus gives it."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    four, over = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * four - epact - over) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)


def _thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 21)
