"""Who could have a figure, each once, with all that speaks for or against it.

What speaks for a candidate are features with learned weights. They come in groups that are written
and weighed once, however many candidates of however many figures have them.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from newsx.grammar.nouns import is_plural
from newsx.knowledge.choices import subject_weights
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of, owner_of
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.pointing import Pointed, strength
from newsx.schema import Entity, Reference

NOBODY: Final = "nobody"
"""The feature that naming nobody has in any case."""
_TIMES: Final = frozenset({"day", "week", "month", "quarter", "half", "year", "period"})
KEPT: Final = 1 << 13
"""Groups kept of each sort."""

_MANY: Final = 6
_POINTED: Final = 0.03
"""The least share by which the network points at one candidate most."""
# Ways to be named whose meeting in one candidate says more than both.
_WAYS: Final = (
    "rule", "here", "main", "headline", "back 1", "figure 0 same", "figure 0 next", "acts",
    "last before",
)  # fmt: skip
_RULE: Final = 1 << _WAYS.index("rule")


class Group:
    """Features that come together, with the sum of their weights.

    Groups given to one candidate share no feature, so that theirs add up: see `merged`.
    """

    __slots__ = ("features", "ways", "weights")

    def __init__(self, *features: str) -> None:
        self.features = frozenset(features)
        self.weights = self._sum(alone=False), self._sum(alone=True)
        """In articles, and in a text of one line."""
        self.ways = sum(1 << bit for bit, way in enumerate(_WAYS) if way in self.features)
        """Which of the ways to be named are among the features, as bits."""

    def _sum(self, *, alone: bool) -> int:
        table = subject_weights(alone=alone)
        return sum(table.get(feature, 0) for feature in self.features)


def merged(groups: Iterable[Group]) -> Group:
    """Return groups that may share features as one."""
    return Group(*itertools.chain.from_iterable(group.features for group in groups))


class _Candidate:
    """Who could have a figure: a name or words, the entity if one is known, and its groups."""

    __slots__ = ("entity", "entity_id", "groups", "text")

    def __init__(self, text: str, entity_id: str | None, entity: Entity | None) -> None:
        self.text = text
        self.entity_id = entity_id
        self.entity = entity
        self.groups: list[Group] = []


class Candidates:
    """Collects candidates for the subject of one figure.

    Args:
        sort: What sort of figure it is.
        measure: What it measures.
        entities: The entities of the article, by id.
        alone: Whether the text is but one line.
    """

    def __init__(
        self, sort: str, measure: Measured, entities: Mapping[str, Entity], *, alone: bool = False
    ) -> None:
        self._how = int(alone)
        self.sort = sort
        self.measure = measure.name or ("words" if measure.text else "none")
        self.owner = owner_of(measure.name) or "open"
        self._entities = entities
        self._found: dict[str, _Candidate] = {}
        self._nobody = [_nobody()]
        self.nowhere = 0.0
        """How likely the network holds it that the text does not say who has the figure."""

    def add(self, reference: Reference, *groups: Group) -> None:
        """Add a candidate, or more that speaks for it."""
        key = reference.entity_id or reference.text.lower()
        known = self._found.get(key)
        if known is None:
            entity = self._entities.get(reference.entity_id or "")
            known = self._found[key] = _Candidate(reference.text, reference.entity_id, entity)
        known.groups += groups

    def add_words(self, text: str, *groups: Group) -> None:
        """Add words that name nobody, or more that speaks for them; a year has no margin."""
        key = text.lower()
        head = key.rpartition(" ")[2]
        if head in _TIMES or (self._how and head in words("judges")):
            return  # alone, a sentence tells of what analysts forecast, and not of them
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = _Candidate(text, None, None)
        known.groups += groups

    def add_entity(self, entity: Entity | None, *groups: Group) -> None:
        """Add an entity, or more that speaks for it."""
        if entity is None:
            return
        known = self._found.get(entity.entity_id)
        if known is None:
            known = self._found[entity.entity_id] = _Candidate(
                entity.name, entity.entity_id, entity
            )
        known.groups += groups

    def add_id(self, entity_id: str, *groups: Group) -> None:
        """Add an entity by its id, or more that speaks for it."""
        self.add_entity(self._entities.get(entity_id), *groups)

    def add_pointed(
        self,
        pointed: Pointed,
        tokens_of: Callable[[str, str | None, Sequence[range]], Sequence[int]],
    ) -> None:
        """Add where the network points, once all candidates are there.

        Args:
            pointed: What the figure points at.
            tokens_of: Gives the tokens that are a candidate's, in order, from its words, its
                entity's id and the stretches that are looked into.
        """
        shares = {
            key: pointed.at(tokens_of(one.text, one.entity_id, pointed.sight))
            for key, one in self._found.items()
        }
        most = max((share for share in shares.values() if share is not None), default=0.0)
        for key, one in self._found.items():
            share = shares[key]
            is_most = share is not None and share == most >= _POINTED
            one.groups.append(_pointed(None if share is None else strength(share), most=is_most))
        self.nowhere = pointed.nowhere
        self._nobody.append(_pointed_past(strength(pointed.nowhere), strength(most)))

    def nobody(self) -> set[str]:
        """Return what speaks for naming nobody."""
        return set[str]().union(*(group.features for group in self._nobody))

    def heaviest(self, cited: frozenset[str]) -> Reference | None:
        """Return the candidate that most speaks for; None where nobody outweighs `nobody`.

        Args:
            cited: Entities that are only cited, and so have nothing unless the rules say so.
        """
        how = self._how
        best, most = None, sum(group.weights[how] for group in self._nobody)
        for one in self._found.values():
            total = ways = 0
            for group in one.groups:
                total += group.weights[how]
                ways |= group.ways
            total += _meeting(ways).weights[how]
            for group in self._itself(one):
                total += group.weights[how]
            if total > most and (ways & _RULE or one.entity_id not in cited):
                best, most = one, total
        return None if best is None else Reference(text=best.text, entity_id=best.entity_id)

    def rows(self, cited: frozenset[str] = frozenset()) -> list[tuple[Reference, set[str]]]:
        """Return what `heaviest` weighs: every candidate with all its features."""
        found = []
        for one in self._found.values():
            ways = 0
            for group in one.groups:
                ways |= group.ways
            if ways & _RULE or one.entity_id not in cited:
                groups = (*one.groups, *self._itself(one), _meeting(ways))
                features = set[str]().union(*(group.features for group in groups))
                found.append((Reference(text=one.text, entity_id=one.entity_id), features))
        return found

    def _itself(self, one: _Candidate) -> tuple[Group, ...]:
        """Return what a candidate is itself: of a kind, often named; of which words."""
        if one.entity is None:
            return (_of_words(*_described(one.text), self.sort, self.owner),)
        entity = one.entity
        return (
            _of_kind(entity.type, self.sort, self.owner, self.measure),
            _of_place(min(entity.mention_count, _MANY), in_headline=entity.in_headline),
        )


@cache
def _nobody() -> Group:
    return Group(NOBODY)


@cache
def _pointed(share: int | None, *, most: bool) -> Group:
    if share is None:
        return Group("pointed afar")
    return Group(f"pointed {share}", "pointed most") if most else Group(f"pointed {share}")


@cache
def _pointed_past(nowhere: int, most: int) -> Group:
    return Group(f"nobody, pointed {nowhere}", f"nobody, most {most}")


@cache
def _meeting(ways: int) -> Group:
    """Return what ways to be named say where they meet."""
    met = [way for bit, way in enumerate(_WAYS) if ways >> bit & 1]
    return Group(*(f"{one} and {other}" for one, other in itertools.combinations(met, 2)))


@lru_cache(KEPT)
def _of_kind(kind: str, sort: str, owner: str, measure: str) -> Group:
    return Group(
        f"is {kind}", f"is {kind}, {sort}", f"is {kind}, {owner}", f"is {kind}, {sort}, {measure}"
    )


@cache
def _of_place(count: int, *, in_headline: bool) -> Group:
    named = f"named {count} times"
    return Group(named, "in headline") if in_headline else Group(named)


@lru_cache(KEPT)
def _described(text: str) -> tuple[str, int]:
    """Return what words that name nobody are, and how many: "retailers", "gross margin"."""
    tokens = text.lower().split()
    head = tokens[-1]
    kind = (
        "public body" if head in words("public_bodies")
        else "agent" if head in words("agents")
        else "traded" if head in words("traded")
        else "measure" if name_of(text) is not None
        else "named" if any(token[0].isupper() for token in text.split()[1:])
        else "many" if is_plural(head)
        else "one"
    )  # fmt: skip
    return kind, min(len(tokens), _MANY)


@lru_cache(KEPT)
def _of_words(kind: str, length: int, sort: str, owner: str) -> Group:
    return Group(
        "plain", f"plain, {owner}", f"plain, {sort}", f"plain {kind}", f"plain {kind}, {owner}",
        f"plain {kind}, {sort}", f"plain {length} long",
    )  # fmt: skip
