"""A doc as the grammar of claims reads it: words, names, quotations and units, by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from spacy.tokens import Doc

from newsx.knowledge.function_words import words_of
from newsx.recognize.network.parts import CLAIM_PARTS
from newsx.recognize.sentences import sentence_starts
from newsx.recognize.speech.quotes import Quotation, find_quotations
from newsx.tokens import tokens_of

Tokens = tuple[int, int]
"""First token and one past the last."""

DETERMINERS: Final = words_of("determiners")
POSSESSIVES: Final = words_of("possessives")
POSSESSIVE_MARKS: Final = frozenset(["'s", "’s", "'", "’"])
PREPOSITIONS: Final = words_of("prepositions")
PRONOUNS: Final = words_of("pronouns")
AUXILIARIES: Final = words_of("auxiliaries")
BE: Final = words_of("be")
MODALS: Final = words_of("modals")
NEGATIONS: Final = frozenset(["not", "n't", "n’t", "never", "no"])
CONJUNCTIONS: Final = words_of("conjunctions")
SUBORDINATORS: Final = words_of("subordinators")
ADVERBS: Final = words_of("adverbs")
NUMBER_WORDS: Final = words_of("number_words")
FINITE_VERBS: Final = words_of("finite_verbs")
WEEKDAYS: Final = words_of("weekdays")
MONTHS: Final = words_of("months")
STOPS: Final = words_of("stops")
_BULLETS: Final = frozenset(["-", "–", "—", "•", "*", "·", "▪", "●"])
_CLITICS: Final = frozenset(["'s", "’s"])
_BAR: Final = "|"
_MAX_CELL: Final = 7
_STAMP_REACH: Final = 6
_SHORT: Final = 4
_FINITE_TAGS: Final = frozenset(["VBP", "VBZ", "VBD", "MD"])
_MAX_UNIT: Final = 200
"""Words: the longest sentence of `models/corpus` that is no quotation has 70."""
_DATELINE_REACH: Final = 18
_DATELINE_WORD: Final = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity, by token."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure the network is, from 0 to 1, that each token stands in a source, cue or content."""

    source: Sequence[float]
    cue: Sequence[float]
    content: Sequence[float]

    @classmethod
    def of(cls, doc: Doc) -> Self | None:
        """Return the evidence in a doc, or None where no network has read it."""
        attributes = doc.spans[CLAIM_PARTS].attrs if CLAIM_PARTS in doc.spans else {}
        if "content" not in attributes:
            return None
        return cls(attributes["source"], attributes["cue"], attributes["content"])


def mean(shares: Sequence[float], tokens: Tokens) -> float:
    """Return how sure the network is of a stretch of tokens, on average."""
    start, end = tokens
    return sum(shares[start:end]) / max(1, end - start)


class Reading:
    """What the grammar asks of a doc. Built once for each doc; costs one pass over the tokens."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self.text, texts, self.starts, self.ends = tokens_of(doc)
        self.words = [text.lower() for text in texts]
        """Every token in lower case."""
        self.names = tuple(Name(span.start, span.end, span.label_) for span in doc.ents)
        self.name_of: list[Name | None] = [None] * len(texts)
        for name in self.names:
            for index in range(name.start, name.end):
                self.name_of[index] = name
        self.network = Evidence.of(doc)
        self.quotations = find_quotations(self.text)
        self.quoted: list[int] = [-1] * len(texts)
        self.quotes = tuple(self._quote_tokens())

    def _quote_tokens(self) -> Iterator[Tokens]:
        """Yield the tokens of every quotation, marks included, and note which token is in which."""
        for number, quotation in enumerate(self.quotations):
            first = bisect_right(self.ends, quotation.start)
            last = bisect_left(self.starts, quotation.end)
            for token in range(first, last):
                self.quoted[token] = number
            yield first, last

    @cached_property
    def sentences(self) -> tuple[Tokens, ...]:
        """Sentences by rule, without the white space around them.

        A trained pipeline's own boundaries cut quotations; the rules know them (development
        articles: source right .977 against .947).
        """
        found = []
        begin = 0
        for start in (*sentence_starts(self.text), len(self.text)):
            end = bisect_left(self.starts, start)
            first, last = self.trim(begin, end)
            if first < last:
                found.append((first, last))
            begin = end
        return tuple(found)

    @cached_property
    def units(self) -> tuple[Tokens, ...]:
        """Sentences, joined where a quotation spans the boundary: what an attribution can reach."""
        found: list[Tokens] = []
        for start, end in self.sentences:
            inside = (
                found
                and self.quoted[start] >= 0
                and self.quoted[start] == self.quoted[found[-1][1] - 1]
            )
            if inside:
                found[-1] = (found[-1][0], end)
            else:
                found.append((self._after_dateline(start, end), end))
        return tuple(piece for unit in found for piece in self._in_reach(*unit))

    def _in_reach(self, start: int, end: int) -> Iterator[Tokens]:
        """Yield a unit in pieces that an attribution can span; text without stops has no end."""
        while end - start > _MAX_UNIT:
            cut = start + _MAX_UNIT
            while cut < end and self.quoted[cut] >= 0 and self.quoted[cut] == self.quoted[cut - 1]:
                cut += 1
            yield start, cut
            start = cut
        if start < end:
            yield start, end

    def unit_of(self, index: int) -> Tokens:
        """Return the unit that a token stands in, or the one before it."""
        place = bisect_right(self.units, index, key=lambda unit: unit[0]) - 1
        return self.units[max(place, 0)]

    def _after_dateline(self, start: int, end: int) -> int:
        """Return the first token after a bullet, `12:05 |` or a dateline as `LONDON, Nov 8 -`."""
        if self.words[start] in _BULLETS and start + 1 < end and not self.is_glued(start + 1):
            return start + 1
        if _BAR in self.words[start : min(end, start + _STAMP_REACH)] and not self.is_row(
            start, end
        ):
            return self.words.index(_BAR, start) + 1
        if start > 0 and "\n" not in self.words[start - 1]:
            return start
        place = self.name_of[start]
        if (
            place is not None
            and place.label == "GPE"
            and self.words[place.end : place.end + 1] == [":"]
        ):
            return place.end + 1
        if not self.original(start).isupper() or len(self.words[start]) < _DATELINE_WORD:
            return start
        for index in range(start + 1, min(end, start + _DATELINE_REACH)):
            if self.words[index] in {"-", "–", "—", "--"} and not self.is_glued(index):
                return index + 1
        return start

    @cached_property
    def paragraph_of(self) -> list[int]:
        """Number of the paragraph of every token."""
        numbers = []
        number = 0
        for word in self.words:
            numbers.append(number)
            if "\n\n" in word:
                number += 1
        return numbers

    def is_row(self, start: int, end: int) -> bool:
        """Tell the row of a table, `Revenue | 31,570 | 28,910`: cells of few words, no sentence."""
        if _BAR not in self.words[start:end]:
            return False
        bars = [at for at in range(start, end) if self.words[at] == _BAR]
        return all(
            after - at - 1 <= _MAX_CELL for at, after in zip(bars, [*bars[1:], end], strict=True)
        )

    def original(self, index: int) -> str:
        """Return a token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def lemma(self, index: int) -> str:
        """Return the base form of a token, or the token where the pipeline tells none."""
        return self._doc[index].lemma_.lower() or self.words[index]

    def is_noun(self, index: int) -> bool:
        """Tell whether the pipeline tags a token as a noun; false where it has no tags."""
        return self._doc[index].pos_ in {"NOUN", "PROPN"}

    def is_verb(self, index: int) -> bool:
        """Tell whether the pipeline tags a token as a verb; false where it has no tags."""
        return self._doc[index].pos_ == "VERB"

    def has_finite(self, start: int, end: int) -> bool:
        """Tell whether the pipeline tags any token as a finite verb; false where it has no tags."""
        return any(self._doc[index].tag_ in _FINITE_TAGS for index in range(start, end))

    def hangs_on(self, part: Tokens, other: Tokens) -> bool:
        """Tell whether the tree hangs a token of one part on one of another."""
        return any(other[0] <= self._doc[index].head.i < other[1] for index in range(*part))

    def is_glued(self, index: int) -> bool:
        """Tell whether a token follows the one before it without a space."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def trim(self, start: int, end: int) -> Tokens:
        """Return the tokens without white space tokens at either end."""
        while start < end and self.words[start].isspace():
            start += 1
        while start < end and self.words[end - 1].isspace():
            end -= 1
        return start, end

    def is_name_start(self, index: int, *labels: str) -> bool:
        """Tell whether a name begins at a token."""
        name = self.name_of[index]
        return name is not None and name.start == index and (not labels or name.label in labels)

    def names_in(self, start: int, end: int, *labels: str) -> list[Name]:
        """Return the names within the tokens, in order."""
        found = []
        index = start
        while index < end:
            name = self.name_of[index]
            if name is None:
                index += 1
                continue
            if not labels or name.label in labels:
                found.append(name)
            index = name.end
        return found

    def is_capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def has_digit(self, start: int, end: int) -> bool:
        """Tell whether any of the tokens holds a digit."""
        return any(
            self.words[index] in NUMBER_WORDS
            or any(character.isdigit() for character in self.words[index])
            for index in range(start, end)
        )

    def has_verb(self, start: int, end: int) -> bool:
        """Tell whether any of the tokens is a finite verb, by its form."""
        for index in range(start, end):
            if self.words[index] in AUXILIARIES and self.words[index] not in _CLITICS:
                return True
            if self.name_of[index] is None and (
                self.words[index] in FINITE_VERBS
                or (self.words[index].endswith("ed") and len(self.words[index]) > _SHORT)
            ):
                return True
        return False

    def quotation(self, number: int) -> Quotation:
        """Return a quotation by its number."""
        return self.quotations[number]
