"""Whether two phrases say the same."""

import re
from collections import Counter
from typing import Final

_TOKEN: Final = re.compile(r"[a-z0-9&%]+")
_SMALL: Final = frozenset({"the", "a", "an", "s"})


def overlap(text: str | None, gold: str) -> float:
    """Return the token F1 of two phrases, articles left out.

    >>> overlap("the net profit", "profit")
    0.6666666666666666
    """
    one = Counter(token for token in _TOKEN.findall((text or "").lower()) if token not in _SMALL)
    two = Counter(token for token in _TOKEN.findall(gold.lower()) if token not in _SMALL)
    shared = (one & two).total()
    return 2 * shared / (one.total() + two.total()) if shared else 0.0


def same_name(wanted: str | None, found: str | None) -> bool:
    """Tell whether two names agree, articles and remarks in parentheses apart.

    One may be a part of the other, by whole words.

    >>> same_name("the Bank of Norrland (central bank)", "Bank of Norrland")
    True
    >>> same_name("ING", "Boeing")
    False
    """
    one, two = plain(wanted), plain(found)
    return bool(one and two) and (f" {one} " in f" {two} " or f" {two} " in f" {one} ")


def plain(name: str | None) -> str:
    """Return the words of a name in lower case, without article and remarks."""
    text = re.sub(r"\(.*?\)|^(?:the|an?)\s", "", (name or "").lower())
    return " ".join(re.findall(r"\w+", text))
