"""What a source lists: items, with the faults met on the way."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave to ask later whether a page changed: sent back word for word."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request; none when the site gave nothing."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong in one place of a source while the rest went on: where, what, and what to do about it."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.remedy}" if self.remedy else "")


def over_limit(where: str, limit: int) -> Fault:
    """The fault of a page that has more bytes than one may have."""
    return Fault(where, f"over the limit of {limit // 1_000_000} MB for a page", "it is left out")


@dataclass(frozen=True, slots=True)
class Item:
    """One page that a source lists.

    `id` is the source's own name for it (guid, Message-ID, record id), else its `url`. `published` and `updated` are ISO 8601 with an
    offset; `None` where the source gives no date or none with a zone. `content` is `None` when the page is still to be fetched; archives,
    mailboxes and folders hold it. `where` says where it was found ("news.warc.gz, record 3").
    """

    id: str
    url: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    content: bytes | None = None
    media_type: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists now, in its own order, each id once.

    `unchanged` is true when the site answered that nothing is new since `validators`; `items` is then empty. `sitemaps` are the addresses
    of further sitemaps that a sitemap index names and that were not followed.
    """

    items: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()
    validators: Validators = field(default_factory=Validators)
    sitemaps: tuple[str, ...] = ()
    unchanged: bool = False
