"""Learn from our own corpus over which period a figure is told: the step ``timing``.

Reads the articles of the train split, asks ``newsx.resolve.telling.timing`` which times each figure
could be of, and fits one weight a feature: the times chosen have the most words in common with
the annotated periods, and no time is chosen where none is annotated::

    python models/scripts/timing.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on articles held out (five folds) and on the test split, beside the rules.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from listwise import Weights
from listwise import fit as fitted

from newsx import extract
from newsx.evaluate.markup import read_corpus
from newsx.evaluate.words import overlap
from newsx.resolve import figures as figures_module
from newsx.resolve.telling.timing import NONE, Timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsx.evaluate.markup import CorpusArticle
    from newsx.resolve.telling.time_cues import Timed
    from newsx.resolve.telling.timing import Option
    from newsx.schema import Period

FOLDS = 5
LEAST = 10
"""Candidates that a feature must speak for."""
WORTH_OF_NONE = 0.1
"""The share of right words that no time is worth where one is annotated: silence misleads less."""
LENIENCE = 1.2
"""How much less likely than none the likeliest time may be, in log odds.

Half the corpus leaves out the period of a figure whose time its article tells elsewhere.
"""
HOLD = 6.0
"""How strongly weights are held down."""
LEAST_WEIGHT = 4
"""Hundredths below which a weight is nothing: the tables take less than a megabyte of the wheel."""


class Candidate(NamedTuple):
    """A time that a figure could be of, or none."""

    features: frozenset[str]
    worth: float
    by_rule: bool
    is_time: bool


class Example(NamedTuple):
    """A figure, the article it is of, and its candidates."""

    article: int
    has_gold: bool
    candidates: tuple[Candidate, ...]


class _Kept(NamedTuple):
    options: list[Option]
    nothing: set[str]
    ruled: Period | None


class _Recorder(Timing):
    """Leaves the choice to the rules and keeps what there was to choose from."""

    kept: dict[tuple[int, int], _Kept] = {}  # noqa: RUF012 - one article at a time

    def choose(self, timed: Timed) -> Period | None:
        span = (timed.amount.start, timed.amount.end)
        ruled = timed.own or timed.reported
        self.kept[span] = _Kept(*self.options(timed), ruled)
        return ruled


def examples(folder: Path, split: str) -> list[Example]:
    """Return the figures of one split of the corpus, with the times they could be of."""
    found: list[Example] = []
    figures_module.Timing = _Recorder  # type: ignore[misc]  # the same, but it keeps what it sees
    for number, article in enumerate(read_corpus(folder)):
        if article.metadata["split"] == split:
            _Recorder.kept = {}
            record = extract({"text": article.text, "date_published": article.metadata["date"]})
            found += of_article(number, article, _Recorder.kept, record.periods)
    figures_module.Timing = Timing  # type: ignore[misc]
    return found


def of_article(
    number: int,
    article: CorpusArticle,
    kept: Mapping[tuple[int, int], _Kept],
    periods: Sequence[Period],
) -> Iterator[Example]:
    """Yield the annotated figures of one article."""
    for mark in article.marks:
        if mark.tag != "F":
            continue
        wanted = mark.attributes.get("p")
        for (start, end), one in kept.items():
            if start < mark.end and mark.start < end:
                times = [
                    Candidate(
                        frozenset(option.features),
                        _worth(option.period, wanted, periods),
                        _same(option.period, one.ruled),
                        is_time=True,
                    )
                    for option in one.options
                ]
                worth = WORTH_OF_NONE if wanted else 1.0
                none = Candidate(frozenset(one.nothing), worth, one.ruled is None, is_time=False)
                yield Example(number, wanted is not None, (none, *times))
                break


def _same(period: Period, ruled: Period | None) -> bool:
    """Tell whether a time is the rules', or another mention of it."""
    if ruled is None or period is ruled:
        return period is ruled
    days = (period.from_date, period.to_date)
    return any(days) and days == (ruled.from_date, ruled.to_date)


def _worth(period: Period, wanted: str | None, periods: Sequence[Period]) -> float:
    """Return the share of words a time has in common with the annotated one, by any mention."""
    if wanted is None:
        return 0.0
    same = (
        one.text for one in periods
        if one.from_date is not None
        and (one.from_date, one.to_date) == (period.from_date, period.to_date)
    )  # fmt: skip
    return max(overlap(text, wanted) for text in (period.text, *same))


def fit(found: Sequence[Example]) -> Weights:
    """Return the weights under which the chosen times have the most right words, in hundredths."""
    weights = fitted([one.candidates for one in found], least=LEAST, hold=HOLD)
    values = weights.of_columns
    values[weights.columns[NONE]] -= LENIENCE
    values = np.round(100 * values).astype(int)
    values[np.abs(values) < LEAST_WEIGHT] = 0
    return Weights(weights.columns, values)


def choose(example: Example, weights: Weights) -> Candidate:
    """Return the candidate that most speaks for; none, where two are as likely."""
    return max(example.candidates, key=lambda one: weights.total(one.features))


def report(name: str, pairs: Sequence[tuple[Example, Candidate]]) -> None:
    """Print how well rules and weights do: right words of those asked for, and of all said."""
    ruled = [next((c for c in e.candidates if c.by_rule), e.candidates[0]) for e, _ in pairs]
    asked = sum(example.has_gold for example, _ in pairs)
    for who, chosen in (("rules", ruled), ("weights", [one for _, one in pairs])):
        said = sum(one.is_time for one in chosen)
        right = sum(one.worth for one in chosen if one.is_time)
        recall, precision = right / asked, right / max(1, said)
        print(
            f"{name}, {who}: {len(pairs)} figures, {asked} with a period, recall {recall:.3f}, "
            f"precision {precision:.3f}, F1 {2 * right / (asked + said):.3f}"
        )


def cross_validate(found: Sequence[Example]) -> None:
    """Print how well weights do on articles that they have not seen."""
    pairs: list[tuple[Example, Candidate]] = []
    for fold in range(FOLDS):
        weights = fit([example for example in found if example.article % FOLDS != fold])
        pairs += [(e, choose(e, weights)) for e in found if e.article % FOLDS == fold]
    report("train, held out", pairs)


def write(path: Path, weights: Weights) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        for feature, column in weights.columns.items():
            if feature == NONE or weights.of_columns[column]:
                writer.writerow((feature, int(weights.of_columns[column])))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder of the tables")
    arguments = parser.parse_args()
    found = examples(arguments.corpus, "train")
    cross_validate(found)
    weights = fit(found)
    unseen = examples(arguments.corpus, "test")
    report("test", [(example, choose(example, weights)) for example in unseen])
    write(arguments.output / "time_weights.csv", weights)
    print(np.count_nonzero(weights.of_columns), "features")


if __name__ == "__main__":
    main()
