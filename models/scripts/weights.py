"""Print a table of learned weights as CSV, to look into it or to compare two::

    python models/scripts/weights.py src/newsx/knowledge/tables/measure_weights.npz --of price
    git config diff.weights.textconv "python models/scripts/weights.py"

With the second line, which `.gitattributes` waits for, `git diff` shows them as text, too.
"""

from __future__ import annotations

import argparse
import csv
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from newsx.knowledge.weights import unpacked


def main() -> None:
    """Run the command line."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("table", type=Path)
    command.add_argument("--of", help="only what speaks for this: a word, or a question and answer")
    command.add_argument("--feature", default="", help="only features that hold this text")
    arguments = command.parse_args()
    if hasattr(signal, "SIGPIPE"):  # whoever reads may have seen enough: `| head`
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("of", "feature", "hundredths"))
    for weight in unpacked(arguments.table.read_bytes()):
        if arguments.of in {None, weight.thing} and arguments.feature in weight.feature:
            writer.writerow(weight)


if __name__ == "__main__":
    main()
