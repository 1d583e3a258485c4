"""What the nouns beside a figure say it measures.

"A $10 billion buyback", "net profit of $2 billion", "10% of revenue", "1,100 jobs".
"""

import re
from collections.abc import Mapping

from newsx.grammar.amount import Amount
from newsx.knowledge import changes
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of
from newsx.resolve.measures.binding import Binding
from newsx.resolve.measures.verbs import Verbs
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.owners import PASSED, Phrase

_EMPLOYEES = "employees"
# What an adjective behind a quantity says is measured: "1.2 km long".
_DIMENSIONS = {
    "long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth",
    "thick": "thickness", "away": "distance",
}  # fmt: skip

# "The 6.8% economists had forecast": what is said of the figure before, as others saw it coming.
_ESTIMATE = "estimate"

# "a record high of" says nothing; a phrase this long does.
_LONG = 3


_PER = re.compile(r"[ ](?:an?|per|each|every)[ ][^ ]+$|/[^ ]+$")


class Beside:
    """Reads figures by the nouns that stand beside them, in one sentence.

    Args:
        verbs: What its verbs say.
        bound: What is bound already, by word.
    """

    def __init__(self, verbs: Verbs, bound: Mapping[int, Binding]) -> None:
        self._verbs = verbs
        self._bound = bound
        self.owners = verbs.owners
        self.sentence = verbs.sentence
        self.words = verbs.words

    def before_noun(
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
        if end < clause.stop and self.owners.is_owner(first, end):
            # what somebody had forecast is no noun of the figure
            if self.words[end].verb == "auxiliary":
                return None
            if self.words[end].verb and self._is_forecast(end, clause):
                return Binding(measure_text=_ESTIMATE, evidence=0.7)
        if self.words[first].what in {"name", "time"} and amount.kind != "money":
            return None
        head = self.words[end - 1]
        if head.lower in changes.nouns():
            return self._changed(index, end, clause, previous)
        if amount.kind == "percent" and self.words[first].lower in changes.nouns():
            return self._changed(index, first + 1, clause, previous)
        if not self._attributive(index, amount):
            return None
        subject = self.owners.owner(first, end, clause)
        return Binding((first, end), subject=subject, evidence=0.85)

    def dimension(self, index: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read "the bridge is 1.2 km long" and "a 300-metre-long quay"."""
        after = index + 1
        if amount.unit not in words("lengths") or amount.per is not None or after >= clause.stop:
            return None
        measure = _DIMENSIONS.get(self.words[after].lower)
        if measure is None:
            return None
        first, end = self.sentence.phrase_right(after + 1, clause.stop)
        subject = (first, end) if first == after + 1 < end else self.owners.own_subject(clause)
        return Binding(measure_text=measure, subject=subject, evidence=0.9)

    def worth(self, index: int, clause: Clause) -> Binding | None:
        """Read "jets worth $6 billion", "leaving the company worth just over £1bn"."""
        place = self._verbs.link(index, clause) - 1
        if place < clause.begin or self.words[place].lower != "worth":
            return None
        first, end = self.sentence.phrase_left(place, clause.begin)
        subject = (first, end) if end > first else self.owners.subject(clause)
        return Binding(measure_text="value", subject=subject, evidence=0.6)

    def _is_forecast(self, place: int, clause: Clause) -> bool:
        """Tell "the 6.8% economists polled by Reuters had forecast"."""
        found = self.words
        return any(
            found[at].verb == "say" and found[at - 1].verb == "auxiliary"
            for at in range(place + 1, clause.stop)
        )

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

    def counted(self, index: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read the noun a count holds: "1,100 jobs"; but "volume topped 2m contracts" is volume."""
        if amount.kind != "count" or amount.unit is None or amount.unit == "time":
            return None
        verb = self._verbs.verb_before(index, clause)
        if verb is not None and self.words[verb].verb in {"be", "move"}:
            subject = self.owners.own_subject(clause)
            between = {word.lower for word in self.words[verb + 1 : index]}
            if (
                subject is not None
                and between <= PASSED | {"at", "in", "by", "to"}
                and self.owners.is_measure(*subject)
                and not self.owners.names_somebody(*subject)
            ):
                return self._verbs.of_subject(subject, clause)
        if verb is not None and self._verbs.deed(verb)[0] == _EMPLOYEES:
            return Binding(measure_text=_EMPLOYEES, evidence=0.8)
        noun = self._counted_noun(index, amount)
        if noun:
            return Binding(measure_text=noun, evidence=0.8)
        phrase = self.sentence.phrase_right(index + 1, clause.stop)
        return Binding(phrase, evidence=0.8) if phrase[1] > phrase[0] else None

    def _counted_noun(self, index: int, amount: Amount) -> str:
        text = self.sentence.text[amount.number[1] : amount.end]
        if amount.per is not None:
            text = _PER.sub("", text)  # "250,000 cars a year" are cars
        noun = text.lstrip(" -\u00a0")
        for scale in ("million", "billion", "thousand", "lakh", "crore", "mn", "bn", "m", "k"):
            if noun == scale or noun.startswith(scale + " "):
                noun = noun[len(scale) + 1 :]
        if noun == "strong" and index + 1 < len(self.words):
            return self.words[index + 1].text
        return noun

    def of_right(self, index: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read "10% of total revenues", "15 times estimated earnings", "$51bn in assets"."""
        after = index + 1
        if after >= clause.stop:
            return None
        link = self.words[after].lower
        if link == "of" and amount.unit == "percent":
            told = self._told_as_share(index, clause)
            if told is not None:
                return told
        if amount.kind == "multiple" and not self.words[after].verb:
            times = self._multiplied(after, clause)
            if times is not None:
                return times
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
            whole = self._of_whole(after + 1, amount, clause)
            if whole is not None:
                return whole
        if link in {"in", "off"} and amount.kind in {"money", "quantity"}:
            return self._amount_in(index, clause)
        return None

    def _multiplied(self, after: int, clause: Clause) -> Binding | None:
        """Read "15 times estimated earnings": what is multiplied, or who trades at it."""
        first, end = self.sentence.phrase_right(after, clause.stop)
        if end <= first:
            return None
        subject = self.owners.subject(clause)
        if subject is not None and not (
            self.owners.is_owner(*subject) or self.owners.is_traded(*subject)
        ):
            return Binding(subject, subject=(first, end), evidence=0.5)
        return Binding((first, end), subject=subject, evidence=0.6)

    def _of_whole(self, begin: int, amount: Amount, clause: Clause) -> Binding | None:
        """Read "10% of total revenues" from behind the "of"."""
        while begin < clause.stop and (
            self.words[begin].what == "figure" or self.words[begin].lower in words("determiners")
        ):
            begin += 1
        first, end = self.sentence.phrase_right(begin, clause.stop)
        if end <= first:
            return None
        owner = self.owners.owner(first, end, clause)
        if self.words[first].what == "name" and end - first > 1 and owner is None:
            owner = (first, first + 1)
        if (
            amount.kind == "money"
            and owner is not None
            and owner[0] == first
            and owner[1] + 1 < end
        ):
            # as in "$9 billion of short sellers' profits": it is profits
            first = owner[1] + (self.words[owner[1]].what == "possessive")
        return Binding((first, end), subject=owner, evidence=0.75)

    def _amount_in(self, index: int, clause: Clause) -> Binding | None:
        """Read "with $51bn in assets", "$3 off the price"."""
        after = index + 1
        verb = self._verbs.verb_before(index, clause)
        first, end = self.sentence.phrase_right(after + 1, clause.stop)
        close = (
            verb is None
            or self.words[verb].verb in {"act", "auxiliary"}
            or self.words[after].lower == "off"
            or self.words[index - 1].lower == "with"
        )
        is_told = end > first and close and self.owners.is_measure(first, end)
        return Binding((first, end), evidence=0.85) if is_told else None

    def _told_as_share(self, index: int, clause: Clause) -> Binding | None:
        """Read "the deficit reached 6% of GDP": the deficit, told as a share of what is larger."""
        subject = self.owners.own_subject(clause)
        verb = self._verbs.verb_before(index, clause)
        if subject is None or verb is None:
            return None
        word = self.words[verb]
        if word.verb not in {"be", "move"} or word.lower in words("making_up"):
            return None
        direct = {word.lower for word in self.words[verb + 1 : index]} <= PASSED | {"at", "to"}
        named = name_of(self.sentence.say(*subject)) is not None
        is_sum = self.owners.is_measure(*subject) and not self.owners.is_owner(*subject)
        return self._verbs.of_subject(subject, clause) if direct and named and is_sum else None

    def of_left(self, index: int, clause: Clause, previous: int | None) -> Binding | None:
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
        if head in changes.nouns() and head not in words("nouns_of_change"):
            inner = end - 1
            left_first, left_end = self.sentence.phrase_left(inner, clause.begin)
            if left_end > left_first and self.owners.is_measure(left_first, left_end):
                return Binding((left_first, left_end), evidence=0.7)
            return self._changed(index, index + 1, clause, previous)
        if head in words("weak") and end - first < _LONG:
            subject = self.owners.subject(clause)
            if subject is not None and self.owners.is_measure(*subject):
                return self._verbs.of_subject(subject, clause)
            if previous is not None:
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
