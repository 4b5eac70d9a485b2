"""What a page says of its own address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree, html

from veille.acquire.address import web_address

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_SHORTENED = ("www.", "m.", "amp.", "mobile.")


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """`canonical` is the address that a page calls its own, absolute; `is_amp` whether it is a page's AMP form."""

    canonical: str | None = None
    is_amp: bool = False


def own_address(content: bytes, charset: str | None, base: str) -> OwnAddress:
    """The canonical link of an HTML page at the address `base`; empty when the page has none or cannot be parsed."""
    tree = _tree(content, charset)
    if tree is None:
        return OwnAddress()
    links = [link.get("href", "").strip() for link in tree.iter("link") if "canonical" in _rel(link)]
    found = web_address(links[0], base) if links else None
    return OwnAddress(found, any(name in tree.attrib for name in ("amp", "⚡")))


def feeds_of(content: bytes, charset: str | None, base: str) -> list[str]:
    """The addresses of the feeds that an HTML page at the address `base` names, absolute, in its order."""
    tree = _tree(content, charset)
    links = [] if tree is None else [link for link in tree.iter("link") if "alternate" in _rel(link)]
    found = [web_address(link.get("href"), base) for link in links if link.get("type", "").lower() in _FEEDS]
    return list(dict.fromkeys(url for url in found if url))


def _tree(content: bytes, charset: str | None) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding=(charset or "utf-8").replace("utf-8-sig", "utf-8"), no_network=True)
    try:
        return html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, LookupError):
        return None


def _rel(link: html.HtmlElement) -> list[str]:
    return str(link.get("rel", "")).lower().split()


def worth_following(page: OwnAddress, at: str) -> str | None:
    """The page's proper address when this is its AMP or mobile form, on the same site; else `None`.

    A canonical link to another site is that site's page, and one to the home page is a mistake: neither is followed.
    """
    if page.canonical is None:
        return None
    here, there = urlsplit(at), urlsplit(page.canonical)
    if _site(here.hostname) != _site(there.hostname) or there.path in ("", "/"):
        return None
    moved = (here.hostname, here.path) != (there.hostname, there.path)
    short = any((here.hostname or "").startswith(mark) for mark in _SHORTENED[1:])
    return page.canonical if (page.is_amp or short) and (moved or here.query != there.query) else None


def _site(host: str | None) -> str:
    name = (host or "").lower()
    for mark in _SHORTENED:
        name = name.removeprefix(mark)
    return name
