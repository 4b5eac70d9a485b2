"""Where pages come from: files, folders, archives, mailboxes, addresses, feeds and standard input, as snapshots of their bytes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from veille.acquire.archive import read_archive
from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import LARGEST_BYTES, Fetched
from veille.acquire.files import PAGES, pages_in, saved_from, sort_of
from veille.acquire.items import Fault, Item
from veille.acquire.listing import file_bytes, list_items, listing_of, media_type
from veille.acquire.mail import read_mail
from veille.acquire.source import Source
from veille.acquire.unpack import too_large
from veille.errors import Gone, NotText, SourceError
from veille.model import Snapshot

_LISTS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/sitemap+xml",
    "application/gzip",
    "application/warc",
    "application/zip",
)


@dataclass(frozen=True, slots=True)
class Document:
    """One page of a source, still closed: `open` gives its bytes and raises SourceError. `published` is the date of a letter (ISO 8601)."""

    source: str
    open: Callable[[], Snapshot]
    published: str | None = None


def expand(sources: Iterable[str]) -> list[str]:
    """Folders replaced by the pages, archives and mailboxes in them (sorted, at any depth, hidden ones left out); the rest as it stands.

    Raises NotText for a folder without any.
    """
    out: list[str] = []
    for source in sources:
        folder = Path(source)
        if source == "-" or _is_address(source) or not folder.is_dir():
            out.append(source)
            continue
        pages = [str(path) for path in pages_in(folder)]
        if not pages:
            raise NotText(source, "a folder without pages", f"it should hold files that end in {', '.join(PAGES)}")
        out += pages
    return out


def documents(source: str, fetcher: Fetcher) -> Iterator[Document | Fault]:
    """The pages of a path, an address or standard input: several where it is an archive, a mailbox, a feed or a sitemap.

    What is wrong with one of them is a fault, or told when it is opened. Raises SourceError for an archive that is none.
    """
    if _is_address(source):
        yield from _at_address(source, fetcher)
        return
    path = Path(source)
    sort = sort_of(path) if source != "-" and path.is_file() else "page"
    if sort in ("warc", "mail"):
        for found in read_archive(path) if sort == "warc" else read_mail(path):
            yield found if isinstance(found, Fault) else _held(found, sort == "mail")
    elif sort in ("feed", "sitemap"):
        listing = list_items(Source(source, source), fetcher)
        yield from listing.faults
        yield from (_listed(item, fetcher) for item in listing.items)
    else:
        yield Document(source, partial(open_source, source, fetcher))


def _at_address(url: str, fetcher: Fetcher) -> Iterator[Document | Fault]:
    """What an address gives, asked once; an error is kept until the page is opened."""
    try:
        fetched = fetcher.get(url)
        listing = listing_of(Source(url, url), fetched, fetcher) if fetched.content_type in _LISTS else None
    except SourceError as error:
        yield Document(url, partial(_fail, error))
        return
    if listing is None:
        yield Document(url, partial(_snapshot_of, fetched))
        return
    yield from listing.faults
    yield from (_listed(item, fetcher) for item in listing.items)


def _fail(error: SourceError) -> Snapshot:
    raise error


def _listed(item: Item, fetcher: Fetcher) -> Document:
    return _held(item, False) if item.url is None else Document(item.url, partial(open_source, item.url, fetcher))


def _held(item: Item, is_letter: bool) -> Document:
    """A page whose bytes came with its source: the letter's date is the page's own, where it has none."""
    content = item.content or b""
    page = partial(_snapshot, item.where, content, url=item.url, media_type=item.media_type)
    return Document(item.where, page, item.published if is_letter else None)


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def open_source(source: str, fetcher: Fetcher | None = None) -> Snapshot:
    """The bytes of a path, an address, or standard input ("-"). An address is asked through `fetcher`, else one of its own.

    Raises SourceError: Gone, Refused, TooLarge ..., or NotText for a folder.
    """
    if source == "-":
        return _snapshot("standard input", sys.stdin.buffer.read(LARGEST_BYTES + 1))
    if not _is_address(source):
        if Path(source).is_dir():
            raise NotText(source, "a folder, not a page", "name the files, or give the folder to `veille read`")
        content = file_bytes(Path(source), LARGEST_BYTES)
        return _snapshot(source, content, url=saved_from(content))
    if fetcher is not None:
        return _snapshot_of(fetcher.get(source))
    with Fetcher() as own:
        return _snapshot_of(own.get(source))


def _snapshot_of(fetched: Fetched) -> Snapshot:
    if fetched.status == "gone":
        raise Gone(fetched.url, "the site says that it is gone", "open it in a browser, save the page, read the file")
    return _snapshot(fetched.url, fetched.content, url=fetched.final_url, media_type=media_type(fetched))


def _snapshot(source: str, content: bytes, *, url: str | None = None, media_type: str | None = None) -> Snapshot:
    if len(content) > LARGEST_BYTES:
        raise too_large(source, LARGEST_BYTES)
    return Snapshot(source, content, hashlib.sha256(content).hexdigest(), url, media_type)
