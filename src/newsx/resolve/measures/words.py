"""What speaks for each word to be of a figure's measure.

A measure is often composed of words that stand apart ("cost ... of the rise"), or told by words
that the text only implies: "fell 3% to 41 cents" is of a price. So words are weighed one by one:
those in sight of the figure by where they stand in its sentence and its tree, and by whether the
rules chose them; those of a small vocabulary, in sight or not, by the figure, its verb and its
neighbours. `models/scripts/measures.py` learns the weights from our own corpus.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import exp, log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsx.knowledge.choices import Features, MeasureWeights
from newsx.measure_words import LEAST, MeasureWords
from newsx.resolve.measures.carried import Pointing
from newsx.resolve.sentences.page import REACH, Page, words_of
from newsx.resolve.sentences.pointing import Pointed, strength
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
_POINTED = 0.03
"""The share of a word out of sight that is worth a thought."""
_HEARD: Final = 0.6
_HEARD_OF_ANY: Final = 2.0
"""How much the network's log odds of a word count beside the evidence, and what is added to those
of any word that it knows: fitted to 1,298 figures that neither had learned (.63 and 2.09)."""
_DISTANCES: Final = {0: "same", 1: "next"}
_KEPT: Final = 1 << 14
"""Groups of features kept; 300 articles have some 6,000."""


class Note(NamedTuple):
    """What the rules leave of a figure beside its row."""

    sort: str
    """Finer than its kind: a sum, money by the share."""
    evidence: float
    is_told: bool = False
    """Whether the label of a table says what it measures."""
    points: Pointing = ""
    """Whether it measures what the figure before does, or what was expected of that, or was."""


class Cues(NamedTuple):
    """What speaks for the words of one figure's measure."""

    of_figure: tuple[str, ...]
    """For words of the vocabulary, wherever they stand."""
    of_words: Mapping[str, list[Features]]
    """For the words in sight, each by itself: groups of features, no feature in two."""
    given: MeasureWords | None = None
    """What the network says, of words in sight or not."""


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
    rows = [weights.rows[cue] for cue in found.of_figure if cue in weights.rows]
    totals: NDArray[np.int64] = weights.implied[rows].sum(axis=0) + weights.usual
    general, places, weight_of = weights.in_sight[""], weights.places, weights.groups.__getitem__
    others: dict[str, int] = {}
    for word, groups in found.of_words.items():
        total = sum(map(weight_of, groups))
        if word in places:
            totals[places[word]] += total
        else:
            others[word] = total + general
    if found.given is not None:
        _hear(found.given, weights, totals, others)
    every = np.concatenate((totals, np.array(list(others.values()), dtype=np.int64)))
    odds = _odds().take(every + _MOST, mode="clip")
    names = (*places, *others)
    hits = np.flatnonzero(odds >= _NEGLIGIBLE).tolist()
    likely = {names[place]: chance for place, chance in zip(hits, odds[hits].tolist(), strict=True)}
    return Chances(likely, float(odds.sum()))


def _hear(
    given: MeasureWords, weights: MeasureWeights, totals: NDArray[np.int64], others: dict[str, int]
) -> None:
    """Add what the network says of the words that it knows, given or not.

    Args:
        given: What it says.
        weights: Which of them are columns of the totals.
        totals: Log odds of the words of the vocabulary.
        others: Log odds of others in sight.
    """
    places = weights.places
    totals[_columns(given.known, tuple(places))] += _heard(LEAST)
    for word, chance in given.likely.items():
        if word in places:
            totals[places[word]] += _heard(chance) - _heard(LEAST)
    for word in others.keys() & set(given.known):
        others[word] += _heard(given.likely.get(word, LEAST))


@lru_cache(_KEPT)
def _heard(chance: float) -> int:
    """Return what a word's probability says beside the evidence, in hundredths of log odds."""
    inside = min(max(chance, LEAST), 1 - LEAST)
    return round(100 * (_HEARD * log(inside / (1 - inside)) + _HEARD_OF_ANY))


@lru_cache(4)
def _columns(known: tuple[str, ...], vocabulary: tuple[str, ...]) -> NDArray[np.int64]:
    """Return which columns of a vocabulary are words that the network knows."""
    heard = set(known)
    return np.array([place for place, word in enumerate(vocabulary) if word in heard], dtype=int)


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
        self._found: dict[str, list[Features]] = {}
        self._ways: dict[str, str] = {}

    def cues(self) -> Cues:
        self._in_sentence()
        self._in_sentences_before()
        self._of_rules()
        self._of_figures()
        for word, groups in self._found.items():
            groups.append(_stands(word, self._ways.get(word, ""), self._kind))
        of_figure = tuple(self._of_figure())
        pointed = self._page.pointed(self._tokens, "to_measure")
        if pointed is not None:
            self._pointed(pointed)
            of_figure += (f"pointed nowhere {strength(pointed.nowhere)}",)
        return Cues(of_figure, self._found, self._page.measured(self._tokens))

    def _pointed(self, pointed: Pointed) -> None:
        """Add where the network points: at words in sight, out of reach or not, and at others."""
        seen = chain.from_iterable(pointed.sight)
        shares = {word: 0.0 for token in seen for word in self._page.words[token]}
        for token, share in pointed.shares.items():
            for word in self._page.words[token]:
                shares[word] += share
        for word, groups in self._found.items():
            groups.append(_POINTED_AFAR if word not in shares else _pointed(strength(shares[word])))
        for word, share in shares.items():
            if share >= _POINTED and word not in self._found:
                self._found[word] = [_pointed_alone(strength(share))]

    def _add(self, word: str, *groups: Features, way: str = "") -> None:
        known = self._found.get(word)
        if known is None:
            self._found[word] = [*groups]
            self._ways[word] = way
        else:
            known += groups
            self._ways[word] += way

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
        page, found = self._page, self._found
        inside = _places(page, self._figure.sentence)
        near = range(self._tokens[0] - REACH, self._tokens[-1] + REACH)
        places = [place for place in inside if place in near and place not in self._tokens]
        twice = set()
        for place in sorted(places, key=lambda one: abs(one - self._root)):
            groups: tuple[Features, ...] = ()
            for word in page.words[place]:
                if word in found:
                    twice.add(word)
                else:
                    groups = groups or (*_hung(page, place), *self._at(place))
                    self._add(word, *groups, way="h")
        for word in twice:
            found[word].append(_AGAIN)

    def _at(self, place: int) -> Iterator[Features]:
        """Yield what the words between a word and the figure say, and the tree between."""
        page, kind = self._page, self._kind
        first, last = self._tokens[0], self._tokens[-1]
        if place < first:
            side, begin, end = "left", place + 1, first
        else:
            side, begin, end = "right", last + 1, place
        between = (
            page.commas[end] - page.commas[begin],
            page.verbs[end] - page.verbs[begin],
            page.begun[end] - page.begun[begin],
        )
        yield _beside(side, end - begin, between, page.parts[place], kind)
        if end - begin <= _CLOSE:
            yield (f"{side} past {' '.join(page.texts[begin:end]).lower()}",)
        if place in page.name_of:
            yield _named(page.name_of[place], kind)
        way, up, down = self._way(place)
        hangs = "left" if place < self._root else "right"
        yield _leads(way, up, down, hangs, page.parts[place], kind)
        if page.relations[place] in {"compound", "amod"}:
            yield (f"before head {self._way(page.heads[place])[0]}",)

    def _way(self, place: int) -> tuple[str, int, int]:
        way, up, down = self._page.path(self._root, place)
        return (way if up + down <= _LONG else "long"), up, down

    def _in_sentences_before(self) -> None:
        page, sentence = self._page, self._figure.sentence
        if sentence > 0:
            for word, features in _words_before(page, sentence - 1).items():
                self._add(word, features, way="b")
        if page.has_headline:
            words = (word for place in _places(page, 0) for word in page.words[place])
            for word in dict.fromkeys(words):
                self._add(word, _HEADLINE, way="t")

    def _of_rules(self) -> None:
        figure, note = self._figure, self._notes[self._number]
        name = figure.measure_name or "words"
        told = words_of(figure.measure)
        for word in dict.fromkeys(told):
            self._add(
                word,
                (
                    "rule", f"rule {int(note.evidence * 10)}", f"rule {name}",
                    f"rule {note.sort}", f"rule last {word == told[-1]}",
                    f"rule of {min(len(told), 5)}",
                ),
                way="r",
            )  # fmt: skip
        for word in dict.fromkeys(words_of(figure.measure_name)):
            self._add(word, _RULE_NAME)
        if figure.subject is not None:
            for word in dict.fromkeys(words_of(figure.subject.text)):
                self._add(word, ("subject", f"subject {self._whose()}"))

    def _of_figures(self) -> None:
        """Add what the rules say of the figures before, and of those after in the sentence."""
        figures, figure = self._page.figures, self._figure
        told = "some" if figure.measure else "none"
        found: dict[str, set[str]] = {}
        for back, other in enumerate(figures[max(0, self._number - _BEFORE) : self._number][::-1]):
            where = _DISTANCES.get(figure.sentence - other.sentence, "far")
            alike = "alike" if other.kind == self._kind else "unlike"
            for word in words_of(other.measure):
                found.setdefault(word, set()).update((
                    f"figure {back} {where} {alike}", f"figures {where} {alike}",
                    f"figure {back}, rule {told}",
                ))  # fmt: skip
        for ahead, other in enumerate(figures[self._number + 1 : self._number + 1 + _AFTER]):
            if other.sentence == figure.sentence:
                alike = "alike" if other.kind == self._kind else "unlike"
                for word in words_of(other.measure):
                    found.setdefault(word, set()).add(f"figure after {ahead} {alike}")
        for word, features in found.items():
            self._add(word, tuple(sorted(features)))


def _places(page: Page, sentence: int) -> tuple[int, ...]:
    """Return the tokens of a sentence that a measure can have."""
    known = page.open_places.get(sentence)
    if known is None:
        inside = range(*page.sentences[sentence])
        known = tuple(one for one in inside if page.parts[one] in _OPEN and page.words[one])
        page.open_places[sentence] = known
    return known


def _hung(page: Page, place: int) -> tuple[Features, ...]:
    """Return what a token says itself, and by what it hangs on, of whatever figure."""
    known = page.hung.get(place)
    if known is None:
        part, relation, head = page.parts[place], page.relations[place], page.heads[place]
        found = [_hangs(part, relation, page.parts[head], page.relations[head])]
        if relation.startswith("nsubj"):
            found.append((f"subject of {page.lemmas[head]}",))
        if place in page.figure_of:
            found.append(_FIGURE)
        if page.texts[place][0].isupper() and place not in page.openings:
            found.append(_CAPITAL)
        known = page.hung[place] = tuple(found)
    return known


def _words_before(page: Page, sentence: int) -> Mapping[str, Features]:
    """Return what speaks for the words of a sentence where the figure is in the next."""
    known = page.words_before.get(sentence)
    if known is None:
        found: dict[str, set[str]] = {}
        for place in _places(page, sentence):
            name = "name " if place in page.name_of else ""
            features = (
                "sentence before", f"sentence before {page.parts[place]}",
                f"sentence before {name}{page.relations[place]}",
            )  # fmt: skip
            for word in page.words[place]:
                found.setdefault(word, set()).update(features)
        known = {word: tuple(sorted(features)) for word, features in found.items()}
        page.words_before[sentence] = known
    return known


def standing(word: str, features: Collection[str], kind: str) -> Features:
    """Return where a word stands, in one: in the sentence, the one before, the headline, a rule."""
    return _stands(word, "".join(sign for way, sign in _WAYS.items() if way in features), kind)


# Features in groups: a group is written once, and once known weighed by a single look-up.
_AGAIN: Final = ("again",)
_CAPITAL: Final = ("capital",)
_FIGURE: Final = ("figure",)
_HEADLINE: Final = ("in headline",)
_RULE_NAME: Final = ("rule name",)
_POINTED_AFAR: Final = ("pointed afar",)


@cache
def _pointed(share: int) -> Features:
    return (f"pointed {share}",)


@cache
def _pointed_alone(share: int) -> Features:
    return (f"pointed {share}, out of sight",)


@lru_cache(_KEPT)
def _stands(word: str, ways: str, kind: str) -> Features:
    digits = ("digits",) if word.isdigit() else ()
    return (f"in {ways}", f"in {ways}, {kind}", f"{word} in {ways}", *digits)


@lru_cache(_KEPT)
def _beside(
    side: str, distance: int, between: tuple[int, int, int], part: str, kind: str
) -> Features:
    step = next((str(step) for step in _STEPS if distance < step), "far")
    commas, verbs, figures = (min(count, _MANY) for count in between)
    return (
        "here", f"{side} {step}", f"{side} {step} {part}", f"{side} {step} {part}, {kind}",
        f"{side}, commas {commas}, verbs {verbs}", f"{side}, figures {figures}, {part}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _named(label: str, kind: str) -> Features:
    return f"name {label}", f"name {label}, {kind}"


@lru_cache(_KEPT)
def _hangs(part: str, relation: str, head_part: str, head_relation: str) -> Features:
    return f"part {part}", f"relation {relation}", f"{relation} of {head_part} {head_relation}"


@lru_cache(_KEPT)
def _leads(way: str, up: int, down: int, side: str, part: str, kind: str) -> Features:
    return (
        f"way {way}", f"way {way}, {part}", f"way {way}, {kind}", f"up {up} down {down} {side}"
    )  # fmt: skip
