"""Compare the sizes and precisions of the encoder with each other: the step `curve`.

Speeds are given beside that of a reference taken in the same run, since they halve when others
work on the machine: the same six layers with names alone, exported and quantised as DESIGN.md
(section 4) measured them.

python models/scripts/curve.py --shared /path/to/data --corpus models/corpus \
    --output models/curve.json
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import spacy
from costs import ROUNDS, article_texts, load, speeds, words_of
from readers import read_treebank

from evaluate import (
    ROOT,
    score_articles,
    score_grammar,
    score_open_sets,
    score_own,
    score_parses,
)
from newsx.recognize.network.bioes import NameDecoder
from newsx.recognize.network.windows import windows_of
from newsx.recognize.network.wordpiece import WordPieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

HEADER = ["pipeline", "taught in", "MB", "words a CPU second", "of the reference"]
HEADER += ["names: articles", "open sets", "own test", "LAS", "market sentences"]


class Row(NamedTuple):
    """A pipeline to compare: its folder in `models`, the graph it runs, and what it is."""

    folder: str
    size: str
    what: str


ROWS = {
    "default": Row("en_newsx", "full", "`default`: six layers, 7 bits"),
    "fast": Row(
        "en_newsx", "fast", "`fast`: of each layer half the heads and inner neurons, 7 bits"
    ),
    "layers4": Row("work/en_newsx_layers4", "full", "four of the layers, 7 bits"),
    "layers3": Row("work/en_newsx_layers3", "full", "three of the layers, 7 bits"),
    "floating": Row("work/en_newsx_floating", "full", "`default` in floating point"),
}


def reference(network_path: Path, folder: Path) -> Callable[[str], None]:
    """Return a function that finds the names alone, with the weights of a network."""
    import onnxruntime
    import torch
    from labels import NAME_LABELS
    from network import Network
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from train import minilm_folder

    network = Network.load(network_path).eval()

    class Names(torch.nn.Module):
        """Encoder and names, each piece its own label as a token classifier has it."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, pieces: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
            scores: torch.Tensor = self.network.heads["names"](
                self.network.encoder(pieces, shapes, None)
            )
            return scores

    sample = (torch.ones(1, 24, dtype=torch.long), torch.ones(1, 24, dtype=torch.long))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Names().eval(), sample, str(folder / "float.onnx"), dynamo=False, opset_version=17,
            input_names=["pieces", "shapes"], output_names=["names"],
            dynamic_axes={name: {1: "pieces"} for name in ("pieces", "shapes", "names")},
        )  # fmt: skip
        quantize_dynamic(
            folder / "float.onnx", folder / "names.onnx", per_channel=True,
            weight_type=QuantType.QInt8,
        )  # fmt: skip
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "names.onnx"), options)
    pieces, decoder = WordPieces.read(minilm_folder() / "vocab.txt"), NameDecoder(NAME_LABELS)
    blank = spacy.blank("en")

    def find(text: str) -> None:
        for window in windows_of(blank.make_doc(text), pieces):
            feed = {"pieces": np.array([window.pieces]), "shapes": np.array([window.shapes])}
            (scores,) = session.run(None, feed)
            decoder.spans(scores[0][window.starts])

    return find


def quality(nlp: Language, shared: Path, corpora: list[Path]) -> list[float]:
    """Return the scores of a row."""
    open_sets = score_open_sets(nlp, shared / "ner")
    sentences = list(read_treebank(shared / "ud/en_ewt-test.conllu.gz"))[:700]
    return [
        score_articles(nlp, shared / "articles_dev", verbose=False)["f"],
        round(sum(open_sets.values()) / len(open_sets), 4),
        score_own(nlp, corpora, "test")["names"]["all"]["f"],
        score_grammar(nlp, sentences)["las"],
        score_parses(nlp)["whole"],
    ]


def read_again(names: list[str], taught: dict[str, str], arguments: argparse.Namespace) -> None:
    """Replace in the output how well some rows read: sizes and speeds stay as they were."""
    content = json.loads(arguments.output.read_text(encoding="utf-8"))
    for name in names:
        path, size, what = ROWS[name]
        row = next(row for row in content["curve"][1] if row[0] == what)
        row[1] = f"{taught[name]} batches" if name in taught else row[1]
        nlp = load(ROOT / "models" / path, size)
        row[5:] = quality(nlp, Path(arguments.shared), arguments.corpus)
        print(row, flush=True)
    arguments.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=os.environ.get("NEWSX_DATA"))
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--batches", action="append", default=[], help="of which a row was taught: fast=1100"
    )
    parser.add_argument(
        "--again", action="append", choices=ROWS, default=[],
        help="measure only how well this row reads, its size and speed being as they were",
    )  # fmt: skip
    arguments = parser.parse_args()
    shared, models = Path(arguments.shared), ROOT / "models"
    taught = dict(entry.split("=") for entry in arguments.batches)
    if arguments.again:
        read_again(arguments.again, taught, arguments)
        return
    loaded = {name: load(models / row.folder, row.size) for name, row in ROWS.items()}
    texts = article_texts(shared)
    words = ROUNDS * words_of(texts)
    with tempfile.TemporaryDirectory() as folder:
        names_alone = reference(models / "work/full.pt", Path(folder))
        spent = speeds({"reference": names_alone, **loaded}, texts)
    rows: list[list[object]] = []
    for name, nlp in loaded.items():
        path, size, what = ROWS[name]
        parts = [models / path / f"newsx_encoder/{size}{kind}" for kind in (".onnx", ".npz")]
        rows.append(
            [
                what,
                f"{taught[name]} batches" if name in taught else "",
                round(sum(part.stat().st_size for part in parts) / 1e6, 1),
                round(words / spent[name]),
                round(spent["reference"] / spent[name], 2),
                *quality(nlp, shared, arguments.corpus),
            ]
        )
        print(rows[-1], flush=True)
    note = (
        f"Same data, same run. Speed: the articles of `articles_dev`, {ROUNDS} times, tokeniser "
        "included; the reference (the same six layers with names alone, exported and quantised by "
        f"the stock tools) reads {round(words / spent['reference']):,} words a CPU second there. "
        "Smaller ones were taught by `default`, in batches of about 1,000 pieces: fewer batches, a "
        "row further below what it could be. MB are those of the graph; all share 12 MB of word "
        "embeddings. F of names in "
        "`articles_dev`, mean over the development parts of the open sets, our own test articles; "
        "LAS on the first 700 sentences of EWT test; whole market sentences."
    )
    content = {"curve": [HEADER, rows], "curve_note": note}
    arguments.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
