"""Right answers and questions, by measure, and what was answered wrongly."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Miss(NamedTuple):
    """A question answered wrongly; an answer of None is none, and so is a question nobody asked."""

    measure: str
    start: int
    """Where it stands in the text."""
    end: int
    wanted: str | None
    found: str | None


class Score(NamedTuple):
    """How good a measure is."""

    value: float
    """0 to 1: a share of right answers, or an F1."""
    wanted: int
    """How many the gold has."""


@dataclass
class Tally:
    """Counts of one part of records; `+` adds those of another article."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    found: dict[str, int] = field(default_factory=dict)
    """Of measures that are an F1: what is found and not wanted counts against them."""
    misses: list[Miss] = field(default_factory=list)

    @classmethod
    def of(cls, *measures: str) -> "Tally":
        """Return an empty tally whose measures come in this order, others after them."""
        return cls(wanted=Counter(dict.fromkeys(measures, 0)))

    def ask(self, measure: str, score: float, place: tuple[int, int], *answers: str | None) -> None:
        """Note an answer, right (1), in part or wrong (0).

        Args:
            measure: What is asked.
            score: How right the answer is.
            place: Start and end of what it is about.
            answers: The one wanted and the one found.
        """
        self.wanted[measure] += 1
        self.right[measure] += score  # type: ignore[assignment]  # a share of an answer counts
        if score < 1:
            wanted, found = answers
            self.misses.append(Miss(measure, *place, wanted, found))

    def compare(self, measure: str, *, right: int, wanted: int, found: int) -> None:
        """Note how many of those wanted were found, and how many were found in all."""
        self.right[measure] += right
        self.wanted[measure] += wanted
        self.found[measure] = self.found.get(measure, 0) + found

    def missed(
        self, measure: str, place: tuple[int, int], *, wanted: str | None, found: str | None
    ) -> None:
        """Keep a miss of a measure that `compare` counts."""
        self.misses.append(Miss(measure, *place, wanted, found))

    def add(self, other: "Tally") -> None:
        """Add the counts of another; its misses stay with it."""
        self.right.update(other.right)
        self.wanted.update(other.wanted)
        for measure, count in other.found.items():
            self.found[measure] = self.found.get(measure, 0) + count

    def scores(self) -> dict[str, Score]:
        """Return every measure that was asked."""
        return {
            measure: Score(self._value(measure), count)
            for measure, count in self.wanted.items()
            if count or self.found.get(measure)
        }

    def values(self) -> dict[str, float]:
        """Return the scores alone."""
        return {measure: score.value for measure, score in self.scores().items()}

    def _value(self, measure: str) -> float:
        right, wanted = self.right[measure], self.wanted[measure]
        if measure in self.found:
            return round(2 * right / max(1, wanted + self.found[measure]), 3)
        return round(right / max(1, wanted), 3)
