"""The structure of a sentence as far as its surface shows it: words, clauses, phrases.

Figures, times and names are one word each.
"""

import re
from collections.abc import Mapping, Sequence

from newsx.grammar.nouns import is_plural
from newsx.knowledge.grammar_words import words
from newsx.resolve.sentences.clauses import clauses_of
from newsx.resolve.sentences.verb_forms import Piece, What, Word, with_verbs

_WORD = re.compile(r"['’]s(?!\w)|\w+(?:[-&/.+]\w+|['’](?!s(?!\w))\w+)*|[^\w\s]")

# What a change is counted against is no word of the sentence: "a 34% year-on-year (YoY) rise".
_AGAINST = re.compile(
    r"\(?\b(?:(?P<unit>(?i:year|quarter|month|week))[- ](?i:on|over)[- ](?P=unit)"
    r"|[YQ]oY|QoQ|MoM|[yq]o[yq]|YOY|QOQ|(?P<letter>[yqm])(?:-o-|/)(?P=letter))\b(?:\)|(?<!\())"
)

# "its notes due 2028": the year is a time, and says nothing without its word
_DUE = frozenset({"due"})


class Sentence:
    """One sentence, its words and its clauses."""

    def __init__(
        self,
        text: str,
        begin: int,
        stop: int,
        pieces: Sequence[Piece],
        tags: Mapping[int, str] | None = None,
    ) -> None:
        self.text = text
        self.words = with_verbs(_split(text, begin, stop, pieces), tags)
        self.clauses = tuple(clauses_of(self.words))

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
            if last > first and self._does(last):
                break  # "profits emerging since August"
            last += 1
            if (
                last - first == 1
                and last + 1 < ceiling
                and self.words[last].lower == "and"
                and self.words[last + 1].what == "word"
                and self._in_phrase(last + 1)
            ):
                # "fixed and data infrastructure": a pair of adjectives
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

    def _does(self, index: int) -> bool:
        """Tell what things do, "funds investing in gold", from what describes others."""
        if not self.words[index].lower.endswith("ing") or not is_plural(
            self.words[index - 1].lower
        ):
            return False
        following = self.words[index + 1] if index + 1 < len(self.words) else None
        return following is None or (
            following.what in {"time", "mark", "figure"}
            or following.lower in words("prepositions") | words("determiners")
        )

    def _trim(self, first: int, end: int) -> tuple[int, int]:
        while first < end and (
            self.words[first].what in {"time", "possessive"}
            or self.words[first].lower in words("adverbs")
        ):
            first += 1
        while end > first and (
            self.words[end - 1].what in {"time", "possessive"}
            or self.words[end - 1].lower in words("adverbs") | _DUE
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
        found.append(Word(piece.start, piece.end, inside, inside.lower(), piece.what, piece.row))
        position = piece.end
    found.extend(_plain(text, position, stop))
    return found


def _is_plural_possessive(text: str, match: re.Match[str], begin: int) -> bool:
    """Tell "short-sellers’ profits" from a closing quotation mark."""
    if match.group() not in {"'", "’"} or match.start() <= begin:
        return False
    after = text[match.end() : match.end() + 2]
    opened = {"'": "'", "’": "‘"}[match.group()] in text[begin : match.start()]
    return (
        text[match.start() - 1] == "s" and after[:1] == " " and after[1:].islower() and not opened
    )


def _plain(text: str, begin: int, stop: int) -> list[Word]:
    found = []
    against = [one.span() for one in _AGAINST.finditer(text, begin, stop)]
    for match in _WORD.finditer(text, begin, stop):
        if against and any(first <= match.start() < last for first, last in against):
            continue
        word = match.group()
        what: What = "word"
        if (word[0] in "'’" and word[1:] == "s") or _is_plural_possessive(text, match, begin):
            what = "possessive"
        elif not word[0].isalnum():
            what = "mark"
        found.append(Word(match.start(), match.end(), word, word.lower(), what, -1))
    return found
