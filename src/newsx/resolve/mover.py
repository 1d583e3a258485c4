"""Which way the figures of a sentence moved.

The words around a figure decide, nearest first: what follows it ("0.3% lower", "a 16% jump"),
what leads to it ("up", "a fall of"), and the verb of its clause with the preposition between
("rose by", "fell to", "from").
"""

import re

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import deeds, words
from newsx.resolve.binder import Binder
from newsx.resolve.change_cues import ChangeCues
from newsx.resolve.clauses import Clause
from newsx.resolve.movement import Movement
from newsx.resolve.verb_forms import change_of
from newsx.schema import Direction, FigureRole

_LEADS = frozenset({"by", "to", "from", "at", "toward", "towards", "into"})

_THRESHOLDS = frozenset({"below", "above", "under", "past", "low", "high", "beyond"})

_PASSED = words("passed_to_move")

_WEAK = words("weak_levels")

_COMPARED = re.compile(
    r"(?:\bversus|\bvs\.?|\bcompared (?:with|to)|\bas against|\bagainst|\bup from|\bdown from) $"
)

_ADVERB_FROM = re.compile(r"\b(up|down) from (?:an? |the )?(?:[a-z]+ ){0,3}$")

_EARLIER = re.compile(
    r"year[- ]ago|year[- ]earlier|a year (?:ago|earlier)|last year|previous|prior"
    r"|same (?:period|quarter|month)|(?:19|20)\d\d|fy ?\d\d"
)

_HOLDING = words("holding")

_POOLS = frozenset({"funds", "etfs", "etf", "fund"})

_BRINGING = frozenset({"taking", "bringing", "pushing", "sending", "driving", "putting", "leaving"})

_COUNT_DEEDS = words("count_deeds")


class Mover:
    """Reads the movement of the figures of one sentence, in order."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._words = binder.words
        self._cues = ChangeCues(binder)
        self.found: dict[int, Movement] = {}
        """Movements by word, as far as they are read."""

    def movement(self, index: int) -> Movement:
        """Return the movement of the figure that is word `index`; call in order of the text."""
        amount = self._binder.amounts[self._words[index].row]
        clause = self._binder.sentence.clauses[self._binder.sentence.clause_of(index)]
        previous = self._binder.previous(index)
        found = self._read(index, amount, clause, previous)
        self.found[index] = found
        return found

    def final(self, index: int) -> Movement:
        """Return the movement of a figure after all of its sentence were read."""
        return self.found[index]

    def share(self, from_index: int, to_index: int) -> None:
        """Give one figure of a list the movement of another."""
        self.found[to_index] = self.found[from_index]

    def _read(self, index: int, amount: Amount, clause: Clause, previous: int | None) -> Movement:
        if previous is not None and self._is_conversion(index, amount, previous):
            return Movement(None, "conversion")
        if amount.kind == "multiple":
            own = change_of(self._words[index])
            if own is not None and amount.words:
                return Movement(own.direction, "delta")
            if self._cues.is_compared_in_time(index, clause):
                return Movement("up" if amount.value > 1 else "down", "delta")
        signed = self._cues.signed(index, amount)
        if signed is not None:
            return signed
        followed = self._cues.followed(index, amount, clause)
        if followed is not None:
            return followed
        led = self._cues.led(index, amount, clause)
        if led is not None:
            return led
        if previous is not None and self._binder.is_apposition(index, previous):
            earlier = self.found[previous]
            if earlier.role != "conversion":
                return earlier
        compared = self._compared(index, clause, previous)
        if compared is not None:
            return compared
        return self._by_verb(index, amount, clause, previous)

    def _compared(self, index: int, clause: Clause, previous: int | None) -> Movement | None:
        """Read "versus $2 billion a year earlier": the start of the movement told before."""
        if previous is None:
            return None
        sentence = self._binder.sentence
        before = sentence.text[self._words[previous].end : self._words[index].start].lower()
        adverb = _ADVERB_FROM.search(before)
        if adverb is not None:
            direction: Direction = "up" if adverb[1] == "up" else "down"
            earlier = self.found[previous]
            if earlier == Movement():
                self.found[previous] = Movement(direction, "to")
            return Movement(direction, "from")
        if not _COMPARED.search(
            before.replace("roughly ", "").replace("about ", "").replace("a loss of ", "")
        ):
            return None
        after = sentence.text[self._words[index].end : self._words[clause.stop - 1].end].lower()
        if not _EARLIER.search(after):
            return Movement()
        return Movement(self.found[previous].direction, "from")

    def _by_verb(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Movement:
        verb = self._binder.verbs.verb_before(index, clause)
        if verb is None:
            return self._inherited(index, amount, clause, previous)
        lead = self._lead(index, verb)
        still = self._stillness(verb, index)
        if still and lead in {"at", ""}:
            return Movement("flat", "to")
        if previous is not None and lead == "to" and self._words[verb].lower in _BRINGING:
            return Movement(self.found[previous].direction, "to")
        if previous is not None and verb < previous:
            multiple = change_of(self._words[previous])
            if multiple is not None and lead in {"to", "from", "at"}:
                # "has been halved to 3.1p"
                return _moved(multiple.direction, lead, amount)
        adverb = self._adverb_between(verb, index)
        if adverb is not None and lead in {"at", "to"}:
            return Movement(adverb, "to")
        if adverb is not None and lead == "by":
            return Movement(adverb, "delta")
        change = change_of(self._words[verb])
        if change is None:
            return self._of_deed(index, verb, amount)
        if self._is_flow(index, verb, amount):
            return Movement(change.direction, "delta")
        if self._is_direct(index, verb) and self._is_transitive(index, verb, amount):
            return self._of_deed(index, verb, amount)
        return _moved(change.direction, lead, amount)

    def _is_flow(self, index: int, verb: int, amount: Amount) -> bool:
        """Tell "bond funds lost $6.8bn", money that left, from a loss of a company."""
        subject = self._binder.owners.subject_of_verb(verb)
        return (
            amount.kind == "money"
            and amount.scaled
            and self._words[verb].lower.startswith(("los", "shed", "gain"))
            and subject is not None
            and self._words[subject[1] - 1].lower in _POOLS
            and self._is_direct(index, verb)
        )

    def _lead(self, index: int, verb: int) -> str:
        """Return the preposition that leads from the verb to the figure; empty for none."""
        threshold = False
        position = index - 1
        while position > verb:
            word = self._words[position]
            if word.lower in _LEADS and not (
                (
                    word.lower == "to"
                    and self._words[position - 1].lower == "up"
                    and change_of(self._words[position - 2]) is None
                )
                or (word.lower == "at" and self._words[position + 1].lower in {"least", "most"})
            ):
                return word.lower
            if word.lower in {"at", "to"}:
                position -= 1
                continue
            if word.lower in _THRESHOLDS:
                threshold = True
            elif not (
                word.lower in _PASSED
                or word.lower in _WEAK
                or word.what == "time"
                or word.lower in words("adjectives")
            ):
                break
            position -= 1
        if threshold and position == verb:
            return "to"
        return "" if position == verb else "other"

    def _is_transitive(self, index: int, verb: int, amount: Amount) -> bool:
        """Tell "the fund raised $3 billion" from "the index lost 3%": a sum, not a movement."""
        del index
        lemma = self._words[verb].lower
        if lemma.startswith(
            (
                "rais",
                "boost",
                "lift",
                "expand",
                "recover",
                "advanc",
                "gather",
                "eliminat",
                "scrap",
                "write",
            )
        ):
            return amount.kind in {"money", "fraction"}
        subject = self._binder.owners.subject_of_verb(verb)
        return (
            amount.kind == "money"
            and lemma.startswith(("los", "gain", "add"))
            and subject is not None
            and self._binder.owners.is_owner(*subject)
            and amount.scaled
        )

    def _of_deed(self, index: int, verb: int, amount: Amount) -> Movement:
        following = self._words[verb + 1].lower if verb + 1 < len(self._words) else ""
        deed = deeds().get(f"{self._words[verb].lower} {following}")
        particle = deed is not None
        deed = deed or deeds().get(self._words[verb].lower)
        if deed is None or deed.direction is None or not self._is_direct(index, verb + particle):
            return Movement()
        if deed.measure is None and amount.kind not in {"count", "money"}:
            return Movement()
        if (
            deed.measure is None
            and amount.kind == "money"
            and self._words[verb].lower in _COUNT_DEEDS
        ):
            return Movement()
        return Movement(deed.direction, "delta")

    def _is_direct(self, index: int, verb: int) -> bool:
        """Tell whether nothing but bounds and articles stands between verb and figure."""
        return all(
            word.lower in _PASSED or (word.lower == "to" and self._words[verb + 1].lower == "up")
            for word in self._words[verb + 1 : index]
        )

    def _stillness(self, verb: int, index: int) -> bool:
        between = {word.lower for word in self._words[verb + 1 : index]}
        if between & {"flat", "unchanged", "steady", "stable"} or {
            "little",
            "changed",
        } <= between | {self._words[verb].lower}:
            return True
        return self._words[verb].lower in _HOLDING and self._words[index - 1].lower == "at"

    def _adverb_between(self, verb: int, index: int) -> Direction | None:
        for place in range(index - 1, verb, -1):
            word = self._words[place]
            if word.lower == "up" and (
                self._words[place + 1].lower == "to" or self._cues.is_phrasal(place)
            ):
                continue
            if word.lower in {"higher", "up", "firmer"} and word.what == "word":
                return "up"
            if word.lower in {"lower", "down", "weaker"}:
                return "down"
        return None

    def _inherited(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Movement:
        """Read a figure whose clause has no verb before it: ", from $0.89 in 2018"."""
        after = [verb for verb in clause.verbs if verb > index]
        if after:
            change = change_of(self._words[after[0]])
            if change is not None and self._subject_of(index, after[0]):
                role: FigureRole = "to" if amount.kind == "money" else "level"
                return Movement(change.direction, role)
            return Movement()
        if previous is None:
            return Movement()
        earlier = self.found[previous]
        gapped = self._binder.gapped.get(index)
        named = gapped is not None and self._binder.owners.is_thing(*gapped)
        if gapped is not None and named and self._binder.bound(previous).subject != gapped:
            # as in "the first gained 1.2%, the second 2.3%"
            lead = self._lead(index, gapped[1] - 1)
            if lead in {"", "to", "at"} and earlier.direction is not None:
                return Movement(earlier.direction, "delta" if lead == "" else "to")
        lead = self._lead(index, clause.begin - 1)
        if lead in {"from", "to", "at"} and earlier.direction is not None:
            return Movement(earlier.direction, "from" if lead == "from" else "to")
        if lead == "by" and earlier.direction is not None:
            return Movement(earlier.direction, "delta")
        if lead == "by":
            direction = self._change_before(clause.begin)
            if direction is not None:
                return Movement(direction, "delta")
        return Movement()

    def _change_before(self, end: int) -> Direction | None:
        for word in reversed(self._words[:end]):
            if word.verb:
                change = change_of(word)
                return change.direction if change is not None else None
        return None

    def _subject_of(self, index: int, verb: int) -> bool:
        return not any(word.what == "mark" for word in self._words[index + 1 : verb])

    def _is_conversion(self, index: int, amount: Amount, previous: int) -> bool:
        """Tell money told again in another currency: "$1.2 billion (1.1 billion euros)"."""
        earlier = self._binder.amounts[self._words[previous].row]
        if amount.kind != "money" or earlier.kind != "money":
            return False
        # "$US4 million ($6 million)": a bare sign beside a marked one is another currency
        marked = (amount.family is None) != (earlier.family is None)
        if amount.currency == earlier.currency and not (marked and amount.value != earlier.value):
            return False
        between = [word.lower for word in self._words[previous + 1 : index]]
        return "(" in between[:2] or "equivalent" in between or between[-1:] == ["or"]


def _moved(direction: Direction, lead: str, amount: Amount) -> Movement:
    if lead == "from":
        return Movement(direction, "from")
    if lead in {"to", "at", "toward", "towards", "into"}:
        return Movement(direction, "to")
    if lead in {"by", ""}:
        return Movement(direction, "delta")
    return Movement(direction, "delta") if amount.kind in {"percent", "index"} else Movement()
