"""Which words the network gives to what a number measures: the encoder writes, the resolver reads.

A measure is often told by words that the text only implies: "fell 3% to 41 cents" is of a price.
Of every number the network says how likely each of a small vocabulary is one of its measure's
words, each by itself.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

MEASURE: Final = "measure"
"""The head of the network that says it: a column a word."""

LEAST: Final = 0.005
"""How likely a word is that the network does not give, at most."""

_KEY: Final = "newsx_measure_words"


class MeasureWords(NamedTuple):
    """The words that the network knows, and which it gives to one number."""

    known: tuple[str, ...]
    likely: Mapping[str, float]
    """Those that are not quite unlikely, each with its probability."""


def write_measure_words(
    doc: "Doc", known: Sequence[str], found: Mapping[int, Mapping[str, float]]
) -> None:
    """Write the likely words of numbers to a doc, as plain lists: they survive `to_bytes`.

    Args:
        doc: The doc.
        known: Every word that might be given.
        found: By token of a number, each likely word with its probability.
    """
    rows = [[place, *of.keys(), *of.values()] for place, of in sorted(found.items())]
    doc.user_data[_KEY] = [list(known), *rows]


def read_measure_words(doc: "Doc") -> dict[int, MeasureWords]:
    """Return the words given to the numbers of a doc, by token; none where no network gave any."""
    known, *rows = doc.user_data.get(_KEY, [()])
    words = tuple(known)
    found: dict[int, MeasureWords] = {}
    for place, *told in rows:
        half = len(told) // 2
        likely = dict(zip(told[:half], told[half:], strict=True))
        found[place] = MeasureWords(words, likely)
    return found
