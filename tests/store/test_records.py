"""Records come back from a database as they went in."""

from decimal import Decimal
from pathlib import Path

import pytest

from newsx.errors import ConfigurationError
from newsx.schema import Record
from newsx.store.records import Stored
from newsx.store.sinks import Writer, open_sink


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


@pytest.mark.parametrize("kind", ["duckdb", "parquet"])
def test_a_record_comes_back_as_it_was_stored(root: Path, tmp_path: Path, kind: str) -> None:
    place = str(tmp_path / f"news.{kind}")
    stored = sorted(samples(root), key=lambda one: one.article.version_id)
    with Writer(open_sink(place)) as writer:
        for record in stored:
            writer.write(record)
    found = list(Stored(place).records())
    assert [one.article.version_id for one in found] == [one.article.version_id for one in stored]
    for one, other in zip(found, stored, strict=True):
        assert comparable(one) == comparable(other)
        assert [f.start for f in one.figures] == [f.start for f in other.figures]
    assert all(isinstance(f.value, Decimal | None) for one in found for f in one.figures)


def test_copies_name_the_version_to_read(root: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "news.duckdb")
    with Writer(open_sink(place)) as writer:
        for record in samples(root):
            writer.write(record)
    [(copy, original)] = Stored(place).copies().items()
    names = {one.article.version_id: one.article.source_ref for one in Stored(place).records()}
    assert "02-short-sellers" in str(names[copy])
    assert "01-short-sellers" in str(names[original])


def test_what_is_no_database_of_newsx_says_so(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    path.write_text("no database", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no database of newsx"):
        Stored(str(path))
