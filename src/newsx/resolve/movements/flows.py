"""What is done with a sum: money that flows in or out, and sums that are no movement at all."""

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import deeds, words
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.movement import Movement
from newsx.resolve.movements.leads import Leads

_POOLS = frozenset({"funds", "etfs", "etf", "fund"})
_COUNT_DEEDS = words("count_deeds")
# Verbs of change that with a sum of money as their object mean the sum: "raised $3 billion".
_SUMS = (
    "rais", "boost", "lift", "expand", "recover", "advanc", "gather", "eliminat", "scrap", "write",
)  # fmt: skip


class Flows:
    """Reads verbs with a sum as their object, in one sentence."""

    def __init__(self, binder: Binder, leads: Leads) -> None:
        self._binder = binder
        self._words = binder.words
        self._leads = leads

    def is_flow(self, index: int, verb: int, amount: Amount) -> bool:
        """Tell "bond funds lost $6.8bn", money that left, from a loss of a company."""
        subject = self._binder.owners.subject_of_verb(verb)
        return (
            amount.kind == "money"
            and amount.scaled
            and self._words[verb].lower.startswith(("los", "shed", "gain"))
            and subject is not None
            and self._words[subject[1] - 1].lower in _POOLS
            and self._leads.is_direct(index, verb)
        )

    def is_sum(self, verb: int, amount: Amount) -> bool:
        """Tell "the fund raised $3 billion" from "the index lost 3%": a sum, not a movement."""
        lemma = self._words[verb].lower
        if lemma.startswith(_SUMS):
            return amount.kind in {"money", "fraction"}
        subject = self._binder.owners.subject_of_verb(verb)
        return (
            amount.kind == "money"
            and lemma.startswith(("los", "gain", "add"))
            and subject is not None
            and self._binder.owners.is_owner(*subject)
            and amount.scaled
        )

    def of_deed(self, index: int, verb: int, amount: Amount) -> Movement:
        """Read "took in $3bn", "shut 17 stores"."""
        following = self._words[verb + 1].lower if verb + 1 < len(self._words) else ""
        deed = deeds().get(f"{self._words[verb].lower} {following}")
        particle = deed is not None
        deed = deed or deeds().get(self._words[verb].lower)
        if deed is None or deed.direction is None:
            return Movement()
        if not self._leads.is_direct(index, verb + particle):
            return Movement()
        # shares put on and claw back per cent, shops are shut and jobs created by their number
        traded = (
            particle and following in {"back", "on", "up"} and amount.kind in {"percent", "index"}
        )
        if particle and following == "back" and not traded:
            return Movement()  # a bank claws back bonuses, which nothing tells the way of
        if deed.measure is None and amount.kind not in {"count", "money"} and not traded:
            return Movement()
        counts = deed.measure is None and self._words[verb].lower in _COUNT_DEEDS
        if counts and amount.kind == "money":
            return Movement()
        return Movement(deed.direction, "delta")
