"""Which words the network gives to what a number measures: the encoder writes, the resolver reads.

A measure is often told by words that the text only implies: "fell 3% to 41 cents" is of a price.
Of every number the network says how likely each of a small vocabulary is one of its measure's
words, each by itself.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc

MEASURE: Final = "measure"
"""The head of the network that says it: a column a word."""

_KEY: Final = "newsx_measure_words"


def write_measure_words(doc: "Doc", found: Mapping[int, Mapping[str, float]]) -> None:
    """Write the likely words of numbers to a doc, as plain lists: they survive `to_bytes`.

    Args:
        doc: The doc.
        found: By token of a number, each likely word with its probability.
    """
    doc.user_data[_KEY] = [[place, *of.keys(), *of.values()] for place, of in sorted(found.items())]


def read_measure_words(doc: "Doc") -> dict[int, dict[str, float]]:
    """Return the likely words of the numbers of a doc; none where no network gave any."""
    found: dict[int, dict[str, float]] = {}
    for place, *told in doc.user_data.get(_KEY, ()):
        half = len(told) // 2
        found[place] = dict(zip(told[:half], told[half:], strict=True))
    return found
