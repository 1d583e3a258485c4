"""Run a function over many items in worker processes of this machine, and lose none of them.

Each item is one task: what kills or stalls a worker is known by name. A worker that dies is
replaced, and the item it held is tried once more alone, in a process of its own; if that dies too,
the item is given up. Results come in the order of the items, so that a run that is killed has
written a beginning of what an undisturbed one writes.
"""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, Final, Generic, Self, cast

from newsx.engine.limits import Item, Limits, Result, is_set
from newsx.engine.worker import OUT_OF_TIME, ask, begin, work
from newsx.errors import ConfigurationError, CrashError, DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    import pebble

    from newsx.engine.limits import Answer, Stop

logger = logging.getLogger(__name__)

# Items handed over beyond those being worked on: the parent writes a batch while workers go on.
_AHEAD: Final = 32
_AHEAD_BYTES: Final = 128_000_000
_GLANCE_S: Final = 0.2
# A worker keeps its own time. The parent looks at the clock later: whoever is still silent then
# died before it was heard which item it held.
_GRACE_S: Final = 2.0 if OUT_OF_TIME is not None else 0.0
_FIRST: Final = "newsx.engine.preload"


class LocalEngine(Generic[Item, Result]):
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
        # What every worker begins by importing is imported once, and its memory shared.
        self._context.set_forkserver_preload([_FIRST, _module_of(make)])
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

        Where the worker dies of it, or none is left, a process of its own is asked.

        Raises:
            ConfigurationError: The function could not be made, or the workers asked died.
        """
        future = self._schedule(self._pool, ask, question)
        if _is_lost(future.exception()):
            future = self._alone(ask, question)
        error = future.exception()
        if _is_lost(error):
            msg = (
                f"two workers died before they answered: {error!r}; see that there is memory for "
                "each of them, or ask for fewer"
            )
            raise ConfigurationError(msg) from error
        return cast("Answer", future.result())

    def run(
        self, items: Iterable[Item], *, stop: Stop | None = None
    ) -> Iterator[tuple[Item, Result | DocumentError]]:
        """Yield every item with its result or error, in order; see `Engine.run`."""
        source = iter(items)
        held: deque[tuple[Item, Future[Any]]] = deque()
        held_bytes = 0
        more = True
        while more or held:
            if not self._pool.active:
                self._renew(held)
            while more and self._has_room(len(held), held_bytes) and not is_set(stop):
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
                if is_set(stop):
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

    def _renew(self, held: deque[tuple[Item, Future[Any]]]) -> None:
        """Begin another pool where no worker is left, and hand over what is not done."""
        _end(self._pool)
        self._pool = self._start(self._workers, self._limits.items)
        for place, (item, future) in enumerate(held):
            if not future.done() or isinstance(future.exception(), BrokenProcessPool):
                held[place] = item, self._submit(self._pool, item)

    def _result(self, item: Item, future: Future[Any]) -> Result | DocumentError:
        """Return the result of a task; where a worker died of it, try it once more alone."""
        error = future.exception()
        if _is_lost(error) or isinstance(error, MemoryError):
            logger.debug("%r ended a worker: %r; trying it alone", item, error)
            future = self._alone(work, item, self._limits.seconds + _GRACE_S)
            error = future.exception()
        if error is None:
            return cast("Result", future.result())
        return self._verdict(error)

    def _verdict(self, error: BaseException) -> DocumentError:
        if isinstance(error, DocumentError):
            return error
        code = getattr(error, "exitcode", None)
        if OUT_OF_TIME is not None and code == OUT_OF_TIME:
            return self._limits.exceeded(TimeoutError())
        if isinstance(error, TimeoutError | MemoryError):
            return self._limits.exceeded(error)
        if _is_lost(error):
            last = "" if code is None else f", the last one with exit code {code}"
            return CrashError(f"it ended two workers{last}; please report it")
        raise error

    def _submit(self, pool: pebble.ProcessPool, item: Item) -> Future[Any]:
        return self._schedule(pool, work, item, self._limits.seconds + _GRACE_S)

    def _alone(
        self, function: Callable[[Any], Any], argument: object, seconds: float | None = None
    ) -> Future[Any]:
        """Return what a process of its own makes of one task, done or failed."""
        pool = self._start(1, 1)
        try:
            future = self._schedule(pool, function, argument, seconds)
            wait([future])
        finally:
            _end(pool)
        return future

    def _schedule(
        self,
        pool: pebble.ProcessPool,
        function: Callable[[Any], Any],
        argument: object,
        seconds: float | None = None,
    ) -> Future[Any]:
        try:
            future: Future[Any] = pool.schedule(function, args=(argument,), timeout=seconds)
        except RuntimeError as error:  # its last worker has died meanwhile
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return future

    def _cancel(self, held: Iterable[tuple[Item, Future[Any]]]) -> None:
        for _, future in held:
            future.cancel()

    def _start(self, workers: int, items: int) -> pebble.ProcessPool:
        import pebble

        return pebble.ProcessPool(
            max_workers=workers,
            max_tasks=items,
            initializer=begin,
            initargs=(self._make, self._limits, logging.getLogger("newsx").getEffectiveLevel()),
            context=self._context,
        )


def _module_of(make: Callable[[], object]) -> str:
    """Return the module of a function, or of the one that it completes with arguments."""
    return make.func.__module__ if isinstance(make, partial) else make.__module__


def _end(pool: pebble.ProcessPool) -> None:
    """End a pool, whatever its workers do."""
    pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
    pool.join()


def _is_lost(error: BaseException | None) -> bool:
    """Tell whether a worker died, and not for want of time.

    Where workers keep their own time, the parent runs out of it only with one that is gone.
    """
    import pebble

    if isinstance(error, pebble.ProcessExpired):
        return OUT_OF_TIME is None or error.exitcode != OUT_OF_TIME
    if isinstance(error, TimeoutError):
        return OUT_OF_TIME is not None
    return isinstance(error, BrokenProcessPool)
