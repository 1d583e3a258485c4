"""What the workers of the tests do: the item says what goes wrong."""

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from engine.cluster import actor_pids
from newsx.errors import ConfigurationError, ParseError


def make() -> Callable[[str], str]:
    """Return the function of a worker."""
    return work


def make_nothing() -> Callable[[str], str]:
    """Fail as a missing model does."""
    raise ConfigurationError("no such pipeline")


def work(item: str) -> str:
    """Do what the first word of the item says."""
    order, _, rest = item.partition(" ")
    if order == "hang":
        time.sleep(1000)
    elif order == "spin":
        while True:
            pass
    elif order == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "segfault":
        ctypes.string_at(0)
    elif order == "exit":
        os._exit(3)
    elif order == "allocate":
        bytearray(8_000_000_000)
    elif order == "refuse":
        raise ParseError("no text", retryable=True)
    elif order == "once":
        if not Path(rest).exists():
            Path(rest).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif order == "leave":
        if not Path(rest).exists():
            Path(rest).touch()
            os._exit(0)
    elif order == "end":
        for pid in actor_pids():
            os.kill(pid, signal.SIGKILL)
        time.sleep(1)
    elif order == "sleep":
        time.sleep(float(rest.split()[0]))
    elif order == "pid":
        return f"{os.getpid()}"
    return f"did {item}"


def ends(_: Callable[[str], str]) -> int:
    """End the worker that is asked."""
    os._exit(3)


def pid_of(_: Callable[[str], str]) -> int:
    """Tell which process a worker is."""
    return os.getpid()
