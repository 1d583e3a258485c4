"""A graph gives back the network that it was written from; training rounds weights as it does."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="of the train extra")
pytest.importorskip("onnx", reason="of the train extra")

LEAST_CLIP, STEPS = 0.8, 63


class Network(Protocol):
    shape: Any
    fresh: tuple[str, ...]

    def grown(self, labels: dict[str, int], links: tuple[str, ...]) -> "Network": ...

    def state_dict(self) -> dict[str, Any]: ...

    def named_parameters(self) -> Iterator[tuple[str, Any]]: ...


@pytest.fixture(scope="module")
def scripts(root: Path) -> SimpleNamespace:
    """Return the scripts that write and read graphs, by name."""
    names = ("dequantise", "distil", "graph", "network", "ungraph")
    sys.path.insert(0, str(root / "models" / "scripts"))
    try:
        return SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    finally:
        sys.path.remove(str(root / "models" / "scripts"))


@pytest.fixture(scope="module")
def small(scripts: SimpleNamespace) -> Network:
    shape = scripts.network.Shape(
        60, 5, {"names": 7, "upos": 4}, 3,
        layers=(0, 1), width=32, inner=24, attention_heads=2, head_width=8,
        arc_width=10, relation_width=6, link_width=4, links=("to_cue",),
    )  # fmt: skip
    network: Network = scripts.network.Network(shape).eval()
    return network


def parameters(network: Network) -> dict[str, Any]:
    return {name: value.detach().numpy() for name, value in network.named_parameters()}


def test_weights_come_back_and_give_the_same_graph(
    scripts: SimpleNamespace, small: Network
) -> None:
    graph = scripts.graph.write_graph(small)
    named = scripts.ungraph.named_weights(graph.graph, small)
    apart = {"encoder.words", "encoder.positions", "encoder.shapes", "relations.classify"}
    for name, values in parameters(small).items():
        part = name.rpartition(".")[0]
        if part in apart or name == "relations.root" or part.endswith(("pair", "to_bias")):
            continue
        largest = np.abs(values).max() if values.ndim > 1 else 0.0
        assert named[name].shape == values.shape, name
        assert np.abs(named[name] - values).max() <= largest * (1 - LEAST_CLIP + 1 / STEPS), name
    again = scripts.network.Network(small.shape)
    known = {name: torch.from_numpy(np.array(values)) for name, values in named.items()}
    again.load_state_dict(small.state_dict() | known)
    assert scripts.graph.write_graph(again).SerializeToString() == graph.SerializeToString()


def test_a_graph_of_another_network_is_not_taken(scripts: SimpleNamespace, small: Network) -> None:
    graph = scripts.graph.write_graph(small).graph
    other = scripts.network.Network(replace(small.shape, labels={"names": 9, "upos": 4}))
    with pytest.raises(ValueError, match="columns"):
        scripts.ungraph.named_weights(graph, other)


def test_a_graph_says_which_heads_it_has(scripts: SimpleNamespace, small: Network) -> None:
    graph = scripts.graph.write_graph(small).graph
    shape = replace(small.shape, labels=small.shape.labels | {"polarity": 3})
    assert scripts.dequantise.labels_of(graph, shape) == {"names": 7, "upos": 4}
    assert scripts.dequantise.labels_of(graph, small.shape) == small.shape.labels


def test_a_student_reads_with_the_weights_of_the_graph_and_keeps_its_own(
    scripts: SimpleNamespace, small: Network
) -> None:
    before = {name: values.copy() for name, values in parameters(small).items()}
    named = scripts.ungraph.named_weights(scripts.graph.write_graph(small).graph, small)
    rounding = scripts.distil.Rounding(small)
    with rounding:
        inside = parameters(small)
        for name in ("encoder.layers.1.widen.weight", "heads.names.weight", "arcs.pair.weight"):
            whole = before[name] if name == "arcs.pair.weight" else named[name]
            np.testing.assert_allclose(inside[name], whole, atol=1e-6, err_msg=name)
        assert np.abs(inside["heads.upos.weight"] - before["heads.upos.weight"]).max() > 1e-5
    for name, values in parameters(small).items():
        np.testing.assert_array_equal(values, before[name], err_msg=name)


def test_a_network_gains_heads_and_links_and_keeps_what_it_learned(small: Network) -> None:
    grown = small.grown(small.shape.labels | {"polarity": 3}, ("to_cue", "to_subject"))
    assert grown.fresh == ("heads.polarity", "links.to_subject")
    assert small.fresh == ()
    before, after = parameters(small), parameters(grown)
    assert {name for name in after if name not in before} == {
        name for name in after if name.startswith(("links.to_subject.", "heads.polarity."))
    }
    assert all(np.array_equal(after[name], values) for name, values in before.items())
