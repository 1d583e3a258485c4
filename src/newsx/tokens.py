"""The tokens of a doc in plain lists, read once: every stage behind the tokenizer asks for them.

spaCy makes an object for each token that is asked for, and joins `doc.text` anew at every call: 1
to 2 ms a thousand words each time, and a dozen components and resolvers ask.
"""

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Tokens(NamedTuple):
    """The tokens of a doc, each in its place."""

    text: str
    """All of them with what is between, as `doc.text`."""
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    """Offset of the first character of each."""
    ends: tuple[int, ...]
    """One past the last character of each."""


_READ: "WeakKeyDictionary[Doc, Tokens]" = WeakKeyDictionary()


def tokens_of(doc: "Doc") -> Tokens:
    """Return the tokens of a doc; components may write to it, but not part or join its tokens."""
    found = _READ.get(doc)
    if found is None or len(found.texts) != len(doc):
        found = _READ[doc] = _read(doc)
    return found


def _read(doc: "Doc") -> Tokens:
    strings = doc.vocab.strings
    texts = tuple(strings[orth] for orth in doc.to_array("ORTH").tolist())
    spaces = doc.to_array("SPACY").tolist()
    lengths = [len(text) + space for text, space in zip(texts, spaces, strict=True)]
    starts = tuple(accumulate(lengths, initial=0))[:-1]
    ends = tuple(start + len(text) for start, text in zip(starts, texts, strict=True))
    text = "".join([text + " " * space for text, space in zip(texts, spaces, strict=True)])
    return Tokens(text, texts, starts, ends)
