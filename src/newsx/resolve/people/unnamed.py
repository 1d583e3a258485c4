"""People without a name whom a sentence opens with: `Another Oslo broker was blunter`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.resolve.people.head_nouns import WORD
from newsx.schema import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

# "A buyer for a mill settled", "SEOUL - In the shop, an assistant is restacking".
_OPENING: Final = re.compile(
    r"\s*(?:[A-Z]{3,}[^-–—\n]{0,30}[-–—]{1,2} )?(?:(?:In|At|On|Inside|Outside) [^,.;:\n]{3,80}, )?"
    r"(?P<who>(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:[\w’'-]+ ){0,4}[\w’'-]+)"
)
_ARTICLES: Final = frozenset({"a", "an", "the"})
_ENDS: Final = (
    words_of("prepositions") | words_of("conjunctions") | words_of("auxiliaries")
    | words_of("finite_verbs")
)  # fmt: skip


def unnamed_before(text: str, begins: Sequence[int], start: int) -> Source | None:
    """Return the person whom the last of some sentences opens with that opens with one at all.

    Args:
        text: The article's.
        begins: Where sentences begin, in order.
        start: Where the last of them is read up to.
    """
    for begin in reversed(begins):
        opening = _OPENING.match(text, begin, start)
        words = list(WORD.finditer(opening["who"])) if opening is not None else []
        end = _end_of_title([word[0].lower() for word in words])
        if opening is not None and end:
            first, last = opening.start("who"), opening.start("who") + words[end].end()
            bare = words[0][0].lower() in _ARTICLES
            name = text[first + words[1].start() if bare else first : last]
            return Source(start=first, end=last, text=text[first:last], name=name, type="person")
    return None


def _end_of_title(words: Sequence[str]) -> int | None:
    """Return the last word of a title behind its article: `another Oslo broker`."""
    last = None
    for place, word in enumerate(words[1:], start=1):
        if word in role_heads():
            last = place
        elif last is not None or word in _ENDS:
            break
    return last


__all__ = ["unnamed_before"]
