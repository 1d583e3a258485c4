"""One suite for every engine: it loses nothing, whatever an item does to its worker."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from engine.cluster import MachineCluster
from engine.tasks import ends, make, make_nothing, pid_of
from newsx.engine.limits import Engine, Limits
from newsx.engine.local import LocalEngine
from newsx.engine.ray import RayEngine
from newsx.errors import ConfigurationError, CrashError, DocumentError, LimitError, ParseError

LIMITS = Limits(seconds=2, memory_bytes=500_000_000)

Begin: TypeAlias = Callable[..., Engine[str, str]]


@pytest.fixture(params=["local", "ray"])
def begin(request: pytest.FixtureRequest) -> Begin:
    """What begins an engine of each kind."""
    if request.param == "local":
        return LocalEngine
    cluster: MachineCluster = request.getfixturevalue("cluster")
    return partial(RayEngine, address=cluster.address)


def run(
    begin: Begin, items: Iterable[str], *, workers: int = 2
) -> list[tuple[str, str | DocumentError]]:
    with begin(make, workers=workers, limits=LIMITS) as engine:
        return list(engine.run(items))


def test_every_item_comes_back_in_order(begin: Begin) -> None:
    items = [f"item {number}" for number in range(100)]
    assert run(begin, items) == [(one, f"did {one}") for one in items]


def test_culprits_are_named_and_the_others_are_done(begin: Begin, tmp_path: Path) -> None:
    bad = {
        "hang": LimitError,
        "spin": LimitError,
        "kill": CrashError,
        "segfault": CrashError,
        "exit": CrashError,
        "allocate": LimitError,
        "refuse": ParseError,
    }
    # A worker that dies with one, and one that is gone as if it had had nothing to do.
    once, gone = f"once {tmp_path / 'mark'}", f"leave {tmp_path / 'left'}"
    items = ["a", *bad, "b", once, gone, "c"]
    found = dict(run(begin, items))
    assert list(found) == items
    for item in ("a", "b", "c", once, gone):
        assert found[item] == f"did {item}"
    for item, kind in bad.items():
        assert type(found[item]) is kind, item
    messages = {item: str(found[item]) for item in bad}
    assert "2 s" in messages["hang"]
    assert "bytes" in messages["allocate"]
    assert "exit code 3" in messages["exit"]


def test_what_cannot_be_made_is_said_before_anything_runs(begin: Begin) -> None:
    with (
        begin(make_nothing, limits=LIMITS) as engine,
        pytest.raises(ConfigurationError, match=r"^no such pipeline"),
    ):
        engine.ask(pid_of)


def test_a_worker_answers_questions_and_one_is_enough(begin: Begin) -> None:
    with begin(make, limits=LIMITS) as engine:
        assert engine.ask(pid_of) not in {0, os.getpid()}
        assert list(engine.run(["a", "b"])) == [("a", "did a"), ("b", "did b")]


def test_a_pool_whose_only_worker_dies_between_items_begins_again() -> None:
    with LocalEngine(make, limits=LIMITS) as engine:
        os.kill(engine.ask(pid_of), signal.SIGKILL)
        time.sleep(0.5)  # until it is seen: nothing runs then
        assert list(engine.run(["a", "b"])) == [("a", "did a"), ("b", "did b")]


def test_a_question_is_answered_though_the_only_worker_has_died() -> None:
    with LocalEngine(make, limits=LIMITS) as engine:
        died = engine.ask(pid_of)
        os.kill(died, signal.SIGKILL)
        time.sleep(0.5)
        assert engine.ask(pid_of) not in {died, os.getpid()}
        assert list(engine.run(["a"])) == [("a", "did a")]


def test_a_question_that_ends_its_workers_is_an_error_of_ours() -> None:
    with (
        LocalEngine(make, limits=LIMITS) as engine,
        pytest.raises(ConfigurationError, match="died before they answered"),
    ):
        engine.ask(ends)


def test_items_are_read_only_as_far_ahead_as_needed() -> None:
    read = 0

    def items() -> Iterator[str]:
        nonlocal read
        for number in range(10_000):
            read = number
            yield "x" * 50_000_000 if number < 10 else "small"

    with LocalEngine(make, limits=LIMITS, size=len) as engine:
        results = engine.run(items())
        next(results)
        assert read < 6  # a few large ones fill the room that bytes have
    with LocalEngine(make, limits=LIMITS) as engine:
        next(engine.run(f"{number}" for number in items()))


def test_workers_are_replaced_after_some_items() -> None:
    with LocalEngine(make, limits=Limits(items=5)) as engine:
        pids = [result for _, result in engine.run(["pid"] * 20)]
    assert len(set(map(str, pids))) >= 4


def test_once_stopped_it_ends_soon_and_what_came_is_a_beginning(begin: Begin) -> None:
    stop = threading.Event()
    items = [f"sleep 0.05 {number}" if number > 5 else f"{number}" for number in range(1000)]
    items = [item if "sleep" not in item else "sleep 0.05" for item in items]
    done = []
    stopped = 0.0
    with begin(make, workers=2, limits=LIMITS) as engine:
        for item, _ in engine.run(items, stop=stop):
            done.append(item)
            if len(done) == 20:
                stop.set()
                stopped = time.monotonic()
        took_s = time.monotonic() - stopped
    assert done == items[: len(done)]
    assert len(done) < 200
    assert took_s < 20  # the rest alone would take 25 with two workers
