"""What a figure measures, and of whom: read from the words around it.

The nearest evidence wins: the noun a figure stands before ("a $10 billion buyback"), the noun it is
`of` ("net profit of $2 billion", "10% of revenue"), the object of its verb ("raised its rate by"),
the subject of its verb ("sales fell 5%"). Without evidence the measure is null.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsx.grammar.amount import Amount
from newsx.knowledge import changes
from newsx.knowledge.grammar_words import deeds, words
from newsx.knowledge.measures import name_of
from newsx.resolve.clauses import Clause
from newsx.resolve.owners import PASSED, Owners, Phrase
from newsx.resolve.sentences import Sentence
from newsx.resolve.verbless import label_of
from newsx.schema import Mention


class Binding(NamedTuple):
    """What a figure is bound to, as phrases `[first, end)` of its sentence's words."""

    measure: Phrase | None = None
    measure_text: str | None = None
    """A measure that no words of the sentence give: "inflows" for `took in`."""
    subject: Phrase | None = None
    object: Phrase | None = None
    evidence: float = 0.0
    """How strong the evidence is, 0 to 1."""


_CHANGE_NOUNS = frozenset(
    form
    for form, found in changes.words().items()
    if any(change.what == "noun" for change in found)
)
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


# Evidence of a measure that was only carried over from another figure.
_INHERITED = 0.5
# What trades in the name of something else: "futures on the Nasdaq 100".
_DERIVED = ("share", "stock", "bond", "note", "unit", "future", "contract", "option", "yield")
_EMPLOYEES = "employees"
# What moves by percent without being a share.
_RETURNING = frozenset({"fund", "funds", "portfolio", "strategy"})
# "a record high of" says nothing; a phrase this long does.
_LONG = 3


def is_price(amount: Amount) -> bool:
    """Tell what a price can be or move by: it is no sum of millions and no part of a rate."""
    return (
        (amount.kind == "percent" and amount.unit == "percent")
        or amount.kind in {"index", "number"}
        or (amount.kind == "money" and not amount.scaled)
    )


class Binder:
    """Binds the figures of one sentence, in order."""

    def __init__(
        self, sentence: Sentence, amounts: Sequence[Amount], names: Sequence[Mention] = ()
    ) -> None:
        self.names = names
        self.sentence = sentence
        self.words = sentence.words
        self.owners = Owners(sentence, names)
        self.amounts = amounts
        self._bound: dict[int, Binding] = {}
        self.gapped: dict[int, Phrase] = {}
        """Figures without a verb, and the phrase each follows."""
        self.listed: dict[int, int] = {}
        """Figures of a list, and the last of it."""

    def bind(self, index: int) -> Binding:
        """Return the binding of the figure that is word `index`; call in order of the text."""
        amount = self.amounts[self.words[index].row]
        clause = self.sentence.clauses[self.sentence.clause_of(index)]
        previous = self.previous(index)
        binding = self._measured(index, amount, clause, previous)
        if binding.subject is None:
            binding = binding._replace(subject=self._agent(index, clause, binding))
        elif self.words[binding.subject[0]].lower in {"it", "they"}:
            antecedent = self.owners.antecedent_of(binding.subject[0], clause)
            binding = binding._replace(subject=antecedent or binding.subject)
        if binding.subject is None:
            binding = binding._replace(subject=self.owners.place_named_first())
        if binding.measure is None and binding.measure_text is None and previous is not None:
            earlier = self._bound[previous]
            if self._continues(index, previous):
                binding = binding._replace(
                    measure=earlier.measure, measure_text=earlier.measure_text,
                    subject=earlier.subject or binding.subject, evidence=0.5,
                )  # fmt: skip
        binding = binding._replace(object=self._aim(index, amount, clause))
        if binding.subject is not None:
            binding = binding._replace(subject=self.owners.bare_name(*binding.subject))
        self._bound[index] = binding
        return binding

    def share_lists(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs (from, to) of figures in a list, and share what they measure.

        Give the figures of a list what its last one measures: "23%, 16% and 12% of revenue".
        """
        places = sorted(self._bound)
        for place, following in reversed(list(itertools.pairwise(places))):
            between = {word.text for word in self.words[place + 1 : following]}
            here, there = self._bound[place], self._bound[following]
            same = (
                self.amounts[self.words[place].row].kind
                == self.amounts[self.words[following].row].kind
            )
            if between and between <= {",", "and", "or"} and same and here.evidence <= _INHERITED:
                self._bound[place] = there._replace(evidence=0.6)
                self.listed[place] = self.listed.get(following, following)
                yield following, place

    def bound(self, index: int) -> Binding:
        """Return the binding of a figure that was bound before."""
        return self._bound[index]

    # -- measure ------------------------------------------------------------------------------

    def _measured(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Binding:
        of_follows = index + 1 < clause.stop and self.words[index + 1].lower == "of"
        if previous is not None and not of_follows and self.is_apposition(index, previous):
            return self._bound[previous]._replace(evidence=0.7)
        if previous in self.gapped and self._leads_on(previous, index):
            return self._bound[previous]._replace(evidence=0.6)
        if self.words[index].verb:
            subject = self.owners.own_subject(clause, index)
            return self._of_subject(subject, clause) if subject is not None else Binding()
        for reading in (
            self._worth(index, clause),
            self._before_noun(index, amount, clause, previous),
            self._counted(index, amount, clause),
            self._of_right(index, amount, clause),
            self._of_left(index, clause),
            self._labelled(index, amount, clause, previous),
            self._by_verb(index, amount, clause),
        ):
            if reading is not None:
                return reading
        return Binding()

    def _leads_on(self, previous: int, index: int) -> bool:
        """Tell "2.9 percent to 857": one movement, its parts parted by nothing else."""
        between = {word.lower for word in self.words[previous + 1 : index]}
        return bool(between & {"to", "at"}) and between <= PASSED | {"at", "to"}

    def _before_noun(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Binding | None:
        """Read "a $10 billion buyback", "the 68-cent average estimate", "a 5% gain in sales"."""
        if amount.kind == "count" and not amount.bare and amount.unit is not None:
            return None
        after = index + 1
        if after >= clause.stop:
            return None
        if self.words[after].what == "mark" and self.words[after].text == "-":
            after += 1
        first, end = self.sentence.phrase_right(after, clause.stop)
        if first != after or end <= first or self.words[first].lower in words("adverbs"):
            return None
        if end < clause.stop and self.words[end].verb and not self._attributive(index, amount):
            return None
        if (
            end < clause.stop
            and self.words[end].verb == "auxiliary"
            and self.owners.is_owner(first, end)
        ):
            # what somebody had forecast is no noun of the figure
            return None
        if self.words[first].what in {"name", "time"} and amount.kind != "money":
            return None
        head = self.words[end - 1]
        if head.lower in _CHANGE_NOUNS:
            return self._changed(index, end, clause, previous)
        if amount.kind == "percent" and self.words[first].lower in _CHANGE_NOUNS:
            return self._changed(index, first + 1, clause, previous)
        if not self._attributive(index, amount):
            return None
        subject = self.owners.owner(first, end, clause)
        return Binding((first, end), subject=subject, evidence=0.85)

    def _worth(self, index: int, clause: Clause) -> Binding | None:
        """Read "jets worth $6 billion", "leaving the company worth just over £1bn"."""
        place = self._link(index, clause) - 1
        if place < clause.begin or self.words[place].lower != "worth":
            return None
        first, end = self.sentence.phrase_left(place, clause.begin)
        subject = (first, end) if end > first else self.owners.subject(clause)
        return Binding(measure_text="worth", subject=subject, evidence=0.6)

    def _labelled(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Binding | None:
        """Read a figure without a verb: in a list, after a label, where the verb is left out."""
        if amount.kind == "count" and amount.unit is not None:
            return None
        label = label_of(self.owners, index, clause)
        if label is None:
            return None
        phrase = label.phrase
        earlier = None if previous is None else self._bound[previous]
        self.gapped[index] = phrase
        if self.owners.is_traded(*phrase):
            return self._of_subject(phrase, clause)
        if not label.is_named:
            return Binding(phrase, evidence=0.6) if self.owners.is_measure(*phrase) else None
        if earlier is None or earlier.subject == phrase:
            return self._of_owner(phrase, amount, None)
        if earlier.measure is not None and earlier.measure != earlier.subject:
            return Binding(earlier.measure, subject=phrase, evidence=0.6)
        if earlier.measure_text is not None:
            return Binding(measure_text=earlier.measure_text, subject=phrase, evidence=0.6)
        return self._of_owner(phrase, amount, None)

    def _attributive(self, index: int, amount: Amount) -> bool:
        """Tell whether the figure stands like an adjective: after an article, or with a hyphen."""
        if amount.kind == "ratio" or "-" in self.words[index].text:
            return True
        before = self.words[index - 1] if index else None
        return (
            before is not None
            and (
                before.lower in words("determiners")
                or before.what in {"possessive", "name"}
                or before.lower in words("adjectives")
                or before.lower
                in {
                    "new",
                    "total",
                    "combined",
                    "record",
                    "initial",
                    "further",
                    "roughly",
                    "nearly",
                    "about",
                    "than",
                }
            )
            and amount.kind in {"money", "percent", "quantity", "multiple"}
        )

    def _changed(
        self, index: int, after: int, clause: Clause, previous: int | None
    ) -> Binding | None:
        """Read what a change noun is of: "a 12% increase in inventory volume"."""
        if after < len(self.words) and self.words[after].lower in {"in", "of", "for", "to"}:
            first, end = self.sentence.phrase_right(after + 1, clause.stop)
            named = end > first and (
                self.words[first].what == "name" or self.owners.is_traded(first, end)
            )
            if named:
                return Binding((first, end), subject=(first, end), evidence=0.8)
            if end > first and self.owners.is_measure(first, end):
                return Binding((first, end), evidence=0.85)
        if previous is not None:
            return self._bound[previous]._replace(evidence=0.6)
        owner = self.owners.owner(index, after, clause)
        if owner is not None:
            return Binding(owner, subject=owner, evidence=0.6)
        subject = self.owners.subject(clause)
        if subject is None or self.owners.is_owner(*subject) or self._is_said(clause):
            return None
        return Binding(subject, subject=None, evidence=0.5)

    def _is_said(self, clause: Clause) -> bool:
        """Tell a clause whose subject only says or expects the figure."""
        return any(self.words[verb].verb == "say" for verb in clause.verbs)

    def _counted(self, index: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read the noun a count holds: "1,100 jobs"; but "volume topped 2m contracts" is volume."""
        if amount.kind != "count" or amount.unit is None or amount.unit == "time":
            return None
        verb = self.verb_before(index, clause)
        if verb is not None and self.words[verb].verb in {"be", "move"}:
            subject = self.owners.own_subject(clause)
            between = {word.lower for word in self.words[verb + 1 : index]}
            if (
                subject is not None
                and between <= PASSED | {"at", "in", "by", "to"}
                and self.owners.is_measure(*subject)
                and not self.owners.names_somebody(*subject)
            ):
                return self._of_subject(subject, clause)
        if verb is not None and self._deed(verb)[0] == _EMPLOYEES:
            return Binding(measure_text=_EMPLOYEES, evidence=0.8)
        noun = self._counted_noun(index, amount)
        if noun:
            return Binding(measure_text=noun, evidence=0.8)
        phrase = self.sentence.phrase_right(index + 1, clause.stop)
        return Binding(phrase, evidence=0.8) if phrase[1] > phrase[0] else None

    def _counted_noun(self, index: int, amount: Amount) -> str:
        text = self.sentence.text[amount.number[1] : amount.end]
        noun = text.lstrip(" -\u00a0")
        for scale in ("million", "billion", "thousand", "lakh", "crore", "mn", "bn", "m", "k"):
            if noun == scale or noun.startswith(scale + " "):
                noun = noun[len(scale) + 1 :]
        if noun == "strong" and index + 1 < len(self.words):
            return self.words[index + 1].text
        return noun

    def _of_right(self, index: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read "10% of total revenues", "15 times estimated earnings", "$51bn in assets"."""
        after = index + 1
        if after >= clause.stop:
            return None
        link = self.words[after].lower
        if amount.kind == "multiple" and not self.words[after].verb:
            first, end = self.sentence.phrase_right(after, clause.stop)
            subject = self.owners.subject(clause)
            if end > first:
                if subject is not None and not (
                    self.owners.is_owner(*subject) or self.owners.is_traded(*subject)
                ):
                    return Binding(subject, subject=(first, end), evidence=0.5)
                return Binding((first, end), subject=subject, evidence=0.6)
        if (
            amount.kind == "fraction"
            and " " in self.words[index].text
            and self.words[after].what == "word"
        ):
            first, end = self.sentence.phrase_right(after, clause.stop)
            if first == after and end > first:
                return Binding((first, end), evidence=0.7)
        if (
            link == "of"
            and amount.per is None
            and amount.kind
            in {"percent", "fraction", "money", "count", "quantity", "ratio", "number"}
        ):
            begin = after + 1
            while begin < clause.stop and (
                self.words[begin].what == "figure"
                or self.words[begin].lower in words("determiners")
            ):
                begin += 1
            first, end = self.sentence.phrase_right(begin, clause.stop)
            if end > first:
                owner = self.owners.owner(first, end, clause)
                if self.words[first].what == "name" and end - first > 1 and owner is None:
                    owner = (first, first + 1)
                return Binding((first, end), subject=owner, evidence=0.75)
        if link in {"in", "off"} and amount.kind in {"money", "quantity"}:
            verb = self.verb_before(index, clause)
            first, end = self.sentence.phrase_right(after + 1, clause.stop)
            close = (
                verb is None
                or self.words[verb].verb in {"act", "auxiliary"}
                or link == "off"
                or self.words[index - 1].lower == "with"
            )
            if end > first and close and self.owners.is_measure(first, end):
                return Binding((first, end), evidence=0.7)
        return None

    def _of_left(self, index: int, clause: Clause) -> Binding | None:
        """Read "net profit of $2 billion", "a forecast for growth of at least 5%"."""
        link = self._of_before(index, clause)
        if link is None:
            return None
        first, end = self.sentence.phrase_left(link, clause.begin)
        while end > first and self.words[end - 1].what == "time":
            end -= 1
        if end <= first or self.owners.is_owner(first, end):
            # "the final dividend proposed for 2019 of 3 cents", "an investment in a company of $5m"
            first, end = self._before_preposition(first, clause)
            if end <= first:
                return None
        head = self.words[end - 1].lower
        if head in words("predicates") - {"year", "quarter", "month"}:
            return None
        if head in _CHANGE_NOUNS and head not in words("nouns_of_change"):
            inner = end - 1
            left_first, left_end = self.sentence.phrase_left(inner, clause.begin)
            if left_end > left_first and self.owners.is_measure(left_first, left_end):
                return Binding((left_first, left_end), evidence=0.7)
            return self._changed(index, index + 1, clause, self.previous(index))
        if head in words("weak") and end - first < _LONG:
            subject = self.owners.subject(clause)
            if subject is not None and self.owners.is_measure(*subject):
                return self._of_subject(subject, clause)
            if self.previous(index) is not None:
                return None
        owner = self.owners.owner(first, end, clause)
        return Binding((first, end), subject=owner, evidence=0.9)

    def _of_before(self, index: int, clause: Clause) -> int | None:
        """Return the `of` that leads to the figure, past "a total of" and the like."""
        position = index - 1
        while position > clause.begin:
            word = self.words[position].lower
            if word == "of":
                before = self.words[position - 1].lower
                if before in {
                    "excess",
                    "total",
                    "minimum",
                    "maximum",
                    "tune",
                    "region",
                    "upwards",
                    "upward",
                }:
                    position -= 2
                    continue
                return position
            if self.words[position].what != "word" or word not in PASSED:
                return None
            position -= 1
        return None

    def _before_preposition(self, first: int, clause: Clause) -> Phrase:
        position = first - 1
        while position > clause.begin and (
            self.words[position].lower in words("determiners")
            or self.words[position].what == "time"
        ):
            position -= 1
        if self.words[position].lower not in {"for", "in", "at", "by", "with", "from"}:
            return 0, 0
        return self.sentence.phrase_left(position, clause.begin)

    def _by_verb(self, index: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read the object or the subject of the verb that leads to the figure."""
        verb = self.verb_before(index, clause)
        subject = self.owners.subject(clause)
        if verb is None and self.previous(index) is not None:
            after = index + 1
            if (
                after < clause.stop
                and self.words[after].lower in {"for", "from"}
                and amount.kind == "money"
            ):
                target = self._target(index, clause)
                if target is not None:
                    return target
        if verb is None:
            if subject is None or (clause.verbs and clause.verbs[0] < index):
                return None
            first, end = self.sentence.phrase_left(self._link(index, clause), clause.begin)
            if (
                end <= first
                and self.words[index - 1].lower in {"up", "down"}
                and not self.owners.is_owner(*subject)
            ):
                return self._of_subject(subject, clause)._replace(evidence=0.5)
            if end > first > clause.begin - 1 and self._link(index, clause) < index:
                return Binding(
                    (first, end), subject=self.owners.owner(first, end, clause), evidence=0.6
                )
            return None
        first, end = self._object(verb, index)
        if (
            end > first
            and self.owners.is_measure(first, end)
            and not self.owners.is_owner(first, end)
        ):
            if self.owners.led_by_place(first, end):
                return Binding((first + 1, end), subject=(first, first + 1), evidence=0.6)
            return Binding(
                (first, end), subject=self.owners.owner(first, end, clause), evidence=0.8
            )
        word = self.words[verb]
        if word.verb == "say":
            return None
        deed, particle = self._deed(verb)
        direct = all(
            other.lower in PASSED or other.lower in words("predicates")
            for other in self.words[verb + 1 + particle : index]
        )
        if (
            subject is not None
            and self.owners.is_traded(*subject)
            and direct
            and deed == "purchase"
        ):
            return self._of_subject(subject, clause)
        if (
            deed is not None
            and direct
            and (deed != "loss" or amount.scaled)
            and (
                word.verb == "act"
                or particle
                or deed == "yield"
                or (
                    subject is not None
                    and self.owners.is_owner(*subject)
                    and amount.kind in {"money", "fraction"}
                )
            )
        ):
            target = (
                self._target(index, clause)
                if word.verb == "act" and deed in {"payment", "spending"}
                else None
            )
            return target or Binding(measure_text=deed, subject=subject, evidence=0.5)
        if end > first and deed is not None:
            # "fined the bank $549 million": whom the deed falls on
            return Binding(measure_text=deed, subject=(first, end), evidence=0.4)
        if word.verb in {"move", "be"} or word.lower in words("adjectives"):
            if subject is None:
                return None
            if self.owners.is_owner(*subject):
                return self._of_owner(subject, amount, verb)
            return self._of_subject(subject, clause)
        if word.verb == "auxiliary" and subject is not None and self.owners.is_measure(*subject):
            return self._of_subject(subject, clause)
        if word.verb == "act":
            if subject is not None and not self.owners.is_owner(*subject):
                return self._target(index, clause) or self._of_subject(subject, clause)
            return self._target(index, clause)
        return None

    def _of_owner(self, subject: Phrase, amount: Amount, verb: int | None) -> Binding:
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
                return Binding((first, end), evidence=0.4)
        return None

    def _of_subject(self, subject: Phrase, clause: Clause) -> Binding:
        """Split a subject into what is measured and whose it is."""
        first, end = subject
        if self.words[first].lower in {"it", "they", "he", "she", "we", "this", "that"}:
            return Binding(subject=subject, evidence=0.2)
        head = self.owners.head(first, end)
        if (
            head < end
            and self.owners.is_traded(first, head)
            and not self.words[first].lower.startswith(_DERIVED)
        ):
            # "Benchmark copper on the London Metal Exchange", "Brent futures for January delivery"
            first, end = self._plain_phrase(first, head)
            return Binding((first, end), subject=(first, end), evidence=0.8)
        owner = self.owners.owner(first, end, clause)
        for position in range(first, end):
            if self.words[position].what == "possessive" and position + 1 < end:
                if (
                    self.owners.is_traded(position + 1, end)
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

    # -- subject ------------------------------------------------------------------------------

    def _agent(self, index: int, clause: Clause, binding: Binding) -> Phrase | None:
        """Return who acts in the clause, where that is not the measure itself."""
        if binding.measure is not None:
            owner = self.owners.owner(*binding.measure, clause)
            if owner is not None:
                return owner
        at = self.owners.at_whom(index, clause)
        if at is not None:
            return at
        subject = self.owners.subject(clause)
        if subject is None or subject == binding.measure:
            return self.owners.speaker(index)
        if binding.measure is not None and subject[0] <= binding.measure[0] < subject[1]:
            return self.owners.speaker(index)
        if not (
            self.owners.is_owner(*subject)
            or self.owners.is_traded(*subject)
            or self.words[subject[1] - 1].text.isupper()
            or any(word.what in {"name", "possessive"} for word in self.words[slice(*subject)])
            or self._shares_of(index, self.amounts[self.words[index].row].kind)
        ):
            return self.owners.speaker(index)
        for position in range(*subject):
            if self.words[position].what == "possessive" and position > subject[0]:
                if position + 1 < subject[1] and self.words[position + 1].text[0].isupper():
                    return position + 1, subject[1]
                return subject[0], position
        if self.words[subject[0]].lower in {"it", "they", "its", "their"}:
            return self.owners.antecedent_of(subject[0], clause) or subject
        return subject

    def _shares_of(self, index: int, kind: str) -> bool:
        """Tell "put options make up 20% of open positions": what makes the share is the subject."""
        return (
            kind in {"percent", "fraction", "multiple", "ratio"}
            and index + 1 < len(self.words)
            and self.words[index + 1].lower == "of"
        )

    def _aim(self, index: int, amount: Amount, clause: Clause) -> Phrase | None:
        """Return at whom money is aimed: "withdrew $1.5 billion from funds"."""
        verb = self.verb_before(index, clause)
        if amount.kind != "money" or verb is None or self.words[verb].verb not in {"act", "be"}:
            return None
        after = index + 1
        while after < clause.stop and self.words[after].what == "time":
            after += 1
        if after >= clause.stop or self.words[after].lower not in {"from", "into", "to"}:
            return None
        first, end = self.sentence.phrase_right(after + 1, clause.stop)
        flows = deeds().get(self.words[verb].lower)
        if end <= first or not (
            (flows is not None and flows.direction is not None) or self.owners.is_owner(first, end)
        ):
            return None
        if end < clause.stop and self.words[end].lower in {"against", "of", "in", "on"}:
            inner = self.sentence.phrase_right(end + 1, clause.stop)
            if inner[1] > inner[0]:
                end = inner[1]
        return first, end

    # -- the verb -----------------------------------------------------------------------------

    def verb_before(self, index: int, clause: Clause) -> int | None:
        """Return the verb that leads to the figure: the last before it that is no auxiliary."""
        before = [verb for verb in clause.verbs if verb < index]
        for verb in reversed(before):
            if self.words[verb].verb != "auxiliary":
                return verb
        return before[-1] if before else None

    def _object(self, verb: int, index: int) -> Phrase:
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

    def _link(self, index: int, clause: Clause) -> int:
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

    def _deed(self, verb: int) -> tuple[str | None, int]:
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

    # -- earlier figures ----------------------------------------------------------------------

    def previous(self, index: int) -> int | None:
        """Return the figure before another one in the sentence, as a word."""
        for earlier in range(index - 1, -1, -1):
            if earlier in self._bound:
                return earlier
        return None

    def is_apposition(self, index: int, previous: int) -> bool:
        """Tell "$1.02, or 1.1%", "70 cents, 2%" and "$1.2bn ($1.5bn)": one fact told twice."""
        between = [
            word.lower for word in self.words[previous + 1 : index] if word.lower not in PASSED
        ]
        return between in (
            [",", "or"], ["("], ["or"], ["(", "or"], ["(", "equivalent"], [",", "equivalent"],
        )  # fmt: skip

    def _continues(self, index: int, previous: int) -> bool:
        """Tell whether the figure goes on with what the one before it measures."""
        kinds = {self.amounts[self.words[i].row].kind for i in (index, previous)}
        return (
            len(kinds) == 1
            or kinds <= {"percent", "money", "index", "quantity", "multiple", "number", "fraction"}
            or (self.amounts[self.words[index].row].kind == "percent")
        )
