"""Records come back from a database as they went in."""

from decimal import Decimal
from pathlib import Path

import pytest

from newsx.errors import ConfigurationError
from newsx.schema import Record
from newsx.store.records import Stored
from newsx.store.sinks import Writer, open_sink
from servers import PostgresServer


def samples(root: Path) -> list[Record]:
    """Return the golden records, with figures as exact as a database keeps them."""
    found = []
    for path in sorted((root / "samples" / "records").glob("*.json")):
        record = Record.model_validate_json(path.read_text(encoding="utf-8"))
        figures = tuple(
            one.model_copy(update={"value": one.value and round(one.value, 9).normalize()})
            for one in record.figures
        )
        found.append(record.model_copy(update={"figures": figures}))
    return found


def comparable(record: Record) -> dict[str, object]:
    """Return a record with its parts in an order that a database can keep."""
    whole = record.model_dump(mode="json")
    for part in ("entities", "mentions", "figures", "periods", "claims", "relations"):
        whole[part].sort(key=repr)
    for claim in whole["claims"]:
        claim["entity_ids"].sort()
    return whole


@pytest.fixture(params=["duckdb", "parquet", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place that keeps records and gives them back."""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        return server.database()
    return str(tmp_path / f"news.{request.param}")


def test_a_record_comes_back_as_it_was_stored(root: Path, place: str) -> None:
    stored = sorted(samples(root), key=lambda one: one.article.version_id)
    with Writer(open_sink(place)) as writer:
        for record in stored:
            writer.write(record)
    with Stored(place) as database:
        found = list(database.records())
    assert [one.article.version_id for one in found] == [one.article.version_id for one in stored]
    for one, other in zip(found, stored, strict=True):
        assert comparable(one) == comparable(other)
        assert [f.start for f in one.figures] == [f.start for f in other.figures]
    assert all(isinstance(f.value, Decimal | None) for one in found for f in one.figures)


def test_copies_name_the_version_to_read(root: Path, place: str) -> None:
    with Writer(open_sink(place)) as writer:
        for record in samples(root):
            writer.write(record)
    with Stored(place) as database:
        [(copy, original)] = database.copies().items()
        names = {one.article.version_id: one.article.source_ref for one in database.records()}
        assert database.count() == len(names)
    assert "02-short-sellers" in str(names[copy])
    assert "01-short-sellers" in str(names[original])


def test_what_is_no_database_of_newsx_says_so(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    path.write_text("no database", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no database of newsx"):
        Stored(str(path))


def test_a_postgresql_that_is_no_database_of_newsx_says_so(postgres: PostgresServer) -> None:
    with pytest.raises(ConfigurationError, match="no table of articles"):
        Stored(postgres.database())
    with pytest.raises(ConfigurationError, match="cannot connect"):
        Stored("postgresql://127.0.0.1:9/news?connect_timeout=2")
