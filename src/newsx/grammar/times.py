"""Times as read: a place in the text, and how to resolve it against a day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol

from newsx.grammar.calendar import Stretch


class Reference(NamedTuple):
    """What a relative expression is read against."""

    published: date
    """Day of publication."""
    previous: Stretch | None = None
    """The period named before in the same sentence: "a year earlier" is counted from it."""


Resolver = Callable[[Reference | None], Stretch | None]


@dataclass(frozen=True, slots=True)
class Time:
    """One expression of time."""

    start: int
    end: int
    kind: Literal["date", "period", "duration"]
    resolve: Resolver
    value: Decimal | None = None
    """Length of a duration; the shorter where it is a range."""
    unit: str | None = None
    """Unit of a duration."""


Built = tuple[Literal["date", "period"], Resolver]


class Builder(Protocol):
    """Builds what a matched pattern means."""

    def __call__(self, match: re.Match[str], *, future: bool | None) -> Built | None:
        """Return kind and resolver, or None where the match means no time.

        Args:
            match: A match of the rule's pattern, in lower case.
            future: Whether the words before look ahead, or back; None where they do not say.
        """


class Rule(NamedTuple):
    """A pattern over lower case, and what builds its meaning."""

    pattern: re.Pattern[str]
    build: Builder
