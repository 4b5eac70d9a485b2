"""What the seam gives and how it is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from veille.acquire.items import Validators

#: the most bytes that one page may have
LARGEST_BYTES = 20_000_000
Status = Literal["new", "unchanged", "gone"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How addresses are asked. Sizes are in bytes after decompression, times in seconds.

    `allow` names hosts ("127.0.0.1", "intranet.example", with or without ":port") that may lead to private addresses.
    `patience_seconds` is the longest Retry-After that is waited for, `turn_seconds` the longest distance between two requests that a robots.txt
    may ask for; what is longer is told as RateLimited.
    """

    agent: str = "veille (news reader; +https://pypi.org/project/veille)"
    largest_bytes: int = LARGEST_BYTES
    timeout_seconds: float = 30.0
    total_seconds: float = 120.0
    attempts: int = 3
    backoff_seconds: float = 1.0
    patience_seconds: float = 30.0
    turn_seconds: float = 120.0
    redirects: int = 10
    robots_seconds: float = 86_400.0
    allow: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    `content` is decompressed, empty unless `status` is "new". `url` was asked for, `final_url` answered behind `redirects` (addresses in
    order, without the first). `content_type` is what the bytes are ("text/html", "application/rss+xml" ...), whatever the site declares;
    `charset` what they decode with, `None` for what is no text. `canonical` is the address that the page calls its own.
    `fetched_at` is ISO 8601 in UTC with seconds. `sha256` is the hex digest of `content`.
    """

    url: str
    final_url: str
    status: Status
    content: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)
    fetched_at: str = ""
    redirects: tuple[str, ...] = ()
    canonical: str | None = None
    sha256: str = ""
