"""What a figure is bound to."""

from typing import NamedTuple

from newsx.grammar.amount import Amount
from newsx.resolve.sentences.owners import Phrase


class Binding(NamedTuple):
    """What a figure is bound to, as phrases `[first, end)` of its sentence's words."""

    measure: Phrase | None = None
    measure_text: str | None = None
    """A measure that no words of the sentence give: "inflows" for `took in`."""
    subject: Phrase | None = None
    object: Phrase | None = None
    evidence: float = 0.0
    """How strong the evidence is, 0 to 1."""


def is_price(amount: Amount) -> bool:
    """Tell what a price can be or move by: it is no sum of millions and no part of a rate."""
    return (
        (amount.kind == "percent" and amount.unit == "percent")
        or amount.kind in {"index", "number"}
        or (amount.kind == "money" and not amount.scaled)
    )
