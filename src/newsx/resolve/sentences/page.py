"""The words of a doc as the choice of measures reads them: tags, trees, names, figures, at once."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.grammar.amount import Amount
from newsx.grammar.nouns import singular
from newsx.knowledge.choices import Features
from newsx.knowledge.vocabulary import lower
from newsx.meanings import Meanings
from newsx.measure_words import MeasureWords, read_measure_words
from newsx.pointers import read_pointers
from newsx.resolve.sentences.pointing import Pointed
from newsx.schema import Figure, Mention
from newsx.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD: Final = re.compile(r"[a-z0-9&%]+")
_SMALL: Final = frozenset({"the", "a", "an", "s"})
_KEPT: Final = 1 << 14
"""Words and phrases whose words are kept."""
# Steps up a tree: sentences have shorter ones, and a cycle would have no end.
_DEEPEST: Final = 12
REACH: Final = 200
"""Tokens from a figure within which its sentence is asked what and whose it is.

Sentences have fewer; in one without end each figure would have as many candidates as it has words.
"""
_STEPS: Final = (1, 2, 4, 8, 16)
Path = tuple[str, int, int]
"""The relations from a token up to where two trees meet, and down to another; steps up and down."""

_NO_PATH: Final = ("none", 1, 1)
_COMMAS: Final = frozenset(",;:()")
_VERBS: Final = frozenset({"VERB", "AUX"})


@lru_cache(_KEPT)
def words_of(text: str | None) -> tuple[str, ...]:
    """Return the words of a phrase in lower case, articles left out.

    >>> words_of("the pre-tax profit")
    ('pre', 'tax', 'profit')
    """
    return tuple(word for word in _WORD.findall(lower(text or "")) if word not in _SMALL)


def has_headline(text: str) -> bool:
    """Tell whether a text begins with one: a text of one line has none."""
    return "\n" in text.strip()


def step(distance: int) -> str:
    """Return a distance in words, coarser the longer it is."""
    return next((str(step) for step in _STEPS if distance <= step), "far")


class Run(NamedTuple):
    """A stretch of nouns and what can stand before them, as `[first, end)` of tokens."""

    first: int
    end: int
    words: frozenset[str]
    begins: tuple[int, ...]
    """Tokens that a phrase may begin at."""
    ends: frozenset[int]
    """Tokens that a phrase may end before."""


class Page:
    """The tokens of a doc in parallel lists, its sentences as `[first, end)` of tokens.

    Args:
        doc: A doc with parts of speech and trees.
        amounts: Its figures, in order of the text.
        mentions: The names in it.
    """

    def __init__(
        self, doc: "Doc", amounts: Sequence[Amount | Figure], mentions: Sequence[Mention] = ()
    ) -> None:
        self.text, self.texts, self.starts, _ = tokens_of(doc)
        self.figures: Sequence[Figure] = ()
        """Its figures as rows, once they are told."""
        self.lemmas, self.tags, self.parts, self.relations = _strings(doc)
        self.heads = _heads(doc)
        self.words = [words_of(text) for text in self.texts]
        self.nouns = {singular(word) for word in {word for said in self.words for word in said}}
        """Every word of the text, nouns in the singular."""
        self.sentences = [(span.start, span.end) for span in doc.sents]
        self.openings = {begin for begin, _ in self.sentences}
        """The first token of each sentence."""
        self.has_headline = has_headline(self.text)
        """Whether the first sentence is one."""
        self.commas = _counted(text in _COMMAS for text in self.texts)
        """How many stand before each token; and so on."""
        self.verbs = _counted(part in _VERBS for part in self.parts)
        self.figure_of: dict[int, int] = {}
        """The number of the figure that a token is of."""
        for number, figure in enumerate(amounts):
            self.figure_of |= dict.fromkeys(self.tokens(figure.start, figure.end), number)
        self.begun = _counted(
            self.figure_of.get(place) != self.figure_of.get(place - 1) and place in self.figure_of
            for place in range(len(self.texts))
        )
        self._ancestors: dict[int, list[int]] = {}
        self._paths: dict[tuple[int, int], Path] = {}
        self.open_places: dict[int, tuple[int, ...]] = {}
        """By sentence, once asked for: see `measures.words`."""
        self.hung: dict[int, tuple[Features, ...]] = {}
        """By token, likewise."""
        self.words_before: dict[int, Mapping[str, Features]] = {}
        """By sentence, likewise."""
        self.runs: dict[int, tuple[Run, ...]] = {}
        """By sentence, likewise: see `measures.phrases`."""
        self._children: dict[int, list[int]] | None = None
        self._spoken: dict[int, str] = {}
        self._phrases: dict[tuple[int, int], tuple[str, tuple[str, ...]]] = {}
        self.name_of: dict[int, str] = {}
        """The type of the name that a token is of."""
        self.inside: set[int] = set()
        """Tokens that go on with a name: no phrase begins at one, or ends before it."""
        for mention in mentions:
            tokens = self.tokens(mention.start, mention.end)
            self.name_of |= dict.fromkeys(tokens, mention.type)
            self.inside.update(tokens[1:])
        self._meanings = Meanings(doc)
        self._measured = read_measure_words(doc)
        self._pointed = {
            (pointer.place, pointer.link): Pointed(
                pointer.sight,
                pointer.nowhere,
                dict(zip(pointer.places, pointer.shares, strict=True)),
            )
            for pointer in read_pointers(doc)
        }

    def pointed(self, tokens: range, link: str) -> Pointed | None:
        """Return what a figure of these tokens points at; None where no network says it."""
        return self._pointed.get((self._number(tokens), link))

    def heard(self, tokens: range) -> dict[str, float]:
        """Return where the network sees a figure of these tokens go, as `Meanings.of` does."""
        return self._meanings.of("direction", (self._number(tokens),))

    def measured(self, tokens: range) -> MeasureWords | None:
        """Return which words the network gives to what a figure of these tokens measures.

        None where no network says it, and in a line alone: what the network knows of words is of
        articles, where a measure has a name of its own (.72 of the words of 180 sentences, .74
        without).
        """
        return self._measured.get(self._number(tokens)) if self.has_headline else None

    def _number(self, tokens: range) -> int:
        """Return the token of a figure that stands for it: the first with a digit, or the first."""
        digits = (token for token in tokens if any(map(str.isdigit, self.texts[token])))
        return next(digits, tokens[0])

    def before(self, figure: Figure, far: int) -> str:
        """Return what a figure's sentence tells right before it, in lower case."""
        begin = self.starts[self.sentences[figure.sentence][0]]
        return self.text[max(begin, figure.start - far) : figure.start].lower()

    def tokens(self, start: int, end: int) -> range:
        """Return the tokens that overlap characters of the text; at least one."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = first + 1
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return range(first, last)

    def root(self, tokens: range) -> int:
        """Return the first of some tokens whose head stands outside of them."""
        outside = (
            place for place in tokens
            if self.heads[place] not in tokens or self.heads[place] == place
        )  # fmt: skip
        return next(outside, tokens[0])

    def ancestors(self, place: int) -> list[int]:
        """Return a token and what it hangs on, up to the root of its tree."""
        found = self._ancestors.get(place)
        if found is None:
            found = self._ancestors[place] = [place]
            above = self.heads[place]
            while above != found[-1] and len(found) <= _DEEPEST:
                found.append(above)
                above = self.heads[above]
        return found

    def children(self, place: int) -> Sequence[int]:
        """Return the tokens that hang on a token, in order."""
        if self._children is None:
            self._children = {}
            for child, head in enumerate(self.heads):
                if child != head:
                    self._children.setdefault(head, []).append(child)
        return self._children.get(place, ())

    def path(self, root: int, place: int) -> Path:
        """Return the way through the tree from one token to another."""
        known = self._paths.get((root, place))
        if known is None:
            known = self._paths[root, place] = self._path(root, place)
        return known

    def _path(self, root: int, place: int) -> Path:
        above = self.ancestors(root)
        down: list[str] = []
        while place not in above:
            head = self.heads[place]
            if head == place or len(down) == _DEEPEST:
                return _NO_PATH
            down.append(self.relations[place])
            place = head
        up = above.index(place)
        ways = (self.relations[one] for one in above[:up])
        return f"{'>'.join(ways)}|{'>'.join(reversed(down))}", up, len(down)

    def spoken(self, sentence: int) -> str:
        """Return a sentence as its tokens joined by spaces."""
        known = self._spoken.get(sentence)
        if known is None:
            tokens = self.texts[slice(*self.sentences[sentence])]
            known = self._spoken[sentence] = " ".join(tokens)
        return known

    @cached_property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """The words that stand side by side in the text."""
        return frozenset(pairwise(word for said in self.words for word in said or ("",)))

    def phrase(self, first: int, end: int) -> tuple[str, tuple[str, ...]]:
        """Return tokens `[first, end)` as the text has them, spaces single, and their words."""
        known = self._phrases.get((first, end))
        if known is None:
            last = end - 1
            text = self.text[self.starts[first] : self.starts[last] + len(self.texts[last])]
            spoken = tuple(word for inside in self.words[first:end] for word in inside)
            known = self._phrases[first, end] = (" ".join(text.split()), spoken)
        return known


def _strings(doc: "Doc") -> Iterator[list[str]]:
    """Yield lemmas in lower case, tags, parts of speech and relations, each as a list."""
    columns = doc.to_array(["LEMMA", "TAG", "POS", "DEP"]).T.tolist()
    for number, column in enumerate(columns):
        names = {name: doc.vocab.strings[name] for name in set(column)}
        if number == 0:
            names = {name: lower(text) for name, text in names.items()}
        yield [names[name] for name in column]


def _heads(doc: "Doc") -> list[int]:
    """Return the place of the head of each token."""
    steps: list[int] = doc.to_array("HEAD").view("int64").tolist()
    return [place + step for place, step in enumerate(steps)]


def _counted(signs: Iterable[bool]) -> list[int]:
    """Return how many are true before each, and before the end."""
    return [0, *accumulate(map(int, signs))]
