"""The command line as its user runs it: a process, its two streams and its exit code."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
import tomllib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import duckdb
import pytest
from warcio.archiveiterator import ArchiveIterator

from builders import Site
from newsx import Record, Settings
from newsx.cli.running import nowhere, run, start_quickly
from newsx.errors import FetchError
from newsx.schema import Failure
from servers import PostgresServer

PAGE = """<!doctype html><html lang="en"><head>
<title>Norrland Paper cuts outlook | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta name="author" content="Ida Roth">
<meta property="article:published_time" content="2024-03-12T09:30:00Z"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Norrland Paper cuts outlook</h1>
<p>Norrland Paper AB said on Tuesday that revenue fell 12% to $1.4 billion in the first quarter of
the year, as pulp prices slid and customers in Germany and France put off orders.</p>
<p>“We did not see this coming,” said Anna Lindqvist, the company's chief executive. She said the
company would shut two of its seven mills by the end of the year and cut about 900 jobs.</p>
<p>Shares of Norrland fell 8% in Stockholm, the most since 2020, and traded at the lowest level in
nearly three years. Analysts had expected revenue of $1.6 billion, according to Quill Data.</p>
</article><footer>© 2024 The Ledger</footer></body></html>"""


# Where it does not matter what is recognized: a start without the network is cheaper by a third.
BLANK = ("--model", "blank")


def newsx(
    *arguments: str | Path, stdin: str = "", expect: int = 0
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "newsx", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200"},
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == expect, done.stderr
    return done


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_file_gives_a_record_on_stdout_and_silence_on_stderr(page: Path) -> None:
    done = newsx("extract", page, "--url", "https://ledger.example/a")
    [line] = done.stdout.splitlines()
    record = Record.model_validate_json(line)
    assert record.article.headline == "Norrland Paper cuts outlook"
    assert record.article.url == "https://ledger.example/a"
    assert done.stderr == ""


def test_a_url_on_loopback_is_fetched_only_when_allowed(site: Site) -> None:
    url = site.serve("/story", PAGE.encode())
    refused = newsx("extract", url, expect=3)
    assert "--allow-private" in refused.stderr
    done = newsx("extract", url, "--allow-private", "--no-cache", "-f", "json", *BLANK)
    assert json.loads(done.stdout)["article"]["url"] == url


def test_standard_input_is_a_page_or_a_clean_text() -> None:
    page = json.loads(newsx("extract", "-", *BLANK, stdin=PAGE).stdout)
    assert page["article"]["publisher"]["name"] == "The Ledger"
    clean = json.loads(newsx("extract", "-", "--clean", *BLANK, stdin="Profit rose 5%.").stdout)
    assert clean["article"]["text"] == "Profit rose 5%."


def test_clean_json_lines_give_a_record_or_a_failure_each() -> None:
    lines = '{"id": 7, "text": "Profit rose 5%."}\n{"id": 8}\nnot json\n'
    done = newsx("extract", "-", "--clean", *BLANK, stdin=lines, expect=1)
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert first["article"]["source_ref"] == "7"
    assert (second["error_type"], third["error_type"]) == ("ParseError", "ParseError")


def test_a_folder_with_an_unreadable_file_gives_the_others(page: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.html").symlink_to(tmp_path / "nowhere.html")
    errors = tmp_path / "failed.jsonl"
    done = newsx("extract", tmp_path, "--errors", errors, *BLANK, expect=1)
    assert len(done.stdout.splitlines()) == 1
    assert "broken.html: fetch failed" in done.stderr
    failure = json.loads(errors.read_text())
    assert (failure["stage"], failure["error_type"]) == ("fetch", "FetchError")
    assert page.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.html", None, "no file or folder"),
        ("empty.txt", b"", "is empty"),
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        ("large.html", b"<p>x</p>" * 6_500_000, "larger than 15,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = newsx("extract", tmp_path / name, expect=3)
    assert message in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("target", ["ftp://ledger.example/a", "gopher://x"])
def test_an_unknown_scheme_is_a_failure_with_advice(target: str) -> None:
    assert "http://" in newsx("extract", target, expect=3).stderr


def test_usage_errors_exit_2(page: Path, tmp_path: Path) -> None:
    assert (
        "one TARGET" in newsx("extract", page, page, "--url", "https://a.example", expect=2).stderr
    )
    assert "one TARGET" in newsx("extract", tmp_path, "--url", "https://a.example", expect=2).stderr
    assert "no sink" in newsx("extract", page, "-o", tmp_path / "news.xls", expect=2).stderr
    assert "nosuchmodel" in newsx("extract", page, "--model", "nosuchmodel", expect=2).stderr
    done = newsx("extract", page, "--from", tmp_path / "nowhere.txt", *BLANK, expect=2)
    assert "--from: cannot read" in done.stderr
    assert done.stdout == ""  # said before anything is read
    newsx("extrct", expect=2)


def test_records_go_to_duckdb_parquet_and_lines(page: Path, tmp_path: Path) -> None:
    database = tmp_path / "news.duckdb"
    for target in (database, tmp_path / "out.parquet", tmp_path / "out.jsonl"):
        done = newsx("extract", page, "-o", target, *BLANK)
        assert (done.stdout, "1 record stored" in done.stderr) == ("", True)
    with duckdb.connect(str(database)) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM v_figure").fetchall()
        parquet = tmp_path / "out.parquet" / "figures" / "*.parquet"
        [(figures,)] = connection.execute(f"SELECT count(*) FROM '{parquet}'").fetchall()
    record = Record.model_validate_json((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert figures == len(record.figures)
    assert 0 < count <= figures


def test_a_table_is_readable_at_a_glance(page: Path) -> None:
    shown = newsx("extract", page, "-f", "table").stdout
    for expected in ("Norrland Paper cuts outlook", "$1.4bn ↓", "Anna Lindqvist"):
        assert expected in shown


def test_schema_is_json_schema_or_sql() -> None:
    assert json.loads(newsx("schema").stdout)["title"] == "Record"
    sql = newsx("schema", "--sql").stdout
    with duckdb.connect() as connection:
        connection.execute(sql)
        tables = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
    assert {"articles", "figures", "claims", "v_figure", "failures"} <= {name for (name,) in tables}


def test_version_is_printed() -> None:
    from newsx import __version__

    assert newsx("--version").stdout.strip() == __version__


def test_ctrl_c_ends_with_130(site: Site) -> None:
    asked = threading.Event()

    def slow(_: BaseHTTPRequestHandler) -> None:
        if not asked.is_set():  # it may be asked for again before the first has its effect
            asked.set()
            process.send_signal(signal.SIGINT)
        time.sleep(1)

    site.pages["/slow"] = slow
    process = subprocess.Popen(
        [sys.executable, "-m", "newsx", "extract", site.url("/slow"), "--allow-private"],
        stderr=subprocess.PIPE,
        # tests that a shell began in the background hand down a SIGINT that is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - sets a signal
    )
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr


def test_a_reader_that_stops_early_is_no_error(page: Path, tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.html").write_bytes(page.read_bytes())
    done = subprocess.run(
        f"{sys.executable} -m newsx extract {tmp_path} --model blank | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == '{"schema_v'
    assert done.stderr == ""


def test_records_are_utf_8_whatever_the_locale_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sales at the café fell 5% to €3 million.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "newsx", "extract", str(tmp_path / "a.txt"), "--clean", *BLANK],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert "café fell 5% to €3" in json.loads(done.stdout.decode("utf-8"))["article"]["text"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_without_a_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newsx", "schema", "--sql"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "newsx: cannot go on: No space left on device\n")
    failed = newsx("extract", "missing.html", "--errors", "/dev/full", expect=1)
    assert failed.stderr.endswith("newsx: cannot go on: No space left on device\n")


def test_a_list_of_addresses_is_fetched_together_and_kept_as_a_warc(
    site: Site, tmp_path: Path
) -> None:
    urls = [site.serve(f"/{number}", PAGE.encode()) for number in range(3)]
    addresses = "\n".join([*urls, site.url("/missing"), ""])
    kept = tmp_path / "kept.warc.gz"
    done = newsx(
        *("extract", "--from", "-", "--allow-private", "--no-cache", "--save-raw", kept, *BLANK),
        stdin=addresses,
        expect=1,
    )
    found = {json.loads(line)["article"]["source_ref"] for line in done.stdout.splitlines()}
    assert found == set(urls)
    assert "/missing: fetch failed" in done.stderr
    with kept.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert sorted(kinds) == [*["request"] * 3, *["response"] * 3, "warcinfo"]


def test_a_list_that_is_no_utf8_fails_by_the_line(page: Path, tmp_path: Path) -> None:
    addresses = tmp_path / "list.txt"
    addresses.write_bytes(b"\xef\xbb\xbf" + bytes(page) + b"\nhttp://127.0.0.1:9/\xe9\n")
    done = newsx("extract", "--from", addresses, "--no-cache", *BLANK, expect=1)
    assert len(done.stdout.splitlines()) == 1
    assert "fetch failed" in done.stderr


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("cache_dir", "/proc/nowhere"),
        ("proxy", "socks5://127.0.0.1:1"),
        ("proxy", "localhost"),
        ("contact", "Jürgen"),
    ],
)
def test_a_setting_of_the_fetching_that_cannot_work_is_usage(
    monkeypatch: pytest.MonkeyPatch, name: str, setting: str
) -> None:
    monkeypatch.setenv(f"NEWSX_{name.upper()}", setting)
    done = newsx("extract", "http://127.0.0.1:9/", expect=2)
    assert name.replace("cache_dir", "cache-dir") in done.stderr


def test_a_broken_newsx_toml_is_usage(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: Path
) -> None:
    (tmp_path / "newsx.toml").write_text("= 3")
    monkeypatch.chdir(tmp_path)
    assert "no TOML" in newsx("extract", page, expect=2).stderr
    (tmp_path / "newsx.toml").write_text('modell = "fast"')
    said = newsx("config", "show", expect=2).stderr
    assert "no setting 'modell'; did you mean 'model'?" in said


def test_discover_prints_addresses_for_extract(site: Site) -> None:
    feed = "<rss><channel><item><link>https://n.example/a</link></item></channel></rss>"
    url = site.serve("/rss", feed.encode(), content_type="text/xml")
    done = newsx("discover", url, "--allow-private", "--since", "2024-01-01")
    assert done.stdout == "https://n.example/a\n"


@pytest.mark.parametrize(
    "asked", [("discover", "https://n.example", "--since"), ("kb", "show", "FB", "--date")]
)
def test_a_day_that_is_none_is_told_with_one_that_is(asked: tuple[str, ...]) -> None:
    said = newsx(*asked, "yesterday", expect=2).stderr
    assert "'yesterday' is no day; write it as 2020-05-04" in said


def test_discover_says_when_a_site_lists_nothing(site: Site) -> None:
    home = site.serve("/", b"<p>nothing")
    assert "no feed" in newsx("discover", home, "--allow-private", expect=3).stderr


@pytest.fixture
def lines(root: Path, tmp_path: Path) -> Path:
    """The golden records, one a line."""
    path = tmp_path / "records.jsonl"
    records = sorted((root / "samples" / "records").glob("*.json"))
    found = [Record.model_validate_json(one.read_text(encoding="utf-8")) for one in records]
    path.write_text("".join(one.to_json() + "\n" for one in found), encoding="utf-8")
    return path


def test_view_makes_a_page_of_a_record_for_a_pipe_or_a_file(root: Path, tmp_path: Path) -> None:
    record = root / "samples" / "records" / "03-tulkens-earnings.json"
    piped = newsx("view", record)
    assert piped.stdout.startswith("<!doctype html>")
    assert "Tulkens" in piped.stdout
    said = newsx("view", record, "-o", tmp_path / "page.html")
    assert said.stdout == ""
    assert "1 article in" in said.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == piped.stdout


def test_view_opens_the_page_when_told_to_also_in_a_pipe(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "echo opened %s")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    record = root / "samples" / "records" / "03-tulkens-earnings.json"
    said = newsx("view", record, "--open").stdout
    assert said.startswith("opened file://")
    assert Path(said.removeprefix("opened file://").strip()).is_file()


def test_view_makes_a_report_or_a_site_of_many(lines: Path, tmp_path: Path) -> None:
    lines = lines.rename(lines.with_name(os.fsdecode(b"caf\xe9.ndjson")))  # a name of no UTF-8
    newsx("view", lines, "-o", tmp_path / "report.html")
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<title>caf?" in report
    count = len(lines.read_text(encoding="utf-8").splitlines())
    assert report.count("<template id=") == count
    newsx("load", lines, "-o", tmp_path / "news.duckdb")
    newsx("view", tmp_path / "news.duckdb", "-o", tmp_path / "site")
    assert len(list((tmp_path / "site" / "articles").glob("*.html"))) == count
    assert "copy of another" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_view_reads_a_folder_of_parquet_as_the_shell_completes_it(
    lines: Path, tmp_path: Path
) -> None:
    newsx("load", lines, "-o", tmp_path / "news.parquet")
    newsx("view", f"{tmp_path / 'news.parquet'}/", "-o", tmp_path / "report.html")
    assert "<title>news" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_view_reads_a_page_it_is_given(page: Path) -> None:
    shown = newsx("view", page, "--model", "blank").stdout
    assert "Norrland Paper cuts outlook" in shown
    assert 'class="mark figure percent"' in shown


@pytest.mark.parametrize("name", ["articles.jsonl", "ARTICLES.NDJSON", "article.json"])
def test_json_read_as_a_page_says_what_was_meant(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('{"text": "Norrland Paper AB fell 4%."}\n', encoding="utf-8")
    assert "--clean" in newsx("extract", path, "--model", "blank").stderr
    assert newsx("extract", path, "--model", "blank", "--clean").stderr == ""


def test_view_writes_pages_and_folders_alone(page: Path, tmp_path: Path) -> None:
    done = newsx("view", page, "--model", "blank", "-o", tmp_path / "page.pdf", expect=2)
    assert "FILE.html" in done.stderr
    newsx("view", page, "--model", "blank", "-o", tmp_path / "site.2024")
    assert (tmp_path / "site.2024" / "index.html").is_file()


def test_view_says_what_it_cannot_show(lines: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    record = Record.model_validate_json(lines.read_text(encoding="utf-8").splitlines()[-1])
    with many.open("w", encoding="utf-8") as file:
        for number in range(201):
            named = {
                "article_id": f"{number}",
                "version_id": f"{number}",
                "source_ref": f"{number}",
            }
            article = record.article.model_copy(update={**named, "text": "", "headline": "x"})
            bare = Record(article=article, provenance=record.provenance)
            file.write(bare.to_json() + "\n")
    assert "name a folder" in newsx("view", many, "-o", tmp_path / "a.html", expect=2).stderr
    empty = tmp_path / "no.duckdb"
    empty.write_bytes(b"nothing")
    assert "no database" in newsx("view", empty, expect=2).stderr
    assert "no file" in newsx("view", tmp_path / "none.duckdb", expect=2).stderr
    nowhere = tmp_path / "none" / "page.html"
    assert "cannot write" in newsx("view", lines, "-o", nowhere, expect=2).stderr


def test_view_reads_a_postgresql_and_tells_no_password(
    postgres: PostgresServer, lines: Path, tmp_path: Path
) -> None:
    address = postgres.database()
    newsx("load", lines, "-o", address)
    done = newsx("view", address, "-o", tmp_path / "site")
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert f"<title>{address.partition('?')[0].rpartition('/')[2]}" in index
    assert "Tulkens Coatings" in index
    assert len(list((tmp_path / "site" / "articles").iterdir())) == len(
        lines.read_text().splitlines()
    )
    assert "articles in" in done.stderr


def test_config_shows_what_each_setting_is_and_who_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "newsx.toml").write_text('timeout_s = 12\ncontact = "desk@ledger.example"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSX_RETRIES", "5")
    shown = newsx("config", "show", "--model", "blank").stdout
    said = {line.split(" ")[0]: line.rsplit("# ", 1)[1] for line in shown.splitlines()}
    assert said["model"] == "flag"
    assert said["retries"] == "NEWSX_RETRIES"
    assert said["timeout_s"] == str(tmp_path / "newsx.toml")
    assert said["cache"] == "default"
    found = tomllib.loads(shown)
    assert (found["model"], found["retries"], found["timeout_s"]) == ("blank", 5, 12.0)
    assert found["contact"] == "desk@ledger.example"
    assert "# proxy is not set" in shown


def test_config_and_commands_hint_at_the_word_meant(page: Path) -> None:
    assert "did you mean 'show'" in newsx("config", "shwo", expect=2).stderr
    assert "did you mean 'extract'" in newsx("extrct", expect=2).stderr
    assert "did you mean 'table'" in newsx("extract", page, "-f", "tabel", expect=2).stderr
    assert "--format" in newsx("extract", page, "--fromat", "json", expect=2).stderr


def test_info_names_what_a_report_should_name() -> None:
    from newsx import __version__

    shown = newsx("info", "--licences").stdout
    for expected in (__version__, "en_newsx-", "knowledge base:", "spacy 3", "public domain"):
        assert expected in shown


def test_info_names_the_model_as_records_do(page: Path) -> None:
    shown = newsx("info", "--model", "fast").stdout
    record = json.loads(newsx("extract", page, "--model", "fast", "-f", "ndjson").stdout)
    provenance = record["provenance"]
    assert provenance["model"].startswith("en_newsx_fast-")
    assert f"{provenance['model']}, " in shown
    assert f"sha256 {provenance['model_sha256'][:12]}, " in shown


def test_a_start_collects_no_garbage_until_the_first_outcome(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = gc.get_threshold()
    monkeypatch.setattr("newsx.recognize.lean.spare_imports", lambda _model: None)
    try:
        start_quickly(Settings())
        gc.enable()  # as reading a model does
        before = gc.get_stats()
        kept: list[list[int]] = [[] for _ in range(5 * usual[0])]
        assert gc.get_stats() == before
        failure = Failure.of(FetchError("gone"), "a")
        assert run([failure], write=nowhere, errors=None) == (0, 1)
        kept += [[] for _ in range(5 * usual[0])]
        assert gc.get_stats() != before
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
