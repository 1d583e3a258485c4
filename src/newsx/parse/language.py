"""Which language a text is in: by its letters, then by its commonest words."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from newsx.parse.vocabulary import rows

_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 6000
_SCRIPT_SHARE: Final = 0.15
_LEAST_SHARE: Final = 0.08
"""Running text holds its language's commonest words at .2 to .4; below .08 it is none we know."""
_LEAST_WORDS: Final = 4


@cache
def _common_words() -> Mapping[str, frozenset[str]]:
    return {row["language"]: frozenset(row["words"].split()) for row in rows("language")}


def language_of(text: str, *, stated: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of `text`; `stated` where the text cannot tell.

    >>> language_of("The bank said that profit fell in the quarter.")
    'en'
    """
    sample = text[:_SAMPLE]
    for language, letters in _SCRIPTS:
        if len(letters.findall(sample)) > _SCRIPT_SHARE * max(len(sample), 1):
            return language
    words = Counter(word.lower() for word in _WORD.findall(sample))
    total = words.total()
    shares = {
        language: sum(words[word] for word in common) / max(total, 1)
        for language, common in _common_words().items()
    }
    best = max(shares, key=lambda language: shares[language])
    if total < _LEAST_WORDS or shares[best] < _LEAST_SHARE:
        return stated
    if stated in shares and shares[stated] > 0.8 * shares[best]:
        return stated
    return best
