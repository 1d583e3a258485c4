"""Put the spans of a model right: cut what is no part of the name, leave out what is no name."""

from collections.abc import Callable
from typing import Final

from spacy.tokens import Doc

from newsx.knowledge.cues import cue_words

_NO_NAMES: Final = cue_words("no_names") | cue_words("weekdays")
_DESCRIPTIONS: Final = cue_words("descriptions")
_HONOURS: Final = cue_words("honours")
_AFTER: Final = cue_words("after_company")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_ENDS: Final = frozenset({"'s", "’s", "'", "’", ",", ".", ":", ";", "-"})
_MONEY: Final = frozenset({"cent", "cents", "dollar", "dollars"})


def trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int, str]:
    """Return the tokens and the label of the name inside a span.

    Without article, possessive and description (`Rival Norden AB`); the place alone of
    `California-based company`; with the honour that British copy makes part of a name.
    """
    while start < end and doc[start].text.casefold() in _ARTICLES:
        start += 1
    while start < end and doc[end - 1].text in _ENDS:
        end -= 1
    for place in range(start + 1, end - 1):
        if doc[place].text == "-" and doc[place + 1].text == "based":
            return start, place, "LOC"
    if end - start > 1 and doc[start].is_sent_start and doc[start].text in _DESCRIPTIONS:
        is_split = doc[start + 1].text[:1].isupper()
        start += is_split
    if label == "PERSON" and start and doc[start - 1].text in _HONOURS:
        start -= 1
    return start, end, label


def is_name(doc: Doc, start: int, end: int, label: str, is_known: Callable[[str], bool]) -> bool:
    """Return whether a trimmed span is a name at all.

    Args:
        doc: The text.
        start: First token.
        end: One past the last token.
        label: What the model takes it for.
        is_known: Whether the knowledge base has a name.
    """
    text = doc[start:end].text
    if text in _NO_NAMES or not any(c.isalpha() for c in text):
        return False
    if not any(c.isupper() or c.isdigit() for c in text):
        return is_known(text)
    after = doc[end].text if end < len(doc) else ""
    if label in {"LOC", "GPE"} and after.casefold() in _MONEY:
        return False
    if label != "ORG" or end - start > 1 or not doc[start].is_sent_start or text.isupper():
        return True
    # One capitalised word that opens a sentence: a name if it is known, acts, or comes again.
    if is_known(text) or not after.islower() or after in _AFTER:
        return True
    return any(
        token.text == text and not token.is_sent_start for token in doc if token.i >= end
    ) or any(token.text == text and not token.is_sent_start for token in doc[:start])
