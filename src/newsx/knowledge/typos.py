"""Names with one letter wrong: `Berkshire Hathway`, `Morgan Stanely`.

A typo is a word nobody is called by, one slip away from a word somebody is. A namesake is not: the
word has to be long, all other words have to be right, and a name of one word alone forgives two
letters swapped or one left out, not another letter in its place, for that is how Callaway and
Calloway differ.
"""

from collections import defaultdict
from functools import cached_property
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from newsx.knowledge.base import KnowledgeBase

_SHORTEST_WORD: Final = 6
_SHORTEST_ALONE: Final = 8


class Typos:
    """Corrects keys of names (`newsx.knowledge.names.normalise`).

    Args:
        knowledge: The names there are; read when the first stranger comes.
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(" ".join(self._knowledge.name_keys()).split())

    @cached_property
    def _by_start(self) -> dict[tuple[str, int], list[str]]:
        """Words that can be written wrong, by length and first letter: that is seldom the slip."""
        found = defaultdict(list)
        for word in self._words:
            if len(word) >= _SHORTEST_WORD and word.isalpha():
                found[word[0], len(word)].append(word)
        return found

    def corrected(self, key: str) -> str:
        """Return the one key that a key is a typo of, or an empty string.

        >>> from newsx.knowledge.base import default
        >>> Typos(default()).corrected("berkshire hathway")
        'berkshire hathaway'
        """
        words = key.split()
        strange = [place for place, word in enumerate(words) if word not in self._words]
        if len(strange) != 1 or len(words[strange[0]]) < _SHORTEST_WORD:
            return ""
        (place,) = strange
        found = set()
        for word in self._near(words[place], alone=len(words) == 1):
            other = " ".join([*words[:place], word, *words[place + 1 :]])
            if self._knowledge.by_key(other):
                found.add(other)
        return found.pop() if len(found) == 1 else ""

    def _near(self, stranger: str, *, alone: bool) -> list[str]:
        if alone and len(stranger) < _SHORTEST_ALONE:
            return []
        lengths = range(len(stranger) - 1, len(stranger) + 2)
        near = (self._by_start.get((stranger[0], length), ()) for length in lengths)
        return [
            word
            for words in near
            for word, _, _ in process.extract(
                stranger, words, scorer=OSA.distance, score_cutoff=1, limit=None
            )
            if word not in {stranger + "s", stranger[:-1] if stranger.endswith("s") else ""}
            and not (alone and _is_another_letter(word, stranger))
        ]


def _is_another_letter(word: str, stranger: str) -> bool:
    """Return whether one letter stands in the place of another: no slip of the fingers alone."""
    return len(word) == len(stranger) and sorted(word) != sorted(stranger)
