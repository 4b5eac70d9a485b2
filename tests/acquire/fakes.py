"""The outside world of the seam, played: sites as tables of answers, a clock that sleeping moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Settings

PUBLIC = "93.184.215.14"


class Chunks(httpx.SyncByteStream):
    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks


def answer(status: int = 200, content: bytes | str = b"", headers: Mapping[str, Any] | None = None) -> httpx.Response:
    body = content.encode() if isinstance(content, str) else content
    raw = [
        (name.encode(), value if isinstance(value, bytes) else value.encode())
        for name, value in (headers or {}).items()
    ]
    return httpx.Response(status, headers=raw, stream=Chunks(body))


@dataclass
class World(httpx.BaseTransport):
    """`pages` maps "host/path" to an answer, a function of the request, or a list of answers given in turn; robots.txt is missing unless given."""

    pages: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, list[str]] = field(default_factory=dict)
    now: float = 1_754_000_000.0
    slept: list[float] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    certified: list[object] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        place = request.headers["host"] + request.url.raw_path.decode()
        self.asked.append(place)
        self.reached.append(request.url.host)
        self.certified.append(request.extensions["sni_hostname"])
        page = self.pages.get(place, answer(404))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        if isinstance(page, Exception):
            raise page
        return page(request) if isinstance(page, Callable) else page  # type: ignore[arg-type]

    def resolve(self, host: str, port: int) -> list[str]:
        return self.names.get(host, [PUBLIC])

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def fetcher(self, **settings: Any) -> Fetcher:
        return Fetcher(
            Settings(**settings),
            clock=lambda: self.now,
            sleep=self.sleep,
            chance=lambda: 0.5,
            resolver=self.resolve,
            transport=self,
        )
