"""Verbs and small words that shape a sentence, for reading it without a parser."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from newsx.knowledge import changes
from newsx.knowledge.vocabulary import rows
from newsx.schema import Direction

VerbClass = Literal["be", "auxiliary", "say", "act", "move"]


class Deed(NamedTuple):
    """What a verb says of the money it is about: `took in` inflows, `fined` a fine."""

    direction: Direction | None
    measure: str | None


@cache
def _lists() -> dict[str, list[str]]:
    source = files("newsx.knowledge").joinpath("tables", "sentence_words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words(group: str) -> frozenset[str]:
    """Return a group of `tables/sentence_words.toml`: determiners, pronouns, agents ..."""
    return frozenset(_lists()[group])


@cache
def verbs() -> dict[str, VerbClass]:
    """Return the verb forms in lower case; verbs of change are `move`."""
    found: dict[str, VerbClass] = {}
    for row in rows("verbs"):
        for form in row["forms"].split():
            found.setdefault(form, row["what"])  # type: ignore[arg-type]  # the table holds classes
    for form, meanings in changes.words().items():
        if any(change.what == "verb" for change in meanings):
            found[form] = "move"
    return found


@cache
def deeds() -> dict[str, Deed]:
    """Return what verbs and short phrases in lower case do with money."""
    return {
        row["phrase"]: Deed(row["direction"] or None, row["measure"] or None)  # type: ignore[arg-type]  # the table holds directions
        for row in rows("deeds")
    }
