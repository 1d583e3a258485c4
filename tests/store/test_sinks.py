"""One suite for every sink."""

from pathlib import Path

import duckdb
import pytest

from builders import make_record
from newsx.errors import ConfigurationError
from newsx.schema import Failure, Record
from newsx.store.sinks import open_sink
from newsx.store.tables import FAILURES, TABLES

FAILED = Failure(source_ref="bad.html", stage="parse", error_type="ParseError", message="why")
PLACES = {"duckdb": "news.duckdb", "parquet": "news.parquet"}


def read(kind: str, path: Path, query: str) -> list[tuple[object, ...]]:
    """Ask a tabular sink a question; `{figures}` in the query stands for that table."""
    names = {table.name: table.name for table in (*TABLES, FAILURES)}
    if kind == "parquet":
        names = {name: f"'{path / name}.parquet'" for name in names}
        with duckdb.connect() as connection:
            return connection.execute(query.format(**names)).fetchall()
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query.format(**names)).fetchall()


@pytest.fixture(params=sorted(PLACES))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def path(kind: str, tmp_path: Path) -> Path:
    return tmp_path / PLACES[kind]


def test_every_part_of_a_record_has_its_row(kind: str, path: Path, record: Record) -> None:
    with open_sink(str(path)) as sink:
        sink.write(record)
        sink.write(FAILED)
    for table in (*TABLES, FAILURES):
        [(count,)] = read(kind, path, f"SELECT count(*) FROM {{{table.name}}}")
        expected = {"entities": 2, "article_entities": 2}.get(table.name, 1)
        assert count == expected, table.name


def test_values_survive_exactly(kind: str, path: Path, record: Record) -> None:
    with open_sink(str(path)) as sink:
        sink.write(record)
    figure = record.figures[0]
    [row] = read(
        kind,
        path,
        "SELECT f.value, currency, bound, subject_text, f.start_offset, f.end_offset, from_date "
        "FROM {figures} AS f JOIN {periods} AS p USING (period_id)",
    )
    assert row == (
        figure.value,
        "USD",
        "almost",
        "Short sellers",
        figure.start,
        figure.end,
        record.periods[0].from_date,
    )
    [(authors, published)] = read(kind, path, "SELECT authors, date_published FROM {articles}")
    assert authors == '["Noor Vance", "Béla O\'Hara"]'
    assert published == record.article.date_published


def test_the_same_article_twice_is_there_once(kind: str, path: Path, record: Record) -> None:
    with open_sink(str(path)) as sink:
        sink.write(record)
        sink.write(record)
        sink.write(make_record("Another story", source_ref="other"))
    assert read(kind, path, "SELECT count(*) FROM {articles}") == [(2,)]
    assert read(kind, path, "SELECT count(*) FROM {figures}") == [(2,)]


def test_a_later_run_replaces_the_rows_of_an_article(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "news.duckdb"
    with open_sink(str(path)) as sink:
        sink.write(record)
    with open_sink(str(path)) as sink:
        sink.write(record.model_copy(update={"figures": ()}))
    assert read("duckdb", path, "SELECT count(*) FROM {figures}") == [(0,)]
    assert read("duckdb", path, "SELECT count(*) FROM {claims}") == [(1,)]


def test_views_answer(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "news.duckdb"
    with open_sink(str(path)) as sink:
        sink.write(record)
    [row] = read("duckdb", path, "SELECT value, source_name, period_iso FROM v_figure")
    assert row == (record.figures[0].value, "Ida Roth", "2023")
    assert read("duckdb", path, "SELECT source_name, affiliation_name FROM v_claim") == [
        ("Ida Roth", "Quill Data LLC")
    ]
    assert len(read("duckdb", path, "SELECT * FROM v_entity_day")) == 2


def test_json_lines_give_the_record_back(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "records.jsonl"
    with open_sink(str(path)) as sink:
        sink.write(record)
        sink.write(FAILED)
    [line] = path.read_text(encoding="utf-8").splitlines()
    assert Record.model_validate_json(line) == record


@pytest.mark.parametrize("target", ["news.xls", "nosuch:place", "folder"])
def test_an_unknown_sink_names_the_known_ones(target: str) -> None:
    with pytest.raises(ConfigurationError, match=r"\.duckdb.*parquet"):
        open_sink(target)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    path.write_text("not a database, but long enough to be looked at as one" * 100)
    with pytest.raises(ConfigurationError, match="cannot open"):
        open_sink(str(path))
