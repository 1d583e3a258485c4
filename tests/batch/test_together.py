"""Two batches at once into one database: both end as one alone would, or one says why not."""

import os
import subprocess
import sys
from pathlib import Path

from fetch.archives import json_lines
from newsx.store.sinks import open_sink
from servers import PostgresServer
from store.stores import Store, everything
from test_cli import newsx

SCRIPT = Path(__file__).with_name("run.py")


def stories(path: Path, first: int, last: int) -> Path:
    rows = (
        {"id": f"story-{number}", "text": f"{number} {'BAD' if number % 9 == 7 else 'good'}"}
        for number in range(first, last)
    )
    path.write_bytes(json_lines(rows))
    return path


def begin(source: Path, store: Store) -> subprocess.Popen[bytes]:
    """Run a batch that writes every eighth document, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, str(SCRIPT), str(source), store.target, "QuickReader", "1", "8"]
    return subprocess.Popen(command, env=environment)


def test_two_batches_into_one_postgres_give_what_one_gives(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    # Both find an empty database, and both have half of their documents from the other.
    sources = [stories(tmp_path / "a.jsonl", 0, 80), stories(tmp_path / "b.jsonl", 40, 120)]
    together = Store("postgres", tmp_path, postgres)
    processes = [begin(source, together) for source in sources]
    assert [process.wait() for process in processes] == [0, 0]
    alone = Store("postgres", tmp_path, postgres)
    assert begin(stories(tmp_path / "all.jsonl", 0, 120), alone).wait() == 0
    assert everything(together) == everything(alone)


def test_a_second_batch_into_one_duckdb_says_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(json_lines([{"id": "story", "text": "Profit rose 5% in May."}]))
    target = str(tmp_path / "news.duckdb")
    sink = open_sink(target)
    done = newsx("batch", path, "-o", target, "--model", "blank", expect=2)
    assert f"held by another process (PID {os.getpid()})" in done.stderr
    assert "wait for it, or name another file" in done.stderr
    sink.close()
    assert "1 read" in newsx("batch", path, "-o", target, "--model", "blank").stderr
