"""Learn from our own corpus whose a figure is: the step ``subjects``.

Reads the articles of the train split, asks ``newsx.resolve.subjects.whose`` who could have each
figure, and fits one weight a feature, so that the candidates chosen have the most words in common
with the annotated subjects::

    python models/scripts/subjects.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on articles held out (five folds) and on the test split, beside the rules.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from listwise import Weights
from listwise import fit as fitted

from newsx import extract
from newsx.evaluate.markup import read_corpus
from newsx.evaluate.words import overlap
from newsx.resolve import figures as figures_module
from newsx.resolve.subjects.candidates import NOBODY
from newsx.resolve.subjects.whose import Whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsx.evaluate.markup import CorpusArticle
    from newsx.resolve.measures.binder import Binder
    from newsx.resolve.subjects.whose import Asked
    from newsx.schema import Mention, Reference

FOLDS = 5
LEAST = 5
"""Candidates that a feature must speak for."""
WORTH_OF_NOBODY = 0.03
"""The share of right words that naming nobody is worth: a guess below it would mislead."""
LENIENCE = 0.5
"""How much less likely than nobody the likeliest may be, in log odds: the others share the rest."""
HOLD = 20.0
"""How strongly weights are held down."""
LEAST_WEIGHT = 0.02
"""Below this a weight is nothing: the tables take less than a megabyte of the wheel."""
_OF_ARTICLE = re.compile(r"headline|^named \d+ times$|^rank ")
_ALL_TOLD = re.compile(r"(?!)")
_OF_TREES = re.compile(
    r"^(?:tree|phrase|acts on it|is measured|has measured|was|acted last|opens paragraph|rank"
    r"|spoken of here|only vouches here)\b"
)


class Candidate(NamedTuple):
    """Who could have a figure."""

    features: frozenset[str]
    worth: float
    """The share of words it has in common with the annotated subject, by its best name."""
    by_rule: bool


class Example(NamedTuple):
    """A figure, the article it is of, and its candidates."""

    article: int
    candidates: tuple[Candidate, ...]


class _Recorder(Whose):
    """Leaves the choice to the rules and keeps what there was to choose from."""

    kept: dict[tuple[int, int], tuple[list[tuple[Reference, set[str]]], Reference | None]] = {}  # noqa: RUF012 - one article at a time

    def choose(self, binder: Binder, asked: Asked) -> Reference | None:
        span = (asked.amount.start, asked.amount.end)
        found = self.candidates(binder, asked).rows(self._spoken.only_cited)
        self.kept[span] = (found, asked.told)
        super().choose(binder, asked)
        return asked.told


def examples(folder: Path, split: str) -> list[Example]:
    """Return the figures of one split of the corpus, with who could have them."""
    found: list[Example] = []
    figures_module.Whose = _Recorder  # type: ignore[misc]  # the same, but it keeps what it sees
    for number, article in enumerate(read_corpus(folder)):
        if article.metadata["split"] == split:
            _Recorder.kept = {}
            record = extract({"text": article.text, "date_published": article.metadata["date"]})
            found += _of_article(number, article, _Recorder.kept, record.mentions)
    figures_module.Whose = Whose  # type: ignore[misc]
    return found


def _of_article(
    number: int,
    article: CorpusArticle,
    kept: Mapping[tuple[int, int], tuple[list[tuple[Reference, set[str]]], Reference | None]],
    mentions: Sequence[Mention],
) -> Iterator[Example]:
    names: dict[str | None, set[str]] = {}
    for mention in mentions:
        names.setdefault(mention.entity_id, set()).add(mention.text)
    for mark in article.marks:
        wanted = mark.attributes.get("s")
        if mark.tag != "F" or wanted is None:
            continue
        for (start, end), (found, told) in kept.items():
            if start < mark.end and mark.start < end:
                yield Example(
                    number,
                    tuple(
                        Candidate(
                            frozenset(features),
                            _worth(reference, wanted, names),
                            reference == told,
                        )
                        for reference, features in found
                    ),
                )
                break


def _worth(reference: Reference, wanted: str, names: Mapping[str | None, set[str]]) -> float:
    known = names.get(reference.entity_id, set()) if reference.entity_id else set()
    return max(overlap(name, wanted) for name in (reference.text, *known))


def choose(example: Example, weights: Weights) -> Candidate | None:
    """Return the candidate that most speaks for, or None for nobody."""
    best, most = None, weights.total({NOBODY})
    for candidate in example.candidates:
        total = weights.total(candidate.features)
        if total > most:
            best, most = candidate, total
    return best


def _without(example: Example, left_out: re.Pattern[str]) -> Example:
    """Return a figure as it would be without the features of some sort."""
    kept = []
    for candidate in example.candidates:
        features = frozenset(f for f in candidate.features if not left_out.search(f))
        if not all(feature.startswith(("is ", "plain")) for feature in features):
            kept.append(candidate._replace(features=features))
    return example._replace(candidates=tuple(kept))


def fit(found: Sequence[Example]) -> Weights:
    """Return the weights under which the chosen candidates have the most right words.

    Every figure is learned from three times: as it is, as an excerpt without its article, and as
    it is read where there are no trees.
    """
    found = [_without(one, part) for part in (_ALL_TOLD, _OF_ARTICLE, _OF_TREES) for one in found]
    nobody = Candidate(frozenset({NOBODY}), WORTH_OF_NOBODY, by_rule=False)
    groups = [(*example.candidates, nobody) for example in found if example.candidates]
    weights = fitted(groups, least=LEAST, hold=HOLD)
    values = weights.of_columns
    values[weights.columns[NOBODY]] -= LENIENCE
    values = np.round(values, 2)
    values[np.abs(values) < LEAST_WEIGHT] = 0.0
    return Weights(weights.columns, values)


def report(name: str, chosen: Iterable[tuple[Example, Candidate | None]]) -> None:
    """Print how well the rules and the weights do: right words of all, and of what is said."""
    pairs = list(chosen)
    ruled = [next((c for c in e.candidates if c.by_rule), None) for e, _ in pairs]
    for who, found in (("rules", ruled), ("weights", [c for _, c in pairs])):
        worth = [0.0 if one is None else one.worth for one in found]
        said = sum(one is not None for one in found)
        print(
            f"{name}, {who}: {len(pairs)} figures, F1 {np.mean(worth):.3f}, "
            f"said {said / len(pairs):.2f}, of which right {sum(worth) / max(1, said):.3f}"
        )


def cross_validate(found: Sequence[Example]) -> None:
    """Print how well weights do on articles that they have not seen."""
    chosen: list[tuple[Example, Candidate | None]] = []
    for fold in range(FOLDS):
        weights = fit([example for example in found if example.article % FOLDS != fold])
        chosen += [(e, choose(e, weights)) for e in found if e.article % FOLDS == fold]
    report("train, held out", chosen)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder of the tables")
    arguments = parser.parse_args()
    found = examples(arguments.corpus, "train")
    cross_validate(found)
    weights = fit(found)
    unseen = examples(arguments.corpus, "test")
    report("test", [(example, choose(example, weights)) for example in unseen])
    with (arguments.output / "subject_weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        for feature, column in weights.columns.items():
            if feature == NOBODY or weights.of_columns[column]:
                writer.writerow((feature, f"{weights.of_columns[column]:.2f}"))
    print(len(weights.columns), "features")


if __name__ == "__main__":
    main()
