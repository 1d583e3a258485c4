"""Count how often claims are right on our corpus; write `claim_confidence.csv`.

    python models/scripts/claim_confidence.py            # writes the table, from the train split
    python models/scripts/claim_confidence.py --check    # prints the error on the test split

A claim is right when it shares half of its words with an annotated one and names the same source,
or neither has one. The calibration error is the mean distance between confidence and share right,
over ten bins.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsx import extract
from newsx.evaluate.claims import pairs_of
from newsx.evaluate.gold import GoldClaim, read_gold
from newsx.evaluate.words import same_name
from newsx.resolve.statements.confidence import claim_sort, claim_sorts
from newsx.schema import Claim

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "models" / "corpus"
TABLE = ROOT / "src" / "newsx" / "knowledge" / "tables" / "claim_confidence.csv"
# A sort seen rarely leans on this many claims of the overall share.
PRIOR = 10

Told = tuple[Claim, bool]


def read(split: str) -> Iterator[Told]:
    """Yield every claim that newsx finds in one split, and whether it is right."""
    for gold in read_gold(CORPUS):
        if gold.split != split:
            continue
        record = extract({"text": gold.text, "date_published": gold.published})
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
    told = claim.source.name or claim.source.text
    return any(same_name(gold.source_name, name) for name in told.split(";"))


def calibration_error(told: Sequence[Told]) -> float:
    """Return the mean distance of confidence and share right over ten bins, by their size."""
    bins: dict[int, list[Told]] = defaultdict(list)
    for claim, right in told:
        bins[int(float(claim.confidence) * 10)].append((claim, right))
    distance = sum(
        abs(sum(float(claim.confidence) - right for claim, right in inside))
        for inside in bins.values()
    )
    return distance / len(told)


def write() -> None:
    """Count on the train split and write the table."""
    found: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    told = list(read("train"))
    for claim, right in told:
        found[claim_sort(claim.form, len(claim.figure_ids), claim.source)].append(right)
    overall = sum(right for _, right in told) / len(told)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["form", "figures", "source", "right", "seen"])
        for sort in claim_sorts():
            seen = found.get(sort, [])
            share = (sum(seen) + PRIOR * overall) / (len(seen) + PRIOR)
            writer.writerow([*sort, f"{share:.2f}", len(seen)])


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="measure the error on the test split")
    if parser.parse_args().check:
        print(f"calibration error on the test split: {calibration_error(list(read('test'))):.3f}")
    else:
        write()


if __name__ == "__main__":
    main()
