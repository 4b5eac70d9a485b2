"""Which addresses may be asked: http(s) at public hosts, judged by the very numbers that will be connected to.

A host's name says nothing: what it resolves to is checked, every address of it, and the connection goes to a checked number (transport.py).
Ways of writing a number that browsers and C libraries read and people do not (octal, hexadecimal, short forms) are refused whole.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from veille.errors import MissingSource, Refused

#: from host and port to IP addresses as text; raises OSError when there are none
Resolver = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_INNER = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "corp",
    "home",
    "home.arpa",
    "localdomain",
    "test",
    "invalid",
    "onion",
)
#: ports of other services than the web, which an address must not talk to
_PORTS = frozenset(
    int(port)
    for port in (
        "0 1 7 9 11 13 15 17 19 20 21 22 23 25 42 43 53 69 79 110 "
        "111 113 119 123 135 137 139 143 161 179 389 427 445 465 512 513 514 515 530 543 "
        "544 548 554 563 587 601 636 873 990 993 995 1433 1521 1723 2049 2375 2376 2379 3306 3389 "
        "3659 4045 5060 5432 5900 6000 6379 6443 6660 6667 6697 9200 10250 11211 27017 "
    ).split()
)
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.I)
_DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
#: IPv6 networks that carry an IPv4 address in their last four bytes
_CARRIERS = tuple(ipaddress.IPv6Network(n) for n in ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
_CLOSED = tuple(
    ipaddress.ip_network(n)
    for n in (
        # cloud providers answer here with keys, from addresses that look public
        "168.63.129.16/32", "192.0.0.0/24",
        "192.88.99.0/24",
        # tunnels: the number inside decides where the packet goes, and nobody serves news there
        "2002::/16", "2001::/32", "64:ff9b:1::/48", "::/96", "fec0::/10",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the host as it is named to the site, its port, and the checked numbers to connect to, in order."""

    host: str
    port: int
    addresses: tuple[str, ...]


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system gives for a name, each once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def parsed_url(url: str) -> httpx.URL:
    """The address taken apart, its host in small ASCII letters without a last dot. Raises Refused for what is no plain web address."""
    if _ODD.search(url):
        raise _refused(url, "white space, a control character or a backslash in it")
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        raise _refused(url, "not http or https")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in unicodedata.normalize("NFKC", authority):
        raise _refused(url, "a user's name or password in it")
    if "%" in authority:
        raise _refused(url, "a zone or an escaped letter in its host")
    host, port = _parted(url, authority)
    try:
        parsed = httpx.URL(scheme.lower() + "://" + host + port + rest[len(authority) :])
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise _refused(url, f"not an address ({error})") from None
    if parsed.port in _PORTS or (parsed.port or 0) > 65_535:
        raise _refused(url, f"port {parsed.port} is not the web's")
    return parsed


def _parted(url: str, authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        inside, mark, port = authority[1:].partition("]")
        if not mark or (port and not port.startswith(":")):
            raise _refused(url, "a bracket too few in its host")
        return f"[{_six(url, inside)}]", port
    host, colon, port = authority.partition(":")
    return _host(url, host), colon + port


def _six(url: str, said: str) -> str:
    try:
        return str(ipaddress.IPv6Address(said))
    except ValueError:
        raise _refused(url, "not an IPv6 address in its brackets") from None


def _host(url: str, said: str) -> str:
    """A name or a dotted number, in small ASCII letters without the last dot."""
    plain = unicodedata.normalize("NFKC", said).replace("。", ".").lower().removesuffix(".")
    if not plain:
        raise _refused(url, "no host")
    try:
        name = plain if plain.isascii() else httpx.URL("http://" + plain).raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError):
        raise _refused(url, "its host is no name") from None
    if not said.isascii() and not any(letter.isalpha() for letter in name):
        raise _refused(url, "a number in disguise")
    if _NUMERIC.fullmatch(name.rpartition(".")[2]) and not _is_dotted(name):
        raise _refused(url, "a number that is not written a.b.c.d")
    if not _NAME.fullmatch(name) or len(name) > 253:
        raise _refused(url, "its host is no name")
    return name


def _is_dotted(name: str) -> bool:
    return bool(_DOTTED.fullmatch(name)) and all(int(part) < 256 for part in name.split("."))


def checked(url: httpx.URL, resolver: Resolver, allow: frozenset[str] = frozenset()) -> Target:
    """Where a request for a parsed address may go.

    Raises Refused when any of the host's numbers is not public and the host is not in `allow`, MissingSource when it has none.
    """
    host = url.raw_host.decode("ascii")
    port = url.port or (443 if url.scheme == "https" else 80)
    allowed = host in allow or f"{host}:{port}" in allow
    numbers = _numbers(url, host, port, resolver, allowed)
    if not allowed:
        for number in numbers:
            if not is_public(number):
                said = f" ({number})" if str(number) != host else ""
                raise Refused(str(url), f"leads to a private or reserved address{said}", f"allow it by name: {host}")
    return Target(host, port, tuple(str(number) for number in numbers))


def _numbers(url: httpx.URL, host: str, port: int, resolver: Resolver, allowed: bool) -> list[Address]:
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        pass
    if not allowed and ("." not in host or host.endswith(tuple("." + zone for zone in _INNER)) or host in _INNER):
        raise Refused(str(url), "a name of an inner network", f"allow it by name: {host}")
    try:
        found = [ipaddress.ip_address(said) for said in resolver(host, port)]
    except (OSError, UnicodeError) as error:
        raise MissingSource(str(url), f"no such host ({error})", "check the address and the network") from error
    except ValueError:
        raise Refused(str(url), "its name leads to a number with a zone", "check the address") from None
    if not found:
        raise MissingSource(str(url), "no such host", "check the address and the network")
    return found


def joined(at: httpx.URL, location: str) -> httpx.URL:
    """The address that a redirect from `at` names, checked like any other, without its fragment. Raises Refused."""
    said = location.strip(" ").replace(" ", "%20")
    if _ODD.search(said):  # urljoin would take some of these out
        raise _refused(said, "white space, a control character or a backslash in it")
    try:
        whole = said if _SCHEME.match(said) else urljoin(str(at), said)
    except ValueError as error:
        raise _refused(said, f"not an address ({error})") from None
    return parsed_url(whole).copy_with(fragment=None)


def is_public(number: Address) -> bool:
    """Whether anybody on the internet may be there: not private, loopback, link-local, shared, reserved, multicast or a cloud's metadata.

    >>> [is_public(ipaddress.ip_address(n)) for n in ("93.184.215.14", "10.0.0.1", "::ffff:10.0.0.1", "2606:4700::1111")]
    [True, False, False, True]
    """
    if isinstance(number, ipaddress.IPv6Address):
        if number.scope_id is not None:
            return False
        if any(number in network for network in _CARRIERS):
            return is_public(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        if (int(number) >> 32) & 0xFDFFFFFF == 0x00005EFE:  # ISATAP carries an IPv4 address behind 5efe
            return False
    if any(number.version == network.version and number in network for network in _CLOSED):
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved)


def web_address(said: object, base: str) -> str | None:
    """The absolute http(s) address that a link names, `None` for anything else."""
    if not isinstance(said, str) or not said.strip():
        return None
    try:
        found = urljoin(base, said.strip().replace(" ", "%20"))
        return found if urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname else None
    except ValueError:
        return None


def _refused(url: str, what: str) -> Refused:
    return Refused(url[:200], what, "check the address")
