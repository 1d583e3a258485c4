"""Documents from the web, one address at a time: polite to sites, safe for the host."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx
import stamina

from newsx.errors import (
    AddressRefused,
    ConfigurationError,
    FetchError,
    FetchTimeout,
    NotFound,
    RobotsDisallowed,
    Unreachable,
    WrongType,
)
from newsx.fetch.answers import check_status, content_type
from newsx.fetch.guard import deadline
from newsx.fetch.inflate import CODINGS, DamagedError, inflate
from newsx.fetch.robots import LONGEST, Robots
from newsx.fetch.transport import GuardedTransport, too_large
from newsx.schema import Document
from newsx.settings import Settings

MAX_REDIRECTS: Final = 10
PRODUCT: Final = "newsx"
# A server that asks for more patience than this is better served by another run.
LONGEST_WAIT_S: Final = 30.0
# Marks the requests for a robots.txt, redirected ones included.
_RULES: Final = "newsx_rules"


@dataclass(frozen=True)
class Answer:
    """A complete HTTP answer, inflated."""

    response: httpx.Response
    content: bytes


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
        self._client = httpx.Client(
            transport=_cached(transport or GuardedTransport(settings), settings),
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            timeout=httpx.Timeout(settings.timeout_s, connect=min(10.0, settings.timeout_s)),
            trust_env=False,
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
        names or else with growing, jittered pauses.

        Raises:
            FetchError: The subclass says what went wrong, `retryable` whether a later run may
                succeed.
        """
        answer = self._patiently(url, _check_page)
        media_type, charset = content_type(answer.response)
        if not answer.content.strip():
            msg = f"{answer.response.url} answered with an empty page"
            raise FetchError(msg, retryable=True)
        if self._keep is not None:
            self._keep(answer)
        return Document(
            source_ref=url,
            url=str(answer.response.url),
            content=answer.content,
            media_type=media_type,
            charset=charset,
            date_retrieved=datetime.now(UTC),
        )

    def get(self, url: str) -> bytes:
        """Return the body at `url`, whatever its type: feeds and sitemaps.

        Raises:
            FetchError: As `fetch`.
        """
        return self._patiently(url, check_status).content

    def _patiently(self, url: str, check: Check, *, rules: bool = False) -> Answer:
        attempts = stamina.RetryingCaller(
            attempts=self._settings.retries + 1,
            timeout=self._settings.deadline_s,
            wait_initial=0.5,
            wait_max=10.0,
            wait_jitter=0.5,
        )
        with deadline(self._settings.deadline_s):
            return attempts(_patience, self._once, url, check, rules=rules)

    def _once(self, url: str, check: Check, *, rules: bool) -> Answer:
        """Return the answer of one try; `rules` are a robots.txt, which is not asked about itself.

        Raises:
            FetchError: The request failed, or `check` did not like the head of the answer.
        """
        asked = {_RULES: True} if rules else None
        try:
            with (
                deadline(self._settings.timeout_s),
                self._client.stream("GET", url, extensions=asked) as response,
            ):
                check(response)
                return Answer(response, self._read(response, LONGEST if rules else None))
        except httpx.TooManyRedirects as error:
            msg = f"{url} redirects more than {MAX_REDIRECTS} times; check the address"
            raise FetchError(msg) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            msg = f"{url!r} is not an address newsx can fetch ({error}); use http:// or https://"
            raise AddressRefused(msg) from error
        except httpx.TimeoutException as error:
            msg = f"{url} did not answer whole within {self._settings.timeout_s:g} s; try later"
            raise FetchTimeout(msg, retryable=True) from error
        except httpx.HTTPError as error:
            # A certificate that nobody vouches for will not be better in a second.
            retryable = "CERTIFICATE_VERIFY_FAILED" not in str(error)
            msg = f"{url} cannot be reached: {error}"
            raise Unreachable(msg, retryable=retryable) from error

    def _read(self, response: httpx.Response, head: int | None) -> bytes:
        """Inflate the body by steps, so that a bomb costs no more than the limit."""
        bound = self._settings.size_limit_bytes if head is None else head
        content = bytearray()
        for piece in _inflated(response):
            content += piece
            if len(content) > bound:
                if head is not None:
                    return bytes(content[:head])
                raise too_large(response.url, bound)
        return bytes(content)

    def _before(self, request: httpx.Request) -> None:
        """Ask robots.txt before every request, the redirected ones included."""
        # A robots.txt may lie behind a redirect to another path or host (RFC 9309, 2.3.1.2), whose
        # rules must not be asked on the way: they may be the very ones that are being fetched.
        is_rules = request.url.path == "/robots.txt" or _RULES in request.extensions
        if self._settings.robots and not is_rules:
            self.robots.check(request.url)

    def _robots_txt(self, address: str) -> bytes | None:
        try:
            return self._patiently(address, _check_rules, rules=True).content
        except FetchError as error:
            # What cannot get better means that there are no rules: a 4xx, a loop of redirects
            # (RFC 9309, 2.3.1.2 and 2.3.1.3).
            if error.retryable or isinstance(error, AddressRefused):
                raise
            return None


def _check_page(response: httpx.Response) -> None:
    check_status(response)
    content_type(response)


def _check_rules(response: httpx.Response) -> None:
    """Tell no rules (4xx) from rules that cannot be had (5xx), whoever answers (RFC 9309, 2.3.1).

    Raises:
        FetchError: RobotsDisallowed, `retryable`, for a 5xx; NotFound for what else is no 2xx.
    """
    said = f"{response.url} answered {response.status_code}"
    if response.is_server_error:
        raise RobotsDisallowed(said, retryable=True)
    if not response.is_success:
        raise NotFound(said)


def _patience(error: Exception) -> bool | float:
    """Say whether to try again, or in how many seconds; what robots.txt gave is kept for the run.

    >>> _patience(Unreachable("reset", retryable=True)), _patience(NotFound("gone"))
    (True, False)
    """
    if not isinstance(error, FetchError) or not error.retryable or isinstance(error, FetchTimeout):
        return False
    if isinstance(error.__cause__, FetchError):
        return False
    if error.retry_after_s is None:
        return True
    return error.retry_after_s if error.retry_after_s <= LONGEST_WAIT_S else False


def user_agent(settings: Settings) -> str:
    """Return the User-Agent: the product, its version, and whom to write to."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"{PRODUCT}/{version(PRODUCT)}{contact}"


def _cached(transport: httpx.BaseTransport, settings: Settings) -> httpx.BaseTransport:
    if not settings.cache:
        return transport
    from hishel import SqliteStorage
    from hishel.httpx import CacheTransport

    folder = Path(settings.cache_dir).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = (
            f"the HTTP cache cannot be kept in {str(folder)!r}: {error.strerror}; name a folder "
            "with --cache-dir (NEWSX_CACHE_DIR), or pass --no-cache"
        )
        raise ConfigurationError(msg) from error
    storage = SqliteStorage(database_path=folder / "http.db")
    return CacheTransport(transport, storage=storage, rfc=True)


def _inflated(response: httpx.Response) -> Iterator[bytes]:
    """Yield the body in pieces, none of them large."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in {"", "identity"}:
        yield from response.iter_raw()
    elif coding in CODINGS:
        try:
            yield from inflate(response.iter_raw())
        except DamagedError as error:
            msg = f"{response.url} sent a {coding} stream that is damaged: {error}"
            raise Unreachable(msg, retryable=True) from error
    else:
        msg = f"{response.url} answered in encoding {coding!r}, which was not asked for"
        raise WrongType(msg)
