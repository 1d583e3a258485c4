"""What robots.txt allows, host by host (RFC 9309)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpx

from newsx.errors import AddressRefused, FetchError, FetchTimeout, RobotsDisallowed

if TYPE_CHECKING:
    from protego import Protego

# RFC 9309, 2.5: a parser must read at least 500 kibibytes; what lies behind is not looked at.
LONGEST: Final = 500 * 1024
# RFC 9309 says nothing of how long is too long; a minute between pages is as good as a refusal.
_LONGEST_DELAY_S: Final = 60.0

Fetch = Callable[[str], bytes | None]
"""Fetches a robots.txt: its bytes, None where there is none (4xx)."""


class HurriedError(FetchTimeout):
    """There was little time left to fetch a robots.txt, which says nothing about its host."""


@dataclass(frozen=True)
class _Policy:
    rules: "Protego | None"
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
            hurried = isinstance(policy.error, HurriedError)
            kind = FetchTimeout if hurried else type(policy.error)
            raise kind(msg, retryable=policy.error.retryable) from policy.error
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
            policy = self._policies.get(origin)
            if policy is None:
                policy = self._read(f"{origin}/robots.txt")
                if not isinstance(policy.error, HurriedError):
                    self._policies[origin] = policy
            return policy

    def _read(self, address: str) -> _Policy:
        try:
            content = self._fetch(address)
        except FetchError as error:
            return _Policy(None, error)
        if content is None:
            return _Policy(None)
        from protego import Protego

        if len(content) >= LONGEST:
            # A rule that is cut short would be another rule.
            content = content[:LONGEST].rpartition(b"\n")[0]
        return _Policy(Protego.parse(content.decode("utf-8-sig", "replace")))


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
