"""Earnings before this and that, by the letters that everybody knows them by: EBIT, EBITDA."""

import re

# A sentence is read as tokens joined by spaces, and so a comma may stand alone.
_BEFORE = re.compile(
    r"earnings before interest(?P<more>"
    r"(?:(?: ?, ?| and | ?, ?and )(?:tax(?:es|ation)?|depreciation|amorti[sz]ation)\b)+)"
)
_CUT = "earnings before interest"
_EARNINGS = "earnings"
_LETTERS = {"tax": "T", "depreciation": "D", "amorti": "A"}


def abbreviated(measure: str, sentence: str) -> str:
    """Return a measure with its earnings before interest and more as one word.

    The commas inside would end the phrase: "adjusted earnings before interest" is none, and neither
    is what stands behind the last comma.

    >>> abbreviated("core earnings before interest", "core earnings before interest and taxes")
    'core EBIT'
    >>> abbreviated("core earnings", "core earnings before interest and taxes rose to 5 from 4")
    'core EBIT'
    >>> abbreviated("earnings", "earnings before interest and tax rose, earnings by the share fell")
    'earnings'
    """
    told = _BEFORE.search(sentence.lower())
    if told is None:
        return measure
    lowered = measure.lower()
    letters = "EBI" + "".join(letter for word, letter in _LETTERS.items() if word in told["more"])
    if lowered.endswith(_CUT):
        return f"{measure[: -len(_CUT)]}{letters}"
    spoken = sentence.lower()
    # told twice, the second may be of other earnings
    is_cut = lowered.endswith(_EARNINGS) and spoken.count(lowered) == 1
    if is_cut and f"{lowered} before interest" in spoken:
        return f"{measure[: -len(_EARNINGS)]}{letters}"
    is_rest = told["more"].endswith(f" {lowered}") and spoken.count(lowered) == 1
    return letters if is_rest else measure
