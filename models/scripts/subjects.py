"""Learn from our own corpus whose a figure is: the step ``subjects``.

Reads the articles of the train split, asks ``newsx.resolve.subjects.whose`` who could have each
figure, and fits one weight a feature, so that the candidates chosen have the most words in common
with the annotated subjects::

    python models/scripts/subjects.py --corpus models/corpus --output src/newsx/knowledge/tables

Prints how well it does on articles held out (five folds) and on the test split, beside the rules.
"""

from __future__ import annotations

import re
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from learning import (
    HOLD_POINTED,
    POINTERS,
    articles,
    as_read,
    held_out,
    instead,
    marked_figures,
    of_pointers,
    parser,
    report,
    write_weights,
)
from listwise import Candidate, Weights, by_rules, fit_over
from listwise import fit as fitted
from pointing import common_name

from newsx.evaluate.words import overlap
from newsx.knowledge.weights import Weight, table_of
from newsx.resolve import figures as figures_module
from newsx.resolve.subjects.candidates import NOBODY
from newsx.resolve.subjects.whose import Whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from learning import Span

    from newsx.resolve.measures.binder import Binder
    from newsx.resolve.subjects.whose import Asked
    from newsx.schema import Mention, Reference

FOLDS = 5
LEAST = 5
"""Candidates that a feature must speak for."""
WORTH_OF_NOBODY = 0.03
"""The share of right words that naming nobody is worth: a guess below it would mislead."""
LENIENCE = 1.0
"""How much less likely than nobody the likeliest may be, in log odds: the others share the rest."""
HOLD = 20.0
"""How strongly weights are held down."""
LEAST_WEIGHT = 10
"""Hundredths below which a weight is nothing: those above weigh as much as all together."""
_NOWHERE = re.compile(r"nobody, pointed \d")
_OF_ARTICLE = re.compile(r"headline|^named \d+ times$|^rank ")
_ALL_TOLD = re.compile(r"(?!)")
_OF_TREES = re.compile(
    r"^(?:tree|phrase|acts on it|is measured|has measured|was|acted last|opens paragraph|rank"
    r"|spoken of here|only vouches here)\b"
)


class Example(NamedTuple):
    """A figure, the article it is of, and its candidates; the last of them is nobody."""

    article: int
    candidates: tuple[Candidate, ...]


class Kept(NamedTuple):
    """What there was to choose from for one figure, and what the rules say."""

    rows: list[tuple[Reference, set[str]]]
    nobody: set[str]
    ruled: Reference | None


class Recorder(Whose):
    """Leaves the choice to the rules and keeps what there was to choose from."""

    kept: dict[Span, Kept] = {}  # noqa: RUF012 - one article at a time

    def choose(self, binder: Binder, asked: Asked) -> Reference | None:
        span = (asked.amount.start, asked.amount.end)
        found = self.candidates(binder, asked)
        rows = found.rows(self._spoken.only_cited)
        self.kept[span] = Kept(rows, found.nobody(), asked.told)
        super().choose(binder, asked)
        return asked.told


def examples(folder: Path, split: str) -> Iterator[Example]:
    """Yield the figures of one split of the corpus, with who could have them."""
    for number, article in articles(folder, split, usual="subjects"):
        Recorder.kept = {}
        with instead(figures_module, "Whose", Recorder):
            names = names_of(as_read(article).mentions)
        for mark, kept in marked_figures(article, Recorder.kept):
            wanted = mark.attributes.get("s")
            if wanted is not None:
                yield example_of(number, kept, wanted, names)


def example_of(
    article: int, kept: Kept, wanted: str | None, names: Mapping[str | None, set[str]]
) -> Example:
    """Return a figure with who could have it.

    Args:
        article: The number of its article.
        kept: What there was to choose from.
        wanted: Whose it is; None where that is nobody's.
        names: What the entities of the article are called, by their ids.
    """
    nobody = _nobody(kept)
    if wanted is None:
        found = (one._replace(worth=0.0) for one in _candidates(kept, "", names))
        return Example(article, (*found, nobody._replace(worth=1.0)))
    return Example(article, (*_candidates(kept, wanted, names), nobody))


def names_of(mentions: Sequence[Mention]) -> dict[str | None, set[str]]:
    """Return what entities are called in an article, by their ids."""
    names: dict[str | None, set[str]] = {}
    for mention in mentions:
        names.setdefault(mention.entity_id, set()).add(mention.text)
    return names


def _candidates(
    kept: Kept, wanted: str, names: Mapping[str | None, set[str]]
) -> Iterator[Candidate]:
    for reference, features in kept.rows:
        worth = _worth(reference, wanted, names)
        yield Candidate(frozenset(features), worth, reference == kept.ruled)


def _nobody(kept: Kept) -> Candidate:
    return Candidate(frozenset(kept.nobody), WORTH_OF_NOBODY, by_rule=False, says=False)


def _worth(reference: Reference, wanted: str, names: Mapping[str | None, set[str]]) -> float:
    """Return the share of words in common with the annotated subject, by the best name."""
    known = names.get(reference.entity_id, set()) if reference.entity_id else set()
    asked = common_name(wanted)
    return max(overlap(common_name(name), asked) for name in (reference.text, *known))


def is_pointed(example: Example) -> bool:
    """Tell whether the network says whose a figure is: see `learning.as_read` on when it may."""
    return any(map(of_pointers, example.candidates[-1].features))


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

    What the network points at counts as much as is right for articles that neither it nor the other
    weights have learned. Features that weigh little are left out, and the others weighed anew.
    """
    first = _fit_all(found).settled(NOBODY, lenience=LENIENCE, least=LEAST_WEIGHT - 1)
    kept = {name for name, _ in first.rows(NOBODY)}
    weights = _fit_all([_only(one, kept) for one in found])
    return _steady(weights).settled(NOBODY, lenience=LENIENCE, least=LEAST_WEIGHT)


def _only(example: Example, kept: AbstractSet[str]) -> Example:
    """Return a figure with no other features than these, and where the network points."""
    candidates = (
        one._replace(features=frozenset(f for f in one.features if f in kept or of_pointers(f)))
        for one in example.candidates
    )
    return example._replace(candidates=tuple(candidates))


def _steady(weights: Weights) -> Weights:
    """Return weights under which the surer the network is of nobody, the more speaks for that.

    Each step of a tenth is of a few figures: neighbours that fall are pooled.
    """
    names = sorted(filter(_NOWHERE.fullmatch, weights.columns))
    pools: list[list[float]] = []
    for name in names:
        pools.append([weights.of_columns[weights.columns[name]]])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    values = weights.of_columns.copy()
    steady = [float(fmean(pool)) for pool in pools for _ in pool]
    for name, value in zip(names, steady, strict=True):
        values[weights.columns[name]] = value
    return weights._replace(of_columns=values)


def _fit_all(found: Sequence[Example]) -> Weights:
    """Return the weights of all features together."""
    unseen = [one for one in found if is_pointed(one)]
    seen = [one for one in found if not is_pointed(one)]
    weights = _of_evidence([_without(one, POINTERS) for one in unseen] + seen)
    if unseen:
        join = fit_over(
            _ways_read(unseen), _of_evidence(seen), of_pointers, least=LEAST, hold=HOLD_POINTED
        )
        weights = join(weights)
    return weights


def _of_evidence(found: Sequence[Example]) -> Weights:
    """Return the weights of all but what the network points at."""
    return fitted(_ways_read(found), least=LEAST, hold=HOLD)


def _ways_read(found: Sequence[Example]) -> list[tuple[Candidate, ...]]:
    """Return the candidates of every figure three times.

    As it is, as an excerpt without its article, and as it is read where there are no trees.
    """
    found = [_without(one, part) for part in (_ALL_TOLD, _OF_ARTICLE, _OF_TREES) for one in found]
    return [example.candidates for example in found if len(example.candidates) > 1]


def learn(found: Sequence[Example]) -> partial[Candidate]:
    """Return the choice that is learned from some examples."""
    return partial(choose, fit(found))


def choose(weights: Weights, example: Example) -> Candidate:
    """Return who most likely has a figure."""
    return weights.choose(example.candidates)


def compare(name: str, answers: Iterable[tuple[Example, Candidate]]) -> None:
    """Print how well rules and weights do: right words of all, and of what is said."""
    pairs = [(by_rules(example.candidates), chosen) for example, chosen in answers]
    rules, weighed = (
        [one.worth if one.says else None for one in of_who] for of_who in zip(*pairs, strict=True)
    )
    report(name, {"rules": rules, "weights": weighed})


def main() -> None:
    """Run the command line."""
    arguments = parser(__doc__).parse_args()
    found = list(examples(arguments.corpus, "train"))
    compare("train, held out", held_out(found, FOLDS, learn))
    weights = fit(found)
    unseen = examples(arguments.corpus, "test")
    compare("test", ((example, choose(weights, example)) for example in unseen))
    table = table_of(Weight("", *row) for row in weights.rows(NOBODY))
    write_weights(arguments.output, "subject", table)
    print(len(table.rows), "features")


if __name__ == "__main__":
    main()
