"""What passes from a claim's spans and tree to those that read how it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsx.schema import ClaimForm


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
