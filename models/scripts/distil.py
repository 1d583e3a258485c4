"""Teach a smaller network what a trained one says, with all heads: the steps `distil`, `layers`.

The student keeps the teacher's layers or some of them and, of each, the attention heads and the
inner neurons that give most on a sample of the training text (Michel et al. 2019). Then it learns
to have the teacher's states after the layers that it kept (so that one does the work of those left
out before it), and its scores in every head.

python models/scripts/distil.py --teacher models/work/full.pt --heads 6 --inner 768 \
    --examples models/assets/silver.pkl --output models/work/fast.pt
python models/scripts/distil.py --teacher models/work/full.pt --layers 1,3,5 \
    --examples models/assets/silver.pkl --output models/work/layers3.pt
"""

from __future__ import annotations

import argparse
import copy
import pickle
import random
import shutil
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import torch
from graph import FLOATING, MOST, quantised
from labels import MEASURE
from likeness import TREES, apart, mean_of_real
from network import Layer, Network, Shape, first_pieces
from readers import NER_SETS
from scores import report
from torch import Tensor
from torch.nn import functional
from train import (
    WEIGHTS,
    Average,
    Curriculum,
    losses_of,
    minilm_folder,
    pace,
    parameter_groups,
)
from windows import Batch, Packer, Window, WordPieces, batches, collate

SAMPLE = 12
"""Batches that tell how much a part of a layer gives."""

GOLD = 0.3
"""Weight of the losses against the labels, beside those against the teacher."""

SHOWN = NER_SETS | {"gmb": 0.25}
"""How often an open set is shown: of the largest a student needs less than a beginner."""

REROUND = 20
"""Batches between two choices of the scales that weights are rounded with."""


def contributions(teacher: Network, sample: list[Batch]) -> list[tuple[Tensor, Tensor]]:
    """Return how much each attention head and each inner neuron of every layer adds, squared."""
    totals: list[tuple[Tensor, Tensor]] = []
    kept: dict[str, Tensor] = {}

    def keep(name: str) -> object:
        def hook(_: object, inputs: tuple[Tensor, ...]) -> None:
            kept[name] = inputs[0].detach().square().mean((0, 1))

        return hook

    for layer in teacher.encoder.layers:
        handles = [
            getattr(layer, part).register_forward_pre_hook(keep(part))
            for part in ("attention_out", "narrow")
        ]
        heads, inner = torch.zeros(()), torch.zeros(())
        for batch in sample:
            with torch.no_grad():
                teacher.encoder(batch.pieces, batch.shapes, batch.mask)
            attended = kept["attention_out"] * layer.attention_out.weight.square().sum(0)
            heads = heads + attended.view(layer.attention_heads, -1).sum(1)
            inner = inner + kept["narrow"] * layer.narrow.weight.square().sum(0)
        for handle in handles:
            handle.remove()
        totals.append((heads.detach(), inner.detach()))
    return totals


def student_of(teacher: Network, shape: Shape, sample: list[Batch]) -> Network:
    """Return a network of some of the teacher's layers, of each the best heads and neurons."""
    student = Network(shape)
    weights = teacher.state_dict()
    kept = {key: value for key, value in weights.items() if not key.startswith("encoder.layers.")}
    student.load_state_dict(kept, strict=False)
    totals = contributions(teacher, sample)
    for ours, place in zip(student.encoder.layers, places(student, teacher), strict=True):
        by_head, by_neuron = totals[place]
        best_heads = by_head.topk(shape.attention_heads).indices.sort().values
        neurons = by_neuron.topk(shape.inner).indices.sort().values
        theirs = teacher.encoder.layers[place]
        _copy_part(ours, theirs, best_heads, neurons, teacher.shape.head_width)
    return student


def places(student: Network, teacher: Network) -> list[int]:
    """Return which of the teacher's layers each layer of the student began as, in order."""
    return [teacher.shape.layers.index(number) for number in student.shape.layers]


def _copy_part(ours: Layer, theirs: Layer, heads: Tensor, neurons: Tensor, width: int) -> None:
    columns = (heads[:, None] * width + torch.arange(width)).flatten()
    attended = theirs.attention_heads * width
    rows = torch.cat([columns + part * attended for part in range(3)])
    with torch.no_grad():
        ours.query_key_value.weight.copy_(theirs.query_key_value.weight[rows])
        ours.query_key_value.bias.copy_(theirs.query_key_value.bias[rows])
        ours.attention_out.weight.copy_(theirs.attention_out.weight[:, columns])
        ours.attention_out.bias.copy_(theirs.attention_out.bias)
        ours.widen.weight.copy_(theirs.widen.weight[neurons])
        ours.widen.bias.copy_(theirs.widen.bias[neurons])
        ours.narrow.weight.copy_(theirs.narrow.weight[:, neurons])
        ours.narrow.bias.copy_(theirs.narrow.bias)
    for norm in ("attention_norm", "output_norm"):
        getattr(ours, norm).load_state_dict(getattr(theirs, norm).state_dict())


def imitation(
    student: Network, teacher: Network, batch: Batch, names: float
) -> tuple[Tensor, Tensor]:
    """Return how far the student is from the teacher, and the student's word vectors.

    Counted are the states after every layer of the student, the token heads, arcs, relations and
    links; those of the names `names` times as much as training does.
    """
    inputs = (batch.pieces, batch.shapes, batch.mask)
    with torch.no_grad():
        their_states = teacher.encoder.states(*inputs)
    our_states = student.encoder.states(*inputs)
    read = (batch.mask[:, 0, 0, :] == 0).float()
    total = torch.zeros(())
    for ours, place in zip(our_states, places(student, teacher), strict=True):
        total = total + mean_of_real((ours - their_states[place]).square().mean(-1), read)
    words = first_pieces(our_states[-1], batch.starts)
    both = (words, first_pieces(their_states[-1], batch.starts))
    weights = WEIGHTS | {"names": WEIGHTS["names"] * names}
    parts = {*student.heads, *TREES, *student.links} - {MEASURE}
    total = total + apart((student, both[0]), (teacher, both[1]), batch, weights, parts)
    if MEASURE in student.heads and batch.measures:
        total = total + weights[MEASURE] * measures_apart(student, teacher, both, batch)
    return total, words


def measures_apart(
    student: Network, teacher: Network, words: tuple[Tensor, Tensor], batch: Batch
) -> Tensor:
    """Return how far the student is from the teacher in the words of measures, a figure.

    The words are told each by itself, so their divergences add up; nothing is asked but at figures.
    """
    numbers, places = torch.tensor([[number, place] for number, place, _ in batch.measures]).T
    with torch.no_grad():
        wanted = teacher.classify(MEASURE, words[1][numbers, places]).sigmoid()
    scores = student.classify(MEASURE, words[0][numbers, places])
    far = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
    least = functional.binary_cross_entropy(wanted, wanted, reduction="sum")
    return (far - least) / len(batch.measures)


def take_fresh(student: Network, teacher: Network) -> None:
    """Give a student the teacher's weights of heads and links that it has not learned.

    Both have vectors of the same width, and the student learns to have the teacher's.
    """
    for name in student.fresh:
        theirs = teacher.get_submodule(name).state_dict()
        student.get_submodule(name).load_state_dict(theirs)


class Rounding:
    """Weights as the graph will hold them, while a batch is read: the student learns to bear it.

    The gradient at the rounded weights moves the weights themselves (straight through).
    """

    def __init__(self, network: Network) -> None:
        self._matrices = [
            network.get_parameter(f"{name}.weight")
            for name, module in network.named_modules()
            if isinstance(module, torch.nn.Linear) and not name.endswith(FLOATING)
        ]
        self._scales: list[Tensor] = []
        self._whole: list[Tensor] = []
        self._step = 0

    def __enter__(self) -> None:
        with torch.no_grad():
            if self._step % REROUND == 0:
                self._scales = [
                    torch.from_numpy(quantised(matrix.numpy().T)[1])[:, None]
                    for matrix in self._matrices
                ]
            self._whole = [matrix.clone() for matrix in self._matrices]
            for matrix, scale in zip(self._matrices, self._scales, strict=True):
                matrix.div_(scale).round_().clamp_(-MOST, MOST).mul_(scale)
        self._step += 1

    def __exit__(self, *_: object) -> None:
        with torch.no_grad():
            for matrix, whole in zip(self._matrices, self._whole, strict=True):
                matrix.copy_(whole)


def teach(
    student: Network, teacher: Network, groups: list[list[Window]], arguments: argparse.Namespace
) -> None:
    """Teach in place.

    Without dropout: a student that has less room than its teacher does not learn by heart.
    """
    optimiser = torch.optim.AdamW(
        parameter_groups(student, arguments.rate, arguments.rate, arguments.rate),
        betas=(0.9, 0.98),
        fused=True,
    )
    average = Average(student, arguments.average)
    student.eval()
    rounding = Rounding(student)
    begun = time.time()
    for step, group in enumerate(groups):
        for options in optimiser.param_groups:
            options["lr"] = options.setdefault("full_rate", options["lr"]) * pace(
                step, len(groups), 50
            )
        batch = collate(group)
        with rounding if step >= (1 - arguments.rounded) * len(groups) else nullcontext():
            far, words = imitation(student, teacher, batch, arguments.names_weight)
            gold = losses_of(student, batch, 2.0, words=words)
            loss = far + GOLD * sum(
                (WEIGHTS[name] * value for name, value in gold.items()), torch.zeros(())
            )
            loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        average.update(student, step + 1)
        if step % 50 == 0:
            spent = time.time() - begun
            print(f"{step}/{len(groups)} {spent:.0f} s, far {far.item():.3f}", flush=True)
        if arguments.looks and step and step % arguments.looks == 0:
            look = copy.deepcopy(student)
            average.write(look)
            look.save(arguments.output)
    average.write(student)


def smaller(shape: Shape, arguments: argparse.Namespace) -> Shape:
    """Return the sizes of the student: the teacher's where nothing else is asked."""
    layers = [int(number) for number in arguments.layers.split(",")] if arguments.layers else None
    return replace(
        shape,
        layers=tuple(layers or shape.layers),
        attention_heads=arguments.heads or shape.attention_heads,
        inner=arguments.inner or shape.inner,
    )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from this student")
    parser.add_argument("--layers", help="numbers of the teacher's layers to keep, if not all")
    parser.add_argument("--heads", type=int, help="attention heads a layer, if not all")
    parser.add_argument("--inner", type=int, help="inner neurons a layer, if not all")
    parser.add_argument("--names-share", type=float, default=0.25)
    parser.add_argument("--corpus-repeats", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0, help="batches in all, if not every one")
    parser.add_argument(
        "--names-weight", type=float, default=1.0, help="weight of the names, beside training's"
    )
    parser.add_argument("--swaps", type=float, default=1.0, help="more names swapped for others")
    parser.add_argument(
        "--rounded", type=float, default=0.0, help="part of the batches, the last, read in 7 bits"
    )
    parser.add_argument("--looks", type=int, default=0, help="save every so many batches, to look")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--average", type=float, default=0.98)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    kept = pickle.loads(arguments.examples.read_bytes())
    pieces = WordPieces.read(minilm_folder() / "vocab.txt")
    packer = Packer(pieces, kept["xpos"], kept["relations"], kept["measure_words"])
    teacher = Network.load(arguments.teacher).eval()
    rng = random.Random(arguments.seed)
    curriculum = Curriculum(
        kept, packer, rng, corpus_repeats=arguments.corpus_repeats, swaps=arguments.swaps
    )
    windows = [
        *curriculum.name_windows(arguments.names_share, SHOWN),
        *curriculum.treebank_windows(),
        *curriculum.corpus_windows(),
        *curriculum.market_windows(),
    ]
    groups = list(batches(windows, arguments.batch, rng))[: arguments.steps or None]
    if arguments.start:
        student = Network.load(arguments.start).grown(teacher.shape.labels, teacher.shape.links)
        take_fresh(student, teacher)
    else:
        sample = [collate(group) for group in groups[:SAMPLE]]
        student = student_of(teacher, smaller(teacher.shape, arguments), sample)
    teach(student, teacher, groups, arguments)
    student.save(arguments.output)
    shutil.copy(
        arguments.teacher.with_suffix(".labels.json"), arguments.output.with_suffix(".labels.json")
    )
    report(student, kept, packer)


if __name__ == "__main__":
    main()
