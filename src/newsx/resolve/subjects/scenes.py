"""What a sentence and those before it say of who could have its figures, whatever figure it is.

Who was named before, who acted last, who opens the paragraph, who is named most: found once for
all figures of a sentence.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsx.resolve.sentences.nounphrases import noun_phrases
from newsx.resolve.sentences.page import Page
from newsx.resolve.subjects.candidates import KEPT, Group, merged
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Mention

_RANKS: Final = 3
_BACK: Final = 3
_POINTING: Final = ("its", "it", "their", "they", "we", "our", "i", "my", "he", "she", "his", "her")
_ACTORS: Final = frozenset({"ORG", "PERSON"})


class Seat(NamedTuple):
    """Where a name stands: whose, of what type, at which token."""

    entity_id: str
    kind: str
    place: int
    vouches: bool
    """Whether it only tells of something, or employs who does."""


class Scene(NamedTuple):
    """What a sentence and those before it say of candidates, whatever figure is asked for."""

    here: Sequence[tuple[str, Group]]
    before: Sequence[tuple[str, Group]]
    """Who was named in the sentences before."""
    acted: tuple[str, str] | None
    """Who acted last, and its type."""
    phrases: Sequence[tuple[str, tuple[str, ...]]]
    """What acted in the sentence before and names nobody, and on which relations it hangs."""
    after: Sequence[tuple[str, Group]]
    """Who opens the paragraph, and who is named most."""


class Scenes:
    """The scene of each sentence.

    Args:
        page: The doc, with trees.
        mentions: The names in it, in order of the text.
        spoken: Who of them only vouches for something.
    """

    def __init__(self, page: Page, mentions: Sequence[Mention], spoken: Spoken) -> None:
        self._page = page
        starts = [page.starts[begin] for begin, _ in page.sentences]
        self._paragraphs = list(_paragraphs(page.text, starts))
        self.seats: list[list[Seat]] = [[] for _ in page.sentences]
        self._nouns_of: dict[int, tuple[tuple[int, int], ...]] = {}
        self._known: tuple[int, Scene] | None = None
        for mention in mentions:
            place = page.root(page.tokens(mention.start, mention.end))
            sentence = max(bisect_right(starts, mention.start) - 1, 0)
            vouches = spoken.vouches(mention)
            self.seats[sentence].append(
                Seat(mention.entity_id, mention.type, place, vouches=vouches)
            )
        counts = Counter(mention.entity_id for mention in mentions)
        heard = {seat.entity_id for seats in self.seats for seat in seats if not seat.vouches}
        self._roles = {one: "spoken of" if one in heard else "only vouches" for one in counts}
        self._often = [entity_id for entity_id, _ in counts.most_common(_RANKS)]

    def nouns(self, sentence: int) -> tuple[tuple[int, int], ...]:
        """Return the plain noun phrases of a sentence, found once for all its figures."""
        known = self._nouns_of.get(sentence)
        if known is None:
            page = self._page
            known = tuple(noun_phrases(page, *page.sentences[sentence]))
            self._nouns_of[sentence] = known
        return known

    def of(self, sentence: int) -> Scene:
        """Return what holds for every figure of a sentence; found once."""
        if self._known is None or self._known[0] != sentence:
            self._known = sentence, self._found_scene(sentence)
        return self._known[1]

    def _found_scene(self, sentence: int) -> Scene:
        pronoun = self._pronoun(*self._page.sentences[sentence])
        here = "ORG" if any(seat.kind == "ORG" for seat in self.seats[sentence]) else "none"
        named: dict[str, list[Group]] = {}
        for seat in self.seats[sentence]:
            join(named, seat.entity_id, [_spoken_here(self._roles[seat.entity_id], seat.kind)])
        before: dict[str, list[Group]] = {}
        acted: tuple[str, str] | None = None
        for back in range(sentence - 1, max(sentence - 1 - _BACK, -1), -1):
            same = "same" if self._paragraphs[back] == self._paragraphs[sentence] else "other"
            for seat in self.seats[back]:
                relation = self._page.relations[seat.place]
                role = "vouches" if seat.vouches else self._roles[seat.entity_id]
                was = _was(same, seat.kind, relation, role, here, pronoun)
                join(before, seat.entity_id, [was])
                acts = relation.startswith("nsubj") and seat.kind in _ACTORS
                if acts and not seat.vouches and acted is None:
                    acted = seat.entity_id, seat.kind
                    before[seat.entity_id].append(_acted(same, seat.kind, here, pronoun))
        opening = self._opening(sentence)
        after = [] if opening is None else [(opening, _opens(here, pronoun))]
        after += [
            (entity_id, _often(rank, self._roles[entity_id], here, pronoun))
            for rank, entity_id in enumerate(self._often)
        ]
        return Scene(
            [(entity_id, groups[0]) for entity_id, groups in named.items()],
            [(entity_id, merged(groups)) for entity_id, groups in before.items()],
            acted, list(self._acting_before(sentence)), after,
        )  # fmt: skip

    def _acting_before(self, sentence: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield plain phrases that act in the sentence before, with what their verbs hang by."""
        page = self._page
        found: dict[str, tuple[str, list[str]]] = {}
        for first, end in self.nouns(sentence - 1) if sentence else ():
            if page.relations[end - 1].startswith("nsubj"):
                text = page.phrase(first, end)[0]
                relation = page.relations[page.heads[end - 1]]
                found.setdefault(text.lower(), (text, []))[1].append(relation)
        for text, relations in found.values():
            yield text, tuple(relations)

    def _opening(self, sentence: int) -> str | None:
        """Return the first organisation of the paragraph."""
        first = bisect_right(self._paragraphs, self._paragraphs[sentence] - 1)
        for seat in (one for seats in self.seats[first : sentence + 1] for one in seats):
            if seat.kind == "ORG" and not seat.vouches:
                return seat.entity_id
        return None

    def _pronoun(self, begin: int, stop: int) -> str:
        """Return the pronoun by which a sentence points back; `none` without one."""
        page = self._page
        said = {page.texts[one].lower() for one in range(begin, stop) if page.parts[one] == "PRON"}
        return next((one for one in _POINTING if one in said), "none")


def join(found: dict[str, list[Group]], key: str, groups: list[Group]) -> None:
    """Add groups of a candidate that may stand at several places: its features each once."""
    known = found.get(key)
    found[key] = groups if known is None else [merged((*known, *groups))]


def _paragraphs(text: str, starts: Iterable[int]) -> Iterator[int]:
    """Yield which line of a text each place stands in."""
    line = reached = 0
    for start in starts:
        line += text.count("\n", reached, start)
        reached = start
        yield line


# What speaks for a candidate, in groups that are written once.


@cache
def _spoken_here(role: str, kind: str) -> Group:
    return Group(f"{role} here", f"{role} here {kind}")


@lru_cache(KEPT)
def _was(same: str, kind: str, relation: str, role: str, here: str, pronoun: str) -> Group:
    name = f"was {same}"
    return Group(
        name, f"{name} {kind}", f"{name} {relation}", f"{name} {kind}, here {here}",
        f"{name} {kind}, {pronoun}", f"{name} {role}", f"{name} {role} {kind}",
    )  # fmt: skip


@lru_cache(KEPT)
def _acted(same: str, kind: str, here: str, pronoun: str) -> Group:
    name = "acted last"
    return Group(
        name, f"{name} {same}", f"{name}, {pronoun}", f"{name}, here {here}",
        f"{name} {kind}, {pronoun}",
    )  # fmt: skip


@cache
def _opens(here: str, pronoun: str) -> Group:
    name = "opens paragraph"
    return Group(name, f"{name}, {pronoun}", f"{name}, here {here}")


@lru_cache(KEPT)
def _often(rank: int, role: str, here: str, pronoun: str) -> Group:
    name = f"rank {rank}"
    return Group(name, f"{name}, {pronoun}", f"{name}, here {here}", f"{name} {role}")
