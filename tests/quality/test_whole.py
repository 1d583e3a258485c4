"""All of newsx on annotated texts, as `newsx eval` scores it.

`whole` are the development articles; `alone_finance` the development sentences, and `alone_unread`
sentences of our own that nobody who builds newsx reads, each a text of one line. The floors go up
freely, and down only in a commit that says why. `pytest --rewrite` writes what is measured;
`newsx eval $NEWSX_DATA/articles_dev --errors` lists what is missed.
"""

import json
from pathlib import Path

import pytest

from newsx import Record, extract_many
from newsx.evaluate.gold import gold_sha256, read_gold
from newsx.evaluate.records import evaluate
from newsx.evaluate.report import below, read_floors
from processors import slack

SHARED = {"whole": "articles_dev", "alone_finance": "figures/finance_dev.jsonl"}
OWN = {"alone_unread": "models/sentences/unread.jsonl"}


@pytest.mark.model
@pytest.mark.parametrize("name", [*SHARED, *OWN])
def test_newsx_keeps_the_floors_of_all_it_reads(
    name: str, root: Path, request: pytest.FixtureRequest
) -> None:
    if name in OWN:
        place = root / OWN[name]
    else:
        place = request.getfixturevalue("newsx_data") / SHARED[name]
    path = Path(__file__).with_name(f"{name}_floors.json")
    golds = list(read_gold(place))
    outcomes = list(extract_many(gold.as_input() for gold in golds))
    found = evaluate(golds, (one for one in outcomes if isinstance(one, Record)))
    assert found.unread == []
    if request.config.getoption("--rewrite"):
        pinned = json.loads(path.read_text(encoding="utf-8"))
        for part, floors in pinned["scores"].items():
            floors.update({fact: found.parts[part].values()[fact] for fact in floors})
        pinned["gold_sha256"] = gold_sha256(golds)
        path.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    floors = {
        part: {fact: floor - slack(root) for fact, floor in of.items()}
        for part, of in read_floors(path, gold_sha256(golds)).items()
    }
    assert below(found, floors) == {}
