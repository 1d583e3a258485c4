"""The period a text reports on, for figures of results whose sentence tells none.

"Net profit fell 4% in the second quarter. Revenue was 7.9% lower at £1.94bn": revenue is of the
second quarter, too. Only what a company earns and spends over a period goes on like that; prices,
stakes and counts do not.
"""

import re
from typing import Final

from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.naming import Measured
from newsx.schema import FigureRole, Modality, Period, Reference

_REPORTABLE: Final = re.compile(
    r"quarter|half|\bq[1-4]|[1-4]q|\bh[12]|[12]h|months|weeks|fiscal|\bfy|year|^(?:19|20)\d\d$",
    re.IGNORECASE,
)
# What a result is compared with, or is still to come.
_ASIDE: Final = re.compile(
    r"earlier|\b(?:ago|last|previous|prior|same|next|past|coming)\b|^(?:since|by) ", re.IGNORECASE
)


class Reported:
    """Remembers the period that the results of a text are of, figure by figure."""

    def __init__(self) -> None:
        self._period: Period | None = None
        self._subject: str | None = None

    def take(
        self, measure: Measured, subject: Reference | None, role: FigureRole, period: Period
    ) -> None:
        """Remember the period of a figure, where that can be one of results."""
        if (
            is_result(measure)
            and role != "from"
            and _REPORTABLE.search(period.text)
            and not _ASIDE.search(period.text)
        ):
            self._period = period
            self._subject = _key(subject)

    def period(
        self, measure: Measured, subject: Reference | None, role: FigureRole, modality: Modality
    ) -> Period | None:
        """Return the period of a figure of the same company's results that has none of its own."""
        if role == "from" or modality not in {"asserted", "estimated"} or not is_result(measure):
            return None
        same = subject is None or self._subject is None or _key(subject) == self._subject
        return self._period if same else None


def is_result(measure: Measured) -> bool:
    """Tell what is earned or spent over a period from what is so at a moment."""
    return measure.name in words("results")


def _key(subject: Reference | None) -> str | None:
    return None if subject is None else subject.entity_id or subject.text.lower()
