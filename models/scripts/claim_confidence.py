"""Count how often claims are right on our corpus; write `claim_confidence.csv`.

    python models/scripts/claim_confidence.py --corpus models/corpus \\
        --output src/newsx/knowledge/tables          # writes the table, from the train split
    python models/scripts/claim_confidence.py ... --check  # prints the test split's reliability

A claim is right when it shares half of its words with an annotated one and names the same source,
or neither has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calibration import print_reliability, shares
from learning import parser, write_table

from newsx import extract
from newsx.evaluate.claims import pairs_of
from newsx.evaluate.gold import read_gold
from newsx.evaluate.words import same_name
from newsx.resolve.statements.confidence import claim_sort, claim_sorts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsx.evaluate.gold import GoldClaim
    from newsx.schema import Claim


def told(folder: Path, split: str) -> Iterator[tuple[Claim, bool]]:
    """Yield every claim that newsx finds in one split, and whether it is right."""
    for gold in read_gold(folder):
        if gold.split != split:
            continue
        record = extract(gold.as_input())
        headline = gold.text.find("\n")
        found = [claim for claim in record.claims if claim.start > headline]
        wanted = {id(claim): one for one, claim in pairs_of(gold.claims or (), found)}
        for claim in found:
            one = wanted.get(id(claim))
            yield claim, one is not None and same_source(one, claim)


def same_source(gold: GoldClaim, claim: Claim) -> bool:
    """Tell whether two claims are of the same source, or both of none."""
    if gold.source is None or claim.source is None:
        return gold.source is None and claim.source is None
    source = claim.source.name or claim.source.text
    return any(same_name(gold.source_name, name) for name in source.split(";"))


def main() -> None:
    """Run the command line."""
    command = parser(__doc__)
    command.add_argument("--check", action="store_true", help="measure the error on the test split")
    arguments = command.parse_args()
    if arguments.check:
        print_reliability(told(arguments.corpus, "test"))
        return
    counted = [
        (claim_sort(claim.form, len(claim.figure_ids), claim.source), right)
        for claim, right in told(arguments.corpus, "train")
    ]
    rows = ((*sort, f"{share:.2f}", seen) for sort, share, seen in shares(counted, claim_sorts()))
    header = ("form", "figures", "source", "right", "seen")
    write_table(arguments.output / "claim_confidence.csv", header, rows)


if __name__ == "__main__":
    main()
