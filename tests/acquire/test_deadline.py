"""Sites that send a byte now and then: in the handshake, a header or the body, with real sockets. Each read is quick, the whole has no end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import create_server

import httpx
import pytest

from acquire.fakes import World, answer
from veille.acquire.exchange import Answer, ask
from veille.acquire.fetched import Settings
from veille.acquire.transport import CheckedTransport
from veille.errors import Unreachable

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextmanager
def dripping(first: bytes, drop: bytes, drops: int = 10**6) -> Iterator[int]:
    """The port of a site that sends something to whoever comes, then a drop every 20 ms."""
    over = threading.Event()

    def serve() -> None:
        with suppress(OSError):
            way, _ = listener.accept()
            with way:
                way.recv(65_536)  # unread, it would break the connection at the end
                way.sendall(first)
                for _ in range(drops):
                    if over.wait(0.02):
                        return
                    way.sendall(drop)

    with create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            over.set()
            listener.close()
            thread.join()


def asked(url: str, **settings: float) -> Answer:
    way = CheckedTransport(allow=frozenset({"127.0.0.1"}))
    try:
        return ask(way, httpx.URL(url), {}, Settings(**settings), time.time)  # type: ignore[arg-type]
    finally:
        way.close()


@pytest.mark.parametrize(
    ("scheme", "first", "drop"),
    [
        ("http", b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        ("http", b"", b"\r\n"),
        ("http", HEAD + b"\r\n", b"x"),  # no length: cut, it would look whole
        ("http", HEAD + b"Content-Length: 100000\r\n\r\n", b"x"),
        ("http", HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        ("https", b"\x16\x03\x03\x40\x00", b"x"),  # the handshake's first record, 16 KB of it
    ],
)
def test_what_never_ends_is_left(scheme: str, first: bytes, drop: bytes) -> None:
    began = time.monotonic()
    with dripping(first, drop) as port, pytest.raises(Unreachable, match=r"not all there after 0\.3 s|no answer"):
        asked(f"{scheme}://127.0.0.1:{port}/", total_seconds=0.3, timeout_seconds=5.0)
    assert time.monotonic() - began < 3


def test_what_ends_in_time_is_had() -> None:
    with dripping(HEAD + b"\r\n", b"x", 5) as port:
        assert asked(f"http://127.0.0.1:{port}/", total_seconds=5.0).content == b"xxxxx"
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert all(timer.finished.is_set() for timer in timers)


@pytest.mark.parametrize(("numbers", "tried"), [(1, 1), (3, 3), (1000, 4)])
def test_a_name_with_a_thousand_numbers_is_not_tried_a_thousand_times(numbers: int, tried: int) -> None:
    names = {"news.example": [f"93.184.{n // 250}.{n % 250 + 1}" for n in range(numbers)]}
    world = World({"news.example/": httpx.ConnectTimeout("nobody")}, names)
    with pytest.raises(httpx.ConnectTimeout):
        CheckedTransport(world.resolve, inner=world).handle_request(httpx.Request("GET", "http://news.example/"))
    assert len(world.reached) == tried


def test_the_second_number_answers_where_the_first_does_not() -> None:
    world = World(
        {"news.example/": [httpx.ConnectError("no"), answer(content="ok")]},
        {"news.example": ["93.184.215.14", "93.184.215.15"]},
    )
    found = CheckedTransport(world.resolve, inner=world).handle_request(httpx.Request("GET", "http://news.example/"))
    assert (found.status_code, world.reached) == (200, ["93.184.215.14", "93.184.215.15"])
