"""What a source lists now, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from veille.acquire.archive import read_archive
from veille.acquire.feeds import parse_feed
from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Fetched
from veille.acquire.files import pages_in, saved_from, sort_of
from veille.acquire.items import Fault, Item, Listing, Validators
from veille.acquire.links import feeds_of
from veille.acquire.mail import read_mail
from veille.acquire.sitemaps import parse_sitemap
from veille.acquire.sniff import charset_of, sniff
from veille.acquire.source import Source
from veille.acquire.unpack import unpacked
from veille.errors import Gone, MissingSource, NotText, SourceError, TooLarge

#: how many sitemaps of an index are read; the others are told
MOST_SITEMAPS = 50
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def list_items(source: Source, fetcher: Fetcher, *, validators: Validators | None = None) -> Listing:
    """What a source lists now. Faults of parts are in the listing; raises SourceError when the source itself cannot be had.

    Sitemap indexes are followed. Pages that a feed or sitemap names are not fetched; a page that was fetched to find out comes with its bytes.
    """
    if source.url.startswith(("http://", "https://")):
        fetched = fetcher.get(source.url, validators=validators, politeness=source.politeness)
        return listing_of(source, fetched, fetcher)
    return _of_path(source, Path(source.url), fetcher)


def listing_of(source: Source, fetched: Fetched, fetcher: Fetcher) -> Listing:
    """What a source lists whose address gave `fetched`. Raises as `list_items` does."""
    if fetched.status == "gone":
        raise Gone(source.url, "the site says that it is gone", "look for its new address")
    if fetched.status == "unchanged":
        return Listing(validators=fetched.validators, unchanged=True)
    found = _of_bytes(source, fetched, fetcher)
    return replace(found, validators=fetched.validators)


def _of_bytes(source: Source, fetched: Fetched, fetcher: Fetcher) -> Listing:
    """The listing in what was fetched: a feed, a sitemap (packed or not), or the page itself."""
    content, sort, charset = fetched.content, fetched.content_type or "", fetched.charset
    if sort == "application/gzip":
        content = unpacked([content], "gzip", limit=fetcher.settings.largest_bytes, where=source.url)
        sort, charset = sniff(content), charset_of(content, None)
    if source.kind == "feed" or (source.kind == "auto" and sort in _FEEDS):
        if sort == "text/html":
            return Listing(faults=(_no_feed(source.url, fetched),))
        return parse_feed(content, where=source.url, base=fetched.final_url, content_type=sort, charset=charset)
    if source.kind == "sitemap" or (source.kind == "auto" and sort == "application/sitemap+xml"):
        top = parse_sitemap(content, where=source.url, base=fetched.final_url)
        return _with_parts(source, top, fetcher) if top.sitemaps else top
    if sort in ("application/warc", "application/zip", "application/gzip"):
        raise NotText(source.url, "an archive", "download it and give the file")
    url = fetched.canonical or fetched.final_url
    return Listing((Item(source.url, url, content=content, media_type=media_type(fetched), where=source.url),))


def _no_feed(url: str, fetched: Fetched) -> Fault:
    named = feeds_of(fetched.content, fetched.charset, fetched.final_url)
    remedy = f"its page names {', '.join(named[:3])}" if named else "give the address of its RSS, Atom or JSON feed"
    return Fault(url, "a web page, not a feed", remedy)


def media_type(fetched: Fetched) -> str | None:
    """What the bytes are, with their encoding, as a header would say it."""
    charset = f"; charset={fetched.charset}" if fetched.charset else ""
    return f"{fetched.content_type}{charset}" if fetched.content_type else None


def _with_parts(source: Source, index: Listing, fetcher: Fetcher) -> Listing:
    """The pages of an index's sitemaps, each once, in order; what cannot be had is a fault."""
    todo, seen = list(index.sitemaps), set[str]()
    items, faults = dict[str, Item](), list(index.faults)
    while todo and len(seen) < MOST_SITEMAPS:
        url = todo.pop(0)
        if url in seen:
            continue
        seen.add(url)
        try:
            fetched = fetcher.get(url, politeness=source.politeness)
            part = _part(replace(source, url=url, kind="sitemap"), fetched, fetcher)
        except SourceError as error:
            faults.append(Fault(error.where, error.what, error.remedy))
            continue
        todo += part.sitemaps
        faults += part.faults
        for item in part.items:
            items.setdefault(item.id, item)
    left = tuple(url for url in dict.fromkeys(todo) if url not in seen)
    if left:
        what = f"{len(left)} sitemaps beyond the first {MOST_SITEMAPS}"
        faults.append(Fault(source.url, what, "name them as sources"))
    return Listing(tuple(items.values()), tuple(faults), sitemaps=left)


def _part(source: Source, fetched: Fetched, fetcher: Fetcher) -> Listing:
    """One sitemap of an index, its own parts not followed."""
    if fetched.status == "gone":
        raise Gone(source.url, "the site says that it is gone", "tell the site")
    content = fetched.content
    if fetched.content_type == "application/gzip":
        content = unpacked([content], "gzip", limit=fetcher.settings.largest_bytes, where=source.url)
    return parse_sitemap(content, where=source.url, base=fetched.final_url)


def _of_path(source: Source, path: Path, fetcher: Fetcher) -> Listing:
    if not path.exists():
        raise MissingSource(source.url, "no such file", "check the path")
    sort = sort_of(path) if source.kind in ("auto", "page", "folder") else source.kind
    if sort == "folder":
        return _of_folder(path, fetcher)
    if sort in ("warc", "mail"):
        return _split(read_archive(path) if sort == "warc" else read_mail(path))
    content = file_bytes(path, fetcher.settings.largest_bytes)
    if sort in ("feed", "sitemap"):
        held = Fetched(source.url, source.url, "new", content, sniff(content), charset_of(content, None))
        return _of_bytes(replace(source, kind="feed" if sort == "feed" else "sitemap"), held, fetcher)
    return Listing((Item(str(path), saved_from(content), content=content, where=str(path)),))


def _of_folder(folder: Path, fetcher: Fetcher) -> Listing:
    """The pages of all that a folder holds; a file that cannot be read is a fault."""
    items, faults = list[Item](), list[Fault]()
    for path in pages_in(folder):
        try:
            found = _of_path(Source(str(path), str(path)), path, fetcher)
        except SourceError as error:
            faults.append(Fault(error.where, error.what, error.remedy))
            continue
        items += found.items
        faults += found.faults
    return Listing(tuple(items), tuple(faults))


def file_bytes(path: Path, limit: int) -> bytes:
    """A file's bytes. Raises MissingSource when it cannot be read, TooLarge over `limit` bytes."""
    try:
        if path.stat().st_size > limit:
            size = path.stat().st_size / 1_000_000
            what = f"{size:.0f} MB or more, over the limit of {limit // 1_000_000} MB for a page"
            raise TooLarge(str(path), what, "split it into articles")
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingSource(str(path), "no such file", "check the path") from None
    except PermissionError:
        raise MissingSource(str(path), "no permission to read it", "check the file's rights") from None
    except (OSError, ValueError) as error:
        raise MissingSource(str(path), f"cannot be read ({error})", "check the path") from error


def _split(found: Iterable[Item | Fault]) -> Listing:
    rows = list(found)
    items = {row.id: row for row in reversed(rows) if isinstance(row, Item)}
    kept = tuple(row for row in rows if isinstance(row, Item) and items.get(row.id) is row)
    return Listing(kept, tuple(row for row in rows if isinstance(row, Fault)))
