"""What the figures of a sentence measure, and of whom: read from the words around them.

The nearest evidence wins: the noun a figure stands before ("a $10 billion buyback"), the noun it is
`of` ("net profit of $2 billion", "10% of revenue"), the object of its verb ("raised its rate by"),
the subject of its verb ("sales fell 5%"). Without evidence the measure is null.
"""

import itertools
from collections.abc import Iterator, Sequence

from newsx.grammar.amount import Amount
from newsx.knowledge.measures import name_of
from newsx.resolve.measures.agents import Agents
from newsx.resolve.measures.beside import Beside
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.verbless import label_of
from newsx.resolve.measures.verbs import Verbs
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import PASSED, Owners, Phrase
from newsx.resolve.sentences.sentence import Sentence
from newsx.schema import Mention

# Evidence of a measure that was only carried over from another figure.
_INHERITED = 0.5


class Binder:
    """Binds the figures of one sentence, in order.

    Args:
        sentence: Its words and clauses.
        amounts: The figures of the text; a figure's word says which of them it is.
        names: The mentions of the sentence.
    """

    def __init__(
        self, sentence: Sentence, amounts: Sequence[Amount], names: Sequence[Mention] = ()
    ) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.amounts = amounts
        self.owners = Owners(sentence, names)
        self._bound: dict[int, Binding] = {}
        self.verbs = Verbs(self.owners, names)
        self._beside = Beside(self.verbs, self._bound)
        self._agents = Agents(self.verbs)
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
            binding = binding._replace(subject=self._agents.agent(index, amount, clause, binding))
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
        binding = binding._replace(object=self._agents.aim(index, amount, clause))
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
            return self.verbs.of_subject(subject, clause) if subject is not None else Binding()
        for reading in (
            self._beside.dimension(index, amount, clause),
            self._beside.worth(index, clause),
            self._beside.before_noun(index, amount, clause, previous),
            self._beside.counted(index, amount, clause),
            self._beside.of_right(index, amount, clause),
            self._beside.of_left(index, clause, previous),
            self._labelled(index, amount, clause, previous),
            self.verbs.by_verb(index, amount, clause, previous),
        ):
            if reading is not None:
                return reading
        return Binding()

    def _leads_on(self, previous: int, index: int) -> bool:
        """Tell "2.9 percent to 857": one movement, its parts parted by nothing else."""
        between = {word.lower for word in self.words[previous + 1 : index]}
        return bool(between & {"to", "at"}) and between <= PASSED | {"at", "to"}

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
            return self.verbs.of_subject(phrase, clause)
        if not label.is_named:
            if not self.owners.is_measure(*phrase):
                return None
            goes_on = previous is not None and self._is_gapped(index, previous, phrase)
            return Binding(phrase, evidence=0.85 if goes_on else 0.6)
        if earlier is None or earlier.subject == phrase:
            return self.verbs.of_owner(phrase, amount, None)
        if earlier.measure is not None and earlier.measure != earlier.subject:
            return Binding(earlier.measure, subject=phrase, evidence=0.6)
        if earlier.measure_text is not None:
            return Binding(measure_text=earlier.measure_text, subject=phrase, evidence=0.6)
        return self.verbs.of_owner(phrase, amount, None)

    def _is_gapped(self, index: int, previous: int, phrase: Phrase) -> bool:
        """Tell "sales grew 6% and profit 4%": a usual measure, for a figure of the same kind."""
        kinds = {self.amounts[self.words[place].row].kind for place in (index, previous)}
        called = name_of(self.sentence.say(*phrase))
        return phrase[1] == index and len(kinds) == 1 and called is not None

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
