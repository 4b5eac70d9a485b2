"""A news site on the loopback, with real sockets: every path has its mood."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = "Russia fired {} drones at Odesa overnight, Ukraine said. Le port était fermé."
BOMB = gzip.compress(b"0" * 30_000_000)
FEED = '<rss version="2.0"><channel><title>Site</title>{}</channel></rss>'


def page(number: int) -> bytes:
    head = f"<html lang=en><head><title>Truce broken, day {number}</title><meta property='article:published_time' content='2016-05-03'></head>"
    return f"{head}<body><article><h1>Truce broken, day {number}</h1><p>{TEXT.format(40 + number)}</p></article></body></html>".encode()


@dataclass
class Site:
    address: str = ""
    robots: bytes = b"User-agent: *\nDisallow: /private\n"
    asked: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        whole = gzip.compress(page(7))
        moods: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/robots.txt": (200, {}, self.robots),
            "/feed": (
                200,
                {},
                FEED.format(
                    "".join(f"<item><link>{p}</link></item>" for p in ("/1", "/private/2", "/3", "/none"))
                ).encode(),
            ),
            "/packed": (200, {"Content-Encoding": "gzip"}, whole),
            "/cut-gzip": (200, {"Content-Encoding": "gzip"}, whole[:-40]),
            "/cut": (200, {"Content-Length": "99999"}, page(1)),
            "/bomb": (200, {"Content-Encoding": "gzip"}, BOMB),
            "/latin": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, page(8).decode().encode("cp1252")),
            "/loop": (302, {"Location": "/loop2"}, b""),
            "/loop2": (302, {"Location": "/loop"}, b""),
            "/inside": (302, {"Location": "http://127.0.0.2:8/"}, b""),
            "/busy": (429, {"Retry-After": "3600"}, b""),
            "/same": (304, {}, b"") if headers.get("if-none-match") == '"1"' else (200, {"ETag": '"1"'}, page(9)),
        }
        if path in moods:
            return moods[path]
        number = path.strip("/").removeprefix("private/")
        return (200, {}, page(int(number))) if number.isdecimal() else (404, {}, b"none")


@contextmanager
def site() -> Iterator[Site]:
    """A running site; closed at the end."""
    played = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            played.asked.append(self.path)
            played.hosts.add(self.headers["Host"])
            if self.path == "/slow":
                time.sleep(1.6)
            status, headers, body = played.answer(self.path, {k.lower(): v for k, v in self.headers.items()})
            self.send_response(status)
            for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            with suppress(ConnectionError):  # who reads may have had enough
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    played.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield played
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
