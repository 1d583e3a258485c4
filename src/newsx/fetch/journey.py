"""A page on its way from host to host: redirects that lead to another host wait for their turn."""

from dataclasses import dataclass, field
from typing import Final

import httpx

from newsx.errors import FetchError

JOURNEY: Final = "newsx_journey"
"""Extension of a request: the journey it belongs to."""

MAX_REDIRECTS: Final = 10


class MovedError(Exception):
    """A host sent to another one, which has a rate of its own; the journey says where it now is."""


@dataclass
class Journey:
    """Where the page at an address is to be had now.

    Args:
        url: The address that was asked for.
    """

    url: str
    at: str = field(init=False)
    spent_s: float = field(init=False, default=0.0)
    _sent: int = field(init=False, default=0)
    _sent_before: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.at = self.url

    @property
    def host(self) -> str:
        """The host it is at, as `host_of` names it."""
        return host_of(self.at)

    def try_again(self) -> "Journey":
        """Begin anew at this host."""
        self._sent = self._sent_before
        return self

    def step(self, url: str) -> None:
        """Note that a request goes out.

        Raises:
            MovedError: It would go to another host.
            FetchError: There were too many.
        """
        if host_of(url) != self.host:
            self.at = url
            self._sent_before = self._sent
            raise MovedError(url)
        self._sent += 1
        if self._sent > MAX_REDIRECTS + 1:
            msg = f"{self.url} redirects more than {MAX_REDIRECTS} times; check the address"
            raise FetchError(msg)


def host_of(url: str) -> str:
    """Return who is asked for a page, however written; nothing for what is no address.

    >>> host_of("https://News.example.:443/a"), host_of("http://news.example/b")
    ('news.example', 'news.example')
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        return ""
    host = parsed.raw_host.decode("ascii", "replace").rstrip(".")
    return host if parsed.port is None else f"{host}:{parsed.port}"
