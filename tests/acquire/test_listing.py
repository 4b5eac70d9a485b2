"""What sources list: feeds, sitemaps, letters, folders; whole, empty, and malformed in twenty ways."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from acquire.fakes import World, answer
from veille.acquire.items import Item, Listing, Validators
from veille.acquire.listing import MOST_SITEMAPS, list_items
from veille.acquire.mail import read_mail
from veille.acquire.moments import moment
from veille.acquire.source import Source
from veille.errors import Gone, MissingSource, NotText, Truncated

URL = "https://news.example/list"


def rss(*items: str, head: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Site</title>{head}{"".join(items)}</channel></rss>'


def item(number: int, more: str = "") -> str:
    return f"<item><title>Titre {number}</title><link>https://news.example/{number}</link><guid>g{number}</guid>{more}</item>"


def atom(*entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Site</title>{"".join(entries)}</feed>'


def entry(number: int, more: str = "") -> str:
    return f'<entry><id>g{number}</id><title>Titre {number}</title><link href="/{number}"/>{more}</entry>'


def sitemap(*urls: str) -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{"".join(urls)}</urlset>'


def listing(content: Any, kind: str = "auto", pages: dict[str, Any] | None = None, **headers: str) -> Listing:
    page = content if isinstance(content, httpx.Response | Exception) else answer(content=content, headers=headers)
    world = World({"news.example/list": page, **(pages or {})})
    return list_items(Source("Site", URL, kind), world.fetcher())  # type: ignore[arg-type]


def ids(found: Listing) -> list[str]:
    return [one.id for one in found.items]


WHOLE = Item("g1", "https://news.example/1", "Titre 1", "2025-08-06T09:30:00+02:00")
DATE = "Wed, 06 Aug 2025 09:30:00 +0200"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (rss(item(1, f"<pubDate>{DATE}</pubDate>")), WHOLE),
        (rss(item(1, "<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2025-08-06T09:30:00+02:00</dc:date>")),
         Item("g1", "https://news.example/1", "Titre 1", None, "2025-08-06T09:30:00+02:00")),
        (rss(item(1)), Item("g1", "https://news.example/1", "Titre 1")),
        (rss(item(1, "<pubDate>2025-08-06</pubDate>")), Item("g1", "https://news.example/1", "Titre 1")),  # no time, no zone: no date
        (rss(item(1, "<pubDate>mercredi 6 août</pubDate>")), Item("g1", "https://news.example/1", "Titre 1")),
        (rss("<item><title>T &amp;  Q</title><link> /x y </link></item>"), Item("https://news.example/x%20y", "https://news.example/x%20y", "T & Q")),
        (rss("<item><guid isPermaLink='true'>https://news.example/7</guid></item>"), Item("https://news.example/7", "https://news.example/7")),
        (atom(entry(1, "<published>2025-08-06T09:30:00+02:00</published><updated>2025-08-07T00:00:00Z</updated>")),
         Item("g1", "https://news.example/1", "Titre 1", "2025-08-06T09:30:00+02:00", "2025-08-07T00:00:00+00:00")),
        (json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
            {"id": "g1", "url": "/1", "title": "Titre 1", "date_published": "2025-08-06T09:30:00+02:00"}]}), WHOLE),
        (sitemap("<url><loc>/1</loc><n:news><n:publication><n:name>Site</n:name></n:publication><n:title>Titre 1</n:title>"
                 "<n:publication_date>2025-08-06T09:30:00+02:00</n:publication_date></n:news></url>"),
         Item("https://news.example/1", "https://news.example/1", "Titre 1", "2025-08-06T09:30:00+02:00")),
        (sitemap("<url><loc>/1</loc><lastmod>2025-08-06T09:30:00Z</lastmod></url>"),
         Item("https://news.example/1", "https://news.example/1", None, None, "2025-08-06T09:30:00+00:00")),
    ],
)  # fmt: skip
def test_an_item(content: str, expected: Item) -> None:
    found = listing(content)
    assert (found.items, found.faults) == ((expected,), ())


A, B = item(1), item(2)
#: what is wrong with the feed, its bytes, what is read all the same, and whether it is told
MALFORMED = [
    ("cut off in an item", rss(A, B)[:-60], ["g1"], True),
    ("cut off in a tag", rss(A, B)[:-100], ["g1"], True),
    ("an open tag", rss(A, "<item><title>x<b></title><link>https://news.example/3</link></item>", B), ["g1", "https://news.example/3", "g2"], True),
    ("a bare ampersand", rss(item(1).replace("Titre", "A & B"), B), ["g1", "g2"], True),
    ("an unknown entity", rss(A.replace("Titre", "&nbsp;Titre&eacute;"), B), ["g1", "g2"], True),
    ("a control character", rss(A.replace("Titre", "\x0b"), B), ["g1", "g2"], True),
    ("bytes that are not UTF-8", rss(A, B).encode().replace(b"Titre 1", b"T\xe9t"), ["g1", "g2"], True),
    ("a wrong declaration", rss(A.replace("Titre", "Été"), B).encode().replace(b"UTF-8", b"ascii"), ["g1", "g2"], False),
    ("no namespace for a prefix", rss(A.replace("<title>", "<media:title>x</media:title><title>"), B), ["g1", "g2"], True),
    ("text before the declaration", "\n\n " + rss(A, B), ["g1", "g2"], True),
    ("a notice before the declaration", "Warning: mysql\n" + rss(A, B), ["g1", "g2"], True),
    ("HTML after the end", rss(A, B) + "<script>x</script>", ["g1", "g2"], True),
    ("an item without an address", rss(A, "<item><title>x</title></item>", B), ["g1", "g2"], True),
    ("an address that is no web page", rss(A, "<item><link>javascript:alert(1)</link></item>", B), ["g1", "g2"], True),
    ("an address that cannot be", rss(A, "<item><link>http://[</link></item>", B), ["g1", "g2"], True),
    ("an id twice", rss(A, A, B), ["g1", "g2"], False),
    ("one id for all pages", rss(A, B.replace("g2", "g1"), item(3).replace("g3", "g1")), ["g1", "https://news.example/2", "https://news.example/3"], False),
    ("no items", rss(), [], False),
    ("no channel", "<rss version='2.0'/>", [], False),
    ("an entity of its own", "<!DOCTYPE rss [<!ENTITY x 'y'>]>" + rss(A), [], True),
    ("a bomb of entities", '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>', [], True),
    ("a file for an entity", '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title></item></channel></rss>', [], True),
    ("JSON cut off", '{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1', [], True),
    ("JSON without items", '{"version": "https://jsonfeed.org/version/1", "items": 7}', [], True),
    ("JSON with strange items", '{"version": "https://jsonfeed.org/version/1", "items": [7, {"id": 8, "url": "/8", "title": 9}]}', ["8"], True),
    ("JSON without end", '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, [], True),
    ("a sitemap cut off", sitemap("<url><loc>/1</loc></url>", "<url><loc>/2</loc></url>")[:-20], ["https://news.example/1", "https://news.example/2"], True),
    ("a sitemap without addresses", sitemap("<url/>", "<url><loc/></url>", "<url><loc>/1</loc></url>"), ["https://news.example/1"], True),
    ("a strange tag in a sitemap", sitemap("<url><loc>/1<!-- x --></loc><lastmod2025-08-06T09:30:00Z/></url>"), ["https://news.example/1"], True),
    ("an entity in a sitemap", '<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + sitemap("<url><loc>/&f;</loc></url>"), [], True),
]  # fmt: skip


@pytest.mark.parametrize(("content", "kept", "told"), [row[1:] for row in MALFORMED], ids=[row[0] for row in MALFORMED])
def test_a_malformed_list_gives_what_is_whole_and_says_what_is_not(
    content: str | bytes, kept: list[str], told: bool
) -> None:
    found = listing(content, "sitemap" if "<urlset" in str(content) else "feed")
    assert ids(found) == kept
    assert bool(found.faults) is told
    assert all(fault.where.startswith(URL) and fault.what and fault.remedy for fault in found.faults)
    assert not any("root:" in str(one) for one in found.items)


def test_a_page_where_a_feed_should_be_names_its_feeds() -> None:
    page = '<html><link rel="alternate" type="application/rss+xml" href="/rss"><p>x</p>'
    (fault,) = listing(page, "feed").faults
    assert (fault.what, fault.remedy) == ("a web page, not a feed", "its page names https://news.example/rss")
    assert listing("plain words", "feed").faults[0].what.startswith("not a feed")
    assert listing("plain words", "sitemap").items == ()


def test_a_page_comes_with_its_bytes_and_its_own_address() -> None:
    (one,) = listing('<html><link rel="canonical" href="/proper"><p>x</p>').items
    assert (one.id, one.url, one.media_type) == (URL, "https://news.example/proper", "text/html; charset=utf-8")
    assert one.content is not None


def test_an_index_is_followed_and_its_faults_are_told() -> None:
    index = (
        f"<sitemapindex>{''.join(f'<sitemap><loc>/s{n}</loc></sitemap>' for n in (1, 2, 3, 4, 5, 1))}</sitemapindex>"
    )
    pages = {
        "news.example/s1": answer(content=sitemap("<url><loc>/1</loc></url>")),
        "news.example/s2": answer(
            content=gzip.compress(sitemap("<url><loc>/2</loc></url><url><loc>/1</loc></url>").encode())
        ),
        "news.example/s3": answer(403),
        "news.example/s4": answer(404),
        "news.example/s5": answer(
            content="<sitemapindex><sitemap><loc>/s1</loc></sitemap><sitemap><loc>http://10.0.0.1/</loc></sitemap></sitemapindex>"
        ),
    }
    found = listing(index, pages=pages)
    assert ids(found) == ["https://news.example/1", "https://news.example/2"]
    assert [fault.what.split(" (")[0] for fault in found.faults] == [
        "the site answered 403",
        "the site says that it is gone",
        "leads to a private or reserved address",
    ]


def test_an_index_without_end_is_left_and_told() -> None:
    def more(request: httpx.Request) -> httpx.Response:
        number = int(request.url.path.removeprefix("/s") or 0)
        return answer(
            content=f"<sitemapindex><sitemap><loc>/s{number + 1}</loc></sitemap><sitemap><loc>/s{number + 2}</loc></sitemap></sitemapindex>"
        )

    found = listing(
        "<sitemapindex><sitemap><loc>/s0</loc></sitemap></sitemapindex>",
        pages={f"news.example/s{n}": more for n in range(99)},
    )
    assert len(found.sitemaps) == 2
    assert str(MOST_SITEMAPS) in found.faults[-1].what


def test_a_list_that_has_not_changed_and_one_that_is_gone() -> None:
    world = World({"news.example/list": answer(304)})
    found = list_items(Source("Site", URL, "feed"), world.fetcher(), validators=Validators('"1"'))
    assert (found.unchanged, found.items) == (True, ())
    with pytest.raises(Gone):
        listing(answer(410))
    with pytest.raises(Truncated):
        listing(gzip.compress(sitemap().encode())[:-9])
    with pytest.raises(NotText, match="archive"):
        listing(b"WARC/1.1\r\n")
    assert listing(rss(A), etag='"5"').validators == Validators('"5"')


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Wed, 06 Aug 2025 09:30:00 GMT", "2025-08-06T09:30:00+00:00"),
        ("6 Aug 2025 09:30 EST", "2025-08-06T09:30:00-05:00"),
        ("2025-08-06T09:30:00.123Z", "2025-08-06T09:30:00+00:00"),
        ("2025-08-06T09:30+0530", "2025-08-06T09:30:00+05:30"),
        ("Wed, 06 Aug 2025 09:30:00", None),
        ("Wed, 06 Aug 2025 09:30:00 -0000", None),  # RFC 5322: the zone is not known
        ("2025-08-06T09:30:00", None),
        ("2025-08-06", None),
        ("32 Aug 2025 09:30:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_without_a_zone_is_none(said: str | None, expected: str | None) -> None:
    assert moment(said) == expected


HTML = "<html><body><p>Le ministre a parlé.</p></body></html>"
LETTER = f"""From: Site <a@news.example>
Subject: =?utf-8?q?Lettre_du_jour_=C3=A9t=C3=A9?=
Date: Wed, 06 Aug 2025 09:30:00 +0200
Message-ID: <1@news.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

en texte
--b
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

{HTML.replace("é", "=E9")}
--b--
"""
SAVED = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://news.example/saved
Subject: Page
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary=b

--b
Content-Type: text/html

{HTML.replace("é", "e")}
--b
Content-Type: image/png

x
--b--
"""


def of_file(tmp_path: Path, name: str, content: str | bytes) -> Listing:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list_items(Source("Letters", str(path)), World().fetcher())


def test_a_letter(tmp_path: Path) -> None:
    (one,) = of_file(tmp_path, "a.eml", LETTER).items
    assert (one.id, one.title, one.published) == ("<1@news.example>", "Lettre du jour été", "2025-08-06T09:30:00+02:00")
    assert (one.content or b"").decode().strip() == HTML


def test_a_page_saved_by_a_browser(tmp_path: Path) -> None:
    (one,) = of_file(tmp_path, "a.mhtml", SAVED).items
    assert (one.url, b"Le ministre" in (one.content or b"")) == ("https://news.example/saved", True)
    (two,) = of_file(
        tmp_path, "b.html", f"<!DOCTYPE html>\n<!-- saved from url=(0022)https://news.example/2 -->\n{HTML}"
    ).items
    assert two.url == "https://news.example/2"


def test_a_mailbox_goes_on_behind_a_letter_without_text(tmp_path: Path) -> None:
    empty = "Subject: nothing\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n"
    strange = "Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=no-such\n\nx\n"
    box = "".join(
        f"From a@b Wed Aug  6 09:30:00 2025\n{letter}\n"
        for letter in (empty, LETTER, strange, LETTER.replace("<1@", "<2@"), LETTER)
    )
    found = of_file(tmp_path, "box", box)
    assert ids(found) == ["<1@news.example>", "<2@news.example>"]
    assert [fault.where[-8:] for fault in found.faults] == ["letter 1", "letter 3"]


def test_a_folder_holds_pages_letters_and_archives(tmp_path: Path) -> None:
    for name, content in (
        ("in/a.html", HTML),
        ("in/sub/b.eml", LETTER),
        ("in/.c.html", HTML),
        ("in/d.json", "{}"),
        ("in/e.txt", "x"),
    ):
        of_file(tmp_path, name, content)
    found = list_items(Source("Folder", str(tmp_path / "in"), "folder"), World().fetcher())
    assert [Path(one.where).name for one in found.items] == ["a.html", "e.txt", "b.eml"]
    with pytest.raises(MissingSource, match="no such file"):
        list_items(Source("Folder", str(tmp_path / "none")), World().fetcher())


def test_one_bad_file_of_a_folder_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    for name, content in (("a.html", HTML), ("b.wacz", "PK\x03\x04no archive"), ("c.txt", "x" * 5_000), ("d.eml", LETTER)):
        of_file(tmp_path, f"in/{name}", content) if name[0] in "ad" else (tmp_path / "in" / name).write_text(content)
    found = list_items(Source("Folder", str(tmp_path / "in")), World().fetcher(largest_bytes=4_000))
    assert [Path(one.where).name for one in found.items] == ["a.html", "d.eml"]
    assert [Path(one.where).name for one in found.faults] == ["b.wacz", "c.txt"]
    assert all(one.remedy for one in found.faults)


def test_a_letter_over_the_limit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veille.acquire.mail.LARGEST_BYTES", 2_000_000)
    large, box = LETTER + "x" * 2_000_001, "".join(f"From a@b Wed Aug  6 09:30:00 2025\n{LETTER}\n{more}\n\n" for more in ("", "x" * 2_000_001))
    for name, content, kept in (("l.eml", large, 0), ("box.mbox", box, 1)):
        found = of_file(tmp_path, name, content)
        assert len(found.items) == kept
        assert ["over the limit of 2 MB" in fault.what for fault in found.faults] == [True]


def test_a_mailbox_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingSource, match="cannot be read"):
        list(read_mail(tmp_path))


def test_a_feed_in_a_file(tmp_path: Path) -> None:
    assert ids(of_file(tmp_path, "feed.xml", rss(A, B))) == ["g1", "g2"]
