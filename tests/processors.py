"""What may differ of one article between two kinds of processor, and by how much.

The network computes in floats between its matrices of whole numbers, and processors with and
without AVX-512 round these differently in the last place; a decision at the border may then fall
the other way. On one kind of processor the same text gives the same bytes.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from newsx.recognize.encoder import open_session

SLACK: Final = 0.005
"""How much lower a score of what the network takes part in may be on another processor.

Seen: .002 of some 1,000 claims."""
SAME_ROWS: Final = 0.95
"""The share of an article's rows that other processors give alike, at the least; seen: .98."""

_GRAPH: Final = Path("models/en_newsx/newsx_encoder/full.onnx")
_TABLES: Final = ("mentions", "figures", "periods", "claims")
# What hangs on other rows, or on the last place.
_UNSTEADY: Final = ("_id", "_ids", "confidence", "same_as", "attributed_to")


def kernels(root: Path) -> str:
    """Return a digest of what this machine's kernels give for the same numbers."""
    session = open_session(root / _GRAPH, 1)
    embedded = np.random.default_rng(7).normal(scale=0.3, size=(1, 120, 384)).astype(np.float32)
    feed = {"embedded": embedded, "starts": np.arange(1, 119, dtype=np.int64)}
    digest = hashlib.sha256()
    for scores in session.run(None, feed):
        digest.update(np.ascontiguousarray(scores).tobytes())
    return digest.hexdigest()[:16]


def same_rows(found: Mapping[str, object], expected: Mapping[str, object]) -> float:
    """Return the share of the rows of two records that are alike, ids apart."""
    one, other = Counter(_rows(found)), Counter(_rows(expected))
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0


def _rows(record: Mapping[str, object]) -> Iterator[str]:
    for table in _TABLES:
        rows = record[table]
        assert isinstance(rows, list)
        for row in rows:
            yield f"{table} {_steady(row)}"


def _steady(value: object) -> object:
    if isinstance(value, dict):
        kept = sorted(name for name in value if not name.endswith(_UNSTEADY))
        return [(name, _steady(value[name])) for name in kept]
    return [_steady(one) for one in value] if isinstance(value, list) else value
