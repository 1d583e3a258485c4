"""Score figures and periods against the annotated sets of `shared/data` (README there)."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from figure_docs import read_figures
from marked import make_names
from newsx.evaluate.figures import near, score_figures
from newsx.evaluate.gold import GoldFigure, read_gold
from newsx.evaluate.tally import Tally
from newsx.grammar.amount import Amount
from newsx.grammar.amounts import scan


def digest_of(paths: Iterable[Path]) -> str:
    """Return the digest of a corpus, for pinning its floors."""
    content = b"".join(path.read_bytes() for path in sorted(paths))
    return hashlib.sha256(content).hexdigest()[:16]


def score_texts(place: Path, *, split: str | None = None) -> dict[str, float]:
    """Score annotated sentences or whole articles, with the names that they mark.

    Args:
        place: A file or a folder of gold.
        split: The part of a corpus that is scored; None takes all of it.
    """
    tally = Tally()
    for gold in read_gold(place):
        if split not in {None, gold.split}:
            continue
        names = [(one.start, one.end, one.type, one.canonical) for one in gold.names()]
        mentions, entities = make_names(gold.text, names)
        figures, periods = read_figures(
            gold.text,
            date.fromisoformat((gold.published or "")[:10]),
            mentions=list(mentions),
            entities=entities,
        )
        tally.add(score_figures(gold.figures or (), figures, periods))
    return tally.values()


def score_amounts(place: Path, kinds: set[str]) -> float:
    """Return the share of gold rows that the scanner reads with the right value."""
    right = asked = 0
    for gold in read_gold(place):
        found = list(scan(gold.text))
        for row in gold.figures or ():
            if not row.optional:
                asked += 1
                right += any(_reads(amount, row, kinds) for amount in found)
    return round(right / asked, 3)


def _reads(amount: Amount, gold: GoldFigure, kinds: set[str]) -> bool:
    return (
        amount.start < gold.end
        and gold.start < amount.end
        and (not kinds or amount.kind in kinds)
        and near(amount.value, gold.value)
        and near(amount.value_max, gold.value_max)
        and gold.currency in {None, amount.currency}
    )
