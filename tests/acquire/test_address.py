"""Where the seam may go: every way known of writing or reaching an inner address is refused, and public ones are not."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acquire.fakes import PUBLIC, World, answer
from veille.acquire.address import checked, is_public, parsed_url
from veille.errors import MissingSource, Refused

#: names and what they resolve to, for the rows below
NAMES = {
    "inner.example": ["10.1.2.3"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "link.example": ["fe80::1%eth0"],
    "azure.example": ["168.63.129.16"],
    "good.example": [PUBLIC, "2606:4700::1111"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "nothing.example": [],
}

REFUSED = [
    # plain inner addresses
    "http://127.0.0.1/", "http://127.0.0.1:8080/", "http://127.1.2.3/", "http://0.0.0.0/", "http://0.1.2.3/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://169.254.0.1/", "http://192.0.0.192/", "http://192.0.2.1/",
    "http://198.18.0.1/", "http://198.51.100.7/", "http://203.0.113.9/", "http://224.0.0.1/", "http://239.255.255.250/",
    "http://240.0.0.1/", "http://255.255.255.255/", "http://168.63.129.16/", "http://100.100.100.200/", "http://192.88.99.1/",
    # numbers in other dresses: decimal, octal, hexadecimal, short, too long, mixed
    "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
    "http://127.1/", "http://127.0.1/", "http://0/", "http://00000177.0.0.1/", "http://127.0.0.1.1/", "http://127.0.0.256/",
    "http://0x7f.1/", "http://0xa9fea9fe/", "http://2852039166/", "http://0251.0376.0251.0376/", "http://169.0xfea9fe/",
    "http://127.0.0.01/", "http://0x/", "http://1e3.08/", "http://4294967296/", "http://0x100000001/",
    # last dots, escapes, letters of other scripts
    "http://127.0.0.1./", "http://localhost./", "http://127.0.0.1../", "http://127%2e0%2e0%2e1/", "http://%31%32%37.0.0.1/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127．0．0．1/", "http://１２７.0.0.1/", "http://ⓛocalhost/",
    "http://loc%61lhost/", "http://𝟙𝟟𝟚.16.0.1/",
    # IPv6 and what it carries
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2002:a9fe:a9fe::1]/", "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1%25lo]/", "http://[fc00::1]/",
    "http://[fd00:ec2::254]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[2606:4700::5efe:7f00:1]/",
    "http://[2606:4700::200:5efe:7f00:1]/", "http://[100::1]/", "http://[::1/", "http://[127.0.0.1]/", "http://[v1.x]/", "http://[]/",
    # names of inner networks
    "http://localhost/", "http://LOCALHOST:80/", "http://sub.localhost/", "http://metadata.google.internal/computeMetadata/v1/",
    "http://metadata/", "http://printer.local/", "http://router.lan/", "http://nas.home.arpa/", "http://intranet/", "http://db.corp/",
    # users, backslashes, control characters, white space
    "http://good.example@127.0.0.1/", "http://user:word@good.example/", "http://good.example:80@127.0.0.1/", "http://@127.0.0.1/",
    "http://good.example\\@127.0.0.1/", "http://127.0.0.1\\.good.example/", "http://good.example＠127.0.0.1/",
    "http://good.example\t.evil/", "http://good.exa\nmple/", " http://good.example/", "http://good.example /", "http://good\x00.example/",
    # other schemes and services
    "file:///etc/passwd", "gopher://good.example/", "ftp://good.example/", "dict://good.example:11211/", "data:text/html,x",
    "javascript:alert(1)", "//good.example/", "http:good.example", "http:/good.example/", "http:///x", "http://", "http://:80/",
    "http://good.example:22/", "http://good.example:25/", "http://good.example:6379/", "http://good.example:0/",
    "http://good.example:99999/", "http://good.example:8o/", "http://-bad.example/", "http://a..example/",
    # names that lead inside
    "http://inner.example/", "http://mixed.example/", "http://six.example/", "http://mapped.example/", "http://nat64.example/",
    "http://link.example/", "http://azure.example/", "http://127.0.0.1.nip.example/", "http://INNER.example./",
]  # fmt: skip

ALLOWED = [
    ("http://good.example/", "good.example", 80),
    ("https://GOOD.example:8443/a?b=c#d", "good.example", 8443),
    ("http://good.example./x", "good.example", 80),
    ("https://93.184.215.14/", "93.184.215.14", 443),
    ("http://[2606:4700::1111]/", "2606:4700::1111", 80),
    ("http://[64:ff9b::5db8:d70e]/", "64:ff9b::5db8:d70e", 80),
    ("https://élysée.example/", "xn--lyse-9oad.example", 443),
    ("https://good。example/", "good.example", 443),
    ("https://1st.example/", "1st.example", 443),
    ("https://good.example/a@b", "good.example", 443),
    ("https://good.example/%7Ea?u=http://127.0.0.1/", "good.example", 443),
]


def resolve(host: str, port: int) -> list[str]:
    return NAMES.get(host, [PUBLIC])


def test_the_list_is_long_enough() -> None:
    assert len(set(REFUSED)) == len(REFUSED) >= 120


@pytest.mark.parametrize("url", REFUSED)
def test_refused(url: str) -> None:
    with pytest.raises(Refused):
        checked(parsed_url(url), resolve)


@pytest.mark.parametrize("url", REFUSED)
def test_a_redirect_there_is_refused_and_nothing_is_connected(url: str) -> None:
    world = World({"good.example/": answer(302, headers={"location": url.encode()})}, NAMES)
    if url.startswith(
        ("//", "http:good", "http:/good", " http://good")
    ):  # these are relative, or trimmed, in a redirect
        return
    with pytest.raises(Refused):
        world.fetcher().get("http://good.example/")
    assert set(world.reached) == {PUBLIC}


@pytest.mark.parametrize(("url", "host", "port"), ALLOWED)
def test_allowed(url: str, host: str, port: int) -> None:
    target = checked(parsed_url(url), resolve)
    assert (target.host, target.port) == (host, port)


def test_a_host_without_a_number_is_missing() -> None:
    with pytest.raises(MissingSource, match="no such host"):
        checked(parsed_url("http://nothing.example/"), resolve)


@pytest.mark.parametrize(
    ("url", "allow", "held"),
    [
        ("http://127.0.0.1:8000/", "127.0.0.1", True),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000", True),
        ("http://127.0.0.1:8000/", "127.0.0.1:9000", False),
        ("http://127.0.0.2:8000/", "127.0.0.1", False),
        ("http://inner.example/", "inner.example", True),
        ("http://a.inner.example/", "inner.example", True),  # public: needs no leave
        ("http://mapped.example/", "inner.example", False),
        ("http://2130706433/", "127.0.0.1", False),
        ("http://localhost:8000/", "localhost", True),
    ],
)
def test_private_hosts_are_allowed_by_name_alone(url: str, allow: str, held: bool) -> None:
    try:
        found = bool(checked(parsed_url(url), resolve, frozenset({allow})))
    except Refused:
        found = False
    assert found is held


def test_the_certificate_must_be_the_names_not_the_numbers() -> None:
    world = World({"good.example:8443/": answer(content="ok")}, NAMES)
    world.fetcher().get("https://GOOD.example.:8443/")
    assert (set(world.reached), set(world.certified)) == ({PUBLIC}, {"good.example"})


def test_a_name_that_changes_its_mind_is_connected_where_it_was_checked() -> None:
    answers = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]
    world = World({"good.example/a": answer(content="ok")})
    world.resolve = lambda host, port: answers.pop(0)  # type: ignore[method-assign]
    with pytest.raises(Refused):  # robots.txt was asked at the public number; the next request is checked anew
        world.fetcher().get("http://good.example/a")
    assert world.reached == [PUBLIC]


@given(st.integers(0, 2**32 - 1))
def test_a_carried_address_is_judged_like_a_bare_one(number: int) -> None:
    bare = ipaddress.IPv4Address(number)
    for prefix in ("::ffff:", "64:ff9b::"):
        assert is_public(ipaddress.IPv6Address(f"{prefix}{bare}")) is is_public(bare)
    assert not bare.is_private or not is_public(bare)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://[{text}]/"):
        try:
            checked(parsed_url(url), resolve)
        except (Refused, MissingSource):
            continue
