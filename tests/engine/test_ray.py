"""What is lost on a Ray cluster is done again, a few times, and nothing goes in silence."""

import signal
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


@pytest.mark.slow  # tests/batch has it too, with a database behind it
def test_a_killed_actor_loses_nothing(cluster: MachineCluster) -> None:
    found = run_through(cluster, kill_an_actor, at=40)
    assert found == [(item, f"did {item}") for item in ITEMS]
    assert actor_pids() == []


@pytest.mark.slow
def test_a_lost_machine_loses_nothing(cluster: MachineCluster) -> None:
    # What is left has one processor, and nothing may wait for another.
    cluster.add_machine(1)
    found = run_through(cluster, cluster.lose_machine, at=40)
    cluster.add_machine(2)
    assert found == [(item, f"did {item}") for item in ITEMS]


@pytest.mark.slow
def test_an_item_that_ends_its_actors_is_given_up_by_name_and_alone(
    cluster: MachineCluster,
) -> None:
    with RayEngine(make, limits=LIMITS, address=cluster.address) as engine:
        found = dict(engine.run(["a", "end actor", "b"]))
    lost = found.pop("end actor")
    assert found == {"a": "did a", "b": "did b"}
    assert isinstance(lost, CrashError)
    assert lost.retryable
    assert "3 actors" in str(lost)


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
