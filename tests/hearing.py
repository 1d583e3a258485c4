"""Docs that a network seems to have read: the parts of claims it hears, and how sure it is."""

from collections.abc import Sequence
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, SpanGroup

from marked import read_marked
from newsx.recognize.network.parts import CLAIM_PARTS, EVIDENCE
from newsx.recognize.sentences import split_sentences

_NLP = spacy.blank("en")
_ELSEWHERE = 0.02


class Part(NamedTuple):
    """One part of a claim that the network hears: the first place its words stand."""

    label: str
    words: str
    claim: str = "1"
    sure: float = 0.95


def make_heard(marked: str, parts: Sequence[Part]) -> Doc:
    """Return a doc with names, sentences and the parts of claims that a network hears."""
    text, names = read_marked(marked)
    doc: Doc = split_sentences(_NLP.make_doc(text))
    doc.ents = [
        span for start, end, label, _ in names if (span := doc.char_span(start, end, label=label))
    ]
    evidence = {label: [_ELSEWHERE] * len(doc) for label in EVIDENCE}
    spans = []
    for part in parts:
        begin = text.index(part.words)
        span = doc.char_span(begin, begin + len(part.words), label=part.label, span_id=part.claim)
        if span is None:
            msg = f"{part.words!r} is not made of whole tokens"
            raise ValueError(msg)
        spans.append(span)
        label = part.label.partition(":")[0]
        evidence[label][span.start : span.end] = [part.sure] * len(span)
    doc.spans[CLAIM_PARTS] = SpanGroup(
        doc,
        name=CLAIM_PARTS,
        spans=spans,
        attrs={"confidence": [part.sure for part in parts], **evidence},
    )
    return doc
