"""What speaks for each word to be of a figure's measure.

A measure is often composed of words that stand apart ("cost ... of the rise"), or told by words
that the text only implies: "fell 3% to 41 cents" is of a price. So words are weighed one by one:
those in sight of the figure by where they stand in its sentence and its tree, and by whether the
rules chose them; those of a small vocabulary, in sight or not, by the figure, its verb and its
neighbours. `models/scripts/measures.py` learns the weights from our own corpus.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsx.knowledge.choices import MeasureWeights
from newsx.resolve.page import Page, words_of
from newsx.schema import Entity

# How ways to be in sight are written where several meet.
_WAYS: Final = {"here": "h", "sentence before": "b", "in headline": "t", "rule": "r"}
_OPEN: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "ADV", "X"})
_STEPS: Final = (1, 2, 3, 4, 6, 8, 12, 20)
_LONG = 5
_CLOSE = 2
_MANY = 3
_BEFORE = 3
_AFTER = 2
_MOST = 1000
_NEGLIGIBLE = 0.01
_DISTANCES: Final = {0: "same", 1: "next"}


class Note(NamedTuple):
    """What the rules leave of a figure beside its row."""

    sort: str
    """Finer than its kind: a sum, money by the share."""
    evidence: float
    is_told: bool = False
    """Whether the label of a table says what it measures."""


class Cues(NamedTuple):
    """What speaks for the words of one figure's measure."""

    of_figure: tuple[str, ...]
    """For words of the vocabulary, wherever they stand."""
    of_words: Mapping[str, set[str]]
    """For the words in sight, each by itself."""


class Chances(NamedTuple):
    """How likely words are of a measure."""

    of: Mapping[str, float]
    """The likely ones, each with its probability."""
    total: float
    """How many words the measure has, of all that were weighed."""


def cues(page: Page, number: int, notes: Sequence[Note], entities: Mapping[str, Entity]) -> Cues:
    """Return what speaks for the words of a figure's measure."""
    return _Sight(page, number, notes, entities).cues()


def chances(found: Cues, weights: MeasureWeights) -> Chances:
    """Return how likely each word in sight or of the vocabulary is one of the measure's."""
    general = weights.in_sight[""]
    totals = weights.implied[""] + general
    for cue in found.of_figure:
        implied = weights.implied.get(cue)
        if implied is not None:
            totals += implied
    weight_of = weights.in_sight.get
    in_sight: list[int] = []
    for word, reasons in found.of_words.items():
        total = sum(map(weight_of, reasons, repeat(0)))
        place = weights.places.get(word)
        if place is None:
            in_sight.append(total + general)
        else:
            totals[place] += total
    others = [word for word in found.of_words if word not in weights.places]
    every = np.concatenate([totals, np.array(in_sight, dtype=np.int32)])
    odds = _odds()[every.clip(-_MOST, _MOST) + _MOST]
    names = (*weights.places, *others)
    likely = {names[place]: float(odds[place]) for place in np.flatnonzero(odds >= _NEGLIGIBLE)}
    return Chances(likely, float(odds.sum()))


@cache
def _odds() -> NDArray[np.float64]:
    """Return probabilities by hundredths of log odds, which add up alike on every processor."""
    return np.array([1 / (1 + exp(-total / 100)) for total in range(-_MOST, _MOST + 1)])


class _Sight:
    """Collects what speaks for the words of one figure."""

    def __init__(
        self, page: Page, number: int, notes: Sequence[Note], entities: Mapping[str, Entity]
    ) -> None:
        self._page = page
        self._number = number
        self._notes = notes
        self._entities = entities
        self._figure = page.figures[number]
        self._tokens = page.tokens(self._figure.start, self._figure.end)
        self._root = page.root(self._tokens)
        self._above = page.ancestors(self._root)
        self._kind = self._figure.kind
        self._found: dict[str, set[str]] = {}

    def cues(self) -> Cues:
        self._in_sentence()
        self._in_sentences_before()
        self._of_rules()
        self._of_figures()
        for word, reasons in self._found.items():
            reasons.update(standing(word, reasons, self._kind))
        return Cues(tuple(self._of_figure()), self._found)

    def _add(self, word: str, *reasons: str) -> None:
        self._found.setdefault(word, set()).update(reasons)

    def _of_figure(self) -> Iterator[str]:
        page, figure, note = self._page, self._figure, self._notes[self._number]
        name = figure.measure_name or ("words" if figure.measure else "none")
        whose = self._whose()
        yield from (
            f"sort {note.sort}", f"unit {figure.unit}" if self._kind != "count" else "unit counted",
            f"name {name}", f"name {name}, {note.sort}", f"of {whose}", f"of {whose}, {note.sort}",
            f"role {figure.role} {figure.direction}",
        )  # fmt: skip
        head = page.lemmas[page.heads[self._root]]
        yield from (f"head {head}", f"head {head}, {note.sort}")
        first, last = self._tokens[0], self._tokens[-1]
        for distance in (1, 2):
            if first - distance >= 0:
                yield f"before {distance} {page.texts[first - distance].lower()}"
        if last + 1 < len(page.texts):
            yield f"after {page.texts[last + 1].lower()}"
        verb = next((one for one in self._above[1:] if page.parts[one] == "VERB"), None)
        if verb is not None:
            yield from (f"verb {page.lemmas[verb]}", f"verb {page.lemmas[verb]}, {self._kind}")
        if figure.sentence == 0 and page.has_headline:
            yield "headline"

    def _whose(self) -> str:
        subject = self._figure.subject
        if subject is None:
            return "nobody"
        entity = self._entities.get(subject.entity_id or "")
        return "words" if entity is None else entity.type

    def _in_sentence(self) -> None:
        page = self._page
        begin, stop = page.sentences[self._figure.sentence]
        places = [place for place in range(begin, stop) if place not in self._tokens]
        for place in sorted(places, key=lambda one: abs(one - self._root)):
            if page.parts[place] not in _OPEN or not page.words[place]:
                continue
            reasons: list[str] | None = None
            for word in page.words[place]:
                if word in self._found:
                    self._found[word].add("again")
                    continue
                reasons = reasons or [*self._at(place), *self._in_tree(place)]
                self._add(word, *reasons)

    def _at(self, place: int) -> Iterator[str]:
        """Yield what the words between a word and the figure say."""
        page = self._page
        first, last = self._tokens[0], self._tokens[-1]
        side = "left" if place < first else "right"
        step = _step(first - place if place < first else place - last)
        begin, end = (place + 1, first) if place < first else (last + 1, place)
        part = page.parts[place]
        commas = page.commas[end] - page.commas[begin]
        verbs = page.verbs[end] - page.verbs[begin]
        figures = page.begun[end] - page.begun[begin]
        yield from (
            "here", f"{side} {step}", f"{side} {step} {part}",
            f"{side} {step} {part}, {self._kind}",
            f"{side}, commas {min(commas, _MANY)}, verbs {min(verbs, _MANY)}",
            f"{side}, figures {min(figures, _MANY)}, {part}",
        )  # fmt: skip
        if end - begin <= _CLOSE:
            yield f"{side} past {' '.join(page.texts[begin:end]).lower()}"
        if place in page.name_of:
            yield from (f"name {page.name_of[place]}", f"name {page.name_of[place]}, {self._kind}")
        if place in page.figure_of:
            yield "figure"
        if page.texts[place][0].isupper() and place > page.sentences[self._figure.sentence][0]:
            yield "capital"

    def _in_tree(self, place: int) -> Iterator[str]:
        page = self._page
        part, relation, head = page.parts[place], page.relations[place], page.heads[place]
        way, up, down = page.path(self._above, place)
        way = way if up + down <= _LONG else "long"
        side = "left" if place < self._root else "right"
        yield from (
            f"part {part}", f"relation {relation}", f"way {way}", f"way {way}, {part}",
            f"way {way}, {self._kind}", f"up {up} down {down} {side}",
            f"{relation} of {page.parts[head]} {page.relations[head]}",
        )  # fmt: skip
        if relation.startswith("nsubj"):
            yield f"subject of {page.lemmas[head]}"
        if relation in {"compound", "amod"}:
            way, up, down = page.path(self._above, head)
            yield f"before head {way if up + down <= _LONG else 'long'}"

    def _in_sentences_before(self) -> None:
        page, sentence = self._page, self._figure.sentence
        if sentence > 0:
            for place in range(*page.sentences[sentence - 1]):
                part = page.parts[place]
                if part in _OPEN and page.words[place]:
                    name = "name " if place in page.name_of else ""
                    relation = f"sentence before {name}{page.relations[place]}"
                    for word in page.words[place]:
                        self._add(word, "sentence before", f"sentence before {part}", relation)
        for place in range(page.sentences[0][1] if page.has_headline else 0):
            if page.parts[place] in _OPEN:
                for word in page.words[place]:
                    self._add(word, "in headline")

    def _of_rules(self) -> None:
        figure, note = self._figure, self._notes[self._number]
        name = figure.measure_name or "words"
        told = words_of(figure.measure)
        for word in told:
            self._add(
                word, "rule", f"rule {int(note.evidence * 10)}", f"rule {name}",
                f"rule {note.sort}", f"rule last {word == told[-1]}",
                f"rule of {min(len(told), 5)}",
            )  # fmt: skip
        for word in words_of(figure.measure_name):
            self._add(word, "rule name")
        if figure.subject is not None:
            for word in words_of(figure.subject.text):
                self._add(word, "subject", f"subject {self._whose()}")

    def _of_figures(self) -> None:
        """Add what the rules say of the figures before, and of those after in the sentence."""
        figures, figure = self._page.figures, self._figure
        told = "some" if figure.measure else "none"
        for back, other in enumerate(figures[max(0, self._number - _BEFORE) : self._number][::-1]):
            where = _DISTANCES.get(figure.sentence - other.sentence, "far")
            alike = "alike" if other.kind == self._kind else "unlike"
            for word in words_of(other.measure):
                self._add(
                    word, f"figure {back} {where} {alike}", f"figures {where} {alike}",
                    f"figure {back}, rule {told}",
                )  # fmt: skip
        for ahead, other in enumerate(figures[self._number + 1 : self._number + 1 + _AFTER]):
            if other.sentence == figure.sentence:
                alike = "alike" if other.kind == self._kind else "unlike"
                for word in words_of(other.measure):
                    self._add(word, f"figure after {ahead} {alike}")


def standing(word: str, reasons: Collection[str], kind: str) -> tuple[str, ...]:
    """Return where a word stands, in one: in the sentence, the one before, the headline, a rule."""
    found = "".join(sign for way, sign in _WAYS.items() if way in reasons)
    digits = ("digits",) if word.isdigit() else ()
    return f"in {found}", f"in {found}, {kind}", f"{word} in {found}", *digits


def _step(distance: int) -> str:
    return next((str(step) for step in _STEPS if distance <= step), "far")
