"""Learn from our own corpus which words say what a figure measures: the step ``measures``.

Reads the articles of the train split, asks ``newsx.resolve.measures.words`` what speaks for each
word in sight of a figure, and fits a logistic regression: one weight a feature, and for the words
of a small vocabulary one weight a feature of the figure. Keeps, too, the phrases by which measures
went in several articles::

    python models/scripts/measures.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on articles held out (three folds) and on the test split, beside the rules.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from newsx import extract
from newsx.evaluate.markup import read_corpus
from newsx.evaluate.words import overlap
from newsx.knowledge.choices import Features, MeasureWeights, weights_of
from newsx.resolve import figures as figures_module
from newsx.resolve.measures import phrases as phrase_module
from newsx.resolve.measures.phrases import best_wording
from newsx.resolve.measures.rewording import LEAST, reworded
from newsx.resolve.measures.words import Cues, chances, cues, standing
from newsx.resolve.sentences.page import Page, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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

_OF_ARTICLE = re.compile(
    r"sentence before|in headline|figures? (?:\d )?(?:next|far)\b|in [hbtr]*(?:,|$)"
)
"""What only the rest of an article can tell of a word, and where it stands in all."""

Key = tuple[str, str]
"""A word of the vocabulary, or none, and a feature."""

Row = tuple[str, str, int]
"""A word of the vocabulary, or none, a feature, and its weight in hundredths."""


class Example(NamedTuple):
    """An annotated figure in its article."""

    article: int
    page: Page
    number: int
    found: Cues
    gold: str
    ruled: str | None
    """What it measures by the rules."""


class _Kept(NamedTuple):
    page: Page
    notes: Sequence[Note]
    entities: Mapping[str, Entity]


def examples(folder: Path, split: str) -> list[Example]:
    """Return the figures of one split of the corpus that say what they measure."""
    kept: list[_Kept] = []

    def keep(
        page: Page | None,
        figures: Sequence[Figure],
        notes: Sequence[Note],
        entities: Mapping[str, Entity],
    ) -> Iterator[Figure]:
        if page is not None:
            page.figures = figures
            kept.append(_Kept(page, notes, entities))
        yield from figures

    found: list[Example] = []
    figures_module.reworded = keep  # the rules alone, and what there was to choose from
    for article_number, article in enumerate(read_corpus(folder)):
        if article.metadata["split"] != split:
            continue
        kept.clear()
        extract({"text": article.text, "date_published": article.metadata["date"]})
        for mark in article.marks:
            gold = mark.attributes.get("m")
            if mark.tag != "F" or gold is None or not kept:
                continue
            page, notes, entities = kept[0]
            for number, figure in enumerate(page.figures):
                if figure.start < mark.end and mark.start < figure.end:
                    seen = cues(page, number, notes, entities)
                    found.append(Example(article_number, page, number, seen, gold, figure.measure))
                    break
    figures_module.reworded = reworded
    return found


def rows(example: Example, vocabulary: Sequence[str]) -> Iterator[tuple[list[Key], bool]]:
    """Yield what speaks for each word, and whether the measure has it."""
    gold = set(words_of(example.gold))
    for word in sorted({*example.found.of_words, *vocabulary}):
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


def fit(found: Sequence[Example]) -> list[Row]:
    """Return the weights under which the words of measures are likeliest."""
    spoken = Counter(word for one in found for word in set(words_of(one.gold)))
    vocabulary = sorted(word for word, count in spoken.items() if count >= OFTEN)
    both = [*found, *map(as_excerpt, found)]
    table = [row for one in both for row in rows(one, vocabulary)]
    seen, right = Counter[Key](), Counter[Key]()
    for keys, is_right in table:
        seen.update(keys)
        if is_right:
            right.update(keys)
    kept = sorted(
        key for key, count in seen.items()
        if count >= ENOUGH or (count >= SEEN and right[key] >= RIGHT)
    )  # fmt: skip
    columns = {key: number for number, key in enumerate(kept, start=1)}
    inside = [[0, *(columns[key] for key in keys if key in columns)] for keys, _ in table]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in inside])))
    places = np.concatenate([np.array(row, dtype=np.int32) for row in inside])
    shape = (len(inside), len(columns) + 1)
    matrix = csr_matrix((np.ones(len(places), dtype=np.float32), places, starts), shape=shape)
    turned = matrix.T.tocsr()
    wanted = np.array([is_right for _, is_right in table], dtype=np.float32)
    held = np.full(shape[1], HOLD)
    held[0] = 0.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights.astype(np.float32)
        value = np.logaddexp(0, scores).sum() - (scores * wanted).sum()
        slope = turned @ (1 / (1 + np.exp(-scores)) - wanted)
        return float(value + (held * weights**2).sum()), slope + 2 * held * weights

    start = np.zeros(shape[1])
    start[0] = np.log(wanted.mean() / (1 - wanted.mean()))
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80})
    hundredths = np.round(100 * solved.x).astype(int)
    return [
        ("", "", int(hundredths[0])),
        *(
            (word, feature, int(hundredths[column]))
            for (word, feature), column in columns.items()
            if abs(hundredths[column]) >= LEAST_WEIGHT or (word and not feature)
        ),
    ]


def phrases(found: Iterable[Example]) -> tuple[str, ...]:
    """Return the measures of several articles, as most of them write each."""
    articles: dict[str, set[int]] = defaultdict(set)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        articles[one.gold.lower()].add(one.article)
        written[one.gold.lower()][one.gold] += 1
    return tuple(
        sorted(
            min(written[phrase], key=lambda form: (-written[phrase][form], form))
            for phrase, inside in articles.items()
            if len(inside) >= ARTICLES
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


def report(name: str, pairs: Sequence[tuple[Example, str | None]]) -> None:
    """Print how well the rules and the weights do: words of all, and of what is said."""
    for who, said in (("rules", [one.ruled for one, _ in pairs]), ("words", [t for _, t in pairs])):
        worth = [overlap(text, one.gold) for text, (one, _) in zip(said, pairs, strict=True)]
        count = sum(text is not None for text in said)
        print(
            f"{name}, {who}: {len(pairs)} figures, F1 {np.mean(worth):.3f}, "
            f"said {count / len(pairs):.2f}, of which right {sum(worth) / max(1, count):.3f}"
        )


def cross_validate(found: Sequence[Example]) -> None:
    """Print how well weights do on articles that they have not seen."""
    pairs: list[tuple[Example, str | None]] = []
    for fold in range(FOLDS):
        seen = [one for one in found if one.article % FOLDS != fold]
        weights = weights_of(fit(seen))
        use(phrases(seen))
        pairs += [(one, told(one, weights)) for one in found if one.article % FOLDS == fold]
    report("train, held out", pairs)


def write(folder: Path, weights: Iterable[Row], known: Sequence[str]) -> None:
    """Write both tables."""
    with (folder / "measure_weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "feature", "weight"))
        writer.writerows(weights)
    with (folder / "measure_phrases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("phrase",))
        writer.writerows((phrase,) for phrase in known)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder of the tables")
    parser.add_argument("--quick", action="store_true", help="do not measure on held out articles")
    arguments = parser.parse_args()
    found = examples(arguments.corpus, "train")
    if not arguments.quick:
        cross_validate(found)
    weights, known = fit(found), phrases(found)
    use(known)
    unseen = examples(arguments.corpus, "test")
    report("test", [(one, told(one, weights_of(weights))) for one in unseen])
    write(arguments.output, weights, known)
    print(len(weights), "weights,", len(known), "phrases")


if __name__ == "__main__":
    main()
