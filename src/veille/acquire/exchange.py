"""One request and its answer, within limits of size and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from veille.acquire.deadline import Deadline
from veille.acquire.fetched import Settings
from veille.acquire.sniff import charset_in
from veille.acquire.unpack import too_large, unpacked
from veille.errors import Refused, SourceError, TooLarge, Truncated, Unreachable

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
    asked = {**_ACCEPT, "User-Agent": settings.agent, **headers}
    timeout = httpx.Timeout(settings.timeout_seconds).as_dict()
    with Deadline(settings.total_seconds) as deadline:
        request = httpx.Request("GET", url, headers=asked, extensions={"timeout": timeout, "trace": deadline.trace})
        try:
            answer = _answered(way, request, settings, clock)
        except (httpx.HTTPError, httpx.InvalidURL, Truncated) as error:
            raise _too_late(str(url), settings) if deadline.is_over else _told(str(url), error, settings) from error
        if deadline.is_over:  # what has no length of its own looks whole when it is cut
            raise _too_late(str(url), settings)
        return answer


def _answered(
    way: httpx.BaseTransport, request: httpx.Request, settings: Settings, clock: Callable[[], float]
) -> Answer:
    # no client of the library between: it would read redirects, keep cookies and look for proxies
    response = way.handle_request(request)
    try:
        content = _body(response, str(request.url), settings, clock) if response.status_code == 200 else b""
        return Answer(response.status_code, response.headers, content)
    finally:
        response.close()


def _told(where: str, error: Exception, settings: Settings) -> SourceError:
    """An error of the library as one of ours; one of ours as it is."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, httpx.InvalidURL):
        return Refused(where, f"not an address ({error})", "check it")
    if isinstance(error, httpx.RemoteProtocolError) and "complete message body" in str(error):
        return Truncated(where, "it broke off before its end", "try again later")
    if isinstance(error, httpx.TimeoutException):
        return Unreachable(where, f"no answer within {settings.timeout_seconds:g} s", _REMEDY)
    return Unreachable(where, f"no answer ({str(error) or type(error).__name__})", _REMEDY)


def _too_late(where: str, settings: Settings) -> Unreachable:
    return Unreachable(where, f"not all there after {settings.total_seconds:g} s", "try again later")


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
            raise _too_late(where, settings)
        yield chunk


def retry_after(headers: httpx.Headers, now: float) -> float | None:
    """The seconds that a site asks for, given as a number or a date; `None` when it does not ask or is not understood."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now)


def stamp(seconds: float) -> str:
    """A moment of the clock as ISO 8601 in UTC with seconds.

    >>> stamp(0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
