"""What is lost on a Ray cluster is done again, a few times, and nothing goes in silence."""

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from engine.cluster import MachineCluster, actor_pids, kill_an_actor
from engine.tasks import make
from newsx.engine.limits import Limits
from newsx.engine.ray import RayEngine
from newsx.errors import ConfigurationError, CrashError

LIMITS = Limits(seconds=20, memory_bytes=500_000_000)
ITEMS = [f"sleep 0.02 {number}" for number in range(300)]


def run_through(
    cluster: MachineCluster, accident: Callable[[], None], *, at: int
) -> list[tuple[str, object]]:
    """Run the items, and have an accident after some of them."""
    found: list[tuple[str, object]] = []
    with RayEngine(make, workers=2, limits=LIMITS, address=cluster.address) as engine:
        for outcome in engine.run(ITEMS):
            found.append(outcome)
            if len(found) == at:
                accident()
    return found


def test_a_killed_actor_loses_nothing(cluster: MachineCluster) -> None:
    found = run_through(cluster, kill_an_actor, at=40)
    assert found == [(item, f"did {item}") for item in ITEMS]
    assert actor_pids() == []


def test_a_lost_machine_loses_nothing(cluster: MachineCluster) -> None:
    # What is left has one processor, and nothing may wait for another.
    cluster.add_machine(1)
    found = run_through(cluster, cluster.lose_machine, at=40)
    cluster.add_machine(2)
    assert found == [(item, f"did {item}") for item in ITEMS]


def test_a_shard_that_loses_every_actor_is_given_up_by_name(cluster: MachineCluster) -> None:
    over = threading.Event()

    def killer() -> None:
        while not over.wait(0.3):
            for pid in actor_pids(b"ray::_Station.run"):
                os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=killer)
    found = []
    with RayEngine(make, limits=LIMITS, address=cluster.address) as engine:
        thread.start()
        for item, result in engine.run(["sleep 15"]):
            over.set()
            found.append((item, result))
    thread.join()
    [(item, result)] = found
    assert item == "sleep 15"
    assert isinstance(result, CrashError)
    assert result.retryable
    assert "3 actors" in str(result)


def test_nothing_at_the_address_is_said() -> None:
    with pytest.raises(ConfigurationError, match=r"no Ray cluster answers at '127.0.0.1:1'"):
        RayEngine(make, address="127.0.0.1:1")


def test_the_polite_kill_stays_ours(cluster: MachineCluster) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with RayEngine(make, limits=LIMITS, address=cluster.address):
            signal.raise_signal(signal.SIGTERM)
            time.sleep(0.1)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == [signal.SIGTERM]
