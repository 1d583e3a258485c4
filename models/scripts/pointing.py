"""Which words of an article say what a figure measures, whose and of when it is, who `she` is.

The network learns to point from a figure, from a word for a source, or from the name of a person to
such words, of a person to those for whom they work. The annotation names them ("m=", "s=", "p=",
"is=", "at="), it does not say where they stand: every place in sight is right, and none is where
the text only implies them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from newsx.knowledge.sources import own
from newsx.resolve.sentences.page import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from newsx.evaluate.markup import CorpusArticle, Mark

FIGURE_LINKS = ("to_measure", "to_subject", "to_period")
SOURCE_LINK = "to_speaker"
EMPLOYER_LINK = "to_employer"
POINTING_LINKS = (*FIGURE_LINKS, SOURCE_LINK, EMPLOYER_LINK)

HELD_OUT = 4
"""Of so many articles the network learns what figures and claims mean in all but one: on those that
are left, what it says of them is as good as on any other article, and the steps after it learn how
good."""

FIRST = 100_000
"""Our own sentences are numbered from here on, past all articles: fresh to any network before."""

_EMPTY = frozenset("of the in a an for to and per at on by with from".split())

Kept = TypeVar("Kept")
Word = tuple[int, int]
"""A word: the number of its paragraph, from 0, and its place there."""


class Pointing(NamedTuple):
    """A figure, a word for a source or a person's name, and the words it should point to."""

    place: int
    """Of the figure's first word with a digit, or else of its first, or of a word of the source, in
    the paragraph."""
    targets: Mapping[str, frozenset[Word]]
    """By link: words anywhere in the article."""
    measure: tuple[str, ...] = ()
    """The words of what a figure measures, each once; none where that is not annotated."""


class Paragraph(NamedTuple):
    """The words of a paragraph, each with its start and end in the article's text."""

    words: Sequence[str]
    spans: Sequence[tuple[int, int]]


def is_held_out(identifier: str) -> bool:
    """Tell by its id, `wire-012`, whether the network learns no meanings of an article."""
    return int(identifier.rpartition("-")[2]) % HELD_OUT == 0


def pointings(
    article: CorpusArticle, paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[int, Pointing]]:
    """Yield figures, sources and people of an article, each after the number of its paragraph."""
    sight = _Sight(article, paragraphs)
    names = list(article.names())
    employers = employers_of(article)
    for mark in article.marks:
        own = sight.words(mark.start, mark.end)
        if mark.tag == "PERSON" and own:
            firms = employers.get(article.canonical(mark), ())
            meant = {word for firm in firms for word in sight.named(firm)}.difference(own)
            yield own[0][0], Pointing(own[0][1], {EMPLOYER_LINK: frozenset(meant)})
        if mark.tag == "S" and not any(
            mark.start <= name.start and name.end <= mark.end for name in names
        ):
            meant = sight.named(mark.attributes.get("is")).difference(own)
            for number, place in own:
                yield number, Pointing(place, {SOURCE_LINK: frozenset(meant)})
        elif mark.tag == "F" and own:
            first = number_of(own, sight.word)
            found = {
                "to_measure": sight.alike(mark.attributes.get("m")),
                "to_subject": sight.named(mark.attributes.get("s")),
                "to_period": sight.written(mark.attributes.get("p")),
            }
            targets = {name: frozenset(words.difference(own)) for name, words in found.items()}
            measure = tuple(dict.fromkeys(words_of(mark.attributes.get("m"))))
            yield first[0], Pointing(first[1], targets, measure)


def employers_of(article: CorpusArticle) -> dict[str, set[str]]:
    """Return for whom the people of an article work or worked, by their canonical names."""
    found: dict[str, set[str]] = defaultdict(set)
    for mark in article.marks:
        firm = mark.attributes.get("at")
        who = article.canonical(mark) if mark.tag == "PERSON" else mark.attributes.get("who")
        if firm and who and mark.tag in {"PERSON", "R"}:
            found[who].add(firm)
    return found


def number_of(words: Sequence[Kept], written: Callable[[Kept], str]) -> Kept:
    """Return the word of a figure that stands for it: the first with a digit, or else the first."""
    return next((one for one in words if any(map(str.isdigit, written(one)))), words[0])


def common_name(name: str) -> str:
    """Return the one name for all by which a country goes, any other as it is.

    The annotation says whose a figure is by the one ("United States") or the other ("U.S.").
    """
    return _countries().get(name, name)


@cache
def _countries() -> dict[str, str]:
    return {
        alias.removeprefix("~"): row["name"]
        for row in own("countries")
        for alias in row["aliases"].split("|")
        if alias
    }


class _Sight:
    """Finds words in an article."""

    def __init__(self, article: CorpusArticle, paragraphs: Sequence[Paragraph]) -> None:
        self._article = article
        self._paragraphs = paragraphs
        self._names: dict[str, list[Mark]] = {}
        for mark in article.names():
            names = (article.canonical(mark), article.marked_text(mark))
            for name in set(map(common_name, names)):
                self._names.setdefault(name, []).append(mark)
        self._alike: dict[str, set[Word]] = {}
        for number, paragraph in enumerate(paragraphs):
            for place, word in enumerate(paragraph.words):
                self._alike.setdefault(_stem(word), set()).add((number, place))

    def word(self, word: Word) -> str:
        """Return a word as written."""
        return self._paragraphs[word[0]].words[word[1]]

    def words(self, start: int, end: int) -> list[Word]:
        """Return the words of a stretch of the text."""
        return [
            (number, place)
            for number, paragraph in enumerate(self._paragraphs)
            for place, (first, after) in enumerate(paragraph.spans)
            if first < end and start < after
        ]

    def alike(self, phrase: str | None) -> set[Word]:
        """Return the words that a phrase has too, in whatever number."""
        stems = {_stem(word) for word in words_of(phrase or "")} - _EMPTY
        return {word for stem in stems for word in self._alike.get(stem, ())}

    def written(self, phrase: str | None) -> set[Word]:
        """Return the words of every place where a phrase stands as written."""
        if not phrase:
            return set()
        whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
        places = whole.finditer(self._article.text)
        return {word for place in places for word in self.words(place.start(), place.end())}

    def named(self, name: str | None) -> set[Word]:
        """Return the words of every mention of a name, or else of a phrase, or else alike."""
        marks = self._names.get(common_name(name or ""), ())
        found = {word for mark in marks for word in self.words(mark.start, mark.end)}
        return found or self.written(name) or self.alike(name)


def _stem(word: str) -> str:
    """Return a word in lower case and, roughly, in the singular."""
    lower = word.lower()
    is_plural = len(lower) > 3 and lower.endswith("s") and not lower.endswith("ss")
    return lower[:-1] if is_plural else lower
