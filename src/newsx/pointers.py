"""Where the network points from a word: the encoder writes it to a doc, the resolver reads it.

A figure's measure, its subject and its time are often words that stand far from it, and so is the
name of whom `she` or `the lender` means, or of whom somebody works for. Of every number, of every
word for a source and of every person's name, the network says which words in sight they are (of its
window, or of how the text begins), or that they stand nowhere, with shares that add up to one.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

FIGURE_LINKS: Final = ("to_measure", "to_subject", "to_period")
"""What a number points at: one link each."""

SOURCE_LINK: Final = "to_speaker"
"""What a word of a source points at: the names of whom it means."""

EMPLOYER_LINK: Final = "to_employer"
"""What the first word of a person's name points at: the names of whom they work for."""

_KEY: Final = "newsx_pointers"


class Pointer(NamedTuple):
    """Where one word points by one link; places are tokens of the doc."""

    place: int
    link: str
    first: int
    end: int
    """Its window, `[first, end)`."""
    nowhere: float
    places: Sequence[int]
    shares: Sequence[float]
    """Of the places, those that have any."""
    opening: int = 0
    """How many of the first tokens of the doc it sees besides: later windows begin with them."""

    @property
    def sight(self) -> tuple[range, ...]:
        """What the word can point at: tokens of its window, before them how the text begins."""
        seen = range(self.opening), range(self.first, self.end)
        return tuple(filter(None, seen))


def write_pointers(doc: "Doc", pointers: Iterable[Pointer]) -> None:
    """Write pointers to a doc, as plain lists: they survive `to_bytes`."""
    doc.user_data[_KEY] = [list(pointer) for pointer in sorted(pointers)]


def read_pointers(doc: "Doc") -> list[Pointer]:
    """Return the pointers of a doc, in order of the text; none where no network gave any."""
    return [Pointer(*values) for values in doc.user_data.get(_KEY, ())]
