"""Weights of features under which the right one of several candidates is the likeliest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet


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
        return max(candidates, key=lambda one: (self._total(one.features), not one.says))

    def _total(self, features: AbstractSet[str]) -> float:
        found = (self.columns.get(feature) for feature in features)
        return float(sum(self.of_columns[column] for column in found if column is not None))

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
    counts = Counter(feature for group in groups for one in group for feature in one.features)
    kept = sorted(feature for feature, count in counts.items() if count >= least)
    columns = {feature: number for number, feature in enumerate(kept)}
    rows = [one for group in groups for one in group]
    entries = [
        (row, columns[feature])
        for row, one in enumerate(rows)
        for feature in sorted(one.features)
        if feature in columns
    ]
    where = np.array(entries, dtype=np.int64)
    shape = (len(rows), len(columns))
    table = csr_matrix((np.ones(len(where)), (where[:, 0], where[:, 1])), shape=shape)
    worth = np.array([one.worth for one in rows])
    starts = np.concatenate(([0], np.cumsum([len(group) for group in groups])[:-1]))
    group_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    best = np.maximum.reduceat(worth, starts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        scores -= np.maximum.reduceat(scores, starts)[group_of]
        odds = np.exp(scores)
        odds /= np.add.reduceat(odds, starts)[group_of]
        right = np.maximum(np.add.reduceat(odds * worth, starts), 1e-9)
        slope = odds * (1 - worth / right[group_of])
        value = -np.log(right / best).sum() + hold * (weights**2).sum()
        return value, table.T @ slope + 2 * hold * weights

    solved = minimize(
        loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    return Weights(columns, solved.x)
