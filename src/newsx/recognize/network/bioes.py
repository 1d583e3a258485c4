"""Decode the scores of names: the best well-formed BIOES sequence, and its spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_AFTER: Final = {"O": "OBS", "B": "IE", "I": "IE", "E": "OBS", "S": "OBS"}


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name: words from `start` to before `end`, its label, how sure its least sure word is."""

    start: int
    end: int
    label: str
    confidence: float


class NameDecoder:
    """Find the names in the scores of one window."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._position = [label[0] for label in labels]
        self._name = [label[2:] for label in labels]
        size = len(labels)
        self._allowed = np.zeros((size, size), dtype=bool)
        for before in range(size):
            for after in range(size):
                self._allowed[before, after] = self._may_follow(before, after)
        self._may_begin = np.array([position in "OBS" for position in self._position])
        self._may_end = np.array([position in "OES" for position in self._position])
        self._penalty = np.where(self._allowed, 0.0, -1e4).astype(np.float32)

    def spans(self, scores: Scores) -> list[NameSpan]:
        """Return the names of a window in reading order."""
        if not len(scores):
            return []
        ids = scores.argmax(axis=1)
        broken = ~self._allowed[ids[:-1], ids[1:]]
        if broken.any() or not self._may_begin[ids[0]] or not self._may_end[ids[-1]]:
            ids = self._repaired(scores, ids, broken)
        return self._collect(scores, ids)

    def _may_follow(self, before: int, after: int) -> bool:
        if self._position[after] not in _AFTER[self._position[before]]:
            return False
        inside = self._position[after] in "IE"
        return not inside or self._name[before] == self._name[after]

    def _repaired(
        self, scores: Scores, ids: NDArray[np.intp], broken: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """Decode again, by Viterbi, the runs of words between outsides that hold a break."""
        outside = np.flatnonzero(np.concatenate(([True], ids == 0, [True])))
        faulty = np.zeros(len(ids) + 1, dtype=bool)
        faulty[1:-1] = broken
        faulty[0], faulty[-1] = not self._may_begin[ids[0]], not self._may_end[ids[-1]]
        repaired = ids.copy()
        for left, right in pairwise(outside.tolist()):
            begin, end = left, right - 1  # words strictly between two outsides
            if end > begin and faulty[begin : end + 1].any():
                repaired[begin:end] = self._viterbi(scores[begin:end])
        return repaired

    def _viterbi(self, scores: Scores) -> list[int]:
        best = scores[0] + np.where(self._may_begin, 0.0, -1e4)
        origins = []
        for row in scores[1:]:
            paths = best[:, None] + self._penalty
            origin = paths.argmax(axis=0)
            origins.append(origin)
            best = paths[origin, np.arange(len(row))] + row
        last = int((best + np.where(self._may_end, 0.0, -1e4)).argmax())
        path = [last]
        for origin in reversed(origins):
            last = int(origin[last])
            path.append(last)
        return path[::-1]

    def _collect(self, scores: Scores, ids: NDArray[np.intp]) -> list[NameSpan]:
        spans = []
        start = 0
        for index in np.flatnonzero(ids).tolist():
            position = self._position[ids[index]]
            if position in "BS":
                start = index
            if position in "ES":
                sure = _weights(scores[start : index + 1], ids[start : index + 1])
                spans.append(NameSpan(start, index + 1, self._name[ids[index]], sure))
        return spans


def _weights(scores: Scores, ids: NDArray[np.intp]) -> float:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    chosen = shifted[np.arange(len(ids)), ids] / shifted.sum(axis=1)
    return round(float(chosen.min()), 3)
