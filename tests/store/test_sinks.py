"""One suite for every sink."""

import errno
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from builders import make_record, unnamed
from newsx.errors import ConfigurationError, StoreError
from newsx.schema import SCHEMA_VERSION, Failure, Figure, Record
from newsx.store import upgrade
from newsx.store.rows import record_source, source_id
from newsx.store.sinks import Writer, open_sink
from newsx.store.tables import ENTITIES, SOURCES, TABLES
from servers import PostgresServer
from store.stores import KINDS, LINES, Store, everything, records

FAILED = Failure(
    source_ref="bad.html",
    stage="parse",
    error_type="ParseError",
    message="why",
    raw_sha256="1" * 64,
    reading="r",
)


def key(record: Record) -> str:
    return source_id(*record_source(record))


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    kind = str(request.param)
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    return Store(kind, tmp_path, server)


def count(store: Store, table: str) -> object:
    return store.ask(f"SELECT count(*) FROM {table}")[0][0]


def changed(record: Record, text: str) -> Record:
    """Return the record of the same bytes as an earlier or later newsx would read them."""
    article = record.article.model_copy(update={"version_id": text, "text": text})
    made_by = record.provenance.model_copy(update={"newsx_version": text})
    return Record(article=article, provenance=made_by)


def test_every_part_of_a_record_has_its_rows(store: Store, record: Record) -> None:
    assert store.write(record, FAILED) == []
    expected = {"entities": 2, "article_entities": 2, "signatures": 24, "failures": 1}
    if store.kind in LINES:
        expected["failures"] = 0
    for table in TABLES:
        assert count(store, table.name) == expected.get(table.name, 1), table.name


def test_values_survive_exactly(store: Store, record: Record) -> None:
    exact = Decimal("1234567890123456789.123456789")
    [figure] = record.figures
    record = record.model_copy(
        update={"figures": (figure.model_copy(update={"value_max": exact}),)}
    )
    store.write(record)
    [row] = store.ask(
        "SELECT f.value, f.value_max, f.currency, f.bound, f.subject_text, f.start_offset, "
        "f.end_offset, f.currency_inferred, p.from_date "
        "FROM figures AS f JOIN periods AS p ON p.period_id = f.period_id"
    )
    assert row == (
        Decimal(13_000_000_000),
        exact,
        "USD",
        "almost",
        "Short sellers",
        figure.start,
        figure.end,
        True,
        record.periods[0].from_date,
    )
    [(authors, published)] = store.ask("SELECT CAST(authors AS TEXT), date_published FROM articles")
    assert authors == '["Noor Vance", "Béla O\'Hara"]'
    assert published == datetime(2023, 9, 10, 21, 58, tzinfo=UTC)


def test_the_same_record_twice_is_there_once(store: Store, record: Record) -> None:
    other = make_record("Another story", source_ref="other")
    store.write(record, record, other)
    once = everything(store)
    store.write(other, record)
    assert everything(store) == once
    assert count(store, "articles") == count(store, "figures") == 2


def test_every_key_is_there_once_whatever_comes_again(store: Store, record: Record) -> None:
    """DuckDB and Parquet have no keys that would see to it."""
    other = make_record("Another story", source_ref="other")
    twin = record.model_copy(
        update={"article": record.article.model_copy(update={"source_ref": "twin"})}
    )
    unread = FAILED.model_copy(update={"source_ref": "other", "raw_sha256": None})
    store.write(record, twin, FAILED, unread, record)
    store.write(FAILED, other, changed(record, "read better"), twin, other)
    store.write(FAILED, changed(record, "read better"), record, twin, changed(twin, "and better"))
    for table in TABLES:
        keys = ", ".join(table.key)
        twice = f"SELECT {keys} FROM {table.name} GROUP BY {keys} HAVING count(*) > 1"
        assert store.ask(twice) == [], table.name
    failed = 0 if store.kind in LINES else 1
    assert [count(store, name) for name in ("sources", "failures")] == [3, failed]


def test_a_later_reading_replaces_the_rows_of_an_article(store: Store, record: Record) -> None:
    store.write(record, make_record("Another story", source_ref="other"))
    store.write(record.model_copy(update={"figures": ()}))
    assert count(store, "figures") == 1
    assert count(store, "claims") == count(store, "articles") == 2


def test_bytes_read_as_another_text_leave_no_old_text_behind(store: Store, record: Record) -> None:
    store.write(record)
    store.write(changed(record, "read better"))
    assert store.ask("SELECT text FROM articles") == [("read better",)]
    assert count(store, "figures") == 0
    assert count(store, "sources") == 1


def test_a_text_that_another_input_still_gives_stays(store: Store, record: Record) -> None:
    twin = record.model_copy(
        update={"article": record.article.model_copy(update={"source_ref": "twin"})}
    )
    store.write(record, twin)
    assert count(store, "sources") == 2
    store.write(changed(record, "read better"))
    assert count(store, "articles") == 2
    assert count(store, "figures") == 1
    store.write(changed(twin, "read better too"))
    assert count(store, "figures") == 0


def test_another_wording_of_a_page_is_kept_beside_the_first(store: Store, record: Record) -> None:
    update = {"version_id": "later", "raw_sha256": "2" * 64, "word_count": 99}
    later = record.model_copy(update={"article": record.article.model_copy(update=update)})
    store.write(record, later)
    assert count(store, "articles") == 2
    assert store.ask("SELECT version_id FROM v_article") == [("later",)]


def test_the_ledger_knows_what_was_done_under_which_reading(store: Store, record: Record) -> None:
    store.write(
        record, FAILED, FAILED.model_copy(update={"source_ref": "later", "retryable": True})
    )
    sink = open_sink(store.target)
    asked = [key(record), source_id("bad.html", "1" * 64), source_id("later", "1" * 64), "nowhere"]
    reading = record.provenance.reading
    failed = set() if store.kind in LINES else {asked[1]}
    assert sink.known(asked, [reading, "r"]) == {asked[0]} | failed
    assert sink.known(asked, ["r"]) == failed
    assert sink.known(asked, ["another"]) == set()
    sink.close()


def test_a_failure_is_gone_once_its_input_succeeds(store: Store, record: Record) -> None:
    source_ref, raw_sha256 = record_source(record)
    unread = FAILED.model_copy(update={"source_ref": source_ref, "raw_sha256": None})
    broken = FAILED.model_copy(update={"source_ref": source_ref, "raw_sha256": raw_sha256})
    store.write(unread, broken, FAILED)
    store.write(broken)
    store.write(record)
    found = [] if store.kind in LINES else [("bad.html", "parse", "why", False)]
    assert store.ask("SELECT source_ref, stage, message, retryable FROM failures") == found


def test_a_record_that_is_refused_is_a_failure_and_the_others_stay(
    store: Store, record: Record
) -> None:
    spoilt = make_record("Spoilt", source_ref="spoilt")
    spoilt = spoilt.model_copy(
        update={"article": spoilt.article.model_copy(update={"section": "lone \ud800 surrogate"})}
    )
    refused = store.write(record, spoilt, make_record("Another", source_ref="other"))
    assert [(one.source_ref, one.stage) for one in refused] == [("spoilt", "store")]
    assert count(store, "articles") == 2
    if store.kind not in LINES:
        assert store.ask("SELECT source_ref, stage FROM failures") == [("spoilt", "store")]


def test_copies_are_counted_once(store: Store) -> None:
    story = make_record("Story", source_ref="whole")
    words = " ".join(f"word{number} and {number * 7}" for number in range(200))

    def told(name: str, text: str, hour: int, completeness: str) -> Record:
        update = {
            "article_id": name,
            "version_id": name,
            "text": text,
            "text_sha256": name,
            "source_ref": name,
            "word_count": len(text.split()),
            "completeness": completeness,
            "date_published": datetime(2024, 1, 1, hour, tzinfo=UTC),
        }
        return story.model_copy(update={"article": story.article.model_copy(update=update)})

    whole = told("whole", words, 9, "full")
    short = told("cut-short", words[:700], 8, "truncated")
    later = told("later", words + " and a line of its own that is new", 10, "full")
    other = told("other", words.replace("word", "term"), 11, "full")
    store.write(short, whole)
    store.write(other, later)
    found = store.ask(
        "SELECT version_id, duplicate_group, duplicate_of, novelty FROM duplicates ORDER BY 1"
    )
    assert [row[:3] for row in found] == [
        ("cut-short", "cut-short", "whole"),
        ("later", "cut-short", "whole"),
        ("other", None, None),
        ("whole", "cut-short", None),
    ]
    novelty = {row[0]: float(str(row[3])) for row in found}
    assert novelty["cut-short"] == novelty["other"] == 1
    assert 0 < novelty["later"] < 0.1
    assert store.ask("SELECT version_id FROM v_article ORDER BY 1") == [("other",), ("whole",)]


def test_a_group_is_settled_anew_when_a_copy_goes(store: Store, record: Record) -> None:
    words = " ".join(f"word{number}" for number in range(200))
    one = changed(record, words)
    two = changed(make_record("Two", source_ref="two"), words + " more")
    store.write(one, two)
    assert store.ask("SELECT count(*) FROM v_article") == [(1,)]
    store.write(changed(one, "something else entirely, said in quite other words than those"))
    assert store.ask("SELECT duplicate_group FROM duplicates") == [(None,), (None,)]
    assert store.ask("SELECT count(*) FROM v_article") == [(2,)]


def test_who_says_a_figure_need_have_no_name(store: Store, record: Record) -> None:
    store.write(unnamed(record, "people close to the deal"))
    assert store.ask("SELECT source_id, source_name FROM v_figure") == [
        (None, "people close to the deal")
    ]
    assert store.ask("SELECT source_name FROM v_claim") == [("people close to the deal",)]


def test_views_answer(store: Store, record: Record) -> None:
    store.write(record)
    [row] = store.ask("SELECT value, source_name, period_iso FROM v_figure")
    assert row == (record.figures[0].value, "Ida Roth", "2023")
    assert store.ask("SELECT source_name, affiliation_name FROM v_claim") == [
        ("Ida Roth", "Quill Data LLC")
    ]
    assert store.ask("SELECT name, CAST(day AS TEXT) FROM v_entity_day ORDER BY name") == [
        ("Ida Roth", "2023-09-10"),
        ("Quill Data LLC", "2023-09-10"),
    ]


# What one source says of one thing, as changes of a figure of 13 in the first sentence: told in two
# stories, or by two sentences of one, and whether that is a conflict.
CONFLICTS: list[tuple[list[list[dict[str, object]]], bool]] = [
    ([[{}], [{"value": 12}]], True),
    ([[{}], [{}]], False),
    ([[{}, {"sentence": 2, "value": 12}]], True),
    # "costs of 5, against 6 a year ago", "3 or 4": values of one sentence are compared.
    ([[{}, {"value": 12}]], False),
    ([[{}, {"value": 12}], [{}]], False),
    ([[{}, {"value": 12}], [{"value": 11}]], True),
    # Another measure, though of the same sort; another way of being told.
    ([[{}], [{"value": 12, "measure": "earned"}]], False),
    ([[{}], [{"value": 12, "modality": "expected"}]], False),
    ([[{}], [{"value": 12, "modality": "denied"}]], False),
    ([[{"modality": "planned"}], [{"value": 12, "modality": "expected"}]], True),
    ([[{}], [{"value": 12, "bound": "gt"}]], False),
    ([[{}], [{"value": 12, "value_max": 15}]], False),
    ([[{}], [{"value": 12, "role": "to"}]], True),
    ([[{}], [{"value": 12, "role": "from"}]], False),
    ([[{"role": "delta", "direction": "up"}], [{"role": "delta", "direction": "down"}]], True),
    # Rounded values are the same; round ones are not.
    ([[{"value": 9_200_000_000}], [{"value": 9_000_000_000}]], False),
    ([[{"value": "33.6"}], [{"value": 34}]], False),
    ([[{"value": "3.2"}], [{"value": "3.3"}]], True),
    ([[{"value": 10}], [{"value": 13}]], True),
    ([[{"value": 0}], [{"value": "0.1"}]], True),
]


def test_a_source_that_contradicts_itself_is_a_conflict(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    usual = {"value": 13, "bound": "eq", "measure_name": "gain"}

    def changed_by(figure: Figure, number: int, case: int, changes: dict[str, object]) -> Figure:
        named = {**usual, "figure_id": f"{number}", "measure": f"made {case}", **changes}
        numbers: dict[str, object] = {
            name: Decimal(str(named[name])) for name in ("value", "value_max") if name in named
        }
        return figure.model_copy(update={**named, **numbers})

    told = []
    for case, (stories, _) in enumerate(CONFLICTS):
        for place, changes in enumerate(stories):
            record = make_record(f"Case {case}, story {place}", source_ref=f"{case}-{place}")
            text = " ".join(f"word{case}of{place}at{number}" for number in range(20))
            told.append(
                record.model_copy(
                    update={
                        "article": record.article.model_copy(update={"text": text}),
                        "figures": tuple(
                            changed_by(record.figures[0], number, case, one)
                            for number, one in enumerate(changes)
                        ),
                    }
                )
            )
    expected = {f"made {case}" for case, (_, is_conflict) in enumerate(CONFLICTS) if is_conflict}
    for store in (Store("duckdb", tmp_path, None), Store("postgres", tmp_path, postgres)):
        store.write(*told)
        assert {row[0] for row in store.ask("SELECT measure FROM v_conflict")} == expected
        [row] = store.ask(
            "SELECT measure_name, readings, articles, lowest, highest FROM v_conflict "
            "WHERE measure = 'made 0'"
        )
        assert row == ("gain", 2, 2, 12, 13)


def test_json_lines_give_the_record_back(tmp_path: Path, record: Record) -> None:
    store = Store("jsonl", tmp_path, None)
    store.write(record, FAILED)
    assert records(Path(store.target)) == [record]


def test_a_line_cut_by_a_crash_is_taken_out(tmp_path: Path, record: Record) -> None:
    store = Store("jsonl", tmp_path, None)
    store.write(record)
    path = Path(store.target)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    store.write()
    assert path.read_bytes() == whole


def test_a_part_without_its_ledger_does_not_count(tmp_path: Path, record: Record) -> None:
    store = Store("parquet", tmp_path, None)
    store.write(record)
    once = everything(store)
    store.write(make_record("Another", source_ref="other"))
    (Path(store.target) / "sources" / "part-000002.parquet").unlink()
    (Path(store.target) / "figures" / "part-000003.aside").write_bytes(b"half a file")
    store.write()
    assert everything(store) == once


@pytest.mark.parametrize("target", ["news.xls", "nosuch:place", "folder"])
def test_an_unknown_sink_names_the_known_ones(target: str) -> None:
    with pytest.raises(ConfigurationError, match=r"\.duckdb.*parquet.*postgresql"):
        open_sink(target)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    path.write_text("not a database, but long enough to be looked at as one" * 100)
    with pytest.raises(ConfigurationError, match="cannot open"):
        open_sink(str(path))


def test_a_database_that_another_process_writes_names_it(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(ConfigurationError, match=rf"another process \(PID {process.pid}\)"):
            open_sink(str(path))
        process.kill()
    open_sink(str(path)).close()


def test_memory_grows_with_the_length_of_texts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    monkeypatch.setattr("newsx.store.duckdb._MEMORY_BYTES", 8_000_000)
    monkeypatch.setattr("newsx.store.duckdb._CHECKPOINT_BYTES", 8_000_000)

    def told(count: int, size: int) -> list[Record]:
        updates = (
            {"version_id": f"{size}-{number}", "source_ref": f"{size}-{number}", "text": "x" * size}
            for number in range(count)
        )
        return [
            record.model_copy(update={"article": record.article.model_copy(update=update)})
            for update in updates
        ]

    place = str(tmp_path / "news.duckdb")
    limits = []
    # Of short texts DuckDB has enough with little; of long ones it must hold many at once.
    for count, size in ((20, 900), (40, 600_000), (20, 900)):
        sink = open_sink(place)
        assert sink.write([sink.pack(one) for one in told(count, size)]) == ()
        database = sink._database  # type: ignore[attr-defined]  # the sink of a database has it
        [(limit,)] = database.execute("SELECT current_setting('memory_limit')")
        limits.append(str(limit))
        sink.close()
    assert [limit.split()[1] for limit in limits] == ["MiB", "GiB", "GiB"], limits
    with duckdb.connect(place) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(60,)]


def test_memory_is_given_back_and_the_file_opened_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks, row groups: whatever DuckDB keeps of a file goes when it is closed."""
    monkeypatch.setattr("newsx.store.duckdb._CHECKPOINT_BYTES", 10_000)
    monkeypatch.setattr("newsx.store.duckdb._CHECKPOINTS_OPEN", 2)
    place = str(tmp_path / "news.duckdb")
    lookers: list[subprocess.Popen[bytes]] = []
    with Writer(open_sink(place)) as writer:
        database = writer._sink._database  # type: ignore[attr-defined]  # the sink of a database has it
        monkeypatch.setattr(writer._sink, "batch_size", 4)
        reopen = database._reopen

        def looked_into() -> None:
            database.close()
            if not lookers:
                lookers.append(subprocess.Popen([sys.executable, "-c", LOOK, place]))
            while lookers[0].poll() is None and not (tmp_path / "seen").exists():
                time.sleep(0.01)
            reopen()

        monkeypatch.setattr(database, "_reopen", looked_into)
        for number in range(40):
            writer.write(make_record(f"Story {number}", source_ref=f"{number}"))
        held = database.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()")
    assert [looker.wait() for looker in lookers] == [0]
    assert held[0][0] < 4_000_000, held
    with duckdb.connect(place) as connection:
        assert connection.execute("SELECT count(*) FROM sources").fetchall() == [(40,)]
        assert connection.execute("PRAGMA database_size").fetchall()[0][2] == 65_536


# Somebody who looks into a database for a moment.
LOOK = """
import duckdb, pathlib, sys, time
with duckdb.connect(sys.argv[1], read_only=True):
    pathlib.Path(sys.argv[1]).with_name("seen").touch()
    time.sleep(0.3)
"""


class FullDisk:
    """A connection to DuckDB whose disk is full."""

    def __getattr__(self, name: str) -> object:
        raise duckdb.IOException("No space left on device")


@pytest.mark.parametrize("kind", ["duckdb", "parquet"])
def test_a_full_disk_is_not_held_against_a_record(
    kind: str, tmp_path: Path, record: Record
) -> None:
    store = Store(kind, tmp_path, None)
    store.write(record)
    sink = open_sink(store.target)
    vars(vars(sink).get("_database", sink)).pop("_connection").close()
    vars(vars(sink).get("_database", sink))["_connection"] = FullDisk()
    other = make_record("Another", source_ref="other")
    with pytest.raises(StoreError, match="No space left"):
        sink.write([sink.pack(record), sink.pack(other)])
    assert store.ask("SELECT count(*) FROM sources") == [(1,)]


def test_a_lost_connection_is_not_held_against_a_record(
    tmp_path: Path, postgres: PostgresServer, record: Record
) -> None:
    store = Store("postgres", tmp_path, postgres)
    sink = open_sink(store.target)
    sink.write([sink.pack(record)])
    others = (
        "FROM pg_stat_activity WHERE application_name = 'newsx' AND datname = current_database()"
    )
    store.ask(f"SELECT pg_terminate_backend(pid) {others}")
    with pytest.raises(StoreError, match="takes nothing any more"):
        sink.write([sink.pack(record), sink.pack(make_record("Another", source_ref="other"))])
    sink.close()
    assert store.ask("SELECT count(*) FROM sources") == [(1,)]
    assert store.ask("SELECT count(*) FROM failures") == [(0,)]


def test_lines_that_are_no_records_are_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text('{"a": 1}\n')
    with pytest.raises(ConfigurationError, match=r"line 1 .* is no newsx record"):
        open_sink(str(path))


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigurationError, match="cannot connect to PostgreSQL"):
        open_sink("postgresql://nobody:secret@127.0.0.1:1/news")


def test_a_table_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE articles (mine TEXT)")
    with pytest.raises(ConfigurationError, match="newsx did not make"):
        open_sink(str(path))


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_every_table_and_column_says_what_it_is(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    store = Store(kind, tmp_path, server)
    store.write()
    of_columns = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    of_tables = "SELECT table_name, comment FROM duckdb_tables()"
    if kind == "postgres":
        where = "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        public = "WHERE n.nspname = 'public' AND c.relkind = 'r'"
        of_tables = f"SELECT c.relname, obj_description(c.oid) {where} {public}"
        of_columns = (
            "SELECT c.relname, a.attname, col_description(c.oid, a.attnum) "
            f"{where} JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 {public}"
        )
    columns = {row[:2]: row[2] for row in store.ask(of_columns)}
    tables = {name: comment for name, comment in store.ask(of_tables)}  # noqa: C416 - rows of two
    for table in TABLES:
        assert tables[table.name] == table.about
        for column in table.columns:
            assert columns[table.name, column.name], (table.name, column.name)
    value = columns["figures", "value"]
    assert value == "The number: money in the major unit, 5% as 5; the lower end of a range."


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_a_database_of_an_earlier_minor_schema_gains_what_is_new(
    kind: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    record: Record,
) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    store = Store(kind, tmp_path, server)
    store.write(record)
    _execute(
        store,
        "DROP VIEW v_conflict; DROP VIEW v_figure; ALTER TABLE figures DROP COLUMN modality; "
        "DROP TABLE relations",
    )
    monkeypatch.setattr(upgrade, "SCHEMA_VERSION", "1.6")
    store.write(make_record("Later", source_ref="later"))
    found = store.ask("SELECT modality FROM figures ORDER BY modality NULLS LAST")
    assert found == [("asserted",), (None,)]
    assert count(store, "relations") == 1
    assert store.ask("SELECT schema_version FROM newsx_schema") == [("1.6",)]


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_a_database_of_schema_1_0_is_brought_here_with_its_rows(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, record: Record
) -> None:
    """`schema-1.0.sql` is what that version's `newsx schema --sql` printed."""
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    store = Store(kind, tmp_path, server)
    if kind == "duckdb":
        duckdb.connect(store.target).close()
    _execute(store, Path(__file__).with_name("schema-1.0.sql").read_text(encoding="utf-8"))
    _execute(
        store,
        "INSERT INTO articles (version_id, article_id, headline, text, authors, keywords) "
        "VALUES ('v', 'a', 'Old', 'Profit rose.', '[]', '[]'); "
        "INSERT INTO figures (figure_id, version_id, article_id, text, role, value) "
        "VALUES ('f', 'v', 'a', '5', 'level', 5)",
    )
    store.write(record)
    assert store.ask("SELECT schema_version FROM newsx_schema") == [(SCHEMA_VERSION,)]
    names = store.ask("SELECT measure_name, text FROM v_figure ORDER BY text")
    assert names == [(None, "$13 billion"), (None, "5")]
    fresh = Store("duckdb", tmp_path, None)
    fresh.target = str(tmp_path / "fresh.duckdb")
    fresh.write(record)
    assert everything(store)["sources"] == everything(fresh)["sources"]
    if kind == "duckdb":  # whose keys would have to be in memory whole
        held = "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        assert store.ask(held) == [("newsx_schema",)]
        says = "SELECT comment FROM duckdb_tables() WHERE table_name = 'articles'"
        assert store.ask(says) == [("One row for each wording of each article.",)]


def test_a_duckdb_file_with_keys_loses_them_and_nothing_else(
    tmp_path: Path, record: Record
) -> None:
    store = Store("duckdb", tmp_path, None)
    store.write(record, FAILED)
    before = everything(store)
    for table in (SOURCES, ENTITIES):
        name = table.name
        _execute(
            store,
            f"ALTER TABLE {name} RENAME TO old; {table.ddl(keyed=True)} "
            f"INSERT INTO {name} FROM old; DROP TABLE old",
        )
    store.write(record)
    assert everything(store) == before
    held = "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    assert store.ask(held) == [("newsx_schema",)]


# What an earlier newsx of the same schema left: views with other columns, and no digest of them.
EARLIER_VIEWS = """
DROP VIEW v_conflict; DROP VIEW v_figure;
CREATE VIEW v_figure AS SELECT figure_id, text AS words FROM figures;
CREATE VIEW v_conflict AS SELECT 1 AS readings;
ALTER TABLE newsx_schema DROP COLUMN views_sha256;
"""


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_a_database_gets_the_views_of_the_newsx_that_writes_to_it(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, record: Record
) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    store = Store(kind, tmp_path, server)
    store.write(record)
    figures = store.ask("SELECT * FROM v_figure ORDER BY figure_id")
    _execute(store, EARLIER_VIEWS)
    if kind == "postgres":
        _execute(store, "GRANT SELECT ON v_figure TO PUBLIC")
    store.write(record)
    assert store.ask("SELECT * FROM v_figure ORDER BY figure_id") == figures
    assert store.ask("SELECT told_as FROM v_conflict") == []
    if kind == "postgres":
        readers = "SELECT grantee FROM information_schema.role_table_grants WHERE table_name = "
        assert ("PUBLIC",) in store.ask(f"{readers}'v_figure'")
    _execute(store, "DROP VIEW v_conflict")
    store.write(record)
    assert store.ask("SELECT told_as FROM v_conflict") == []


def test_a_view_of_somebody_else_on_ours_is_kept(
    postgres: PostgresServer, tmp_path: Path, record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store("postgres", tmp_path, postgres)
    store.write(record)
    guidance = "CREATE VIEW guidance AS SELECT figure_id FROM v_figure"
    _execute(store, f"{guidance}; UPDATE newsx_schema SET views_sha256 = 'of an earlier newsx'")
    store.write(record)
    assert caplog.messages == []
    assert count(store, "guidance") == 1
    # Where columns changed, theirs would have to go first: ours stay as they are, and rows come.
    _execute(store, f"DROP VIEW guidance; {EARLIER_VIEWS} {guidance}")
    store.write(make_record("Later", source_ref="later"))
    assert count(store, "articles") == 2
    assert count(store, "guidance") == count(store, "figures")
    [said] = caplog.messages
    assert "keeps the views of an earlier newsx" in said
    assert "view guidance depends on view v_figure" in said
    _execute(store, "DROP VIEW guidance")
    store.write(record)
    assert store.ask("SELECT told_as FROM v_conflict") == []


def test_a_database_in_which_nothing_may_be_made_says_so(postgres: PostgresServer) -> None:
    place = postgres.database()
    with psycopg.connect(place) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute("CREATE ROLE reader LOGIN")
    with pytest.raises(ConfigurationError, match=r"cannot write to .*permission denied"):
        open_sink(place.replace("newsx@", "reader@"))  # the role goes with the tests' server


@pytest.mark.parametrize(("name", "method"), [("a.parquet", "mkdir"), ("a.jsonl", "open")])
@pytest.mark.parametrize(
    ("code", "advice"),
    [(errno.ENOSPC, "make room"), (errno.EACCES, "check .*(permissions|folder)")],
)
def test_a_place_that_takes_nothing_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, method: str, code: int, advice: str
) -> None:
    does = getattr(Path, method)

    def refuse(path: Path, *how: Any, **also: Any) -> Any:  # noqa: ANN401 - as the method
        if path.name == name:
            raise OSError(code, os.strerror(code))
        return does(path, *how, **also)

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(ConfigurationError, match=f"cannot write .*{os.strerror(code)}; {advice}"):
        open_sink(str(tmp_path / name))


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
@pytest.mark.parametrize(
    ("version", "advice"), [("2.0", "newer newsx"), ("1.7", "newer newsx"), ("0.9", "newsx load")]
)
def test_a_database_of_a_schema_we_cannot_write_says_what_to_do(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, version: str, advice: str
) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    store = Store(kind, tmp_path, server)
    store.write()
    _execute(store, f"UPDATE newsx_schema SET schema_version = '{version}'")
    with pytest.raises(ConfigurationError, match=f"holds schema {version}.*{advice}"):
        open_sink(store.target)


def _execute(store: Store, statements: str) -> None:
    if store.kind == "postgres":
        with psycopg.connect(store.target) as connection:
            connection.execute(statements)
        return
    with duckdb.connect(store.target) as database:
        database.execute(statements)


def test_a_place_that_takes_nothing_any_more_says_so(store: Store, record: Record) -> None:
    sink = open_sink(store.target)
    sink.close()
    with pytest.raises(StoreError, match=r"takes nothing any more|cannot write|closed"):
        sink.write([sink.pack(record)])
    if store.kind in {"duckdb", "postgres"}:
        with pytest.raises(StoreError, match="does not answer"):
            sink.known(["a"], ["b"])
