"""What speaks for the names of a figure's own sentence to have it: where they stand, and how."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import Phrase
from newsx.resolve.sentences.page import REACH, step
from newsx.resolve.subjects.candidates import KEPT, Candidates, Group, merged
from newsx.resolve.subjects.nearness import beside, by_measure, verb_of
from newsx.resolve.subjects.spoken import Spoken, is_public_body
from newsx.schema import Entity, Mention


class _Name(NamedTuple):
    """A name of the sentence, with what is known of it whatever figure is asked for."""

    place: int
    """Its word in the sentence."""
    kind: str
    entity_id: str
    is_public: bool
    known: Group
    beside: Mapping[str, Group]
    """What stands beside it, where it is `before` the figure or `after` it."""


class Figured(NamedTuple):
    """A figure of the sentence: its word, its binding, its clause and who acts there."""

    place: int
    binding: Binding
    clause: Clause
    subject: Phrase | None


class NamedHere:
    """Adds the names of one sentence to the candidates for its figures.

    Args:
        binder: The words of the sentence.
        names: Its mentions.
        entities: The entities of the article, by id.
        spoken: Who only vouches for something.
    """

    def __init__(
        self,
        binder: Binder,
        names: Sequence[Mention],
        entities: Mapping[str, Entity],
        spoken: Spoken,
    ) -> None:
        self._binder = binder
        self._places = [place for place, word in enumerate(binder.words) if word.what == "name"]
        self._names: list[_Name] = []
        opening = binder.owners.own_subject(binder.sentence.clauses[0]) if self._places else None
        for place in self._places:
            mention = names[binder.words[place].row]
            entity = entities.get(mention.entity_id)
            if entity is None:
                continue
            kind = mention.type
            known = _known(
                kind, mention.form,
                opens=opening is not None and opening[0] <= place < opening[1],
                first=place == self._places[0], only=len(self._places) == 1,
                vouches=spoken.vouches(mention),
            )  # fmt: skip
            sides = {side: Group(*beside(binder, place, kind, side)) for side in _SIDES}
            public = is_public_body(entity.name)
            self._names.append(_Name(place, kind, entity.entity_id, public, known, sides))

    def add(self, found: Candidates, figure: Figured) -> None:
        """Add what speaks for each name to have a figure."""
        verb = verb_of(self._binder, figure.clause, figure.place)
        before = max((place for place in self._places if place < figure.place), default=-1)
        after = min((place for place in self._places if place > figure.place), default=-1)
        groups: dict[str, list[Group]] = {}
        # Places are of words here: a name or a figure is one, so these reach further than tokens.
        near = range(figure.place - REACH, figure.place + REACH)
        for name in (one for one in self._names if one.place in near):
            more = self._of(name, figure, found, verb)
            if name.place == before:
                more.append(_last_before(name.kind, _where(name, figure)))
            if name.place == after:
                more.append(_first_after(name.kind))
            known = groups.get(name.entity_id)
            groups[name.entity_id] = more if known is None else [merged((*known, *more))]
        for entity_id, more in groups.items():
            found.add_id(entity_id, *more)

    def _of(self, name: _Name, figure: Figured, found: Candidates, verb: str) -> list[Group]:
        kind, place = name.kind, name.place
        side, distance = "before", figure.place - place
        if distance <= 0:
            side, distance = "after", -distance
        groups = [
            name.known,
            name.beside[side],
            _here(kind, found.sort, found.owner, found.measure),
            _near(kind, side, step(distance), _where(name, figure), found.sort),
        ]
        subject = figure.subject
        if subject is not None and subject[0] <= place < subject[1]:
            groups.append(_acts(kind, verb, found.sort, last=place == subject[1] - 1))
        if figure.binding.measure is not None:
            by = by_measure(self._binder, figure.binding, place, kind)
            if by:
                groups.append(_by_measure(*by))
        if name.is_public:
            groups.append(_public(found.owner, verb))
        if distance == 1:
            groups.append(_adjacent(kind, side, found.sort))
        return groups


_SIDES = ("before", "after")


def _where(name: _Name, figure: Figured) -> str:
    return "same" if figure.clause.begin <= name.place < figure.clause.stop else "other"


@cache
def _known(kind: str, form: str, *, opens: bool, first: bool, only: bool, vouches: bool) -> Group:
    """Return what holds of a name for every figure of its sentence."""
    features = ["opens", f"opens {kind}"] if opens else []
    if first:
        features.append("first name")
    if only:
        features.append(f"only {kind}")
    if vouches:
        features += ["vouches", f"vouches {kind}"]
    if form != "name":
        features.append(f"form {form}")
    return Group(*features)


@lru_cache(KEPT)
def _here(kind: str, sort: str, owner: str, measure: str) -> Group:
    return Group(
        "here", f"here {kind}", f"here {kind}, {sort}", f"here {kind}, {owner}",
        f"here {kind}, {measure}",
    )  # fmt: skip


@lru_cache(KEPT)
def _near(kind: str, side: str, distance: str, where: str, sort: str) -> Group:
    return Group(
        f"here {side} {distance}", f"here {side} {where}", f"here {kind} {side} {where}, {sort}"
    )


@lru_cache(KEPT)
def _acts(kind: str, verb: str, sort: str, *, last: bool) -> Group:
    return Group("acts", f"acts {kind} {verb}", f"acts, {sort}", f"acts last {last}")


@lru_cache(KEPT)
def _by_measure(*features: str) -> Group:
    return Group(*features)


@lru_cache(KEPT)
def _public(owner: str, verb: str) -> Group:
    return Group("public body", f"public body, {owner}", f"public body {verb}")


@cache
def _last_before(kind: str, where: str) -> Group:
    return Group("last before", f"last before {kind}", f"last before {where}")


@cache
def _first_after(kind: str) -> Group:
    return Group("first after", f"first after {kind}")


@lru_cache(KEPT)
def _adjacent(kind: str, side: str, sort: str) -> Group:
    return Group(f"adjacent {side} {kind}, {sort}")
