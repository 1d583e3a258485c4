"""Which way the figures of a sentence moved.

The words around a figure decide, nearest first: what follows it ("0.3% lower", "a 16% jump"),
what leads to it ("up", "a fall of"), and the verb of its clause with the preposition between
("rose by", "fell to", "from").
"""

import re

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.again import elsewhere, has_left_out_verb, leaves_out_verb_after_and
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.movement import Movement, moved
from newsx.resolve.movements.change_cues import ChangeCues, noun_of_change
from newsx.resolve.movements.doing import Doing
from newsx.resolve.movements.flows import Flows
from newsx.resolve.movements.leads import Leads
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.verb_forms import change_of
from newsx.schema import Direction, FigureRole

_COMPARED = re.compile(
    r"(?:\bversus|\bvs\.?|\bcompared (?:with|to)|\bas against|\bagainst|\bup from|\bdown from) $"
)

_ADVERB_FROM = re.compile(r"\b(up|down) from (?:an? |the )?(?:[a-z]+ ){0,4}$")

_EARLIER = re.compile(
    r"year[- ]ago|year[- ]earlier|a year (?:ago|earlier)|last year|previous|prior"
    r"|same (?:period|quarter|month)|(?:19|20)\d\d|fy ?\d\d"
)

_BE = frozenset({"be", "been", "being", "is", "are", "was", "were"})
_LIFTING = ("cut", "lift", "lower", "rais", "reduc", "slash")
_BRINGING = frozenset({"taking", "bringing", "pushing", "sending", "driving", "putting", "leaving"})


class Mover:
    """Reads the movement of the figures of one sentence, in order."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._words = binder.words
        self._cues = ChangeCues(binder)
        self._leads = Leads(binder.words)
        self._flows = Flows(binder, self._leads)
        self._doing = Doing(binder.words, self._leads, self._flows)
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
        reached = self._cues.reached(index, amount, clause)
        if reached is not None:
            return reached
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
        if previous is not None and (verb is None or verb < previous):
            alike = self._alike(index, previous)
            if alike is not None:
                return alike
        first = clause.begin if verb is None else verb
        doing = self._doing.movement(index, first, amount)
        if doing is not None:
            return doing
        if verb is None:
            return self._inherited(index, amount, clause, previous)
        lead = self._leads.lead(index, verb)
        still = self._leads.is_still(verb, index)
        if amount.kind == "count" and self._words[verb].lower.startswith(("stay", "remain")):
            still = still and lead != "at"  # guests stay at 40 hotels
        if still and lead in {"at", ""}:
            return Movement("flat", "to")
        if previous is not None and lead == "to" and self._words[verb].lower in _BRINGING:
            return Movement(self.found[previous].direction, "to")
        if previous is not None and verb < previous:
            multiple = change_of(self._words[previous])
            if multiple is not None and lead in {"to", "from", "at"}:
                # "has been halved to 3.1p"
                return moved(multiple.direction, lead, amount)
        adverb = self._leads.adverb(verb, index)
        if adverb is not None and lead in {"at", "to"}:
            return Movement(adverb, "to")
        if adverb is not None and lead == "by":
            return Movement(adverb, "delta")
        settled = self._settled(verb, lead, previous)
        if settled is not None:
            return settled
        if self._words[verb].lower in words("passing") and self._passes(index, verb, amount):
            return Movement("up")
        change = change_of(self._words[verb])
        if change is not None and self._words[verb + 1].lower == "short":
            return Movement()  # "fell short of $3 million"
        if change is None:
            judged = self._judged(index, verb)
            if judged is not None:
                return moved(judged, lead, amount)
            return self._flows.of_deed(index, verb, amount)
        if self._flows.is_flow(index, verb, amount):
            return Movement(change.direction, "delta")
        if self._leads.is_direct(index, verb) and self._flows.is_sum(verb, amount):
            return self._flows.of_deed(index, verb, amount)
        turned = self._turned(index, verb, amount)
        if turned is not None:
            return turned
        if lead in {"", "other"} and self._is_object(index, verb):
            return Movement()
        return moved(change.direction, lead, amount)

    def _is_object(self, index: int, verb: int) -> bool:
        """Tell "lifted a 25% tariff" from "lifted output a further 25%"."""
        near = {word.lower for word in self._words[max(verb + 1, index - 2) : index]}
        led = not near.isdisjoint({"a", "an"}) and self._words[verb].lower.startswith(_LIFTING)
        return led and self._leads.is_share_of_noun(index)

    def _judged(self, index: int, verb: int) -> Direction | None:
        """Read "margin improved 11 basis points" as up, "costs improved to 41%" as down.

        "Spreads tightened by 3 basis points" went down; a bank's rate that it tightens does not.
        """
        word = self._words[verb].lower
        if word not in words("improving") | words("worsening") | words("tightening"):
            return None
        measure = self._binder.bound(index).measure
        if measure is None:
            return None
        spoken = {one.lower for one in self._words[slice(*measure)]}
        if word in words("tightening"):
            return None if spoken.isdisjoint(words("tighter_lower")) else "down"
        if {"efficiency", "ratio"} <= spoken:
            return None  # a bank's is its costs by its income, a motor's the contrary
        lower = not spoken.isdisjoint(words("better_lower"))
        lower = lower and spoken.isdisjoint(words("better_higher"))
        is_up = (word in words("improving")) is not lower
        return "up" if is_up else "down"

    def _alike(self, index: int, previous: int) -> Movement | None:
        """Read "wages climbed 4% and prices 2%", "lost 7% in Germany; in France, 3%"."""
        earlier = self.found[previous]
        clause = self._binder.sentence.clauses[self._binder.sentence.clause_of(index)]
        if earlier.direction is None or any(verb > index for verb in clause.verbs):
            return None  # "and in Chicago 2 cents were lost"
        if elsewhere(self._binder, index, previous):
            return earlier
        left_out = has_left_out_verb(self._binder, index, previous)
        if not left_out and not leaves_out_verb_after_and(self._binder, index, previous):
            return None
        lead = self._leads.lead(index, self._binder.gapped[index][1] - 1)
        if lead == "to":
            return Movement(earlier.direction, "to")
        is_change = lead == "by" or (lead == "" and earlier.role == "delta")
        return Movement(earlier.direction, "delta") if is_change else None

    def _passes(self, index: int, verb: int, amount: Amount) -> bool:
        """Tell "tops $8,700" and "crossed the 5% mark" from "topped the $2 billion expected"."""
        if amount.kind not in {"money", "percent", "index", "number", "count"}:
            return False
        if not self._leads.is_direct(index, verb):
            return False
        following = self._words[index + 1] if index + 1 < len(self._words) else None
        if following is not None and following.lower in words("thresholds"):
            return True
        if self._words[verb].lower.startswith(("hit", "reach")) and (
            amount.kind == "count" or not self._ends(index + 1)
        ):
            return False  # no "hit 12 home runs", no "reached a $5 million settlement"
        return self._words[index - 1].lower != "the"

    def _settled(self, verb: int, lead: str, previous: int | None) -> Movement | None:
        """Read "fell 1.7% to settle at $74.33", "hit a record before closing at 604"."""
        if previous is None or lead != "at" or self._words[verb].lower not in words("settling"):
            return None
        told = self.found[previous]
        leads_on = self._words[verb - 1].lower in {"to", "before", "and", "then"}
        if told.direction is None or verb < previous or not leads_on:
            return None
        return Movement(told.direction, "to")

    def _turned(self, index: int, verb: int, amount: Amount) -> Movement | None:
        """Read "pared gains to 4%": still up; a company's loss that narrows is another matter."""
        if amount.kind not in {"percent", "index"}:
            return None
        for word in self._words[verb + 1 : index]:
            if word.lower in words("moves_of_price"):
                change = noun_of_change(word)
                return None if change is None else Movement(change, "delta")
        return None

    def _inherited(
        self, index: int, amount: Amount, clause: Clause, previous: int | None
    ) -> Movement:
        """Read a figure whose clause has no verb before it: ", from $0.89 in 2018"."""
        after = [verb for verb in clause.verbs if verb > index]
        if after:
            told = self._told_after(index, after, amount, clause)
            if told is not None:
                return told
            change = change_of(self._words[after[0]])
            # "1,306 shares declined": how many moved is no movement itself
            counted = amount.kind in {"count", "number"}
            if change is not None and self._subject_of(index, after[0]) and not counted:
                role: FigureRole = "to" if amount.kind == "money" else "level"
                return Movement(change.direction, role)
            return Movement()
        if previous is None:
            return self._led_on(index, clause)
        earlier = self.found[previous]
        gapped = self._binder.gapped.get(index)
        named = gapped is not None and self._binder.owners.is_thing(*gapped)
        if gapped is not None and named and self._binder.bound(previous).subject != gapped:
            # as in "the first gained 1.2%, the second 2.3%"
            lead = self._leads.lead(index, gapped[1] - 1)
            if lead in {"", "to", "at"} and earlier.direction is not None:
                return Movement(earlier.direction, "delta" if lead == "" else "to")
        lead = self._leads.lead(index, clause.begin - 1)
        if lead in {"from", "to", "at"} and earlier.direction is not None:
            return Movement(earlier.direction, "from" if lead == "from" else "to")
        if lead == "by" and earlier.direction is not None:
            return Movement(earlier.direction, "delta")
        return self._led_on(index, clause)

    def _told_after(
        self, index: int, verbs: list[int], amount: Amount, clause: Clause
    ) -> Movement | None:
        """Read "$17 billion was wiped from the value", "350 jobs will go", "90 shops were shut"."""
        if not self._subject_of(index, verbs[0]):
            return None
        last = min(verbs[0] + 4, clause.stop)
        for place in range(verbs[0], last):
            word = self._words[place].lower
            passive = place > verbs[0] and self._words[place - 1].lower in _BE
            if passive and word in words("taken_away") and amount.kind == "money":
                return Movement("down", "delta")
            if amount.kind not in {"count", "fraction"}:
                continue
            if passive and word in words("done_away"):
                return Movement("down", "delta")
            goes = place > verbs[0] and self._words[place - 1].lower in {"will", "to", "would"}
            if goes and word == "go" and self._ends(place + 1):
                return Movement("down", "delta")
        return None

    def _ends(self, place: int) -> bool:
        """Tell whether a statement may end before a word.

        "350 jobs will go with the plant" may before "with", "350 jobs will go to Leeds" not.
        """
        if place >= len(self._words):
            return True
        word = self._words[place]
        return word.what in {"mark", "time"} or word.lower in words("after_an_end")

    def _led_on(self, index: int, clause: Clause) -> Movement:
        """Read "sales fell for the ninth month running, to 4,870": the verb stands before."""
        lead = self._leads.lead(index, clause.begin - 1)
        if lead not in {"by", "to", "from"}:
            return Movement()
        cut = self._participle_before(index, lead, clause)
        if cut is not None:
            return moved(cut, lead)
        compared = self._leads.adverb(clause.begin - 1, index)
        if compared is not None:
            return moved(compared, lead)
        for place in range(clause.begin - 1, -1, -1):
            word = self._words[place]
            change = change_of(word)
            if change is not None and (word.verb or word.lower in words("irregular_past")):
                return moved(change.direction, lead)
            if word.lower in {"up", "down"} and self._words[place - 1].lower in words("going"):
                return moved("up" if word.lower == "up" else "down", lead)
            told = word.what == "figure" and lead != "by"
            if told or (word.verb and word.verb != "auxiliary"):
                return Movement()
        return Movement()

    def _participle_before(self, index: int, lead: str, clause: Clause) -> Direction | None:
        """Read "the dividend, cut by half,": a verb that opens its clause is seen as none."""
        if lead != "by":
            return None
        for place in range(index - 1, clause.begin, -1):
            if self._words[place].lower == lead:
                change = change_of(self._words[place - 1])
                return None if change is None else change.direction
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
