"""The time right behind what was before: "up from $3 million in July", "against 5% a year ago"."""

import re
from collections.abc import Iterable
from typing import Final

from newsx.grammar.amount import Amount
from newsx.schema import Period

_BEFORE: Final = re.compile(
    r"\b(?:from|against|versus|vs\.?|compared (?:with|to)|than)(?: [a-z]+){0,4} $"
)
# A day behind "on" is as often the one on which it moved: "fell to 4% from 5% on Tuesday".
_LEAD: Final = re.compile(r" (?:(?:in|at|for|during) )?(?:the )?")
# "In the May forecasts" tells of forecasts; what is all of a time has its "the" with it.
_OF_NOUN: Final = re.compile(r" [a-z]")
_LOOK: Final = 60


def time_behind(text: str, amount: Amount, periods: Iterable[Period]) -> Period | None:
    """Return the time right behind a figure that another is compared with.

    Args:
        text: Of the article.
        amount: The figure.
        periods: The times near it.
    """
    if _BEFORE.search(text, max(0, amount.start - _LOOK), amount.start) is None:
        return None
    return next(
        (
            period
            for period in periods
            if period.start >= amount.end
            and period.kind != "duration"
            and _LEAD.fullmatch(text, amount.end, period.start)
            and not _is_of_noun(text, period)
        ),
        None,
    )


def _is_of_noun(text: str, period: Period) -> bool:
    led = text.endswith("the ", 0, period.start)
    return led and _OF_NOUN.match(text, period.end) is not None and " " not in period.text
