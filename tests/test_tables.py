"""A record in a notebook."""

import sys
from pathlib import Path

import pytest

from newsx.errors import ConfigurationError
from newsx.schema import Record

PARTS = ("entities", "mentions", "figures", "periods", "claims", "relations")


@pytest.fixture
def story(root: Path) -> Record:
    path = root / "samples" / "records" / "03-tulkens-earnings.json"
    return Record.model_validate_json(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_a_frame_of_each_library(story: Record, part: str) -> None:
    for library in ("pandas", "polars", "pyarrow"):
        pytest.importorskip(library, reason="of the test extra")
    rows = getattr(story, part)
    pandas, polars, arrow = story.to_pandas(part), story.to_polars(part), story.to_arrow(part)
    assert len(pandas) == polars.height == arrow.num_rows == len(rows) > 0
    assert list(pandas.columns) == polars.columns == arrow.column_names
    assert set(pandas["version_id"]) == {story.article.version_id}


def test_amounts_are_numbers_and_what_is_nested_has_its_own_columns(story: Record) -> None:
    pytest.importorskip("pandas", reason="of the test extra")
    figures = story.to_pandas("figures")
    assert figures["value"].dtype == "float64"
    assert list(figures["value"].dropna()) == [float(f.value) for f in story.figures if f.value]
    subjects = [f.subject.text for f in story.figures if f.subject]
    assert list(figures["subject_text"].dropna()) == subjects
    claims = story.to_pandas("claims")
    assert "Marijke Hoogland" in set(claims["source_name"])
    assert claims["parts"].iloc[0] == [list(part) for part in story.claims[0].parts]


def test_an_empty_part_keeps_its_columns_and_types(story: Record) -> None:
    polars = pytest.importorskip("polars", reason="of the test extra")
    pytest.importorskip("pyarrow", reason="of the test extra")
    bare = story.model_copy(update={"figures": ()})
    assert bare.to_polars("figures").schema["value"] == polars.Float64
    assert str(bare.to_arrow("figures").schema.field("value").type) == "double"
    joined = polars.concat([bare.to_polars(), story.to_polars()])
    assert joined.height == len(story.figures)


def test_what_is_not_there_says_what_is(story: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="no table 'figure'; it has entities, mentions"):
        story.to_pandas("figure")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ConfigurationError, match="pip install polars"):
        story.to_polars("figures")


def test_a_notebook_shows_the_record_and_runs_nothing(story: Record) -> None:
    hostile = "<script>alert(1)</script>"
    article = story.article.model_copy(update={"headline": hostile})
    shown = story.model_copy(update={"article": article})._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert f"{len(story.figures)} figures" in shown
    assert "1.45 billion" in shown
