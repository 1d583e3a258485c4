"""Refuse to dial addresses that are not public, where the dialling is done.

The check sits in the connection: a name is resolved once, every address it has is checked, the
checked address is dialled, and the peer that answers is checked again. Redirects and rebinding
names therefore pass through it as well. The deadline of a document is kept here too, because only
here does every byte go by, headers included.
"""

import contextlib
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Final, cast

import httpcore

from newsx.errors import AddressRefused

# Ranges that `is_global` of some Python lets through although they lead inside, to another family's
# address space, or nowhere: site-local, IPv4-compatible, NAT64 (well-known and local),
# protocols' own (Teredo, ORCHID, benchmarks), 6to4 and its relays, documentation, segment routing.
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "fec0::/10",
        "::ffff:0:0:0/96",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
    )
)
_DEADLINE: Final = ContextVar("deadline", default=float("inf"))


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if parsed.is_multicast or not parsed.is_global:
        return False
    return not any(parsed in network for network in _NOT_PUBLIC)


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let every read and write in this block fail with a timeout once `seconds` have passed."""
    token = _DEADLINE.set(min(_DEADLINE.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _DEADLINE.reset(token)


class GuardedBackend(httpcore.NetworkBackend):
    """Dial TCP connections to public addresses only.

    Args:
        allow_private: Let loopback and private networks through.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._dialler = httpcore.SyncBackend()
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve `host` once, check every address, and dial the first that answers.

        Raises:
            AddressRefused: An address of the host is not public.
            httpcore.ConnectError: The name has no address, or nobody answers.
        """
        error: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._dialler.connect_tcp(
                    address, port, _left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
                continue
            self._check_peer(stream, host)
            return _DeadlineStream(stream)
        raise error or httpcore.ConnectError(f"{host!r} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address found for {host!r}: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            self._check(address, host)
        return addresses

    def _check_peer(self, stream: httpcore.NetworkStream, host: str) -> None:
        try:
            peer = cast("tuple[str, int] | None", stream.get_extra_info("server_addr"))
            if peer is not None:
                self._check(peer[0], host)
        except AddressRefused:
            stream.close()
            raise
        except OSError as error:
            stream.close()
            raise httpcore.ConnectError(f"{host!r} hung up at once: {error}") from error

    def _check(self, address: str, host: str) -> None:
        if not self._allow_private and not is_public(address):
            msg = (
                f"{host!r} is at {address}, which is not a public address; "
                "pass --allow-private if that is meant"
            )
            raise AddressRefused(msg)


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline of the document in hand."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(timeout: float | None) -> float | None:
    """Return the seconds a wait may still take.

    Raises:
        httpcore.ReadTimeout: None are left.
    """
    left = _DEADLINE.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline of the document has passed")
    if left == float("inf"):
        return timeout
    return left if timeout is None else min(timeout, left)
