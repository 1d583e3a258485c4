"""The noun that heads a phrase and names a sort of source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.grammar.nouns import is_plural
from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD: Final = re.compile(r"[\w’'-]+")
"""A word with its hyphens and apostrophes."""
_ENDS_HEAD: Final = words_of("ends_head")


def head_noun(text: str) -> str | None:
    """Return the noun that heads a phrase and names a sort of source, in lower case, or None.

    >>> head_noun("Some analysts at Peel Hurst")
    'analysts'
    """
    words = [word.lower() for word in WORD.findall(text)]
    place = head_place(words)
    return None if place is None else words[place]


def is_several(noun: str) -> bool:
    """Tell `bosses`, `MPs` and `people` from `boss`."""
    return is_plural(noun) or (noun.endswith("s") and not noun.endswith("ss"))


def head_place(words: Sequence[str]) -> int | None:
    """Return which of the words of a phrase, in lower case, is the noun that heads it."""
    found = None
    nouns, heads = source_nouns(), role_heads()
    for place, word in enumerate(words):
        if word in _ENDS_HEAD and found is not None:
            break
        if word in nouns or word in heads:
            found = place
    return found
