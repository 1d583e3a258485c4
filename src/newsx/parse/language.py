"""Which language a text is in: by its letters, then by its commonest words."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from newsx.parse.vocabulary import rows, words

_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_OTHER_SCRIPTS: Final = (
    (frozenset(["ru", "uk", "bg", "sr", "mk", "be", "kk"]), re.compile("[\u0400-\u04ff]")),
    (frozenset(["el"]), re.compile("[\u0370-\u03ff]")),
    (frozenset(["fa", "ur"]), re.compile("[\u0600-\u06ff]")),
)
# Not the ending of a possessive, nor what leads a currency's sign: alone, an s is a word of Czech.
_WORD: Final = re.compile(r"(?!(?<=['’])s\b)[^\W\d_]++(?![$€£¥])")
_SAMPLE: Final = 6000
_SCRIPT_SHARE: Final = 0.15
_LEAST_SHARE: Final = 0.08
"""Running text holds its language's commonest words at .2 to .4; below .08 it is none we know."""
_SHORT: Final = 40
"""Words below which a text has too few common words for its label to be weighed against them."""
_OPEN_TO_LOANS: Final = "en"
"""English borrows words that are common elsewhere, and writes single letters for much else:
`41.2 fen per kWh` has one of Italian."""


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
    label = stated if stated and _may_be(stated, sample) else None
    counted = Counter(word.lower() for word in _WORD.findall(sample))
    total = counted.total()
    shares = {
        language: sum(counted[word] for word in common) / max(total, 1)
        for language, common in _common_words().items()
    }
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < _LEAST_SHARE:
        return label
    telling = {word for word in _common_words()[best] & counted.keys() if len(word) > 1}
    is_loan = total < _SHORT and len(telling) <= 1 and all(map(str.isascii, telling))
    if is_loan and best != _OPEN_TO_LOANS:
        return label
    if label in shares and total >= _SHORT and shares[label] > 0.8 * shares[best]:
        return label
    if label and list(shares.values()).count(shares[best]) > 1:
        return label
    return best


def _may_be(language: str, sample: str) -> bool:
    """Return whether there is such a language, and the letters of a text can be its."""
    if language not in words("vocabulary", "languages"):
        return False
    for code, letters in _SCRIPTS:
        if code == language:
            return letters.search(sample) is not None
    for codes, letters in _OTHER_SCRIPTS:
        if language in codes:
            return letters.search(sample) is not None
    return True
