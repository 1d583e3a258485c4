"""Let the mentions of one article agree: "Tessera" is what "Tessera Systems Inc." is.

The network reads a window at a time; a short name far from the full one may get another label.
Every mention votes with its confidence, a full name also for the short forms it is given later:
the first words of an organisation, the last word of a person.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

Words = tuple[str, ...]

# Labels that a short name is mixed up between; a place stays one though firms are named after it.
_MIXED_UP: Final = frozenset({"PERSON", "ORG", "PRODUCT"})

# How much more weight another label needs to win.
_MARGIN: Final = 1.5

_LONGEST_SHORT_NAME: Final = 2


def agreed_labels(names: Sequence[tuple[Words, str, float]]) -> list[str]:
    """Return the label of each name, given its words, its label and its confidence, in order.

    >>> agreed_labels([(("Tessera", "Inc."), "ORG", 0.9), (("Tessera",), "PERSON", 0.4)])
    ['ORG', 'ORG']
    """
    votes: dict[Words, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words, label, confidence in names:
        for form in _forms(words, label):
            votes[form][label] += confidence
    return [_agreed(words, label, votes[words]) for words, label, _ in names]


def _forms(words: Words, label: str) -> list[Words]:
    if len(words) > 1 and label == "ORG":
        return [words, *(words[:size] for size in range(1, min(len(words), 3)))]
    if len(words) > 1 and label == "PERSON":
        return [words, words[-1:]]
    return [words]


def _agreed(words: Words, label: str, votes: dict[str, float]) -> str:
    if label not in _MIXED_UP or len(words) > _LONGEST_SHORT_NAME:
        return label
    rivals = {rival: weight for rival, weight in votes.items() if rival in _MIXED_UP}
    best = max(rivals, key=lambda rival: (rivals[rival], rival == label))
    return best if rivals[best] > _MARGIN * rivals[label] else label
