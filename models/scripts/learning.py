"""What the steps that learn from our own corpus share: its articles, folds, scores and tables."""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from pointing import FIRST, is_held_out

from newsx import extract
from newsx.evaluate.markup import read_corpus
from newsx.knowledge.weights import packed, unpacked
from newsx.resolve import claims
from newsx.resolve.people import pointed
from newsx.resolve.sentences import page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType
    from typing import Protocol

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from newsx.evaluate.markup import CorpusArticle, Mark
    from newsx.knowledge.weights import WeightTable
    from newsx.pointers import Pointer
    from newsx.schema import Record

    class OfArticle(Protocol):
        """Something to learn from."""

        @property
        def article(self) -> int:
            """The number of the article that it is of: articles are held out whole."""


POINTERS = re.compile(r"^(?:pointed\b|(?:nobody|none), (?:pointed|most)\b)")
"""Features that say where the network points."""
HOLD_POINTED = 1.0
"""How strongly the weights of these are held down: they are few."""

FRESH = 3901
"""The number from which on the network beside which tables are learned has not learned articles."""

Span = tuple[int, int]
Kept = TypeVar("Kept")
Example = TypeVar("Example", bound="OfArticle")
Answer = TypeVar("Answer")


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return the command line that every such step has."""
    found = argparse.ArgumentParser(description=description)
    found.add_argument("--corpus", type=Path, required=True)
    found.add_argument("--output", type=Path, required=True, help="folder of the tables")
    return found


def articles(
    folder: Path, split: str, *, usual: str | None = None
) -> Iterator[tuple[int, CorpusArticle]]:
    """Yield the articles of one split, each with its number in the whole corpus.

    Args:
        folder: Of the corpus.
        split: `train` or `test`.
        usual: What must be of the usual sort: articles that say `unusual:` of it are left out.
    """
    for number, article in enumerate(read_corpus(folder)):
        if article.metadata["split"] == split and usual not in article.unusual:
            yield number, article


def as_input(article: CorpusArticle) -> dict[str, str]:
    """Return an article as ``newsx.extract`` takes it."""
    return {"text": article.text, "date_published": article.metadata["date"]}


def as_read(article: CorpusArticle) -> Record:
    """Return what newsx makes of an article.

    Where the network learned what figures and claims mean, without what it says of them: it knows
    the answers.
    """
    if not is_learned(article):
        return extract(as_input(article))
    with (
        instead(page, "read_pointers", _no_pointers),
        instead(page, "read_measure_words", _nothing_heard),
        instead(pointed, "read_pointers", _no_pointers),
        instead(claims, "heard_of", _nothing_heard),
        instead(page.Page, "heard", _nothing_heard),
    ):
        return extract(as_input(article))


def is_learned(article: CorpusArticle) -> bool:
    """Tell whether the network learned what the figures and claims of an article mean.

    Of our sentences it never learns one in four; articles it learns all in the end, so tables are
    learned beside one that has not yet seen those from `FRESH` on.
    """
    if article.metadata["split"] != "train":
        return False
    number = int(article.metadata["id"].rpartition("-")[2])
    return number < FRESH or (number >= FIRST and not is_held_out(article.metadata["id"]))


def of_pointers(feature: str) -> bool:
    """Tell whether a feature says where the network points."""
    return POINTERS.match(feature) is not None


def _no_pointers(_: Doc) -> list[Pointer]:
    return []


def _nothing_heard(*_: object) -> dict[str, dict[str, float]]:
    return {}


@contextmanager
def instead(module: ModuleType | type, name: str, value: object) -> Iterator[None]:
    """Let a module or a class use something else by one of its names, for a while."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def marked_figures(
    article: CorpusArticle, kept: Mapping[Span, Kept]
) -> Iterator[tuple[Mark, Kept]]:
    """Yield the annotated figures of an article with what was kept of each, where it was found."""
    for mark in article.marks:
        if mark.tag == "F":
            for (start, end), one in kept.items():
                if start < mark.end and mark.start < end:
                    yield mark, one
                    break


def held_out(
    found: Sequence[Example],
    folds: int,
    learn: Callable[[Sequence[Example]], Callable[[Example], Answer]],
) -> Iterator[tuple[Example, Answer]]:
    """Yield every example with the answer of what is learned from other articles than its own."""
    for fold in range(folds):
        answer = learn([one for one in found if one.article % folds != fold])
        yield from ((one, answer(one)) for one in found if one.article % folds == fold)


def report(name: str, worths: Mapping[str, Sequence[float | None]]) -> None:
    """Print how well each of several does: right words of all figures, and of what it says.

    Args:
        name: Of the examples.
        worths: By who answers, the share of right words, figure by figure; None where nothing
            is said.
    """
    for who, all_worth in worths.items():
        said = [worth for worth in all_worth if worth is not None]
        count = len(all_worth)
        print(
            f"{name}, {who}: {count} figures, F1 {sum(said) / count:.3f}, "
            f"said {len(said) / count:.2f}, of which right {sum(said) / max(1, len(said)):.3f}"
        )


def columns_of(found: Sequence[tuple[str, ...]], least: int) -> dict[str, int]:
    """Return the features that so many examples have, with their columns."""
    counts = Counter(feature for features in found for feature in features)
    kept = sorted(feature for feature, count in counts.items() if count >= least)
    return {feature: number for number, feature in enumerate(kept)}


def matrix(found: Sequence[tuple[str, ...]], columns: dict[str, int]) -> csr_matrix:
    """Return a row an example, a column a feature."""
    places = [
        (row, columns[feature])
        for row, features in enumerate(found)
        for feature in features
        if feature in columns
    ]
    rows, where = zip(*places, strict=True)
    return csr_matrix((np.ones(len(places)), (rows, where)), shape=(len(found), len(columns)))


PARTS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0)
"""How much the network's word may count beside the evidence."""
NEARLY_ALL = 0.9


def hearing(
    question: str,
    scores: NDArray[np.float64],
    heard: Sequence[Mapping[str, float]],
    wanted: NDArray[np.str_],
    names: Sequence[str],
) -> float:
    """Return how much the network's word is to count beside the evidence.

    The least that brings nearly all that any brings: the network takes the mood of an article for
    that of each of its claims, and the more it counts, the more of that is heard. The one that
    ships has learned these articles too and knows a little more than the one that is asked here.

    Args:
        question: What is asked; printed.
        scores: What the evidence says, learned from other articles: a row an example.
        heard: By answer, the logarithm of the share that the network gives it, of the same.
        wanted: The right answers.
        names: The answers, in the order of the columns.
    """
    shares = np.array([[one[name] for name in names] for one in heard])
    columns = np.array(names)

    def right(part: float) -> float:
        found = columns[(scores + part * shares).argmax(axis=1)]
        return float((found == wanted).mean())

    alone = float((columns[shares.argmax(axis=1)] == wanted).mean())
    told = ", ".join(f"{right(part):.3f} with {part} of it" for part in PARTS[1:])
    print(
        f"{question}: {len(heard)} that the network has not learned: evidence {right(0.0):.3f}, "
        f"network {alone:.3f}, {told}"
    )
    enough = right(0.0) + NEARLY_ALL * (max(map(right, PARTS)) - right(0.0))
    return next(part for part in PARTS if right(part) >= enough)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as the others of the vocabulary are written."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_weights(folder: Path, name: str, table: WeightTable, *, step: int = 1) -> WeightTable:
    """Write a table of weights and return it as it is read back, rounded to steps of hundredths."""
    content = packed(table, step=step)
    (folder / f"{name}_weights.npz").write_bytes(content)
    return unpacked(content)
