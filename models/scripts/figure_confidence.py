"""Count how often bindings of figures are right on our corpus; write `confidence.csv`.

    python models/scripts/figure_confidence.py            # writes the table, prints the error
    python models/scripts/figure_confidence.py --check    # prints the test split's reliability

The calibration error is the mean distance between confidence and share right, over ten bins.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from newsx import extract
from newsx.evaluate.markup import CorpusArticle, read_article
from newsx.resolve.measures.confidence import sort_of
from newsx.resolve.measures.naming import Measured
from newsx.schema import Figure, Record

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "models" / "corpus"
TABLE = ROOT / "src" / "newsx" / "knowledge" / "tables" / "confidence.csv"
HALF = 0.5
# A sort seen rarely leans on this many bindings of the overall share.
PRIOR = 10
_TOKEN = re.compile(r"[a-z0-9&%]+")
_SMALL = {"the", "a", "an", "s"}

Told = tuple[Figure, bool]


def read(split: str) -> Iterator[Told]:
    """Yield every annotated figure that newsx found, and whether its binding is right."""
    for path in sorted(CORPUS.glob("*/*.txt")):
        article = read_article(path)
        if article.metadata["split"] != split:
            continue
        record = extract({"text": article.text, "date_published": article.metadata["date"]})
        yield from told_right(article, record)


def told_right(article: CorpusArticle, record: Record) -> Iterator[Told]:
    """Yield the figures of one record with whether they are bound as annotated."""
    for mark in article.marks:
        measure = mark.attributes.get("m")
        if mark.tag != "F" or measure is None:
            continue
        for figure in record.figures:
            if figure.start < mark.end and mark.start < figure.end:
                called = max(
                    overlap(figure.measure, measure), overlap(figure.measure_name, measure)
                )
                subject = figure.subject.text if figure.subject is not None else None
                wanted = mark.attributes.get("s")
                # What is left open is not wrong: confidence is in what is said.
                whose = 1.0 if wanted is None or subject is None else overlap(subject, wanted)
                yield figure, called >= HALF and whose >= HALF
                break


def overlap(text: str | None, gold: str) -> float:
    """Return the token F1 of two phrases, articles left out."""
    one = Counter(token for token in _TOKEN.findall((text or "").lower()) if token not in _SMALL)
    two = Counter(token for token in _TOKEN.findall(gold.lower()) if token not in _SMALL)
    shared = (one & two).total()
    return 2 * shared / (one.total() + two.total()) if shared else 0.0


def sorts(told: Sequence[Told], evidence: dict[str, float]) -> dict[tuple[str, ...], list[bool]]:
    """Return right and wrong by sort of binding."""
    found: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for figure, right in told:
        measure = Measured(figure.measure, figure.measure_name)
        found[sort_of(evidence[figure.figure_id], measure, figure.subject)].append(right)
    return found


class Bin(NamedTuple):
    """Bindings of about one confidence."""

    size: int
    confidence: float
    right: float
    """Share of them that are right."""


def reliability(told: Sequence[Told]) -> list[Bin]:
    """Return the bindings by tenths of confidence, the least sure first."""
    tenths: dict[int, list[Told]] = defaultdict(list)
    for figure, right in told:
        tenths[int(float(figure.confidence) * 10)].append((figure, right))
    return [
        Bin(
            len(inside),
            sum(float(figure.confidence) for figure, _ in inside) / len(inside),
            sum(right for _, right in inside) / len(inside),
        )
        for _, inside in sorted(tenths.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of confidence and share right, bins weighed by their size."""
    distance = sum(one.size * abs(one.confidence - one.right) for one in bins)
    return distance / sum(one.size for one in bins)


def write() -> None:
    """Count on the train split and write the table."""
    from newsx.resolve import figures
    from newsx.resolve.measures import rewording

    evidence: dict[str, float] = {}
    for module in (figures, rewording):  # the evidence itself
        module.calibrated = lambda found, _measure, _subject: found  # type: ignore[attr-defined]
    told = list(read("train"))
    evidence = {figure.figure_id: float(figure.confidence) for figure, _ in told}
    overall = sum(right for _, right in told) / len(told)
    found = sorts(told, evidence)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["found", "measure", "subject", "right", "seen"])
        for sort in every_sort():
            seen = found.get(sort, [])
            share = (sum(seen) + PRIOR * overall) / (len(seen) + PRIOR)
            writer.writerow(
                [*sort, f"{share if sort[0] != 'none' else min(share, 0.1):.2f}", len(seen)]
            )


def every_sort() -> Iterator[tuple[str, ...]]:
    """Yield the sorts of bindings in the order of the table."""
    for found in ("strong", "fair", "weak"):
        for measure in ("named", "words"):
            for subject in ("entity", "phrase", "none"):
                yield found, measure, subject
    yield "none", "none", "some"
    yield "none", "none", "none"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="measure the error on the test split")
    if parser.parse_args().check:
        bins = reliability(list(read("test")))
        print("bindings  confidence  right")
        for one in bins:
            print(f"{one.size:>8}  {one.confidence:>10.2f}  {one.right:>5.2f}")
        print(f"calibration error on the test split: {calibration_error(bins):.3f}")
    else:
        write()


if __name__ == "__main__":
    main()
