"""How the network takes the words of a doc: what a claim in them would be, where a figure would go.

The encoder writes it to a doc, word by word; the resolver, which knows the claims and the figures,
asks for the words of one. An answer's share is of all answers to its question.
"""

from collections.abc import Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

QUESTIONS: Final = ("kind", "polarity", "modality", "outlook", "direction")
"""What may be asked: of claims the first four, of figures the last."""

HEARD: Final = "heard"
"""Among learned weights: that of the logarithm of the share that the network gives an answer."""

_KEY: Final = "newsx_meanings"
_HALF: Final = "<f2"
"""Scores are kept in 16 bits: shares differ by less than a thousandth."""

Scores = NDArray[np.float32]


def write_meanings(doc: "Doc", answers: Mapping[str, Sequence[str]], scores: Scores) -> None:
    """Write scores to a doc, as plain values: they survive `to_bytes`.

    Args:
        doc: The doc.
        answers: The answers to every question, in the order of the columns.
        scores: A row a token, a column an answer.
    """
    names = [[question, *found] for question, found in answers.items()]
    doc.user_data[_KEY] = [names, scores.astype(_HALF).tobytes()]


class Meanings:
    """How the words of a doc are taken.

    Args:
        doc: One that an encoder has read; of another there is nothing to know.
    """

    def __init__(self, doc: "Doc") -> None:
        names, content = doc.user_data.get(_KEY, ((), b""))
        self._columns: dict[str, tuple[int, Sequence[str]]] = {}
        begin = 0
        for question, *answers in names:
            self._columns[question] = begin, answers
            begin += len(answers)
        self._scores = np.frombuffer(content, dtype=_HALF).reshape(-1, max(begin, 1))

    def of(self, question: str, tokens: Sequence[int]) -> dict[str, float]:
        """Return the logarithm of each answer's share, over some tokens; empty where none is known.

        Args:
            question: One of `QUESTIONS`.
            tokens: Their places in the doc; at least one.
        """
        if question not in self._columns:
            return {}
        begin, answers = self._columns[question]
        scores = self._scores[tokens, begin : begin + len(answers)].astype(np.float64).mean(axis=0)
        scores -= scores.max()
        whole = log(np.exp(scores).sum())
        return {
            answer: round(score - whole, 3)
            for answer, score in zip(answers, scores.tolist(), strict=True)
        }
