import json
from importlib.resources import files
from pathlib import Path

import pytest

from newsx.errors import ConfigurationError
from newsx.knowledge.base import KnowledgeBase, default
from newsx.knowledge.desk import check, licences, show
from newsx.knowledge.lists import read_additions, read_rows

BUILT = files("newsx.knowledge").joinpath("built")


def test_the_shipped_tables_are_sound() -> None:
    assert list(check(default())) == []


@pytest.mark.parametrize("name", ["NVDA", "$NVDA", "Nvidia", "NVIDIA Corp."])
def test_show_finds_by_name_and_by_ticker(name: str) -> None:
    card = show(default(), name)[0]
    assert card.entity.entity_id == "cik:0001045810"
    assert card.securities[0].ticker == "NVDA"
    assert "S&P 500" in card.indices
    assert "Nvidia" in {alias.surface for alias in card.aliases}


def test_show_tells_the_owner() -> None:
    assert show(default(), "U.S. Bank Wealth Management")[0].owner == "U.S. Bancorp"


def test_show_of_a_stranger_is_empty() -> None:
    assert show(default(), "Calloway Robotics Inc.") == ()


def test_every_source_has_a_licence() -> None:
    found = licences(default())
    assert len(found) >= 3
    assert all(source.licence for source in found)


@pytest.mark.parametrize(
    ("source", "content", "name", "entity_id"),
    [
        (
            "csv",
            "name,ticker,mic,aliases\nCalloway Robotics Inc.,CWRB,XNAS,Calloway\n",
            "Calloway",
            "newsx:calloway-robotics-inc",
        ),
        (
            "sec",
            json.dumps({"0": {"cik_str": 7, "ticker": "CWRB", "title": "CALLOWAY ROBOTICS INC"}}),
            "Calloway Robotics",
            "cik:0000000007",
        ),
        (
            "sec",
            json.dumps(
                {
                    "fields": ["cik", "name", "ticker", "exchange"],
                    "data": [[7, "CALLOWAY ROBOTICS INC", "CWRB", "Nasdaq"]],
                }
            ),
            "Calloway Robotics",
            "cik:0000000007",
        ),
        (
            "gleif",
            "LEI,Entity.LegalName,Entity.LegalAddress.Country\nABC,CALLOWAY ROBOTICS INC,US\n",
            "Calloway Robotics",
            "lei:ABC",
        ),
        (
            "financedatabase",
            "symbol,name,isin\nCWRB.L,Calloway Robotics,GB0000000009\n",
            "Calloway Robotics",
            "isin:GB0000000009",
        ),
    ],
)
def test_additions_are_laid_over_the_tables(
    tmp_path: Path, source: str, content: str, name: str, entity_id: str
) -> None:
    path = tmp_path / "additions"
    path.write_text(content, encoding="utf-8")
    knowledge = KnowledgeBase(BUILT, over=read_additions(path, source=source))
    assert [row.entity_id for row in knowledge.aliases(name)] == [entity_id]
    assert knowledge.aliases("Nvidia Corp.")
    assert knowledge.version != default().version


@pytest.mark.parametrize(
    ("source", "content", "says"),
    [
        ("csv", "name,type\nCalloway,PLANET\n", "PLANET"),
        ("csv", "title\nCalloway\n", "cannot read"),
        ("sec", "not JSON", "cannot read"),
        ("nowhere", "", "known sources: csv, financedatabase, gleif, sec"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(
    tmp_path: Path, source: str, content: str, says: str
) -> None:
    path = tmp_path / "additions"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=says):
        read_additions(path, source=source)


# What spreadsheets and downloads make of a file of additions.
SPREADSHEETS = {
    "byte order mark": b"\xef\xbb\xbfname,ticker\r\nCalloway Robotics,CWRB\r\n",
    "semicolons": b"name;ticker;mic\r\nCalloway Robotics;CWRB;XNAS\r\n",
    "tabs, UTF-16": "name\tticker\r\nCalloway Robotics\tCWRB\r\n".encode("utf-16"),
    "capitals and spaces": b"Name, Ticker ,\nCalloway Robotics,CWRB,\n\n,,\n",
    "no last newline": b"name,ticker\nCalloway Robotics,CWRB",
}


@pytest.mark.parametrize("content", SPREADSHEETS.values(), ids=SPREADSHEETS)
def test_files_of_spreadsheets_are_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ours.csv"
    path.write_bytes(content)
    (row,) = read_rows(path)
    assert (row.name, row.ticker) == ("Calloway Robotics", "CWRB")


HOSTILE = [
    ("csv", b"", "it is empty; the first line has to name the columns"),
    ("csv", b"name,tickr\nA,B\n", "'tickr' that is not known; did you mean 'ticker'?"),
    ("csv", b"ticker,mic\nA,XNYS\n", "no column 'name', only 'ticker, mic'"),
    ("csv", b"name,ticker\nA,B,C,D\n", "line 2 has 4 cells, the header 2"),
    ("csv", b'name,ticker\n"A,B\n', "line 2: unexpected end of data"),
    ("csv", b"name\nCaf\xe9\n", "0xe9 that is no UTF-8; save it as 'CSV UTF-8'"),
    ("csv", b"name\n" + b"x" * 140_000, "line 2: field larger than field limit"),
    ("csv", b"\0" * 200_000, "line 1: field larger than field limit"),
    ("csv", b"name,valid_from\nA,03/04/2020\n", "'03/04/2020', which is no ISO date"),
    ("sec", b'{"fields": ["cik", "na', "no whole JSON: .* in line 1, column 20; download it again"),
    ("sec", b"<html>", "no whole JSON"),
    ("sec", b"\x1f\x8b\x08\x00\xff", "it is no text; unpack it first"),
    ("sec", b"[]", "it lists no issuers"),
    ("sec", b"{}", "it lists no issuers"),
    ("sec", b'{"0": {"cik_str": "x", "ticker": "A", "title": "A"}}', "no list of issuers"),
    ("gleif", b"name\nA\n", "no column 'LEI', only 'name'"),
    ("financedatabase", b"name\nA\n", "no column 'symbol', only 'name'"),
]


@pytest.mark.parametrize(("source", "content", "says"), HOSTILE)
def test_what_cannot_be_read_says_where_and_why(
    tmp_path: Path, source: str, content: bytes, says: str
) -> None:
    path = tmp_path / "additions"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=says):
        read_additions(path, source=source)


def test_no_file_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no file .*nosuch\.csv"):
        read_additions(tmp_path / "nosuch.csv")
    with pytest.raises(ConfigurationError, match="Is a directory"):
        read_additions(tmp_path)
