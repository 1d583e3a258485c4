"""Many addresses at once: fast over all hosts, slow at each, and no dead host in the way."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Final

from newsx.errors import Blocked, FetchError, FetchTimeout, Unreachable
from newsx.fetch.http import Client
from newsx.fetch.journey import Journey, MovedError
from newsx.fetch.patience import LONGEST_WAIT_S
from newsx.schema import Document
from newsx.settings import Settings

logger = logging.getLogger(__name__)

# Addresses read ahead of the fetching, so that lists of millions stay out of memory.
_AHEAD: Final = 5_000
# Pages that wait for the reader, for each thread: a slow reader stops the fetching, not the memory.
_HELD: Final = 2
# After so many pages in a row without an answer the rest of a host is given up: nobody is there.
_UNANSWERED: Final = 3
# After so many in a row answered 429 or 5xx as well: somebody is, and has enough of it.
_TROUBLED: Final = 10
# Seconds that requests in hand have to end when the reader goes away.
_FAREWELL_S: Final = 1.0

Outcome = Document | FetchError
Result = tuple[str, Outcome]
_Leg = Outcome | MovedError


@dataclass
class _Host:
    """The addresses that wait for one host, and how it fares."""

    name: str
    waiting: deque[Journey] = field(default_factory=deque)
    active: int = 0
    queued: bool = False
    met: bool = False
    next_at: float = 0.0
    delay_s: float = 0.0
    unanswered: int = 0
    troubled: int = 0
    given_up: FetchError | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is lost when it is forgotten."""
        known = self.given_up is not None or self.unanswered or self.troubled
        return not (known or self.waiting or self.active or self.next_at > time.monotonic())

    def fares(self, outcome: _Leg, pause_s: float) -> None:
        """Note how a page fared, and whether the rest is given up."""
        status = outcome.status if isinstance(outcome, FetchError) else None
        silent = isinstance(outcome, (FetchTimeout, Unreachable)) and status is None
        busy = status is not None and (status == 429 or status >= 500)  # noqa: PLR2004 - statuses
        self.unanswered = self.unanswered + 1 if silent else 0
        self.troubled = self.troubled + 1 if busy else 0
        if isinstance(outcome, FetchError) and (
            self.unanswered >= _UNANSWERED or self.troubled >= _TROUBLED or pause_s > LONGEST_WAIT_S
        ):
            self.given_up = outcome


def fetch_all(urls: Iterable[str], client: Client, settings: Settings) -> Generator[Result]:
    """Yield every address with its document or its error, as they come; each exactly once.

    A host that does not answer three times in a row, that answers 429 or 5xx ten times in a row, or
    that asks for more patience than a run has, is not asked again: the rest of its addresses fail
    with its last error as the reason, and are `retryable`. An address that redirects to another
    host waits for its turn there.

    Args:
        urls: Read as the fetching goes on, in the thread of the caller. While it waits for the
            next address, the pages that are ready wait with it.
        client: Serves all threads.
        settings: `fetch_threads` over all hosts; `host_connections` and `host_delay_s` at each,
            where robots.txt may ask for a longer delay, and `Retry-After` for a pause.
    """
    crowd = _Crowd(client, settings)
    try:
        yield from crowd.run(urls)
    finally:
        crowd.stop()


class _Crowd:
    """Threads that each take an address of the host that may be asked next.

    One lock guards everything. A host that may be asked is in the heap once, by when. Whoever takes
    or adds an entry wakes one idle thread, so that one always waits for the first.

    Ctrl-C is raised in the thread of the caller, wherever that is. A `with` over the lock itself
    gives it back then; over a condition, whose `__enter__` and `wait` are written in Python, it
    may not. So the caller's thread takes the lock only, and waits for results in a queue.
    """

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._hosts: dict[str, _Host] = {}
        self._most_hosts = _AHEAD
        self._ready: list[tuple[float, int, _Host]] = []
        self._numbers = count()
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._work_came = threading.Condition(self._lock)
        self._stopped = False
        self._threads: list[threading.Thread] = []

    def run(self, urls: Iterable[str]) -> Iterator[Result]:
        pending = 0
        for url in urls:
            self._add(Journey(url))
            pending += 1
            while (result := self._take(wait=pending >= _AHEAD)) is not None:
                pending -= 1
                yield result
        while pending and (result := self._take(wait=True)) is not None:
            pending -= 1
            yield result

    def stop(self) -> None:
        """Let the threads end after the request in hand."""
        with self._lock:
            self._stopped = True
            self._work_came.notify_all()
        latest = time.monotonic() + _FAREWELL_S
        for thread in self._threads:
            if thread.is_alive():  # one whose start was broken off cannot be joined
                thread.join(timeout=max(0.0, latest - time.monotonic()))

    def _take(self, *, wait: bool) -> Result | None:
        """Return a result; None where none is ready and none is waited for."""
        try:
            result = self._results.get(block=wait)
        except queue.Empty:
            return None
        with self._lock:
            self._work_came.notify()
        return result

    def _add(self, journey: Journey) -> None:
        with self._lock:
            self._line_up(journey)
            if len(self._threads) < self._settings.fetch_threads:
                thread = threading.Thread(target=self._work, daemon=True, name="newsx-fetch")
                self._threads.append(thread)
                thread.start()

    def _line_up(self, journey: Journey) -> None:
        """Let an address wait for the host it is at."""
        if len(self._hosts) >= self._most_hosts:
            self._hosts = {key: one for key, one in self._hosts.items() if not one.is_idle}
            self._most_hosts = 2 * len(self._hosts) + _AHEAD
        host = self._hosts.setdefault(journey.host, _Host(journey.host))
        host.waiting.append(journey)
        self._queue(host)

    def _queue(self, host: _Host) -> None:
        """Put a host into the heap if it has an address that may be asked for."""
        if host.given_up is not None:
            while host.waiting:
                url = host.waiting.popleft().url
                self._results.put((url, _untried(url, host.name, host.given_up)))
            return
        # One alone meets the host first, and learns what its robots.txt asks.
        most = self._settings.host_connections if host.met else 1
        if host.waiting and host.active < most and not host.queued:
            host.queued = True
            heappush(self._ready, (host.next_at, next(self._numbers), host))
            self._work_came.notify()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            host, journey = job
            asked = journey.at
            outcome = self._fetch(journey)
            self._settle(host, journey, outcome, self._delay_s(asked, outcome))

    def _next(self) -> tuple[_Host, Journey] | None:
        """Wait for an address whose host may be asked now; None when stopped."""
        with self._lock:
            while not self._stopped:
                now = time.monotonic()
                full = self._results.qsize() >= _HELD * self._settings.fetch_threads
                if full or not self._ready:
                    self._work_came.wait()
                elif self._ready[0][0] > now:
                    self._work_came.wait(self._ready[0][0] - now)
                elif (job := self._claim(now)) is not None:
                    return job
        return None

    def _claim(self, now: float) -> tuple[_Host, Journey] | None:
        """Take the first host and an address of it, unless it asked for a pause since."""
        _, _, host = heappop(self._ready)
        host.queued = False
        if self._ready:
            self._work_came.notify()
        if host.next_at > now or not host.waiting:
            self._queue(host)
            return None
        journey = host.waiting.popleft()
        host.active += 1
        host.next_at = now + max(self._settings.host_delay_s, host.delay_s)
        self._queue(host)
        return host, journey

    def _fetch(self, journey: Journey) -> _Leg:
        try:
            return self._client.leg(journey)
        except (MovedError, FetchError) as outcome:
            return outcome
        except Exception as error:  # a thread that dies would lose its address
            url = journey.url
            logger.debug("fetch failed on %s", url, exc_info=True)
            return FetchError(f"fetch failed on {url!r}: {error!r}; please report this address")

    def _delay_s(self, asked: str, outcome: _Leg) -> float:
        """Return what robots.txt asks beyond our own delay, there and where the page came from."""
        end = outcome.url if isinstance(outcome, Document) else None
        return max(self._client.delay_s(one) for one in {asked, end or asked})

    def _settle(self, host: _Host, journey: Journey, outcome: _Leg, delay_s: float) -> None:
        pause_s = 0.0
        with self._lock:
            host.active -= 1
            host.met = True
            host.delay_s = max(host.delay_s, delay_s)
            if isinstance(outcome, FetchError):
                pause_s = outcome.retry_after_s or 0.0
            host.fares(outcome, pause_s)
            wait_s = max(pause_s, host.delay_s)
            if wait_s:
                host.next_at = max(host.next_at, time.monotonic() + wait_s)
            if isinstance(outcome, MovedError):
                self._line_up(journey)
            else:
                self._results.put((journey.url, outcome))
            self._queue(host)


def _untried(url: str, host: str, reason: FetchError) -> FetchError:
    kind = Blocked if isinstance(reason, Blocked) else Unreachable
    msg = f"{url} was not tried: {host} was given up, as {reason}"
    return kind(msg, retryable=True, retry_after_s=reason.retry_after_s)
