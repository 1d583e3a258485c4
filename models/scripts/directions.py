r"""Learn which way figures go from our own corpus: the step ``directions``.

Reads the train split as newsx does, asks ``newsx.resolve.movements.weighed`` for the evidence at
every figure, fits one sparse linear model and writes the weights as a table::

    python models/scripts/directions.py --corpus models/corpus --output src/newsx/knowledge/tables
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from learning import (
    Span,
    articles,
    as_read,
    columns_of,
    hearing,
    instead,
    marked_figures,
    matrix,
    parser,
    write_weights,
)
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

import newsx.resolve.figures as figures_module
from newsx.knowledge.weights import Weight, table_of
from newsx.meanings import HEARD
from newsx.resolve.movements.weighed import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from newsx.resolve.sentences.page import Page
    from newsx.schema import Figure

HOLD = 0.6
"""The inverse of how strongly weights are held down: the best of cross-validation."""
LEAST = 10
"""Figures that a feature must stand at."""
FOLDS = 5
LENIENCE = 0.8
"""Taken from what speaks for no direction: so most are right of those stated and those given."""
NONE = "none"


class Example(NamedTuple):
    """A figure, the article it is of, what the rules say and what the annotator said."""

    article: int
    features: tuple[str, ...]
    heard: dict[str, float]
    ruled: str
    wanted: str


class _Told(NamedTuple):
    features: tuple[str, ...]
    heard: dict[str, float]
    ruled: str


class _Recorder:
    """Leaves directions to the rules and keeps what else there was to go by."""

    kept: ClassVar[dict[Span, _Told]] = {}  # one article at a time

    @classmethod
    def keep(cls, page: Page, found: Sequence[Figure]) -> Sequence[Figure]:
        page.figures = found
        for place, figure in enumerate(found):
            heard = page.heard(page.tokens(figure.start, figure.end))
            told = _Told(evidence(page, place), heard, figure.direction or NONE)
            cls.kept[figure.start, figure.end] = told
        return found


def examples(folder: Path, split: str) -> Iterator[Example]:
    """Yield the figures of one split of the corpus."""
    for number, article in articles(folder, split):
        _Recorder.kept = {}
        with instead(figures_module, "directed", _Recorder.keep):
            as_read(article)
        for mark, told in marked_figures(article, _Recorder.kept):
            wanted = mark.attributes.get("d", NONE)
            yield Example(number, told.features, told.heard, told.ruled, wanted)


def model() -> OneVsRestClassifier:
    """Return an unfitted model."""
    one = LogisticRegression(C=HOLD, l1_ratio=1, solver="liblinear", random_state=7)
    return OneVsRestClassifier(one)


def report(name: str, found: NDArray[np.str_], wanted: NDArray[np.str_]) -> None:
    """Print how many directions are right: of those stated, of those given, of all figures."""
    stated, said = wanted != NONE, found != NONE
    right = (found == wanted)[stated].sum()
    print(
        f"{name}: {len(wanted)} figures, of those that go somewhere {right / stated.sum():.3f} "
        f"right, of those said to {right / max(1, said.sum()):.3f}, of all "
        f"{(found == wanted).mean():.3f}"
    )


def weights_of(fitted: OneVsRestClassifier, features: Sequence[str]) -> Iterator[Weight]:
    """Yield what speaks for each direction, in hundredths."""
    for answer, one in zip(fitted.classes_, fitted.estimators_, strict=True):
        weights = dict(zip(features, one.coef_[0], strict=True))
        weights["always"] = weights.get("always", 0.0) + one.intercept_[0]
        weights["always"] -= LENIENCE if answer == NONE else 0.0
        for feature, weight in sorted(weights.items()):
            hundredths = round(100 * float(weight))
            if feature == "always" or hundredths:
                yield Weight(str(answer), feature, hundredths)


def main() -> None:
    """Run the command line."""
    arguments = parser(__doc__).parse_args()
    found = list(examples(arguments.corpus, "train"))
    features = [one.features for one in found]
    columns = columns_of(features, LEAST)
    table, wanted = matrix(features, columns), np.array([one.wanted for one in found])
    groups = [one.article for one in found]
    report("train, rules", np.array([one.ruled for one in found]), wanted)
    scores = cross_val_predict(
        model(), table, wanted, groups=groups, cv=GroupKFold(FOLDS), method="decision_function"
    )
    fitted = model().fit(table, wanted)
    names = fitted.classes_.tolist()
    scores[:, names.index(NONE)] -= LENIENCE
    report("train, held out", fitted.classes_[scores.argmax(axis=1)], wanted)
    rows = [row for row, one in enumerate(found) if one.heard]
    heard = [found[row].heard for row in rows]
    part = hearing("direction", scores[rows], heard, wanted[rows], names) if rows else 0.0
    unseen = list(examples(arguments.corpus, "test"))
    asked = np.array([one.wanted for one in unseen])
    report("test, rules", np.array([one.ruled for one in unseen]), asked)
    told = fitted.decision_function(matrix([one.features for one in unseen], columns))
    told[:, names.index(NONE)] -= LENIENCE
    report("test, evidence alone", fitted.classes_[told.argmax(axis=1)], asked)
    loud = (Weight(name, HEARD, round(100 * part)) for name in names)
    kept = table_of([*weights_of(fitted, list(columns)), *loud])
    write_weights(arguments.output, "direction", kept)
    print(len(kept.rows), "weights")


if __name__ == "__main__":
    main()
