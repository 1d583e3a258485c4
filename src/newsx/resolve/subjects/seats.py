"""Where those who could have a figure stand: in the tree of its sentence, in its paragraph.

`whose` reads the surface: sides, distances, clauses. Where the pipeline gives trees, they say more:
who is the subject of the verb that a figure hangs on, whose the measured noun is, who acted last.
The plain noun phrases that hang near a figure ("regional banks", "US hotels") are candidates, too.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsx.resolve.sentences.nounphrases import noun_phrases
from newsx.resolve.sentences.page import Page, words_of
from newsx.resolve.subjects.candidates import KEPT, Candidates, Group, merged
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Mention

_LONG: Final = 5
# Steps between a figure and a phrase that may still say whose it is.
_NEAR: Final = 4
_CASE: Final = 6
_RANKS: Final = 3
_BACK: Final = 3
_POINTING: Final = ("its", "it", "their", "they", "we", "our", "i", "my", "he", "she", "his", "her")
_ACTORS: Final = frozenset({"ORG", "PERSON"})


class _Seat(NamedTuple):
    """Where a name stands: whose, of what type, at which token."""

    entity_id: str
    kind: str
    place: int
    vouches: bool
    """Whether it only tells of something, or employs who does."""


class _Asked(NamedTuple):
    """The tokens of a figure, what they hang on, and the words of what it measures."""

    tokens: range
    above: Sequence[int]
    measured: frozenset[str]


class _Place(NamedTuple):
    """A token that a candidate may have at its head, and how it hangs in its tree."""

    relation: str
    head: int
    part: str
    """The part of speech of what it hangs on."""
    case: str
    """The preposition that leads to it."""
    acts: Group | None
    """Of which verb it is the subject."""


class _Scene(NamedTuple):
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


class Seats:
    """Adds to candidates what trees and paragraphs say of them.

    Args:
        page: The doc, with trees.
        mentions: The names in it, in order of the text.
        spoken: Who of them only vouches for something.
    """

    def __init__(self, page: Page, mentions: Sequence[Mention], spoken: Spoken) -> None:
        self._page = page
        starts = [page.starts[begin] for begin, _ in page.sentences]
        self._paragraphs = list(_paragraphs(page.text, starts))
        self._seats: list[list[_Seat]] = [[] for _ in page.sentences]
        self._nouns_of: dict[int, tuple[tuple[int, int], ...]] = {}
        self._places: dict[tuple[int, str], _Place] = {}
        self._known: tuple[int, _Scene] | None = None
        for mention in mentions:
            place = page.root(page.tokens(mention.start, mention.end))
            sentence = max(bisect_right(starts, mention.start) - 1, 0)
            vouches = spoken.vouches(mention)
            self._seats[sentence].append(
                _Seat(mention.entity_id, mention.type, place, vouches=vouches)
            )
        counts = Counter(mention.entity_id for mention in mentions)
        heard = {seat.entity_id for seats in self._seats for seat in seats if not seat.vouches}
        self._roles = {one: "spoken of" if one in heard else "only vouches" for one in counts}
        self._often = [entity_id for entity_id, _ in counts.most_common(_RANKS)]

    def add(
        self, found: Candidates, place: tuple[int, int], sentence: int, measured: str | None
    ) -> None:
        """Add what speaks for names and plain noun phrases to have a figure.

        Args:
            found: The candidates so far.
            place: Start and end of the figure, in characters of the text.
            sentence: Which sentence it stands in.
            measured: What it measures.
        """
        page = self._page
        tokens = page.tokens(*place)
        above = page.ancestors(page.root(tokens))
        asked = _Asked(tokens, above, frozenset(words_of(measured)))
        scene = self._scene(sentence)
        for entity_id, group in scene.here:
            found.add_id(entity_id, group)
        trees: dict[str, list[Group]] = {}
        for seat in self._seats[sentence]:
            _join(trees, seat.entity_id, self._in_tree(seat.place, seat.kind, asked, found))
        for entity_id, groups in trees.items():
            found.add_id(entity_id, *groups)
        self._phrases(found, sentence, asked)
        for text, relations in scene.phrases:
            found.add_words(text, _acted_before(relations, found.sort))
        for entity_id, group in scene.before:
            found.add_id(entity_id, group)
        if scene.acted is not None:
            entity_id, kind = scene.acted
            found.add_id(entity_id, _acted_of(kind, found.owner))
        for entity_id, group in scene.after:
            found.add_id(entity_id, group)

    def _phrases(self, found: Candidates, sentence: int, asked: _Asked) -> None:
        """Add phrases near the figure."""
        page = self._page
        trees: dict[str, list[Group]] = {}
        texts: dict[str, str] = {}
        for first, end in self._nouns(sentence):
            head = end - 1
            _, up, down = page.path(asked.above[0], head)
            if up + down <= _NEAR or page.relations[head].startswith("nsubj"):
                text = page.phrase(first, end)[0]
                texts.setdefault(text.lower(), text)
                _join(trees, text.lower(), self._in_tree(head, "phrase", asked, found))
        for key, groups in trees.items():
            found.add_words(texts[key], _phrase(), *groups)

    def _nouns(self, sentence: int) -> tuple[tuple[int, int], ...]:
        """Return the plain noun phrases of a sentence, found once for all its figures."""
        known = self._nouns_of.get(sentence)
        if known is None:
            page = self._page
            known = tuple(noun_phrases(page, *page.sentences[sentence]))
            self._nouns_of[sentence] = known
        return known

    def _in_tree(self, place: int, kind: str, asked: _Asked, found: Candidates) -> list[Group]:
        page = self._page
        way, up, down = page.path(asked.above[0], place)
        steps = up + down
        at = self._place(place, kind)
        side = "left" if place < asked.tokens[0] else "right"
        groups = [
            _on_way(way if steps <= _LONG else "long", kind, at.case, side, at.relation),
            _related(at.relation, found.sort, found.owner),
            _apart(up, down, side, at.relation, at.part),
        ]
        if at.acts is not None:
            groups.append(at.acts)
            if at.head in asked.above:
                groups.append(_acts_on(asked.above.index(at.head), kind))
        if not asked.measured.isdisjoint(page.words[place]):
            groups.append(_is_measured(kind))
        if not asked.measured.isdisjoint(page.words[at.head]):
            groups.append(_has_measured(at.relation, at.case, kind))
        return groups

    def _place(self, place: int, kind: str) -> _Place:
        known = self._places.get((place, kind))
        if known is None:
            page = self._page
            relation, head = page.relations[place], page.heads[place]
            acts = None
            if relation.startswith("nsubj"):
                acts = Group(f"acts {page.lemmas[head]}", f"acts {page.lemmas[head]} {kind}")
            known = _Place(relation, head, page.parts[head], self._case(place), acts)
            self._places[place, kind] = known
        return known

    def _case(self, place: int) -> str:
        """Return the preposition that leads to a word."""
        page = self._page
        near = range(max(place - _CASE, 0), place)
        cases = (one for one in near if page.heads[one] == place and page.relations[one] == "case")
        first = next(cases, None)
        return "none" if first is None else page.lemmas[first]

    def _pronoun(self, begin: int, stop: int) -> str:
        """Return the pronoun by which a sentence points back; `none` without one."""
        page = self._page
        said = {page.texts[one].lower() for one in range(begin, stop) if page.parts[one] == "PRON"}
        return next((one for one in _POINTING if one in said), "none")

    def _scene(self, sentence: int) -> _Scene:
        """Return what holds for every figure of a sentence; found once."""
        if self._known is None or self._known[0] != sentence:
            self._known = sentence, self._found_scene(sentence)
        return self._known[1]

    def _found_scene(self, sentence: int) -> _Scene:
        pronoun = self._pronoun(*self._page.sentences[sentence])
        here = "ORG" if any(seat.kind == "ORG" for seat in self._seats[sentence]) else "none"
        named: dict[str, list[Group]] = {}
        for seat in self._seats[sentence]:
            _join(named, seat.entity_id, [_spoken_here(self._roles[seat.entity_id], seat.kind)])
        before: dict[str, list[Group]] = {}
        acted: tuple[str, str] | None = None
        for back in range(sentence - 1, max(sentence - 1 - _BACK, -1), -1):
            same = "same" if self._paragraphs[back] == self._paragraphs[sentence] else "other"
            for seat in self._seats[back]:
                relation = self._page.relations[seat.place]
                role = "vouches" if seat.vouches else self._roles[seat.entity_id]
                was = _was(same, seat.kind, relation, role, here, pronoun)
                _join(before, seat.entity_id, [was])
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
        return _Scene(
            [(entity_id, groups[0]) for entity_id, groups in named.items()],
            [(entity_id, merged(groups)) for entity_id, groups in before.items()],
            acted, list(self._acting_before(sentence)), after,
        )  # fmt: skip

    def _acting_before(self, sentence: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield plain phrases that act in the sentence before, with what their verbs hang by."""
        page = self._page
        found: dict[str, tuple[str, list[str]]] = {}
        for first, end in self._nouns(sentence - 1) if sentence else ():
            if page.relations[end - 1].startswith("nsubj"):
                text = page.phrase(first, end)[0]
                relation = page.relations[page.heads[end - 1]]
                found.setdefault(text.lower(), (text, []))[1].append(relation)
        for text, relations in found.values():
            yield text, tuple(relations)

    def _opening(self, sentence: int) -> str | None:
        """Return the first organisation of the paragraph."""
        first = bisect_right(self._paragraphs, self._paragraphs[sentence] - 1)
        for seat in (one for seats in self._seats[first : sentence + 1] for one in seats):
            if seat.kind == "ORG" and not seat.vouches:
                return seat.entity_id
        return None


def _join(found: dict[str, list[Group]], key: str, groups: list[Group]) -> None:
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


@cache
def _phrase() -> Group:
    return Group("phrase")


@lru_cache(KEPT)
def _acted_before(relations: tuple[str, ...], sort: str) -> Group:
    name = "phrase before"
    return Group(name, f"{name}, {sort}", *(f"{name}, {relation}" for relation in relations))


@lru_cache(KEPT)
def _on_way(way: str, kind: str, case: str, side: str, relation: str) -> Group:
    return Group(
        f"tree {way}", f"tree {way} {kind}", f"tree {relation} {kind}", f"tree {case} {side}",
        f"tree {case} {kind}", f"tree {case}, {way}",
    )  # fmt: skip


@lru_cache(KEPT)
def _related(relation: str, sort: str, owner: str) -> Group:
    return Group(f"tree {relation}, {sort}", f"tree {relation}, {owner}")


@lru_cache(KEPT)
def _apart(up: int, down: int, side: str, relation: str, part: str) -> Group:
    return Group(
        f"tree up {up} down {down} {side}",
        f"tree {relation} of {part}, steps {min(up + down, _LONG)}",
    )


@cache
def _acts_on(above: int, kind: str) -> Group:
    return Group(f"acts on it, {above}", f"acts on it {kind}")


@cache
def _is_measured(kind: str) -> Group:
    return Group("is measured", f"is measured {kind}")


@lru_cache(KEPT)
def _has_measured(relation: str, case: str, kind: str) -> Group:
    return Group(f"has measured, {relation}", f"has measured, {case} {kind}")


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


@lru_cache(KEPT)
def _acted_of(kind: str, owner: str) -> Group:
    return Group(f"acted last {kind}, {owner}")


@cache
def _opens(here: str, pronoun: str) -> Group:
    name = "opens paragraph"
    return Group(name, f"{name}, {pronoun}", f"{name}, here {here}")


@lru_cache(KEPT)
def _often(rank: int, role: str, here: str, pronoun: str) -> Group:
    name = f"rank {rank}"
    return Group(name, f"{name}, {pronoun}", f"{name}, here {here}", f"{name} {role}")
