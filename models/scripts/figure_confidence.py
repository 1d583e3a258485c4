"""Count how often bindings of figures are right on our corpus; write `confidence.csv`.

    python models/scripts/figure_confidence.py --corpus models/corpus \\
        --output src/newsx/knowledge/tables           # writes the table, from the train split
    python models/scripts/figure_confidence.py ... --check  # prints the test split's reliability

A binding is right when its measure shares half its words with the annotated one, and so does its
subject, where both have one: what newsx leaves open is not wrong, as confidence is in what is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calibration import print_reliability, shares
from learning import articles, as_read, instead, marked_figures, parser, write_table

from newsx.evaluate.words import overlap
from newsx.resolve import figures
from newsx.resolve.measures import rewording
from newsx.resolve.measures.confidence import sort_of
from newsx.resolve.measures.naming import Measured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsx.schema import Figure, Reference

HALF = 0.5
MOST_UNTOLD = 0.1
"""How sure a binding without a measure is at the most."""


def told(folder: Path, split: str) -> Iterator[tuple[Figure, bool]]:
    """Yield every annotated figure that newsx found, and whether its binding is right."""
    for _, article in articles(folder, split, usual="measures"):
        found = {(figure.start, figure.end): figure for figure in as_read(article).figures}
        for mark, figure in marked_figures(article, found):
            measure = mark.attributes.get("m")
            if measure is not None:
                yield figure, _is_right(figure, measure, mark.attributes.get("s"))


def _is_right(figure: Figure, measure: str, subject: str | None) -> bool:
    called = max(overlap(figure.measure, measure), overlap(figure.measure_name, measure))
    if called < HALF:
        return False
    return (
        subject is None or figure.subject is None or overlap(figure.subject.text, subject) >= HALF
    )


def evidence(found: float, _measure: Measured, _subject: Reference | None) -> float:
    """Return how sure a binding seems, before it is known how often such are right."""
    return found


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
    command = parser(__doc__)
    command.add_argument("--check", action="store_true", help="measure the error on the test split")
    arguments = command.parse_args()
    if arguments.check:
        print_reliability(told(arguments.corpus, "test"))
        return
    with instead(figures, "calibrated", evidence), instead(rewording, "calibrated", evidence):
        counted = [(_sort(figure), right) for figure, right in told(arguments.corpus, "train")]
    rows = (
        (*sort, f"{share if sort[0] != 'none' else min(share, MOST_UNTOLD):.2f}", seen)
        for sort, share, seen in shares(counted, every_sort())
    )
    header = ("found", "measure", "subject", "right", "seen")
    write_table(arguments.output / "confidence.csv", header, rows)


def _sort(figure: Figure) -> tuple[str, ...]:
    measured = Measured(figure.measure, figure.measure_name)
    return sort_of(float(figure.confidence), measured, figure.subject)


if __name__ == "__main__":
    main()
