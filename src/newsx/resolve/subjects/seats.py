"""Where those who could have a figure stand: in the tree of its sentence, in its paragraph.

`whose` reads the surface: sides, distances, clauses. Where the pipeline gives trees, they say more:
who is the subject of the verb that a figure hangs on, whose the measured noun is, who acted last.
The plain noun phrases that hang near a figure ("regional banks", "US hotels") are candidates, too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsx.knowledge.grammar_words import words
from newsx.resolve.sentences.page import REACH, Page, words_of
from newsx.resolve.subjects.candidates import KEPT, Candidates, Group
from newsx.resolve.subjects.scenes import Scenes, join
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Mention

_LONG: Final = 5
# Steps between a figure and a phrase that may still say whose it is.
_NEAR: Final = 4
_CASE: Final = 6


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


class Seats:
    """Adds to candidates what trees and paragraphs say of them.

    Args:
        page: The doc, with trees.
        mentions: The names in it, in order of the text.
        spoken: Who of them only vouches for something.
    """

    def __init__(self, page: Page, mentions: Sequence[Mention], spoken: Spoken) -> None:
        self._page = page
        self._scenes = Scenes(page, mentions, spoken)
        self._places: dict[tuple[int, str], _Place] = {}
        named: dict[str | None, set[int]] = {}
        for mention in mentions:
            tokens = page.tokens(mention.start, mention.end)
            named.setdefault(mention.entity_id, set()).update(tokens)
        self._named = {entity_id: sorted(tokens) for entity_id, tokens in named.items()}
        self._written: dict[tuple[str, int], list[int]] = {}

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
        scene = self._scenes.of(sentence)
        for entity_id, group in scene.here:
            found.add_id(entity_id, group)
        trees: dict[str, list[Group]] = {}
        within = range(tokens[0] - REACH, tokens[-1] + REACH)
        for seat in self._scenes.seats[sentence]:
            if seat.place in within:
                join(trees, seat.entity_id, self._in_tree(seat.place, seat.kind, asked, found))
        for entity_id, groups in trees.items():
            found.add_id(entity_id, *groups)
        nouns = self._scenes.nouns(sentence)
        ends = (bisect_left(nouns, (place,)) for place in (within.start, within.stop))
        self._phrases(found, nouns[slice(*ends)], asked)
        for text, relations in scene.phrases:
            found.add_words(text, _acted_before(relations, found.sort))
        for entity_id, group in scene.before:
            found.add_id(entity_id, group)
        if scene.acted is not None:
            entity_id, kind = scene.acted
            found.add_id(entity_id, _acted_of(kind, found.owner))
        for entity_id, group in scene.after:
            found.add_id(entity_id, group)
        pointed = page.pointed(tokens, "to_subject")
        if pointed is not None:
            found.add_pointed(pointed, self._tokens_of)

    def _tokens_of(self, text: str, entity_id: str | None, sight: Sequence[range]) -> Sequence[int]:
        """Return the tokens of all mentions of an entity, or else of words within sight."""
        named = self._named.get(entity_id)
        if named is not None:
            return named
        key = text, sight[-1].start
        known = self._written.get(key)
        if known is None:
            whole = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)
            tokens = {token for seen in sight for token in self._found(whole, seen)}
            known = self._written[key] = sorted(tokens)
        return known

    def _found(self, whole: re.Pattern[str], seen: range) -> Iterator[int]:
        """Yield the tokens of what a pattern finds in a stretch of tokens."""
        page = self._page
        begin, end = page.starts[seen.start], page.starts[seen.stop - 1]
        for place in whole.finditer(page.text, begin, end + len(page.texts[seen.stop - 1])):
            yield from page.tokens(*place.span())

    def _phrases(self, found: Candidates, nouns: Sequence[tuple[int, int]], asked: _Asked) -> None:
        """Add those of the phrases that hang near the figure, or are subjects."""
        page = self._page
        trees: dict[str, list[Group]] = {}
        texts: dict[str, str] = {}
        for first, end in nouns:
            head = end - 1
            _, up, down = page.path(asked.above[0], head)
            if up + down <= _NEAR or page.relations[head].startswith("nsubj"):
                text = page.phrase(first, end)[0]
                if text.rpartition(" ")[2].lower() in words("labels_of_one"):
                    continue  # "Consensus: 3.9%" is told of whoever has one
                texts.setdefault(text.lower(), text)
                join(trees, text.lower(), self._in_tree(head, "phrase", asked, found))
        for key, groups in trees.items():
            found.add_words(texts[key], _phrase(), *groups)

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


# What speaks for a candidate, in groups that are written once.


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
def _acted_of(kind: str, owner: str) -> Group:
    return Group(f"acted last {kind}, {owner}")
