"""The shape of an amount as read from characters."""

from dataclasses import dataclass
from decimal import Decimal

from newsx.schema import Bound, FigureKind


@dataclass(slots=True)
class Amount:
    """One amount as read from the characters. Money is in the major unit, 5% is 5."""

    start: int
    end: int
    kind: FigureKind
    value: Decimal
    value_max: Decimal | None = None
    unit: str | None = None
    """Physical unit, kind of percent, or the noun counted."""
    currency: str | None = None
    """ISO 4217."""
    family: str | None = None
    """Currencies the form could also stand for; None when it is unmistakable."""
    per: str | None = None
    words: bool = False
    """Whether the number is written in words."""
    bare: bool = False
    """Whether nothing but the number was there."""
    form: str = ""
    """The currency as written."""
    number: tuple[int, int] = (0, 0)
    """Where the number itself stands."""
    mantissa: Decimal = Decimal(0)
    """The number without its scale."""
    vague: Bound | None = None
    """The bound that a vague number has of itself: "tens of thousands" is `ge`."""
    scaled: bool = False
    """Whether it has a scale of its own."""
    reach: int = 0
    """One past the stretch of time that a percentage is told for: "4%" in "4% a year"."""

    @property
    def is_year_like(self) -> bool:
        """Whether it is written like a year of our time."""
        return (
            not self.words
            and not self.scaled
            and self.number[1] - self.number[0] == 4
            and 1900 <= self.value <= 2099
        )

    def is_of_order(self, other: "Amount") -> bool:
        """Tell a figure like the other from a footnote or a page: less than ten times apart."""
        if not other.mantissa:
            return False
        return Decimal("0.1") < abs(self.mantissa / other.mantissa) < Decimal(10)


def sort_of(amount: Amount) -> str:
    """Return what sort of figure it is, finer than its kind: money by the share is no sum."""
    if amount.kind == "money":
        return "rate" if amount.per else "sum" if amount.scaled else "money"
    if amount.kind == "percent":
        return "percent" if amount.unit == "percent" else "points"
    if amount.kind == "count":
        return "counted" if amount.unit else "count"
    return amount.kind
