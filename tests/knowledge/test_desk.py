import json
from importlib.resources import files
from pathlib import Path

import pytest

from newsx.errors import ConfigurationError
from newsx.knowledge.additions import read_additions
from newsx.knowledge.base import KnowledgeBase, default
from newsx.knowledge.desk import check, licences, show

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
