"""Compare what grammar and network give the claims, each alone and both: the step ``sides``.

Reads annotated articles with one of the two struck dumb, and prints the F1 of all claims, of those
with the place of their source, and of those with its name::

    python models/scripts/sides.py --shared $NEWSX_DATA --corpus models/corpus --readme README.md

With ``--readme`` the table between its `<!-- sides -->` marks is written anew.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from newsx import Record, extract_many
from newsx.evaluate.gold import GoldArticle, read_gold
from newsx.evaluate.records import evaluate
from newsx.recognize import claims

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SCORES = ("claims_f1", "attributed_place_f1", "attributed_name_f1")
MARKS = "<!-- sides -->", "<!-- /sides -->"


def silent(*_: Any) -> tuple[()]:
    """Hear nothing, find nothing."""
    return ()


SIDES: dict[str, Callable[[], None]] = {
    "grammar alone": lambda: setattr(claims, "hear", silent),
    "network alone": lambda: setattr(claims, "find_claims", silent),
    "both": lambda: None,
}


def scored(golds: Sequence[GoldArticle], side: str) -> list[float]:
    """Return the scores of the claims that one side finds."""
    whole = claims.hear, claims.find_claims
    SIDES[side]()
    outcomes = extract_many(gold.as_input() for gold in golds)
    found = evaluate(golds, (one for one in outcomes if isinstance(one, Record)))
    claims.hear, claims.find_claims = whole
    values = found.parts["claims"].values()
    return [values[name] for name in SCORES]


def table(sets: dict[str, Sequence[GoldArticle]]) -> str:
    """Return the table of all sides and sets."""
    lines = ["| | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    for side in SIDES:
        cells = [
            " / ".join(f"{score:.3f}".lstrip("0") for score in scored(golds, side))
            for golds in sets.values()
        ]
        lines.append(f"| {side} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of the open sets")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--readme", type=Path, help="write the table there")
    arguments = parser.parse_args()
    own = [gold for gold in read_gold(arguments.corpus) if gold.split == "test"]
    found = table(
        {
            "`articles_dev`": list(read_gold(arguments.shared / "articles_dev")),
            "test split of `models/corpus`": own,
        }
    )
    print(found)
    if arguments.readme:
        text = arguments.readme.read_text(encoding="utf-8")
        before, rest = text.split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        arguments.readme.write_text(
            f"{before}{MARKS[0]}\n{found}\n{MARKS[1]}{after}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
