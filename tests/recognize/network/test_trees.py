import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from newsx.recognize.network.trees import best_heads, maximum_tree


def is_tree(heads: np.ndarray) -> bool:
    """One root, and every word reaches it."""
    if (heads == 0).sum() != 1:
        return False
    for word in range(len(heads)):
        node, steps = word + 1, 0
        while node and steps <= len(heads):
            node, steps = int(heads[node - 1]), steps + 1
        if node:
            return False
    return True


@given(
    st.integers(1, 9).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-9, 9, width=32))
    )
)
def test_any_scores_give_one_tree_a_sentence(scores: np.ndarray) -> None:
    heads = best_heads(scores, np.zeros(len(scores), dtype=np.intp))
    assert is_tree(heads)
    assert not (heads == np.arange(len(heads)) + 1).any()


def test_heads_stay_within_their_sentence() -> None:
    scores = np.zeros((4, 5), dtype=np.float32)
    scores[:, 4] = 9.0  # everybody wants the last word
    scores[3, 0] = 9.0
    heads = best_heads(scores, np.array([0, 0, 1, 1]))
    assert sorted(heads[:2].tolist()) in ([0, 1], [0, 2])
    assert heads[2:].tolist() == [4, 0]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.full((3, 4), -9.0, dtype=np.float32)
    scores[0, 2] = scores[1, 1] = 5.0  # words 1 and 2 point at each other
    scores[2, 0] = 5.0
    scores[0, 3] = 1.0
    scores[1, 3] = 0.0
    assert maximum_tree(scores).tolist() == [3, 1, 0]
