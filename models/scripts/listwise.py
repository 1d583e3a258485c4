"""Weights of features under which the right one of several candidates is the likeliest."""

from __future__ import annotations

from collections import Counter
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

LEAST_SCALE = 0.7
"""What others count at least, where features are weighed beside them.

For whose a figure is, .45 would be best of 1,468 figures in folds (.677 of the words, .675 with
.8), but leaves nobody where rules and trees are sure and the network is not.
"""


class Candidate(NamedTuple):
    """One of several that could be chosen."""

    features: frozenset[str]
    """What speaks for or against it."""
    worth: float
    """How right it would be to choose it, from 0 to 1."""
    by_rule: bool
    """Whether the rules choose it."""
    says: bool = True
    """Whether choosing it says anything: one of the candidates is to say nothing."""


def by_rules(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate that the rules choose; where that is none of them, the silent one."""
    silent = next(one for one in candidates if not one.says)
    return next((one for one in candidates if one.by_rule), silent)


class Weights(NamedTuple):
    """Weights of features, in columns."""

    columns: dict[str, int]
    of_columns: np.ndarray

    def choose(self, candidates: Sequence[Candidate]) -> Candidate:
        """Return the candidate that most speaks for; of those as likely the silent or first one."""
        return max(candidates, key=lambda one: (self.total(one.features), not one.says))

    def total(self, features: AbstractSet[str]) -> float:
        """Return what some features weigh together."""
        found = (self.columns.get(feature) for feature in features)
        return fsum(self.of_columns[column] for column in found if column is not None)

    def joined(self, other: Weights) -> Weights:
        """Return these weights and those of another, which has none of the same features."""
        count = len(self.columns)
        columns = {feature: count + column for feature, column in other.columns.items()}
        values = np.concatenate((self.of_columns, other.of_columns))
        return Weights(self.columns | columns, values)

    def settled(self, silent: str, *, lenience: float, least: int) -> Weights:
        """Return the weights as they are kept: in whole hundredths.

        Args:
            silent: The feature of the candidate that says nothing.
            lenience: How much less likely than that one the likeliest may be, in log odds.
            least: Hundredths below which a weight is nothing.
        """
        values = self.of_columns.copy()
        values[self.columns[silent]] -= lenience
        values = np.round(100 * values).astype(int)
        values[np.abs(values) < least] = 0
        return Weights(self.columns, values)

    def rows(self, silent: str) -> Iterator[tuple[str, int]]:
        """Yield the features that weigh anything, and the silent one's in any case."""
        for feature, column in self.columns.items():
            if feature == silent or self.of_columns[column]:
                yield feature, int(self.of_columns[column])


def fit(groups: Sequence[Sequence[Candidate]], *, least: int, hold: float) -> Weights:
    """Return weights under which the chosen candidates are worth the most.

    Args:
        groups: Candidates, of which one is to be chosen.
        least: Candidates that a feature must speak for.
        hold: How strongly weights are held down.
    """
    table = _Table.of(groups, least)
    silent = np.zeros(table.matrix.shape[0])
    solved = _solved(table, silent, hold)
    return Weights(table.columns, solved[1:])


def fit_over(
    groups: Sequence[Sequence[Candidate]],
    known: Weights,
    wanted: Callable[[str], bool],
    *,
    least: int,
    hold: float,
) -> Callable[[Weights], Weights]:
    """Return what joins weights of some features to those of all others.

    How much they count beside the others is learned on groups that the others have not seen:
    learned together, they would be too small where the others know the answers by heart. What has
    none of the features is weighed as before.

    Args:
        groups: Candidates, of which one is to be chosen, none of which `known` has seen.
        known: The weights of the others.
        wanted: Tells the features to weigh.
        least: Candidates that a feature must speak for.
        hold: How strongly their weights are held down.
    """
    scores = np.array([known.total(one.features) for group in groups for one in group])
    kept = [
        [one._replace(features=frozenset(filter(wanted, one.features))) for one in group]
        for group in groups
    ]
    table = _Table.of(kept, least)
    scale, *weights = _solved(table, scores, hold)
    beside = Weights(table.columns, np.array(weights) / scale)
    return lambda others: others.joined(beside)


def fit_beside(
    groups: Sequence[Sequence[Candidate]], known: Weights, *, least: int, hold: float
) -> Weights:
    """Return what comes on top of known weights, of the same features or of others.

    Args:
        groups: Candidates, of which one is to be chosen.
        known: Weights learned from others.
        least: Candidates that a feature must speak for.
        hold: How strongly what comes on top is held down.
    """
    scores = np.array([known.total(one.features) for group in groups for one in group])
    table = _Table.of(groups, least)
    scale, *weights = _solved(table, scores, hold)
    return Weights(table.columns, np.array(weights) / scale)


class _Table(NamedTuple):
    """A row for every candidate, a column for every feature."""

    columns: dict[str, int]
    matrix: csr_matrix
    worth: np.ndarray
    starts: np.ndarray
    """The first row of every group."""
    group_of: np.ndarray

    @classmethod
    def of(cls, groups: Sequence[Sequence[Candidate]], least: int) -> _Table:
        rows = [one for group in groups for one in group]
        counts = Counter(feature for one in rows for feature in one.features)
        kept = sorted(feature for feature, count in counts.items() if count >= least)
        columns = {feature: number for number, feature in enumerate(kept)}
        entries = [
            (row, columns[feature])
            for row, one in enumerate(rows)
            for feature in sorted(one.features)
            if feature in columns
        ]
        where = np.array(entries, dtype=np.int64).reshape(-1, 2)
        shape = (len(rows), len(columns))
        matrix = csr_matrix((np.ones(len(where)), (where[:, 0], where[:, 1])), shape=shape)
        starts = np.concatenate(([0], np.cumsum([len(group) for group in groups])[:-1]))
        group_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        return cls(columns, matrix, np.array([one.worth for one in rows]), starts, group_of)


def _solved(table: _Table, known: np.ndarray, hold: float) -> np.ndarray:
    """Return how much the known scores count, and the weights of the columns."""
    starts, group_of, worth = table.starts, table.group_of, table.worth
    best = np.maximum.reduceat(worth, starts)

    def loss(solution: np.ndarray) -> tuple[float, np.ndarray]:
        scale, weights = solution[0], solution[1:]
        scores = table.matrix @ weights + scale * known
        scores -= np.maximum.reduceat(scores, starts)[group_of]
        odds = np.exp(scores)
        odds /= np.add.reduceat(odds, starts)[group_of]
        right = np.maximum(np.add.reduceat(odds * worth, starts), 1e-9)
        slope = odds * (1 - worth / right[group_of])
        value = -np.log(right / best).sum() + hold * (weights**2).sum()
        slopes = table.matrix.T @ slope + 2 * hold * weights
        return value, np.concatenate(([slope @ known], slopes))

    start = np.zeros(1 + len(table.columns))
    start[0] = LEAST_SCALE
    bounds = [(LEAST_SCALE, None), *[(None, None)] * len(table.columns)]
    solved = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}
    )
    return np.asarray(solved.x)
