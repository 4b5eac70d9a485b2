"""Whether an address is this machine's own, seen by nobody else."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from veille.errors import AccountError

#: what a browser on this machine calls it; any other name may have been pointed here by somebody else's name server
_OWN_NAME = "localhost"


def is_loopback(host: str) -> bool:
    """Whether what listens on a host is reached from this machine only. Raises AccountError for a name that leads nowhere.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("")
    (True, True, False, False)
    """
    if not host:
        return False  # every address
    try:
        found = {row[4][0] for row in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise AccountError(host, f"no address to listen on ({error})", "--host 127.0.0.1 is this machine") from None
    return all(_is_own(str(address)) for address in found)


def names_loopback(header: str) -> bool:
    """Whether a Host header names this machine in a way that no name server decides on.

    >>> names_loopback("127.0.0.1:8765"), names_loopback("[::1]"), names_loopback("rebound.example:8765"), names_loopback("")
    (True, True, False, False)
    """
    name = host_of(header)
    return name == _OWN_NAME or _is_own(name)


def host_of(header: str) -> str:
    """The host of a Host header, without port and brackets, in small letters.

    >>> host_of("[::1]:80"), host_of("Newsroom.example:443"), host_of("newsroom.example")
    ('::1', 'newsroom.example', 'newsroom.example')
    """
    if header.startswith("["):
        inner, _, rest = header[1:].partition("]")
        return "" if rest and not rest.startswith(":") else inner.lower()
    return header.partition(":")[0].lower()


def _is_own(address: str) -> bool:
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False
