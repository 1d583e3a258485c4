"""Teach a smaller network what a trained one says, on all windows and with all heads: `distil`.

python models/scripts/distil.py --teacher models/work/final.pt --layers 0,1,3,5 \
    --examples models/assets/examples.pkl --output models/work/small.pt
"""

from __future__ import annotations

import argparse
import pickle
import random
import shutil
import time
from dataclasses import replace
from pathlib import Path

import torch
from network import Network
from scores import report
from torch import Tensor
from torch.nn import functional
from train import (
    WEIGHTS,
    Curriculum,
    losses_of,
    minilm_folder,
    parameter_groups,
    within_sentences,
)
from windows import Batch, Packer, WordPieces, batches, collate


def student_of(teacher: Network, layers: tuple[int, ...]) -> Network:
    """Return a network of some layers of the teacher, counted from 0, and all its heads."""
    student = Network(replace(teacher.shape, layers=layers))
    weights = teacher.state_dict()
    kept = {key: value for key, value in weights.items() if not key.startswith("encoder.layers.")}
    for place, layer in enumerate(layers):
        prefix = f"encoder.layers.{layer}."
        for key, value in weights.items():
            if key.startswith(prefix):
                kept[f"encoder.layers.{place}.{key.removeprefix(prefix)}"] = value
    student.load_state_dict(kept)
    return student


def imitation(student: Network, teacher: Network, batch: Batch) -> Tensor:
    """Return how far the student is from the teacher: word vectors, token heads and arcs."""
    with torch.no_grad():
        theirs = teacher.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
    ours = student.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
    real = (batch.sentences >= 0).float()
    total = _mean(
        functional.mse_loss(ours.float(), theirs.float(), reduction="none").mean(-1), real
    )
    for name in student.heads:
        with torch.no_grad():
            wanted = teacher.classify(name, theirs).float()
        total = total + WEIGHTS[name] * _divergence(
            student.classify(name, ours).float(), wanted, real
        )
    outside = within_sentences(batch.sentences)
    with torch.no_grad():
        arcs = teacher.arcs(theirs).float() + outside
    return total + WEIGHTS["arcs"] * _divergence(student.arcs(ours).float() + outside, arcs, real)


def _divergence(ours: Tensor, theirs: Tensor, real: Tensor) -> Tensor:
    log, wanted = ours.log_softmax(-1), theirs.log_softmax(-1)
    return _mean((wanted.exp() * (wanted - log)).sum(-1), real)


def _mean(values: Tensor, real: Tensor) -> Tensor:
    return (values * real).sum() / real.sum()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,3,5")
    parser.add_argument("--names-share", type=float, default=0.5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(2)
    kept = pickle.loads(arguments.examples.read_bytes())
    packer = Packer(WordPieces.read(minilm_folder() / "vocab.txt"), kept["xpos"], kept["relations"])
    teacher = Network.load(arguments.teacher).eval()
    student = student_of(teacher, tuple(int(layer) for layer in arguments.layers.split(",")))
    rng = random.Random(arguments.seed)
    curriculum = Curriculum(kept, packer, rng, corpus_repeats=2)
    windows = [
        *curriculum.name_windows(arguments.names_share),
        *curriculum.treebank_windows(),
        *curriculum.corpus_windows(),
    ]
    groups = list(batches(windows, arguments.batch, rng))
    optimiser = torch.optim.AdamW(
        parameter_groups(student, arguments.rate, arguments.rate * 2), betas=(0.9, 0.98), fused=True
    )
    begun = time.time()
    for step, group in enumerate(groups):
        pace = min((step + 1) / 100, 1 - step / len(groups))
        for options in optimiser.param_groups:
            options["lr"] = options.setdefault("full_rate", options["lr"]) * pace
        student.train()
        batch = collate(group)
        with torch.autocast("cpu", torch.bfloat16):
            far = imitation(student, teacher, batch)
            gold = losses_of(student, batch, 4.0)
        loss = far + 0.3 * sum(
            (WEIGHTS[name] * value for name, value in gold.items()), torch.zeros(())
        )
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if step % 100 == 0:
            print(
                f"{step}/{len(groups)} {time.time() - begun:.0f} s, far {far.item():.3f}",
                flush=True,
            )
    student.save(arguments.output)
    shutil.copy(
        arguments.teacher.with_suffix(".labels.json"), arguments.output.with_suffix(".labels.json")
    )
    report(student, kept, packer)


if __name__ == "__main__":
    main()
