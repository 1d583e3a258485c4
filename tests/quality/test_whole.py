"""All of newsx on the annotated development articles, as `newsx eval` scores it.

The floors go up freely, and down only in a commit that says why. `pytest --rewrite` writes what is
measured; `newsx eval $NEWSX_DATA/articles_dev --errors` lists what is missed.
"""

import json
from pathlib import Path

import pytest

from newsx import Record, extract_many
from newsx.evaluate.gold import gold_sha256, read_gold
from newsx.evaluate.records import evaluate
from newsx.evaluate.report import below, read_floors

FLOORS = Path(__file__).with_name("whole_floors.json")


@pytest.mark.model
def test_newsx_keeps_the_floors_of_all_it_reads(
    newsx_data: Path, request: pytest.FixtureRequest
) -> None:
    golds = list(read_gold(newsx_data / "articles_dev"))
    outcomes = list(extract_many(gold.as_input() for gold in golds))
    found = evaluate(golds, (one for one in outcomes if isinstance(one, Record)))
    assert found.unread == []
    if request.config.getoption("--rewrite"):
        pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
        for part, floors in pinned["scores"].items():
            floors.update({name: found.parts[part].values()[name] for name in floors})
        pinned["gold_sha256"] = gold_sha256(golds)
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    assert below(found, read_floors(FLOORS, gold_sha256(golds))) == {}
