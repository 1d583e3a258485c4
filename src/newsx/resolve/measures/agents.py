"""Who has a figure that its measure does not say, and at whom it is aimed."""

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import deeds
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.verbs import Verbs
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import Phrase


class Agents:
    """Reads who acts in the clauses of one sentence."""

    def __init__(self, verbs: Verbs) -> None:
        self._verbs = verbs
        self.owners = verbs.owners
        self.sentence = verbs.sentence
        self.words = verbs.words

    def agent(self, index: int, amount: Amount, clause: Clause, binding: Binding) -> Phrase | None:
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
            or self._shares_of(index, amount.kind)
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

    def aim(self, index: int, amount: Amount, clause: Clause) -> Phrase | None:
        """Return at whom money is aimed: "withdrew $1.5 billion from funds"."""
        verb = self._verbs.verb_before(index, clause)
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
