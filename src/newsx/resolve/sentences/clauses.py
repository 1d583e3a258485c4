"""Where the clauses of a sentence begin."""

import re
from dataclasses import dataclass

from newsx.knowledge.grammar_words import words
from newsx.resolve.sentences.verb_forms import Word

# What stands between a verb of saying and its time, and the days that need nothing between.
_SAID_WHEN = frozenset({"on", "in", "at", "late", "early", "earlier"})
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun|yester|to)day")
_LONG = 4
_BEGINS_PHRASE = words("determiners") | words("pronouns")
_BREAKS = frozenset(',;:()[]—–“”"!?.')


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words with at most one subject: `[begin, stop)` in the sentence's words."""

    begin: int
    stop: int
    verbs: tuple[int, ...]


def clauses_of(found: list[Word]) -> list[Clause]:
    """Return the clauses of a sentence, in order; together they hold every word."""
    starts = [0]
    for index in range(1, len(found)):
        if _opens(found, index, starts[-1]) and index > starts[-1]:
            starts.append(index)
    stops = [*starts[1:], len(found)]
    return [
        Clause(begin, stop, tuple(i for i in range(begin, stop) if found[i].verb))
        for begin, stop in zip(starts, stops, strict=True)
    ]


_AS_BOUND = frozenset(
    {"much", "many", "low", "high", "little", "few", "of", "expected", "well", "part"}
)


def _opens(found: list[Word], index: int, begin: int) -> bool:
    """Tell whether a clause begins at a word."""
    word, before = found[index], found[index - 1]
    if before.what == "mark" and before.text in _BREAKS:
        return True
    if word.what != "word":
        return _after_saying(found, index, begin)
    following = found[index + 1].lower if index + 1 < len(found) else ""
    if word.lower in words("openers"):
        if word.lower == "as":
            return following not in _AS_BOUND and before.lower not in _AS_BOUND
        if word.lower in {"after", "before"}:
            if following in {"tax", "taxes", "interest", "items", "provisions", "charges"}:
                return False
            return any(other.verb for other in found[index + 1 : index + 5])
        if word.lower == "that":
            return before.what in {"word", "name"} or _says_before(found, index, begin)
        return True
    if word.lower in {"and", "or"}:
        verbs_before = [place for place in range(begin, index) if found[place].verb]
        if not verbs_before or not _verb_ahead(found, index + 1):
            return False
        # "exports of goods and services contracted": one subject, unless a figure closed the first
        following_word = found[index + 1] if index + 1 < len(found) else None
        closed = any(other.what in {"figure", "time"} for other in found[verbs_before[-1] : index])
        plain = (
            following_word is not None
            and following_word.what == "word"
            and not (
                following_word.verb
                or following_word.lower in words("determiners")
                or following_word.lower in words("adverbs")
                or following_word.lower in words("pronouns")
            )
        )
        return closed or not plain
    return _after_saying(found, index, begin)


def _verb_ahead(found: list[Word], index: int) -> bool:
    for word in found[index : index + 12]:
        if word.what == "mark" and word.text in _BREAKS:
            return False
        if word.verb:
            return True
        if word.what == "figure" or word.lower in words("openers"):
            return False
    return False


def _after_saying(found: list[Word], index: int, begin: int) -> bool:
    """Tell whether what stands here is what somebody says: "X said | sales fell 5%"."""
    if found[index].what in {"figure", "possessive"} or _is_adjunct(found, index):
        return False
    verb = _before_adjuncts(found, index, begin)
    if found[verb].verb != "say" or verb == begin:
        return False
    return _verb_ahead(found, index)


def _before_adjuncts(found: list[Word], index: int, begin: int) -> int:
    """Return the word before the adjuncts that end at a word: "said | in a note on Friday | it"."""
    place = index - 1
    if found[place].what == "time":
        place -= 1
        while place > begin and found[place].lower in _SAID_WHEN:
            place -= 1
    if found[index].what != "name" and found[index].lower not in _BEGINS_PHRASE:
        return max(place, begin)
    for noun in range(place, max(begin + 2, place - _LONG), -1):
        if found[noun - 1].lower in {"a", "an", "the", "its"} and found[noun - 2].lower == "in":
            return noun - 3 if noun - 3 > begin else place
        if found[noun].what != "word" or found[noun].verb:
            break
    return max(place, begin)


def _says_before(found: list[Word], index: int, begin: int) -> bool:
    """Tell "told investors on Thursday that" from "in the year that"."""
    verbs = [word.verb for word in found[begin + 1 : index] if word.verb]
    return bool(verbs) and verbs[-1] in {"say", "act"}


def _is_adjunct(found: list[Word], index: int) -> bool:
    """Tell "said on Thursday" and "said Thursday its sales" from "said third-quarter sales"."""
    if found[index].lower in {"by", "to", "in", "at"}:
        return True
    place = index
    while place < len(found) and found[place].lower in _SAID_WHEN:
        place += 1
    if place == len(found) or found[place].what != "time":
        return False
    return place > index or _DAY.search(found[place].lower) is not None
