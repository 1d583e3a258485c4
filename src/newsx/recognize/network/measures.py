"""Collect which words the network gives to what the numbers of a doc measure.

A network without this head leaves a doc as it is.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from newsx.measure_words import LEAST, MEASURE, write_measure_words
from newsx.recognize.network.windows import Window

Scores = NDArray[np.float32]


class MeasureDecoder:
    """Find the words of measures in the scores of windows.

    Args:
        answers: The answers of every head, in the order of their columns.
    """

    def __init__(self, answers: Mapping[str, Sequence[str]]) -> None:
        self._words = answers.get(MEASURE, ())

    def of(self, doc: Doc) -> "DocMeasures":
        """Return what collects the words of a doc."""
        return DocMeasures(doc, self._words)


class DocMeasures:
    """The words of the measures of one doc, as far as its windows are read."""

    def __init__(self, doc: Doc, words: Sequence[str]) -> None:
        self._doc = doc
        self._words = words
        self._found: dict[int, dict[str, float]] = {}

    def add(self, window: Window, answer: Mapping[str, Scores], numbers: Sequence[int]) -> None:
        """Take the likely words of the numbers among a window's own words.

        Args:
            window: The window.
            answer: Its scores, by output of the graph.
            numbers: Places of the numbers in the window.
        """
        if not self._words or not numbers:
            return
        scores = answer[MEASURE][list(numbers)].astype(np.float64)
        chances = np.round(1 / (1 + np.exp(-scores)), 3)
        for place, row in zip(numbers, chances, strict=True):
            hits = np.flatnonzero(row >= LEAST).tolist()
            likely = {self._words[hit]: float(row[hit]) for hit in hits}
            self._found[window.tokens[place]] = likely

    def write(self) -> None:
        """Write the words to the doc."""
        if self._words:
            write_measure_words(self._doc, self._words, self._found)
