"""Values of a closed vocabulary -> the words of a page: what is usual goes without saying."""

from typing import Final

_WORDS: Final = {
    "bound": {
        "eq": "",
        "approx": "about",
        "almost": "just under",
        "lt": "less than",
        "le": "at most",
        "gt": "more than",
        "ge": "at least",
    },
    "direction": {"flat": "unchanged"},
    "role": {
        "level": "",
        "delta": "a change",
        "from": "where a change began",
        "to": "where a change ended",
        "conversion": "the figure before, converted",
    },
    "modality": {
        "asserted": "",
        "normative": "should be",
        "obligation": "an obligation",
    },
    "form": {
        "direct": "in their own words",
        "mixed": "partly in their own words",
        "indirect": "in words of the article",
        "outlet": "",
        "author": "by the author",
    },
    "polarity": {
        "neutral": "",
        "positive": "good for whom it is about",
        "negative": "bad for whom it is about",
    },
}


def in_words(value: str | None, vocabulary: str) -> str:
    """Return a value of a record as a reader would put it; nothing where it is the usual one.

    >>> in_words("le", "bound"), in_words("asserted", "modality"), in_words("planned", "modality")
    ('at most', '', 'planned')
    """
    if value is None:
        return ""
    return _WORDS[vocabulary].get(value, value.replace("_", " "))
