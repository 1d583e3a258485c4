"""Learn what else speaks for whose a figure is, and what it measures, in a sentence alone.

In articles a measure has one name throughout ("share price"), and whoever has a figure is named
somewhere; a sentence without one calls things as it does, and often names nobody. So the tables
that `subjects.py` and `measures.py` learn from articles stand, and what is learned here from the
sentences of `models/sentences` comes on top: the step ``alone``::

    python models/scripts/alone.py --corpus models/sentences --output src/newsx/knowledge/tables

Prints how well both do on sentences held out (five folds) and on the test split, with and without.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import measures
import numpy as np
import subjects
from learning import as_read, held_out, instead, marked_figures, parser, report, write_weights
from listwise import Weights, fit_beside
from sentences import sentence_articles

from newsx.evaluate.words import overlap
from newsx.knowledge.choices import measure_weights, weights_of
from newsx.knowledge.weights import Weight, joined, table_of, weight_table
from newsx.resolve import figures as figures_module
from newsx.resolve.subjects.candidates import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from listwise import Candidate

    from newsx.knowledge.weights import WeightTable

FOLDS = 5
LEAST = 4
"""Candidates that a feature must speak for."""
HOLD_SUBJECTS = 4.0
HOLD_MEASURES = 1.5
"""How strongly the weights of both are held down."""
LENIENCE = 1.5
"""How much less likely than nobody the likeliest may be, in log odds."""
LEAST_OF_SUBJECTS = 15
LEAST_OF_MEASURES = 24
"""Hundredths below which a weight of either is nothing. What is left out, more than half of them,
brings nothing on the unread sentences, of measures or of subjects."""
STEP = 8
"""In how many hundredths the weights for measures are told, which are many."""


class Found(NamedTuple):
    """The figures of some sentences: whose they could be, and what they could measure."""

    whose: list[subjects.Example]
    what: list[measures.Example]


def read(folder: Path, split: str) -> Found:
    """Return the figures of the sentences of one split, as newsx reads them."""
    found = Found([], [])
    for number, sentence in enumerate(sentence_articles(folder, split)):
        subjects.Recorder.kept = {}
        with instead(figures_module, "Whose", subjects.Recorder):
            names = subjects.names_of(as_read(sentence).mentions)
        for mark, kept in marked_figures(sentence, subjects.Recorder.kept):
            wanted = mark.attributes.get("s")
            found.whose.append(subjects.example_of(number, kept, wanted, names))
        recorder = measures.Recorder()
        with instead(figures_module, "reworded", recorder):
            as_read(sentence)
        for mark, kept_words in marked_figures(sentence, recorder.kept):
            if "m" in mark.attributes:
                found.what.append(measures.example_of(number, kept_words, mark.attributes["m"]))
    return found


@cache
def known_subjects() -> Weights:
    """Return what articles taught of whose a figure is, in log odds."""
    table = list(weight_table("subject"))
    columns = {weight.feature: place for place, weight in enumerate(table)}
    return Weights(columns, np.array([weight.hundredths for weight in table]) / 100)


def fit_subjects(found: Sequence[subjects.Example]) -> Weights:
    """Return what comes on top for whose a figure is, in hundredths."""
    groups = [one.candidates for one in found if len(one.candidates) > 1]
    weights = fit_beside(groups, known_subjects(), least=LEAST, hold=HOLD_SUBJECTS)
    return weights.settled(NOBODY, lenience=LENIENCE, least=LEAST_OF_SUBJECTS)


def choose(on_top: Weights | None, example: subjects.Example) -> Candidate:
    """Return who most likely has a figure by what articles taught and what comes on top."""

    def total(one: Candidate) -> float:
        known = 100 * known_subjects().total(one.features)
        return known if on_top is None else known + on_top.total(one.features)

    return max(example.candidates, key=lambda one: (total(one), not one.says))


def learn_subjects(found: Sequence[subjects.Example]) -> Callable[[subjects.Example], Candidate]:
    """Return the choice that is learned from some examples."""
    return partial(choose, fit_subjects(found))


def fit_measures(found: Sequence[measures.Example]) -> WeightTable:
    """Return what comes on top for the words of measures."""
    vocabulary = measure_weights().places
    table = measures.tabled(found, vocabulary, measures.OF_SENTENCES)
    rows = (row.keys for one in found for row in measures.rows(one, vocabulary))
    known = np.fromiter(map(_known, rows), dtype=float)
    solved = measures.solved_of(table.matrix, table.wanted, HOLD_MEASURES, known)
    hundredths = np.round(100 * solved).astype(int)
    return table_of(
        Weight(word, feature, int(weight))
        for (word, feature), weight in zip([("", ""), *table.keys], hundredths, strict=True)
        if abs(weight) >= LEAST_OF_MEASURES or not (word or feature)
    )


def _known(keys: Iterable[measures.Key]) -> float:
    """Return what articles taught of a word, in log odds."""
    weights = measure_weights()
    total = weights.in_sight[""]
    for word, feature in keys:
        if not word:
            total += weights.in_sight.get(feature, 0)
        elif not feature:
            total += int(weights.usual[weights.places[word]]) - weights.in_sight[""]
        elif feature in weights.rows:
            total += int(weights.implied[weights.rows[feature], weights.places[word]])
    return total / 100


def learn_measures(found: Sequence[measures.Example]) -> Callable[[measures.Example], str | None]:
    """Return the choice that is learned from some examples."""
    weights = weights_of(joined(weight_table("measure"), fit_measures(found)))
    return lambda example: measures.told(example, weights)


def compare_subjects(name: str, answers: Iterable[tuple[subjects.Example, Candidate]]) -> None:
    """Print how well it goes where somebody has the figure, and where nobody has."""
    pairs = [(one, choose(None, one), chosen) for one, chosen in answers]
    somebody = [pair for pair in pairs if pair[0].candidates[-1].worth < 1.0]
    worths = {
        who: [pair[place].worth if pair[place].says else None for pair in somebody]
        for place, who in ((1, "articles"), (2, "and sentences"))
    }
    report(f"{name}, whose", worths)
    nobodys = [pair for pair in pairs if pair[0].candidates[-1].worth == 1.0]
    silent = [sum(not pair[place].says for pair in nobodys) for place in (1, 2)]
    print(f"{name}, nobody's: {len(nobodys)} figures, silent on {silent[0]}, then {silent[1]}")


def compare_measures(name: str, answers: Iterable[tuple[measures.Example, str | None]]) -> None:
    """Print how well it goes with what articles taught, and with what comes on top."""
    of_articles = measure_weights()
    worths: dict[str, list[float | None]] = {"articles": [], "and sentences": []}
    for example, text in answers:
        for who, told in (
            ("articles", measures.told(example, of_articles)), ("and sentences", text),
        ):  # fmt: skip
            worths[who].append(None if told is None else overlap(told, example.gold))
    report(f"{name}, what", worths)


def main() -> None:
    """Run the command line."""
    arguments = parser(__doc__).parse_args()
    found, unseen = read(arguments.corpus, "train"), read(arguments.corpus, "test")
    compare_subjects("train, held out", held_out(found.whose, FOLDS, learn_subjects))
    whose = fit_subjects(found.whose)
    compare_subjects("test", ((one, choose(whose, one)) for one in unseen.whose))
    compare_measures("train, held out", held_out(found.what, FOLDS, learn_measures))
    what = fit_measures(found.what)
    of_both = weights_of(joined(weight_table("measure"), what))
    compare_measures("test", ((one, measures.told(one, of_both)) for one in unseen.what))
    table = table_of(Weight("", *row) for row in whose.rows(NOBODY))
    write_weights(arguments.output, "subject_alone", table)
    write_weights(arguments.output, "measure_alone", what, step=STEP)
    print(len(table.rows), "features,", len(what.rows), "weights")


if __name__ == "__main__":
    main()
