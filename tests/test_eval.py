"""`newsx eval` as its user runs it, on records that another program made."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from builders import TEXT, make_record
from test_cli import newsx


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    start = TEXT.index("$13 billion")
    figure = {"start": start, "end": start + 11, "kind": "money", "value": 13e9, "measure": "made"}
    path.write_text(json.dumps({"text": TEXT, "figures": [figure]}), encoding="utf-8")
    return path


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(make_record("Short sellers gain").to_json() + "\n", encoding="utf-8")
    return path


def test_scores_are_json_in_a_pipe_and_serve_as_floors(
    gold: Path, records: Path, tmp_path: Path
) -> None:
    told = newsx("eval", gold, "--records", records).stdout
    scores = json.loads(told)["scores"]["figures"]
    assert scores["span_kind"] == {"score": 1.0, "gold": 1}
    floors = tmp_path / "floors.json"
    floors.write_text(told)
    wrong = make_record("Short sellers gain")
    other = wrong.figures[0].model_copy(update={"value": Decimal(12)})
    changed = wrong.model_copy(update={"figures": (other,)})
    records.write_text(changed.to_json() + "\n", encoding="utf-8")
    done = newsx("eval", gold, "--records", records, "--floors", floors, expect=1)
    assert json.loads(done.stdout)["scores"]["figures"]["value"]["floor"] == 1.0
    assert "figures value is 0.000, under its floor 1.000" in done.stderr


def test_a_table_has_measure_score_and_count_and_the_misses_before_it(
    gold: Path, records: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"figures": {"measure": 0.5}}')
    gold.write_text(gold.read_text().replace('"made"', '"gain"'))
    done = newsx(
        *("eval", gold, "--records", records, "--floors", floors, "--errors", "-f", "table"),
        expect=1,
    )
    assert "figures measure: $13 billion  wanted gain, found made" in done.stdout
    assert TEXT in done.stdout
    row = next(line.split() for line in done.stdout.splitlines() if line.split()[:1] == ["value"])
    assert row == ["value", "1.000", "1"]
    assert "1 article, read by newsx 0, by-hand" in done.stdout


def test_gold_that_cannot_be_used_is_usage(gold: Path, records: Path) -> None:
    gold.write_text('{"text":\n 3}')
    assert "gold.json:2: text" in newsx("eval", gold, "--records", records, expect=2).stderr
    gold.write_text('{"text": "x"}')
    assert "no article is of the split" in newsx("eval", gold, "--split", "x", expect=2).stderr


def test_articles_without_a_record_are_named(gold: Path, records: Path) -> None:
    gold.write_text('{"text": "Another.", "figures": []}')
    done = newsx("eval", gold, "--records", records, expect=3)
    assert "1 of 1 articles have no record" in done.stderr
    assert "1 records are of other articles" in done.stderr


@pytest.mark.model
def test_newsx_reads_the_articles_itself_without_records(gold: Path) -> None:
    told = json.loads(newsx("eval", gold, "--model", "blank").stdout)
    assert told["scores"]["figures"]["value"] == {"score": 1.0, "gold": 1}
    assert told["made_by"][0]["model"]
