"""What a verb says a figure measures: of its subject, of its object, of what it does.

"Sales fell 5%", "raised its rate by a point", "fined the bank $549 million", "took in $3bn".
"""

from collections.abc import Sequence

from newsx.grammar.amount import Amount
from newsx.knowledge import changes
from newsx.knowledge.grammar_words import deeds, words
from newsx.knowledge.measures import name_of, owner_of
from newsx.resolve.measures.binding import Binding, is_price
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import PASSED, Owners, Phrase
from newsx.schema import Mention

# Verbs that say of a company how its shares moved.
_PRICE_VERBS = frozenset(
    form
    for form, found in changes.words().items()
    if any(change.what == "verb" for change in found)
) | {"closed", "ended", "opened", "traded", "finished", "settled"} - {
    "cut",
    "cuts",
    "raised",
    "raises",
}

# What trades in the name of something else: "futures on the Nasdaq 100".
_DERIVED = ("share", "stock", "bond", "note", "unit", "future", "contract", "option", "yield")

# What moves by percent without being a share.
_RETURNING = frozenset({"fund", "funds", "portfolio", "strategy"})


class Verbs:
    """Reads figures by the verb that leads to them, in one sentence.

    Args:
        owners: Subjects and owners of the sentence.
        names: The mentions of the sentence; a name's word says which of them it is.
    """

    def __init__(self, owners: Owners, names: Sequence[Mention] = ()) -> None:
        self.owners = owners
        self.sentence = owners.sentence
        self.words = owners.words
        self.names = names

    def by_verb(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Binding | None:
        """Read the object or the subject of the verb that leads to the figure."""
        verb = self.verb_before(index, clause)
        subject = self.owners.subject(clause)
        if verb is None:
            return self._without_verb(index, amount, clause, subject, previous)
        first, end = self.object_of(verb, index)
        measured = self.owners.is_measure(first, end) if end > first else False
        if end - first == 1 and amount.unit == "percent":
            # "pared gains to 4%" is of the price, not of gains
            measured = measured and self.words[first].lower not in words("moves_of_price")
        if measured and not self.owners.is_owner(first, end):
            if self.owners.led_by_place(first, end):
                return Binding((first + 1, end), subject=(first, first + 1), evidence=0.6)
            owner = self.owners.owner(first, end, clause)
            return Binding((first, end), subject=owner, evidence=0.8)
        if self.words[verb].verb == "say":
            return None
        done = self._by_deed(index, amount, clause, verb, subject)
        if done is not None:
            return done
        if end > first and self.deed(verb)[0] is not None:
            # "fined the bank $549 million": whom the deed falls on
            return Binding(measure_text=self.deed(verb)[0], subject=(first, end), evidence=0.4)
        return self._by_subject(index, amount, clause, verb, subject)

    def _without_verb(
        self,
        index: int,
        amount: Amount,
        clause: Clause,
        subject: Phrase | None,
        previous: int | None,
    ) -> Binding | None:
        """Read a figure in front of its verb, or with the verb of the clause before."""
        following = self.words[index + 1].lower if index + 1 < clause.stop else ""
        if previous is not None and following in {"for", "from"} and amount.kind == "money":
            target = self._target(index, clause)
            if target is not None:
                return target
        if subject is None or (clause.verbs and clause.verbs[0] < index):
            return None
        first, end = self.sentence.phrase_left(self.link(index, clause), clause.begin)
        moved = self.words[index - 1].lower in {"up", "down"}
        if end <= first and moved and not self.owners.is_owner(*subject):
            return self.of_subject(subject, clause)._replace(evidence=0.5)
        if end > first > clause.begin - 1 and self.link(index, clause) < index:
            owner = self.owners.owner(first, end, clause)
            return Binding((first, end), subject=owner, evidence=0.6)
        return None

    def _by_deed(
        self, index: int, amount: Amount, clause: Clause, verb: int, subject: Phrase | None
    ) -> Binding | None:
        """Read what a verb does with money: "took in $3bn" is inflows."""
        deed, particle = self.deed(verb)
        direct = all(
            other.lower in PASSED or other.lower in words("predicates")
            for other in self.words[verb + 1 + particle : index]
        )
        if deed is None or not direct:
            return None
        if subject is not None and self.owners.is_traded(*subject) and deed == "purchase":
            return self.of_subject(subject, clause)
        acts = self.words[verb].verb == "act"
        owned = (
            subject is not None
            and self.owners.is_owner(*subject)
            and amount.kind in {"money", "fraction"}
        )
        if (deed == "loss" and not amount.scaled) or not (
            acts or particle or deed == "yield" or owned
        ):
            return None
        spent = acts and deed in {"payment", "spending"}
        target = self._target(index, clause) if spent else None
        return target or Binding(measure_text=deed, subject=subject, evidence=0.5)

    def _by_subject(
        self, index: int, amount: Amount, clause: Clause, verb: int, subject: Phrase | None
    ) -> Binding | None:
        """Read the subject of a verb of being or moving: "sales fell 5%"."""
        word = self.words[verb]
        if word.verb in {"move", "be"} or word.lower in words("adjectives"):
            if subject is None:
                return None
            if self.owners.is_owner(*subject):
                return self.of_owner(subject, amount, verb)
            return self.of_subject(subject, clause)
        if word.verb == "auxiliary" and subject is not None and self.owners.is_measure(*subject):
            return self.of_subject(subject, clause)
        if word.verb != "act":
            return None
        if subject is not None and not self.owners.is_owner(*subject):
            return self._target(index, clause) or self.of_subject(subject, clause)
        return self._target(index, clause)

    def of_owner(self, subject: Phrase, amount: Amount, verb: int | None) -> Binding:
        """Read "Next fell 2.1pc to £88.74": a company that moves means its share price."""
        if self.owners.is_traded(*subject):
            return Binding(subject, subject=subject, evidence=0.8)
        if self.words[subject[1] - 1].lower in _RETURNING and amount.unit == "percent":
            return Binding(measure_text="return", subject=subject, evidence=0.4)
        moves = verb is None or self.words[verb].lower in _PRICE_VERBS
        if moves and self._has_shares(subject) and is_price(amount):
            return Binding(measure_text="share price", subject=subject, evidence=0.4)
        return Binding(subject=subject, evidence=0.2)

    def _has_shares(self, phrase: Phrase) -> bool:
        """Tell a company from a place, a person or a word that only has a capital."""
        named = [word for word in self.words[slice(*phrase)] if word.what == "name"]
        if named and self.names:
            return self.names[named[-1].row].type in {"ORG", "TICKER", "PRODUCT"}
        return self.owners.is_named(*phrase) and name_of(self.sentence.say(*phrase)) is None

    def _target(self, index: int, clause: Clause) -> Binding | None:
        """Read what money goes to: "S$215 million for mobile networks"."""
        after = index + 1
        while after < clause.stop and self.words[after].what == "time":
            after += 1
        if after < clause.stop and self.words[after].lower in {"for", "into", "on", "in", "from"}:
            first, end = self.sentence.phrase_right(after + 1, clause.stop)
            if end > first and self.owners.is_measure(first, end):
                payer = self.owners.subject(clause)
                acts = payer is not None and self.owners.is_owner(*payer)
                return Binding((first, end), subject=payer if acts else None, evidence=0.4)
        return None

    def of_subject(self, subject: Phrase, clause: Clause) -> Binding:
        """Split a subject into what is measured and whose it is."""
        first, end = subject
        if self.words[first].lower in {"it", "they", "he", "she", "we", "this", "that"}:
            return Binding(subject=subject, evidence=0.2)
        head = self.owners.head(first, end)
        if (
            head < end
            and self.owners.is_traded(first, head)
            and not self.owners.is_rate(self.words[head - 1])
            and not self.words[first].lower.startswith(_DERIVED)
        ):
            # "Benchmark copper on the London Metal Exchange", "Brent futures for January delivery"
            whose = (head + 1, end)
            first, end = self._plain_phrase(first, head)
            owned = owner_of(name_of(self.sentence.say(first, end))) == "economy"
            land = whose if owned and self.owners.is_place(*whose) else (first, end)
            return Binding((first, end), subject=land, evidence=0.8)
        owner = self.owners.owner(first, end, clause)
        for position in range(first, end):
            if self.words[position].what == "possessive" and position + 1 < end:
                if (
                    self.owners.is_traded(position + 1, end)
                    and not self.owners.is_rate(self.words[end - 1])
                    and self.words[position + 1].text[0].isupper()
                ):
                    # "London's FTSE 100" is the index, not London
                    return Binding((position + 1, end), subject=(position + 1, end), evidence=0.8)
                return Binding((position + 1, end), subject=(first, position), evidence=0.8)
        for position in range(first + 1, end):
            if (
                self.words[position].lower in {"of", "in", "at", "across", "on"}
                and position + 1 < end
            ):
                inner = self.sentence.phrase_right(position + 1, end)
                if inner[1] > inner[0] and self.owners.names_somebody(*inner):
                    return Binding((first, position), subject=inner, evidence=0.8)
            if self.words[position].lower in {"into", "from", "to"} and self.owners.is_place(
                position + 1, end
            ):
                return Binding((first, position), subject=(position + 1, end), evidence=0.8)
        if self.owners.led_by_place(first, end):
            return Binding((first + 1, end), subject=(first, first + 1), evidence=0.6)
        if (
            self.words[first].what == "name"
            and end - first > 1
            and self.words[first + 1].what == "word"
            and self.words[first + 1].lower not in words("conjunctions")
            and not self.owners.is_traded(first, end)
        ):
            return Binding((first + 1, end), subject=(first, first + 1), evidence=0.7)
        if self.words[first].lower in words("possessives"):
            whose = self.owners.antecedent(first) or (first, first + 1)
            return Binding((first + 1, end), subject=whose, evidence=0.8)
        if self.owners.is_traded(first, end) or self.owners.names_somebody(first, end):
            return Binding((first, end), subject=owner or (first, end), evidence=0.8)
        return Binding((first, end), subject=owner, evidence=0.85)

    def _plain_phrase(self, first: int, end: int) -> Phrase:
        while end > first + 1 and self.words[end - 1].what in {"time", "mark"}:
            end -= 1
        return first, end

    def verb_before(self, index: int, clause: Clause) -> int | None:
        """Return the verb that leads to the figure: the last before it that is no auxiliary."""
        before = [verb for verb in clause.verbs if verb < index]
        for verb in reversed(before):
            if self.words[verb].verb != "auxiliary":
                return verb
        return before[-1] if before else None

    def object_of(self, verb: int, index: int) -> Phrase:
        """Return the phrase between a verb and the figure it leads to."""
        first, end = self.sentence.phrase_right(verb + 1, index)
        while end < index and self.words[end].lower in {"of", "on", "in"}:
            inner = self.sentence.phrase_right(end + 1, index)
            if inner[1] <= inner[0]:
                break
            end = inner[1]
        plain = [
            word
            for word in self.words[first:end]
            if word.lower not in PASSED and word.lower not in words("predicates")
        ]
        return (first, end) if plain else (first, first)

    def link(self, index: int, clause: Clause) -> int:
        """Return where the words that only lead to the figure begin."""
        position = index
        while position > clause.begin and self.words[position - 1].lower in PASSED | {
            "at",
            "to",
            "from",
            "by",
        }:
            position -= 1
        return position

    def deed(self, verb: int) -> tuple[str | None, int]:
        """Return what a verb does with money, as a noun, and how many particles it has.

        `took in` is inflows; `fined` is a fine.
        """
        word = self.words[verb].lower
        following = self.words[verb + 1].lower if verb + 1 < len(self.words) else ""
        deed = deeds().get(f"{word} {following}")
        if deed is not None:
            return deed.measure, 1
        deed = deeds().get(word)
        return (deed.measure if deed is not None else None), 0
