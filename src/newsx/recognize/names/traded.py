"""Companies that the model missed and their shares tell: `Oracle shares rose`, `stock in Visa`."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from newsx.recognize.names.repeats import Name
from newsx.tokens import tokens_of

_BEHIND: Final = frozenset({"shares", "stock", "shareholders"})
_BEFORE: Final = (("shares", "of"), ("shares", "in"), ("stock", "of"), ("stock", "in"))
_LONGEST: Final = 3


def traded(doc: Doc, found: Sequence[Name], is_issuer: Callable[[str], bool]) -> Iterator[Name]:
    """Yield known companies beside the word for their shares, where no name was found.

    Args:
        doc: The text.
        found: Names of the text, of all sorts.
        is_issuer: Whether the knowledge base has a listed company of a name.
    """
    texts = tokens_of(doc).texts
    taken = {place for name in found for place in range(name.start, name.end)}
    small = {word for word in texts if word.islower()}

    def is_capital(place: int) -> bool:
        return 0 <= place < len(texts) and place not in taken and texts[place][:1].isupper()

    def known(start: int, end: int) -> bool:
        alone = end - start == 1
        if alone and (texts[start].isupper() or texts[start].casefold() in small):
            return False
        return is_issuer(doc[start:end].text)

    for place, word in enumerate(texts):
        if word in _BEHIND:
            start = place
            while is_capital(start - 1) and place - start < _LONGEST:
                start -= 1
            longer = is_capital(start - 1) or (start and start - 1 in taken)
            if start < place and not longer and known(start, place):
                yield Name(start, place, "ORG")
        elif is_capital(place) and tuple(texts[max(0, place - 2) : place]) in _BEFORE:
            end = place + 1
            while is_capital(end) and end - place < _LONGEST:
                end += 1
            if not is_capital(end) and end not in taken and known(place, end):
                yield Name(place, end, "ORG")
