"""Learn from our own corpus which words say what a figure measures: the step ``measures``.

Reads the articles of the train split, asks ``newsx.resolve.measures.words`` what speaks for each
word in sight of a figure, and fits a logistic regression: one weight a feature, and for the words
of a small vocabulary one weight a feature of the figure. Keeps, too, the phrases by which measures
went in several articles::

    python models/scripts/measures.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on articles held out (three folds) and on the test split, beside the rules.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from learning import (
    HOLD_POINTED,
    articles,
    as_read,
    held_out,
    instead,
    marked_figures,
    of_pointers,
    parser,
    report,
    write_table,
    write_weights,
)
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsx.evaluate.words import overlap
from newsx.knowledge.choices import Features, MeasureWeights, weights_of
from newsx.knowledge.weights import Weight, table_of
from newsx.resolve import figures as figures_module
from newsx.resolve.measures import phrases as phrase_module
from newsx.resolve.measures.phrases import best_wording
from newsx.resolve.measures.rewording import LEAST
from newsx.resolve.measures.words import Cues, chances, cues, standing
from newsx.resolve.sentences.page import Page, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from learning import Span

    from newsx.knowledge.weights import WeightTable
    from newsx.resolve.measures.words import Note
    from newsx.schema import Entity, Figure

FOLDS = 3
OFTEN = 10
"""Figures whose measures must have a word, for it to be of the vocabulary."""
ARTICLES = 2
"""Articles that a phrase must be a measure in, to be known."""
RIGHT, SEEN = 3, 6
"""Words of measures, and words at all, that a feature must speak for ..."""
ENOUGH = 80
"""... or words at all, of measures or not; every figure is seen twice, as an excerpt too."""
HOLD = 1.5
"""How strongly weights are held down."""
LEAST_WEIGHT = 13
"""Hundredths below which a weight is nothing: those below it moved no score in folds."""
MOST = 34_000
"""Weights kept, of the smallest none: all that is known may take a megabyte of the wheel."""
STEP = 8
"""Hundredths to which weights are rounded in the table: so each takes a byte."""

_OF_ARTICLE = re.compile(
    r"sentence before|in headline|figures? (?:\d )?(?:next|far)\b|in [hbtr]*(?:,|$)"
)
"""What only the rest of an article can tell of a word, and where it stands in all."""

Key = tuple[str, str]
"""A word of the vocabulary, or none, and a feature."""


class Example(NamedTuple):
    """An annotated figure in its article."""

    article: int
    page: Page
    number: int
    found: Cues
    gold: str
    ruled: str | None
    """What it measures by the rules."""


class Kept(NamedTuple):
    """A figure in its article."""

    page: Page
    number: int
    notes: Sequence[Note]
    entities: Mapping[str, Entity]


class Recorder:
    """Leaves the measures to the rules and keeps what there was to choose from."""

    def __init__(self) -> None:
        self.kept: dict[Span, Kept] = {}

    def __call__(
        self,
        page: Page | None,
        figures: Sequence[Figure],
        notes: Sequence[Note],
        entities: Mapping[str, Entity],
    ) -> Iterator[Figure]:
        if page is not None:
            page.figures = figures
            for number, figure in enumerate(figures):
                self.kept[figure.start, figure.end] = Kept(page, number, notes, entities)
        yield from figures


def examples(folder: Path, split: str) -> Iterator[Example]:
    """Yield the figures of one split of the corpus that say what they measure."""
    for article_number, article in articles(folder, split, usual="measures"):
        recorder = Recorder()
        with instead(figures_module, "reworded", recorder):
            as_read(article)
        for mark, kept in marked_figures(article, recorder.kept):
            gold = mark.attributes.get("m")
            if gold is not None:
                yield example_of(article_number, kept, gold)


def example_of(article: int, kept: Kept, gold: str) -> Example:
    """Return a figure of an article with what speaks for the words of its measure."""
    page, number, notes, entities = kept
    seen = cues(page, number, notes, entities)
    return Example(article, page, number, seen, gold, page.figures[number].measure)


def rows(example: Example, vocabulary: AbstractSet[str]) -> Iterator[tuple[list[Key], bool]]:
    """Yield what speaks for each word, and whether the measure has it."""
    gold = set(words_of(example.gold))
    for word in sorted(vocabulary.union(example.found.of_words)):
        features = {one for group in example.found.of_words.get(word, ()) for one in group}
        keys = [("", feature) for feature in sorted(features)]
        if word in vocabulary:
            keys += [(word, feature) for feature in ("", *example.found.of_figure)]
        yield keys, word in gold


def as_excerpt(example: Example) -> Example:
    """Return the figure as it would be in its sentence alone: texts are often no more."""
    kind = example.page.figures[example.number].kind
    kept: dict[str, list[Features]] = {}
    for word, groups in example.found.of_words.items():
        reasons = {one for group in groups for one in group}
        left = {one for one in reasons if not _OF_ARTICLE.match(one) and f"{word} in " not in one}
        left.discard("digits")
        if left:
            kept[word] = [tuple(left), standing(word, left, kind)]
    of_figure = tuple(one for one in example.found.of_figure if one != "headline")
    return example._replace(found=Cues(of_figure, kept))


class _Table(NamedTuple):
    """A row for every word weighed: which columns speak for it, and whether the measure has it."""

    keys: list[Key]
    """What the columns mean, from the second on: the first speaks for any word."""
    matrix: csr_matrix
    wanted: np.ndarray
    unseen: np.ndarray
    """Whether it is of a figure for which the network, not having learned it, points somewhere."""


def tabled(found: Iterable[Example], vocabulary: AbstractSet[str]) -> _Table:
    """Return the table of some figures, with the keys that often speak for a word or rightly."""
    numbers: dict[Key, int] = {}
    # By number as they come: two million rows of tuples would take three gigabytes.
    places, ends, answers, unseen = array("i"), array("q", [0]), array("b"), array("b")
    for example in found:
        is_pointed = any(map(of_pointers, example.found.of_figure))
        for keys, is_right in rows(example, vocabulary):
            places.append(0)
            places.extend(numbers.setdefault(key, len(numbers) + 1) for key in keys)
            ends.append(len(places))
            answers.append(is_right)
            unseen.append(is_pointed)
    every, starts, wanted = np.array(places), np.array(ends), np.array(answers, dtype=np.float32)
    seen = np.bincount(every)
    right = np.bincount(every, np.repeat(wanted, np.diff(starts)))
    enough = (seen >= ENOUGH) | ((seen >= SEEN) & (right >= RIGHT))
    kept = sorted(key for key, number in numbers.items() if enough[number])
    columns = np.full(len(seen), -1, dtype=np.int32)
    columns[[0, *(numbers[key] for key in kept)]] = np.arange(len(kept) + 1)
    is_kept = columns[every] >= 0
    inside = columns[every[is_kept]]
    starts = np.concatenate(([0], np.cumsum(is_kept)))[starts]
    shape = (len(wanted), len(kept) + 1)
    matrix = csr_matrix((np.ones(len(inside), dtype=np.float32), inside, starts), shape=shape)
    return _Table(kept, matrix, wanted, np.array(unseen, dtype=bool))


def fit(found: Sequence[Example]) -> WeightTable:
    """Return the weights under which the words of measures are likeliest.

    As in `subjects.fit`, what the network points at is weighed on articles that are not learned,
    beside weights that have not learned them either. (Of how likely a word is, more is asked than
    which is likeliest: so the others count as they are.)
    """
    spoken = Counter(word for one in found for word in set(words_of(one.gold)))
    vocabulary = {word for word, count in spoken.items() if count >= OFTEN}
    keys, matrix, wanted, unseen = tabled((*found, *map(as_excerpt, found)), vocabulary)
    pointed = np.array([False, *(of_pointers(feature) for _, feature in keys)])
    evidence = matrix[:, ~pointed].tocsr()
    solved = np.zeros(len(pointed))
    solved[~pointed] = solved_of(evidence, wanted, HOLD)
    if unseen.any():
        known = evidence[unseen] @ solved_of(evidence[~unseen], wanted[~unseen], HOLD)
        shares = matrix[unseen][:, pointed].tocsr()
        solved[pointed] = solved_of(shares, wanted[unseen], HOLD_POINTED, known)
    hundredths = np.round(100 * solved).astype(int)
    largest = np.sort(np.abs(hundredths))[::-1]
    least = max(LEAST_WEIGHT, *largest[MOST : MOST + 1] + 1)
    return table_of(
        Weight(word, feature, int(weight))
        for (word, feature), weight in zip([("", ""), *keys], hundredths, strict=True)
        if abs(weight) >= least or not feature
    )


def solved_of(
    matrix: csr_matrix, wanted: np.ndarray, hold: float, known: np.ndarray | None = None
) -> np.ndarray:
    """Return the weights of columns under which the rows wanted are likeliest.

    All but that of the first, which speaks for any row, are held down. Where scores are known that
    the rows have already, all are, and what is learned comes on top.
    """
    turned = matrix.T.tocsr()
    held = np.full(matrix.shape[1], hold)
    start = np.zeros(len(held))
    if known is None:
        held[0] = 0.0
        start[0] = np.log(wanted.mean() / (1 - wanted.mean()))
    before = 0.0 if known is None else known.astype(np.float32)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights.astype(np.float32) + before
        value = np.logaddexp(0, scores).sum() - (scores * wanted).sum()
        slope = turned @ (1 / (1 + np.exp(-scores)) - wanted)
        return float(value + (held * weights**2).sum()), slope + 2 * held * weights

    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return np.asarray(solved.x)


def phrases(found: Iterable[Example]) -> tuple[str, ...]:
    """Return the measures of several articles, as most of them write each."""
    inside: dict[str, set[int]] = defaultdict(set)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        inside[one.gold.lower()].add(one.article)
        written[one.gold.lower()][one.gold] += 1
    return tuple(
        sorted(
            min(written[phrase], key=lambda form: (-written[phrase][form], form))
            for phrase, numbers in inside.items()
            if len(numbers) >= ARTICLES
        )
    )


def told(example: Example, weights: MeasureWeights) -> str | None:
    """Return what a figure measures by the weights; None where they are not sure."""
    wording = best_wording(example.page, example.number, chances(example.found, weights))
    return None if wording is None or wording.worth < LEAST else wording.text


def use(known: tuple[str, ...]) -> None:
    """Let the choice know these phrases instead of those of the table."""
    phrase_module.measure_phrases = lambda: known  # as the function of the same name
    phrase_module.known.cache_clear()


def learn(found: Sequence[Example]) -> Callable[[Example], str | None]:
    """Return the choice that is learned from some examples."""
    weights = weights_of(fit(found))
    use(phrases(found))
    return lambda example: told(example, weights)


def compare(name: str, answers: Iterable[tuple[Example, str | None]]) -> None:
    """Print how well rules and weights do: right words of all, and of what is said."""
    rules: list[float | None] = []
    words: list[float | None] = []
    for example, text in answers:
        rules.append(None if example.ruled is None else overlap(example.ruled, example.gold))
        words.append(None if text is None else overlap(text, example.gold))
    report(name, {"rules": rules, "words": words})


def main() -> None:
    """Run the command line."""
    command = parser(__doc__)
    command.add_argument("--quick", action="store_true", help="do not measure on held out articles")
    arguments = command.parse_args()
    found = list(examples(arguments.corpus, "train"))
    if not arguments.quick:
        compare("train, held out", held_out(found, FOLDS, learn))
    table, known = write_weights(arguments.output, "measure", fit(found), step=STEP), phrases(found)
    use(known)
    unseen, of_all = examples(arguments.corpus, "test"), weights_of(table)
    compare("test", ((one, told(one, of_all)) for one in unseen))
    known_rows = ((phrase,) for phrase in known)
    write_table(arguments.output / "measure_phrases.csv", ("phrase",), known_rows)
    print(len(table.rows), "weights,", len(known), "phrases")


if __name__ == "__main__":
    main()
