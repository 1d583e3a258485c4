"""Which way a measure moved, and what part of the movement a figure tells.

The words around a figure decide, nearest first: what follows it ("0.3% lower", "a 16% jump"),
what leads to it ("up", "a fall of"), and the verb of its clause with the preposition between
("rose by", "fell to", "from").
"""

import re
from typing import NamedTuple

from newsx.grammar.amount import Amount
from newsx.knowledge import changes
from newsx.knowledge.grammar_words import deeds, words
from newsx.resolve.binding import Binder
from newsx.resolve.clauses import Clause
from newsx.resolve.verb_forms import Word, change_of
from newsx.schema import Direction, FigureRole


class Movement(NamedTuple):
    """Direction and role of a figure."""

    direction: Direction | None = None
    role: FigureRole = "level"


_LEADS = frozenset({"by", "to", "from", "at", "toward", "towards", "into"})
_THRESHOLDS = frozenset({"below", "above", "under", "past", "low", "high", "beyond"})
_PASSED = frozenset(
    [
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "some",
        "more",
        "less",
        "than",
        "as",
        "much",
        "many",
        "few",
        "little",
        "least",
        "most",
        "just",
        "only",
        "up",
        "down",
        "close",
        "a",
        "an",
        "the",
        "its",
        "their",
        "another",
        "further",
        "well",
        "additional",
        "record",
        "total",
        "combined",
        "estimated",
        "net",
        "fewer",
        "higher",
        "lower",
        "near",
        "between",
        "exceeding",
        "greater",
        "no",
        "slightly",
        "new",
        "previous",
        "minus",
        "fresh",
        "of",
        "low",
        "high",
        "below",
        "above",
        "under",
        "over",
        "past",
        "beyond",
    ]
)
_WEAK = frozenset(
    {
        "high",
        "low",
        "record",
        "range",
        "average",
        "peak",
        "total",
        "level",
        "year",
        "target",
        "price",
        "mean",
    }
)
_COMPARED = re.compile(
    r"(?:\bversus|\bvs\.?|\bcompared (?:with|to)|\bas against|\bagainst|\bup from|\bdown from) $"
)
_ADVERB_FROM = re.compile(r"\b(up|down) from (?:an? |the )?(?:[a-z]+ ){0,3}$")
_EARLIER = re.compile(
    r"year[- ]ago|year[- ]earlier|a year (?:ago|earlier)|last year|previous|prior"
    r"|same (?:period|quarter|month)|(?:19|20)\d\d|fy ?\d\d"
)
_HOLDING = frozenset(
    {
        "kept",
        "keep",
        "keeps",
        "keeping",
        "left",
        "leave",
        "leaves",
        "leaving",
        "held",
        "hold",
        "holds",
        "holding",
        "maintained",
        "maintain",
    }
)


class Mover:
    """Reads the movement of the figures of one sentence, in order."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._words = binder.words
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
            if self._is_compared_in_time(index, clause):
                return Movement("up" if amount.value > 1 else "down", "delta")
        signed = self._signed(index, amount)
        if signed is not None:
            return signed
        followed = self._followed(index, amount, clause)
        if followed is not None:
            return followed
        led = self._led(index, amount, clause)
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

    def _follows_a_name(self, index: int) -> bool:
        gapped = self._binder.gapped.get(index)
        return gapped is not None and self._binder.owners.is_thing(*gapped)

    def _is_compared_in_time(self, index: int, clause: Clause) -> bool:
        """Tell "double its headcount in 2019" from "twelve times earnings"."""
        after = self._words[index + 1 : min(index + 9, clause.stop)]
        return (
            bool(after)
            and after[0].lower in _COMPARING
            and any(word.what == "time" for word in after)
        )

    def _signed(self, index: int, amount: Amount) -> Movement | None:
        """Read "CFBK -32.8% at $12.13", "sales of €1,640m (-4%)": a sign instead of a verb."""
        if amount.kind != "percent" or amount.value_max is not None:
            return None
        word = self._words[index]
        before = self._binder.sentence.text[: word.start].rstrip("+")
        minus = amount.value < 0 and word.text[0] in _MINUS
        if not minus and not self._binder.sentence.text[: word.start].endswith("+"):
            return None
        alone = before.endswith(("(", "[")) or self._follows_a_name(index)
        return Movement("down" if minus else "up", "delta") if alone else None

    # -- what follows -------------------------------------------------------------------------

    def _followed(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        """Read "0.3% lower", "$1.02, or 1.1%, higher", "a quarter below last season"."""
        if amount.kind in {"ratio", "number"}:
            return None
        after = index + 1
        after = self._past_apposition(after)
        if after >= len(self._words):
            return None
        word = self._words[after].lower
        if word == "organically" and after + 1 < len(self._words):
            word = self._words[after + 1].lower
        than = after + 1 < len(self._words) and self._words[after + 1].lower == "than"
        if word in _HIGHER | _LOWER and not (than and word in _JUDGING):
            return Movement("up" if word in _HIGHER else "down", "delta")
        if word == "unchanged" and amount.kind != "multiple":
            return Movement("flat", "to")
        if word == "off" and self._is_taken(index, clause):
            return Movement("down", "delta")
        if word in {"up", "down"} and amount.kind in _PARTS and self._ends_there(after):
            return Movement("up" if word == "up" else "down", "delta")
        if word in {"more", "less", "fewer"} and amount.kind in {"percent", "fraction"}:
            following = self._words[after + 1].lower if after + 1 < len(self._words) else ""
            if following == "than":
                return Movement("up" if word == "more" else "down", "delta")
        if (
            word in {"above", "below"}
            and amount.kind in {"count", "fraction", "quantity", "percent", "money"}
            and after == index + 1
        ):
            return Movement("up" if word == "above" else "down", "delta")
        return self._noun_after(index, amount, clause)

    def _noun_after(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        if amount.kind not in {"percent", "money", "quantity", "multiple", "index", "fraction"}:
            return None
        for place in range(index + 1, min(index + 8, clause.stop)):
            word = self._words[place]
            if word.what != "word" or word.lower in words("prepositions"):
                if word.text != "-" and word.what != "time" and word.lower not in {"over", "on"}:
                    return None
                continue
            direction = _noun_direction(word)
            if direction is not None and not (word.verb and place == index + 1):
                return (
                    Movement(direction, "delta")
                    if word.lower not in _LEVEL_NOUNS or amount.kind == "percent"
                    else None
                )
        return None

    def _past_apposition(self, place: int) -> int:
        """Return the place after ", or 1.1%," where one stands."""
        found = self._words
        if (
            place + 2 < len(found)
            and found[place].text == ","
            and found[place + 1].lower == "or"
            and found[place + 2].what == "figure"
        ):
            place += 3
            if place < len(found) and found[place].text == ",":
                place += 1
        return place

    # -- what leads ---------------------------------------------------------------------------

    def _led(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        """Read "up 18%", "down $2.07", "an increase of 5%", "a fall in exports of 6%"."""
        position = index - 1
        while position >= clause.begin and (
            self._words[position].lower in _PASSED or self._words[position].lower in {"at", "off"}
        ):
            word = self._words[position].lower
            if word == "at" and self._words[position + 1].lower not in {"least", "most"}:
                return None
            following = self._words[position + 1].lower if position + 1 < index else ""
            if (
                word in {"up", "down"}
                and following not in {"to", "from", "by"}
                and not self._is_phrasal(position)
            ):
                return Movement("up" if word == "up" else "down", "delta")
            if word == "off" and self._is_down(position, clause):
                return Movement("down", "delta")
            if word == "of" and position > clause.begin:
                direction = self._change_noun_before(position, clause)
                if direction is not None and amount.value >= 0:
                    return Movement(direction, "delta")
            position -= 1
        return None

    def _ends_there(self, place: int) -> bool:
        """Tell "closed 21% down at $26" from "21% down payments"."""
        if place + 1 >= len(self._words):
            return True
        following = self._words[place + 1]
        return following.what in {"mark", "time"} or following.lower in {"at", "on", "from", "in"}

    def _is_taken(self, index: int, clause: Clause) -> bool:
        """Tell "wiping $2 billion off its market value"."""
        verb = self._binder.verb_before(index, clause)
        return verb is not None and self._words[verb].lower.startswith(_TAKING)

    def _is_down(self, position: int, clause: Clause) -> bool:
        """Tell "was off 3%" and "the index, off 6p at" from "lay off 300" and "pay off $5m"."""
        if position == clause.begin:
            return True
        before = self._words[position - 1]
        return before.verb in {"be", "auxiliary"} or before.what == "name"

    def _is_phrasal(self, position: int) -> bool:
        """Tell "make up 20%" from "were up 20%"."""
        return position > 0 and self._words[position - 1].lower in _PHRASAL

    def _change_noun_before(self, place: int, clause: Clause) -> Direction | None:
        """Return the direction of the change noun an `of` belongs to."""
        for position in range(place - 1, max(clause.begin, place - 6) - 1, -1):
            word = self._words[position]
            if word.verb or word.what in {"figure", "mark"}:
                return None
            direction = _noun_direction(word)
            if direction is not None:
                return direction if word.lower not in _LEVEL_NOUNS else None
            if word.lower == "of":
                return None
        return None

    # -- the verb -----------------------------------------------------------------------------

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
        verb = self._binder.verb_before(index, clause)
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
                self._words[place + 1].lower == "to" or self._is_phrasal(place)
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


_HIGHER = frozenset({"higher", "firmer", "stronger", "better", "dearer"})
_LOWER = frozenset({"lower", "weaker", "easier", "softer", "cheaper"})
_JUDGING = frozenset({"better", "easier", "stronger", "weaker", "cheaper"})
_TAKING = ("wip", "knock", "shav", "slic", "tak", "took", "chop")
_PARTS = frozenset({"percent", "fraction", "money", "index", "quantity", "number"})
_POOLS = frozenset({"funds", "etfs", "etf", "fund"})
_MINUS = "-\u2212\u2013"
_COMPARING = frozenset({"the", "its", "their", "his", "her", "that", "what", "as"})
_PHRASAL = frozenset(
    {
        "make",
        "makes",
        "made",
        "making",
        "take",
        "takes",
        "taken",
        "taking",
        "add",
        "adds",
        "set",
        "sets",
    }
)
_BRINGING = frozenset({"taking", "bringing", "pushing", "sending", "driving", "putting", "leaving"})
_COUNT_DEEDS = frozenset(
    {"open", "opens", "close", "closes", "closing", "shut", "hire", "create", "created"}
)
# Nouns that name a level of their own when they are `of` something: a loss of $3 million.
_LEVEL_NOUNS = frozenset(
    {
        "loss",
        "losses",
        "gain",
        "gains",
        "inflow",
        "inflows",
        "outflow",
        "outflows",
        "discount",
        "boost",
        "haircut",
        "tumble",
        "addition",
        "cut",
        "cuts",
    }
) - {"cut"}


def _noun_direction(word: Word) -> Direction | None:
    for change in changes.words().get(word.lower, ()):
        if change.what == "noun":
            return change.direction
    return None


def _moved(direction: Direction, lead: str, amount: Amount) -> Movement:
    if lead == "from":
        return Movement(direction, "from")
    if lead in {"to", "at", "toward", "towards", "into"}:
        return Movement(direction, "to")
    if lead in {"by", ""}:
        return Movement(direction, "delta")
    return Movement(direction, "delta") if amount.kind in {"percent", "index"} else Movement()
