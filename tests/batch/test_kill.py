"""Kill -9 of the whole tree at random moments: the next run ends where an undisturbed one does.

Three kills of a run over 200 documents by default; `NEWSX_KILLS=20 pytest tests/batch/test_kill.py`
is the full trial, over 2,000.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fetch.archives import json_lines
from newsx.store.tables import TABLES
from store.stores import Store, everything

KILLS = int(os.environ.get("NEWSX_KILLS", "3"))
DOCUMENTS = 2000 if KILLS > 3 else 200
# Small enough for kills to fall between batches and within them.
BATCH = DOCUMENTS // 8
SCRIPT = Path(__file__).with_name("run.py")


def begin(source: Path, store: Store) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(source), store.target, "QuickReader", "2", str(BATCH)],
        start_new_session=True,
        env=environment,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started, as a machine that dies does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["duckdb", "parquet", "postgres", "dlt-duckdb"])
def test_killed_at_random_moments_nothing_is_lost_and_nothing_twice(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    source = tmp_path / "rows.jsonl"
    rows = (
        {"id": f"story-{number}", "text": f"{number} {'BAD' if number % 50 == 7 else 'good'}"}
        for number in range(DOCUMENTS)
    )
    source.write_bytes(json_lines(rows))
    server = request.getfixturevalue("postgres") if kind == "postgres" else None
    names = [table.name for table in TABLES]

    (tmp_path / "calm").mkdir()
    calm = Store(kind, tmp_path / "calm", server)
    begun = time.monotonic()
    assert begin(source, calm).wait() == 0
    whole_s = time.monotonic() - begun
    expected = everything(calm)
    assert len(expected["sources"]) + len(expected["failures"]) == DOCUMENTS

    (tmp_path / "killed").mkdir()
    killed = Store(kind, tmp_path / "killed", server)
    moments = random.Random(9)
    survived = 0
    for _ in range(KILLS):
        process = begin(source, killed)
        try:
            process.wait(timeout=moments.uniform(0.1, 1.0) * whole_s)
            survived += 1
        except subprocess.TimeoutExpired:
            kill(process)
    assert begin(source, killed).wait() == 0
    found = everything(killed)
    for name in names:
        assert found[name] == expected[name], (name, survived)
