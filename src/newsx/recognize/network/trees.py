"""Decode arc scores into one tree a sentence."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.intp]

_NEVER = np.float32(-1e9)


def best_heads(scores: Scores, sentence: NDArray[np.intp]) -> Heads:
    """Return the head of every word: 0 for the one root of its sentence, else 1 + a word's place.

    Args:
        scores: A row a word; column 0 is the root, column 1 + j the word j.
        sentence: The number of each word's sentence, never falling.
    """
    masked = scores.copy()
    masked[:, 1:][sentence[:, None] != sentence[None, :]] = _NEVER
    np.fill_diagonal(masked[:, 1:], _NEVER)
    heads: Heads = masked.argmax(axis=1)
    for number in _malformed(heads, sentence):
        inside = np.flatnonzero(sentence == number)
        begin, end = int(inside[0]), int(inside[-1]) + 1
        columns = np.concatenate(([0], np.arange(begin + 1, end + 1)))
        tree = maximum_tree(_log_softmax(masked[begin:end][:, columns]))
        heads[begin:end] = np.where(tree > 0, tree + begin, 0)
    return heads


def maximum_tree(scores: Scores) -> Heads:
    """Return the heads of the best tree with one root (Chu and Liu 1965, Edmonds 1967).

    The root is the word whose root score exceeds its best other score by most; the rest is exact.
    """
    rest = scores[:, 1:].copy()
    np.fill_diagonal(rest, _NEVER)
    lead = scores[:, 0] - (rest.max(axis=1) if len(rest) > 1 else 0.0)
    root = int(lead.argmax())
    forced = np.concatenate((np.full((len(scores), 1), _NEVER), rest), axis=1)
    forced[root] = _NEVER
    forced[root, 0] = 0.0
    square = np.full((len(scores) + 1, len(scores) + 1), _NEVER, dtype=np.float64)
    square[1:] = forced
    np.fill_diagonal(square, _NEVER)
    solved: Heads = _edmonds(square)[1:]
    return solved


def _edmonds(scores: NDArray[np.float64]) -> Heads:
    """Return each node's head (node 0 is the root and its own head), contracting cycles."""
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    contracted = len(outside)
    own = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, outside)] - own[:, None]
    leaving = scores[np.ix_(outside, cycle)]
    smaller = np.full((contracted + 1, contracted + 1), float(_NEVER))
    smaller[:contracted, :contracted] = scores[np.ix_(outside, outside)]
    smaller[contracted, :contracted] = entering.max(axis=0)
    smaller[:contracted, contracted] = leaving.max(axis=1)
    np.fill_diagonal(smaller, float(_NEVER))
    solved = _edmonds(smaller)
    for place, node in enumerate(outside.tolist()):
        head = int(solved[place])
        through = head == contracted
        heads[node] = cycle[int(leaving[place].argmax())] if through else outside[head]
    entry = int(solved[contracted])
    broken = cycle[int(entering[:, entry].argmax())]
    heads[broken] = outside[entry]
    heads[0] = 0
    return heads


def _cycle(heads: Heads) -> NDArray[np.intp] | None:
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :], dtype=np.intp)
        state[path] = 2
    return None


def _malformed(heads: Heads, sentence: NDArray[np.intp]) -> list[int]:
    """Return the sentences without exactly one root or with a cycle."""
    roots = np.bincount(sentence[heads == 0], minlength=int(sentence[-1]) + 1)
    reached = np.concatenate(([0], heads))
    for _ in range(int(np.ceil(np.log2(len(reached)))) + 1):
        reached = reached[reached]
    faulty = set(np.flatnonzero(roots != 1).tolist()) | set(sentence[reached[1:] != 0].tolist())
    return sorted(faulty & set(sentence.tolist()))


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(axis=1, keepdims=True)
    normalised: Scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return normalised
