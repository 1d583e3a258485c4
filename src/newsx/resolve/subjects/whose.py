"""Whose a figure is, weighed: who is named near it, who was before, whom the text is about.

The rules of `references` name one candidate; the names of the sentence, of the two before it and of
the headline, and whose the figures before are, are the others. What speaks for each is a set of
features with weights learned from our own corpus (`models/scripts/subjects.py`); where nobody
outweighs `nobody`, the subject is null.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from newsx.grammar.amount import Amount, sort_of
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import owner_of
from newsx.resolve.measures.again import is_told_on
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.owners import Phrase
from newsx.resolve.subjects.candidates import KEPT, Candidates, Group
from newsx.resolve.subjects.named_here import Figured, NamedHere
from newsx.resolve.subjects.nearness import since, verb_of
from newsx.resolve.subjects.seats import Seats
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Entity, FigureRole, Mention, Reference

# Too few of these in the corpus to learn from, and the rules know whose they are.
_BY_RULE = "economy"
_SENTENCES = 2
_FIGURES = 3
# From here on the network's word that the text does not say whose a figure is outweighs evidence.
_NOWHERE = 0.6
_RELATIVES = frozenset({"who", "which", "that"})
_OF_FIRMS = frozenset({"company", "either", "rated"})


class Asked(NamedTuple):
    """A figure whose subject is asked for, and what the rules say of it."""

    place: int
    """The figure's word in its sentence."""
    amount: Amount
    binding: Binding
    measure: Measured
    told: Reference | None
    """Whose it is by the rules."""
    role: FigureRole
    """What part of a movement it tells."""


class _Seen(NamedTuple):
    """A figure read before."""

    sentence: int
    sort: str
    measure: str | None
    subject: Reference | None


class _Before(NamedTuple):
    """A name in a sentence before: how many before, its type, whether the first there."""

    back: int
    kind: str
    is_first: bool


class Whose:
    """Chooses the subjects of the figures of one article, in order of the text.

    Args:
        entities: The entities of the article.
        spoken: Whom the text is speaking of.
        seats: Where they stand, where there are trees.
        unsaid: The country that the text is set in and never names.
        alone: Whether the text is but one line: who has what is then told otherwise.
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        spoken: Spoken,
        seats: Seats | None = None,
        unsaid: Reference | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self._alone = alone
        self._seats = seats
        self._unsaid = unsaid
        self._entities = {entity.entity_id: entity for entity in entities}
        self._headline = [entity for entity in entities if entity.in_headline]
        self._spoken = spoken
        self._named: deque[Sequence[Mention]] = deque(maxlen=_SENTENCES + 1)
        self._seen: deque[_Seen] = deque(maxlen=_FIGURES)
        self._sentence = 0
        self._chosen: Reference | None = None
        self._here: NamedHere | None = None
        self._back: Sequence[tuple[Entity, tuple[_Before, ...]]] | None = None

    def enter(self, names: Sequence[Mention]) -> None:
        """Begin a sentence that has these names."""
        self._named.append(names)
        self._sentence += 1
        self._here = None
        self._back = None

    def choose(self, binder: Binder, asked: Asked) -> Reference | None:
        """Return whose the figure is, or None where nobody is likely."""
        ruled = (
            owner_of(asked.measure.name) == _BY_RULE
            or self._spoken.banks.decide(asked.measure, asked.told)
            or self._is_person_paying(asked)
        )
        chosen = asked.told if ruled else self._heaviest(binder, asked)
        if is_told_on(binder, asked.place, asked.role):
            chosen = self._chosen
        self._chosen = chosen
        # by the rules, as in training, and so the order of choices does not matter
        self._seen.append(
            _Seen(self._sentence, sort_of(asked.amount), asked.measure.text, asked.told)
        )
        return chosen

    def _is_person_paying(self, asked: Asked) -> bool:
        """Tell a person who pays what a person pays: people are too seldom subjects to learn."""
        told = self._entities.get(asked.told.entity_id or "") if asked.told is not None else None
        return told is not None and told.type == "PERSON" and sort_of(asked.amount) == "money"

    def _heaviest(self, binder: Binder, asked: Asked) -> Reference | None:
        found = self.candidates(binder, asked)
        if self._unsaid is not None and self._is_of_the_land(found):
            return self._unsaid
        return found.heaviest(self._spoken.only_cited)

    def _is_of_the_land(self, found: Candidates) -> bool:
        """Tell a country's figure where nobody who is named can have it: "Mortgage approvals fell".

        What companies have is a company's, though the text leaves out which.
        """
        return (
            found.nowhere >= _NOWHERE
            and found.owner not in _OF_FIRMS
            and not self._spoken.is_about_one
        )

    def candidates(self, binder: Binder, asked: Asked) -> Candidates:
        """Return who could have the figure, each with what speaks for or against it."""
        found = Candidates(sort_of(asked.amount), asked.measure, self._entities, alone=self._alone)
        self._by_rule(found, asked)
        clause = binder.sentence.clauses[binder.sentence.clause_of(asked.place)]
        subject = binder.owners.own_subject(clause)
        if self._here is None:
            names = self._named[-1] if self._named else ()
            self._here = NamedHere(binder, names, self._entities, self._spoken)
        self._here.add(found, Figured(asked.place, asked.binding, clause, subject))
        self._spoken_of(found, asked)
        for entity, ways in self._named_before():
            found.add_entity(entity, _before(ways, found.owner))
        self._of_figures_before(found, binder, asked, has_subject=subject is not None)
        if subject is not None:
            self._in_words(found, binder, subject, verb_of(binder, clause, asked.place))
        if self._seats is not None:
            place = asked.amount.start, asked.amount.end
            self._seats.add(found, place, self._sentence - 1, asked.measure.text)
        return found

    def _by_rule(self, found: Candidates, asked: Asked) -> None:
        if asked.told is None:
            return
        how = "spoken of"
        if asked.binding.subject is not None:
            how = "words" if asked.told.entity_id is None else "name"
        sure = int(asked.binding.evidence * 10)
        itself = asked.binding.subject == asked.binding.measure
        found.add(asked.told, _rule(how, found.owner, found.sort, sure, itself=itself))

    def _spoken_of(self, found: Candidates, asked: Asked) -> None:
        ruled = "some" if asked.told is not None else "none"
        spoken = self._spoken
        sort, owner = found.sort, found.owner
        found.add_entity(spoken.main, _main(sort, owner, ruled, alone=spoken.is_about_one))
        found.add_entity(spoken.company(), _company(sort, owner))
        found.add_entity(spoken.economy(), _economy(owner, found.measure))
        found.add_entity(spoken.before, _company_before(owner))
        for entity in self._headline:
            found.add_entity(entity, _headline(entity.type, sort))

    def _named_before(self) -> Iterable[tuple[Entity, tuple[_Before, ...]]]:
        """Return who is named in the two sentences before, and how: alike for all its figures."""
        if self._back is None:
            back: dict[str, list[_Before]] = {}
            for sentence, names in enumerate(list(self._named)[-2::-1], start=1):
                for number, mention in enumerate(names):
                    way = _Before(sentence, mention.type, is_first=number == 0)
                    back.setdefault(mention.entity_id, []).append(way)
            self._back = [
                (self._entities[entity_id], tuple(dict.fromkeys(ways)))
                for entity_id, ways in back.items() if entity_id in self._entities
            ]  # fmt: skip
        return self._back

    def _of_figures_before(
        self, found: Candidates, binder: Binder, asked: Asked, *, has_subject: bool
    ) -> None:
        for back, seen in enumerate(reversed(self._seen)):
            if seen.subject is None:
                continue
            distance = self._sentence - seen.sentence
            where = ("same", "next")[distance] if distance <= 1 else "far"
            name = f"figure {back} {where}"
            alike = "alike" if seen.sort == found.sort else "unlike"
            found.add(seen.subject, _of_figure(name, alike))
            if back == 0:
                measure = "none"
                if asked.measure.text is not None:
                    measure = "equal" if seen.measure == asked.measure.text else "other"
                then = "" if distance else since(binder, asked.place)
                found.add(
                    seen.subject,
                    _of_last_figure(name, measure, then, asked.role, has_subject=has_subject),
                    _sure(name, int(asked.binding.evidence * 10)),
                )

    def _in_words(self, found: Candidates, binder: Binder, subject: Phrase, verb: str) -> None:
        """Add the subject of the clause as it is written, where it names nobody."""
        first, end = subject
        while first < end and binder.words[first].lower in words("determiners"):
            first += 1
        if any(word.what == "name" for word in binder.words[first:end]):
            return
        if first and binder.words[first - 1].lower in _RELATIVES:  # "who bet against producers"
            return
        text = binder.sentence.say(first, end)
        if not text:
            return
        head = binder.words[binder.owners.head(first, end) - 1].lower
        if head in words("judges"):
            return
        found.add_words(
            text, _in_words(found.sort, found.owner, verb, agent=head in words("agents"))
        )


# What speaks for a candidate, in groups that are written once.


@lru_cache(KEPT)
def _rule(how: str, owner: str, sort: str, sure: int, *, itself: bool) -> Group:
    return Group(
        "rule", f"rule {how}", f"rule {how}, {owner}", f"rule, {sort}", f"rule {how}, sure {sure}",
        f"rule {how}, itself {itself}",
    )  # fmt: skip


@cache
def _main(sort: str, owner: str, ruled: str, *, alone: bool) -> Group:
    return Group(
        "main", f"main, {sort}", f"main, {owner}", f"main alone {alone}", f"main, rule {ruled}"
    )


@cache
def _company(sort: str, owner: str) -> Group:
    return Group("company", f"company, {owner}", f"company, {sort}")


@lru_cache(KEPT)
def _economy(owner: str, measure: str) -> Group:
    return Group("economy", f"economy, {owner}", f"economy, {measure}")


@cache
def _company_before(owner: str) -> Group:
    return Group("company before", f"company before, {owner}")


@cache
def _headline(kind: str, sort: str) -> Group:
    return Group("headline", f"headline {kind}", f"headline {kind}, {sort}")


@lru_cache(KEPT)
def _before(ways: tuple[_Before, ...], owner: str) -> Group:
    features: list[str] = []
    for back, kind, is_first in ways:
        name = f"back {back}"
        features += [
            name, f"{name} {kind}", f"{name} {kind}, {owner}", f"{name} first {is_first}"
        ]  # fmt: skip
    return Group(*features)


@cache
def _of_figure(name: str, alike: str) -> Group:
    return Group(name, f"{name} {alike}")


@lru_cache(KEPT)
def _of_last_figure(
    name: str, measure: str, then: str, role: FigureRole, *, has_subject: bool
) -> Group:
    return Group(
        f"{name}, measure {measure}", f"{name}, subject {has_subject}", f"{name}, role {role}",
        f"{name}, then {then}",
    )  # fmt: skip


@cache
def _sure(name: str, tenths: int) -> Group:
    return Group(f"{name}, sure {tenths}")


@lru_cache(KEPT)
def _in_words(sort: str, owner: str, verb: str, *, agent: bool) -> Group:
    return Group("words", f"words, {owner}", f"words, {sort}", f"words agent {agent} {verb}")
