"""Plain noun phrases of a sentence: those that name nobody."""

from collections.abc import Iterator
from typing import Final

from newsx.resolve.sentences.page import Page

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ"})
_INSIDE: Final = frozenset({"amod", "compound", "flat", "punct", "nmod", "nummod"})
_OF_ANOTHER: Final = frozenset({"amod", "compound", "flat", "fixed", "nummod", "det"})
_UNLED: Final = frozenset({"NUM", "SYM", "DET"})
_JOINTS: Final = frozenset({"-", "–", "/", "&"})


def noun_phrases(page: Page, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield `[first, end)` of phrases in tokens `[begin, stop)`: the head last, no article.

    The noun that a figure counts is one ("70 blank-check firms"), its amount is not.
    """
    for head in range(begin, stop):
        is_amount = head in page.figure_of and head - 1 not in page.figure_of
        if (
            page.parts[head] not in _NOUNS
            or page.relations[head] in _OF_ANOTHER
            or head in page.name_of
            or is_amount
        ):
            continue
        first = head
        while first > begin and _leads(page, first - 1, first, head):
            first -= 1
        while first < head and page.texts[first] in _JOINTS:
            first += 1
        yield first, head + 1


def _leads(page: Page, place: int, first: int, head: int) -> bool:
    """Tell whether a token goes on with a phrase to the left of `[first, head]`."""
    if page.texts[place] in _JOINTS:
        return True
    if page.texts[first] in _JOINTS and page.parts[place] == "NUM":
        # "two-year swaps" are no year swaps; "up 20 - swaps" are two things
        return page.starts[place] + len(page.texts[place]) == page.starts[first]
    if page.parts[place] in _UNLED or page.relations[place] not in _INSIDE:
        return page.texts[first] in _JOINTS and page.parts[place] in _NOMINAL
    return first <= page.heads[place] <= head
