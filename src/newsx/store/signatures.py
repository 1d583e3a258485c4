"""Text -> bands: what two texts share when one is a copy of the other, found by equality.

MinHash over runs of three words; bands of the signature are hashed, so that texts of which at least
four fifths agree share a band almost surely, and texts of which a third agree almost never do. A
second, shorter signature covers the lead alone: a copy cut short shares that with the whole story.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 3
_LEAD_WORDS: Final = 100
_WHOLE: Final = (16, 6)  # bands, rows each: half of the pairs at a similarity of .63
_LEAD: Final = (8, 4)  # a pair is only a candidate: `duplicates` reads both texts
_SEED: Final = 20230910
_MASK: Final = 2**63 - 1


def shingles(text: str) -> set[str]:
    """Return the runs of three words of a text, in lower case; a shorter text is one run.

    >>> sorted(shingles("Profit rose 5% in May"))
    ['5 in may', 'profit rose 5', 'rose 5 in']
    """
    return _shingles(_words(text))


def bands(text: str) -> list[int]:
    """Return the bands of a text, positive 63-bit integers in a fixed order, each once."""
    words = _words(text)
    if not words:
        return []
    whole = _bands(_shingles(words), *_WHOLE, salt=1)
    lead = _bands(_shingles(words[:_LEAD_WORDS]), *_LEAD, salt=2)
    return list(dict.fromkeys((*whole, *lead)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shingles(words: list[str]) -> set[str]:
    if len(words) < _RUN:
        return {" ".join(words)} if words else set()
    return {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _bands(runs: set[str], count: int, size: int, *, salt: int) -> list[int]:
    import hashlib

    from rensa import RMinHash

    sketch = RMinHash(num_perm=count * size, seed=_SEED)
    sketch.update(sorted(runs))
    signature = sketch.digest()
    ends = range(0, count * size + 1, size)
    return [
        int.from_bytes(
            hashlib.blake2b(
                repr((salt, start, signature[start:end])).encode(), digest_size=8
            ).digest()
        )
        & _MASK
        for start, end in pairwise(ends)
    ]
