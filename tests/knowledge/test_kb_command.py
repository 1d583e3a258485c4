"""`newsx kb` as its user runs it, in one process to be quick; `newsx` itself is in test_cli.py."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsx import Settings, extract
from newsx.cli.kb import app
from newsx.errors import ConfigurationError
from newsx.knowledge.base import default

OURS = """name,ticker,mic,aliases,lei,country
Calloway Robotics Inc.,CWRB,XNAS,~CRI|Calloway,,US
"""
LIST = {"0": {"cik_str": 9999999999, "ticker": "CWRB", "title": "CALLOWAY ROBOTICS INC"},
        "1": {"cik_str": 320193, "ticker": "AAPL", "title": "APPLE INC."},
        "2": {"cik_str": 320193, "ticker": "AAPLX", "title": "APPLE INC."}}  # fmt: skip


def _kb(*arguments: str | Path, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(done.exception, ConfigurationError):
        raise done.exception
    assert done.exit_code == expect, done.output
    return done.output


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.csv"
    path.write_text(OURS, encoding="utf-8")
    return path


def test_show_gives_the_listing_of_the_day() -> None:
    assert "FB XNAS" in _kb("show", "Facebook", "--date", "2020-05-04")
    assert "META XNAS" in _kb("show", "Meta Platforms", "--date", "2024-05-06")
    assert "9988 XHKG" in _kb("show", "Alibaba")


def test_show_of_a_stranger_leaves_with_3_and_a_hint() -> None:
    assert "did you mean 'Berkshire Hathaway" in _kb("show", "Berkshir Hathaway", expect=3)


def test_show_prints_the_licences_of_every_source() -> None:
    printed = _kb("show", "--licences")
    assert default().version in printed
    assert "CC0" in printed
    assert "public domain" in printed


def test_explain_says_what_spoke_for_a_link_and_what_against() -> None:
    printed = _kb("explain", "Shares of Target climbed 9%. The Gap grew.", "--model", "blank")
    assert "linked to Target Corp. (cik:0000027419) 0.85" in printed
    assert "witness: 'Shares of' before it" in printed
    assert "refused: Gap Inc. (cik:0000039911)" in printed
    printed = _kb("explain", "HSBC rose.", "--dateline", "HONG KONG", "--model", "blank")
    assert "listing 0005 XHKG" in printed
    printed = _kb("explain", "Caf\udce9: HSBC rose.", "--model", "blank")  # a byte of no UTF-8
    assert "linked to HSBC" in printed
    assert "TEXT: it is empty" in _kb("explain", " ", expect=2)


def test_check_finds_nothing_wrong_with_what_newsx_ships() -> None:
    assert _kb("check") == ""


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Norrland Paper AB,ORG,SE0000000001,,,", "is no ISIN"),
        ("Norrland Paper AB,ORG,,ABC,,", "is no LEI"),
        ("Norrland Paper AB,ORG,,,,XXXX", "no market 'XXXX'"),
        ("Apple Inc.,ORG,,,,", "give its entity_id"),
        ("Norrland Paper AB,ORG,,,AAPL,XNAS", "AAPL is that of cik:0000320193"),
        ("Norrland AB,ORG,,,NRL,XSTO\nNorrland AB,ORG,,,NRL,XSTO", "the same row stands above"),
        ("Norrland AB,ORG,,,,\nNorrland A.B.,ORG,,,,", "is named 'Norrland AB' in a row above"),
    ],
)
def test_check_says_what_is_wrong_with_a_row(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"name,type,isin,lei,ticker,mic\n{row}\n", encoding="utf-8")
    assert fault in _kb("check", path, expect=1)


def test_added_rows_are_linked_and_show_in_the_version(ours: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    assert json.loads(_kb("add", ours, "--kb", kept))["added"] == 1
    assert json.loads(_kb("add", ours, "--kb", kept))["rows"] == 1  # told twice, kept once
    assert "CWRB XNAS" in _kb("show", "CRI", "--kb", kept)
    text = {"text": "Calloway said its revenue rose 4% to $2 billion on Monday."}
    settings = Settings(model="blank", kb=kept)
    record = extract(text, settings=settings)
    found = {entity.name: entity for entity in record.entities}
    company = found["Calloway Robotics Inc."]  # called by the name it was added under
    assert company.entity_id == "newsx:calloway-robotics-inc"
    assert company.identifiers.ticker == "CWRB"
    plain = extract(text, settings=Settings(model="blank"))
    assert record.provenance.kb_version != plain.provenance.kb_version == default().version


def test_nothing_is_added_while_a_row_is_wrong(tmp_path: Path) -> None:
    path, kept = tmp_path / "rows.csv", tmp_path / "kept.csv"
    path.write_text("name,valid_to\nNorrland AB,\nTern AB,4 May 2020\n", encoding="utf-8")
    assert "'4 May 2020' is no ISO date" in _kb("add", path, "--kb", kept, expect=1)
    assert not kept.exists()


def test_a_type_that_is_none_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("name,type\nNorrland Paper AB,COMPANY\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="'COMPANY', which is none of COMMODITY"):
        _kb("add", path, "--kb", tmp_path / "kb.csv")


def test_a_file_without_rows_is_said_to_hold_none(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("name,ticker\n", encoding="utf-8")
    assert "holds no rows" in _kb("check", path)


def test_an_issuer_of_many_listings_shows_the_first() -> None:
    assert "more" in next(
        line for line in _kb("show", "Bank of America").splitlines() if "listings" in line
    )


def test_update_takes_what_the_tables_do_not_know(tmp_path: Path) -> None:
    listed, kept = tmp_path / "company_tickers.json", tmp_path / "kept.csv"
    listed.write_text(json.dumps(LIST), encoding="utf-8")
    assert json.loads(_kb("update", listed, "--from", "sec", "--kb", kept))["added"] == 2
    assert "Calloway Robotics Inc." in _kb("show", "Calloway Robotics", "--kb", kept)
    printed = _kb("show", "Apple Inc.", "--kb", kept)
    assert "AAPLX" in printed
    assert "S&P 500" in printed


def test_update_gives_a_known_company_its_lei(tmp_path: Path) -> None:
    records, kept = tmp_path / "lei.csv", tmp_path / "kept.csv"
    lei = "549300ABCDEFGHIJKL56"
    known = next(
        row for row in default().all_entities()
        if row.kind == "issuer" and row.country == "US" and " " in row.legal_name
        and not default().identifiers(row.entity_id).lei and "," not in row.legal_name
        and [a.entity_id for a in default().aliases(row.legal_name)] == [row.entity_id]
    )  # fmt: skip
    records.write_text(
        "LEI,Entity.LegalName,Entity.LegalAddress.Country\n"
        f"{lei},{known.legal_name},US\n{lei},{known.legal_name},CA\n",
        encoding="utf-8",
    )
    assert json.loads(_kb("update", records, "--from", "gleif", "--kb", kept))["added"] == 1
    assert lei in _kb("show", known.legal_name, "--kb", kept)


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Serve a file, but break `half.json` off in the middle."""
        if not self.path.endswith("half.json"):
            super().do_GET()
            return
        content = json.dumps(LIST).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name
        """Say nothing: what is printed is what the command prints."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "list.json").write_text(json.dumps(LIST), encoding="utf-8")
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_update_fetches_a_list_by_our_own_safe_client(site: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    given = ("--from", "sec", "--kb", kept)
    with pytest.raises(ConfigurationError, match="download it and name the file"):
        _kb("update", f"{site}list.json", *given)
    with pytest.raises(ConfigurationError, match="404"):
        _kb("update", f"{site}nothing.json", *given, "--allow-private")
    with pytest.raises(ConfigurationError, match=r"cannot fetch .*half\.json"):
        _kb("update", f"{site}half.json", *given, "--allow-private")
    assert not kept.exists()
    printed = _kb("update", f"{site}list.json", *given, "--allow-private")
    assert json.loads(printed)["added"] == 2
