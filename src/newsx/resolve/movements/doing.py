"""What a participle tells: "sees the rate rising by 75 points", "pushing its yield above 6%".

No clause has it as its verb, and so the verb before it says nothing of the figure.
"""

from collections.abc import Sequence

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import deeds, words
from newsx.resolve.measures.movement import Movement, moved
from newsx.resolve.movements.flows import Flows
from newsx.resolve.movements.leads import Leads
from newsx.resolve.sentences.verb_forms import Word, change_of

_MOVING = frozenset({"pushing", "sending", "driving", "taking", "bringing", "pulling", "dragging"})


class Doing:
    """Reads participles of one sentence.

    Args:
        found: The words of the sentence.
        leads: What leads from words to figures.
        flows: Sums, which are raised without a rise.
    """

    def __init__(self, found: Sequence[Word], leads: Leads, flows: Flows) -> None:
        self._words = found
        self._leads = leads
        self._flows = flows

    def movement(self, index: int, first: int, amount: Amount) -> Movement | None:
        """Return what the last participle between word `first` and a figure says of it."""
        for place in range(index - 1, first - 1, -1):
            word = self._words[place]
            if word.what in {"figure", "mark"}:
                return None
            if word.lower.endswith("ing") and not self._describes(place, first):
                return self._told(place, index, amount)
        return None

    def _describes(self, place: int, first: int) -> bool:
        """Tell "a rising rate of 5%", where the participle is of the noun behind it."""
        before = self._words[place - 1] if place > first else None
        return before is not None and before.lower in words("determiners") | words("adjectives")

    def _told(self, place: int, index: int, amount: Amount) -> Movement | None:
        word, between = self._words[place], self._words[place + 1 : index]
        if word.lower in _MOVING:
            return self._moved_to(between)
        if any(
            other.lower in words("moves_of_price") or other.lower == "short" for other in between
        ):
            return None  # as in "paring gains to 4%" and "falling short by $3 million"
        lead = self._leads.lead(index, place)
        change = change_of(word)
        if change is not None and lead not in {"other", "at"}:
            sums = lead == "" and self._flows.is_sum(place, amount)
            return None if sums else moved(change.direction, lead, amount)
        following = self._words[place + 1].lower
        phrase = f"{word.lower} {following}"
        deed = deeds().get(phrase) or deeds().get(word.lower)
        particle = phrase in deeds()
        if deed is None or deed.direction is None or amount.kind not in {"count", "money"}:
            return None
        is_object = self._leads.is_direct(index, place + particle)
        return Movement(deed.direction, "delta") if is_object else None

    @staticmethod
    def _moved_to(between: Sequence[Word]) -> Movement | None:
        """Read "pushing bullion back above $1,620", "sending the shares down to 40p"."""
        for word in reversed(between):
            if word.lower in words("pushed_up"):
                return Movement("up", "to")
            if word.lower in words("pushed_down"):
                return Movement("down", "to")
        return None
