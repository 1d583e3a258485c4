"""Find which entity a stretch of text names."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from newsx.schema import Mention


class MentionIndex:
    """Mentions of one article, by place. Mentions never overlap.

    Args:
        mentions: In order of the text.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = tuple(mentions)
        self._starts = [mention.start for mention in mentions]
        self._ends = [mention.end for mention in mentions]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that touch `[start, end)`, in order of the text."""
        return self._mentions[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
