r"""Turn a shipped graph back into a network to train on: the steps `start` and `narrow`.

The rounding to 8 or 7 bits is small beside what training moves, and a float checkpoint would be
four times the size in the repository. The word embeddings never learned: they come from MiniLM
itself. Graphs of 0.2.0 came from an exporter (`graph.onnx`), later ones from `graph.py`.

python models/scripts/dequantise.py models/work/shipped --examples models/assets/examples.pkl \
    --output models/work/start.pt
python models/scripts/dequantise.py models/en_newsx/newsx_encoder --size fast \
    --examples models/assets/examples.pkl --output models/work/fast_before.pt
"""

from __future__ import annotations

import argparse
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
import ungraph
from network import Network
from onnx import numpy_helper
from train import minilm_folder, new_shape, start_from_minilm

if TYPE_CHECKING:
    from network import Shape
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


def read_sized(folder: Path, size: str, shape: Shape) -> Network:
    """Return the network behind a graph that ``graph.py`` wrote.

    Its heads and neurons are counted in the graph. Positions that the pipeline never reads are
    those of MiniLM.
    """
    graph = onnx.load(folder / f"{size}.onnx").graph
    widths = {entry.name: entry.dims for entry in graph.initializer}
    network = Network(
        replace(
            shape,
            attention_heads=widths["layer0.attention_out.w"][0] // shape.head_width,
            inner=widths["layer0.widen.w"][1],
        )
    )
    named = ungraph.named_weights(graph, network)
    whole = Network(shape)
    start_from_minilm(whole, minilm_folder())
    named["encoder.words.weight"] = whole.encoder.words.weight.detach().numpy()
    with np.load(folder / f"{size}.npz") as saved:
        positions = whole.encoder.positions.weight.detach().numpy().copy()
        positions[: len(saved["positions"])] = saved["positions"]
        named["encoder.positions.weight"] = positions
        named["encoder.shapes.weight"] = saved["shapes"]
        named["relations.classify.weight"] = saved["classify"].T
        named["relations.classify.bias"] = saved["bias"]
        named["relations.root"] = saved["root"]
    network.load_state_dict(
        {name: torch.from_numpy(np.array(values)) for name, values in named.items()}
    )
    return network


def read_exported(folder: Path, content: dict[str, Any], shape: Shape) -> Network:
    """Return the network behind the graph of an exporter."""
    network = Network(shape)
    start_from_minilm(network, minilm_folder())
    graph = onnx.load(folder / "graph.onnx").graph
    fill(network, named_weights(graph), content["labels"], folder / "relations.npz")
    return network


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the component's folder of a shipped pipeline")
    parser.add_argument("--size", help="which of the graphs, where there are several")
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    kept = pickle.loads(arguments.examples.read_bytes())
    content = json.loads((arguments.folder / "heads.json").read_text(encoding="utf-8"))
    if content["labels"]["xpos"] != kept["xpos"] or content["relations"] != kept["relations"]:
        msg = "the examples have other tags or relations than the shipped graph"
        raise ValueError(msg)
    shape = new_shape(kept, tuple(range(6)))
    if arguments.size:
        network = read_sized(arguments.folder, arguments.size, shape)
    else:
        network = read_exported(arguments.folder, content, shape)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    network.save(arguments.output)
    names = {"xpos": kept["xpos"], "relations": kept["relations"]}
    arguments.output.with_suffix(".labels.json").write_text(json.dumps(names))


if __name__ == "__main__":
    main()
