r"""Turn a shipped graph back into a network to train on: the steps `start` and `narrow`.

The rounding to 7 bits is small beside what training moves, and a float checkpoint would be four
times the size in the repository. The word embeddings never learned: they come from MiniLM itself.

python models/scripts/dequantise.py models/en_newsx/newsx_encoder --size fast \
    --examples models/assets/examples.pkl --output models/work/fast_before.pt
"""

from __future__ import annotations

import argparse
import json
import pickle
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
import ungraph
from labels import MEASURE
from network import Network
from train import minilm_folder, new_shape, start_from_minilm

if TYPE_CHECKING:
    from network import Shape


def read_sized(folder: Path, size: str, shape: Shape) -> Network:
    """Return the network behind a graph that ``graph.py`` wrote.

    Its heads, neurons and links are those of the graph. Positions that the pipeline never reads are
    those of MiniLM.
    """
    graph = onnx.load(folder / f"{size}.onnx").graph
    widths = {entry.name: entry.dims for entry in graph.initializer}
    network = Network(
        replace(
            shape,
            attention_heads=widths["layer0.attention_out.w"][0] // shape.head_width,
            inner=widths["layer0.widen.w"][1],
            labels=labels_of(graph, shape),
            links=tuple(link for link in shape.links if f"links.{link}.w" in widths),
        )
    )
    named = ungraph.named_weights(graph, network)
    whole = Network(shape)  # with all heads and neurons: MiniLM has them
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


def labels_of(graph: onnx.GraphProto, shape: Shape) -> dict[str, int]:
    """Return the token heads that a graph has: it may be older than the last of them."""
    end = next(
        onnx.numpy_helper.to_array(one) for one in graph.initializer if one.name == "scores.end"
    )
    ends = accumulate(shape.labels.values())
    return {
        name: size
        for (name, size), own in zip(shape.labels.items(), ends, strict=True)
        if own <= end.item()
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the component's folder of a shipped pipeline")
    parser.add_argument("--size", required=True, help="which of the graphs")
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    kept = pickle.loads(arguments.examples.read_bytes())
    content = json.loads((arguments.folder / "heads.json").read_text(encoding="utf-8"))
    if content["labels"]["xpos"] != kept["xpos"] or content["relations"] != kept["relations"]:
        msg = "the examples have other tags or relations than the shipped graph"
        raise ValueError(msg)
    # the corpus may have grown since: the head keeps the words that it has learned
    kept["measure_words"] = list(content["labels"].get(MEASURE, kept["measure_words"]))
    network = read_sized(arguments.folder, arguments.size, new_shape(kept, tuple(range(6))))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    network.save(arguments.output)
    names = {key: kept[key] for key in ("xpos", "relations", "measure_words")}
    arguments.output.with_suffix(".labels.json").write_text(json.dumps(names))


if __name__ == "__main__":
    main()
