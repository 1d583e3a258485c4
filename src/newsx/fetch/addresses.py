"""Which addresses newsx dials: public ones, by http or https, at ports where the web is served."""

import ipaddress
import re
import socket
from typing import Final

import httpx

from newsx.errors import AddressRefused

_SCHEMES: Final = frozenset({"http", "https"})
# Anything else is read by one program in this way and by the next, a proxy, in that.
_HOST: Final = re.compile(r"[a-z0-9_.-]+|[0-9a-f.]*:[0-9a-f:.]*(%\w+)?")
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
        "168.63.129.16/32",  # a public number that every machine in Azure reaches its host at
    )
)
# What `--allow-private` opens: this machine, private networks (RFC 1918, RFC 4193, RFC 6598), and
# what VPNs hand out (RFC 2544). Link-local addresses are not among them: nobody serves pages there,
# and clouds serve the keys of the machine.
_PRIVATE: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/32",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "::/128",
        "::1/128",
        "fc00::/7",
    )
)
# Where clouds serve those keys within private networks: Amazon by IPv6, Alibaba.
_KEYS: Final = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "100.100.100.200")))
# Names that never mean a public host: RFC 6761 (6.3), RFC 6762, RFC 8375, RFC 7686, and `internal`
# as ICANN reserved it in 2024. A resolver shows where they lead; behind a proxy none is asked.
_PRIVATE_NAMES: Final = (".localhost", ".local", ".internal", ".home.arpa", ".onion")
# Where other protocols are spoken, which a request that a page redirects there could talk to: the
# Fetch standard's list (fetch.spec.whatwg.org, "port blocking").
_OTHER_PORTS: Final = frozenset(
    {
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179),
        *(389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601),
        *(636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000),
        *(6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    }
)


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    parsed = _parsed(address)
    if parsed.is_multicast or not parsed.is_global:
        return False
    return not any(parsed in network for network in _NOT_PUBLIC)


def check_address(address: str, host: str, *, allow_private: bool) -> None:
    """Let an IP address pass that may be dialled.

    Args:
        address: The address.
        host: Who is there; names it in the error.
        allow_private: Whether this machine and private networks are open.

    Raises:
        AddressRefused: It is not public, or not even private.
    """
    if is_public(address):
        return
    where = f"{host!r} is" if address == host else f"{host!r} is at {address}, which is"
    parsed = _parsed(address)
    if parsed in _KEYS or not any(parsed in network for network in _PRIVATE):
        raise AddressRefused(f"{where} neither a public address nor in a private network")
    if not allow_private:
        msg = f"{where} not a public address; pass --allow-private if that is meant"
        raise AddressRefused(msg)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed


def check_url(url: httpx.URL, *, allow_private: bool) -> None:
    """Let an address pass that may be asked for, as far as it shows without resolving its name.

    Raises:
        AddressRefused: It has another scheme, no host, a user name, a port of another protocol, or
            a host that is not public.
    """
    if url.scheme not in _SCHEMES and str(url) != "/":  # what is left of `https://`
        msg = f"{str(url)!r} has the scheme {url.scheme!r}; use http:// or https://"
        raise AddressRefused(msg)
    if not url.host:
        msg = "the address names no host; use http:// or https:// and a host"
        raise AddressRefused(msg)
    host = url.raw_host.decode("ascii", "replace")
    if not _HOST.fullmatch(host):
        raise AddressRefused(f"{host!r} is no name of a host; check the address {str(url)!r}")
    if url.userinfo:
        msg = f"the address on {url.host!r} holds a user name or password; leave them out"
        raise AddressRefused(msg)
    number = _number_of(host)
    if number is not None:
        check_address(number, number if number == host else url.host, allow_private=allow_private)
    elif not allow_private and _is_private_name(host):
        msg = f"{url.host!r} is not a public address; pass --allow-private if that is meant"
        raise AddressRefused(msg)
    if url.port in _OTHER_PORTS:
        msg = f"port {url.port} of {url.host!r} serves another protocol than the web; check it"
        raise AddressRefused(msg)


def _number_of(host: str) -> str | None:
    """Return the IP address that a host is written as, in any way a resolver would understand.

    >>> [_number_of(host) for host in ("0x7f.1", "2130706433", "127.0.0.1.", "news.example")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', None]
    """
    bare = host.rstrip(".")
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        pass
    else:
        return bare
    try:
        # As C's inet_aton reads numbers: octal, hex, and fewer than four of them.
        return socket.inet_ntoa(socket.inet_aton(bare))
    except OSError:
        return None


def _is_private_name(host: str) -> bool:
    # A name without a dot is looked up in the search domains of the local network.
    bare = host.rstrip(".")
    return "." not in bare or bare.endswith(_PRIVATE_NAMES)
