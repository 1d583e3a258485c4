"""Average two tables of learned weights: what one lacks weighs nothing there.

python models/scripts/mean_tables.py old.npz new.npz --share 0.5 --least 3 --keep nobody \
    --output src/newsx/knowledge/tables/subject_weights.npz
"""

from __future__ import annotations

import argparse
from pathlib import Path

from newsx.knowledge.weights import Weight, packed, table_of, unpacked


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second")
    parser.add_argument("--least", type=int, default=1, help="hundredths below which none is kept")
    parser.add_argument("--keep", help="a feature that is kept whatever it weighs")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    first, second = (
        {(one.thing, one.feature): one.hundredths for one in unpacked(path.read_bytes())}
        for path in (arguments.first, arguments.second)
    )
    share = arguments.share
    means = (
        Weight(*key, round((1 - share) * first.get(key, 0) + share * second.get(key, 0)))
        for key in first.keys() | second.keys()
    )
    kept = (
        one
        for one in means
        if abs(one.hundredths) >= arguments.least or one.feature == arguments.keep
    )
    arguments.output.write_bytes(packed(table_of(kept)))


if __name__ == "__main__":
    main()
