"""Documents from the web: one client, public addresses only, bounded in size and time."""

import contextlib
import ssl
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self

import httpcore
import httpx

from newsx.errors import FetchError
from newsx.fetch.guard import GuardedBackend
from newsx.schema import Document
from newsx.settings import Settings

_READABLE: Final = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""}
)
_RETRYABLE_STATUS: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MAX_REDIRECTS: Final = 10


class Client:
    """Fetch pages over HTTP. One client serves a whole run; close it, or use it in a `with`.

    Args:
        settings: Limits, user agent, and whether private addresses may be dialled.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = httpx.Client(
            transport=_GuardedTransport(allow_private=settings.allow_private),
            follow_redirects=True,
            max_redirects=_MAX_REDIRECTS,
            timeout=httpx.Timeout(settings.timeout_s, connect=min(10.0, settings.timeout_s)),
            trust_env=False,
            headers={
                "user-agent": settings.user_agent,
                "accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
                "accept-encoding": "gzip",
            },
        )

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
        """Return the page at `url`, redirects followed.

        Raises:
            FetchError: Refused address, unreachable, timeout, status, type or size; `retryable`
                says whether the same request may succeed later.
        """
        deadline = time.monotonic() + self._settings.timeout_s
        try:
            with self._client.stream("GET", url) as response:
                _check_status(response)
                media_type, charset = _content_type(response)
                return Document(
                    source_ref=url,
                    url=str(response.url),
                    content=self._read(response, deadline),
                    media_type=media_type or None,
                    charset=charset,
                    date_retrieved=datetime.now(UTC),
                )
        except httpx.TooManyRedirects as error:
            msg = f"{url} redirects more than {_MAX_REDIRECTS} times; check the address"
            raise FetchError(msg) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            msg = f"{url!r} is not an address newsx can fetch ({error}); use http:// or https://"
            raise FetchError(msg) from error
        except httpx.TimeoutException as error:
            msg = f"{url} did not answer within {self._settings.timeout_s:g} s; try later"
            raise FetchError(msg, retryable=True) from error
        except httpx.HTTPError as error:
            msg = f"{url} cannot be reached: {error}"
            raise FetchError(msg, retryable=True) from error

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        """Inflate the body by steps, so that neither a bomb nor a slow drip gets far."""
        limit = self._settings.size_limit_bytes
        inflate = _inflater(response)
        content = bytearray()
        for raw in response.iter_raw():
            if time.monotonic() > deadline:
                msg = f"{response.url} was still sending after {self._settings.timeout_s:g} s"
                raise FetchError(msg, retryable=True)
            content += inflate(raw, limit + 1 - len(content))
            if len(content) > limit:
                msg = (
                    f"{response.url} is larger than {limit:,} bytes; raise size_limit_bytes "
                    "(NEWSX_SIZE_LIMIT_BYTES) if it really is one article"
                )
                raise FetchError(msg)
        if not content.strip():
            msg = f"{response.url} answered with an empty page"
            raise FetchError(msg, retryable=True)
        return bytes(content)


class _Inflater:
    """Undo `Content-Encoding: gzip` or `deflate` with a bound on what comes out."""

    def __init__(self, url: httpx.URL) -> None:
        self._url = url
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def __call__(self, raw: bytes, room: int) -> bytes:
        try:
            return self._stream.decompress(self._stream.unconsumed_tail + raw, max(room, 1))
        except zlib.error as error:
            msg = f"{self._url} sent a damaged gzip stream: {error}"
            raise FetchError(msg, retryable=True) from error


class _Plain:
    def __call__(self, raw: bytes, room: int) -> bytes:
        return raw[:room]


def _inflater(response: httpx.Response) -> _Inflater | _Plain:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return _Inflater(response.url)
    msg = f"{response.url} answered in encoding {encoding!r}, which was not asked for"
    raise FetchError(msg)


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if response.is_success:
        return
    retryable = status in _RETRYABLE_STATUS
    advice = "try later" if retryable else "open it in a browser to see why"
    msg = f"{response.url} answered {status} {response.reason_phrase}; {advice}"
    raise FetchError(msg, retryable=retryable)


def _content_type(response: httpx.Response) -> tuple[str, str | None]:
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in _READABLE:
        msg = f"{response.url} is {media_type}; newsx reads HTML pages and plain text"
        raise FetchError(msg)
    return media_type, response.charset_encoding


class _GuardedTransport(httpx.BaseTransport):
    """httpx over an httpcore pool whose connections pass the guard."""

    def __init__(self, *, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            network_backend=GuardedBackend(allow_private=allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        if request.url.scheme not in {"http", "https"}:
            raise httpx.UnsupportedProtocol(f"unknown scheme {request.url.scheme!r}")
        sent = httpcore.Request(
            method=request.method,
            url=target,
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        with _translated():
            answer = self._pool.handle_request(sent)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Raise httpcore's errors as httpx's, which is what callers of httpx expect."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except httpcore.UnsupportedProtocol as error:
        raise httpx.UnsupportedProtocol(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpx.NetworkError(str(error) or type(error).__name__) from error
