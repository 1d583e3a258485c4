"""Learn from our own corpus which words say what a figure measures: the step ``measures``.

Reads the articles of the train split, asks ``newsx.resolve.measures.words`` what speaks for each
word in sight of a figure, and fits a logistic regression: one weight a feature, and for the words
of a small vocabulary one weight a feature of the figure. The largest weights are kept and fitted
again. Keeps, too, the phrases by which measures went in several articles::

    python models/scripts/measures.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on the test split, beside the rules, and with ``--folds`` on articles held
out, for which it keeps every article that it reads. Without, 48,000 figures take 6 GB and, of one
core, 25 minutes, half of them to read the articles.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from itertools import chain
from sys import intern
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
    from pathlib import Path

    from learning import Span

    from newsx.knowledge.weights import WeightTable
    from newsx.resolve.measures.words import Note
    from newsx.schema import Entity, Figure, FigureKind

FOLDS = 3
OFTEN = 22
"""Figures whose measures must have a word, for it to be of the vocabulary."""
ARTICLES = 3
"""Articles that a phrase must be a measure in, to be known."""
HOLD = 1.5
"""How strongly weights are held down."""
MOST = 33_000
"""Weights kept, the largest: all that is known may take a megabyte of the wheel. Of all 400,000,
those fitted again bring of the words of test articles .003 more than just cut off."""
LEAST_WEIGHT = 5
"""Hundredths below which a weight is nothing once they are fitted again."""
STEP = 8
"""Hundredths to which weights are rounded in the table: so each takes a byte."""
SPARED = 8
"""Of the words of the vocabulary that a figure neither sees nor has in its measure, one in so many
is weighed, and counts for as many: nearly all rows of the table are such."""

_OF_ARTICLE = re.compile(
    r"sentence before|in headline|figures? (?:\d )?(?:next|far)\b|in [hbtr]*(?:,|$)"
)
"""What only the rest of an article can tell of a word, and where it stands in all."""

Key = tuple[str, str]
"""A word of the vocabulary, or none, and a feature."""


class Least(NamedTuple):
    """What a feature must speak for to be weighed: words of measures and words at all, or more."""

    right: int
    seen: int
    enough: int
    """Words at all, of measures or not."""


OF_ARTICLES = Least(7, 14, 190)
"""Every figure is seen twice, as an excerpt too."""
OF_SENTENCES = Least(3, 6, 80)


class Example(NamedTuple):
    """An annotated figure in its article."""

    article: int
    number: int
    kind: FigureKind
    found: Cues
    gold: str
    ruled: str | None
    """What it measures by the rules."""
    page: Page | None
    """What it is read from, where that is kept to choose a phrase from."""


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


def examples(folder: Path, split: str, *, pages: bool = True) -> Iterator[Example]:
    """Yield the figures of one split of the corpus that say what they measure.

    Args:
        folder: Of the corpus.
        split: `train` or `test`.
        pages: Whether to keep what they are read from.
    """
    for article_number, article in articles(folder, split, usual="measures"):
        recorder = Recorder()
        with instead(figures_module, "reworded", recorder):
            as_read(article)
        for mark, kept in marked_figures(article, recorder.kept):
            gold = mark.attributes.get("m")
            if gold is not None:
                one = example_of(article_number, kept, gold)
                yield one if pages else one._replace(found=_shared(one.found), page=None)


def example_of(article: int, kept: Kept, gold: str) -> Example:
    """Return a figure of an article with what speaks for the words of its measure."""
    page, number, notes, entities = kept
    seen = cues(page, number, notes, entities)
    figure = page.figures[number]
    return Example(article, number, figure.kind, seen, gold, figure.measure, page)


def _shared(found: Cues) -> Cues:
    """Return what speaks for words with one copy of each string: else they take gigabytes."""
    of_words = {
        intern(word): [tuple(map(intern, group)) for group in groups]
        for word, groups in found.of_words.items()
    }
    return found._replace(of_figure=tuple(map(intern, found.of_figure)), of_words=of_words)


class Row(NamedTuple):
    """A word that may be of a figure's measure."""

    keys: list[Key]
    """What speaks for it."""
    is_right: bool
    """Whether the measure has it."""
    counts: int
    """For how many such rows it stands."""


def rows(
    example: Example, vocabulary: Mapping[str, int], *, number: int = 0, spared: int = 1
) -> Iterator[Row]:
    """Yield the words that may be of a measure.

    Args:
        example: The figure.
        vocabulary: Words that are weighed in sight or not, each with its place among them.
        number: Of the figure: which words are spared goes round.
        spared: Of how many words neither seen nor right one is weighed.
    """
    gold, seen = set(words_of(example.gold)), example.found.of_words
    for word in sorted(vocabulary.keys() | seen.keys()):
        counts = 1
        if word not in seen and word not in gold:
            if (vocabulary[word] + number) % spared:
                continue
            counts = spared
        features = {one for group in seen.get(word, ()) for one in group}
        keys = [("", feature) for feature in sorted(features)]
        if word in vocabulary:
            keys += [(word, feature) for feature in ("", *example.found.of_figure)]
        yield Row(keys, word in gold, counts)


def as_excerpt(example: Example) -> Example:
    """Return the figure as it would be in its sentence alone: texts are often no more."""
    kept: dict[str, list[Features]] = {}
    for word, groups in example.found.of_words.items():
        reasons = {one for group in groups for one in group}
        left = {one for one in reasons if not _OF_ARTICLE.match(one) and f"{word} in " not in one}
        left.discard("digits")
        if left:
            kept[word] = [tuple(left), standing(word, left, example.kind)]
    of_figure = tuple(one for one in example.found.of_figure if one != "headline")
    return example._replace(found=Cues(of_figure, kept))


class _Table(NamedTuple):
    """A row for every word weighed: which columns speak for it, and whether the measure has it."""

    keys: list[Key]
    """What the columns mean, from the second on: the first speaks for any word."""
    matrix: csr_matrix
    wanted: np.ndarray
    counts: np.ndarray
    """For how many rows each stands."""
    unseen: np.ndarray
    """Whether it is of a figure for which the network, not having learned it, points somewhere."""


def tabled(
    found: Iterable[Example], vocabulary: Mapping[str, int], least: Least, *, spared: int = 1
) -> _Table:
    """Return the table of some figures, with the keys that often speak for a word or rightly.

    Args:
        found: The figures.
        vocabulary: As `rows` takes it.
        least: What a key must speak for.
        spared: As `rows` takes it.
    """
    numbers: dict[Key, int] = {}
    # By number as they come: millions of rows of tuples would take tens of gigabytes.
    places, ends, answers, unseen = array("i"), array("q", [0]), array("b"), array("b")
    counts = array("f")
    for number, example in enumerate(found):
        is_pointed = any(map(of_pointers, example.found.of_figure))
        for keys, is_right, count in rows(example, vocabulary, number=number, spared=spared):
            places.append(0)
            places.extend(numbers.setdefault(key, len(numbers) + 1) for key in keys)
            ends.append(len(places))
            answers.append(is_right)
            unseen.append(is_pointed)
            counts.append(count)
    every, starts = np.frombuffer(places, dtype=np.int32), np.array(ends)
    wanted, of_rows = np.array(answers, dtype=np.float32), np.array(counts, dtype=np.float32)
    lengths = np.diff(starts)
    seen = np.bincount(every, np.repeat(of_rows, lengths))
    right = np.bincount(every, np.repeat(wanted, lengths))
    enough = (seen >= least.enough) | ((seen >= least.seen) & (right >= least.right))
    kept = sorted(key for key, number in numbers.items() if enough[number])
    columns = np.full(len(seen), -1, dtype=np.int32)
    columns[[0, *(numbers[key] for key in kept)]] = np.arange(len(kept) + 1)
    is_kept = columns[every] >= 0
    inside = columns[every[is_kept]]
    starts = np.concatenate(([0], np.cumsum(is_kept)))[starts]
    shape = (len(wanted), len(kept) + 1)
    matrix = csr_matrix((np.ones(len(inside), dtype=np.float32), inside, starts), shape=shape)
    return _Table(kept, matrix, wanted, of_rows, np.array(unseen, dtype=bool))


def fit(found: Sequence[Example]) -> WeightTable:
    """Return the weights under which the words of measures are likeliest.

    As in `subjects.fit`, what the network points at is weighed on articles that are not learned,
    beside weights that have not learned them either. (Of how likely a word is, more is asked than
    which is likeliest: so the others count as they are.)
    """
    spoken = Counter(word for one in found for word in set(words_of(one.gold)))
    often = sorted(word for word, count in spoken.items() if count >= OFTEN)
    vocabulary = {word: place for place, word in enumerate(often)}
    both = chain(found, map(as_excerpt, found))
    keys, matrix, wanted, counts, unseen = tabled(both, vocabulary, OF_ARTICLES, spared=SPARED)
    pointed = np.array([False, *(of_pointers(feature) for _, feature in keys)])
    always = np.array([True, *(not feature for _, feature in keys)])
    evidence = matrix[:, ~pointed].tocsr()
    first = solved_of(evidence, wanted, HOLD, counts=counts)
    kept = always[~pointed] | _largest(first, MOST)
    evidence = evidence[:, kept].tocsr()
    solved = np.zeros(len(pointed))
    solved[np.flatnonzero(~pointed)[kept]] = solved_of(
        evidence, wanted, HOLD, counts=counts, start=first[kept]
    )
    if unseen.any():
        beside = solved_of(
            evidence[~unseen], wanted[~unseen], HOLD, counts=counts[~unseen], start=first[kept]
        )
        known = evidence[unseen] @ beside
        shares = matrix[unseen][:, pointed].tocsr()
        solved[pointed] = solved_of(
            shares, wanted[unseen], HOLD_POINTED, known, counts=counts[unseen]
        )
    hundredths = np.round(100 * solved).astype(int)
    return table_of(
        Weight(word, feature, int(weight))
        for (word, feature), weight in zip([("", ""), *keys], hundredths, strict=True)
        if abs(weight) >= LEAST_WEIGHT or not feature
    )


def _largest(weights: np.ndarray, count: int) -> np.ndarray:
    """Tell which weights are among the largest, whichever way they speak."""
    sizes = np.abs(weights)
    if len(sizes) <= count:
        return np.ones(len(sizes), dtype=bool)
    return sizes >= np.partition(sizes, len(sizes) - count)[len(sizes) - count]


def solved_of(
    matrix: csr_matrix,
    wanted: np.ndarray,
    hold: float,
    known: np.ndarray | None = None,
    *,
    counts: np.ndarray | None = None,
    start: np.ndarray | None = None,
) -> np.ndarray:
    """Return the weights of columns under which the rows wanted are likeliest.

    All but that of the first, which speaks for any row, are held down. Where scores are known that
    the rows have already, all are, and what is learned comes on top.

    Args:
        matrix: A row a word, a column a key.
        wanted: Which rows are right.
        hold: How strongly weights are held down.
        known: Scores that the rows have.
        counts: For how many each row stands; one, without.
        start: Weights to begin with.
    """
    turned = matrix.T.tocsr()
    of_rows = np.ones(len(wanted), dtype=np.float32) if counts is None else counts
    held = np.full(matrix.shape[1], hold)
    begin = np.zeros(len(held)) if start is None else start.copy()
    if known is None:
        held[0] = 0.0
        if start is None:
            share = (wanted * of_rows).sum() / of_rows.sum()
            begin[0] = np.log(share / (1 - share))
    before = 0.0 if known is None else known.astype(np.float32)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights.astype(np.float32) + before
        value = (of_rows * (np.logaddexp(0, scores) - scores * wanted)).sum(dtype=np.float64)
        slope = turned @ (of_rows * (1 / (1 + np.exp(-scores)) - wanted))
        return float(value + (held * weights**2).sum()), slope + 2 * held * weights

    solved = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 80})
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
    """Return what a figure measures by the weights; None where they are not sure.

    Raises:
        ValueError: What it is read from was not kept.
    """
    if example.page is None:
        msg = "a phrase is chosen from the page of a figure, which was not kept"
        raise ValueError(msg)
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
    command.add_argument("--folds", action="store_true", help="measure on held out articles, too")
    arguments = command.parse_args()
    found = list(examples(arguments.corpus, "train", pages=arguments.folds))
    if arguments.folds:
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
