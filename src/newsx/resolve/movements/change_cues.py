"""What words at a figure say of a movement: before it ("up", "a fall of"), after it ("lower").

Signs and comparisons in time are read here too: "-4%", "double its level in May".
"""

from newsx.grammar.amount import Amount
from newsx.knowledge import changes
from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.movement import Movement
from newsx.resolve.movements.leads import Leads
from newsx.resolve.sentences.clauses import Clause
from newsx.resolve.sentences.verb_forms import Word, change_of
from newsx.schema import Direction, FigureRole

_PASSED = words("passed_to_move")

_HIGHER = words("higher") | {"better"}

_LOWER = words("lower")

_JUDGING = frozenset({"better", "easier", "stronger", "weaker", "cheaper"})

_FLOWS = ("inflow", "outflow", "withdrawal", "redemption")

# What a figure can be in itself when it is said to be above or below another.
_COMPARED = frozenset({"count", "fraction", "quantity", "percent", "money"})

# What nobody writes a plus before but where it was added: "payrolls +231,000"; odds and
# degrees are written so, too.
_ADDED = frozenset({"count", "money", "quantity"})
_NO_ODDS = 10_000

# What stands before another level, of an earlier time or of none: a plan, a minimum.
_BESIDE_ANOTHER = frozenset({"above", "below", "behind", "more", "less", "fewer"})

# What ends the telling of that level: "above last year under a plan to grow".
_PARTING = frozenset({"and", "as", "but", "despite", "under", "while"})

# What may stand between a level and that it stands still: "on Tuesday, essentially unchanged".
_BEFORE_STATE = frozenset({
    "about", "almost", "basically", "broadly", "essentially", "largely", "little", "mostly",
    "nearly", "on", "practically", "roughly", "virtually",
})  # fmt: skip

# What is told as a share of a level, or in its points.
_SHARES = frozenset({"percent", "index"})

_TAKING = ("wip", "knock", "shav", "slic", "tak", "took", "chop")

_PARTS = frozenset({"percent", "fraction", "money", "index", "quantity", "number"})

_MINUS = "-\u2212\u2013"

_COMPARING = frozenset({"the", "its", "their", "his", "her", "that", "what", "as"})


_ROLES: dict[str, FigureRole] = {"to": "to", "from": "from"}

# Nouns that name a level of their own when they are `of` something: a loss of $3 million.
_LEVEL_NOUNS = words("level_nouns")
# A raise of 5% is a rise of pay, a raise of $30 million new capital.
_RAISES = frozenset({"raise", "raises"})


class ChangeCues:
    """Reads the words at the figures of one sentence."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._words = binder.words
        self._leads = Leads(binder.words)

    def signed(self, index: int, amount: Amount) -> Movement | None:
        """Read "CFBK -32.8% at $12.13", "sales of €1,640m (-4%)": a sign instead of a verb."""
        if amount.value_max is not None:
            return None
        word = self._words[index]
        before = self._binder.sentence.text[: word.start].rstrip("+")
        plus = word.text[0] == "+" or self._binder.sentence.text[: word.start].endswith("+")
        if amount.kind != "percent":
            added = amount.kind in _ADDED and amount.unit != "degree"
            added = added and (not amount.bare or amount.scaled or amount.value >= _NO_ODDS)
            return Movement("up", "delta") if plus and added else None
        minus = amount.value < 0 and word.text[0] in _MINUS
        if not minus and not plus:
            return None
        # nobody writes "+7%" of a level, but yields and margins may be below zero
        alone = plus or before.endswith(("(", "[")) or self._follows_a_name(index)
        alone = alone or self._is_listed(index)
        return Movement("down" if minus else "up", "delta") if alone else None

    def _is_listed(self, index: int) -> bool:
        """Tell "food +30%, menswear -6%": a sign on two of them tells changes, and no levels."""
        others = [word for place, word in enumerate(self._words) if place != index]
        noun = self._words[index - 1] if index else None
        return (
            noun is not None
            and noun.what in {"word", "name"}
            and not noun.verb
            and noun.lower not in words("prepositions")
            and any(word.what == "figure" and word.text[0] in "+" + _MINUS for word in others)
        )

    def _follows_a_name(self, index: int) -> bool:
        gapped = self._binder.gapped.get(index)
        return gapped is not None and self._binder.owners.is_thing(*gapped)

    def is_compared_in_time(self, index: int, clause: Clause) -> bool:
        """Tell "double its headcount in 2019" from "twelve times earnings"."""
        after = self._words[index + 1 : min(index + 9, clause.stop)]
        return (
            bool(after)
            and after[0].lower in _COMPARING
            and any(word.what == "time" for word in after)
        )

    def followed(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        """Read "0.3% lower", "$1.02, or 1.1%, higher", "a quarter below last season"."""
        if amount.kind in {"ratio", "number"}:
            return None
        after = self._past_apposition(index + 1)
        if after >= len(self._words):
            return None
        word = self._words[after].lower
        if word == "organically" and after + 1 < len(self._words):
            word = self._words[after + 1].lower
        than = after + 1 < len(self._words) and self._words[after + 1].lower == "than"
        if word in _HIGHER | _LOWER and not (than and word in _JUDGING and self._judges(after)):
            return Movement("up" if word in _HIGHER else "down", "delta")
        flow = self._flow_after(after) if word == "of" and amount.kind == "money" else None
        if flow is not None:
            return Movement(flow, "delta")
        if self._stands_still(after) and amount.kind != "multiple":
            return Movement("flat", "to")
        if word == "off" and self._is_taken(index, clause):
            return Movement("down", "delta")
        if word in {"up", "down"} and amount.kind in _PARTS and self._ends_there(after):
            return Movement("up" if word == "up" else "down", "delta")
        if word in _BESIDE_ANOTHER and self._is_beside_a_yardstick(after):
            return None
        if (
            word in {"more", "less", "fewer"}
            and (than or (amount.kind == "percent" and self._is_share_more(after)))
            and not self._is_moved(index, clause)
        ):
            return Movement("up" if word == "more" else "down", "delta")
        idiom = self._idiom_after(index, after, clause) if amount.kind in _SHARES else None
        if idiom is not None:
            return Movement(idiom, "delta")
        if (
            word in {"above", "below", "behind"}
            and amount.kind in (_COMPARED if word != "behind" else {"percent"})
            and after == index + 1
        ):
            return Movement("up" if word == "above" else "down", "delta")
        return self._noun_after(index, amount, clause)

    def _is_beside_a_yardstick(self, place: int) -> bool:
        """Tell "6% below plan" and "less than they had asked" from "6% below last season"."""
        for word in self._words[place + 1 : place + 7]:
            if word.lower in words("yardsticks"):
                return True
            acts = word.verb not in {"", "be", "auxiliary"}
            if acts or word.what in {"mark", "figure", "time"} or word.lower in _PARTING:
                return False
        return False

    def _idiom_after(self, index: int, place: int, clause: Clause) -> Direction | None:
        """Read "6% to the good", "1.4% in the red", "10% adrift of its peak", "was 2% ahead"."""
        following = [word.lower for word in self._words[place : place + 3]]
        if " ".join(following) in words("share_to_the_good"):
            return "up"
        if " ".join(following) in words("share_to_the_bad"):
            return "down"
        if following[:1] == ["ahead"] and following[1:2] != ["of"]:
            return "up" if self._runs(index, clause) else None
        for phrase in words("share_below"):
            parts = phrase.split()
            if following[: len(parts)] == parts:
                level = self._level_of_a_time(place + len(parts))
                is_off_low = phrase == "off" and level in words("lows_of_a_time")
                return "up" if is_off_low else "down" if level else None
        return None

    def _runs(self, index: int, clause: Clause) -> bool:
        """Tell "sales are 3% ahead" and "shares closed 2% ahead" from "inflation of 3% ahead"."""
        verb = index - 1
        while verb > clause.begin and self._words[verb].lower in _PASSED | {"still"}:
            verb -= 1
        word = self._words[verb]
        runs = word.verb == "be" or word.lower in words("settling") | {"ran", "running", "traded"}
        before = {word.lower for word in self._words[clause.begin : verb]}
        return runs and not before.isdisjoint(words("traded") | words("sold"))

    def _level_of_a_time(self, place: int) -> str | None:
        """Return the peak of "20% under the month's peak"; none of "20% off top brands"."""
        for at in range(place, min(place + 6, len(self._words))):
            word = self._words[at]
            after = self._words[at + 1] if at + 1 < len(self._words) else None
            if word.lower in words("levels_of_a_time") and not _is_noun(after):
                return word.lower
            owns = after is not None and after.what == "possessive"
            led = word.what in {"time", "possessive"} or word.lower in words("determiners") or owns
            if not led and word.lower not in words("before_a_level_of_a_time"):
                return None
        return None

    def _flow_after(self, place: int) -> Direction | None:
        """Read "suffered $37 billion of net withdrawals"."""
        for word in self._words[place + 1 : place + 3]:
            if word.lower.startswith(_FLOWS):
                return noun_of_change(word)
        return None

    def _judges(self, place: int) -> bool:
        """Tell "19p better than expected" from "19p better than last year"."""
        return not any(word.what == "time" for word in self._words[place + 2 : place + 5])

    def _ends_there(self, place: int) -> bool:
        """Tell "closed 21% down at $26" from "21% down payments"."""
        if place + 1 >= len(self._words):
            return True
        following = self._words[place + 1]
        return following.what in {"mark", "time"} or following.lower in {"at", "on", "from", "in"}

    def _is_share_more(self, place: int) -> bool:
        """Tell "costs 3% more" and "moved 11% more boxes", "plans 8% less capacity"."""
        if self._ends_there(place):
            return True
        following = self._words[place + 1]
        is_noun = following.what == "word" and not following.verb
        return is_noun and following.lower not in words("prepositions")

    def _stands_still(self, place: int) -> bool:
        """Read "6.9%, unchanged from October" and "at $1.04 on Tuesday, little changed"."""
        for at in range(place, min(place + 6, len(self._words))):
            word = self._words[at]
            if word.lower == "unchanged":
                return True
            if word.lower == "changed":
                return self._words[at - 1].lower == "little"
            if word.text != "," and word.what != "time" and word.lower not in _BEFORE_STATE:
                return False
        return False

    def _is_moved(self, index: int, clause: Clause) -> bool:
        """Tell "rose 2 percent less in counties with mines" from "cost 2 percent less"."""
        verb = self._binder.verbs.verb_before(index, clause)
        return verb is not None and change_of(self._words[verb]) is not None

    def _is_taken(self, index: int, clause: Clause) -> bool:
        """Tell "wiping $2 billion off its market value"."""
        verb = self._binder.verbs.verb_before(index, clause)
        return verb is not None and self._words[verb].lower.startswith(_TAKING)

    def _noun_after(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        if amount.kind not in {"percent", "money", "quantity", "multiple", "index", "fraction"}:
            return None
        for place in range(index + 1, min(index + 8, clause.stop)):
            word = self._words[place]
            if word.what != "word" or word.lower in words("prepositions"):
                if word.text != "-" and word.what != "time" and word.lower not in {"over", "on"}:
                    return None
                continue
            direction = noun_of_change(word)
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

    def led(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        """Read "up 18%", "down $2.07", "an increase of 5%", "a fall in exports of 6%"."""
        position = index - 1
        lead = [word.lower for word in self._words[max(0, index - 2) : index]]
        if lead == ["put", "on"] and amount.kind in {"percent", "index", "quantity"}:
            return Movement("up", "delta")  # "shares put on 5%": a verb in no present or past
        if lead[1:] == ["by"] and lead[0] in _HIGHER | _LOWER:
            return Movement("up" if lead[0] in _HIGHER else "down", "delta")
        if lead == ["off", "by"] and self._is_down(index - 2, clause):
            return Movement("down", "delta")
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
                and not self._leads.is_phrasal(position)
            ):
                return Movement("up" if word == "up" else "down", "delta")
            if word == "off" and self._is_down(position, clause):
                return Movement("down", "delta")
            if word == "of" and position > clause.begin:
                direction = self._change_noun_before(position, clause, amount)
                if direction is not None and amount.value >= 0:
                    return Movement(direction, "delta")
            position -= 1
        return None

    def _is_down(self, position: int, clause: Clause) -> bool:
        """Tell "was off 3%" and "the index, off 6p at" from "lay off 300" and "pay off $5m"."""
        if position == clause.begin:
            return True
        before = self._words[position - 1]
        if before.lower in words("beside_be") and position - 1 > clause.begin:
            before = self._words[position - 2]
        return (
            before.verb in {"be", "auxiliary"}
            or before.what in {"name", "mark"}
            or before.lower in words("traded")
        )

    def _change_noun_before(self, place: int, clause: Clause, amount: Amount) -> Direction | None:
        """Return the direction of the change noun an `of` belongs to."""
        for position in range(place - 1, max(clause.begin, place - 6) - 1, -1):
            word = self._words[position]
            if word.verb or word.what in {"figure", "mark"}:
                return None
            direction = noun_of_change(word)
            before = self._words[position - 1].lower if position else ""
            if word.lower in words("tightening") and before in words("tighter_lower"):
                return "down"
            if direction is not None:
                level = word.lower in _LEVEL_NOUNS | _RAISES and amount.kind != "percent"
                return None if level else direction
            if word.lower == "of":
                return None
        return None

    def reached(self, index: int, amount: Amount, clause: Clause) -> Movement | None:
        """Read "a 9 per cent fall in profits to £64.2m", "a cut to 18% from 28%"."""
        lead = self._words[index - 1].lower if index else ""
        if lead not in {"to", "from"} or amount.kind in {"count", "multiple"}:
            return None
        for position in range(index - 2, clause.begin - 1, -1):
            word = self._words[position]
            if word.verb or word.text in {",", ";", ":"}:
                return None
            direction = noun_of_change(word)
            if direction is not None and self._is_of_figure(position, clause):
                return None  # "fell to 2% of gross advances from 3%"
            if direction is not None and self._is_foreseen(position, index):
                return None  # "lowered its growth forecast to 3 percent"
            if direction is not None:
                stays = word.lower in _LEVEL_NOUNS or word.lower.startswith(_FLOWS)
                return None if stays else Movement(direction, _ROLES[lead])
        return None

    def _is_foreseen(self, place: int, index: int) -> bool:
        """Tell the growth of "its growth goal for 2001" and of "the forecast for growth"."""
        before = self._words[place - 2].lower if place > 1 else ""
        near = {before, *(word.lower for word in self._words[place + 1 : index])}
        return not near.isdisjoint(words("foreseen"))

    def _is_of_figure(self, place: int, clause: Clause) -> bool:
        """Tell the advances of "2% of gross advances": what a figure is a part of moves nothing."""
        while place > clause.begin and self._words[place - 1].what == "word":
            place -= 1
            if self._words[place].lower == "of":
                return place > 0 and self._words[place - 1].what == "figure"
        return False


def noun_of_change(word: Word) -> Direction | None:
    """Return what a word says of how a measure moved, as a noun."""
    for change in changes.words().get(word.lower, ()):
        if change.what == "noun":
            return change.direction
    return None


def _is_noun(word: Word | None) -> bool:
    """Tell the players of "20% off record players", with which no level ends."""
    if word is None or word.verb or word.what not in {"word", "name"}:
        return False
    if word.what == "name":
        return True
    small = words("prepositions") | words("conjunctions") | words("adverbs") | words("determiners")
    return word.lower not in small
