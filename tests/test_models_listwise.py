"""How the steps that learn to choose weigh the network beside evidence that knows its articles."""

import importlib
import sys
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import pytest

pytest.importorskip("scipy", reason="of the train extra")


@pytest.fixture(scope="module")
def listwise(root: Path) -> ModuleType:
    sys.path.insert(0, str(root / "models" / "scripts"))
    try:
        return importlib.import_module("listwise")
    finally:
        sys.path.remove(str(root / "models" / "scripts"))


def groups(listwise: ModuleType, *, evidence: float, pointer: float) -> list[list[Any]]:
    """Return choices between two, of which evidence and pointer tell the right one so often."""
    rng = Random(1)
    found = []
    for _ in range(400):
        shown, pointed = (int(rng.random() > often) for often in (evidence, pointer))
        told = (("shown", shown), ("pointed", pointed))
        found.append(
            [
                listwise.Candidate(
                    frozenset(name for name, at in told if at == one), 1.0 - one, by_rule=False
                )
                for one in (0, 1)
            ]
        )
    return found


def over(listwise: ModuleType, found: list[list[Any]]) -> dict[str, float]:
    known = listwise.Weights({"shown": 0}, np.array([3.0]))
    add = listwise.fit_over(found, known, lambda one: one == "pointed", least=5, hold=0.1)
    weights = add(known)
    return {name: weights.of_columns[column] for name, column in weights.columns.items()}


def test_what_is_known_counts_as_much_as_it_is_worth_on_other_articles(
    listwise: ModuleType,
) -> None:
    sure = over(listwise, groups(listwise, evidence=0.9, pointer=0.7))
    vain = over(listwise, groups(listwise, evidence=0.5, pointer=0.7))
    assert sure["shown"] == vain["shown"] == 3.0  # as it was: not all figures are pointed at
    assert sure["pointed"] == pytest.approx(3 * np.log(7 / 3) / np.log(9), abs=0.4)
    assert vain["pointed"] > 1.5 * sure["pointed"]


def test_weights_learned_alone_choose_what_is_right_most_often(listwise: ModuleType) -> None:
    found = groups(listwise, evidence=0.9, pointer=0.4)
    weights = listwise.fit(found, least=5, hold=0.1)
    chosen = [weights.choose(group).worth for group in found]
    assert np.mean(chosen) == pytest.approx(0.9, abs=0.03)
    rare = listwise.fit(found, least=1000, hold=0.1)
    assert rare.columns == {}
