"""Documents from the web, one address at a time: polite to sites, safe for the host."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from types import TracebackType
from typing import Final, Self

import httpx

from newsx.errors import AddressRefused, FetchError, FetchTimeout, Unreachable
from newsx.fetch.addresses import check_url
from newsx.fetch.answers import (
    Answer,
    check_content,
    check_page,
    check_rules,
    check_status,
    content_type,
    date_of,
    read_body,
)
from newsx.fetch.cookies import cookie_jar
from newsx.fetch.deadline import deadline, left_s
from newsx.fetch.journey import JOURNEY, MAX_REDIRECTS, Journey, MovedError
from newsx.fetch.pace import Pace
from newsx.fetch.patience import patiently
from newsx.fetch.robots import LONGEST, HurriedError, Robots
from newsx.fetch.transport import GuardedTransport
from newsx.schema import Document
from newsx.settings import Settings

PRODUCT: Final = "newsx"

Check = Callable[[httpx.Response], None]
"""Looks at the head of an answer, and raises a FetchError where its body is not wanted."""

Keep = Callable[[Answer], None]
"""Is given every answer that became a document: `--save-raw` writes them to a WARC file."""


class Client:
    """Fetch pages over HTTP. One client serves a whole run and all its threads; use it in a `with`.

    Args:
        settings: Limits, politeness, cache, proxy, and whether private addresses may be dialled.
        keep: Called with every answer that becomes a document.
        transport: Another one than `GuardedTransport`, for tests.

    Raises:
        ConfigurationError: The folder of the cache cannot be made.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        keep: Keep | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._keep = keep
        self._pace = Pace(settings.host_delay_s)
        self._connect_s = min(10.0, settings.timeout_s)
        self._client = httpx.Client(
            transport=_cached(transport or GuardedTransport(settings), settings),
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            timeout=httpx.Timeout(settings.timeout_s, connect=self._connect_s),
            trust_env=False,
            cookies=cookie_jar(),
            headers={
                "user-agent": user_agent(settings),
                "accept": "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1",
                "accept-language": "en;q=1.0,*;q=0.5",
                "accept-encoding": "gzip",
            },
            event_hooks={"request": [self._before]},
        )
        self.robots = Robots(self._robots_txt, PRODUCT)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def fetch(self, url: str) -> Document:
        """Return the page at `url`, redirects followed, robots.txt asked at every host.

        429, 5xx and broken connections are tried again `retries` times, after the time the server
        names or else with growing, jittered pauses. Hosts that were asked by this method or by
        `get` before are asked again only after their delay.

        Raises:
            FetchError: The subclass says what went wrong, `retryable` whether a later run may
                succeed.
        """
        journey = Journey(url)
        return self._document(journey, self._travel(journey, check_page))

    def get(self, url: str) -> Answer:
        """Return the answer at `url`, whatever its type: feeds and sitemaps.

        Raises:
            FetchError: As `fetch`.
        """
        return self._travel(Journey(url), check_status)

    def leg(self, journey: Journey) -> Document:
        """Return the page of a journey, which goes no further than the host it is at.

        Raises:
            MovedError: The host sends to another one, where the journey now is.
            FetchError: As `fetch`.
        """
        return self._document(journey, self._patiently(journey, check_page))

    def _travel(self, journey: Journey, check: Check) -> Answer:
        while True:
            self._pace.wait(journey.host, self.delay_s(journey.at))
            try:
                return self._patiently(journey, check)
            except MovedError:
                continue

    def delay_s(self, url: str) -> float:
        """Return the seconds between two requests that robots.txt asks for, as far as is known."""
        try:
            return self.robots.delay_s(httpx.URL(url)) if self._settings.robots else 0.0
        except (httpx.InvalidURL, UnicodeError):
            return 0.0

    def _document(self, journey: Journey, answer: Answer) -> Document:
        media_type, charset = content_type(answer.response)
        check_content(answer)
        if self._keep is not None:
            self._keep(answer)
        return Document(
            source_ref=journey.url,
            url=str(answer.response.url),
            content=answer.content,
            media_type=media_type,
            charset=charset,
            date_retrieved=date_of(answer.response) or datetime.now(UTC),
        )

    def _patiently(self, journey: Journey, check: Check, *, rules: bool = False) -> Answer:
        began = time.monotonic()
        try:
            with deadline(self._settings.deadline_s - journey.spent_s):
                return patiently(
                    lambda: self._once(journey, check, rules=rules),
                    retries=self._settings.retries,
                    delay_s=self.delay_s(journey.at),
                )
        finally:
            journey.spent_s += time.monotonic() - began

    def _once(self, journey: Journey, check: Check, *, rules: bool) -> Answer:
        """Return the answer of one try; `rules` are a robots.txt, which is not asked about itself.

        Raises:
            MovedError: The journey goes on at another host; rules are followed there.
            FetchError: The request failed, or `check` did not like the head of the answer.
        """
        url = journey.at
        if "://" not in url:
            msg = f"{url!r} does not say how to fetch it; use http:// or https://"
            raise AddressRefused(msg)
        try:
            with (
                deadline(self._settings.timeout_s),
                self._client.stream(
                    "GET", url, extensions={} if rules else {JOURNEY: journey.try_again()}
                ) as response,
            ):
                check(response)
                return Answer(response, read_body(response, LONGEST if rules else None))
        except httpx.TooManyRedirects as error:
            msg = f"{url} redirects more than {MAX_REDIRECTS} times; check the address"
            raise FetchError(msg) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            msg = f"{url!r} is not an address newsx can fetch ({error}); use http:// or https://"
            raise AddressRefused(msg) from error
        except httpx.RemoteProtocolError as error:
            # httpx itself says so of a redirect; what the transport says is a NetworkError.
            raise FetchError(f"{url} redirects to what is no address: {error}") from error
        except httpx.ConnectTimeout as error:
            msg = f"{url} cannot be reached within {self._connect_s:g} s: {error}; try later"
            raise FetchTimeout(msg, retryable=True) from error
        except httpx.TimeoutException as error:
            msg = f"{url} did not answer whole within {self._settings.timeout_s:g} s; try later"
            raise FetchTimeout(msg, retryable=True) from error
        except httpx.HTTPError as error:
            # A certificate that nobody vouches for will not be better in a second.
            retryable = "CERTIFICATE_VERIFY_FAILED" not in str(error)
            msg = f"{url} cannot be reached: {error}"
            raise Unreachable(msg, retryable=retryable) from error

    def _before(self, request: httpx.Request) -> None:
        """Check every request before it goes out, the redirected ones included."""
        check_url(request.url, allow_private=self._settings.allow_private)
        journey = request.extensions.get(JOURNEY)
        # A robots.txt may lie behind a redirect to another path or host (RFC 9309, 2.3.1.2), whose
        # rules must not be asked on the way: they may be the very ones that are being fetched.
        if not isinstance(journey, Journey):
            return
        journey.step(str(request.url))
        if self._settings.robots and request.url.path != "/robots.txt":
            self.robots.check(request.url)

    def _robots_txt(self, address: str) -> bytes | None:
        hurried = left_s() < self._settings.timeout_s / 2
        try:
            return self._patiently(Journey(address), check_rules, rules=True).content
        except FetchError as error:
            # What cannot get better means that there are no rules: a 4xx, a loop of redirects
            # (RFC 9309, 2.3.1.2 and 2.3.1.3).
            if not error.retryable and not isinstance(error, AddressRefused):
                return None
            if hurried and isinstance(error, FetchTimeout):
                # That says something of the page that came here late, and nothing of the host.
                raise HurriedError(str(error), retryable=True) from error
            raise


def user_agent(settings: Settings) -> str:
    """Return the User-Agent: the product, its version, and whom to write to."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"{PRODUCT}/{version(PRODUCT)}{contact}"


def _cached(transport: httpx.BaseTransport, settings: Settings) -> httpx.BaseTransport:
    if not settings.cache:
        return transport
    # hishel costs a third of what a fetch costs to import.
    from newsx.fetch.cache import cached

    return cached(transport, settings)
