"""The noun that heads a phrase and names a sort of source."""

import re
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns

WORD: Final = re.compile(r"[\w’'-]+")
"""A word with its hyphens and apostrophes."""
_ENDS_HEAD: Final = words_of("ends_head")


def head_noun(text: str) -> str | None:
    """Return the noun that heads a phrase and names a sort of source, in lower case, or None.

    >>> head_noun("Some analysts at Peel Hurst")
    'analysts'
    """
    found = None
    nouns, heads = source_nouns(), role_heads()
    for word in WORD.findall(text.lower()):
        if word in _ENDS_HEAD and found is not None:
            break
        if word in nouns or word in heads:
            found = word
    return found
