"""Warehouses by way of dlt: one that merges, and one to which batches are only added."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import make_record
from newsx.errors import ConfigurationError
from newsx.schema import Failure, Record
from newsx.store.rows import record_source, source_id
from newsx.store.sinks import open_sink
from newsx.store.tables import TABLES
from store.stores import WAREHOUSES, Store, everything

# A load costs seconds: what holds for both is tried with one, and with the other by hand.
BOTH = ("dlt-duckdb", pytest.param("dlt-filesystem", marks=pytest.mark.slow))


@pytest.fixture(params=WAREHOUSES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(str(request.param), tmp_path, None)


def changed(record: Record, text: str) -> Record:
    """Return the record of the same bytes as another newsx would read them."""
    article = record.article.model_copy(update={"version_id": text[:8], "text": text})
    made_by = record.provenance.model_copy(update={"newsx_version": text[:8]})
    return Record(article=article, provenance=made_by)


def failure(source_ref: str, raw_sha256: str | None, *, retryable: bool = False) -> Failure:
    return Failure(
        source_ref=source_ref,
        stage="parse",
        error_type="ParseError",
        message="why",
        raw_sha256=raw_sha256,
        reading="r",
        retryable=retryable,
    )


def test_a_warehouse_holds_what_duckdb_holds(store: Store, tmp_path: Path, record: Record) -> None:
    beside = Store("duckdb", tmp_path, None)
    told: list[Record | Failure] = [
        record,
        make_record("Another", source_ref="other"),
        failure("bad", "1" * 64),
    ]
    for one in (store, beside):
        assert one.write(*told) == []
    assert everything(store) == everything(beside)
    assert len(everything(store)["figures"]) == 2
    [row] = store.ask("SELECT value, source_name, period_iso FROM v_figure ORDER BY 1 LIMIT 1")
    assert row == (record.figures[0].value, "Ida Roth", "2023")


@pytest.mark.slow
def test_later_runs_replace_recover_and_know(store: Store, tmp_path: Path, record: Record) -> None:
    source_ref, raw_sha256 = record_source(record)
    beside = Store("duckdb", tmp_path, None)
    other = make_record("Another", source_ref="other")
    runs: list[list[Record | Failure]] = [
        [failure(source_ref, None), failure(source_ref, raw_sha256), failure("x", "1" * 64), other],
        [record, failure("later", "1" * 64, retryable=True)],
        [changed(record, "read better, and in words of its own")],
        [other.model_copy(update={"figures": ()})],
    ]
    for outcomes in runs:
        for one in (store, beside):
            one.write(*outcomes)
    found = everything(store)
    assert found == everything(beside)
    assert [len(found[name]) for name in ("articles", "figures", "failures")] == [2, 0, 2]
    sink = open_sink(store.target)
    reading = changed(record, "read better").provenance.reading
    asked = [
        source_id(*record_source(record)),
        source_id("x", "1" * 64),
        source_id("later", "1" * 64),
    ]
    assert sink.known(asked, [reading, "r"]) == set(asked[:2])
    assert sink.known(asked, ["r"]) == {asked[1]}
    sink.close()


@pytest.mark.slow
def test_copies_are_found_across_runs(store: Store, record: Record) -> None:
    words = " ".join(f"word{number} and {number * 7}" for number in range(200))
    for name, text, hour in (("whole", words, 9), ("short", words[:700], 8), ("none", "Other.", 7)):
        moment = datetime(2024, 1, 1, hour, tzinfo=UTC)
        update = {
            "article_id": name,
            "version_id": name,
            "text": text,
            "text_sha256": name,
            "source_ref": name,
            "word_count": len(text.split()),
            "completeness": "truncated" if name == "short" else "full",
            "date_published": moment,
        }
        store.write(record.model_copy(update={"article": record.article.model_copy(update=update)}))
    found = store.ask("SELECT version_id, duplicate_group, duplicate_of FROM duplicates ORDER BY 1")
    assert found == [("none", None, None), ("short", "short", "whole"), ("whole", "short", None)]
    assert store.ask("SELECT version_id FROM v_article ORDER BY 1") == [("none",), ("whole",)]


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_a_load_without_its_ledger_does_not_count_twice(store: Store, record: Record) -> None:
    sink = open_sink(store.target)
    load, loads = sink._load, []  # type: ignore[attr-defined]  # the sink of dlt has it

    def die_before_the_ledger(resources: object) -> None:
        loads.append(resources)
        if len(loads) > 1:
            raise KeyboardInterrupt
        load(resources)

    sink._load = die_before_the_ledger  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        sink.write([sink.pack(record)])
    sink.close()
    assert len(loads) == 2
    sink = open_sink(store.target)
    assert sink.known([source_id(*record_source(record))], [record.provenance.reading]) == set()
    sink.close()
    store.write(record)
    counts = {table.name: store.ask(f"SELECT count(*) FROM {table.name}")[0][0] for table in TABLES}
    assert counts["figures"] == counts["articles"] == counts["sources"] == 1


def test_a_destination_that_dlt_does_not_know_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"no destination 'duckbd'.*duckdb"):
        open_sink("dlt:duckbd")


@pytest.mark.slow  # how the culprit is found is the same for every sink
def test_a_record_that_is_refused_is_a_failure(store: Store, record: Record) -> None:
    section = {"section": "lone \ud800 surrogate", "source_ref": "spoilt"}
    spoilt = record.model_copy(update={"article": record.article.model_copy(update=section)})
    refused = store.write(record, spoilt)
    assert [(one.source_ref, one.stage) for one in refused] == [("spoilt", "store")]
    assert store.ask("SELECT source_ref, stage FROM failures") == [("spoilt", "store")]
