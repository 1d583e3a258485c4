"""What runs in a worker process: the function, made once, and the bounds of memory and time."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from newsx.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsx.engine.limits import Answer, Limits

logger = logging.getLogger(__name__)

OUT_OF_TIME: Final = -signal.SIGALRM if hasattr(signal, "setitimer") else None
"""Exit code of a worker whose item took too long; None where no process can end itself so."""

_seconds = 0.0
_function: Callable[[Any], Any] | ConfigurationError | None = None


def begin(make: Callable[[], Callable[[Any], Any]], limits: Limits, level: int) -> None:
    """Make the function of this worker; what goes wrong is told when it is called."""
    global _function, _seconds  # noqa: PLW0603 - one for each process, before its first task
    work_alone()
    _seconds = limits.seconds
    # A word on each document is for those who ask for it: there may be millions.
    logging.basicConfig(format="newsx: %(message)s", level=logging.CRITICAL)
    logging.getLogger("newsx").setLevel(level if level <= logging.INFO else logging.ERROR)
    try:
        _function = make()
    except ConfigurationError as error:
        _function = error
    _limit_memory(limits.memory_bytes)


def work_alone() -> None:
    """Let one process work on one item with one thread: more would fight over the cores."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def work(item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
    """Return what the function makes of an item.

    Raises:
        ConfigurationError: The function could not be made.
    """
    function = _made()
    with _limited_time():
        return function(item)


def ask(question: Callable[[Callable[[Any], Any]], Answer]) -> Answer:
    """Return what is answered when `question` is called with the function.

    Raises:
        ConfigurationError: The function could not be made.
    """
    return question(_made())


def _made() -> Callable[[Any], Any]:
    if isinstance(_function, ConfigurationError):
        raise _function
    if _function is None:
        raise ConfigurationError("the worker was not begun")
    return _function


@contextmanager
def _limited_time() -> Iterator[None]:
    """End this process when an item takes too long, whatever it does: the system keeps the time."""
    if OUT_OF_TIME is None:
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, _seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(extra_bytes: int) -> None:
    """Let allocations fail beyond a bound, where the system can bound private memory (Linux)."""
    try:
        import resource

        with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - a plain read
            held = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmData:"))
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (held + extra_bytes, hard))
    except (ImportError, OSError, StopIteration, ValueError) as error:
        logger.debug("memory cannot be limited here: %r", error)
