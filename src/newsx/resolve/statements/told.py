"""What passes from a claim's spans and tree to those that read how it is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Span

    from newsx.meanings import Meanings
    from newsx.schema import ClaimForm

_ASKED: Final = {
    "kind": "kind",
    "modality": "modality",
    "polarity": "polarity",
    "forward_looking": "outlook",
}
"""Of the questions that a statement answers, those that the network is asked, by its name."""


def heard_of(spans: Sequence[Span], meanings: Meanings) -> dict[str, dict[str, float]]:
    """Return how the network takes a claim: by question, the logarithm of each answer's share.

    Args:
        spans: The parts of its content.
        meanings: How the network takes the words of its article.
    """
    tokens = [token.i for span in spans for token in span if not token.is_space]
    if not tokens:
        return {}
    found = ((question, meanings.of(head, tokens)) for question, head in _ASKED.items())
    return {question: shares for question, shares in found if shares}


class Told(NamedTuple):
    """One claim as it is told: what its reading goes by."""

    text: str
    """Its words; the parts of an interrupted claim joined by spaces."""
    form: ClaimForm
    lemma: str | None
    """Base form of its cue; None where no word hands it over."""
    figures: int
    """How many figures stand in it."""
    source: str = ""
    """The words that name its source."""
    cue_negated: bool = False
    """Whether the source is said not to say it: `does not expect`."""
    column: bool = False
    """Whether the article speaks of itself as I."""
    grammar: tuple[str, ...] = ()
    """What its tree says, as `predicates.predicate` returns it."""
    timing: tuple[str, ...] = ()
    """When it plays, as `predicates.timing` returns it."""
    heard: Mapping[str, Mapping[str, float]] = MappingProxyType({})
    """How the network takes its words, as `heard_of` returns it."""
