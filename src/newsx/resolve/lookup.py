"""Find which entity a stretch of text names."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsx.schema import Mention


class MentionIndex:
    """Mentions of one article, by place. Mentions never overlap.

    Args:
        mentions: In order of the text.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = tuple(mentions)
        self._ends = [mention.end for mention in mentions]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that touch `[start, end)`, in order of the text."""
        first = bisect_left(self._ends, start + 1)
        found = []
        for mention in self._mentions[first:]:
            if mention.start >= end:
                break
            found.append(mention)
        return tuple(found)
