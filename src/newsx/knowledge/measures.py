"""The usual names of what financial news measures: revenue, share price, policy rate.

`tables/measures.csv` holds one measure a row: who has it, the nouns without which no text tells of
it, and the words it goes by;
`tables/traded.csv` holds what has a price of its own, with the name of that price. Both are the
places to add to.
"""

import re
from functools import cache
from typing import NamedTuple

from newsx.knowledge.vocabulary import rows

_TOKEN = re.compile(r"[\w%&/.'’-]*\w")


class Traded(NamedTuple):
    """What the level of a traded thing is called."""

    name: str
    """The usual name: "index level", "exchange rate"."""
    noun: str
    """The word that follows the thing itself: "Brent crude price"; empty for a name of its own."""


@cache
def _names() -> dict[tuple[str, ...], str]:
    return {
        tuple(form.split()): row["name"]
        for row in rows("measures")
        for form in row["forms"].split("|")
    }


@cache
def _longest() -> int:
    return max(map(len, _names()))


def name_of(measure: str) -> str | None:
    """Return the usual name of a measure in words; its head decides, then its longest part.

    >>> name_of("Consolidated net profit"), name_of("Net sales in Asia"), name_of("crowd")
    ('net income', 'revenue', None)
    """
    tokens = _TOKEN.findall(measure.lower())
    cut = next((place for place, token in enumerate(tokens) if place and token in _LINKS), None)
    whole = _ending(tokens, len(tokens), least=1 if cut is None else 2)
    if whole is not None or cut is None:
        return whole
    return _ending(tokens, cut) or _within(tokens)


@cache
def usual_names() -> tuple[str, ...]:
    """Return the usual names of measures, in order of the table."""
    return tuple(row["name"] for row in rows("measures"))


@cache
def _owners() -> dict[str, str]:
    return {row["name"]: row["of"] for row in rows("measures")}


def owner_of(name: str | None) -> str:
    """Return what has a measure of a usual name; an empty string where that is open.

    A `company`, an `economy`, `either`, or who is `rated` and never who rates.
    """
    return _owners().get(name or "", "")


@cache
def needs() -> dict[frozenset[str], frozenset[str]]:
    """Return the nouns without which no text tells of a measure, by the words of its usual name.

    An article that has no word of rates has no policy rate either.
    """
    return {
        frozenset(row["name"].split()): frozenset(row["needs"].split())
        for row in rows("measures")
        if row["needs"]
    }


_LINKS = frozenset(
    {"of", "in", "for", "from", "on", "at", "to", "by", "with", "across", "excluding", "before"}
)


def _ending(tokens: list[str], end: int, *, least: int = 1) -> str | None:
    """Return the name of the longest measure whose words end before `end`."""
    for length in range(min(_longest(), end), least - 1, -1):
        name = _names().get(tuple(tokens[end - length : end]))
        if name is not None:
            return name
    return None


def _within(tokens: list[str]) -> str | None:
    """Return the name of the longest measure of two words or more among the tokens."""
    for length in range(min(_longest(), len(tokens)), 1, -1):
        for start in range(len(tokens) - length + 1):
            name = _names().get(tuple(tokens[start : start + length]))
            if name is not None:
                return name
    return None


@cache
def _traded() -> tuple[dict[str, Traded], dict[str, Traded]]:
    by_word: dict[str, Traded] = {}
    by_type: dict[str, Traded] = {}
    for row in rows("traded"):
        traded = Traded(row["name"], row["noun"])
        by_word |= dict.fromkeys(row["words"].split(), traded)
        by_type |= dict.fromkeys(row["types"].split(), traded)
    return by_word, by_type


def traded_word(word: str) -> Traded | None:
    """Return what the level of the thing that a word in lower case names is called."""
    return _traded()[0].get(word)


def traded_type(label: str) -> Traded | None:
    """Return what the level of a name of this type is called: of an INDEX, a CURRENCY."""
    return _traded()[1].get(label)
