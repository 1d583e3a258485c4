"""Times right behind figures that others are compared with: invented sentences."""

from datetime import date

import pytest

from newsx.grammar.amounts import scan
from newsx.resolve.telling.time_behind import time_behind
from newsx.schema import Period

# text, the time, whether it is the last figure's
BEHIND = [
    ("Tolls rose to $5 million from $3 million a year earlier", "a year earlier", True),
    ("Tolls were $5 million, against a loss of $3 million in May", "May", True),
    ("Tolls were $5 million, compared with $3 million for 2019", "2019", True),
    # what is told of a time by itself, or moved on a day
    ("Tolls were $5 million, a gain of $3 million in May", "May", False),
    ("Yields fell to 4% from 5% on Tuesday", "Tuesday", False),
    ("Tolls were $5 million, up from $3 million in the May forecasts", "May", False),
    ("Tolls fell from $5 million, and it closed in May", "May", False),
]


@pytest.mark.parametrize(("text", "when", "is_its"), BEHIND)
def test_time_behind_what_was_before(text: str, when: str, *, is_its: bool) -> None:
    start = text.index(when)
    period = Period(
        start=start, end=start + len(when), text=when, period_id="period", kind="period",
        iso=when, from_date=date(2023, 5, 1), to_date=date(2023, 5, 31),
    )  # fmt: skip
    last = [amount for amount in scan(text) if amount.start < start][-1]
    assert (time_behind(text, last, [period]) is period) is is_its
