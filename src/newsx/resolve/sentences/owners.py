"""Who acts in a clause and whose a phrase is: subjects, owners and the names inside phrases."""

import re
from collections.abc import Sequence
from typing import Final

from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.sentence import Sentence
from newsx.resolve.sentences.verb_forms import Word
from newsx.schema import Mention

Phrase = tuple[int, int]
"""Words `[first, end)` of a sentence."""

# Words that lead to a figure and say nothing of what it measures.
PASSED = words("passed")

_INDEX_NAME: Final = re.compile(
    r"^(?:FTSE|Nasdaq|S&P|Dow|DAX|CAC|Nikkei|Stoxx|STOXX|Russell|Sensex|Nifty"
    r"|Topix|KOSPI|Kospi)"
)
# Their last words, where what comes before is a name too: "the Nikkei Average", no average price.
_INDEX_ENDS: Final = frozenset({"Average", "Composite"})


_RECORDS = frozenset(
    {"most", "least", "fewest", "highest", "lowest", "largest", "biggest", "worst"}
)
_TRADED = frozenset({"INDEX", "CURRENCY", "COMMODITY", "CRYPTO", "INSTRUMENT"})


class Owners:
    """Finds subjects and owners in one sentence."""

    def __init__(self, sentence: Sentence, names: Sequence[Mention] = ()) -> None:
        self.names = names
        self.sentence = sentence
        self.words = sentence.words
        self._numbers = {clause.begin: number for number, clause in enumerate(sentence.clauses)}
        self._own: dict[tuple[int, int | None], Phrase | None] = {}

    def at_whom(self, index: int, clause: Clause) -> Phrase | None:
        """Return whose the figure is in "fell by 120 billion yen at the Tokyo-based manager"."""
        after = index + 1
        if after >= clause.stop or self.words[after].lower != "at":
            return None
        first, end = self.sentence.phrase_right(after + 1, clause.stop)
        return (first, end) if end > first and self.is_owner(first, end) else None

    def place_named_first(self) -> Phrase | None:
        """Return the name a sentence opens with: "In Singtel, investments included ..."."""
        clause = self.sentence.clauses[0]
        if clause.verbs or self.words[clause.begin].lower not in {"in", "at"}:
            return None
        first, end = self.sentence.phrase_right(clause.begin + 1, clause.stop)
        named = end > first and self.is_named(first, end) and end + 1 >= clause.stop
        return (first, end) if named else None

    def antecedent_of(self, index: int, clause: Clause) -> Phrase | None:
        """Return the company or person that "it" means: the subject of an earlier clause."""
        number = self._numbers[clause.begin]
        for earlier in reversed(self.sentence.clauses[:number]):
            subject = self.own_subject(earlier)
            if subject is not None and subject[1] <= index and self.is_owner(*subject):
                return subject
        return None

    def speaker(self, index: int) -> Phrase | None:
        """Return who says or expects it, earlier in the sentence."""
        number = self.sentence.clause_of(index)
        for clause in reversed(self.sentence.clauses[:number]):
            for verb in clause.verbs:
                if self.words[verb].verb in {"say", "act"}:
                    subject = self.own_subject(clause)
                    if subject is not None and self.names_somebody(*subject):
                        return subject
        return None

    def subject(self, clause: Clause) -> Phrase | None:
        """Return the subject of a clause, or the one it goes on from."""
        number = self._numbers[clause.begin]
        named = self._named_by_relative(clause)
        if named is not None:
            return named
        for earlier in reversed(self.sentence.clauses[: number + 1]):
            subject = self.own_subject(earlier)
            if subject is None or self.words[subject[0]].lower in {"which", "who", "that"}:
                continue
            if not self._is_record(subject, earlier):
                return subject
        return None

    def _is_record(self, subject: Phrase, clause: Clause) -> bool:
        """Tell the aside of "sales fell, the most since records began, while": it does nothing."""
        before = self.words[clause.begin - 1] if clause.begin else None
        aside = before is not None and before.text == ","
        return aside and self.words[subject[0]].lower in _RECORDS

    def _named_by_relative(self, clause: Clause) -> Phrase | None:
        """Return the name just before "which": "said Ora Lund of Fell Bank, which has $5bn"."""
        if self.words[clause.begin].lower != "which" or self.own_subject(clause) is not None:
            return None
        before = clause.begin - 1
        if before > 0 and self.words[before].text == ",":
            before -= 1
        named = before >= 0 and self.words[before].what == "name"
        if before > 0 and self.words[before - 1].lower in {"and", "or", "&"}:
            return None  # "Ora Co., Fell Bank and Lund AG, which together have half"
        return (before, before + 1) if named else None

    def own_subject(self, clause: Clause, before: int | None = None) -> Phrase | None:
        """Return the subject that stands in a clause itself, before its verb."""
        key = clause.begin, before
        if key not in self._own:
            self._own[key] = self._find_subject(clause, before)
        return self._own[key]

    def _find_subject(self, clause: Clause, before: int | None) -> Phrase | None:
        verb = clause.verbs[0] if clause.verbs else clause.stop
        if before is not None:
            verb = min(verb, before)
        if not clause.verbs and not self.goes_on(clause):
            return None
        first = clause.begin
        while first < verb and (
            self.words[first].lower in words("openers")
            or self.words[first].lower in words("conjunctions")
            or self.words[first].lower in words("adverbs")
            or self.words[first].what in {"mark", "time"}
        ):
            first += 1
        if first < verb and self.words[first].lower in words("prepositions"):
            return None
        while first < verb and self.words[first].lower in words("determiners") - words(
            "possessives"
        ):
            if self.words[first].lower in words("pronouns") and first + 1 == verb:
                break
            first += 1
        end = first
        while end < verb and self.words[end].what not in {"mark", "figure"}:
            end += 1
        if end < verb and self.words[end].what == "figure":
            # "Net sales of $1.4 billion in 2019 increased": the figure is no part of the name
            while end > first and self.words[end - 1].lower in words("prepositions") | PASSED:
                end -= 1
        while end > first and (
            self.words[end - 1].what == "time"
            or self.words[end - 1].lower in words("prepositions")
            or self.words[end - 1].lower in words("adverbs")
        ):
            end -= 1
        while end > first + 1 and self.words[end - 1].lower in {"proposed", "planned", "issued"}:
            end -= 1
        return (first, end) if end > first else None

    def goes_on(self, clause: Clause) -> bool:
        """Tell a subject parted from its verb by a clause: "The index, which ..., rose"."""
        number = self._numbers[clause.begin]
        if clause.begin != 0 or number + 1 >= len(self.sentence.clauses):
            return False
        if any(word.what == "figure" for word in self.words[clause.begin : clause.stop]):
            return False
        if self.words[clause.begin].lower in words("prepositions"):
            return False
        following = self.sentence.clauses[number + 1]
        return len(self.sentence.clauses) > number + 2 or self.words[following.begin].lower in {
            "which",
            "who",
        }

    def owner(self, first: int, end: int, clause: Clause) -> Phrase | None:
        """Return whose the phrase is: before an apostrophe, or after `of` and `at`."""
        before = first - 1
        if before > clause.begin and self.words[before].what == "possessive":
            return self.sentence.phrase_left(before, clause.begin)
        for position in range(first, end):
            if self.words[position].what == "possessive" and position > first:
                return first, position
        if end < len(self.words) and self.words[end].lower in {"of", "at", "in"}:
            inner = self.sentence.phrase_right(end + 1, clause.stop)
            if inner[1] > inner[0] and self.names_somebody(*inner):
                return inner
        return None

    def names_somebody(self, first: int, end: int) -> bool:
        """Tell a company, a person or a group from a thing that is measured."""
        return any(
            (word.what == "name" and not self.is_rate(word))
            or word.lower in words("agents")
            or (word.text[0].isupper() and word.start > self.words[0].start)
            or word.lower in {"it", "they", "he", "she", "we"}
            for word in self.words[first:end]
        )

    def is_named(self, first: int, end: int) -> bool:
        """Tell whether a phrase holds a name."""
        return any(word.what == "name" or word.text[0].isupper() for word in self.words[first:end])

    def is_traded(self, first: int, end: int) -> bool:
        """Tell what has a price or a level of its own: an index, a currency, a commodity."""
        return self.is_index(first, end) or any(
            word.lower.rpartition(" ")[2] in words("traded")
            or (word.what == "name" and self._type(word.row) in _TRADED)
            for word in self.words[first:end]
        )

    def is_place(self, first: int, end: int) -> bool:
        """Tell the name of a country or a town that stands alone."""
        return (
            end - first == 1
            and self.words[first].what == "name"
            and self._type(self.words[first].row) in {"GPE", "LOC"}
        )

    def is_index(self, first: int, end: int) -> bool:
        """Tell a market index by its name."""
        inside = [word.text for word in self.words[first:end]]
        if any(map(_INDEX_NAME.search, inside)):
            return True
        return len(inside) > 1 and inside[-1] in _INDEX_ENDS and inside[-2][0].isupper()

    def _type(self, row: int) -> str:
        return self.names[row].type if row < len(self.names) else ""

    def is_owner(self, first: int, end: int) -> bool:
        """Tell a company, a person or a group by its head: it owns figures and is none."""
        end = self.head(first, end)
        head = self.words[end - 1]
        return (
            head.lower in words("agents")
            or head.lower in {"it", "they", "he", "she", "we", "which", "who"}
            or (head.what == "name" and not self.is_traded(first, end) and not self.is_rate(head))
            or (
                head.what == "word"
                and head.text[0].isupper()
                and not head.text.isupper()
                and head.start > self.words[0].start
                and name_of(head.text) is None
            )
        )

    def is_rate(self, word: Word) -> bool:
        """Tell the name of a rate, which is what a figure measures: "the ECB's deposit rate"."""
        named = word.what == "name" and self._type(word.row) == "RATE"
        return named and word.lower.rpartition(" ")[2] in {"rate", "rates"}

    def is_thing(self, first: int, end: int) -> bool:
        """Tell who or what has figures from what is measured."""
        return self.is_owner(first, end) or self.is_traded(first, end)

    def head(self, first: int, end: int) -> int:
        """Return where the phrase ends without what its first preposition brings."""
        for position in range(first + 1, end):
            if self.words[position].lower in words("prepositions"):
                return position
        return end

    def bare_name(self, first: int, end: int) -> Phrase:
        """Return a name without what describes it: "Dutch brewer Van Aalst" is Van Aalst."""
        start = end
        while start > first and (
            self.words[start - 1].what == "name"
            or self.words[start - 1].text[0].isupper()
            or self.words[start - 1].text[0].isdigit()
            or self.words[start - 1].text in {"&", "."}
        ):
            start -= 1
        if start == end:
            return first, end
        while (
            start < end - 1
            and self.words[start].start == self.words[0].start
            and (
                self.words[start].lower in words("agents")
                or self.words[start].lower.endswith(("seller", "maker", "chief"))
            )
        ):
            start += 1
        return start, end

    def is_measure(self, first: int, end: int) -> bool:
        """Tell whether a phrase can be what a figure measures: it has a noun of its own."""
        plain = [
            word for word in self.words[first:end] if word.what == "word" or self.is_rate(word)
        ]
        return (
            bool(plain)
            and not any(
                word.lower in {"it", "they", "he", "she", "we", "them", "us"} for word in plain
            )
            and plain[-1].lower not in words("agents")
        )

    def led_by_place(self, first: int, end: int) -> bool:
        """Tell "Saudi production" and "German exports": one proper word, then the measure."""
        return (
            end - first > 1
            and first > 0
            and self.words[first].what == "word"
            and self.words[first].text.istitle()
            and all(word.text.islower() for word in self.words[first + 1 : end])
            and not self.is_traded(first, end)
        )

    def antecedent(self, index: int) -> Phrase | None:
        """Return whom `its` means: the nearest owner before it in the sentence."""
        for clause in reversed(self.sentence.clauses[: self.sentence.clause_of(index) + 1]):
            subject = self.own_subject(clause)
            if subject is not None and subject[1] <= index:
                return subject
        return None

    def subject_of_verb(self, verb: int) -> Phrase | None:
        """Return the subject of the clause a verb stands in."""
        return self.subject(self.sentence.clauses[self.sentence.clause_of(verb)])
