"""Where those who could have a figure stand: in the tree of its sentence, in its paragraph.

`whose` reads the surface: sides, distances, clauses. Where the pipeline gives trees, they say more:
who is the subject of the verb that a figure hangs on, whose the measured noun is, who acted last.
The plain noun phrases that hang near a figure ("regional banks", "US hotels") are candidates, too.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from newsx.resolve.sentences.nounphrases import noun_phrases
from newsx.resolve.sentences.page import Page, words_of
from newsx.resolve.subjects.candidates import Candidates
from newsx.resolve.subjects.spoken import Spoken
from newsx.schema import Mention, Reference

_LONG: Final = 5
# Steps between a figure and a phrase that may still say whose it is.
_NEAR: Final = 4
_CASE: Final = 6
_RANKS: Final = 3
_BACK: Final = 3
_POINTING: Final = ("its", "it", "their", "they", "we", "our", "i", "my", "he", "she", "his", "her")
_ACTORS: Final = frozenset({"ORG", "PERSON"})


class _Seat(NamedTuple):
    """Where a name stands: whose, of what type, at which token."""

    entity_id: str
    kind: str
    place: int
    vouches: bool
    """Whether it only tells of something, or employs who does."""


class _Asked(NamedTuple):
    """The tokens of a figure, what they hang on, and the words of what it measures."""

    tokens: range
    above: Sequence[int]
    measured: frozenset[str]


class Seats:
    """Adds to candidates what trees and paragraphs say of them.

    Args:
        page: The doc, with trees.
        mentions: The names in it, in order of the text.
        spoken: Who of them only vouches for something.
    """

    def __init__(self, page: Page, mentions: Sequence[Mention], spoken: Spoken) -> None:
        self._page = page
        starts = [page.starts[begin] for begin, _ in page.sentences]
        self._paragraphs = list(_paragraphs(page.text, starts))
        self._seats: list[list[_Seat]] = [[] for _ in page.sentences]
        self._nouns_of: dict[int, tuple[tuple[int, int], ...]] = {}
        for mention in mentions:
            place = page.root(page.tokens(mention.start, mention.end))
            sentence = max(bisect_right(starts, mention.start) - 1, 0)
            vouches = spoken.vouches(mention)
            self._seats[sentence].append(
                _Seat(mention.entity_id, mention.type, place, vouches=vouches)
            )
        counts = Counter(mention.entity_id for mention in mentions)
        heard = {seat.entity_id for seats in self._seats for seat in seats if not seat.vouches}
        self._roles = {one: "spoken of" if one in heard else "only vouches" for one in counts}
        self._often = [entity_id for entity_id, _ in counts.most_common(_RANKS)]

    def add(
        self, found: Candidates, place: tuple[int, int], sentence: int, measured: str | None
    ) -> None:
        """Add what speaks for names and plain noun phrases to have a figure.

        Args:
            found: The candidates so far.
            place: Start and end of the figure, in characters of the text.
            sentence: Which sentence it stands in.
            measured: What it measures.
        """
        page = self._page
        tokens = page.tokens(*place)
        above = page.ancestors(page.root(tokens))
        asked = _Asked(tokens, above, frozenset(words_of(measured)))
        for seat in self._seats[sentence]:
            role = self._roles[seat.entity_id]
            found.add_id(seat.entity_id, f"{role} here", f"{role} here {seat.kind}")
            found.add_id(seat.entity_id, *self._in_tree(seat.place, seat.kind, asked, found))
        self._phrases(found, sentence, asked)
        pronoun = self._pronoun(*page.sentences[sentence])
        here = "ORG" if any(seat.kind == "ORG" for seat in self._seats[sentence]) else "none"
        self._in_sentences_before(found, sentence, pronoun, here)
        self._opening(found, sentence, pronoun, here)
        for rank, entity_id in enumerate(self._often):
            name = f"rank {rank}"
            found.add_id(
                entity_id, name, f"{name}, {pronoun}", f"{name}, here {here}",
                f"{name} {self._roles[entity_id]}",
            )  # fmt: skip

    def _phrases(self, found: Candidates, sentence: int, asked: _Asked) -> None:
        """Add phrases near the figure, and those that act in the sentence before."""
        page = self._page
        for first, end in self._nouns(sentence):
            head = end - 1
            _, up, down = page.path(asked.above[0], head)
            if up + down <= _NEAR or page.relations[head].startswith("nsubj"):
                reference = Reference(text=page.phrase(first, end)[0])
                found.add(reference, "phrase", *self._in_tree(head, "phrase", asked, found))
        for first, end in self._nouns(sentence - 1) if sentence else ():
            if page.relations[end - 1].startswith("nsubj"):
                root = page.relations[page.heads[end - 1]]
                found.add(
                    Reference(text=page.phrase(first, end)[0]), "phrase before",
                    f"phrase before, {root}", f"phrase before, {found.sort}",
                )  # fmt: skip

    def _nouns(self, sentence: int) -> tuple[tuple[int, int], ...]:
        """Return the plain noun phrases of a sentence, found once for all its figures."""
        known = self._nouns_of.get(sentence)
        if known is None:
            page = self._page
            known = tuple(noun_phrases(page, *page.sentences[sentence]))
            self._nouns_of[sentence] = known
        return known

    def _in_tree(self, place: int, kind: str, asked: _Asked, found: Candidates) -> Iterator[str]:
        page = self._page
        way, up, down = page.path(asked.above[0], place)
        way = way if up + down <= _LONG else "long"
        relation, head = page.relations[place], page.heads[place]
        side = "left" if place < asked.tokens[0] else "right"
        case = self._case(place)
        yield from (
            f"tree {way}", f"tree {way} {kind}", f"tree up {up} down {down} {side}",
            f"tree {relation} {kind}", f"tree {relation}, {found.sort}",
            f"tree {relation}, {found.owner}",
            f"tree {case} {side}", f"tree {case} {kind}", f"tree {case}, {way}",
            f"tree {relation} of {page.parts[head]}, steps {min(up + down, _LONG)}",
        )  # fmt: skip
        if relation.startswith("nsubj"):
            yield from (f"acts {page.lemmas[head]}", f"acts {page.lemmas[head]} {kind}")
            if head in asked.above:
                yield from (f"acts on it, {asked.above.index(head)}", f"acts on it {kind}")
        if not asked.measured.isdisjoint(page.words[place]):
            yield from ("is measured", f"is measured {kind}")
        if not asked.measured.isdisjoint(page.words[head]):
            yield from (f"has measured, {relation}", f"has measured, {case} {kind}")

    def _case(self, place: int) -> str:
        """Return the preposition that leads to a word."""
        page = self._page
        near = range(max(place - _CASE, 0), place)
        cases = (one for one in near if page.heads[one] == place and page.relations[one] == "case")
        first = next(cases, None)
        return "none" if first is None else page.lemmas[first]

    def _pronoun(self, begin: int, stop: int) -> str:
        """Return the pronoun by which a sentence points back; `none` without one."""
        page = self._page
        said = {page.texts[one].lower() for one in range(begin, stop) if page.parts[one] == "PRON"}
        return next((one for one in _POINTING if one in said), "none")

    def _in_sentences_before(
        self, found: Candidates, sentence: int, pronoun: str, here: str
    ) -> None:
        acted = False
        for back in range(sentence - 1, max(sentence - 1 - _BACK, -1), -1):
            same = "same" if self._paragraphs[back] == self._paragraphs[sentence] else "other"
            for seat in self._seats[back]:
                relation = self._page.relations[seat.place]
                name = f"was {same}"
                role = "vouches" if seat.vouches else self._roles[seat.entity_id]
                found.add_id(
                    seat.entity_id, name, f"{name} {seat.kind}", f"{name} {relation}",
                    f"{name} {seat.kind}, here {here}", f"{name} {seat.kind}, {pronoun}",
                    f"{name} {role}", f"{name} {role} {seat.kind}",
                )  # fmt: skip
                acts = relation.startswith("nsubj") and seat.kind in _ACTORS
                if acts and not seat.vouches and not acted:
                    acted = True
                    found.add_id(
                        seat.entity_id, "acted last", f"acted last {same}",
                        f"acted last, {pronoun}", f"acted last, here {here}",
                        f"acted last {seat.kind}, {pronoun}",
                        f"acted last {seat.kind}, {found.owner}",
                    )  # fmt: skip

    def _opening(self, found: Candidates, sentence: int, pronoun: str, here: str) -> None:
        """Add that an organisation is the first one of the paragraph."""
        first = bisect_right(self._paragraphs, self._paragraphs[sentence] - 1)
        for seat in (one for seats in self._seats[first : sentence + 1] for one in seats):
            if seat.kind == "ORG" and not seat.vouches:
                name = "opens paragraph"
                found.add_id(seat.entity_id, name, f"{name}, {pronoun}", f"{name}, here {here}")
                return


def _paragraphs(text: str, starts: Iterable[int]) -> Iterator[int]:
    """Yield which line of a text each place stands in."""
    line = reached = 0
    for start in starts:
        line += text.count("\n", reached, start)
        reached = start
        yield line
