r"""Write trained networks as ONNX graphs and put them into one spaCy pipeline.

python models/scripts/export.py graph --network models/work/full.pt --size full \
    --output models/work/component
python models/scripts/export.py pipeline --component models/work/component --output models/en_newsx
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
from newsx.recognize import encoder as component

UNUSED = re.compile(r"\[unused\d+\]")

LONGEST = 320
"""Positions kept: no window is longer, in training or after."""


def export(network_path: Path, size: str, folder: Path, *, floating: bool) -> None:
    """Write the graph of a network, its small arrays, and what all sizes share."""
    import onnx
    from graph import write_graph
    from labels import BIO, CLAIM_PARTS, MEANINGS, MEASURE, NAME_LABELS, UPOS
    from network import Network
    from train import minilm_folder

    network = Network.load(network_path).eval()
    names = json.loads(network_path.with_suffix(".labels.json").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    labels = {
        "names": NAME_LABELS,
        "sentence": ("inside", "begin"),
        "upos": tuple(UPOS),
        "xpos": tuple(names["xpos"]),
        **dict.fromkeys(CLAIM_PARTS, BIO),
        **MEANINGS,
        MEASURE: tuple(names["measure_words"]),
    }
    order = {name: tuple(labels[name]) for name in network.heads}
    heads = component.Heads(order, tuple(names["relations"]), tuple(network.links))
    heads.write(folder / component.HEADS)
    pieces = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    write_words(pieces, network.encoder.words.weight.detach().numpy(), folder)
    np.savez(
        folder / component.arrays_file(size),
        positions=network.encoder.positions.weight.detach().numpy()[:LONGEST].astype(np.float16),
        shapes=network.encoder.shapes.weight.detach().numpy(),
        classify=network.relations.classify.weight.detach().numpy().T.copy(),
        bias=network.relations.classify.bias.detach().numpy(),
        root=network.relations.root.detach().numpy(),
    )
    onnx.save(write_graph(network, floating=floating), folder / component.graph_file(size))


def write_words(
    pieces: list[str], embeddings: np.ndarray[tuple[int, int], np.dtype[np.float32]], folder: Path
) -> None:
    """Write the pieces and their embeddings in 8 bits, with a scale each.

    The thousand places that BERT keeps free are left out; graphs read vectors, so the others may
    move up.
    """
    used = [place for place, piece in enumerate(pieces) if piece and not UNUSED.fullmatch(piece)]
    vocabulary = "\n".join(pieces[place] for place in used)
    (folder / component.VOCABULARY).write_text(vocabulary, encoding="utf-8")
    kept = embeddings[used]
    scales = (np.abs(kept).max(axis=1) / 127).astype(np.float32)
    whole = np.round(kept / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    np.save(folder / component.WORDS, whole)
    np.save(folder / component.WORD_SCALES, scales)


def write_pipeline(folder: Path, output: Path, version: str) -> None:
    """Write a spaCy pipeline around the graphs of a folder; it runs the full one if it is there."""
    import spacy

    import newsx.recognize.factories  # noqa: F401 - registers the components

    size = next(name for name in component.SIZES if (folder / component.graph_file(name)).is_file())
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "newsx.English.v1"}}})
    nlp.add_pipe("newsx_encoder", config={"size": size}).from_disk(folder)
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
    total = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"{output}: {total / 1e6:.1f} MB")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    graph = steps.add_parser("graph")
    graph.add_argument("--network", type=Path, required=True)
    graph.add_argument("--size", choices=component.SIZES, required=True)
    graph.add_argument("--output", type=Path, required=True)
    graph.add_argument("--floating", action="store_true", help="leave the matrices as trained")
    pipeline = steps.add_parser("pipeline")
    pipeline.add_argument("--component", type=Path, required=True)
    pipeline.add_argument("--output", type=Path, required=True)
    pipeline.add_argument("--version", default="0.1.0")
    arguments = parser.parse_args()
    if arguments.step == "graph":
        export(arguments.network, arguments.size, arguments.output, floating=arguments.floating)
    else:
        write_pipeline(arguments.component, arguments.output, arguments.version)


if __name__ == "__main__":
    main()
