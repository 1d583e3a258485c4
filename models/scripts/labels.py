"""The label sets of every head, in the order of their ids, and the BIOES scheme of the names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
from newsx.schema import Modality, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMES = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "NORP",
    "INDEX",
    "PRODUCT",
    "EVENT",
    "TICKER",
    "COMMODITY",
    "CURRENCY",
    "CRYPTO",
    "INSTRUMENT",
    "RATE",
)
NAME_LABELS = ("O", *(f"{position}-{name}" for name in NAMES for position in "BIES"))
NAME_ID = {label: index for index, label in enumerate(NAME_LABELS)}
PLACE_IDS = {position: len(NAME_LABELS) + index for index, position in enumerate("BIES")}
"""Ids beyond the labels: a place of which the source does not say whether it is GPE or LOC."""

IGNORED = -100
CLAIM_PARTS = ("source", "cue", "content", "via")
BIO = ("O", "B", "I")
CLAIM_KINDS = ("quote", "data", "forecast", "opinion", "indirect", "fact")
CLAIM_MEANINGS = {
    "kind": CLAIM_KINDS,
    "polarity": get_args(Polarity),
    "modality": get_args(Modality),
    "outlook": ("no", "yes"),
}
"""How a claim may be meant: its words tell it together, by the mean of their scores."""
MEANINGS = CLAIM_MEANINGS | {"direction": ("none", "up", "down", "flat")}
"""Also where a figure may go, at its number."""
MEASURE = "measure"
"""The head that says, at a figure's number, which words its measure has; each by itself."""
UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]


def bioes(spans: Iterable[tuple[int, int, str]], length: int) -> list[int]:
    """Return one label id a word for spans of words; ``PLACE`` leaves the kind open."""
    ids = [0] * length
    for start, end, label in spans:
        for index in range(start, end):
            if end - start == 1:
                position = "S"
            elif index == start:
                position = "B"
            else:
                position = "E" if index == end - 1 else "I"
            ids[index] = PLACE_IDS[position] if label == "PLACE" else NAME_ID[f"{position}-{label}"]
    return ids


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the spans of a well-formed BIOES sequence."""
    spans: list[tuple[int, int, str]] = []
    start = 0
    for index, label in enumerate(labels):
        position, _, name = label.partition("-")
        if position in {"B", "S"}:
            start = index
        if position in {"E", "S"}:
            spans.append((start, index + 1, name))
    return spans
