"""What stands in each sentence of a text: its figures, times and names as single words."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsx.grammar.amount import Amount
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.sentences.sentence import Sentence
from newsx.resolve.sentences.verb_forms import Piece
from newsx.schema import Mention, Period

_PLACES = frozenset({"GPE", "LOC", "NORP"})
# "the Oslo-based lender": the place is no name here
_SAYS_WHICH = re.compile(r"[-‐‑]based\b")
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:, [A-Z][\w. ]{1,24})?"
    r"(?: \([A-Z][\w .]{1,30}\))? ?(?:--|[-–—]) ?(?=\S)"
)


class Layout:
    """The rows of one text, by place.

    Args:
        text: The text of the article.
        amounts: Figures as read, in order.
        periods: Times, in order.
        mentions: Names.
        tags: Universal parts of speech by the first character of a word, where there are any.
    """

    def __init__(
        self,
        text: str,
        amounts: Sequence[Amount],
        periods: Sequence[Period],
        mentions: MentionIndex,
        tags: Mapping[int, str] | None = None,
    ) -> None:
        self._text = text
        self._amounts = [(amount.start, amount.end) for amount in amounts]
        self._periods = [(period.start, period.end) for period in periods]
        self._mentions = mentions
        self._tags = tags

    def has_figures(self, begin: int, stop: int) -> bool:
        """Tell whether a figure begins in `[begin, stop)`."""
        return bool(_between(self._amounts, begin, stop))

    def names(self, begin: int, stop: int) -> tuple[Mention, ...]:
        """Return the mentions of a sentence; a name's word says which of them it is."""
        return self._mentions.within(begin, stop)

    def sentence(self, begin: int, stop: int) -> Sentence:
        """Return the sentence `[begin, stop)`; its figures and times know their numbers."""
        pieces = [
            Piece(*self._amounts[row], "figure", row)
            for row in _between(self._amounts, begin, stop)
        ]
        pieces += [
            Piece(*self._periods[row], "time", row) for row in _between(self._periods, begin, stop)
        ]
        pieces += [
            Piece(mention.start, mention.end, "name", row)
            for row, mention in enumerate(self.names(begin, stop))
            if mention.type not in _PLACES or not _SAYS_WHICH.match(self._text, mention.end)
        ]
        return Sentence(self._text, begin, stop, pieces, self._tags)


def after_dateline(text: str) -> int:
    """Return where the text begins after "OSLO, Feb 3 (Agency) - ", which says nothing itself.

    >>> after_dateline("OSLO, Feb 3 (Agency) - Sales fell."), after_dateline("Sales fell.")
    (23, 0)
    """
    match = _DATELINE.match(text)
    return match.end() if match is not None else 0


def _between(places: Sequence[tuple[int, int]], begin: int, stop: int) -> range:
    """Return the numbers of the places that begin in `[begin, stop)`."""
    return range(bisect_left(places, (begin, 0)), bisect_left(places, (stop, 0)))
