"""Refuse to dial addresses that are not public, where the dialling is done.

The check sits in the connection: a name is resolved once, every address it has is checked, and the
checked address is dialled. Redirects and rebinding names therefore pass through it as well.
"""

import ipaddress
import socket
from collections.abc import Iterable
from typing import Final

import httpcore

from newsx.errors import FetchError

# Ranges that `is_global` lets through although they lead inside, or to another family's address
# space: site-local, IPv4-compatible, NAT64 (well-known and local), 6to4, Teredo.
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "fec0::/10",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
    )
)


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
            FetchError: An address of the host is not public.
            httpcore.ConnectError: The name has no address, or nobody answers.
        """
        addresses = self._addresses(host, port)
        error: Exception | None = None
        for address in addresses:
            try:
                return self._dialler.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
        raise error or httpcore.ConnectError(f"{host!r} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"no address found for {host!r}: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        refused = [address for address in addresses if not is_public(address)]
        if refused and not self._allow_private:
            msg = (
                f"{host!r} is at {refused[0]}, which is not a public address; "
                "pass --allow-private if that is meant"
            )
            raise FetchError(msg)
        return addresses
