"""httpx over an httpcore pool whose connections pass the guard, with a bound on what comes in."""

import contextlib
import ssl
from collections.abc import Iterator
from typing import Final

import certifi
import httpcore
import httpx

from newsx.errors import AddressRefused, TooLarge
from newsx.fetch.guard import GuardedBackend, is_public
from newsx.settings import Settings

_SCHEMES: Final = frozenset({"http", "https"})
# Pieces of a body that are read only to be dropped; httpcore makes them at most 64 kB.
_SHORT: Final = 4


class GuardedTransport(httpx.BaseTransport):
    """Send requests to public addresses, by HTTP/1.1 or HTTP/2, certificates always checked.

    Args:
        settings: `allow_private`, `proxy`, `size_limit_bytes` (also counted on the wire).
        ssl_context: Another one than the system's, for tests.
    """

    def __init__(self, settings: Settings, ssl_context: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        context = ssl_context or _trusting()
        # A proxy is named by the user, so it may be private; then it resolves the names, and
        # only addresses written as numbers can be checked here.
        trusted = settings.allow_private or settings.proxy is not None
        backend = GuardedBackend(allow_private=trusted)
        proxy = httpcore.Proxy(settings.proxy) if settings.proxy is not None else None
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            proxy=proxy,
            max_connections=settings.fetch_threads,
            max_keepalive_connections=settings.fetch_threads,
            keepalive_expiry=30.0,
            http1=True,
            http2=True,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; redirects are the client's business.

        Raises:
            AddressRefused: The address may not be dialled.
            httpx.TransportError: The request failed on the way.
        """
        self._check(request.url)
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        with _translated():
            answer = self._pool.handle_request(sent)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_stream(answer, request.url, self._settings.size_limit_bytes),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def _check(self, url: httpx.URL) -> None:
        if url.scheme not in _SCHEMES:
            msg = f"{str(url)!r} has the scheme {url.scheme!r}; use http:// or https://"
            raise AddressRefused(msg)
        if not url.host:
            msg = f"{str(url)!r} names no host; use http:// or https:// and a host"
            raise AddressRefused(msg)
        if url.userinfo:
            msg = f"the address on {url.host!r} holds a user name or password; leave them out"
            raise AddressRefused(msg)
        if not self._settings.allow_private and _is_private_number(url.host):
            msg = f"{url.host!r} is not a public address; pass --allow-private if that is meant"
            raise AddressRefused(msg)


def _stream(answer: httpcore.Response, url: httpx.URL, limit: int) -> httpx.SyncByteStream:
    if 300 <= answer.status < 400:  # noqa: PLR2004 - the class of redirects
        return _NoBody(answer)
    return _BoundedStream(answer, url, limit)


class _NoBody(httpx.SyncByteStream):
    """The body of a redirect, dropped: httpx would read and inflate it whole, bomb or not."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        # What is short is read to its end, so that the connection can serve the next request.
        with _translated():
            for size, _ in enumerate(self._answer.iter_stream()):
                if size == _SHORT:
                    break
        yield b""

    def close(self) -> None:
        self._answer.close()


def _trusting() -> ssl.SSLContext:
    """Return a context that trusts the system's authorities, and Mozilla's where it has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, url: httpx.URL, limit: int) -> None:
        self._answer = answer
        self._url = url
        self._limit = limit

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        with _translated():
            for chunk in self._answer.iter_stream():
                size += len(chunk)
                if size > self._limit:
                    raise too_large(self._url, self._limit)
                yield chunk

    def close(self) -> None:
        self._answer.close()


def too_large(url: httpx.URL, limit: int) -> TooLarge:
    """Return the error of a document that passes the limit."""
    return TooLarge(
        f"{url} is larger than {limit:,} bytes; raise size_limit_bytes "
        "(NEWSX_SIZE_LIMIT_BYTES) if it really is one article"
    )


def _is_private_number(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return False


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Raise httpcore's errors as httpx's, which is what callers of httpx expect."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error) or type(error).__name__) from error
    except httpcore.UnsupportedProtocol as error:
        raise httpx.UnsupportedProtocol(str(error)) from error
    except httpcore.ProxyError as error:
        raise httpx.ProxyError(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpx.NetworkError(str(error) or type(error).__name__) from error
