"""Times in brackets: "free cash flow was -16 million (H1 2005: 4 million)".

A bracket that tells a figure of another time tells the time of that figure, and of no other.
"""

from collections.abc import Sequence

from newsx.schema import Period

_LONGEST = 80


class Brackets:
    """The brackets of a text that tell times with figures of their own.

    Args:
        text: The text.
        periods: Its times, in order.
    """

    def __init__(self, text: str, periods: Sequence[Period]) -> None:
        self._around = [_around(text, period) for period in periods]
        self._labels = [
            around is not None
            and not text[around[0] + 1 : period.start].strip()
            and text.startswith(":", period.end)
            for around, period in zip(self._around, periods, strict=True)
        ]

    def keeps_from(self, number: int, place: int) -> bool:
        """Tell whether a time stands in a bracket that has its own figures, a place outside it."""
        around = self._around[number]
        return around is not None and not around[0] < place < around[1]

    def labels(self, number: int, place: int) -> bool:
        """Tell whether a time heads the bracket that a place is in: "(previous year: 471)"."""
        around = self._around[number]
        return self._labels[number] and around is not None and around[0] < place < around[1]


def _around(text: str, period: Period) -> tuple[int, int] | None:
    """Return the bracket that a time shares with a figure."""
    opened = text.rfind("(", max(0, period.start - _LONGEST), period.start)
    if opened < 0 or text.find(")", opened, period.start) >= 0:
        return None
    closed = text.find(")", period.end, opened + _LONGEST)
    if closed < 0 or "\n" in text[opened:closed]:
        return None
    beside = text[opened : period.start] + text[period.end : closed]
    return (opened, closed) if any(letter.isdigit() for letter in beside) else None
