"""Learn from our own corpus over which period a figure is told: the step ``timing``.

Reads the articles of the train split, asks ``newsx.resolve.telling.timing`` which times each figure
could be of, and fits one weight a feature: the times chosen have the most words in common with
the annotated periods, and no time is chosen where none is annotated::

    python models/scripts/timing.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on articles held out (five folds) and on the test split, beside the rules.
"""

from __future__ import annotations

from functools import partial
from itertools import filterfalse
from typing import TYPE_CHECKING, NamedTuple

from learning import (
    HOLD_POINTED,
    articles,
    as_read,
    held_out,
    instead,
    marked_figures,
    of_pointers,
    parser,
    write_weights,
)
from listwise import Candidate, Weights, by_rules, fit_over
from listwise import fit as fitted

from newsx.evaluate.words import overlap
from newsx.knowledge.weights import Weight, table_of
from newsx.resolve import figures as figures_module
from newsx.resolve.telling.timing import NONE, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from learning import Span

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
LEAST_WEIGHT = 6
"""Hundredths below which a weight is nothing: the tables take less than a megabyte of the wheel."""


class Example(NamedTuple):
    """A figure, the article it is of, and its candidates; the first of them is no time."""

    article: int
    has_gold: bool
    candidates: tuple[Candidate, ...]


class _Kept(NamedTuple):
    options: list[Option]
    nothing: set[str]
    ruled: Period | None


class _Recorder(Timing):
    """Leaves the choice to the rules and keeps what there was to choose from."""

    kept: dict[Span, _Kept] = {}  # noqa: RUF012 - one article at a time

    def choose(self, timed: Timed) -> Period | None:
        span = (timed.amount.start, timed.amount.end)
        ruled = timed.own or timed.reported
        self.kept[span] = _Kept(*self.options(timed), ruled)
        return ruled


def examples(folder: Path, split: str) -> Iterator[Example]:
    """Yield the figures of one split of the corpus, with the times they could be of."""
    for number, article in articles(folder, split):
        _Recorder.kept = {}
        with instead(figures_module, "Timing", _Recorder):
            periods = as_read(article).periods
        for mark, kept in marked_figures(article, _Recorder.kept):
            wanted = mark.attributes.get("p")
            candidates = tuple(_candidates(kept, wanted, periods))
            yield Example(number, wanted is not None, candidates)


def _candidates(kept: _Kept, wanted: str | None, periods: Sequence[Period]) -> Iterator[Candidate]:
    worth = WORTH_OF_NONE if wanted else 1.0
    yield Candidate(frozenset(kept.nothing), worth, kept.ruled is None, says=False)
    for option in kept.options:
        worth = _worth(option.period, wanted, periods)
        yield Candidate(frozenset(option.features), worth, _same(option.period, kept.ruled))


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
    """Return the weights under which the chosen times have the most right words, in hundredths.

    As `subjects.fit`: what the network points at is weighed on articles that are not learned.
    """
    unseen = [one.candidates for one in found if is_pointed(one)]
    seen = [one.candidates for one in found if not is_pointed(one)]
    weights = _of_evidence([*map(_unpointed, unseen), *seen])
    if unseen:
        before = _of_evidence(seen)
        join = fit_over(unseen, before, of_pointers, least=LEAST, hold=HOLD_POINTED)
        weights = join(weights)
    return weights.settled(NONE, lenience=LENIENCE, least=LEAST_WEIGHT)


def is_pointed(example: Example) -> bool:
    """Tell whether the network says of what time a figure is."""
    return any(map(of_pointers, example.candidates[0].features))


def _unpointed(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(
        one._replace(features=frozenset(filterfalse(of_pointers, one.features)))
        for one in candidates
    )


def _of_evidence(groups: Sequence[Sequence[Candidate]]) -> Weights:
    """Return the weights of all but what the network points at."""
    return fitted(groups, least=LEAST, hold=HOLD)


def learn(found: Sequence[Example]) -> partial[Candidate]:
    """Return the choice that is learned from some examples."""
    return partial(choose, fit(found))


def choose(weights: Weights, example: Example) -> Candidate:
    """Return the time a figure is most likely of; none, where two are as likely."""
    return weights.choose(example.candidates)


def compare(name: str, answers: Iterable[tuple[Example, Candidate]]) -> None:
    """Print how well rules and weights do: right words of those asked for, and of all said."""
    pairs = list(answers)
    asked = sum(example.has_gold for example, _ in pairs)
    ruled = [by_rules(example.candidates) for example, _ in pairs]
    for who, chosen in (("rules", ruled), ("weights", [one for _, one in pairs])):
        said = sum(one.says for one in chosen)
        right = sum(one.worth for one in chosen if one.says)
        recall, precision = right / asked, right / max(1, said)
        print(
            f"{name}, {who}: {len(pairs)} figures, {asked} with a period, recall {recall:.3f}, "
            f"precision {precision:.3f}, F1 {2 * right / (asked + said):.3f}"
        )


def main() -> None:
    """Run the command line."""
    arguments = parser(__doc__).parse_args()
    found = list(examples(arguments.corpus, "train"))
    compare("train, held out", held_out(found, FOLDS, learn))
    weights = fit(found)
    unseen = examples(arguments.corpus, "test")
    compare("test", ((example, choose(weights, example)) for example in unseen))
    table = table_of(Weight("", *row) for row in weights.rows(NONE))
    write_weights(arguments.output, "time", table)
    print(len(table.rows), "features")


if __name__ == "__main__":
    main()
