"""How far apart two networks are in what they say of a batch, by Kullback and Leibler."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from network import Network
    from torch import Tensor
    from windows import Batch

TREES = ("arcs", "relations")


def apart(
    ours: tuple[Network, Tensor],
    theirs: tuple[Network, Tensor],
    batch: Batch,
    weights: Mapping[str, float],
    parts: Collection[str],
) -> Tensor:
    """Return how far the first network is from the second, which learns nothing of it.

    Args:
        ours: A network, and the vectors that it has of the batch's words.
        theirs: The other, of the same heads, and its vectors.
        batch: What both have read.
        weights: Of every head, pair of heads and link.
        parts: Names of those that count: token heads, `arcs` and `relations` together, links.
    """
    network, words = ours
    other, their_words = theirs
    real = (batch.sentences >= 0).float()
    total = torch.zeros(())
    for name in network.heads:
        if name in parts:
            with torch.no_grad():
                wanted = other.classify(name, their_words)
            total = total + weights[name] * divergence(network.classify(name, words), wanted, real)
    if "arcs" in parts:
        total = total + _trees_apart(ours, theirs, batch, weights, real)
    blocked = functional.pad(batch.sentences[:, None, :] < 0, (1, 0))
    for name in network.links:
        if name in parts:
            with torch.no_grad():
                wanted = other.links[name](their_words).masked_fill(blocked, -10000.0)
            scores = network.links[name](words).masked_fill(blocked, -10000.0)
            total = total + weights[name] * divergence(scores, wanted, real)
    return total


def _trees_apart(
    ours: tuple[Network, Tensor],
    theirs: tuple[Network, Tensor],
    batch: Batch,
    weights: Mapping[str, float],
    real: Tensor,
) -> Tensor:
    network, words = ours
    other, their_words = theirs
    outside = within_sentences(batch.sentences)
    with torch.no_grad():
        arcs = other.arcs(their_words) + outside
        heads = arcs.argmax(-1)
        named = other.relations(their_words, heads)
    arcs_apart = divergence(network.arcs(words) + outside, arcs, real)
    named_apart = divergence(network.relations(words, heads), named, real)
    return weights["arcs"] * arcs_apart + weights["relations"] * named_apart


def within_sentences(sentences: Tensor) -> Tensor:
    """Return what to add to arc scores so that heads stay within the sentence."""
    apart = sentences[:, :, None] != sentences[:, None, :]
    return functional.pad(apart.float() * -10000.0, (1, 0))


def divergence(ours: Tensor, theirs: Tensor, real: Tensor) -> Tensor:
    """Return the mean divergence of the first scores from the second, over the real words."""
    log, wanted = ours.log_softmax(-1), theirs.log_softmax(-1)
    return mean_of_real((wanted.exp() * (wanted - log)).sum(-1), real)


def mean_of_real(values: Tensor, real: Tensor) -> Tensor:
    """Return the mean of values over what is no padding."""
    return (values * real).sum() / real.sum()
