"""What the knowledge base costs: in the wheel, and before the first lookup, as a ratio."""

import csv
import time
import zipfile
from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest

from newsx.knowledge.base import KnowledgeBase

FOLDER = Path(str(files("newsx.knowledge")))
WHEEL_BYTES = 1_100_000  # a mebibyte, and what texts of one line need besides
# A pass of the csv module over the two tables that are read first.
TIMES_OF_READING = 1.2


def test_all_that_is_known_takes_little_of_the_wheel() -> None:
    """Who is who, what it is built from, every vocabulary, and what the steps of models/ learned.

    The last grows with the corpus, up to `MOST` of `models/scripts/measures.py`.
    """
    wheel = BytesIO()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                archive.write(path, path.relative_to(FOLDER))
    assert len(wheel.getvalue()) < WHEEL_BYTES


@pytest.mark.slow
def test_loading_and_a_first_lookup_cost_little_beside_reading_the_tables() -> None:
    def load() -> None:
        knowledge = KnowledgeBase(FOLDER / "built")
        (alias, *_) = knowledge.aliases("Toyota Motor Corp.")
        assert knowledge.securities(alias.entity_id)[0].ticker == "7203"

    def read() -> None:
        for name in ("alias", "entity"):
            text = (FOLDER / "built" / f"{name}.csv").read_text(encoding="utf-8")
            assert list(csv.reader(text.splitlines()))

    assert _seconds(load) / _seconds(read) < TIMES_OF_READING


def _seconds(work: Callable[[], None]) -> float:
    times = []
    for _ in range(9):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)
