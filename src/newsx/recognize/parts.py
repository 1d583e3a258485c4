"""Decode the claim heads: which words are source, cue, content and second-hand source of a claim.

What the network says goes into one span group, `claim_parts`, as raw material for the component
that makes claims: a span's label is the part (content with its kind, as in `content:forecast`) and
its `id_` the number of the claim, so that a source serving two claims is there twice. Parts that
no claim is linked to have an empty `id_`.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, SpanGroup

from newsx.recognize.windows import Window

Scores = NDArray[np.float32]

CLAIM_PARTS: Final = "claim_parts"
PARTS: Final = ("source", "cue", "content", "via")


class PartDecoder:
    """Find the parts of claims in the scores of windows."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self._kinds = tuple(kinds)

    def write(self, doc: Doc, answers: Sequence[tuple[Window, dict[str, Scores]]]) -> None:
        """Write the parts of all windows to `doc.spans`, in reading order."""
        spans: list[Span] = []
        claim = 0
        for window, answer in answers:
            found = {part: list(begin_inside(answer[part])) for part in PARTS}
            kept = range(window.first, window.last)
            linked: dict[tuple[str, int], list[int]] = {}
            for start, end in found["content"]:
                if start not in kept:
                    continue
                claim += 1
                kind = self._kinds[int(answer["kind"][start].argmax())]
                spans.append(_span(doc, window, start, end, f"content:{kind}", str(claim)))
                for part in ("source", "cue"):
                    target = int(answer[f"to_{part}"][start].argmax()) - 1
                    if target >= 0:
                        linked.setdefault((part, target), []).append(claim)
            for part in ("source", "cue", "via"):
                for start, end in found[part]:
                    if start in kept:
                        for number in linked.get((part, start), [None]):
                            identity = "" if number is None else str(number)
                            spans.append(_span(doc, window, start, end, part, identity))
        ordered = sorted(spans, key=lambda span: (span.start, -span.end, span.label_))
        doc.spans[CLAIM_PARTS] = SpanGroup(doc, name=CLAIM_PARTS, spans=ordered)


def begin_inside(scores: Scores) -> Iterator[tuple[int, int]]:
    """Yield the spans of a head whose columns are outside, begin, inside."""
    start = None
    labels = scores.argmax(axis=1).tolist()
    for place, label in enumerate([*labels, 0]):
        if start is not None and label != 2:  # noqa: PLR2004 - the third column
            yield start, place
            start = None
        if label and start is None:
            start = place


def _span(doc: Doc, window: Window, start: int, end: int, label: str, identity: str) -> Span:
    return Span(
        doc, window.tokens[start], window.tokens[end - 1] + 1, label=label, span_id=identity
    )
