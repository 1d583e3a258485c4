"""Figures without a verb of their own: lists, labels and clauses that leave the verb out.

"The S&P 500 gained 1.2%, the Nasdaq 2.3%"; "Revenue: $1.09 billion"; "Tidewell up 3p at 71p".
"""

from typing import NamedTuple

from newsx.knowledge.grammar_words import words
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import PASSED, Owners, Phrase

_LEADS = frozenset({"at", "to", "from", "by", "off"})
_MARKS = frozenset({":", "(", "=", "|"})
_JOINS = frozenset({"and", "or", "while", "but", "with", "plus", "versus"})


class Label(NamedTuple):
    """What stands before a figure instead of a clause."""

    phrase: Phrase
    is_named: bool
    """Whether it names somebody or something, and not what is measured."""


def label_of(owners: Owners, index: int, clause: Clause) -> Label | None:
    """Return the phrase a figure follows at once, where no verb stands between or before."""
    found = owners.words
    place = index
    while place > clause.begin and found[place - 1].lower in PASSED | _LEADS:
        place -= 1
    floor = clause.begin
    if place == floor:
        place, floor = _before_colon(owners, floor)
    for position in range(floor, place):
        if found[position].lower in _JOINS or found[position].what == "figure":
            floor = position + 1
    if place <= floor or any(word.verb for word in found[floor:index]):
        return None
    first = floor
    while first < place and _leads(found[first].lower, found[first].what):
        first += 1
    # "Profit before tax £6.4m": a label may hold prepositions, but it does not begin with one
    phrase = found[first:place]
    if not phrase or phrase[0].lower in words("prepositions"):
        return None
    if any(word.what == "mark" or word.lower in words("pronouns") for word in phrase):
        return None
    if phrase[-1].what in {"possessive", "time"} or not _ends(phrase[-1].lower):
        return None
    following = found[index + 1].lower if index + 1 < len(found) else ""
    if following == "of":
        return None
    named = owners.is_owner(first, place) or owners.is_traded(first, place)
    return Label((first, place), named)


def _before_colon(owners: Owners, begin: int) -> tuple[int, int]:
    """Return where the words before a colon end and begin, for "Revenue: $1.09 billion"."""
    if begin <= 1 or owners.words[begin - 1].text not in _MARKS:
        return begin, begin
    clause = owners.sentence.clauses[owners.sentence.clause_of(begin - 2)]
    return begin - 1, clause.begin


def _ends(word: str) -> bool:
    return word not in words("adverbs") and word not in words("prepositions")


def _leads(word: str, what: str) -> bool:
    return (
        what in {"mark", "time"}
        or word in words("determiners")
        or word in words("conjunctions")
        or word in words("adverbs")
    )
