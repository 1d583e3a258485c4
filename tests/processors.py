"""What may differ of one article between two kinds of processor, and by how much.

The network computes in floats between its matrices of whole numbers, and processors with and
without AVX-512 round these differently in the last place; a decision at the border may then fall
the other way. On one kind of processor the same text gives the same bytes.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from newsx.recognize.encoder import open_session

WRITTEN_ON: Final = Path(__file__).with_name("golden_kernels.txt")
"""The digests of the network and of what it gave where golden records and floors were written."""
_SLACK: Final = 0.005
SAME_ROWS: Final = 0.95
"""The share of an article's rows that other processors give alike, at the least; seen: .98."""

_GRAPH: Final = Path("models/en_newsx/newsx_encoder/full.onnx")
_TABLES: Final = {
    "mentions": "mention_id", "figures": "figure_id", "periods": "period_id", "claims": "claim_id",
}  # fmt: skip
"""Tables of a record, each with the id of its rows."""


def slack(root: Path) -> float:
    """Return how much lower a score of what the network takes part in may be on this processor.

    Nothing where the floors were written; elsewhere .002 was seen, of some 1,000 claims.
    """
    return 0.0 if is_same_processor(root) else _SLACK


def is_same_processor(root: Path) -> bool:
    """Tell whether this machine gives to the byte what the golden records' did.

    Raises:
        AssertionError: The network is another since: `pytest --rewrite` writes the records anew.
    """
    model, kernels_there = WRITTEN_ON.read_text(encoding="utf-8").split()
    assert model == _model(root), "the network has changed: pytest tests/test_samples.py --rewrite"
    return kernels_there == kernels(root)


def remember(root: Path) -> None:
    """Write down on which network and processor golden records are written."""
    WRITTEN_ON.write_text(f"{_model(root)} {kernels(root)}\n", encoding="utf-8")


def _model(root: Path) -> str:
    return hashlib.sha256((root / _GRAPH).read_bytes()).hexdigest()[:16]


@cache
def kernels(root: Path) -> str:
    """Return a digest of what this machine's kernels give for the same numbers."""
    session = open_session(root / _GRAPH, 1)
    embedded = np.random.default_rng(7).normal(scale=0.3, size=(1, 120, 384)).astype(np.float32)
    feed = {"embedded": embedded, "starts": np.arange(1, 119, dtype=np.int64)}
    digest = hashlib.sha256()
    for scores in session.run(None, feed):
        digest.update(np.ascontiguousarray(scores).tobytes())
    return digest.hexdigest()[:16]


def same_rows(found: Mapping[str, Any], expected: Mapping[str, Any]) -> float:
    """Return the share of the rows of two records that are alike, and mean the same others."""
    one, other = Counter(_rows(found)), Counter(_rows(expected))
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0


def _rows(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield rows as texts; in place of the id of another row stands what that row is called."""
    called = {row["period_id"]: row["text"] for row in record["periods"]}
    called |= {row["claim_id"]: row["text"] for row in record["claims"]}
    called |= {row["figure_id"]: row["text"] for row in record["figures"]}
    called |= {row["entity_id"]: row["name"] for row in record["entities"]}
    for table, own in _TABLES.items():
        for row in record[table]:
            yield f"{table} {_steady({key: row[key] for key in row if key != own}, called)}"


def _steady(value: object, called: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        kept = sorted(name for name in value if name != "confidence")
        return [(name, _steady(value[name], called)) for name in kept]
    if isinstance(value, list):
        return [_steady(one, called) for one in value]
    return called.get(value, value) if isinstance(value, str) else value
