"""Many addresses at once: fast over all hosts, slow at each, and no dead host in the way."""

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Final

import httpx

from newsx.errors import FetchError, FetchTimeout, Unreachable
from newsx.fetch.http import Client
from newsx.schema import Document
from newsx.settings import Settings

# Addresses read ahead of the fetching, so that lists of millions stay out of memory.
_AHEAD: Final = 5_000
# After so many failures in a row with no answer between, the rest of a host is given up.
_GIVE_UP_AFTER: Final = 3


@dataclass
class _Host:
    """The addresses that wait for one host, and how it fares."""

    name: str
    waiting: deque[str] = field(default_factory=deque)
    active: int = 0
    next_at: float = 0.0
    failures: int = 0
    last_error: FetchError | None = None

    @property
    def is_dead(self) -> bool:
        return self.failures >= _GIVE_UP_AFTER


def fetch_all(
    urls: Iterable[str], client: Client, settings: Settings
) -> Iterator[tuple[str, Document | FetchError]]:
    """Yield every address with its document or its error, as they come; each exactly once.

    Args:
        urls: Read as the fetching goes on.
        client: Serves all threads.
        settings: `fetch_threads` over all hosts; `host_connections` and `host_delay_s` at each,
            where robots.txt may ask for a longer delay.
    """
    crowd = _Crowd(client, settings)
    try:
        yield from crowd.run(urls)
    finally:
        crowd.stop()


class _Crowd:
    """Threads that each take the address whose host has waited longest."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()
        self._results: SimpleQueue[tuple[str, Document | FetchError]] = SimpleQueue()
        self._stopped = False
        self._threads: list[threading.Thread] = []

    def run(self, urls: Iterable[str]) -> Iterator[tuple[str, Document | FetchError]]:
        source = iter(urls)
        pending = self._take(source, _AHEAD)
        while pending:
            yield self._results.get()
            pending += self._take(source, 1) - 1

    def stop(self) -> None:
        """Let the threads end after the request in hand."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=0.1)

    def _take(self, source: Iterator[str], most: int) -> int:
        """Queue up to `most` addresses and return how many there were."""
        taken = 0
        with self._changed:
            for url in source:
                taken += 1
                name = _host_of(url)
                self._hosts.setdefault(name, _Host(name)).waiting.append(url)
                if len(self._threads) < self._settings.fetch_threads:
                    thread = threading.Thread(target=self._work, daemon=True, name="newsx-fetch")
                    self._threads.append(thread)
                    thread.start()
                if taken == most:
                    break
            self._changed.notify_all()
        return taken

    def _work(self) -> None:
        while (job := self._next()) is not None:
            host, url = job
            outcome = self._fetch(url)
            self._settle(host, outcome)
            self._results.put((url, outcome))

    def _next(self) -> tuple[_Host, str] | None:
        """Wait for an address whose host may be asked now; None when stopped."""
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                free = [
                    host
                    for host in self._hosts.values()
                    if host.waiting and host.active < self._settings.host_connections
                ]
                host = min(free, key=lambda one: one.next_at, default=None)
                if host is not None and (host.is_dead or host.next_at <= now):
                    return self._claim(host, now)
                self._changed.wait(None if host is None else host.next_at - now)
        return None

    def _claim(self, host: _Host, now: float) -> tuple[_Host, str]:
        host.active += 1
        host.next_at = now + self._settings.host_delay_s
        return host, host.waiting.popleft()

    def _fetch(self, url: str) -> Document | FetchError:
        host = self._hosts[_host_of(url)]
        if host.is_dead:
            msg = f"{url} was not tried: {host.name} did not answer {host.failures} times in a row"
            return Unreachable(f"{msg} ({host.last_error})", retryable=True)
        try:
            return self._client.fetch(url)
        except FetchError as error:
            return error

    def _settle(self, host: _Host, outcome: Document | FetchError) -> None:
        with self._changed:
            host.active -= 1
            if isinstance(outcome, FetchTimeout | Unreachable):
                host.failures += 1
                host.last_error = outcome
            else:
                host.failures = 0
            delay_s = self._delay_s(outcome)
            host.next_at = max(host.next_at, time.monotonic() + delay_s if delay_s else 0.0)
            self._changed.notify_all()

    def _delay_s(self, outcome: Document | FetchError) -> float:
        """Return what robots.txt asks beyond our own delay; it is known once a page was had."""
        if isinstance(outcome, Document) and self._settings.robots and outcome.url is not None:
            return self._client.robots.delay_s(httpx.URL(outcome.url))
        return 0.0


def _host_of(url: str) -> str:
    try:
        return httpx.URL(url).netloc.decode("ascii", "replace")
    except httpx.InvalidURL:
        return ""
