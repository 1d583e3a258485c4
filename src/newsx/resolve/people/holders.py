"""Who holds an office that an article names again: `the chief executive`, `the governor`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.resolve.people.head_nouns import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsx.resolve.people.roles import Post
    from newsx.schema import Mention

# "The governor" is not the deputy governor where both have spoken.
_LESSER: Final = frozenset({"deputy", "vice", "former", "assistant", "acting", "associate", "ex"})
_THE_TITLE: Final = re.compile(r"\b[Tt]he ((?:[a-z]+\b ?){1,3})")


class Holders:
    """The people of an article by their job titles.

    Args:
        text: The article's.
        posts: Job titles stated beside names.
    """

    def __init__(self, text: str, posts: Sequence[Post]) -> None:
        self._text = text
        self._posts = posts

    def of(self, role: str, start: int) -> Mention | None:
        """Return the person whose job title the words repeat: `the chief executive`."""
        words = set(WORD.findall(role)) - {"the", "its", "their"}
        titled = words & (role_heads() | role_modifiers())
        for wanted in dict.fromkeys((frozenset(words), frozenset(titled))):
            found = self._holder_of(wanted, start) if wanted & role_heads() else None
            if found is not None:
                return found
        return None

    def only(self, *roles: str) -> Mention | None:
        """Return the one person of the article whose job title is one of these."""
        people = {
            post.person.entity_id: post.person
            for post in self._posts
            if (post.role or "").lower() in roles
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def at(self, noun: str, employer: str) -> Mention | None:
        """Return the one person who is told to hold a title, `owner`, at an organisation."""
        people = {
            post.person.entity_id: post.person
            for post in self._posts
            if post.employer is not None
            and post.employer.entity_id == employer
            and noun in WORD.findall((post.role or "").lower())
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def _holder_of(self, wanted: frozenset[str], start: int) -> Mention | None:
        second: Mention | None = None
        for post in self._by_distance(start):
            told = set(WORD.findall((post.role or "").lower()))
            if wanted <= told:
                if not _LESSER & (told - wanted):
                    return post.person
                second = second or post.person
        return second

    def _by_distance(self, start: int) -> Iterator[Post]:
        """Yield the posts told before, the nearest first, then those told later."""
        yield from reversed([post for post in self._posts if post.start < start])
        yield from (post for post in self._posts if post.start >= start)

    def titled(self, begin: int, end: int) -> Mention | None:
        """Return the person whose title stands in a stretch that names nobody: `the chairman`."""
        for found in reversed(list(_THE_TITLE.finditer(self._text, begin, end))):
            words = found[1].split()
            head = next((i for i, word in enumerate(words) if word in role_heads()), None)
            if head is not None:
                return self.of("the " + " ".join(words[: head + 1]), found.start())
        return None
