"""Whose a figure is, weighed: who is named near it, who was before, whom the text is about.

The rules of `references` name one candidate; the names of the sentence, of the two before it and of
the headline, and whose the figures before are, are the others. What speaks for each is a set of
features with weights learned from our own corpus (`models/scripts/subjects.py`); where nobody
outweighs `nobody`, the subject is null.
"""

from collections import deque
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from newsx.grammar.amount import Amount
from newsx.knowledge.choices import weights
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import owner_of
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.naming import Measured
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import Phrase
from newsx.resolve.subjects.candidates import Candidates
from newsx.resolve.subjects.nearness import beside, by_measure, goes_on, since, step, verb_of
from newsx.resolve.subjects.seats import Seats
from newsx.resolve.subjects.spoken import Spoken, is_public_body
from newsx.schema import Entity, FigureRole, Mention, Reference

NOBODY = "nobody"
"""The one feature of naming nobody."""

# Too few of these in the corpus to learn from, and the rules know whose they are.
_BY_RULE = "economy"
_SENTENCES = 2
_FIGURES = 3


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


class Whose:
    """Chooses the subjects of the figures of one article, in order of the text.

    Args:
        entities: The entities of the article.
        spoken: Whom the text is speaking of.
        seats: Where they stand, where there are trees.
    """

    def __init__(
        self, entities: Sequence[Entity], spoken: Spoken, seats: Seats | None = None
    ) -> None:
        self._seats = seats
        self._entities = {entity.entity_id: entity for entity in entities}
        self._headline = [entity for entity in entities if entity.in_headline]
        self._spoken = spoken
        self._named: deque[Sequence[Mention]] = deque(maxlen=_SENTENCES + 1)
        self._seen: deque[_Seen] = deque(maxlen=_FIGURES)
        self._sentence = 0
        self._chosen: Reference | None = None

    def enter(self, names: Sequence[Mention]) -> None:
        """Begin a sentence that has these names."""
        self._named.append(names)
        self._sentence += 1

    def choose(self, binder: Binder, asked: Asked) -> Reference | None:
        """Return whose the figure is, or None where nobody is likely."""
        ruled = (
            not self._entities
            or owner_of(asked.measure.name) == _BY_RULE
            or self._is_person_paying(asked)
        )
        chosen = asked.told if ruled else self._heaviest(binder, asked)
        if asked.role in {"to", "from"} and goes_on(binder, asked.place):
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
        table = weights()
        best, most = None, table[NOBODY]
        for reference, features in self.candidates(binder, asked):
            total = sum(map(table.get, features, repeat(0)))
            if total > most:
                best, most = reference, total
        return best

    def candidates(self, binder: Binder, asked: Asked) -> list[tuple[Reference, set[str]]]:
        """Return who could have the figure, each with what speaks for or against it."""
        found = Candidates(sort_of(asked.amount), asked.measure, self._entities)
        self._by_rule(found, asked)
        clause = binder.sentence.clauses[binder.sentence.clause_of(asked.place)]
        subject = binder.owners.own_subject(clause)
        self._named_here(found, binder, asked, clause, subject)
        self._spoken_of(found, asked)
        self._named_before(found)
        self._of_figures_before(found, binder, asked, has_subject=subject is not None)
        if subject is not None:
            self._in_words(found, binder, subject, verb_of(binder, clause, asked.place))
        if self._seats is not None:
            place = asked.amount.start, asked.amount.end
            self._seats.add(found, place, self._sentence - 1, asked.measure.text)
        cited = self._spoken.only_cited
        return [
            (reference, features) for reference, features in found.rows()
            if reference.entity_id not in cited or "rule" in features
        ]  # fmt: skip

    def _by_rule(self, found: Candidates, asked: Asked) -> None:
        if asked.told is None:
            return
        how = "spoken of"
        if asked.binding.subject is not None:
            how = "words" if asked.told.entity_id is None else "name"
        sure = int(asked.binding.evidence * 10)
        found.add(
            asked.told, "rule", f"rule {how}", f"rule {how}, {found.owner}",
            f"rule, {found.sort}", f"rule {how}, sure {sure}",
            f"rule {how}, itself {asked.binding.subject == asked.binding.measure}",
        )  # fmt: skip

    def _named_here(
        self,
        found: Candidates,
        binder: Binder,
        asked: Asked,
        clause: Clause,
        subject: Phrase | None,
    ) -> None:
        names = self._named[-1] if self._named else ()
        places = [place for place, word in enumerate(binder.words) if word.what == "name"]
        before = max((place for place in places if place < asked.place), default=-1)
        after = min((place for place in places if place > asked.place), default=-1)
        verb = verb_of(binder, clause, asked.place)
        opening = binder.owners.own_subject(binder.sentence.clauses[0])
        for place in places:
            mention = names[binder.words[place].row]
            entity = self._entities.get(mention.entity_id)
            if entity is None:
                continue
            kind = mention.type
            side = "before" if place < asked.place else "after"
            where = "same" if clause.begin <= place < clause.stop else "other"
            features = [
                "here", f"here {kind}", f"here {kind}, {found.sort}", f"here {kind}, {found.owner}",
                f"here {side} {step(abs(place - asked.place))}", f"here {side} {where}",
                f"here {kind} {side} {where}, {found.sort}", f"here {kind}, {found.measure}",
            ]  # fmt: skip
            if subject is not None and subject[0] <= place < subject[1]:
                features += [
                    "acts", f"acts {kind} {verb}", f"acts, {found.sort}",
                    f"acts last {place == subject[1] - 1}",
                ]  # fmt: skip
            if opening is not None and opening[0] <= place < opening[1]:
                features += ["opens", f"opens {kind}"]
            features += beside(binder, place, kind, side)
            features += by_measure(binder, asked.binding, place, kind)
            if is_public_body(entity.name):
                features += ["public body", f"public body, {found.owner}", f"public body {verb}"]
            if place == before:
                features += ["last before", f"last before {kind}", f"last before {where}"]
            if place == after:
                features += ["first after", f"first after {kind}"]
            if place == places[0]:
                features.append("first name")
            if len(places) == 1:
                features.append(f"only {kind}")
            if abs(place - asked.place) == 1:
                features.append(f"adjacent {side} {kind}, {found.sort}")
            if self._spoken.vouches(mention):
                features += ["vouches", f"vouches {kind}"]
            if mention.form != "name":
                features.append(f"form {mention.form}")
            found.add_entity(entity, *features)

    def _spoken_of(self, found: Candidates, asked: Asked) -> None:
        ruled = "some" if asked.told is not None else "none"
        spoken = self._spoken
        found.add_entity(
            spoken.main, "main", f"main, {found.sort}", f"main, {found.owner}",
            f"main alone {spoken.is_about_one}", f"main, rule {ruled}",
        )  # fmt: skip
        found.add_entity(
            spoken.company(), "company", f"company, {found.owner}", f"company, {found.sort}"
        )
        found.add_entity(
            spoken.economy(), "economy", f"economy, {found.owner}", f"economy, {found.measure}"
        )
        found.add_entity(spoken.before, "company before", f"company before, {found.owner}")
        for entity in self._headline:
            found.add_entity(
                entity, "headline", f"headline {entity.type}",
                f"headline {entity.type}, {found.sort}",
            )  # fmt: skip

    def _named_before(self, found: Candidates) -> None:
        for back, names in enumerate(list(self._named)[-2::-1], start=1):
            for number, mention in enumerate(names):
                found.add_entity(
                    self._entities.get(mention.entity_id), f"back {back}",
                    f"back {back} {mention.type}", f"back {back} {mention.type}, {found.owner}",
                    f"back {back} first {number == 0}",
                )  # fmt: skip

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
            features = [name, f"{name} {alike}"]
            if back == 0:
                measure = "none"
                if asked.measure.text is not None:
                    measure = "equal" if seen.measure == asked.measure.text else "other"
                features += [
                    f"{name}, measure {measure}",
                    f"{name}, sure {int(asked.binding.evidence * 10)}",
                    f"{name}, subject {has_subject}",
                    f"{name}, role {asked.role}",
                    f"{name}, then {since(binder, asked.place) if not distance else ''}",
                ]
            found.add(seen.subject, *features)

    def _in_words(self, found: Candidates, binder: Binder, subject: Phrase, verb: str) -> None:
        """Add the subject of the clause as it is written, where it names nobody."""
        first, end = subject
        while first < end and binder.words[first].lower in words("determiners"):
            first += 1
        if any(word.what == "name" for word in binder.words[first:end]):
            return
        text = binder.sentence.say(first, end)
        if not text:
            return
        head = binder.words[binder.owners.head(first, end) - 1].lower
        found.add(
            Reference(text=text), "words", f"words, {found.owner}", f"words, {found.sort}",
            f"words agent {head in words('agents')} {verb}",
        )  # fmt: skip


def sort_of(amount: Amount) -> str:
    """Return what sort of figure it is, finer than its kind: money by the share is no sum."""
    if amount.kind == "money":
        return "rate" if amount.per else "sum" if amount.scaled else "money"
    if amount.kind == "percent":
        return "percent" if amount.unit == "percent" else "points"
    if amount.kind == "count":
        return "counted" if amount.unit else "count"
    return amount.kind
