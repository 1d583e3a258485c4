"""What the steps that learn from our own corpus share: its articles, folds, scores and tables."""

from __future__ import annotations

import argparse
import csv
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from pointing import is_held_out

from newsx import extract
from newsx.evaluate.markup import read_corpus
from newsx.knowledge.weights import packed, unpacked
from newsx.resolve.sentences import page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType
    from typing import Protocol

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

    Where the network learned from its figures, without what it says of them: it knows the answers.
    """
    is_known = article.metadata["split"] == "train" and not is_held_out(article.metadata["id"])
    pointers = _no_pointers if is_known else page.read_pointers
    with instead(page, "read_pointers", pointers):
        return extract(as_input(article))


def _no_pointers(_: Doc) -> list[Pointer]:
    return []


@contextmanager
def instead(module: ModuleType, name: str, value: object) -> Iterator[None]:
    """Let a module use something else by one of its names, for a while."""
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
