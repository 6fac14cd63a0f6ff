"""Where a feed may lead: http and https to public addresses. Checked after the name was looked up, and whoever
connects must use the address that was checked, so that a second look-up cannot change it (DNS rebinding)."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.feeds.asks import shown
from flows.watches.errors import FeedForbidden, FeedUnreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], tuple[str, ...]]
"""Host and port -> numeric addresses. Raises OSError (unknown) or UnicodeError (no name at all)."""

PORTS = {"http": 80, "https": 443}

_CLOSED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/127", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""Of the special-purpose registries of IANA, whatever does not lead to a public host, in any Python's opinion."""

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to connect: one of ``addresses``, in this order, and what to say there about whom we want."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def origin(self) -> tuple[str, str, int]:
        return (self.scheme, self.host, self.port)


def look_up(host: str, port: int) -> tuple[str, ...]:
    """The machine's own resolver. IPv4 first: it works on more machines."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(str(entry[4][0]).partition("%")[0] for entry in sorted(found, key=lambda e: e[0] != socket.AF_INET))


def is_public(text: str) -> bool:
    """Whether an address is one that anybody on the internet could reach."""
    address = _unwrapped(ipaddress.ip_address(text))
    in_closed = any(address in block for block in _CLOSED if block.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not in_closed


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for: mapped, translated (NAT64) or tunnelled (6to4)."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _TRANSLATED:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address in _SIX_TO_FOUR and address.sixtofour is not None:
            return address.sixtofour
    return address


def check(url: str, *, source: str, listed: frozenset[str] = frozenset(), resolve: Resolve = look_up) -> Destination:
    """Where this address leads. ``listed`` are hosts the operator allows although they are not public.

    Raises ``FeedForbidden`` for what is never asked, ``FeedUnreachable`` for a name that is not known.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FeedForbidden(source, shown(url), "address") from error
    if parts.scheme not in PORTS:
        raise FeedForbidden(source, shown(url), "scheme")
    if parts.username is not None or parts.password is not None:
        raise FeedForbidden(source, shown(url), "credentials")
    host = (parts.hostname or "").rstrip(".")
    if not host or any(letter <= " " or letter in "\\\x7f%" for letter in parts.netloc):
        raise FeedForbidden(source, shown(url), "address")
    port = PORTS[parts.scheme] if port is None else port
    addresses = _addresses(url, source, host, port, resolve)
    allowed = host in listed or f"{host}:{port}" in listed
    if not allowed and not all(map(is_public, addresses)):
        raise FeedForbidden(source, shown(url), "private")
    return Destination(parts.scheme, host, port, addresses)


def _addresses(url: str, source: str, host: str, port: int, resolve: Resolve) -> tuple[str, ...]:
    try:
        found = tuple(dict.fromkeys(resolve(host, port)))
    except UnicodeError as error:
        raise FeedForbidden(source, shown(url), "address") from error
    except OSError as error:
        raise FeedUnreachable(source, shown(url), "dns") from error
    if not found:
        raise FeedUnreachable(source, shown(url), "dns")
    return found
