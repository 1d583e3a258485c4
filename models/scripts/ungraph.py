"""Take the weights of a network back out of the graph that ``graph.py`` wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import numpy_helper

if TYPE_CHECKING:
    import onnx
    from network import Network
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]


def named_weights(graph: onnx.GraphProto, network: Network) -> Weights:
    """Return the graph's weights by the names of the network's parameters.

    Matrices of 7 bits are multiplied out. Word, position and shape embeddings and the names of
    relations are not in the graph. Raises KeyError where the graph has other parts than the
    network.
    """
    stored = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    named: Weights = {
        "encoder.norm.weight": stored["norm.w"],
        "encoder.norm.bias": stored["norm.b"],
    }
    parts = {"query_key_value": "attention"} | {
        part: part for part in ("attention_out", "attention_norm", "widen", "narrow", "output_norm")
    }
    for number in range(len(network.encoder.layers)):
        for part, own in parts.items():
            prefix, name = f"encoder.layers.{number}.{part}", f"layer{number}.{own}"
            named[f"{prefix}.weight"] = _matrix(stored, name)
            named[f"{prefix}.bias"] = stored[f"{name}.b"]
    _take_apart(named, network, _matrix(stored, "together"), stored["together.b"])
    for pair in ("arcs", *(f"links.{name}" for name in network.links)):
        root, rest = stored[f"{pair}.root.w"], stored[f"{pair}.w"]
        named[f"{pair}.pair.weight"] = np.concatenate([root, rest], axis=1).T
        # The graph holds the sum of two biases that mean the same: one of them gets all of it.
        named[f"{pair}.to_bias.weight"] = stored[f"{pair}.b"][None]
        named[f"{pair}.pair.bias"] = np.concatenate(
            [stored[f"{pair}.root.b"], np.zeros_like(stored[f"{pair}.b"])]
        )
    return named


def _matrix(stored: Weights, name: str) -> NDArray[np.float32]:
    """Return a matrix as PyTorch has it, (out, in); a vector as it is."""
    values, scales = stored[f"{name}.w"], stored.get(f"{name}.s")
    if scales is not None:
        values = values.astype(np.float32) * scales
    return values.T


def _take_apart(
    named: Weights, network: Network, matrix: NDArray[np.float32], bias: NDArray[np.float32]
) -> None:
    """Add the first matrices of all heads, which are one in the graph, in the order written."""
    blocks = [f"heads.{name}" for name in network.heads]
    blocks += ["relations.dependent", "relations.head"]
    for pair in ("arcs", *(f"links.{name}" for name in network.links)):
        blocks += [f"{pair}.from_side", f"{pair}.to_side"]
    begin = 0
    for block in blocks:
        end = begin + len(network.get_submodule(block).bias)
        named[f"{block}.weight"], named[f"{block}.bias"] = matrix[begin:end], bias[begin:end]
        begin = end
    if begin != len(bias):
        msg = f"the graph's heads have {len(bias)} columns, the network's {begin}"
        raise ValueError(msg)
