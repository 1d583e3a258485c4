"""Refuse to dial addresses that are not public, where the dialling is done.

The check sits in the connection: a name is resolved once, every address it has is checked, the
checked address is dialled, and the peer that answers is checked again. Redirects and rebinding
names therefore pass through it as well. The deadline of a document is kept here too, because only
here does every byte go by, headers included.
"""

import ssl
from collections.abc import Iterable
from typing import cast

import httpcore

from newsx.errors import AddressRefused
from newsx.fetch.addresses import check_address
from newsx.fetch.deadline import left
from newsx.fetch.names import addresses_of


class GuardedBackend(httpcore.NetworkBackend):
    """Dial TCP connections to public addresses only.

    Args:
        allow_private: Let loopback and private networks through, but nothing link-local.
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
            httpcore.ConnectTimeout: The name was not resolved, or the host did not answer, in time.
            httpcore.ConnectError: The name has no address, or nobody answers.
        """
        addresses = addresses_of(host, port, left(timeout))
        for address in addresses:
            self._check(address, host)
        error: Exception | None = None
        for address in addresses:
            try:
                stream = self._dialler.connect_tcp(
                    address, port, left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
                continue
            self._check_peer(stream, host)
            return _DeadlineStream(stream)
        raise error or httpcore.ConnectError(f"{host!r} has no address")

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
        check_address(address, host, allow_private=self._allow_private)


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline of the document in hand."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
