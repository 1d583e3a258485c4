"""A Ray cluster whose machines are processes of this one, and can be lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ray._private.node import Node

TESTS = Path(__file__).parents[1]


class MachineCluster:
    """A head without processors, and machines that come and go."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster  # half a second, for those who need it

        # What an actor runs must be importable on its machine, here from our folder.
        os.environ["PYTHONPATH"] = str(TESTS)
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        self._cluster = Cluster()
        self._add(0)  # the head
        self._machines: list[Node] = []

    @property
    def address(self) -> str:
        """Where drivers connect."""
        return str(self._cluster.address)

    def add_machine(self, processors: int) -> None:
        """Add a machine."""
        self._machines.append(self._add(processors))

    def _add(self, processors: int, *, tries: int = 3) -> Node:
        """Add a node; Ray gives one half a minute to start, which a busy machine may not have."""
        try:
            node: Node = self._cluster.add_node(
                num_cpus=processors, include_dashboard=False, object_store_memory=100_000_000
            )
        except Exception:  # Ray raises nothing more special
            if tries == 1:
                raise
            return self._add(processors, tries=tries - 1)
        return node

    def lose_machine(self) -> None:
        """Lose a machine in a blackout, not the one that this process is connected to."""
        import ray

        ours = ray.get_runtime_context().get_node_id()
        lost = next(one for one in self._machines if one.node_id != ours)
        self._machines.remove(lost)
        self._cluster.remove_node(lost, allow_graceful=False)

    def close(self) -> None:
        """Stop everything."""
        self._cluster.shutdown()  # type: ignore[no-untyped-call]  # Ray annotates all but this


def actor_pids(doing: bytes = b"ray::_Station") -> list[int]:
    """Return the processes of our actors, all or those that do something.

    Ours are those that this process started, or that started it: other tests may be at work beside.
    """
    ours = os.getpid()
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            title = (path / "cmdline").read_bytes()
        except OSError:
            continue
        pid = int(path.name)
        if title.startswith(doing) and (ours in _line(pid) or pid in _line(ours)):
            found.append(pid)
    return found


def _line(pid: int) -> list[int]:
    """Return a process and those that it descends from."""
    found = []
    while pid > 1:
        found.append(pid)
        try:
            told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            break
        pid = int(told.rpartition(")")[2].split()[1])
    return found


def kill_an_actor() -> None:
    """Kill one of our actors with SIGKILL."""
    os.kill(actor_pids()[0], signal.SIGKILL)
