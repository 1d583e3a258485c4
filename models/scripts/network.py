"""The network: a small BERT encoder that also reads case shapes, and one head per task.

Written out in plain PyTorch, so that the exported graph holds what runs and nothing else. Weights
start from all-MiniLM-L6-v2; the word embeddings stay as they are, everything else learns.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from labels import MEASURE
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Mapping

POSITIONS = 512
SELDOM = -5.0
"""Log odds of a word before anything is learned: each is in few measures."""
LEAST_OF_64_BITS = -(2**63)
"""From there to the largest whole number of 64 bits, every byte is as likely."""


def dropout(values: Tensor, share: float, training: bool) -> Tensor:  # noqa: FBT001 - as in torch
    """Return values of which a share is nothing while training, the others larger by as much.

    As ``torch.nn.functional.dropout``, with the share in 256ths: on a processor that one takes four
    times as long, since it draws a number for every value.
    """
    least = round(256 * share)
    if not training or not least:
        return values
    draws = torch.empty(-(-values.numel() // 8), dtype=torch.int64).random_(LEAST_OF_64_BITS, None)
    kept = draws.view(torch.uint8)[: values.numel()].view(values.shape) >= least
    return values * kept * (256 / (256 - least))


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network. ``labels`` gives the number of classes of every token head."""

    vocabulary: int
    shapes: int
    labels: dict[str, int]
    relations: int
    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    width: int = 384
    inner: int = 1536
    attention_heads: int = 12
    head_width: int = 32
    arc_width: int = 192
    relation_width: int = 128
    link_width: int = 64
    links: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the sizes as plain values, to be saved beside the weights."""
        return asdict(self)


class Layer(nn.Module):
    """One transformer layer with the normalisation after each half, as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width, attended = shape.width, shape.attention_heads * shape.head_width
        self.attention_heads = shape.attention_heads
        self.dropout = dropout
        self.query_key_value = nn.Linear(width, 3 * attended)
        self.attention_out = nn.Linear(attended, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, shape.inner)
        self.narrow = nn.Linear(shape.inner, width)
        self.output_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """Return the hidden states after attention and feed-forward."""
        batch, length, _ = hidden.shape
        split = self.query_key_value(hidden).view(batch, length, 3, self.attention_heads, -1)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) * query.shape[-1] ** -0.5
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        context = scores.softmax(-1) @ value
        context = self.attention_out(context.transpose(1, 2).reshape(batch, length, -1))
        hidden = self.attention_norm(hidden + dropout(context, self.dropout, self.training))
        inner = self.narrow(functional.gelu(self.widen(hidden)))
        return self.output_norm(hidden + dropout(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """Pieces and case shapes in, one vector a piece out."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.words.weight.requires_grad_(requires_grad=False)
        self.positions = nn.Embedding(POSITIONS, shape.width)
        self.shapes = nn.Embedding(shape.shapes, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in shape.layers)

    def states(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None) -> list[Tensor]:
        """Return the hidden states after every layer; ``mask`` is added to attention scores."""
        order = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.norm(self.words(pieces) + self.positions(order)[None] + self.shapes(shapes))
        hidden = dropout(hidden, self.dropout, self.training)
        states = []
        for layer in self.layers:
            hidden = layer(hidden, mask)
            states.append(hidden)
        return states

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """Return the hidden states of the last layer."""
        return self.states(pieces, shapes, mask)[-1]


class Biaffine(nn.Module):
    """Score every pair of words; column 0 is the root (Dozat and Manning 2017)."""

    def __init__(self, width: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.from_side = nn.Linear(width, inner)
        self.to_side = nn.Linear(width, inner)
        self.pair = nn.Linear(inner, inner + 1, bias=True)
        self.to_bias = nn.Linear(inner, 1, bias=False)
        nn.init.normal_(self.pair.weight, std=inner**-0.75)

    def forward(self, words: Tensor) -> Tensor:
        """Return scores of shape batch, word, 1 + word."""
        dropped = dropout(words, self.dropout, self.training)
        origin = dropout(
            functional.leaky_relu(self.from_side(dropped), 0.1), self.dropout, self.training
        )
        target = dropout(
            functional.leaky_relu(self.to_side(dropped), 0.1), self.dropout, self.training
        )
        paired = self.pair(origin)
        scores = paired[..., 1:] @ target.transpose(1, 2) + self.to_bias(target).transpose(1, 2)
        return torch.cat((paired[..., :1], scores), dim=2)


class Relations(nn.Module):
    """Name the arc from a word to its head: both sides projected, added, rectified, classified."""

    def __init__(self, width: int, inner: int, relations: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.dependent = nn.Linear(width, inner)
        self.head = nn.Linear(width, inner)
        self.root = nn.Parameter(torch.zeros(inner))
        self.classify = nn.Linear(inner, relations)

    def sides(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return what each word brings as a dependent and as a head."""
        dropped = dropout(words, self.dropout, self.training)
        return self.dependent(dropped), self.head(dropped)

    def forward(self, words: Tensor, heads: Tensor) -> Tensor:
        """Return relation scores for the given heads (0 the root, then words from 1)."""
        dependent, head = self.sides(words)
        root = self.root.expand(head.shape[0], 1, -1)
        chosen = torch.cat((root, head), dim=1).gather(
            1, heads[..., None].expand(-1, -1, head.shape[-1])
        )
        inner = functional.relu(dependent + chosen)
        return self.classify(dropout(inner, self.dropout, self.training))


class Network(nn.Module):
    """The encoder and its heads."""

    def __init__(self, shape: Shape, *, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.shape = shape
        self.head_dropout = head_dropout
        self.fresh: tuple[str, ...] = ()
        """Heads and links that no training has seen yet."""
        self.encoder = Encoder(shape, dropout)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(shape.width, size) for name, size in shape.labels.items()}
        )
        if MEASURE in self.heads:
            nn.init.constant_(self.heads[MEASURE].bias, SELDOM)
        self.arcs = Biaffine(shape.width, shape.arc_width, head_dropout)
        self.relations = Relations(shape.width, shape.relation_width, shape.relations, head_dropout)
        self.links = nn.ModuleDict(
            {name: Biaffine(shape.width, shape.link_width, head_dropout) for name in shape.links}
        )

    def words(
        self, pieces: Tensor, shapes: Tensor, starts: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """Return one vector a word: that of its first piece."""
        return first_pieces(self.encoder(pieces, shapes, mask), starts)

    def classify(self, name: str, words: Tensor) -> Tensor:
        """Return the scores of a token head."""
        scores: Tensor = self.heads[name](dropout(words, self.head_dropout, self.training))
        return scores

    def grown(self, labels: Mapping[str, int], links: tuple[str, ...]) -> Network:
        """Return the network with these heads and links: those that it has, and fresh others."""
        grown = Network(
            replace(self.shape, labels=dict(labels), links=links),
            dropout=self.encoder.dropout,
            head_dropout=self.head_dropout,
        )
        grown.load_state_dict(grown.state_dict() | self.state_dict())
        grown.fresh = (
            *(f"heads.{name}" for name in labels if name not in self.shape.labels),
            *(f"links.{name}" for name in links if name not in self.shape.links),
        )
        return grown

    @classmethod
    def load(cls, path: Path, *, dropout: float = 0.1) -> Network:
        """Read a network that :meth:`save` wrote."""
        saved = torch.load(path, weights_only=True)
        network = cls(Shape(**saved["shape"]), dropout=dropout)
        network.load_state_dict(saved["weights"])
        return network

    def save(self, path: Path) -> None:
        """Write sizes and weights to one file."""
        torch.save({"shape": self.shape.as_dict(), "weights": self.state_dict()}, path)


def first_pieces(hidden: Tensor, starts: Tensor) -> Tensor:
    """Return the vectors of the words' first pieces."""
    return hidden.gather(1, starts[..., None].expand(-1, -1, hidden.shape[-1]))


def start_from_minilm(network: Network, folder: Path) -> None:
    """Copy the weights of all-MiniLM-L6-v2 into the encoder: the layers its shape names."""
    from safetensors.torch import load_file

    source = load_file(str(folder / "model.safetensors"))
    weights = {key.removeprefix("bert."): value for key, value in source.items()}
    encoder = network.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        encoder.shapes.weight.zero_()
        _copy(encoder.norm, weights, "embeddings.LayerNorm")
        for number, layer in zip(network.shape.layers, encoder.layers, strict=True):
            prefix = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                parts = [
                    weights[f"{prefix}.attention.self.{part}.{kind}"]
                    for part in ("query", "key", "value")
                ]
                getattr(layer.query_key_value, kind).copy_(torch.cat(parts))
            _copy(layer.attention_out, weights, f"{prefix}.attention.output.dense")
            _copy(layer.attention_norm, weights, f"{prefix}.attention.output.LayerNorm")
            _copy(layer.widen, weights, f"{prefix}.intermediate.dense")
            _copy(layer.narrow, weights, f"{prefix}.output.dense")
            _copy(layer.output_norm, weights, f"{prefix}.output.LayerNorm")


def _copy(module: nn.Module, weights: dict[str, Tensor], prefix: str) -> None:
    module.weight.copy_(weights[f"{prefix}.weight"])
    module.bias.copy_(weights[f"{prefix}.bias"])
