"""What leads from a verb to a figure: `by`, `to`, `from`, an adverb, or nothing at all."""

from collections.abc import Sequence

from newsx.knowledge.grammar_words import words
from newsx.resolve.sentences.verb_forms import Word, change_of
from newsx.schema import Direction

_LEADS = frozenset({"by", "to", "from", "at", "toward", "towards", "into"})
_THRESHOLDS = frozenset({"below", "above", "under", "past", "low", "high", "beyond"})
_PASSED = words("passed_to_move")
_WEAK = words("weak_levels")
_HOLDING = words("holding")
_PHRASAL = words("phrasal")
_ARTICLES = frozenset({"a", "an"})
_STILL = frozenset({"flat", "unchanged", "steady", "stable"})
_UP = words("higher") | {"up"}
_DOWN = words("lower") | {"down"}


class Leads:
    """Reads what stands between verbs and figures of one sentence."""

    def __init__(self, found: Sequence[Word]) -> None:
        self._words = found

    def lead(self, index: int, verb: int) -> str:
        """Return the preposition that leads from the verb to the figure; empty for none."""
        threshold = False
        position = index - 1
        while position > verb:
            word = self._words[position]
            if word.lower in _LEADS and not (
                (word.lower == "to" and self._is_bound(position))
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
                or self._is_adjective(position, index)
            ):
                break
            position -= 1
        if threshold and position == verb:
            return "to"
        return "" if position == verb else "other"

    def _is_adjective(self, place: int, index: int) -> bool:
        """Tell "added a disappointing 97,000", where nothing else can stand before a figure."""
        word = self._words[place]
        plain = word.what == "word" and not word.verb and word.lower not in words("prepositions")
        led = self._words[place - 2]
        led_to = bool(led.verb) or led.lower in {"at", "to"}
        led_to = led_to and self._words[place - 1].lower in _ARTICLES
        return plain and place == index - 1 and led_to and not self.is_share_of_noun(index)

    def is_share_of_noun(self, index: int) -> bool:
        """Tell "lifted a temporary 25% tariff": the share is what is lifted, and no step."""
        text = self._words[index].text.lower()
        if index + 1 >= len(self._words) or not text.endswith(("%", "cent", "percent", "pct")):
            return False
        after = self._words[index + 1]
        small = words("prepositions") | words("conjunctions") | words("adverbs")
        return after.what in {"word", "name"} and not after.verb and after.lower not in small

    def _is_bound(self, place: int) -> bool:
        """Tell "spend up to $5" and "lost up to a third" from "went up to 60%"."""
        if self._words[place - 1].lower != "up":
            return False
        before = self._words[place - 2]
        change = change_of(before)
        rises = change is not None and change.direction == "up"
        if before.lower.startswith("pick"):
            return self._words[place - 3].lower not in words("sold")
        return not rises and before.lower not in words("going")

    def is_direct(self, index: int, verb: int) -> bool:
        """Tell whether nothing but bounds and articles stands between verb and figure."""
        return all(
            word.lower in _PASSED
            or (word.lower == "to" and self._words[verb + 1].lower == "up")
            or self._is_adjective(place, index)
            for place, word in enumerate(self._words[verb + 1 : index], verb + 1)
        )

    def is_still(self, verb: int, index: int) -> bool:
        """Tell "was unchanged at 2%", "kept its rate at 2%": nothing moved."""
        between = {word.lower for word in self._words[max(0, verb - 1) : index]}
        if between & _STILL or {"little", "changed"} <= between:
            return True
        return self._words[verb].lower in _HOLDING and self.lead(index, verb) == "at"

    def adverb(self, verb: int, index: int) -> Direction | None:
        """Return the direction of "higher" or "down" between a verb and its figure."""
        for place in range(index - 1, verb, -1):
            word = self._words[place]
            if word.lower == "up" and (
                (self._words[place + 1].lower == "to" and self._is_bound(place + 1))
                or self.is_phrasal(place)
            ):
                continue
            if word.lower in _UP and word.what == "word":
                return "up"
            if word.lower in _DOWN:
                return "down"
        return None

    def is_phrasal(self, position: int) -> bool:
        """Tell "make up 20%" and "picked up a 9% stake" from "were up 20%"."""
        before = self._words[position - 1].lower if position > 0 else ""
        following = self._words[position + 1].lower if position + 1 < len(self._words) else ""
        if before.startswith("pick") and following == "to":
            return False  # shipments picked up to 61,400 tons
        return before in _PHRASAL
