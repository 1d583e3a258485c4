"""The flow for archives: what is in the database afterwards."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from batch.readers import PoisonedReader, QuickReader
from engine.cluster import MachineCluster, kill_an_actor
from fetch.archives import json_lines, page, tar_bytes, warc_members, warc_record, zip_bytes
from newsx import Document, Failure, Record, Settings
from newsx.batch import Batch, load
from newsx.engine.limits import EngineKind, Stop
from newsx.engine.local import LocalEngine
from newsx.errors import CrashError, DocumentError
from newsx.store.lines import _objects, records_in
from newsx.store.packed import Packed
from newsx.store.sinks import Outcome, open_sink
from servers import PostgresServer
from store.stores import KINDS, LINES, Store, everything
from test_cli import newsx

STORY = (
    "<!doctype html><html lang=en><head><title>{title}</title><meta charset={charset}></head><body>"
    "<article><h1>{title}</h1><p>Norrland Paper AB said on Tuesday that revenue fell 12% to $1.4 "
    "billion in the first quarter of the year, as pulp prices slid and buyers put off orders.</p>"
    "<p>“We did not see this coming,” said Anna Lindqvist, its chief executive, in {title}. "
    "She said it would shut two of its seven mills by the end of the year and cut 900 jobs.</p>"
    "</article></body></html>"
)


def lines(count: int, *, start: int = 0) -> bytes:
    return json_lines(
        {"id": f"story-{number}", "text": f"Profit rose {number}% at firm {number}."}
        for number in range(start, start + count)
    )


def run(path: Path, store: Store, **options: object) -> tuple[list[Outcome], Batch]:
    batch = Batch(
        [str(path)],
        open_sink(store.target),
        settings=Settings(),
        make=QuickReader,
        **options,  # type: ignore[arg-type]  # the tests know them
    )
    return list(batch), batch


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    kind = str(request.param)
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    return Store(kind, tmp_path, server)


def test_a_second_run_reads_only_what_is_new(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(30) + b'{"id": "bad", "text": "BAD"}\n')
    outcomes, batch = run(path, store, workers=2)
    assert (len(outcomes), batch.known) == (31, 0)
    path.write_bytes(path.read_bytes() + lines(5, start=30))
    outcomes, batch = run(path, store)
    # JSON Lines keep no failures, so there the failed one is tried again.
    again = 1 if store.kind in LINES else 0
    assert (len(outcomes), batch.known) == (5 + again, 31 - again)
    assert store.ask("SELECT count(*) FROM articles") == [(35,)]
    before = everything(store)
    outcomes, batch = run(path, store, reprocess=True)
    assert (len(outcomes), batch.known) == (36, 0)
    assert everything(store) == before


def test_a_file_whose_name_is_no_utf_8_is_read_and_known_again(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    path = os.fsencode(folder) + b"/caf\xe9.html"
    try:
        Path(os.fsdecode(path)).write_text(STORY.format(title="A", charset="utf-8"))
    except OSError:
        pytest.skip("this file system takes no such name")
    (first,), _ = run(folder, store)
    assert isinstance(first, Packed)
    again, batch = run(folder, store)
    assert (again, batch.known) == ([], 1)
    assert store.ask("SELECT source_ref FROM articles") == [(f"{folder}/caf?.html",)]


def test_a_cluster_that_loses_an_actor_gives_the_same_rows(
    tmp_path: Path, cluster: MachineCluster
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(300) + b'{"id": "bad", "text": "BAD"}\n')
    here, there = (Store("duckdb", tmp_path / name, None) for name in ("here", "there"))
    for store in (here, there):
        Path(store.target).parent.mkdir()
    run(path, here)
    batch = Batch(
        [str(path)],
        open_sink(there.target),
        settings=Settings(),
        make=QuickReader,
        workers=2,
        engine=EngineKind.ray,
        ray_address=cluster.address,
    )
    for place, _ in enumerate(batch):
        if place == 40:
            kill_an_actor()
    assert everything(there) == everything(here)
    _, again = run(path, there)
    assert again.known == 301


class ForgetfulEngine(LocalEngine[Document, Outcome]):
    """Loses documents: some the first time, in silence or with a word, and one always."""

    def run(
        self, items: Iterable[Document], *, stop: Stop | None = None
    ) -> Iterator[tuple[Document, Outcome | DocumentError]]:
        first = not isinstance(items, list)
        for item, result in super().run(items, stop=stop):
            number = int(item.source_ref.rpartition("-")[2])
            if number == 11 or (first and number % 7 == 3):
                continue
            lost = first and number % 7 == 5
            yield item, CrashError("its machine is gone", retryable=True) if lost else result


def test_what_an_engine_loses_is_done_once_more_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(40))
    monkeypatch.setattr("newsx.batch.LocalEngine", ForgetfulEngine)
    store = Store("duckdb", tmp_path, None)
    outcomes, _ = run(path, store)
    [lost] = [one for one in outcomes if isinstance(one, Failure)]
    assert (lost.source_ref, lost.error_type, lost.retryable) == ("story-11", "CrashError", True)
    assert store.ask("SELECT source_ref FROM failures") == [("story-11",)]
    assert store.ask("SELECT count(*) FROM sources") == [(39,)]
    monkeypatch.undo()
    _, again = run(path, store)
    assert again.known == 39
    assert store.ask("SELECT count(*) FROM sources") == [(40,)]
    assert store.ask("SELECT count(*) FROM failures") == [(0,)]


def test_records_load_as_if_they_had_been_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(10))
    kept = Store("jsonl", tmp_path / "kept", None)
    Path(kept.target).parent.mkdir()
    run(path, kept)
    with Path(kept.target).open("a") as file:
        file.write("no record\n")
    outcomes = list(load(records_in([kept.target]), open_sink(store.target)))
    failed = [one for one in outcomes if isinstance(one, Failure)]
    assert [one.source_ref for one in failed] == [f"{kept.target}:11"]
    assert store.ask("SELECT count(*) FROM articles") == [(10,)]
    _, batch = run(path, store)
    assert batch.known == 10


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, ["is not JSON Lines", "more lines"]),
        (b"name,value\n" * 9, ["is not JSON Lines", "6 more lines"]),
        (b"<!doctype html><title>A page</title>\n", ["is not JSON Lines"]),
        (b'{"text": "a"}\n' * 9, ["article: Field required"] * 3 + ["6 more lines"]),
        (b'{\n "schema_version": "1.1",\n "article": {\n }\n}\n', ["article.article_id: Field"]),
        (b'{\n "schema_version": "1.1"', ["is not JSON Lines"]),
        (b"\n\n", []),
        (b"", []),
    ],
)
def test_a_file_that_holds_no_records_is_told_in_few_words(
    content: bytes, said: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "given.jsonl"
    path.write_bytes(content)
    outcomes = [one for one in records_in([str(path)]) if isinstance(one, Failure)]
    assert len(outcomes) == len(said)
    for failure, words in zip(outcomes, said, strict=True):
        assert words in failure.message


def test_records_printed_for_people_are_read_back_too(root: Path, tmp_path: Path) -> None:
    golden = sorted((root / "samples/records").glob("*.json"))[:2]
    path = tmp_path / "two.json"
    path.write_bytes(b"".join(one.read_bytes() for one in golden))
    assert list(records_in([str(path)])) == [
        Record.model_validate_json(one.read_bytes()) for one in golden
    ]


def test_a_folder_gives_the_records_of_every_file_of_lines(root: Path, tmp_path: Path) -> None:
    record = Record.model_validate_json(
        (root / "samples/records/03-tulkens-earnings.json").read_bytes()
    )
    [failure] = records_in([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert ".ndjson" in failure.message
    for name in ("a.jsonl", "b.ndjson", "c.NDJSON", "d.txt"):
        (tmp_path / name).write_text(record.to_json() + "\n", encoding="utf-8")
    assert list(records_in([str(tmp_path)])) == [record] * 3


def test_a_lone_bracket_takes_no_more_than_itself(root: Path, tmp_path: Path) -> None:
    golden = min((root / "samples/records").glob("*.json")).read_bytes()
    record = Record.model_validate_json(golden)
    line = record.model_dump_json().encode()
    path = tmp_path / "given.jsonl"
    path.write_bytes(b"{\n" + line + b"\n" + golden + b"{\n  a beginning\n")
    found = list(records_in([str(path)]))
    assert [one for one in found if isinstance(one, Record)] == [record, record]
    failures = [one for one in found if isinstance(one, Failure)]
    assert [f"{path.name}:1 " in failures[0].message, len(failures)] == [True, 2]


def test_an_object_without_an_end_is_held_no_longer_than_a_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsx.store.lines._LARGEST", 1_000)
    read = 0

    def lines() -> Iterator[bytes]:
        nonlocal read
        yield b"{\n"
        for _ in range(10_000):
            read += 1
            yield b"  of no end\n"

    number, line = next(iter(_objects(lines())))
    assert (number, line) == (1, b"{\n")
    assert read < 200


def test_loading_what_is_no_json_lines_says_so_in_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.write_text("name,value\nNorrland,5\n")
    done = newsx("load", path, "-o", tmp_path / "kept.jsonl", expect=3)
    assert "is not JSON Lines" in done.stderr
    assert done.stderr.count("\n") == 2


ENCODINGS = """
utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 ascii latin-1 cp1250 cp1251 cp1252 cp1253 cp1254
cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8
iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman gb18030 gbk
big5 euc-jp shift_jis euc-kr cp874
""".split()  # noqa: SIM905 - a list of forty would fill a page


def poison(folder: Path) -> tuple[int, set[str]]:
    """Write a poisoned archive, and return how many good documents and which bad inputs it has."""
    bad = set()
    story = STORY.format(title="Story", charset="utf-8").encode()

    def put(name: str, content: bytes, *, is_bad: bool = True) -> None:
        (folder / name).write_bytes(content)
        if is_bad:
            bad.add(name)

    for number, encoding in enumerate(ENCODINGS):
        text = STORY.format(title=f"Story {number} of mill {number}", charset=encoding)
        put(f"{encoding}.html", text.encode(encoding, "replace"), is_bad=False)
    good = len(ENCODINGS)

    members = warc_members(20)
    put("cut.warc.gz", b"".join(members)[:-300])
    good += 19
    members = warc_members(20)
    members[7] = members[7][:40] + bytes(40) + members[7][80:]
    put("damaged.warc.gz", b"".join(members))
    good += 19
    large = gzip.compress(warc_record(1, bytes(1_000_000_000)), compresslevel=1)
    put("large.warc.gz", b"".join([members[0], large, members[1]]))
    good += 2
    put("bomb.zip", zip_bytes({"bomb.html": bytes(200_000_000), "good.html": page(91)}))
    put("cut.tar.gz", tar_bytes({f"{n}.html": page(200 + n) for n in range(9)}, "w:gz")[:-200])
    put("bomb.html.gz", gzip.compress(bytes(300_000_000), compresslevel=1))
    good += 1
    for word in ("HANG", "CRASH", "SWELL"):
        put(f"{word.lower()}.html", story.replace(b"Tuesday", word.encode() + b" HERE"))
    put("empty.html", b"")
    put("report.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")
    put("photo.html", b"\x89PNG\r\n\x1a\n" + bytes(500))
    put("noise.html", bytes(range(256)) * 40, is_bad=False)
    put("broken.jsonl", b'{"text": "Profit rose 5% in May at the firm."}\n{"text": \n{"a": 1}\n')
    good += 1
    return good, bad


def test_a_poisoned_archive_gives_every_good_document_and_names_every_bad_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    good, bad = poison(folder)
    store = Store("duckdb", tmp_path, None)
    settings = Settings(document_timeout_s=12, document_memory_bytes=1_000_000_000)
    batch = Batch(
        [str(folder)], open_sink(store.target), settings=settings, workers=2, make=PoisonedReader
    )
    outcomes = list(batch)
    failures = [one for one in outcomes if isinstance(one, Failure)]
    records = [one for one in outcomes if isinstance(one, Packed)]
    named = {file_of(one.source_ref) for one in failures}
    assert bad <= named, bad - named
    assert not named & {f"{encoding}.html" for encoding in ENCODINGS}
    read = Counter(file_of(one.source_ref) for one in records)
    # What a gzip stream holds after a cut is lost with it; the rest is there.
    assert read["cut.tar.gz"] >= 4
    assert read.total() - read["cut.tar.gz"] - read["noise.html"] == good
    kinds = {file_of(one.source_ref): one.error_type for one in failures}
    assert kinds["hang.html"] == kinds["swell.html"] == "LimitError"
    assert kinds["crash.html"] == "CrashError"
    assert store.ask("SELECT count(*) FROM sources") == [(read.total(),)]
    stored = {row[0] for row in store.ask("SELECT source_ref FROM failures")}
    assert stored == {one.source_ref for one in failures}
    headlines = "SELECT count(DISTINCT headline) FROM articles WHERE headline LIKE '%of mill%'"
    assert store.ask(headlines) == [(len(ENCODINGS),)]


def file_of(source_ref: str) -> str:
    """Return the file that an input lies in."""
    return Path(re.split("[!#]|:[0-9]+$", source_ref)[0]).name


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(5) + b'{"id": "bad"}\n')
    target, errors = tmp_path / "news.duckdb", tmp_path / "bad.jsonl"
    blank = ("--model", "blank")
    done = newsx("batch", path, "-o", target, *blank, "--errors", errors, expect=1)
    assert "5 read" in done.stderr
    assert "1 failed" in done.stderr
    assert done.stdout == ""
    assert json.loads(errors.read_text())["source_ref"] == "bad"
    again = newsx("batch", path, "-o", target, *blank)
    assert "0 read, 0 failed, 6 known already" in again.stderr
    loaded = newsx("batch", path, "-o", tmp_path / "kept.jsonl", *blank, "-q", expect=1)
    assert "5 read" not in loaded.stderr
    done = newsx("load", tmp_path / "kept.jsonl", "-o", tmp_path / "loaded.duckdb")
    assert "5 records loaded" in done.stderr


def test_usage_errors_of_batch_exit_2(tmp_path: Path) -> None:
    target = tmp_path / "news.duckdb"
    assert "OURS=THEIRS" in newsx("batch", "x", "-o", target, "--map", "html", expect=2).stderr
    assert "no sink" in newsx("batch", "x", "-o", "news.xls", expect=2).stderr
    newsx("batch", "x", "-o", target, "--resume", "--reprocess", expect=2)
    newsx("batch", "x", "-o", target, "--ray-address", "auto", expect=2)
    assert "match" in newsx("batch", tmp_path / "none-*", "-o", target, expect=3).stderr


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_stores_what_is_done_and_exits_130(tmp_path: Path, times: int) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(3000))
    target = tmp_path / "kept.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "newsx", "batch", str(path), "-o", str(target), "--model", "blank"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not target.exists() or target.stat().st_size < 10_000:
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    for _ in range(times):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.01)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "stopping" in said
    assert "Traceback" not in said
    count = len(list(records_in([str(target)])))
    assert 0 < count < 3000
    if times == 1:  # the second time it does not wait to say so
        assert f"{count:,} read" in said


def test_stores_agree_on_what_a_batch_gives(tmp_path: Path, postgres: PostgresServer) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(40))
    stores = [Store("duckdb", tmp_path, None), Store("postgres", tmp_path, postgres)]
    for store in stores:
        run(path, store)
    query = "SELECT figure_id, value, start_offset, period_iso FROM v_figure ORDER BY figure_id"
    first, second = (store.ask(query) for store in stores)
    assert first == second
    assert len(first) == 40
