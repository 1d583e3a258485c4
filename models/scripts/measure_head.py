r"""Start the head for the words of measures where a linear fit puts it: the step ``measure-head``.

From nothing it would need ten times the figures that an epoch shows. What the network already says
of every figure is read once; the head is fitted to that, and training goes on from there.

python models/scripts/measure_head.py --examples models/assets/silver.pkl \
    --start models/work/first.pt --output models/work/headed.pt
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from labels import MEASURE
from network import SELDOM, Network
from torch import Tensor, nn
from torch.nn import functional
from train import minilm_folder, new_shape
from windows import Packer, WordPieces, batches, collate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers import Example

AIMS = (180,)
"""Pieces that windows aim at, as in the pipeline."""
PIECES = 4000
EPOCHS = 60
RATE = 3e-3
FIGURES = 256
DROPPED = 0.3
"""The share of a figure's numbers left out at a time."""


def figures_of(
    network: Network, packer: Packer, examples: Sequence[Example], words: int
) -> tuple[Tensor, Tensor]:
    """Return what the network says of each figure, and which words its measure has: a row each."""
    documents: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        documents[example.document].append(example)
    rng = random.Random(1)
    windows = [
        window
        for document in documents.values()
        for window in packer.pack(document, rng, AIMS, opened=True)
    ]
    vectors, answers = [], []
    network.eval()
    for group in batches(windows, PIECES, None):
        batch = collate(group)
        with torch.no_grad():
            states = network.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
        for number, place, found in batch.measures:
            vectors.append(states[number, place])
            answers.append(torch.zeros(words))
            answers[-1][found] = 1.0
    return torch.stack(vectors), torch.stack(answers)


def fitted(vectors: Tensor, answers: Tensor) -> nn.Linear:
    """Return the head that says best which words go with which vectors."""
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-6
    scaled = (vectors - mean) / spread
    head = nn.Linear(vectors.shape[1], answers.shape[1])
    nn.init.zeros_(head.weight)
    nn.init.constant_(head.bias, SELDOM)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    batches_of_all = -(-len(scaled) // FIGURES)
    pace = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, EPOCHS * batches_of_all)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(scaled)).split(FIGURES):
            scores = head(functional.dropout(scaled[rows], DROPPED))
            loss = functional.binary_cross_entropy_with_logits(
                scores, answers[rows], reduction="sum"
            )
            optimiser.zero_grad()
            (loss / len(rows)).backward()
            optimiser.step()
            pace.step()
    with torch.no_grad():
        head.weight /= spread
        head.bias -= head.weight @ mean
    return head


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    torch.manual_seed(1)
    kept = pickle.loads(arguments.examples.read_bytes())
    pieces = WordPieces.read(minilm_folder() / "vocab.txt")
    packer = Packer(pieces, kept["xpos"], kept["relations"], kept["measure_words"])
    shape = new_shape(kept, ())
    network = Network.load(arguments.start).grown(shape.labels, shape.links)
    vectors, answers = figures_of(
        network, packer, kept["corpus"]["train"], len(kept["measure_words"])
    )
    head = fitted(vectors, answers)
    with torch.no_grad():
        loss = functional.binary_cross_entropy_with_logits(head(vectors), answers) * len(answers[0])
    print(f"{len(vectors)} figures, {answers.sum(1).mean():.2f} words each, loss {loss:.2f}")
    network.heads[MEASURE] = head
    network.save(arguments.output)
    names = {key: kept[key] for key in ("xpos", "relations", "measure_words")}
    arguments.output.with_suffix(".labels.json").write_text(json.dumps(names))


if __name__ == "__main__":
    main()
