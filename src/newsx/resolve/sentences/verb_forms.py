"""Which words of a sentence are verbs, as far as its surface shows it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from newsx.knowledge import changes
from newsx.knowledge.grammar_words import VerbClass, verbs, words

What = Literal["word", "figure", "time", "name", "mark", "possessive"]

_PAST = re.compile(r"\w+ed$")
_NOUNS = frozenset({"NOUN", "PROPN"})


class Piece(NamedTuple):
    """A stretch of a sentence that is one word: a figure, a time, a name."""

    start: int
    end: int
    what: What
    row: int


class Word(NamedTuple):
    """One word of a sentence."""

    start: int
    end: int
    text: str
    lower: str
    what: What
    row: int
    """Which figure, time or name it is; -1 for plain words."""
    verb: VerbClass | Literal[""] = ""


def with_verbs(found: list[Word], tags: Mapping[int, str] | None) -> list[Word]:
    """Return the words with the class of those that are verbs.

    Args:
        found: The words of a sentence.
        tags: Universal part-of-speech tags by first character, where the pipeline gives any.
    """
    tagged = list(found)
    for index, word in enumerate(found):
        if word.what == "word":
            kind = _verb(tagged, index)
            if kind and not _is_tagged_noun(word, tags):
                tagged[index] = word._replace(verb=kind)
    for index, word in enumerate(tagged):
        if word.what == "figure" and change_of(word) is not None:
            # "profit more than doubled": the figure is the verb
            tagged[index] = word._replace(verb="move")
        elif _is_reduced(tagged, index):
            tagged[index] = word._replace(verb="")
    return tagged


def _is_tagged_noun(word: Word, tags: Mapping[int, str] | None) -> bool:
    """Tell the nouns of "wages rose 4% and prices 2%" from the verbs they are spelt like.

    A tag that says verb is no help: taken at its word, it cost as much as it gave.
    """
    if tags is None or word.lower in _IRREGULAR_PAST:
        return False
    return tags.get(word.start) in _NOUNS


def _is_reduced(found: list[Word], index: int) -> bool:
    """Tell a participle that describes a noun: "net cash provided by operations rose"."""
    word = found[index]
    if not word.verb or not _is_past(word.lower) or index + 1 >= len(found) or not index:
        return False
    if word.verb == "say" and _is_speaker(found[index - 1]):
        return False
    if (
        found[index + 1].lower not in {"by", "in", "from", "for", "on", "to"}
        or found[index - 1].verb
    ):
        return False
    for later in found[index + 2 : index + 9]:
        if later.what in {"figure", "mark"} or later.lower in words("conjunctions"):
            return False
        if later.verb in {"move", "be"}:
            return True
    return False


def _is_speaker(word: Word) -> bool:
    """Tell who says something from what is said: "the bank announced", "the plan announced"."""
    return (
        word.what == "name"
        or word.lower in words("agents")
        or word.lower in words("pronouns")
        or word.text[0].isupper()
    )


_BETWEEN_SUBJECT_AND_VERB = words("between_subject_and_verb")

_NOUN_BEFORE = words("noun_before")

_VERB_AFTER = words("verb_after")


def _verb(found: list[Word], index: int) -> VerbClass | Literal[""]:
    word = found[index]
    kind = verbs().get(word.lower)
    place = index - 1
    while place > 0 and found[place].lower in _BETWEEN_SUBJECT_AND_VERB:
        place -= 1
    before = found[place] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    if kind in {"be", "auxiliary"} and word.lower in _PLAIN_BE:
        return kind
    if kind is None:
        return _unknown(word, before, after)
    led = before is not None and (before.lower == "to" or before.lower in _PLAIN_BE)
    if led:
        return kind
    past = _is_past(word.lower)
    if before is not None and (
        (before.lower in words("determiners") and before.lower not in words("pronouns"))
        or (before.lower in words("adjectives") and not (past and _ends_phrase(after)))
        or before.what == "possessive"
    ):
        return ""
    if word.lower in _SAME_IN_PAST:
        return kind if _is_invariant_verb(before, after) else ""
    if past:
        return "" if _only_describes(word, before, after) else kind
    if word.lower.endswith("ing"):
        return "" if _describes_next(word, after) or _is_gerund(found, index) else kind
    if _is_governed(found, index):
        return ""
    return kind if _is_present(word, before, after) else ""


def _only_describes(past: Word, before: Word | None, after: Word | None) -> bool:
    """Tell the participle of "adjusted profit" from the verb of "Norrland adjusted its price"."""
    acting = before is not None and (
        before.what in {"name", "time"}
        or before.text[0].isupper()
        or before.lower in words("agents")
        or before.lower in words("pronouns")
    )
    if acting and past.lower in _REPORTING:
        return False
    if after is None or after.lower in words("prepositions"):
        return False
    if past.lower in words("adjectives") and after.what in {"word", "time"}:
        return True
    return before is not None and before.lower in _NOUN_BEFORE and after.what == "word"


def _describes_next(word: Word, after: Word | None) -> bool:
    """Tell "rising prices" from "raising its prices"."""
    return (
        word.lower in words("adjectives")
        and after is not None
        and after.what == "word"
        and after.lower not in words("pronouns")
        and after.lower not in words("determiners")
    )


def _ends_phrase(after: Word | None) -> bool:
    """Tell "spending fell 4%", "lending increased to" from "adjusted increased sales"."""
    return after is None or after.what != "word" or after.lower in _VERB_AFTER


def _is_governed(found: list[Word], index: int) -> bool:
    """Tell a noun whose verb stands before it: "to raise interest rates by a quarter point"."""
    for word in reversed(found[max(0, index - 5) : index]):
        if word.what in {"mark", "figure"} or word.lower in words("conjunctions"):
            return False
        if word.verb == "move":
            return word.lower not in words("adjectives")
        if word.lower in verbs() and _is_past(word.lower) and verbs()[word.lower] != "say":
            return word.lower not in words("adjectives")
    return False


def _is_gerund(found: list[Word], index: int) -> bool:
    """Tell "all short selling" and "the cost of living" from a participle."""
    before = found[index - 1] if index else None
    second = found[index - 2] if index > 1 else None
    if before is None or before.what != "word" or before.verb:
        return False
    after = found[index + 1] if index + 1 < len(found) else None
    if after is not None and (
        after.what in {"figure", "name"} or after.lower in words("determiners")
    ):
        return False
    return (
        second is not None
        and (second.lower == "of" or second.lower in words("determiners"))
        and not before.lower.endswith("s")
    )


_NEVER_NOUNS = words("never_nouns")
_ALWAYS_VERBS = words("always_verbs")

_ALWAYS_VERBS_PLURAL = words("always_verbs_plural")

_SAME_IN_PAST = words("same_in_past")

_SPELT_ALIKE = words("spelt_like_change")


def _is_invariant_verb(before: Word | None, after: Word | None) -> bool:
    """Tell "the bank cut its rate" and "shed 198 points" from "a cut of 5%" and "a rate cut"."""
    if before is None or before.what in {"mark", "figure", "time"} or before.lower in _NOUN_BEFORE:
        return False
    if after is None or after.what == "mark":
        return False
    return (
        after.what in {"figure", "name", "time"}
        or after.lower in _VERB_AFTER
        or (
            before.what == "name"
            or before.lower in words("agents")
            or before.lower in words("pronouns")
            or after.lower in words("adverbs")
        )
    )


def _is_present(word: Word, before: Word | None, after: Word | None) -> bool:
    """Tell a verb in the present from the noun it is spelt like: "profit rises 5%", "a rise"."""
    if word.lower in _NEVER_NOUNS or _only_moves(word.lower):
        return before is None or before.lower not in _NOUN_BEFORE
    if word.lower in _ALWAYS_VERBS_PLURAL and before is not None:
        return (
            before.lower.endswith("s") or before.what == "name" or before.lower in words("pronouns")
        )
    if word.lower in _ALWAYS_VERBS and (before is None or before.what in {"mark", "time"}):
        return after is not None and after.what != "mark"
    if before is None or before.what in {"mark", "figure", "time"} or before.lower in _NOUN_BEFORE:
        return False
    if before.lower in {"it", "they", "he", "she", "we", "i", "which", "who", "that"}:
        return True
    if before.lower in words("adjectives") or before.lower in words("conjunctions"):
        return (
            before.lower in {"and", "or"}
            and after is not None
            and (after.what == "figure" or after.lower in words("determiners"))
        )
    third = word.lower.endswith("s")
    plural = before.lower.endswith("s") and not before.lower.endswith("ss")
    if third == plural and before.what == "word":
        return False
    if before.lower in words("agents"):
        return True
    if after is None or after.what == "mark":
        return False
    return (
        after.what in {"figure", "name", "time"}
        or after.lower in _VERB_AFTER
        or after.lower in words("adverbs")
    )


@cache
def _moves_alone() -> frozenset[str]:
    """Return the forms of verbs of change that no noun is spelt like: raises, reduce, shrink."""
    nouns = {
        form
        for form, found in changes.words().items()
        if any(change.what == "noun" for change in found)
    }
    return frozenset(
        form
        for form, found in changes.words().items()
        if any(change.what == "verb" for change in found)
        and not {form, form.removesuffix("s"), form.removesuffix("es")} & (nouns | _SPELT_ALIKE)
    )


def _only_moves(word: str) -> bool:
    return word in _moves_alone()


_PLAIN_BE = words("plain_be")

_REPORTING = words("reporting")

_IRREGULAR_PAST = words("irregular_past")


def _is_past(word: str) -> bool:
    return word in _IRREGULAR_PAST or (word.endswith("ed") and len(word) > len("need"))


def _unknown(word: Word, before: Word | None, after: Word | None) -> VerbClass | Literal[""]:
    """Guess a verb the table lacks: a word in -ed after a noun and before its object."""
    if (
        not _PAST.match(word.lower)
        or word.lower in words("adjectives")
        or len(word.lower) <= len("need")
    ):
        return ""
    if before is None or before.what not in {"word", "name"}:
        return ""
    if before.lower in words("determiners") or before.lower in words("prepositions"):
        return ""
    if after is not None and (
        after.what in {"figure", "name"}
        or after.lower in _VERB_AFTER
        or after.lower in words("determiners")
    ):
        return "act"
    return ""


def change_of(word: Word) -> changes.Change | None:
    """Return what a word says of how a measure moved, as a verb."""
    for change in changes.words().get(word.lower, ()):
        if change.what == "verb":
            return change
    return None
