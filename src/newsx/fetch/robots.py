"""What robots.txt allows, host by host (RFC 9309)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx
from protego import Protego

from newsx.errors import AddressRefused, FetchError, RobotsDisallowed

# RFC 9309, 2.5: a parser must read at least 500 kibibytes; what lies behind is not looked at.
LONGEST: Final = 500 * 1024
# RFC 9309 says nothing of how long is too long; a minute between pages is as good as a refusal.
_LONGEST_DELAY_S: Final = 60.0

Fetch = Callable[[str], bytes | None]
"""Fetches a robots.txt: its bytes, None where there is none (4xx)."""


@dataclass(frozen=True)
class _Policy:
    rules: Protego | None
    error: FetchError | None = None


class Robots:
    """Ask robots.txt, fetched once a host and kept for the run.

    Args:
        fetch: Returns the bytes, None for a 4xx; raises FetchError for a 5xx, no answer, or an
            address that may not be dialled.
        user_agent: The product token that rules are looked up for.
    """

    def __init__(self, fetch: Fetch, user_agent: str) -> None:
        self._fetch = fetch
        self._user_agent = user_agent
        self._policies: dict[str, _Policy] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: httpx.URL) -> None:
        """Let an address pass that robots may fetch.

        Raises:
            FetchError: RobotsDisallowed where the rules ask not to, and, `retryable`, where the
                host answers 5xx instead, which RFC 9309 (2.3.1.4) says to treat as a complete
                refusal; the error of robots.txt itself where its host cannot be reached.
        """
        policy = self._policy(url)
        if policy.error is not None:
            msg = str(policy.error)
            if not isinstance(policy.error, AddressRefused):
                msg = (
                    f"robots.txt of {url.host} cannot be had ({msg}), so nothing there may be "
                    "fetched; try later, or set robots = false if the site allows it"
                )
            raise type(policy.error)(msg, retryable=policy.error.retryable) from policy.error
        if policy.rules is not None and not policy.rules.can_fetch(str(url), self._user_agent):
            msg = f"robots.txt of {url.host} asks not to fetch {url}"
            raise RobotsDisallowed(msg)

    def delay_s(self, url: httpx.URL) -> float:
        """Return the seconds between two requests that the host asks for, at most a minute.

        None are known, and so 0, before its robots.txt has been read.
        """
        policy = self._policies.get(_origin(url))
        if policy is None or policy.rules is None:
            return 0.0
        rules = policy.rules
        delay = rules.crawl_delay(self._user_agent) or 0.0
        rate = rules.request_rate(self._user_agent)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        return min(delay, _LONGEST_DELAY_S)

    def sitemaps(self, url: httpx.URL) -> tuple[str, ...]:
        """Return the sitemaps that robots.txt names."""
        rules = self._policy(url).rules
        return tuple(rules.sitemaps) if rules is not None else ()

    def _policy(self, url: httpx.URL) -> _Policy:
        origin = _origin(url)
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._policies:
                self._policies[origin] = self._read(f"{origin}/robots.txt")
            return self._policies[origin]

    def _read(self, address: str) -> _Policy:
        try:
            content = self._fetch(address)
        except FetchError as error:
            return _Policy(None, error)
        if content is None:
            return _Policy(None)
        text = content[:LONGEST].decode("utf-8-sig", "replace")
        return _Policy(Protego.parse(text))


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
