"""People without a name whom a sentence opens with: `Another Oslo broker was blunter`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge import grammar_words
from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.resolve.people.head_nouns import WORD
from newsx.schema import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

# "A buyer for a mill settled", "SEOUL - In the shop, an assistant is restacking".
_OPENING: Final = re.compile(
    r"\s*(?:[A-Z]{3,}[^-–—\n]{0,30}[-–—]{1,2} )?(?:(?:In|At|On|Inside|Outside) [^,.;:\n]{3,80}, )?"
    r"(?P<who>(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:[\w’'-]+ ){0,4}[\w’'-]+)"
)
_ARTICLES: Final = frozenset({"a", "an", "the"})
_ENDS: Final = (
    words_of("prepositions") | words_of("conjunctions") | words_of("auxiliaries")
    | words_of("finite_verbs")
)  # fmt: skip
_WORD_AFTER: Final = re.compile(r"(?P<comma>,)|\s+(?P<word>[\w’'-]+)")
_RELATIVE: Final = re.compile(r", (?:who|whose)\b[^,.;]*")
_SENTENCE_ENDS: Final = re.compile(r"[.!?][”\"’']?\s+$")
_BE: Final = words_of("be")
_PAST: Final = grammar_words.words("irregular_past")
# Of one person in the present, or of the past: the base form behind a title is a noun.
_VERBS: Final = _PAST | {
    verb
    for verb in words_of("finite_verbs") - words_of("homographs")
    if f"{verb}s" not in words_of("finite_verbs")
}
_HELPERS: Final = words_of("auxiliaries") - {"'s", "’s"}
_LATER: Final = words_of("modals") - {"to"}
_SKIPPED: Final = words_of("adverbs")
_MAY_FOLLOW: Final = _HELPERS | _SKIPPED | words_of("prepositions") | {"who", "whose"}
_ASKED: Final = 2


def unnamed_before(text: str, begins: Sequence[int], start: int) -> Source | None:
    """Return the person whom this sentence, or the one before, opens with and tells of.

    Args:
        text: The article's.
        begins: Where sentences begin, in order.
        start: Where the last of them is read up to.
    """
    opens = bool(begins) and _SENTENCE_ENDS.search(text[begins[-1] : start]) is not None
    asked = begins[-1:] if opens else begins[-_ASKED:]
    for begin, stop in zip(reversed(asked), (start, *reversed(asked)), strict=False):
        opening = _OPENING.match(text, begin, stop)
        words = list(WORD.finditer(opening["who"])) if opening is not None else []
        end = _end_of_title([word[0].lower() for word in words])
        if opening is not None and end:
            first, last = opening.start("who"), opening.start("who") + words[end].end()
            if not _is_told_of(text[last:stop]):
                continue
            bare = words[0][0].lower() in _ARTICLES
            name = text[first + words[1].start() if bare else first : last]
            return Source(start=first, end=last, text=text[first:last], name=name, type="person")
    return None


def _is_told_of(rest: str) -> bool:
    """Tell whether a sentence goes on about the person whose title it opens with.

    `A broker was blunter`, not `An investor day is planned`; nor who is yet to come, or what may
    be no person: `A buyer has yet to be found`, `A minister will speak`, `The assistant is used`.
    """
    behind = _WORD_AFTER.match(rest)
    if behind is None:
        return False
    word = (behind["word"] or "").lower()
    if not behind["comma"] and not (_acts(word) or word in _MAY_FOLLOW):
        return False
    words = [one[0].lower() for one in WORD.finditer(_RELATIVE.sub("", rest, count=1))]
    place = next((at for at, one in enumerate(words) if _acts(one) or one in _HELPERS), None)
    if place is None or words[place] not in _HELPERS:
        return True
    after = [one for one in words[place + 1 :] if one not in _SKIPPED]
    if words[place] in _LATER or "yet" in words[place + 1 : place + 2]:
        return False
    helped = after[1:2] if after[:1] == ["been"] else after[:1]
    is_be = words[place] in _BE or after[:1] == ["been"]
    return not (is_be and helped and (_acts(helped[0]) or helped[0].endswith("en")))


def _acts(word: str) -> bool:
    return word in _VERBS or word.endswith("ed")


def _end_of_title(words: Sequence[str]) -> int | None:
    """Return the last word of a title behind its article: `another Oslo broker`."""
    last = None
    for place, word in enumerate(words[1:], start=1):
        if word in role_heads():
            last = place
        elif last is not None or word in _ENDS:
            break
    return last
