"""A news site on loopback in several moods: each page's number says how it behaves.

One server answers for several hosts of 127.0.0.0/8, so that each has its own robots.txt and its own pace.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

NEWS = "127.0.0.1"
CLOSED = "127.0.0.2"
#: what each page's number gives when divided by ten
SLOW, PATIENCE, TORN, LOOP, LATIN, EDITED, MOVED = 1, 2, 3, 4, 5, 6, 7
_TOWNS = ("Odesa", "Kharkiv", "Sumy", "Kherson", "Dnipro", "Poltava", "Lviv", "Izmail")
_DATE = "Wed, 06 Aug 2025 08:00:00 +0000"


def mood(number: int) -> int:
    """How a page behaves."""
    return number % 10


def arrives(number: int) -> bool:
    """Whether a page can be had at all."""
    return mood(number) != LOOP


def html(number: int, edition: int = 0) -> str:
    """A page of few sentences; a later edition corrects its figure."""
    drones, day = 10 + number + 5 * edition, number % 28 + 1
    changed = f'<meta property="article:modified_time" content="2025-08-0{6 + edition}T08:00:00Z">' if edition else ""
    charset = "iso-8859-1" if mood(number) == LATIN else "utf-8"
    return (
        f'<html lang="en"><head><meta charset="{charset}"><title>Night {number} in the east</title>'
        f'<meta property="article:published_time" content="2025-07-{day:02}T06:00:00Z">{changed}</head><body><article>'
        f"<h1>Night {number} in the east</h1>"
        f"<p>Russia fired {drones} drones at {_TOWNS[number % 8]} overnight, Ukraine said on report {number}.</p>"
        f"<p>A café owner and {number + 2} neighbours said that they had spent the night in a cellar of the old town.</p>"
        f"</article></body></html>"
    )


@dataclass
class Site:
    """What the site holds and what was asked of it: `edition` is that of its edited pages."""

    pages: int = 60
    edition: int = 0
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    _turn: Lock = field(default_factory=Lock)

    def url(self, path: str, host: str = NEWS) -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def count(self, path: str) -> int:
        """How often a path was asked for, this time included."""
        with self._turn:
            self.asked[path] += 1
            return self.asked[path]

    def feed(self, host: str = NEWS) -> bytes:
        """An RSS feed of all pages."""
        items = "".join(
            f"<item><title>Night {n}</title><link>{self.url(f'/{n}', host)}</link><guid>g{n}</guid>"
            f"<pubDate>{_DATE}</pubDate></item>"
            for n in range(self.pages)
        )
        return f'<rss version="2.0"><channel><title>Nights</title>{items}</channel></rss>'.encode()


class _Patient(ThreadingHTTPServer):
    """A server that thinks nothing of visitors who are killed."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def running(site: Site) -> Iterator[Site]:
    """The site, answering as long as the block runs."""

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            status, headers, body = answer(site, host, self.path, dict(self.headers))
            self.send_response(status)
            torn = headers.pop("X-Torn", "")
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if torn else body)
            if torn:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Tests look at `asked`."""

    server = _Patient((NEWS, 0), Answers)
    other = _Patient((CLOSED, server.server_address[1]), Answers)
    site.port = server.server_address[1]
    threads = [Thread(target=one.serve_forever, args=(0.05,), daemon=True) for one in (server, other)]
    for thread in threads:
        thread.start()
    try:
        yield site
    finally:
        for one in (server, other):
            one.shutdown()
            one.server_close()
        for thread in threads:
            thread.join()


def answer(site: Site, host: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body."""
    times = site.count(f"{host}{path}")
    if path == "/robots.txt":
        return 200, {}, b"User-agent: *\nDisallow: " + (b"/\n" if host == CLOSED else b"\n")
    if path == "/feed.xml":
        return 200, {"Content-Type": "application/rss+xml"}, site.feed(host)
    number = int(path.strip("/").removeprefix("moved/"))
    return page(site, number, path, times, headers)


def page(site: Site, number: int, path: str, times: int, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """A page in its mood."""
    how = mood(number)
    if how == SLOW:
        time.sleep(0.1)
    if number == PATIENCE and times == 1:
        return 429, {"Retry-After": "1"}, b""
    if how == LOOP:
        return 302, {"Location": f"/{number}"}, b""
    if how == MOVED and not path.startswith("/moved"):
        return 301, {"Location": f"/moved/{number}"}, b""
    edition = site.edition if how == EDITED else 0
    body = html(number, edition).encode("iso-8859-1" if how == LATIN else "utf-8")
    given = {"Content-Type": "text/html", "ETag": f'"{number}-{edition}"'}
    if headers.get("If-None-Match") == given["ETag"]:
        site.unchanged += 1
        return 304, {"ETag": given["ETag"]}, b""
    if how == TORN:
        torn = {"X-Torn": "yes"} if times == 1 else {}
        return 200, {**given, **torn, "Content-Encoding": "gzip"}, gzip.compress(body)
    return 200, given, body
