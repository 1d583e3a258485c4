"""Attributions that the network hears word by word, though it links nothing to them.

Its heads mark every token as cue, source or content; the head that links the three leaves one
content in four alone. Where a cue that no claim has stands in the sentence of such a content, and
a source beside it, the three belong together.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from newsx.recognize.speech.heard import Heard, Linked
from newsx.recognize.speech.reading import PREPOSITIONS, Evidence, Reading, Tokens, mean
from newsx.recognize.speech.sources import is_somebody
from newsx.recognize.speech.subjects import source_before

_PART: Final = 0.5
_CUE: Final = 0.8
_SURE: Final = 0.5
_LEAST: Final = 4


def linked(reading: Reading, heard: Sequence[Heard], taken: Collection[int]) -> Iterator[Heard]:
    """Yield what is heard, contents without a source given the nearest attribution left over.

    Args:
        reading: The doc.
        heard: Claims of the network, in order.
        taken: Tokens of cues that claims have already.
    """
    free = set(taken)
    free.update(
        at
        for claim in heard
        if claim.cue is not None and claim.attributed >= _SURE
        for at in range(*claim.cue.tokens)
    )
    for claim in heard:
        found = None
        if reading.network is not None and claim.attributed < _SURE and _size(claim) >= _LEAST:
            found = _beside(reading, reading.network, claim, free)
        if found is None:
            yield claim
            continue
        free.update(range(*found[1].tokens))
        lemma = reading.lemma(found[1].tokens[0])
        yield replace(claim, source=found[0], cue=found[1], lemma=lemma)


def _beside(
    reading: Reading, network: Evidence, claim: Heard, taken: Collection[int]
) -> tuple[Linked, Linked] | None:
    """Return (source, cue) of the attribution nearest to a content in its unit, or None."""
    start, end = reading.unit_of(claim.content[0])
    first, last = claim.content
    cues = [
        run
        for run in _runs(network.cue, start, end)
        if (run[1] <= first or last <= run[0])
        and not any(at in taken or reading.quoted[at] >= 0 for at in range(*run))
        and max(network.cue[run[0] : run[1]]) >= _CUE
    ]
    if not cues:
        return None
    cue = min(cues, key=lambda run: _gap(run, claim.content))
    sources = [
        run for run in _runs(network.source, start, end) if run[1] <= cue[0] or cue[1] <= run[0]
    ]
    before = source_before(reading, start, cue[0])
    if not sources and before is not None:
        sources = [before[0]]
    sources = [
        run for run in sources if is_somebody(reading, run) and (run[1] <= first or last <= run[0])
    ]
    if not sources:
        return None
    source = max(sources, key=lambda run: (reading.hangs_on(run, cue), mean(network.source, run)))
    if source[1] - source[0] > 1 and reading.words[source[1] - 1] in PREPOSITIONS:
        source = (source[0], source[1] - 1)
    return (
        Linked(source, mean(network.source, source)),
        Linked(cue, mean(network.cue, cue)),
    )


def _size(claim: Heard) -> int:
    return claim.content[1] - claim.content[0]


def _runs(shares: Sequence[float], start: int, end: int) -> Iterator[Tokens]:
    """Yield the runs of tokens that the network takes for a part."""
    begin = None
    for at in range(start, end + 1):
        inside = at < end and shares[at] >= _PART
        if inside and begin is None:
            begin = at
        elif not inside and begin is not None:
            yield begin, at
            begin = None


def _gap(one: Tokens, other: Tokens) -> int:
    """Return how many tokens stand between two runs."""
    return max(one[0] - other[1], other[0] - one[1], 0)
