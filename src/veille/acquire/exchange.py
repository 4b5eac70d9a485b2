"""One request and its answer, within limits of size and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from veille.acquire.fetched import Settings
from veille.acquire.sniff import charset_in
from veille.acquire.unpack import too_large, unpacked
from veille.errors import Refused, TooLarge, Truncated, Unreachable

_ACCEPT = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_REMEDY = "check the address and the network, or save the page and read the file"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: `content` is decompressed, and empty unless `status` is 200."""

    status: int
    headers: httpx.Headers
    content: bytes = b""

    def redirect(self) -> str | None:
        """Where it sends the reader, as written; `None` when it does not."""
        return self.headers.get("location") if self.status in (301, 302, 303, 307, 308) else None

    def charset(self) -> str | None:
        """The encoding that the site declares."""
        return charset_in(self.headers.get("content-type"))


def ask(
    way: httpx.BaseTransport, url: httpx.URL, headers: Mapping[str, str], settings: Settings, clock: Callable[[], float]
) -> Answer:
    """Ask one address once, following nothing.

    Raises Refused, Unreachable, TooLarge, Truncated, NotText (compression that was not asked for) or MissingSource (no such host).
    """
    where, asked = str(url), {**_ACCEPT, "User-Agent": settings.agent, **headers}
    limits = {"timeout": httpx.Timeout(settings.timeout_seconds).as_dict()}
    response: httpx.Response | None = None
    try:
        # no client of the library between: it would read redirects, keep cookies and look for proxies
        response = way.handle_request(httpx.Request("GET", url, headers=asked, extensions=limits))
        if response.status_code != 200:
            return Answer(response.status_code, response.headers)
        return Answer(200, response.headers, _body(response, where, settings, clock))
    except httpx.RemoteProtocolError as error:
        if "complete message body" in str(error):
            raise Truncated(where, "it broke off before its end", "try again later") from error
        raise Unreachable(where, f"no answer ({error})", _REMEDY) from error
    except httpx.TimeoutException as error:
        raise Unreachable(where, f"no answer within {settings.timeout_seconds:g} s", _REMEDY) from error
    except httpx.InvalidURL as error:
        raise Refused(where, f"not an address ({error})", "check it") from error
    except httpx.HTTPError as error:
        raise Unreachable(where, f"no answer ({str(error) or type(error).__name__})", _REMEDY) from error
    finally:
        if response is not None:
            response.close()


def _body(response: httpx.Response, where: str, settings: Settings, clock: Callable[[], float]) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > settings.largest_bytes:
        raise too_large(where, settings.largest_bytes)
    if not isinstance(response.stream, httpx.SyncByteStream):
        raise TypeError("a transport for synchronous requests is needed")
    chunks = _within(iter(response.stream), where, settings, clock)
    return unpacked(chunks, response.headers.get("content-encoding", ""), limit=settings.largest_bytes, where=where)


def _within(chunks: Iterator[bytes], where: str, settings: Settings, clock: Callable[[], float]) -> Iterator[bytes]:
    """The chunks as they come. A site that drips for ever, or sends compressed nothing without end, is left."""
    end, size = clock() + settings.total_seconds, 0
    for chunk in chunks:
        size += len(chunk)
        if size > settings.largest_bytes:
            raise TooLarge(where, f"over the limit of {settings.largest_bytes / 1_000_000:g} MB", "save the page")
        if clock() > end:
            raise Unreachable(where, f"not all there after {settings.total_seconds:g} s", "try again later")
        yield chunk


def retry_after(headers: httpx.Headers, now: float) -> float | None:
    """The seconds that a site asks for, given as a number or a date; `None` when it does not ask or is not understood."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now)


def stamp(seconds: float) -> str:
    """A moment of the clock as ISO 8601 in UTC with seconds.

    >>> stamp(0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
