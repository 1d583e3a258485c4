"""Write a network as an ONNX graph, node by node, in the operators that onnxruntime runs fastest.

What an exporter and a quantiser give together is 400 nodes; this is ten a layer. Matrices have
7 bits, a scale a column: the AVX2 kernels add two products of 8 bits in 16, and full 8-bit weights
overflow there, silently (onnxruntime, "Quantize ONNX models", on VPMADDUBSW). With 7 the same graph
gives the same numbers on every processor. Activations get 8 bits, scaled anew every run.

Inputs: `embedded` (1, pieces, width) and `starts` (words). Outputs: `scores` (words, columns of all
token heads), `arcs` (words, 1 + words), `dependent_side`, `head_side` (words, relation width) and
one (words, 1 + words) a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    import onnx
    from network import Network
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

MOST = 63
"""The largest weight: 255 * 63 * 2 still fits into 16 bits."""

CLIPS = (1.0, 0.95, 0.9, 0.85, 0.8)
"""Parts of a column's largest weight that may become `MOST`; the one with least error is taken."""

FLOATING = (".pair", ".to_bias", "relations.classify")
"""How the names of matrices end that stay in floating point."""

MICROSOFT = "com.microsoft"


def quantised(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """Return the matrix in 7 bits and the scale of every column."""
    best = np.full(matrix.shape[1], np.inf)
    scales = np.ones(matrix.shape[1], dtype=np.float32)
    whole = np.zeros(matrix.shape, dtype=np.int8)
    largest = np.maximum(np.abs(matrix).max(axis=0), 1e-8)
    for clip in CLIPS:
        scale = (largest * clip / MOST).astype(np.float32)
        rounded = np.clip(np.round(matrix / scale), -MOST, MOST)
        error = ((rounded * scale - matrix) ** 2).sum(axis=0)
        better = error < best
        best[better], scales[better] = error[better], scale[better]
        whole[:, better] = rounded[:, better].astype(np.int8)
    return whole, scales


class GraphWriter:
    """Collect nodes and initializers; `floating` leaves the matrices as they are."""

    def __init__(self, *, floating: bool = False) -> None:
        self.floating = floating
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        """Keep an array under a name; return the name."""
        self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def node(
        self, operator: str, inputs: list[str], output: str, *, domain: str = "", **options: object
    ) -> str:
        """Add a node of one output; return the output's name."""
        self.nodes.append(
            helper.make_node(operator, inputs, [output], name=output, domain=domain, **options)
        )
        return output

    def linear(self, name: str, source: str, matrix: Array, bias: Array | None) -> str:
        """Multiply by a matrix (in, out) and add the bias."""
        if self.floating:
            product = self.node("MatMul", [source, self.constant(f"{name}.w", matrix)], f"{name}.p")
            if bias is None:
                return product
            return self.node("Add", [product, self.constant(f"{name}.b", bias)], f"{name}.y")
        whole, scales = quantised(matrix)
        inputs = [
            source,
            self.constant(f"{name}.w", whole),
            self.constant(f"{name}.s", scales),
            self.constant(f"{name}.z", np.zeros(len(scales), dtype=np.int8)),
        ]
        if bias is not None:
            inputs.append(self.constant(f"{name}.b", bias))
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.y", domain=MICROSOFT)

    def attention(self, name: str, source: str, matrix: Array, bias: Array, heads: int) -> str:
        """Project to queries, keys and values and attend; no mask, a run has one window."""
        bias_name = self.constant(f"{name}.b", bias)
        if self.floating:
            inputs = [source, self.constant(f"{name}.w", matrix), bias_name]
            return self.node("Attention", inputs, f"{name}.y", domain=MICROSOFT, num_heads=heads,
                             qkv_hidden_sizes=[matrix.shape[1] // 3] * 3)  # fmt: skip
        whole, scales = quantised(matrix)
        outputs = [f"{name}.{part}" for part in ("q", "qs", "qz")]
        self.nodes.append(
            helper.make_node("DynamicQuantizeLinear", [source], outputs, name=f"{name}.quantise")
        )
        inputs = [
            outputs[0],
            self.constant(f"{name}.w", whole),
            bias_name,
            outputs[1],
            self.constant(f"{name}.s", scales),
            "",
            outputs[2],
            self.constant(f"{name}.z", np.zeros(len(scales), dtype=np.int8)),
        ]
        return self.node("QAttention", inputs, f"{name}.y", domain=MICROSOFT, num_heads=heads)

    def norm(self, name: str, source: str, skip: str, weight: Array, bias: Array) -> str:
        """Add the two and normalise.

        In two nodes: onnxruntime's SkipLayerNormalization takes five times as long as both.
        """
        both = self.node("Add", [source, skip], f"{name}.sum")
        inputs = [both, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)]
        return self.node("LayerNormalization", inputs, f"{name}.y", epsilon=1e-12)

    def columns(self, name: str, source: str, begin: int, end: int) -> str:
        """Take some columns of a matrix."""
        inputs = [source] + [
            self.constant(f"{name}.{part}", np.array([value]))
            for part, value in (("begin", begin), ("end", end), ("axis", -1))
        ]
        return self.node("Slice", inputs, name)


def write_graph(network: Network, *, floating: bool = False) -> onnx.ModelProto:
    """Return the graph of a network."""
    weights: dict[str, Array] = {
        name: value.detach().float().numpy() for name, value in network.state_dict().items()
    }
    writer = GraphWriter(floating=floating)
    hidden = writer.node(
        "LayerNormalization",
        [
            "embedded",
            writer.constant("norm.w", weights["encoder.norm.weight"]),
            writer.constant("norm.b", weights["encoder.norm.bias"]),
        ],
        "norm.y",
        epsilon=1e-12,
    )
    count = len(network.encoder.layers)
    for number in range(count):
        hidden = _layer(writer, weights, number, hidden, network.shape.attention_heads,
                        last=number == count - 1)  # fmt: skip
    words = writer.node("Squeeze", [hidden, writer.constant("zeroth", np.array([0]))], "words")
    outputs = _heads(writer, weights, network, words)
    model = helper.make_model(
        helper.make_graph(
            writer.nodes,
            "newsx",
            [
                helper.make_tensor_value_info(
                    "embedded", TensorProto.FLOAT, [1, "pieces", network.shape.width]
                ),
                helper.make_tensor_value_info("starts", TensorProto.INT64, ["words"]),
            ],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            list(writer.initializers.values()),
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)],
    )
    model.ir_version = 9
    return model


def _layer(
    writer: GraphWriter,
    weights: dict[str, Array],
    number: int,
    hidden: str,
    heads: int,
    *,
    last: bool,
) -> str:
    prefix, name = f"encoder.layers.{number}", f"layer{number}"

    def linear(part: str, source: str, *, bias: bool = True) -> str:
        matrix = weights[f"{prefix}.{part}.weight"].T
        own = weights[f"{prefix}.{part}.bias"] if bias else None
        return writer.linear(f"{name}.{part}", source, matrix, own)

    def norm(part: str, source: str, skip: str) -> str:
        own = [weights[f"{prefix}.{part}.{kind}"] for kind in ("weight", "bias")]
        return writer.norm(f"{name}.{part}", source, skip, *own)

    joined = f"{prefix}.query_key_value"
    context = writer.attention(
        f"{name}.attention", hidden, weights[f"{joined}.weight"].T, weights[f"{joined}.bias"], heads
    )
    if last:  # only the first piece of every word is read from here on
        context = writer.node("Gather", [context, "starts"], "context.words", axis=1)
        hidden = writer.node("Gather", [hidden, "starts"], "hidden.words", axis=1)
    hidden = norm("attention_norm", linear("attention_out", context), hidden)
    bias = writer.constant(f"{name}.widen.b", weights[f"{prefix}.widen.bias"])
    # By the hyperbolic tangent: it differs from training's by less than a step of 8 bits.
    wide = writer.node(
        "FastGelu", [linear("widen", hidden, bias=False), bias], f"{name}.gelu", domain=MICROSOFT
    )
    return norm("output_norm", linear("narrow", wide), hidden)


def _heads(
    writer: GraphWriter, weights: dict[str, Array], network: Network, words: str
) -> list[str]:
    """Write all heads: their first matrices are one. Return the outputs."""
    pairs = ["arcs", *(f"links.{name}" for name in network.links)]
    blocks = [(f"heads.{name}", "") for name in network.heads]
    blocks += [("relations.dependent", "dependent_side"), ("relations.head", "head_side")]
    blocks += [(f"{pair}.{side}", f"{pair}.{side}") for pair in pairs
               for side in ("from_side", "to_side")]  # fmt: skip
    matrix = np.concatenate([weights[f"{block}.weight"] for block, _ in blocks]).T
    bias = np.concatenate([weights[f"{block}.bias"] for block, _ in blocks])
    together = writer.linear("together", words, matrix, bias)
    begin = sum(len(weights[f"heads.{name}.bias"]) for name in network.heads)
    writer.columns("scores", together, 0, begin)
    for block, name in blocks[len(network.heads) :]:
        end = begin + len(weights[f"{block}.bias"])
        writer.columns(name, together, begin, end)
        begin = end
    for pair in pairs:
        _biaffine(writer, weights, pair)
    return ["scores", "arcs", "dependent_side", "head_side", *network.links]


def _biaffine(writer: GraphWriter, weights: dict[str, Array], pair: str) -> None:
    """Score all pairs: `origin @ pair @ target`, the bias of the target, the root in column 0.

    In floating point: these matrices are small, and a head hangs on close calls.
    """
    origin, target = (
        writer.node("LeakyRelu", [f"{pair}.{side}"], f"{pair}.{side}.active", alpha=0.1)
        for side in ("from_side", "to_side")
    )
    matrix, bias = weights[f"{pair}.pair.weight"].T, weights[f"{pair}.pair.bias"]
    # The bias of the target is one more row for it to meet: a column of ones on the other side.
    paired = writer.node(
        "Gemm",
        [
            origin,
            writer.constant(f"{pair}.w", matrix[:, 1:]),
            writer.constant(f"{pair}.b", bias[1:] + weights[f"{pair}.to_bias.weight"][0]),
        ],
        f"{pair}.paired",
    )
    rest = writer.node("Gemm", [paired, target], f"{pair}.rest", transB=1)
    root = writer.node(
        "Gemm",
        [
            origin,
            writer.constant(f"{pair}.root.w", matrix[:, :1]),
            writer.constant(f"{pair}.root.b", bias[:1]),
        ],
        f"{pair}.root",
    )
    writer.node("Concat", [root, rest], pair.removeprefix("links."), axis=1)
