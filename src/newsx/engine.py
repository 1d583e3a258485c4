"""Run a function over many items in worker processes, and lose none of them.

Each item is one task: what kills or stalls a worker is known by name. A worker that dies is
replaced, and the item it held is tried once more alone, in a process of its own; if that dies too,
the item is given up. Results come in the order of the items, so that a run that is killed has
written a beginning of what an undisturbed one writes.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from concurrent.futures import Future, wait
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, Self, TypeVar, cast

from newsx.errors import ConfigurationError, CrashError, DocumentError, LimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    import pebble

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = TypeVar("Answer")

# Items handed over beyond those being worked on: the parent writes a batch while workers go on.
_AHEAD: Final = 32
_AHEAD_BYTES: Final = 128_000_000
_GLANCE_S: Final = 0.2


@dataclass(frozen=True)
class Limits:
    """What one item may take, and how long a worker lives.

    Args:
        seconds: Time for one item; whoever takes longer is killed.
        memory_bytes: Memory a worker may take on top of what it has after loading (Linux).
        items: After so many items a worker is replaced, so that what libraries keep does not
            add up.
    """

    seconds: float = 60.0
    memory_bytes: int = 2_000_000_000
    items: int = 2000


class Stop(Protocol):
    """Tells whether to stop: a `threading.Event`."""

    def is_set(self) -> bool:
        """Tell whether to stop."""
        ...


class Engine(Generic[Item, Result]):
    """A pool of workers; use it in a `with`.

    Args:
        make: Called once in each worker; returns the function that works on items there. Both
            must be importable from a module.
        workers: How many processes.
        limits: What one item may take.
        size: How many bytes an item has, so that not too many are handed over at once.
    """

    def __init__(
        self,
        make: Callable[[], Callable[[Item], Result]],
        *,
        workers: int = 1,
        limits: Limits | None = None,
        size: Callable[[Item], int] = lambda _: 0,
    ) -> None:
        self._make = make
        self._workers = workers
        self._limits = limits or Limits()
        self._size = size
        # A fork of a process with threads (DuckDB has some) may hang: workers begin clean.
        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        self._context = get_context(method)
        self._pool = self._start(workers, self._limits.items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _end(self._pool)

    def ask(self, question: Callable[..., Answer]) -> Answer:
        """Return what `question` answers when a worker calls it with its function.

        Raises:
            ConfigurationError: The function could not be made.
        """
        return cast("Answer", self._pool.schedule(_ask, args=(question,)).result())

    def run(
        self, items: Iterable[Item], *, stop: Stop | None = None
    ) -> Iterator[tuple[Item, Result | DocumentError]]:
        """Yield every item with its result, or with the error that it cost, in order.

        Args:
            items: Read only as far ahead as the workers need.
            stop: Once set, no further item is read; what is not finished by then does not come.

        Raises:
            ConfigurationError: The function could not be made.
        """
        source = iter(items)
        held: deque[tuple[Item, Future[Any]]] = deque()
        held_bytes = 0
        more = True
        while more or held:
            while more and self._has_room(len(held), held_bytes) and not _is_set(stop):
                item = next(source, None)
                if item is None:
                    more = False
                    break
                held.append((item, self._submit(self._pool, item)))
                held_bytes += self._size(item)
            if not held:
                return
            item, future = held[0]
            while not wait([future], timeout=_GLANCE_S).done:
                if _is_set(stop):
                    self._cancel(held)
                    return
            held.popleft()
            held_bytes -= self._size(item)
            if future.cancelled():
                return
            yield item, self._result(item, future)

    def _has_room(self, count: int, size: int) -> bool:
        return count == 0 or (
            count < self._workers * _AHEAD and size < self._workers * _AHEAD_BYTES
        )

    def _result(self, item: Item, future: Future[Any]) -> Result | DocumentError:
        """Return the result of a task; where a worker died of it, try it once more alone."""
        error = future.exception()
        if isinstance(error, (_worker_died(), MemoryError)):
            logger.debug("%r ended a worker: %r; trying it alone", item, error)
            alone = self._start(1, 1)
            try:
                future = self._submit(alone, item)
                wait([future])
            finally:
                _end(alone)
            error = future.exception()
        if error is None:
            return cast("Result", future.result())
        return self._verdict(error)

    def _verdict(self, error: BaseException) -> DocumentError:
        limits = self._limits
        if isinstance(error, DocumentError):
            return error
        if isinstance(error, TimeoutError):
            return LimitError(
                f"it was not finished after {limits.seconds:g} s; raise document_timeout_s "
                "(NEWSX_DOCUMENT_TIMEOUT_S) if it really takes longer"
            )
        if isinstance(error, MemoryError):
            return LimitError(
                f"it needs more than {limits.memory_bytes:,} bytes; raise document_memory_bytes "
                "(NEWSX_DOCUMENT_MEMORY_BYTES) if it really is one article"
            )
        if isinstance(error, _worker_died()):
            code = getattr(error, "exitcode", None)
            return CrashError(
                f"it ended two workers, the last one with exit code {code}; please report it"
            )
        raise error

    def _submit(self, pool: pebble.ProcessPool, item: Item) -> Future[Any]:
        future: Future[Any] = pool.schedule(_work, args=(item,), timeout=self._limits.seconds)
        return future

    def _cancel(self, held: Iterable[tuple[Item, Future[Any]]]) -> None:
        for _, future in held:
            future.cancel()

    def _start(self, workers: int, items: int) -> pebble.ProcessPool:
        import pebble

        return pebble.ProcessPool(
            max_workers=workers,
            max_tasks=items,
            initializer=_begin,
            initargs=(self._make, self._limits, logging.getLogger("newsx").getEffectiveLevel()),
            context=self._context,
        )


def _end(pool: pebble.ProcessPool) -> None:
    """End a pool, whatever its workers do."""
    pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
    pool.join()


def _is_set(stop: Stop | None) -> bool:
    return stop is not None and stop.is_set()


def _worker_died() -> type[Exception]:
    import pebble

    return pebble.ProcessExpired


# What follows runs in the workers.

_function: Callable[[Any], Any] | ConfigurationError | None = None


def _begin(make: Callable[[], Callable[[Any], Any]], limits: Limits, level: int) -> None:
    """Make the function of this worker; what goes wrong is told when it is called."""
    global _function  # noqa: PLW0603 - one for each process, made before its first task
    # One process works on one item with one thread: more would fight over the cores.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    # A word on each document is for those who ask for it: there may be millions.
    logging.basicConfig(format="newsx: %(message)s", level=logging.CRITICAL)
    logging.getLogger("newsx").setLevel(level if level <= logging.INFO else logging.ERROR)
    try:
        _function = make()
    except ConfigurationError as error:
        _function = error
    _limit_memory(limits.memory_bytes)


def _work(item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
    return _made()(item)


def _ask(question: Callable[[Callable[[Any], Any]], Answer]) -> Answer:
    return question(_made())


def _made() -> Callable[[Any], Any]:
    if isinstance(_function, ConfigurationError):
        raise _function
    if _function is None:
        raise ConfigurationError("the worker was not begun")
    return _function


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
