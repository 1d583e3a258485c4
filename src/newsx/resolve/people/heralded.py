"""Whom a lead tells of by title before it names them: `..., its chief executive told a meeting`.

News often opens with what somebody said and who that was by office, and names the speaker in the
paragraph after: `"I sell time," Cuthbert Ong said`. Nobody else may be named in between.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.grammar.nouns import singular
from newsx.knowledge.speech import cue_verbs
from newsx.resolve.people.head_nouns import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.people.roles import Post
    from newsx.schema import Mention

_PARAGRAPHS: Final = 2
"""After the lead, in which the name has to follow."""
_SPEAKS_AFTER: Final = re.compile(r"(?:, [^,.;\n]{1,60},)? (?:\w+ly |also |has |had )?(\w+)")
# "Said Bo Lind, a passenger", "said Ana Ruiz of Lindal Bank": somebody else.
_INTRODUCED: Final = re.compile(r",? (?:of|at|from|with|for) |, (?:an?|the|who|whose|one|\d)\b")
_QUOTES: Final = "“\"‘'"
_SPEAKS_BEFORE: Final = re.compile(r"(\w+) $")
_ALIKE: Final = {"boss": ("chief",), "chief": ("executive", "ceo", "boss"), "ceo": ("executive",)}
"""Titles that go by another."""


class Heralded:
    """Knows who is named right after they were told of by title.

    Args:
        text: The article's, its headline the first line.
        mentions: Every name, in order of the text.
        posts: Job titles stated beside names.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], posts: Sequence[Post]) -> None:
        self._text = text
        body = text.find("\n") + 1
        people = (one for one in mentions if one.type == "PERSON" and one.start >= body)
        self._first = next(people, None)
        self._posts = [
            post
            for post in posts
            if self._first is not None and post.person.entity_id == self._first.entity_id
        ]

    def of(self, start: int, noun: str, firm: str | None = None) -> Mention | None:
        """Return the person whom words that begin at `start` tell of; None where nobody fits.

        Args:
            start: First character of the words.
            noun: The title that heads them, in lower case.
            firm: The organisation named among them, where there is one.
        """
        person = self._first
        if person is None or person.start <= start or not self._is_next(start, person):
            return None
        if not self._posts:
            return person if self._speaks(person) else None
        return person if all(self._fits(post, noun, firm) for post in self._posts) else None

    def _is_next(self, start: int, person: Mention) -> bool:
        """Tell whether a person is named in one of the paragraphs after that of a place."""
        between = self._text[start : person.start]
        breaks = [line for line in between.split("\n")[1:-1] if line.strip()]
        return "\n" in between and len(breaks) < _PARAGRAPHS

    def _fits(self, post: Post, noun: str, firm: str | None) -> bool:
        told = set(WORD.findall((post.role or noun).lower()))
        is_title = not told.isdisjoint((noun, singular(noun), *_ALIKE.get(noun, ())))
        employer = post.employer.entity_id if post.employer is not None else firm
        return is_title and firm in {None, employer}

    def _speaks(self, person: Mention) -> bool:
        """Tell `"...," Cuthbert Ong said` from somebody who is introduced, or is but named.

        Nothing but what they say stands before the name in its paragraph.
        """
        begin = self._text.rfind("\n", 0, person.start) + 1
        if begin != person.start and self._text[begin] not in _QUOTES:
            return False
        if _INTRODUCED.match(self._text, person.end):
            return False
        after = _SPEAKS_AFTER.match(self._text, person.end)
        before = _SPEAKS_BEFORE.search(self._text, max(0, person.start - 20), person.start)
        return any(
            beside is not None and beside[1].lower() in cue_verbs() for beside in (after, before)
        )
