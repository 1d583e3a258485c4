"""Collect how the network takes each word: what a claim in it would be, where a figure would go.

A network without these heads leaves a doc as it is.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from newsx.meanings import QUESTIONS, write_meanings
from newsx.recognize.network.windows import Window

Scores = NDArray[np.float32]


class MeaningDecoder:
    """Find how words are taken in the scores of windows.

    Args:
        answers: The answers of every head, in the order of their columns.
    """

    def __init__(self, answers: Mapping[str, Sequence[str]]) -> None:
        known = all(question in answers for question in QUESTIONS)
        self._answers = {one: answers[one] for one in QUESTIONS} if known else {}

    def of(self, doc: Doc) -> "DocMeanings":
        """Return what collects how a doc's words are taken."""
        return DocMeanings(doc, self._answers)


class DocMeanings:
    """How the words of one doc are taken, as far as its windows are read."""

    def __init__(self, doc: Doc, answers: Mapping[str, Sequence[str]]) -> None:
        self._doc = doc
        self._answers = answers
        width = sum(map(len, answers.values()))
        self._scores = np.zeros((len(doc), width), dtype=np.float32)

    def add(self, window: Window, answer: Mapping[str, Scores]) -> None:
        """Take the scores of a window's own words."""
        if self._answers:
            own = slice(window.first, window.last)
            scores = [answer[question][own] for question in self._answers]
            self._scores[window.tokens[own]] = np.concatenate(scores, axis=1)

    def write(self) -> None:
        """Write them to the doc."""
        if self._answers:
            write_meanings(self._doc, self._answers, self._scores)
