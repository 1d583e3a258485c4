"""Learn which bare numbers are figures whose unit the reader supplies: the step ``elided``.

Reads our own articles and sentences with the grammar alone, asks ``newsx.grammar.elided`` what
speaks for every number that no rule reads, and fits a logistic regression: one weight a feature::

    python models/scripts/elided.py --corpus models/corpus --sentences models/sentences \
        --output src/newsx/knowledge/tables

Prints how well it does on texts held out (five folds) and on the test splits.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from learning import articles, columns_of, instead, matrix, parser, write_weights
from sentences import sentence_articles
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from newsx.grammar import figures as figures_module
from newsx.grammar.elided import ALWAYS, evidence, is_of_a_name, told
from newsx.grammar.reading import NAMED, read
from newsx.knowledge.weights import Weight, table_of
from newsx.recognize.pipeline import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsx.evaluate.markup import CorpusArticle
    from newsx.grammar.amount import Amount

FOLDS = 5
LEAST = 4
"""Numbers that a feature must stand at."""
HOLD = 0.3
"""The inverse of how strongly weights are held down: the best of cross-validation."""
STRICTNESS = 0.5
"""Taken from what speaks for figures, in log odds: a wrong one misleads more than one missed."""
LEAST_WEIGHT = 8
"""Hundredths below which a weight is nothing."""
STEP = 4
"""In how many hundredths weights are told."""


class Example(NamedTuple):
    """A bare number that no rule reads."""

    text: int
    """The number of its text: texts are held out whole."""
    features: tuple[str, ...]
    has_unit: bool
    """Whether it could be told as a figure."""
    is_figure: bool


def of_text(number: int, article: CorpusArticle) -> Iterator[Example]:
    """Yield the bare numbers of an article or a sentence that no rule reads as figures."""
    text = plain(article.text)
    names = tuple((one.start, one.end) for one in article.marks if one.tag in NAMED)
    marked = {(one.start, one.end) for one in article.marks if one.tag == "F"}
    found: list[Example] = []

    def keep(text: str, amount: Amount, beside: Amount | None) -> None:
        if not is_of_a_name(text, amount):
            figure = told(text, amount, beside)
            place = amount if figure is None else figure
            is_figure = (place.start, place.end) in marked
            features = tuple(evidence(text, amount, beside))
            found.append(Example(number, features, figure is not None, is_figure))

    with instead(figures_module, "elided", keep):
        read.cache_clear()
        read(text, names)
    read.cache_clear()
    yield from found


def examples(corpus: Path, sentences: Path, split: str) -> list[Example]:
    """Return the bare numbers of one split, of articles first and then of sentences."""
    texts = [one for _, one in articles(corpus, split)]
    texts += sentence_articles(sentences, split)
    return [one for number, text in enumerate(texts) for one in of_text(number, text)]


def report(name: str, said: np.ndarray, wanted: np.ndarray) -> None:
    """Print how many are said to be figures, and how many are."""
    right = (said & wanted).sum()
    print(
        f"{name}: {len(wanted)} numbers, {wanted.sum()} figures; said {said.sum()}, of which right "
        f"{right / max(1, said.sum()):.3f}, of all figures {right / max(1, wanted.sum()):.3f}"
    )


def _wanted(found: Sequence[Example]) -> np.ndarray:
    return np.array([one.is_figure for one in found], dtype=bool)


def _have_units(found: Sequence[Example]) -> np.ndarray:
    return np.array([one.has_unit for one in found], dtype=bool)


def main() -> None:
    """Run the command line."""
    command = parser(__doc__)
    command.add_argument("--sentences", type=Path, required=True)
    arguments = command.parse_args()
    found = examples(arguments.corpus, arguments.sentences, "train")
    features = [one.features for one in found]
    columns = columns_of(features, LEAST)
    table, wanted = matrix(features, columns), _wanted(found)
    model = LogisticRegression(C=HOLD, max_iter=2000, fit_intercept=False)
    groups = [one.text for one in found]
    scores = cross_val_predict(
        model, table, wanted, groups=groups, cv=GroupKFold(FOLDS), method="decision_function"
    )
    report("train, held out", (scores > STRICTNESS) & _have_units(found), wanted)
    fitted = model.fit(table, wanted)
    unseen = examples(arguments.corpus, arguments.sentences, "test")
    scores = fitted.decision_function(matrix([one.features for one in unseen], columns))
    report("test", (scores > STRICTNESS) & _have_units(unseen), _wanted(unseen))
    weights = dict(zip(columns, fitted.coef_[0], strict=True))
    weights[ALWAYS] -= STRICTNESS
    hundredths = {feature: round(100 * float(weight)) for feature, weight in weights.items()}
    kept = table_of(
        Weight("", feature, weight)
        for feature, weight in hundredths.items()
        if abs(weight) >= LEAST_WEIGHT or feature == ALWAYS
    )
    write_weights(arguments.output, "elided", kept, step=STEP)
    print(len(kept.rows), "features")


if __name__ == "__main__":
    main()
