"""Decode the claim heads: which words are source, cue, content and second-hand source of a claim.

What the network says goes into one span group, `claim_parts`, as raw material for the component
that makes claims: a span's label is the part (content with its kind, as in `content:forecast`) and
its `id_` the number of the claim, so that a source serving two claims is there twice. Parts that
no claim is linked to have an empty `id_`. Attributes of the group say how sure the network is, from
0 to 1: `confidence` for every span, in the same order (of its words and of its link); `source`,
`cue` and `content` for every token of the doc (that it stands in one).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, SpanGroup

from newsx.recognize.network.windows import Window

Scores = NDArray[np.float32]

CLAIM_PARTS: Final = "claim_parts"
PARTS: Final = ("source", "cue", "content", "via")
EVIDENCE: Final = ("source", "cue", "content")


class _Found(NamedTuple):
    """A part, by tokens of the doc."""

    start: int
    end: int
    label: str
    claim: str
    confidence: float


class PartDecoder:
    """Find the parts of claims in the scores of windows."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self._kinds = tuple(kinds)

    def of(self, doc: Doc) -> "DocParts":
        """Return what collects the parts of a doc."""
        return DocParts(doc, self._kinds)


class DocParts:
    """The parts of one doc, as far as its windows are read."""

    def __init__(self, doc: Doc, kinds: Sequence[str]) -> None:
        self._doc = doc
        self._kinds = kinds
        self._found: list[_Found] = []
        self._evidence = np.zeros((len(EVIDENCE), len(doc)))
        self._claims = 0

    def add(self, window: Window, answer: Mapping[str, Scores]) -> None:
        """Take the parts that begin in a window's own words, in reading order."""
        tokens = window.tokens[window.first : window.last]
        inside = {part: _inside(answer[part]) for part in PARTS}
        for row, part in enumerate(EVIDENCE):
            self._evidence[row, tokens] = inside[part][window.first : window.last]
        begin = window.decoded
        parts = {
            part: [
                (start + begin, end + begin, sure)
                for start, end, sure in begin_inside(answer[part][begin:], inside[part][begin:])
            ]
            for part in PARTS
        }
        kept = range(window.first, window.last)
        linked: dict[tuple[str, int], list[tuple[str, float]]] = {}
        for start, end, sure in parts["content"]:
            if start not in kept:
                continue
            self._claims += 1
            number = str(self._claims)
            kind = self._kinds[int(answer["kind"][start].argmax())]
            self._keep(window, start, end, f"content:{kind}", number, sure)
            for part in ("source", "cue"):
                places = [place for place, _, _ in parts[part]]
                target, share = _linked(answer[f"to_{part}"][start], places)
                if target is not None:
                    linked.setdefault((part, target), []).append((number, share))
        for part in ("source", "cue", "via"):
            for start, end, sure in parts[part]:
                if start in kept:
                    for number, share in linked.get((part, start), [("", 1.0)]):
                        self._keep(window, start, end, part, number, sure * share)

    def write(self) -> None:
        """Write the parts to `doc.spans`."""
        self._found.sort(key=lambda part: (part.start, -part.end, part.label))
        self._doc.spans[CLAIM_PARTS] = SpanGroup(
            self._doc,
            name=CLAIM_PARTS,
            spans=[
                Span(self._doc, part.start, part.end, label=part.label, span_id=part.claim)
                for part in self._found
            ],
            attrs={
                "confidence": [round(part.confidence, 3) for part in self._found],
                **dict(zip(EVIDENCE, self._evidence.round(3).tolist(), strict=True)),
            },
        )

    def _keep(
        self, window: Window, start: int, end: int, label: str, claim: str, confidence: float
    ) -> None:
        first, after = window.tokens[start], window.tokens[end - 1] + 1
        self._found.append(_Found(first, after, label, claim, confidence))


def begin_inside(scores: Scores, inside: Scores) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, confidence) of the spans of a head with columns outside, begin, inside.

    How sure a span is, is the mean of how sure its words are to be `inside` one.
    """
    start = None
    labels = scores.argmax(axis=1).tolist()
    for place, label in enumerate([*labels, 0]):
        if start is not None and label != 2:  # noqa: PLR2004 - the third column
            yield start, place, float(inside[start:place].mean())
            start = None
        if label and start is None:
            start = place


def _inside(scores: Scores) -> Scores:
    """Return how sure it is that each word stands in a span: all but the first column."""
    shares: Scores = 1 - _softmax(scores)[:, 0]
    return shares


def _linked(scores: Scores, places: Sequence[int]) -> tuple[int | None, float]:
    """Return (the place that a content is linked to, how sure that is); column 0 is none."""
    columns = [0, *(place + 1 for place in places)]
    shares = _softmax(scores[None, columns])[0]
    best = int(shares.argmax())
    return (places[best - 1] if best else None), float(shares[best])


def _softmax(scores: Scores) -> Scores:
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Scores = weights / weights.sum(axis=1, keepdims=True)
    return shares
