"""The structure of a sentence as far as its surface shows it: words, verbs, clauses, phrases.

Figures, times and names are one word each. Verbs are told from a table and from what stands
around them, or from the pipeline's part-of-speech tags where it gives any.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from newsx.knowledge import changes
from newsx.knowledge.grammar_words import VerbClass, verbs, words

What = Literal["word", "figure", "time", "name", "mark", "possessive"]

_WORD = re.compile(r"['’]s(?!\w)|\w+(?:[-&/.+]\w+|['’](?!s(?!\w))\w+)*|[^\w\s]")
_BREAKS = frozenset(",;:()[]—–“”\"!?.")
_PAST = re.compile(r"\w+ed$")


class Piece(NamedTuple):
    """A stretch of a sentence that is one word: a figure, a time, a name."""

    start: int
    end: int
    what: What
    index: int


class Word(NamedTuple):
    """One word of a sentence."""

    start: int
    end: int
    text: str
    lower: str
    what: What
    index: int
    """Which figure, time or name it is; -1 for plain words."""
    verb: VerbClass | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words with at most one subject: `[begin, stop)` in the sentence's words."""

    begin: int
    stop: int
    verbs: tuple[int, ...]


class Sentence:
    """One sentence, its words and its clauses."""

    def __init__(
        self,
        text: str,
        begin: int,
        stop: int,
        pieces: Sequence[Piece],
        tags: dict[int, str] | None = None,
    ) -> None:
        self.text = text
        self.words = _tagged(_split(text, begin, stop, pieces), tags)
        self.clauses = tuple(_clauses(self.words))

    def clause_of(self, index: int) -> int:
        """Return which clause a word stands in."""
        for number, clause in enumerate(self.clauses):
            if clause.begin <= index < clause.stop:
                return number
        return len(self.clauses) - 1

    def phrase_left(self, end: int, floor: int) -> tuple[int, int]:
        """Return the noun phrase that ends before word `end`, as `[first, end)`."""
        first = end
        while first > floor and self._in_phrase(first - 1):
            first -= 1
        return self._trim(first, end)

    def phrase_right(self, begin: int, ceiling: int) -> tuple[int, int]:
        """Return the noun phrase that begins at word `begin`, its article left out."""
        last = begin
        while last < ceiling and (
            self.words[last].lower in words("determiners") or self.words[last].what == "time"
        ):
            last += 1
        first = last
        while last < ceiling and self._in_phrase(last):
            last += 1
            if last < ceiling and self.words[last].lower == "and" and last + 1 < ceiling:
                # "fixed and data infrastructure": a pair of adjectives or nouns
                if self._in_phrase(last + 1) and self.words[last + 1].what == "word" and last - first == 1:
                    last += 1
        return self._trim(first, last)

    def _in_phrase(self, index: int) -> bool:
        word = self.words[index]
        if word.what in {"name", "possessive"}:
            return True
        if word.what == "time":
            return True
        if word.what in {"mark", "figure"} or word.verb:
            return False
        return not (
            word.lower in words("determiners")
            or word.lower in words("prepositions")
            or word.lower in words("conjunctions")
            or word.lower in words("pronouns")
        )

    def _trim(self, first: int, end: int) -> tuple[int, int]:
        while first < end and (
            self.words[first].what in {"time", "possessive"}
            or self.words[first].lower in words("adverbs")
        ):
            first += 1
        while end > first and (
            self.words[end - 1].what in {"time", "possessive"}
            or self.words[end - 1].lower in words("adverbs")
        ):
            end -= 1
        return first, end

    def say(self, first: int, end: int) -> str:
        """Return the words `[first, end)` as written, without times."""
        parts: list[str] = []
        start = position = -1
        for word in self.words[first:end]:
            if word.what == "time":
                if start >= 0:
                    parts.append(self.text[start:position].strip())
                start = -1
                continue
            if start < 0:
                start = word.start
            position = word.end
        if start >= 0:
            parts.append(self.text[start:position].strip())
        return " ".join(" ".join(parts).split())


def _split(text: str, begin: int, stop: int, pieces: Sequence[Piece]) -> list[Word]:
    found: list[Word] = []
    position = begin
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if piece.start < position:
            continue
        found.extend(_plain(text, position, piece.start))
        inside = text[piece.start : piece.end]
        found.append(
            Word(piece.start, piece.end, inside, inside.lower(), piece.what, piece.index)
        )
        position = piece.end
    found.extend(_plain(text, position, stop))
    return found


def _plain(text: str, begin: int, stop: int) -> list[Word]:
    found = []
    for match in _WORD.finditer(text, begin, stop):
        word = match.group()
        what: What = "word"
        if word[0] in "'’" and word[1:] == "s":
            what = "possessive"
        elif not word[0].isalnum():
            what = "mark"
        found.append(Word(match.start(), match.end(), word, word.lower(), what, -1))
    return found


def _tagged(found: list[Word], tags: dict[int, str] | None) -> list[Word]:
    tagged = [
        word._replace(verb=_verb(found, index, tags)) if word.what == "word" else word
        for index, word in enumerate(found)
    ]
    for index, word in enumerate(tagged):
        if word.what == "figure" and change_of(word) is not None:
            # "profit more than doubled": the figure is the verb
            tagged[index] = word._replace(verb="move")
        elif _is_reduced(tagged, index):
            tagged[index] = word._replace(verb="")
    return tagged


def _is_reduced(found: list[Word], index: int) -> bool:
    """Tell a participle that describes a noun: "net cash provided by operations rose"."""
    word = found[index]
    if not word.verb or not _is_past(word.lower) or index + 1 >= len(found) or not index:
        return False
    if found[index + 1].lower not in {"by", "in", "from", "for", "on", "to"} or found[index - 1].verb:
        return False
    for later in found[index + 2 : index + 9]:
        if later.what in {"figure", "mark"} or later.lower in words("conjunctions"):
            return False
        if later.verb in {"move", "be"}:
            return True
    return False


_BETWEEN_SUBJECT_AND_VERB = frozenset({"now", "also", "still", "already", "then", "recently", "currently", "only", "just", "again", "sharply", "slightly", "later", "previously", "initially", "now"})
_NOUN_BEFORE = frozenset({"of", "in", "on", "for", "with", "at", "from", "by", "per", "amid", "despite"})
_VERB_AFTER = frozenset({"by", "to", "from", "as", "its", "their", "the", "a", "an", "at", "his", "up", "down", "about", "nearly", "more", "less", "roughly", "around", "almost", "over", "some", "just", "that", "off", "out"})


def _verb(found: list[Word], index: int, tags: dict[int, str] | None) -> VerbClass | Literal[""]:
    word = found[index]
    kind = verbs().get(word.lower)
    if tags is not None:
        tag = tags.get(word.start)
        if tag in {"VERB", "AUX"}:
            return kind or ("auxiliary" if tag == "AUX" else "act")
        if tag is not None and kind != "move":
            return ""
    place = index - 1
    while place > 0 and found[place].lower in _BETWEEN_SUBJECT_AND_VERB:
        place -= 1
    before = found[place] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    if kind in {"be", "auxiliary"} and word.lower in _PLAIN_BE:
        return kind
    if kind is None:
        return _unknown(word, before, after)
    led = before is not None and (before.lower == "to" or before.lower in _PLAIN_BE)
    if led:
        return kind
    if before is not None and (
        before.lower in words("determiners") and before.lower not in words("pronouns")
        or before.lower in words("adjectives")
        or before.what in {"possessive"}
    ):
        return ""
    if word.lower in _SAME_IN_PAST:
        return kind if _is_invariant_verb(before, after) else ""
    past = _is_past(word.lower)
    if past:
        acting = before is not None and (
            before.what in {"name", "time"} or before.text[0].isupper() or before.lower in words("agents") or before.lower in words("pronouns")
        )
        if acting and word.lower in _REPORTING:
            return kind
        if word.lower in words("adjectives") and after is not None and after.what in {"word", "time"} and after.lower not in words("prepositions"):
            return ""
        if after is not None and before is not None and before.lower in _NOUN_BEFORE and after.what == "word" and after.lower not in words("prepositions"):
            return ""
        return kind
    if word.lower.endswith("ing"):
        if word.lower in words("adjectives") and after is not None and after.what == "word":
            return ""
        return kind
    return kind if _is_present(word, before, after) else ""


_ALWAYS_VERBS = frozenset({"expects", "says", "sees", "predicts", "anticipates", "intends", "believes", "owns"})
_ALWAYS_VERBS_PLURAL = frozenset({"expect", "say", "believe", "think", "predict", "anticipate", "own", "sell", "buy", "get"})
_SAME_IN_PAST = frozenset({"cut", "hit", "put", "set", "shed", "bid", "cost", "shut", "beat", "split"})


def _is_invariant_verb(before: Word | None, after: Word | None) -> bool:
    """Tell "the bank cut its rate" and "shed 198 points" from "a cut of 5%" and "a rate cut"."""
    if before is None or before.what in {"mark", "figure", "time"} or before.lower in _NOUN_BEFORE:
        return False
    if after is None or after.what == "mark":
        return False
    return after.what in {"figure", "name", "time"} or after.lower in _VERB_AFTER or (
        before.what == "name" or before.lower in words("agents") or before.lower in words("pronouns")
        or after.lower in words("adverbs")
    )


def _is_present(word: Word, before: Word | None, after: Word | None) -> bool:
    """Tell a verb in the present from the noun it is spelt like: "profit rises 5%", "a rise"."""
    if word.lower in _ALWAYS_VERBS_PLURAL and before is not None:
        return before.lower.endswith("s") or before.what == "name" or before.lower in words("pronouns")
    if word.lower in _ALWAYS_VERBS and (before is None or before.what in {"mark", "time"}):
        return after is not None and after.what != "mark"
    if before is None or before.what in {"mark", "figure", "time"} or before.lower in _NOUN_BEFORE:
        return False
    if before.lower in {"it", "they", "he", "she", "we", "i", "which", "who", "that"}:
        return True
    if before.lower in words("adjectives") or before.lower in words("conjunctions"):
        return before.lower in {"and", "or"} and after is not None and after.what == "figure"
    third = word.lower.endswith("s")
    plural = before.lower.endswith("s") and not before.lower.endswith("ss")
    if third == plural and before.what == "word":
        return False
    if before.lower in words("agents"):
        return True
    if after is None or after.what == "mark":
        return False
    return (
        after.what in {"figure", "name", "time"}
        or after.lower in _VERB_AFTER
        or after.lower in words("adverbs")
    )


_PLAIN_BE = frozenset(
    "is are was were be been being has have had will would could should may might can must do does did".split()
)
_REPORTING = frozenset({"reported", "estimated", "expected", "projected", "planned", "proposed", "managed", "earned", "reduced", "increased"})
_IRREGULAR_PAST = frozenset(
    "rose risen grew grown fell fallen lost slid sank sunk shrank shrunk sold bought paid repaid spent made got "
    "gave given took taken brought sent kept held stood came went gone saw seen hit left became began "
    "won drew drawn withdrew withdrawn sought set wrote written told said leapt dove lent built rang "
    "beat shut lay shown thought oversaw swelled began".split()
)


def _is_past(word: str) -> bool:
    return word in _IRREGULAR_PAST or (word.endswith("ed") and len(word) > 4)


def _unknown(word: Word, before: Word | None, after: Word | None) -> VerbClass | Literal[""]:
    """Guess a verb the table lacks: a word in -ed after a noun and before its object."""
    if not _PAST.match(word.lower) or word.lower in words("adjectives") or len(word.lower) < 5:
        return ""
    if before is None or before.what not in {"word", "name"}:
        return ""
    if before.lower in words("determiners") or before.lower in words("prepositions"):
        return ""
    if after is not None and (
        after.what in {"figure", "name"} or after.lower in _VERB_AFTER or after.lower in words("determiners")
    ):
        return "act"
    return ""


def _clauses(found: list[Word]) -> list[Clause]:
    starts = [0]
    for index in range(1, len(found)):
        if _opens(found, index, starts[-1]) and index > starts[-1]:
            starts.append(index)
    stops = [*starts[1:], len(found)]
    return [
        Clause(begin, stop, tuple(i for i in range(begin, stop) if found[i].verb))
        for begin, stop in zip(starts, stops, strict=True)
    ]


_AS_BOUND = frozenset({"much", "many", "low", "high", "little", "few", "of", "expected", "well", "part"})


def _opens(found: list[Word], index: int, begin: int) -> bool:
    """Tell whether a clause begins at a word."""
    word, before = found[index], found[index - 1]
    if before.what == "mark" and before.text in _BREAKS:
        return True
    if word.what != "word":
        return _after_saying(found, index, begin)
    following = found[index + 1].lower if index + 1 < len(found) else ""
    if word.lower in words("openers"):
        if word.lower == "as":
            return following not in _AS_BOUND and before.lower not in _AS_BOUND
        if word.lower in {"after", "before"}:
            if following in {"tax", "taxes", "interest", "items", "provisions", "charges"}:
                return False
            return any(other.verb for other in found[index + 1 : index + 5])
        if word.lower == "that":
            return before.verb == "say" or before.what in {"word", "name"}
        return True
    if word.lower in {"and", "or"}:
        verbs_before = [place for place in range(begin, index) if found[place].verb]
        if not verbs_before or not _verb_ahead(found, index + 1):
            return False
        # "exports of goods and services contracted": one subject, unless a figure closed the first
        following_word = found[index + 1] if index + 1 < len(found) else None
        closed = any(other.what in {"figure", "time"} for other in found[verbs_before[-1] : index])
        plain = following_word is not None and following_word.what == "word" and not (
            following_word.verb
            or following_word.lower in words("determiners")
            or following_word.lower in words("adverbs")
            or following_word.lower in words("pronouns")
        )
        return closed or not plain
    return _after_saying(found, index, begin)


def _verb_ahead(found: list[Word], index: int) -> bool:
    for word in found[index : index + 12]:
        if word.what == "mark" and word.text in _BREAKS:
            return False
        if word.verb:
            return True
        if word.what == "figure" or word.lower in words("openers"):
            return False
    return False


def _after_saying(found: list[Word], index: int, begin: int) -> bool:
    """Tell whether what stands here is what somebody says: "X said | sales fell 5%"."""
    before = found[index - 1]
    if before.verb != "say" or index - 1 == begin or found[index].lower in {"by", "to", "in", "at"}:
        return False
    if found[index].what == "figure":
        return False
    return _verb_ahead(found, index)


def change_of(word: Word) -> changes.Change | None:
    """Return what a word says of how a measure moved, as a verb."""
    for change in changes.words().get(word.lower, ()):
        if change.what == "verb":
            return change
    return None
