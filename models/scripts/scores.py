"""Score a network on the development parts, in PyTorch: a quick look while training.

What counts is measured on the shipped pipeline by ``evaluate.py``.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import torch
from labels import CLAIM_MEANINGS, IGNORED, MEASURE, NAME_LABELS, PLACE_IDS
from likeness import within_sentences
from pointing import POINTING_LINKS
from windows import LONG, Batch, Packer, Window, batches, by_claim, collate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from network import Network
    from torch import Tensor

PLACES = frozenset({"GPE", "LOC", "PLACE"})


def greedy_spans(ids: Sequence[int]) -> set[tuple[int, int, str]]:
    """Return the spans of label ids, a broken one ended where it breaks; places are one kind."""
    open_ids = {index: f"{position}-PLACE" for position, index in PLACE_IDS.items()}
    spans: set[tuple[int, int, str]] = set()
    start, current = 0, ""
    for index, label_id in enumerate([*ids, 0]):
        label = open_ids.get(label_id) or NAME_LABELS[max(label_id, 0)]
        position, _, name = label.partition("-")
        kind = "PLACE" if name in PLACES else name
        if current and (position in "OBS" or kind != current):
            spans.add((start, index, current))
            current = ""
        if not current and kind:
            start, current = index, kind
        if current and position in "ES":
            spans.add((start, index + 1, current))
            current = ""
    return spans


def name_scores(network: Network, windows: Sequence[Window]) -> tuple[float, float, float]:
    """Return precision, recall and F of exact PERSON, ORG and place spans."""
    right = found = wanted = 0
    for batch, words in _run(network, windows):
        predicted = network.classify("names", words).argmax(-1)
        for row, gold in zip(predicted.tolist(), batch.labels["names"].tolist(), strict=True):
            known = [
                0 if label == IGNORED else guess for guess, label in zip(row, gold, strict=True)
            ]
            kinds = {"PERSON", "ORG", "PLACE"}
            ours = {span for span in greedy_spans(known) if span[2] in kinds}
            theirs = {
                span for span in greedy_spans([max(label, 0) for label in gold]) if span[2] in kinds
            }
            right += len(ours & theirs)
            found += len(ours)
            wanted += len(theirs)
    precision, recall = right / max(1, found), right / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def token_scores(network: Network, windows: Sequence[Window]) -> dict[str, float]:
    """Return accuracies of tags and links, F of boundaries and claim parts, UAS and LAS.

    Of the words of measures: how likely those are that are in them, and all others together.
    """
    counts: Counter[str] = Counter()
    for batch, words in _run(network, windows):
        for name in network.heads:
            if name == MEASURE:
                _count_measures(counts, network.classify(name, words).sigmoid(), batch)
            elif name != "names":
                scores, labels = network.classify(name, words), batch.labels[name]
                if name in CLAIM_MEANINGS:
                    scores, labels = by_claim(scores, labels, batch)
                _count(counts, name, scores.argmax(-1), labels)
        for name in network.links:
            guess = network.links[name](words).argmax(-1)
            if name in POINTING_LINKS:
                for number, place, columns in batch.pointings:
                    counts[f"{name}:all"] += name in columns
                    counts[f"{name}:right"] += int(guess[number, place]) in columns.get(name, ())
            else:
                _count(counts, name, guess, batch.labels[name])
        gold = batch.labels["heads"]
        if bool((gold != IGNORED).any()):
            arcs = (network.arcs(words) + within_sentences(batch.sentences)).argmax(-1)
            named = network.relations(words, arcs).argmax(-1)
            known = (gold != IGNORED) & (batch.labels["upos"] != 12)  # punctuation is not scored
            counts["arc:all"] += int(known.sum())
            counts["arc:right"] += int((known & (arcs == gold)).sum())
            counts["las:right"] += int(
                (known & (arcs == gold) & (named == batch.labels["relations"])).sum()
            )
    scores: dict[str, float] = {}
    for name in (*network.heads, *network.links):
        if counts[f"{name}:all"]:
            scores[name] = counts[f"{name}:right"] / counts[f"{name}:all"]
        if counts[f"{name}:words"]:
            scores[name] = counts[f"{name}:of"] / counts[f"{name}:words"] / 1000
            scores[f"{name}_others"] = counts[f"{name}:not"] / counts[f"{name}:words"] / 1000
        if name in {"sentence", "source", "cue", "content", "via"} and counts[f"{name}:gold1"]:
            found, wanted = counts[f"{name}:found1"], counts[f"{name}:gold1"]
            scores[f"{name}_begin_f"] = 2 * counts[f"{name}:right1"] / max(1, found + wanted)
    if counts["arc:all"]:
        scores["uas"] = counts["arc:right"] / counts["arc:all"]
        scores["las"] = counts["las:right"] / counts["arc:all"]
    return scores


def _count_measures(counts: Counter[str], chances: Tensor, batch: Batch) -> None:
    """Add, in thousandths, how likely the words are that measures have, and the others."""
    for number, place, words in batch.measures:
        here = chances[number, place]
        of = float(here[words].sum())
        counts[f"{MEASURE}:words"] += len(words)
        counts[f"{MEASURE}:of"] += round(1000 * of)
        counts[f"{MEASURE}:not"] += round(1000 * (float(here.sum()) - of))


def _count(counts: Counter[str], name: str, guess: Tensor, gold: Tensor) -> None:
    known = gold != IGNORED
    counts[f"{name}:all"] += int(known.sum())
    counts[f"{name}:right"] += int((known & (guess == gold)).sum())
    counts[f"{name}:found1"] += int((known & (guess == 1)).sum())
    counts[f"{name}:gold1"] += int((known & (gold == 1)).sum())
    counts[f"{name}:right1"] += int((known & (guess == 1) & (gold == 1)).sum())


def _run(network: Network, windows: Sequence[Window]) -> Iterator[tuple[Batch, Tensor]]:
    network.eval()
    for group in batches(windows, 3000, None):
        batch = collate(group)
        with torch.no_grad():
            words = network.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
        yield batch, words


def report(network: Network, kept: dict[str, Any], packer: Packer, *, most: int = 400) -> None:
    """Print scores on the development parts."""
    for name, examples in kept["names"]["dev"].items():
        windows = list(packer.pack(examples[:most], None))
        precision, recall, score = name_scores(network, windows)
        print(f"names {name:<18} P {precision:.3f} R {recall:.3f} F {score:.3f}", flush=True)
    rng = random.Random(0)
    sentences = [
        sentence for sentence in kept["treebank"]["dev"] if sentence.source == "en_ewt-dev"
    ]
    windows = list(packer.pack(sentences, rng))
    print(
        "ewt dev",
        {key: round(value, 4) for key, value in token_scores(network, windows).items()},
        flush=True,
    )
    windows = list(packer.pack(kept["corpus"]["test"], rng, LONG, opened=True))
    if windows:
        print("own test names P R F", [round(value, 3) for value in name_scores(network, windows)])
        print(
            "own test",
            {key: round(value, 4) for key, value in token_scores(network, windows).items()},
            flush=True,
        )
