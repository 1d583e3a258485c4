"""Where a content begins and ends: the grammar offers places, the network chooses among them.

A sentence goes on after what somebody said in it (`..., sending shares lower`, `; traders expect
...`, `and cut its dividend`), and words alone seldom tell whether that is still said. The network
gives every token a probability to stand in a content; of the places where a clause may end, the
one that explains these best is taken, with a preference for what the grammar found.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.speech.reading import Reading, Tokens

_BREAKS: Final = words_of("clause_breaks")
_PREFERENCE: Final = 3.0
"""How much better, in natural logarithms, another place must explain what the network says."""
_GAP: Final = 0.1
_SUREST: Final = 0.97
_SHORTEST: Final = 2


def fitted(reading: Reading, part: Tokens, *, start: bool, end: bool) -> Tokens:
    """Return a content with its start, its end or both where the network sees them."""
    shares = reading.network.content[part[0] : part[1]] if reading.network is not None else []
    if len(shares) <= _SHORTEST:
        return part
    gains = [_odds(share) for share in shares]
    first, last = part
    if end:
        last = first + _best_end(gains, _breaks(reading, part))
        last = next((at for at in _between(reading, (first, last)) if _is_gap(reading, at)), last)
    if start:
        kept = gains[: last - first]
        openings = [len(kept) - place for place in _openings(reading, (first, last))]
        first = last - _best_end(kept[::-1], openings)
    return first, last


def _is_gap(reading: Reading, index: int) -> bool:
    """Tell whether the network hears one content end at `index`, and maybe another begin after."""
    return reading.network is not None and reading.network.content[index] < _GAP


def _odds(share: float) -> float:
    share = min(_SUREST, max(1 - _SUREST, share))
    return math.log(share / (1 - share))


def _best_end(gains: Sequence[float], places: Sequence[int]) -> int:
    """Return the best of the places to end a run of tokens: most gained before it.

    Args:
        gains: For each token, how much it speaks for standing inside.
        places: Lengths that the run may be cut to; its whole length always may stand.
    """
    best, most = len(gains), sum(gains) + _PREFERENCE
    for place in places:
        gained = sum(gains[:place])
        if gained > most:
            best, most = place, gained
    return best


def _breaks(reading: Reading, part: Tokens) -> list[int]:
    """Return where a content may end early, counted from its start."""
    return [index - part[0] for index in _between(reading, part)]


def _openings(reading: Reading, part: Tokens) -> list[int]:
    """Return where a content may begin late, counted from its start: after a break."""
    return [index + 1 - part[0] for index in _between(reading, part)]


def _between(reading: Reading, part: Tokens) -> Iterator[int]:
    for index in range(part[0] + _SHORTEST, part[1] - _SHORTEST):
        inside = reading.quoted[index] >= 0 and reading.quoted[index] == reading.quoted[index - 1]
        if not inside and (reading.words[index] in _BREAKS or "\n" in reading.words[index]):
            yield index
