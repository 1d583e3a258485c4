"""Our own sentences without an article, as the network learns from them."""

import importlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

TEXT = "Sales rose 5% in 2023."
FIGURES = [
    {"start": 11, "end": 13, "text": "5%", "kind": "percent", "value": 5.0, "direction": "up",
     "measure": "Sales", "period": "2023"},
    {"start": 17, "end": 21, "text": "2023", "kind": "period", "iso": "2023"},
]  # fmt: skip


def write(folder: Path, *splits: str, figures: Sequence[object] = FIGURES) -> Path:
    rows = [
        {"id": f"a-{number}", "split": split, "ref_date": "2023-09-10", "text": TEXT,
         "figures": figures}
        for number, split in enumerate(splits)
    ]  # fmt: skip
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def scripts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(root / "models" / "scripts")


@pytest.mark.usefixtures("scripts")
def test_sentences_are_articles_of_one_line_with_figures_but_no_times(tmp_path: Path) -> None:
    write(tmp_path, "train", "test")
    [article] = importlib.import_module("sentences").sentence_articles(tmp_path, "train")
    assert article.text == TEXT
    assert [article.marked_text(mark) for mark in article.marks] == ["5%"]
    assert article.marks[0].attributes == {"m": "Sales", "p": "2023", "d": "up"}
    assert article.metadata["date"] == "2023-09-10"


@pytest.mark.usefixtures("scripts")
def test_three_in_four_teach_what_figures_mean_and_none_teaches_names(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    write(tmp_path, *["train"] * 8)
    found = list(importlib.import_module("readers").read_sentences(tmp_path, "train"))
    assert [bool(one.pointings) for one in found] == [False, True, True, True] * 2
    assert not any(one.names for one in found)
    assert {name for one in found for name in one.claims} == {"direction"}
    [pointing] = found[1].pointings
    assert found[1].words[pointing.place] == "5"
    assert pointing.targets == {
        "to_measure": {(0, 0)}, "to_subject": frozenset(), "to_period": {(0, 5)},
    }  # fmt: skip


@pytest.mark.usefixtures("scripts")
def test_check_names_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = importlib.import_module("corpus").check
    write(tmp_path, "train", "dev")
    assert check(tmp_path) == 1
    assert "a-1: split 'dev'" in capsys.readouterr().out
    write(tmp_path, "train", figures=[{**FIGURES[0], "text": "6%"}])
    assert check(tmp_path) == 1
    assert "'5%', not '6%'" in capsys.readouterr().out
    write(tmp_path, "train", "test")
    assert check(tmp_path) == 0
