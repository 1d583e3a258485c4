"""httpx over connections of httpcore that pass the guard, with a bound on what comes in."""

import ssl
from typing import Final

import certifi
import httpcore
import httpx

from newsx.fetch.addresses import check_url
from newsx.fetch.guard import GuardedBackend
from newsx.fetch.inflate import CODINGS
from newsx.fetch.lanes import Exchange, Lanes
from newsx.fetch.streams import Body, Dropped, translated
from newsx.settings import Settings

SENT_HEAD: Final = "newsx_head"
"""Extension of a response: its headers as they came, before its coding was undone."""

PEER: Final = "newsx_peer"
"""Extension of a response: the IP address that answered; absent behind a proxy."""

_Headers = list[tuple[bytes, bytes]]


class GuardedTransport(httpx.BaseTransport):
    """Send requests to public addresses, by HTTP/1.1 or HTTP/2, certificates always checked.

    Args:
        settings: `allow_private`, `proxy`, `size_limit_bytes` (on the wire and inflated).
        ssl_context: Another one than the system's, for tests.
    """

    def __init__(self, settings: Settings, ssl_context: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._ssl_context = ssl_context or _trusting()
        # A proxy is named by the user, so it may be private; then it resolves the names, and only
        # what an address shows by itself can be checked here.
        trusted = settings.allow_private or settings.proxy is not None
        self._backend = GuardedBackend(allow_private=trusted)
        self._proxy = httpcore.Proxy(settings.proxy) if settings.proxy is not None else None
        self._lanes = Lanes(self._connect, most_idle=settings.fetch_threads)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; redirects are the client's business.

        Raises:
            AddressRefused: The address may not be dialled.
            httpx.TransportError: The request failed on the way.
        """
        check_url(request.url, allow_private=self._settings.allow_private)
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
        with translated():
            exchange = self._lanes.send(sent)
        return self._response(exchange, request.url)

    def close(self) -> None:
        """Close every connection."""
        self._lanes.close()

    def _connect(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(
            ssl_context=self._ssl_context,
            proxy=self._proxy,
            max_connections=1,
            keepalive_expiry=30.0,
            http1=True,
            http2=True,
            network_backend=self._backend,
        )

    def _response(self, exchange: Exchange, url: httpx.URL) -> httpx.Response:
        answer = exchange.answer
        extensions = {**answer.extensions, SENT_HEAD: answer.headers, **self._peer(answer)}
        stream: httpx.SyncByteStream
        if 300 <= answer.status < 400:  # noqa: PLR2004 - the class of redirects
            headers, stream = answer.headers, Dropped(exchange)
        else:
            headers, coding = _decoded(answer.headers)
            stream = Body(exchange, url, coding, self._settings.size_limit_bytes)
            if not _says_where_it_ends(answer):
                # A body that ends where the connection does may have been cut short, and nobody
                # can tell (RFC 9112, 8): good enough to be read now, and not to be kept.
                headers = [*headers, (b"cache-control", b"no-store")]
        return httpx.Response(
            status_code=answer.status, headers=headers, stream=stream, extensions=extensions
        )

    def _peer(self, answer: httpcore.Response) -> dict[str, str]:
        stream = answer.extensions.get("network_stream")
        if self._proxy is not None or not isinstance(stream, httpcore.NetworkStream):
            return {}
        try:
            peer = stream.get_extra_info("server_addr")
        except OSError:  # it has hung up already
            return {}
        return {PEER: str(peer[0])} if peer else {}


def _decoded(headers: _Headers) -> tuple[_Headers, str | None]:
    """Return the headers of the body as it will be given, and the coding to undo for that."""
    codings = [value for name, value in headers if name.lower() == b"content-encoding"]
    coding = b", ".join(codings).decode("ascii", "replace").strip().lower()
    if coding not in CODINGS:
        return headers, None
    changed = {b"content-encoding", b"content-length"}
    return [(name, value) for name, value in headers if name.lower() not in changed], coding


def _says_where_it_ends(answer: httpcore.Response) -> bool:
    names = {name.lower() for name, _ in answer.headers}
    by_http_2 = answer.extensions.get("http_version") == b"HTTP/2"
    return by_http_2 or not names.isdisjoint({b"content-length", b"transfer-encoding"})


def _trusting() -> ssl.SSLContext:
    """Return a context that trusts the system's authorities, and Mozilla's where it has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
