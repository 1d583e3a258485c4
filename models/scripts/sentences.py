"""Our own sentences without an article: each is read as an article of one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pointing import FIRST

from newsx.evaluate import gold
from newsx.evaluate.markup import CorpusArticle, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator


def sentence_articles(folder: Path, split: str) -> Iterator[CorpusArticle]:
    """Yield the sentences of a folder as articles, in order; of each its figures alone are known.

    Dates, periods and durations are left out, as in the markup of articles.

    Args:
        folder: Its `*.jsonl` hold rows as `newsx eval` reads them.
        split: `train` or `test`.
    """
    told = (one for one in gold.read_gold(folder) if one.split == split)
    for number, sentence in enumerate(told):
        metadata = {
            "id": f"sentence-{FIRST + number}", "split": split, "date": sentence.published or "",
        }  # fmt: skip
        marks = (
            Mark(figure.start, figure.end, "F", (), _attributes(figure))
            for figure in sentence.figures or ()
            if not gold.is_time(figure) and not figure.optional
        )
        yield CorpusArticle(Path(sentence.path), metadata, sentence.text, tuple(marks))


def _attributes(figure: gold.GoldFigure) -> dict[str, str]:
    """Return what is known of a figure as the markup of articles tells it."""
    told = {"m": figure.measure, "s": figure.subject, "p": figure.period, "d": figure.direction}
    return {name: value for name, value in told.items() if value}
