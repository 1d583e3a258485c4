r"""Turn a shipped graph back into a network to train on: the step `start`.

The rounding to 8 bits is small beside what training moves, and a float checkpoint would be four
times the size in the repository. The word embeddings never learned: they come from MiniLM itself.

python models/scripts/dequantise.py models/work/shipped --examples models/assets/examples.pkl \
    --output models/work/start.pt
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from network import Network
from onnx import numpy_helper
from train import minilm_folder, new_shape, start_from_minilm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]


def float_weights(graph: onnx.GraphProto) -> Weights:
    """Return the graph's initializers by name, those of 8 bits multiplied out."""
    stored = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    weights: Weights = {}
    for name, values in stored.items():
        if name.endswith("_quantized"):
            plain = name.removesuffix("_quantized")
            zero = stored[f"{plain}_zero_point"].astype(np.float32)
            weights[plain] = (values.astype(np.float32) - zero) * stored[f"{plain}_scale"]
        elif not name.endswith(("_scale", "_zero_point")):
            weights[name] = values
    return weights


def named_weights(graph: onnx.GraphProto) -> Weights:
    """Return the weights by the names of the network's parameters.

    The exporter calls matrices by number; the node that multiplies with one says whose it is.
    """
    weights = float_weights(graph)
    named = {
        name.removeprefix("network."): values
        for name, values in weights.items()
        if name.startswith("network.")
    }
    for node in graph.node:
        if node.op_type not in {"MatMul", "MatMulInteger"}:
            continue
        matrix = weights.get(node.input[1].removesuffix("_quantized"))
        if matrix is not None:
            owner = node.name.strip("/").rpartition("/MatMul")[0].replace("/", ".")
            named[f"{_parameter(owner)}.weight"] = matrix.T
    named["together.bias"] = weights["together.bias"]
    return named


def _parameter(owner: str) -> str:
    if owner.startswith("to_"):
        return f"links.{owner}"
    return f"relations.{owner}" if owner in {"dependent", "head"} else owner


def fill(network: Network, named: Weights, heads: dict[str, list[str]], relations: Path) -> None:
    """Copy the weights into the network; every parameter but the word embeddings must be there."""
    together, bias = named.pop("together.weight"), named.pop("together.bias")
    begin = 0
    for name, labels in heads.items():
        end = begin + len(labels)
        named[f"heads.{name}.weight"] = together[begin:end]
        named[f"heads.{name}.bias"] = bias[begin:end]
        begin = end
    with np.load(relations) as saved:
        named["relations.classify.weight"] = saved["classify"].T
        named["relations.classify.bias"] = saved["bias"]
        named["relations.root"] = saved["root"]
    words = named["encoder.words.weight"]
    own = network.encoder.words.weight.detach().numpy()
    if np.abs(words - own).max() > 0.05:  # a step of 8 bits is .01
        msg = "the graph's word embeddings are not those of MiniLM"
        raise ValueError(msg)
    named["encoder.words.weight"] = own
    network.load_state_dict(
        {name: torch.from_numpy(np.array(values)) for name, values in named.items()}
    )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the component's folder of a shipped pipeline")
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    kept = pickle.loads(arguments.examples.read_bytes())
    content = json.loads((arguments.folder / "heads.json").read_text(encoding="utf-8"))
    if content["labels"]["xpos"] != kept["xpos"] or content["relations"] != kept["relations"]:
        msg = "the examples have other tags or relations than the shipped graph"
        raise ValueError(msg)
    network = Network(new_shape(kept, tuple(range(6))))
    start_from_minilm(network, minilm_folder())
    graph = onnx.load(arguments.folder / "graph.onnx").graph
    fill(network, named_weights(graph), content["labels"], arguments.folder / "relations.npz")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    network.save(arguments.output)
    names = {"xpos": kept["xpos"], "relations": kept["relations"]}
    arguments.output.with_suffix(".labels.json").write_text(json.dumps(names))


if __name__ == "__main__":
    main()
