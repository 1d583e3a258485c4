"""Write a trained network as an ONNX graph, quantise it, and put it into a spaCy pipeline.

python models/scripts/export.py graph --network models/work/final.pt --output models/work/final
python models/scripts/export.py quantise --output models/work/final
python models/scripts/export.py pipeline --folder models/work/final --output models/en_newsx
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import torch
    from network import Network
    from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

GRAPH = "graph.onnx"
FLOAT_GRAPH = "graph.float.onnx"
KEPT_IN_FLOAT = ("/arcs/", "/links/")


def write_graph(network_path: Path, folder: Path) -> None:
    """Write graph, heads, relation classifier and vocabulary of a network."""
    import torch
    from labels import BIO, CLAIM_KINDS, CLAIM_PARTS, NAME_LABELS, UPOS
    from network import Network
    from train import minilm_folder

    from newsx.recognize.encoder import Heads

    network = Network.load(network_path).eval()
    names = json.loads(network_path.with_suffix(".labels.json").read_text())
    folder.mkdir(parents=True, exist_ok=True)
    labels = {
        "names": NAME_LABELS,
        "sentence": ("inside", "begin"),
        "upos": tuple(UPOS),
        "xpos": tuple(names["xpos"]),
        **dict.fromkeys(CLAIM_PARTS, BIO),
        "kind": CLAIM_KINDS,
    }
    order = {name: tuple(labels[name]) for name in network.heads}
    Heads(order, tuple(names["relations"]), tuple(network.links)).write(folder / "heads.json")
    np.savez(
        folder / "relations.npz",
        classify=network.relations.classify.weight.detach().numpy().T.copy(),
        bias=network.relations.classify.bias.detach().numpy(),
        root=network.relations.root.detach().numpy(),
    )
    (folder / "vocab.txt").write_bytes((minilm_folder() / "vocab.txt").read_bytes())
    graph = _graph_module(network)
    sample = (
        torch.ones(1, 24, dtype=torch.long),
        torch.ones(1, 24, dtype=torch.long),
        torch.arange(20)[None],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph,
            sample,
            str(folder / FLOAT_GRAPH),
            dynamo=False,
            opset_version=17,
            input_names=["pieces", "shapes", "starts"],
            output_names=["scores", "arcs", "dependent_side", "head_side", *network.links],
            dynamic_axes={
                "pieces": {1: "pieces"},
                "shapes": {1: "pieces"},
                "starts": {1: "words"},
                "scores": {1: "words"},
                "arcs": {1: "words", 2: "heads"},
                "dependent_side": {1: "words"},
                "head_side": {1: "words"},
                **{name: {1: "words", 2: "heads"} for name in network.links},
            },
        )


def _graph_module(network: Network) -> torch.nn.Module:
    import torch

    class Graph(torch.nn.Module):
        """All token heads in one matrix, then the pairs."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network
            heads = list(network.heads.values())
            self.together = torch.nn.Linear(
                network.shape.width, sum(head.out_features for head in heads)
            )
            with torch.no_grad():
                self.together.weight.copy_(torch.cat([head.weight for head in heads]))
                self.together.bias.copy_(torch.cat([head.bias for head in heads]))

        def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor) -> tuple[Tensor, ...]:
            words = self.network.words(pieces, shapes, starts)
            pairs = [self.network.arcs(words), *self.network.relations.sides(words)]
            return (
                self.together(words),
                *pairs,
                *(link(words) for link in self.network.links.values()),
            )

    return Graph().eval()


def quantise(folder: Path) -> None:
    """Write the graph with 8-bit weights beside the one in floating point."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = folder / "prepared.onnx"
    quant_pre_process(str(folder / FLOAT_GRAPH), str(prepared), skip_symbolic_shape=True)
    nodes = onnx.load(prepared).graph.node
    kept = [node.name for node in nodes if any(part in node.name for part in KEPT_IN_FLOAT)]
    quantize_dynamic(
        str(prepared),
        str(folder / GRAPH),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=kept,
    )
    prepared.unlink()


def write_pipeline(folder: Path, output: Path, version: str, *, floating: bool = False) -> None:
    """Write a spaCy pipeline around the graph."""
    import spacy

    import newsx.recognize.encoder
    import newsx.recognize.lemmas  # noqa: F401

    made = folder / "component"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    for name in ("heads.json", "relations.npz", "vocab.txt"):
        shutil.copy(folder / name, made / name)
    shutil.copy(folder / (FLOAT_GRAPH if floating else GRAPH), made / GRAPH)
    nlp = spacy.blank("en")
    nlp.add_pipe("newsx_encoder").from_disk(made)
    lemmas = Path(__file__).resolve().parents[1] / "assets" / "lemmas.json"
    nlp.add_pipe("newsx_lemmas").read(lemmas)
    nlp.meta |= {
        "name": "newsx",
        "version": version,
        "spacy_version": ">=3.8.7,<4.0.0",
        "description": "Names, sentences, tags, trees and the parts of claims in financial news.",
        "author": "newsx",
        "license": "Apache-2.0",
        "url": "",
    }
    shutil.rmtree(output, ignore_errors=True)
    nlp.to_disk(output)
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"{output}: {size / 1e6:.1f} MB")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    graph = steps.add_parser("graph")
    graph.add_argument("--network", type=Path, required=True)
    graph.add_argument("--output", type=Path, required=True)
    smaller = steps.add_parser("quantise")
    smaller.add_argument("--output", type=Path, required=True)
    pipeline = steps.add_parser("pipeline")
    pipeline.add_argument("--folder", type=Path, required=True)
    pipeline.add_argument("--output", type=Path, required=True)
    pipeline.add_argument("--version", default="0.1.0")
    pipeline.add_argument(
        "--floating", action="store_true", help="take the graph before it was quantised"
    )
    arguments = parser.parse_args()
    if arguments.step == "graph":
        write_graph(arguments.network, arguments.output)
    elif arguments.step == "quantise":
        quantise(arguments.output)
    else:
        write_pipeline(
            arguments.folder, arguments.output, arguments.version, floating=arguments.floating
        )


if __name__ == "__main__":
    main()
