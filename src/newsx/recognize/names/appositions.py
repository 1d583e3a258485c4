"""Names that the word before them tells, where the model sees none: `the parcel firm Swiftly`.

A company may be called by a word of the language, or by one that no model has met. What it is
stands in front of it, and then the capital is a name's.
"""

from calendar import month_name
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from newsx.knowledge.cues import cue_words
from newsx.recognize.names.repeats import Name
from newsx.tokens import tokens_of

_MONTHS: Final = frozenset(month_name)
_NOUNS: Final = cue_words("company_heads") - {"company", "business", "rival", "peer"} | {"union"}
_NO_NAMES: Final = (
    cue_words("no_names") | cue_words("weekdays") | cue_words("guess_titles") | _MONTHS
)
_SHORTEST: Final = 4


def apposed(doc: Doc, found: Sequence[Name]) -> Iterator[Name]:
    """Yield the companies of one word that stand behind what they are, and are no name yet.

    The headline tells nothing: there any word may have its capital.
    """
    taken = {place for name in found for place in range(name.start, name.end)}
    text, texts, starts, _ = tokens_of(doc)
    headline = text.find("\n")
    small = {word for word in texts if word.islower()}
    for place, word in enumerate(texts):
        if (
            place > 0
            and texts[place - 1] in _NOUNS
            and place not in taken
            and starts[place] > headline
            and len(word) >= _SHORTEST
            and word.isalpha()
            and word.istitle()
            and not doc[place].is_sent_start
            and word not in _NO_NAMES
            and word.casefold() not in small
            and not _goes_on(texts, place + 1)
        ):
            yield Name(place, place + 1, "ORG")


def _goes_on(texts: Sequence[str], place: int) -> bool:
    """Return whether the word behind may belong to the same name, which then is not one word."""
    after = texts[place] if place < len(texts) else ""
    return after in {"-", "&"} or after[:1].isupper()
