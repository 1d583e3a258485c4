"""A tie between two names of a text, and what all that look for ties share."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from newsx.knowledge.cues import cue_words
from newsx.schema import EntityType, Mention, RelationKind

# Behind a name that owns what follows: `Velmora’s`, `the miners’`.
POSSESSIVE: Final = "['’]s?"
PLACES: Final = frozenset[EntityType]({"GPE", "NORP", "LOC"})
_HEADS: Final = sorted(cue_words("company_heads"), key=len, reverse=True)
COMPANY_HEADS: Final = f"(?:{'|'.join(_HEADS)})s?"
# `the can maker Oberon Hale`, `its Danish rival Lund`: words that only describe the name behind.
DESCRIBED: Final = (
    r"(?:(?!(?:of|in|for|by|to|and|or|with|from|than|at|on|against|as|that|which|who)\b)"
    r"[\w’'-]+ ){0,4}"
)


class Tie(NamedTuple):
    """A tie, told by the words between two names."""

    kind: RelationKind
    subject: Mention
    object: Mention
    confidence: float
    role: str | None = None


def by_sentence(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Yield the mentions of each sentence; those of places, which only describe, are left out."""
    named = (mention for mention in mentions if mention.type not in PLACES)
    for _, group in groupby(named, key=lambda mention: mention.sentence):
        yield list(group)
