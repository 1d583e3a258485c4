"""Words that are a multiple by themselves: "doubled", "halves its payout", "twice the size".

The same words name matches, crossings and repetitions: "men's doubles", "asked twice".
"""

import re

from newsx.grammar.amount import Amount
from newsx.knowledge import multiples

_WORD = re.compile(r"[a-z]+")
_COMPARED = re.compile(
    r" (?:(?:the|its|their|his|her|our|that|those|what|as (?:much|many|large|big|high|fast|likely)"
    r"|last)\b)"
)
# "Nearly triple February's tally"; but "the triple crown's prize".
_SOMEBODYS = re.compile(r" (?:[a-z]+[ ])?[a-z]+['’]s[ ]")
_DETERMINED = re.compile(r"\b(?:a|an|the|both|its|their|his|her|our|this|that) $")
# "Double from a year ago"; but "raised twice since May" is how often.
_SINCE = re.compile(r" (?:from|to|in|over|since|by)\b")
_OBJECT = re.compile(
    r"(?: (?!(?:down|up|as|and|or|of|for|with|on|at|match|matches|title|final)\b)[a-z]|\n|$"
    r"|[.,;](?=[ \n]))"
)
# "Both halves", "in two halves", "second halves": no verb.
_NOUN_BEFORE = re.compile(r"\b(?:the|both|two|its|their|into|in|of|first|second) $")
# "Could double again", "on course to triple": an infinitive that needs no object.
_MAY = re.compile(
    r"\b(?:to|will|would|could|can|may|might|should|must|not) (?:(?:more than|almost|nearly|about"
    r"|roughly|at least|again) )?$"
)
_ACTS = re.compile(r"(?:[.,;]|$|\n| (?!(?:down|up|as|and|or|check|digit|tax)\b)[a-z])")


def multiple_word(lowered: str, start: int) -> Amount | None:
    """Return the multiple that the word at `start` of a text in lower case is, or None."""
    word = _WORD.match(lowered, start)
    meaning = multiples.words().get(word.group()) if word is not None else None
    if word is None or meaning is None:
        return None
    if meaning.when != "always" and not _multiplies(lowered, word, meaning.when):
        return None
    return Amount(
        start, word.end(), "multiple", meaning.value, words=True,
        number=word.span(), mantissa=meaning.value,
    )  # fmt: skip


def _multiplies(lowered: str, word: re.Match[str], when: str) -> bool:
    """Tell whether a word that may be no multiple is one here."""
    if _COMPARED.match(lowered, word.end()):
        return True
    if _SOMEBODYS.match(lowered, word.end()):
        return _DETERMINED.search(lowered, max(0, word.start() - 8), word.start()) is None
    if word.group() == "twice":
        return False
    if _SINCE.match(lowered, word.end()):
        return True
    if when == "change":
        if _NOUN_BEFORE.search(lowered, max(0, word.start() - 8), word.start()):
            return False
        return _OBJECT.match(lowered, word.end()) is not None
    may = _MAY.search(lowered, max(0, word.start() - 30), word.start()) is not None
    return may and _ACTS.match(lowered, word.end()) is not None
