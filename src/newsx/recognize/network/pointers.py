"""Decode where the network points from a figure, a word for a source and the name of a person.

A figure points at its measure, at whose it is, at its time; `she` and `the lender` at whom they
mean, a person at whom they work for: at the words in sight (those of their window, and how the text
begins), or nowhere, with shares that add up to one. They are evidence for the resolver, which knows
the figures, the claims and the names; here, any number points, any word that may be of a source,
and the first of every name of a person. A network without these links leaves a doc as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from newsx.pointers import EMPLOYER_LINK, FIGURE_LINKS, SOURCE_LINK, Pointer, write_pointers
from newsx.recognize.network.windows import Window

Scores = NDArray[np.float32]

_CARDINAL: Final = "CD"
_PRONOUN: Final = "PRP"
_MAY_SPEAK: Final = 0.2
"""How sure the network has to be that a word is of a source, for it to point."""
_LEAST: Final = 0.003
"""A smaller share is none."""


class PointerDecoder:
    """Find where numbers point in the scores of windows.

    Args:
        tags: The Penn tags in the order of their columns.
    """

    def __init__(self, tags: Sequence[str]) -> None:
        self._tags = tags.index(_CARDINAL), tags.index(_PRONOUN)

    def of(self, doc: Doc) -> "DocPointers":
        """Return what collects the pointers of a doc."""
        return DocPointers(doc, *self._tags)


class DocPointers:
    """The pointers of one doc, as far as its windows are read."""

    def __init__(self, doc: Doc, cardinal: int, pronoun: int) -> None:
        self._doc = doc
        self._cardinal = cardinal
        self._pronoun = pronoun
        self._found: list[Pointer] = []

    def numbers(
        self, window: Window, answer: Mapping[str, Scores], texts: Sequence[str]
    ) -> list[int]:
        """Return the places of the numbers among a window's own words.

        Args:
            window: The window.
            answer: Its scores, by output of the graph.
            texts: The tokens of the doc.
        """
        tags = answer["xpos"].argmax(axis=1)
        return [
            place for place in range(window.first, window.last)
            if tags[place] == self._cardinal
            or any(map(str.isdigit, texts[window.tokens[place]]))
        ]  # fmt: skip

    def add(
        self,
        window: Window,
        answer: Mapping[str, Scores],
        numbers: Sequence[int],
        people: Sequence[int],
    ) -> None:
        """Take where numbers, words for sources and people among a window's own words point.

        Args:
            window: The window.
            answer: Its scores, by output of the graph.
            numbers: Places of the numbers, as `numbers` gives them.
            people: Places of the first words of people's names.
        """
        own = range(window.first, window.last)
        for link in FIGURE_LINKS:
            self._point(window, answer, link, numbers)
        self._point(window, answer, EMPLOYER_LINK, people)
        if SOURCE_LINK in answer:
            tags = answer["xpos"].argmax(axis=1)
            silent = _softmax(answer["source"])[:, 0]
            speakers = [
                place for place in own
                if tags[place] == self._pronoun or silent[place] < 1 - _MAY_SPEAK
            ]  # fmt: skip
            self._point(window, answer, SOURCE_LINK, speakers)

    def _point(
        self, window: Window, answer: Mapping[str, Scores], link: str, places: Sequence[int]
    ) -> None:
        if link in answer and places:
            for place, shares in zip(places, _softmax(answer[link][places]), strict=True):
                self._found.append(_pointer(window, place, link, shares))

    def write(self) -> None:
        """Write the pointers to the doc."""
        if self._found:
            write_pointers(self._doc, self._found)


def _pointer(window: Window, place: int, link: str, shares: Iterable[float]) -> Pointer:
    nowhere, *rest = np.round(np.asarray(shares, dtype=np.float64), 3).tolist()
    hits = [(token, share) for token, share in zip(window.tokens, rest, strict=True)
            if share >= _LEAST]  # fmt: skip
    own = window.decoded
    first, end = window.tokens[own], window.tokens[-1] + 1
    opening = window.tokens[own - 1] + 1 if own else 0
    places, kept = [token for token, _ in hits], [share for _, share in hits]
    return Pointer(window.tokens[place], link, first, end, nowhere, places, kept, opening)


def _softmax(scores: Scores) -> Scores:
    weights = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    shares: Scores = weights / weights.sum(axis=1, keepdims=True)
    return shares
