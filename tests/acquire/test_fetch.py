"""The seam against sites in every mood, played by tables: what comes back, what is refused, and how long is waited."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import httpx
import pytest

from acquire.fakes import Chunks, World, answer
from veille.acquire.items import Validators
from veille.acquire.source import Politeness
from veille.errors import (
    MissingSource,
    NotText,
    RateLimited,
    RedirectLoop,
    Refused,
    RobotsRefused,
    TooLarge,
    Truncated,
    Unreachable,
    VeilleError,
)

PAGE = "<html><body><p>Le texte de la page.</p></body></html>"
HOST = "news.example"
ROBOTS = "news.example/robots.txt"
URL = "https://news.example/a"


def to(place: str, status: int = 302) -> httpx.Response:
    return answer(status, headers={"location": place})


def test_a_page() -> None:
    given = {"etag": '"7"', "last-modified": "Wed, 06 Aug 2025 09:30:00 GMT", "content-type": "text/plain"}
    world = World({"news.example/a": answer(content=PAGE, headers=given)})
    found = world.fetcher().get("https://NEWS.example./a#part")
    assert (found.status, found.content, found.content_type, found.charset) == (
        "new",
        PAGE.encode(),
        "text/html",
        "utf-8",
    )
    assert (found.url, found.final_url, found.redirects) == ("https://NEWS.example./a#part", URL, ())
    assert found.validators == Validators('"7"', "Wed, 06 Aug 2025 09:30:00 GMT")
    assert found.fetched_at == "2025-07-31T22:13:20Z"
    assert len(found.sha256) == 64
    assert world.asked == [ROBOTS, "news.example/a"]


def test_a_page_that_has_not_changed() -> None:
    def asked(request: httpx.Request) -> httpx.Response:
        same = request.headers.get("if-none-match") == '"7"' and request.headers["if-modified-since"] == "then"
        return answer(304 if same else 200, headers={"etag": '"7"'})

    world = World({"news.example/a": asked})
    found = world.fetcher().get(URL, validators=Validators('"7"', "then"))
    assert (found.status, found.content, found.validators.etag) == ("unchanged", b"", '"7"')
    assert world.fetcher().get(URL).status == "new"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone(status: int) -> None:
    assert World({"news.example/a": answer(status)}).fetcher().get(URL).status == "gone"


@pytest.mark.parametrize(
    ("page", "error", "said"),
    [
        (answer(401), MissingSource, "answered 401"),
        (answer(403), MissingSource, "answered 403"),
        (answer(206), MissingSource, "answered 206"),
        (answer(304), MissingSource, "answered 304"),  # nobody asked whether it changed
        (answer(302), MissingSource, "answered 302"),  # a redirect to nowhere
        (answer(500), Unreachable, "answered 500"),
        (answer(503), Unreachable, "answered 503"),
        (httpx.ConnectError("refused"), Unreachable, "no answer"),
        (httpx.ReadTimeout("slow"), Unreachable, "within 30 s"),
        (httpx.RemoteProtocolError("peer closed connection without sending complete message body"), Truncated, "broke off"),
        (httpx.RemoteProtocolError("illegal status line"), Unreachable, "illegal"),
        (answer(429, headers={"retry-after": "3600"}), RateLimited, "3600 s"),
        (answer(503, headers={"retry-after": "3600"}), RateLimited, "3600 s"),
        (answer(429), RateLimited, "60 s"),
        (answer(content=gzip.compress(b"x" * 999)[:-9], headers={"content-encoding": "gzip"}), Truncated, "breaks off"),
        (answer(content=b"", headers={"content-encoding": "gzip"}), Truncated, "breaks off"),
        (answer(content=b"no gzip at all", headers={"content-encoding": "gzip"}), NotText, "damaged"),
        (answer(content=b"x", headers={"content-encoding": "br"}), NotText, "not asked for"),
        (answer(content=b"x", headers={"content-encoding": "gzip, gzip"}), NotText, "not asked for"),
        (answer(content=b"x" * 1001), TooLarge, "limit"),
        (answer(content=b"x", headers={"content-length": "1001"}), TooLarge, "limit"),
        (answer(content=gzip.compress(b"0" * 5_000_000), headers={"content-encoding": "gzip"}), TooLarge, "limit"),
        (answer(content=zlib.compress(b"0" * 5_000_000), headers={"content-encoding": "deflate"}), TooLarge, "limit"),
        (answer(content=gzip.compress(b"") * 100, headers={"content-encoding": "gzip"}), TooLarge, "limit"),
        (to("/a"), RedirectLoop, "circle"),
        (to("http://127.0.0.1/"), Refused, "private"),
        (to("http://[::ffff:10.0.0.1]/"), Refused, "private"),
        (to("file:///etc/passwd"), Refused, "not http"),
        (to("//2130706433/"), Refused, "a.b.c.d"),
    ],
)  # fmt: skip
def test_a_fault_says_what_and_names_the_address(page: Any, error: type[VeilleError], said: str) -> None:
    with pytest.raises(error, match=said) as told:
        World({"news.example/a": page}).fetcher(largest_bytes=1000).get(URL)
    assert told.value.where
    if not isinstance(told.value, RedirectLoop):
        assert told.value.remedy


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PAGE.encode(), ""),
        (PAGE.encode(), "identity"),
        (gzip.compress(PAGE.encode()), "gzip"),
        (gzip.compress(PAGE[:9].encode()) + gzip.compress(PAGE[9:].encode()), "x-gzip"),  # two members
        (gzip.compress(PAGE.encode()) + b"\0\0\0", "gzip"),  # padded
        (zlib.compress(PAGE.encode()), "deflate"),
        (zlib.compress(PAGE.encode())[2:-4], "deflate"),  # without its header, as some servers send it
    ],
)
def test_compression(content: bytes, encoding: str) -> None:
    page = httpx.Response(
        200,
        headers={"content-encoding": encoding},
        stream=Chunks(*[content[n : n + 7] for n in range(0, len(content), 7)]),
    )
    assert World({"news.example/a": page}).fetcher().get(URL).content == PAGE.encode()


def test_a_site_that_drips_is_left() -> None:
    world = World()

    def drip(request: httpx.Request) -> httpx.Response:
        class Drops(Chunks):
            def __iter__(self):  # type: ignore[no-untyped-def]
                while True:
                    world.now += 10
                    yield b"x"

        return httpx.Response(200, stream=Drops())

    world.pages = {"news.example/a": drip}
    with pytest.raises(Unreachable, match="not all there after 120 s"):
        world.fetcher(attempts=1).get(URL)


def test_redirects_are_followed_over_sites_and_each_asks_its_own_robots() -> None:
    world = World(
        {
            "news.example/a": to("/b c", 301),
            "news.example/b%20c": to("//other.example/d?q=1#x", 307),
            "other.example/d?q=1": answer(content=PAGE),
            "other.example/robots.txt": answer(content="User-agent: *\nDisallow: /e"),
        }
    )
    found = world.fetcher().get(URL)
    assert found.redirects == ("https://news.example/b%20c", "https://other.example/d?q=1")
    assert found.final_url == "https://other.example/d?q=1"
    world.pages["news.example/b%20c"] = to("//other.example/e")  # type: ignore[index]
    with pytest.raises(RobotsRefused, match=r"other\.example/e"):
        world.fetcher().get(URL)


def test_too_many_redirects() -> None:
    world = World({f"news.example/{n}": to(f"/{n + 1}") for n in range(20)})
    with pytest.raises(RedirectLoop, match="more than 3 addresses"):
        world.fetcher(redirects=3).get("https://news.example/0")
    assert "news.example/4" not in world.asked
    far = World({**{f"news.example/{n}": to(f"/{n + 1}") for n in range(3)}, "news.example/3": answer(content=PAGE)})
    assert far.fetcher(redirects=3).get("https://news.example/0").status == "new"


@pytest.mark.parametrize(
    ("robots", "held"),
    [
        (answer(404), True),
        (answer(410), True),
        (answer(content=""), True),
        (answer(content="User-agent: *\nDisallow: /b"), True),
        (answer(content="User-agent: *\nDisallow: /\nAllow: /a"), True),
        (answer(content="User-agent: other\nDisallow: /"), True),
        (answer(content="\ufeffUser-agent: *\nDisallow: /"), False),
        (answer(content="User-agent: *\nDisallow: /"), False),
        (answer(content="User-agent: veille\nDisallow: /a\n\nUser-agent: *\nAllow: /"), False),
        (answer(401), False),
        (answer(403), False),
        (answer(429), False),
        (answer(500), False),
        (answer(503), False),
        (answer(304), False),
        (httpx.ConnectError("refused"), Unreachable),
        (httpx.ReadTimeout("slow"), Unreachable),
        (answer(content=b"\x00\x01\x02"), False),
        (answer(content=b"x" * 20_000_001), False),
        (answer(content=b"x", headers={"content-encoding": "gzip"}), False),
        (to("/robots.txt"), False),
        (to("http://127.0.0.1/robots.txt"), False),
        (to("http://other.example/robots.txt"), True),  # which has none
    ],
)
def test_robots_fail_closed(robots: Any, held: bool | type[VeilleError]) -> None:
    world = World({ROBOTS: robots, "news.example/a": answer(content=PAGE)})
    if held is True:
        assert world.fetcher().get(URL).status == "new"
        return
    with pytest.raises(held or RobotsRefused):
        world.fetcher().get(URL)
    assert "news.example/a" not in world.asked


def test_robots_are_asked_once_a_day_and_soon_again_after_a_failure() -> None:
    world = World({ROBOTS: answer(404), "news.example/a": answer(content=PAGE)})
    fetcher = world.fetcher()
    for _ in range(3):
        fetcher.get(URL)
    assert world.asked.count(ROBOTS) == 1
    world.now += 86_401
    world.pages[ROBOTS] = answer(500)  # type: ignore[index]
    with pytest.raises(RobotsRefused):
        fetcher.get(URL)
    world.pages[ROBOTS] = answer(404)  # type: ignore[index]
    with pytest.raises(RobotsRefused):
        fetcher.get(URL)
    world.now += 301
    assert fetcher.get(URL).status == "new"


@pytest.mark.parametrize(
    ("robots", "manner", "slept"),
    [
        ("", None, [1.0, 1.0]),
        ("", Politeness(0.0), []),
        ("", Politeness(5.0), [5.0, 5.0]),
        ("User-agent: *\nCrawl-delay: 4", None, [4.0, 4.0]),
        ("User-agent: *\nCrawl-delay: 4", Politeness(9.0), [9.0, 9.0]),
        ("User-agent: *\nCrawl-delay: inf", None, [1.0, 1.0]),  # no number
        ("User-agent: *\nCrawl-delay: nan", None, [1.0, 1.0]),
        ("User-agent: *\nCrawl-delay: -5", None, [1.0, 1.0]),
    ],
)
def test_a_host_is_asked_at_a_distance(robots: str, manner: Politeness | None, slept: list[float]) -> None:
    world = World(
        {
            ROBOTS: answer(content=robots),
            "news.example/a": answer(content=PAGE),
            "other.example/a": answer(content=PAGE),
        }
    )
    fetcher = world.fetcher()
    for _ in range(3):
        fetcher.get(URL, politeness=manner)
    fetcher.get("https://other.example/a", politeness=manner)  # another host need not wait
    assert world.slept == slept


@pytest.mark.parametrize("said", ["3600", "86400", "99999999999"])
def test_a_site_that_asks_for_hours_between_pages_is_told_not_slept_on(said: str) -> None:
    world = World(
        {ROBOTS: answer(content=f"User-agent: *\nCrawl-delay: {said}"), "news.example/a": answer(content=PAGE)}
    )
    fetcher = world.fetcher()
    fetcher.get(URL)
    with pytest.raises(RateLimited) as told:
        fetcher.get(URL)
    assert 3600.0 <= told.value.retry_after <= 86_400.0
    assert (world.slept, world.asked.count("news.example/a")) == ([], 1)


@pytest.mark.parametrize(
    ("answers", "slept"),
    [
        ([answer(500), answer(502), answer(content=PAGE)], [1.0, 2.0]),
        ([httpx.ConnectError("x"), answer(content=PAGE)], [1.0]),
        ([answer(429, headers={"retry-after": "7"}), answer(content=PAGE)], [7.0]),
        ([answer(429, headers={"retry-after": "Thu, 31 Jul 2025 22:13:28 GMT"}), answer(content=PAGE)], [8.0]),
        ([answer(503, headers={"retry-after": "2"}), answer(content=PAGE)], [2.0]),
        ([answer(503, headers={"retry-after": "soon"}), answer(content=PAGE)], [1.0]),
        ([answer(503, headers={"retry-after": "Wed, 06 Aug 99999999999 12:00:00 GMT"}), answer(content=PAGE)], [1.0]),
    ],
)
def test_what_passes_is_tried_again(answers: list[Any], slept: list[float]) -> None:
    world = World({"news.example/a": answers})
    assert world.fetcher().get(URL, politeness=Politeness(0.0)).content == PAGE.encode()
    assert world.slept == slept


def test_a_host_that_asked_for_rest_is_not_asked_before() -> None:
    world = World({"news.example/a": [answer(429, headers={"retry-after": "100"}), answer(content=PAGE)]})
    fetcher = world.fetcher()
    for left in (100.0, 90.0):
        with pytest.raises(RateLimited) as told:
            fetcher.get(URL)
        assert told.value.retry_after == left
        world.now += 10
    assert world.asked.count("news.example/a") == 1
    world.now += 80
    assert fetcher.get(URL).status == "new"


@pytest.mark.parametrize(
    ("at", "head", "asked"),
    [
        ("news.example/a", '<html amp><link rel="canonical" href="https://news.example/b">', True),
        ("news.example/a", '<html ⚡><link rel="canonical" href="/b">', True),
        ("amp.news.example/a", '<html><link rel="canonical" href="https://www.news.example/b">', True),
        ("m.news.example/a", '<html><link rel="canonical" href="https://news.example/b">', True),
        ("news.example/a", '<html><link rel="canonical" href="/b">', False),  # told, not followed
        (
            "news.example/a",
            '<html amp><link rel="canonical" href="https://other.example/b">',
            False,
        ),  # another site's page
        ("news.example/a", '<html amp><link rel="canonical" href="/">', False),
        ("news.example/a", '<html amp><link rel="canonical" href="/a">', False),
        ("news.example/a", '<html amp><link rel="canonical" href="javascript:x">', False),
        ("news.example/a", '<html amp><link rel="canonical" href="http://[">', False),
        ("news.example/a", "<html amp>", False),
    ],
)
def test_the_proper_form_of_a_page_is_fetched_once(at: str, head: str, asked: bool) -> None:
    proper = answer(content='<html amp><link rel="canonical" href="/c"><p>whole</p>')
    pages = {f"{host}/b": proper for host in ("news.example", "www.news.example", "other.example")}
    world = World({at: answer(content=f"{head}<p>x</p>", headers={"etag": '"1"'}), **pages})
    found = world.fetcher().get(f"https://{at}")
    assert (b"whole" in found.content) is asked
    assert [place for place in world.asked if place.endswith(("/b", "/c", ".example/"))] == (
        [found.final_url[8:]] if asked else []
    )
    assert (found.url, found.validators.etag) == (f"https://{at}", '"1"')


def test_a_proper_form_that_cannot_be_had_leaves_what_was_found() -> None:
    page = '<html amp><link rel="canonical" href="/b"><p>x</p>'
    for proper in (answer(404), answer(403), to("http://10.0.0.1/"), answer(content="%PDF-1.4")):
        found = World({"news.example/a": answer(content=page), "news.example/b": proper}).fetcher().get(URL)
        assert (found.final_url, found.canonical) == (URL, "https://news.example/b")


@pytest.mark.parametrize(
    ("content", "declared", "sort", "charset"),
    [
        ("<p>é".encode(), "text/html; charset=iso-8859-1", "text/html", "utf-8"),
        ("<p>é".encode("cp1252"), "text/html; charset=iso-8859-1", "text/html", "windows-1252"),
        ("<p>«é»".encode("cp1252"), 'text/html; Charset="windows-1252"', "text/html", "windows-1252"),
        ("<p>é".encode("cp1252"), "text/html; charset=utf-8", "text/html", None),
        (
            "<meta charset=iso-8859-15><p>€".encode("iso-8859-15"),
            "text/html; charset=utf-8",
            "text/html",
            "iso-8859-15",
        ),
        ("<p>é".encode("utf-16"), "text/html", "text/html", "utf-16"),
        (b"\xef\xbb\xbf<p>x", None, "text/html", "utf-8-sig"),
        ("<p>й".encode("koi8-r"), "text/html; charset=no-such", "text/html", None),
        (b"%PDF-1.4", "text/html", "application/pdf", None),
        (b"\x00\x01", "text/html", "application/octet-stream", None),
        (b"<?xml version='1.0'?><!-- <html> --><feed xmlns='x'/>", "text/html", "application/atom+xml", "utf-8"),
        (b'<?xml version="1.0"?><!DOCTYPE rss><rss/>', "text/html", "application/rss+xml", "utf-8"),
        (b'<?xml version="1.0"?><rdf:RDF/>', None, "application/rss+xml", "utf-8"),
        (b"<sitemapindex/>", None, "application/sitemap+xml", "utf-8"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "application/feed+json", "utf-8"),
        (b"From: a\nSubject: b\n\nx", None, "message/rfc822", "utf-8"),
        (b"From a@b Mon Jan  1\nFrom: a\n", None, "application/mbox", None),
        (b"Date: nothing else", None, "text/plain", "utf-8"),
        (b"a < b", "text/html", "text/plain", "utf-8"),
    ],
)
def test_what_bytes_are(content: bytes, declared: str | None, sort: str, charset: str | None) -> None:
    world = World({"news.example/a": answer(content=content, headers={"content-type": declared} if declared else {})})
    found = world.fetcher().get(URL)
    assert (found.content_type, found.charset) == (sort, charset)
