"""Where the clauses of a sentence begin."""

from dataclasses import dataclass

from newsx.knowledge.grammar_words import words
from newsx.resolve.verb_forms import Word

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
            return before.verb == "say" or before.what in {"word", "name"}
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
    before = found[index - 1]
    if before.verb != "say" or index - 1 == begin or found[index].lower in {"by", "to", "in", "at"}:
        return False
    if found[index].what == "figure":
        return False
    return _verb_ahead(found, index)
