"""The seam and the commands against a site on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from acquire.site import Site, page, site
from acquire.test_archive import record
from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Settings
from veille.acquire.items import Validators
from veille.acquire.source import Politeness
from veille.cli import app
from veille.errors import (
    RateLimited,
    RedirectLoop,
    Refused,
    RobotsRefused,
    TooLarge,
    Truncated,
    Unreachable,
    VeilleError,
)

RUN = CliRunner()
QUICK = Politeness(0.0)


@pytest.fixture(scope="module")
def news() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.fixture
def fetcher(news: Site) -> Iterator[Fetcher]:
    settings = Settings(allow=frozenset({urlsplit(news.address).netloc}), timeout_seconds=1.0, attempts=1)
    with Fetcher(settings) as made:
        yield made


def test_pages_come_whole(news: Site, fetcher: Fetcher) -> None:
    assert fetcher.get(f"{news.address}/1", politeness=QUICK).content == page(1)
    assert fetcher.get(f"{news.address}/packed", politeness=QUICK).content == page(7)
    latin = fetcher.get(f"{news.address}/latin", politeness=QUICK)
    assert latin.content.decode(latin.charset or "").count("était") == 1
    first = fetcher.get(f"{news.address}/same", politeness=QUICK)
    assert first.validators == Validators('"1"')
    assert fetcher.get(f"{news.address}/same", validators=first.validators, politeness=QUICK).status == "unchanged"
    assert fetcher.get(f"{news.address}/none", politeness=QUICK).status == "gone"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/cut", Truncated),
        ("/cut-gzip", Truncated),
        ("/bomb", TooLarge),
        ("/slow", Unreachable),
        ("/loop", RedirectLoop),
        ("/inside", Refused),
        ("/busy", RateLimited),
        ("/private/1", RobotsRefused),
    ],
)
def test_moods(news: Site, fetcher: Fetcher, path: str, error: type[VeilleError]) -> None:
    with pytest.raises(error):
        fetcher.get(news.address + path, politeness=QUICK)


def test_a_name_is_connected_at_the_number_that_was_checked(news: Site) -> None:
    port = urlsplit(news.address).port
    settings = Settings(allow=frozenset({"inner.example"}))
    with Fetcher(settings, resolver=lambda host, port: ["127.0.0.1"]) as fetcher:
        assert fetcher.get(f"http://inner.example:{port}/1").content == page(1)
    assert f"inner.example:{port}" in news.hosts


def test_the_second_number_of_a_host_is_tried(news: Site) -> None:
    settings = Settings(allow=frozenset({"inner.example"}), attempts=1)
    with Fetcher(settings, resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"]) as fetcher:
        assert fetcher.get(f"http://inner.example:{urlsplit(news.address).port}/1").status == "new"


def test_no_proxy_is_asked(news: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetcher.get(f"{news.address}/1").status == "new"


def test_a_private_address_is_refused_until_it_is_allowed(news: Site, tmp_path: Path) -> None:
    refused = RUN.invoke(app, ["read", "--json", f"{news.address}/1"])
    assert refused.exit_code == 1
    assert "allow it by name: 127.0.0.1" in refused.stderr
    read = RUN.invoke(app, ["read", "--json", "--allow", "127.0.0.1", f"{news.address}/1"])
    assert (read.exit_code, read.stdout.count("\n")) == (0, 1)
    assert '"kind":"attack"' in read.stdout
    assert RUN.invoke(app, ["read", "--json", f"{news.address}/1"], env={"VEILLE_ALLOW": "127.0.0.1"}).exit_code == 0


def test_a_feed_is_added_page_by_page_and_its_faults_are_told(news: Site, tmp_path: Path) -> None:
    place = str(tmp_path / "record.db")
    done = RUN.invoke(app, ["add", "--record", place, "--allow", "127.0.0.1", f"{news.address}/feed"])
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["added", "added"]
    assert done.exit_code == 1
    assert "/private/2: the site's robots.txt forbids it" in done.stderr
    assert "/none: the site says that it is gone" in done.stderr
    out = tmp_path / "pages.warc"
    assert RUN.invoke(app, ["export", "warc", "--record", place, "--out", str(out)]).exit_code == 0
    again = RUN.invoke(app, ["add", "--record", place, str(out)])
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["known", "known"]


def test_archives_and_letters_are_added_and_what_is_broken_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record(1, body=page(1)) + record(2, body=page(2)) + record(3, body=page(3))[:-30])
    letter = f"Subject: Lettre\nMessage-ID: <1@a.example>\nDate: Tue, 03 May 2016 08:00:00 +0200\n\nTruce broken\n\n{page(4).decode().split('<p>')[1].split('</p>')[0]}\n"
    (tmp_path / "b.eml").write_text(letter, "utf-8")
    done = RUN.invoke(app, ["add", "--record", str(tmp_path / "record.db"), str(tmp_path)])
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["added"] * 3
    assert done.exit_code == 1
    assert "record 3: cut off" in done.stderr
    timeline = RUN.invoke(app, ["timeline", "--json", "--record", str(tmp_path / "record.db")])
    assert "2016-05-03" in timeline.stdout
