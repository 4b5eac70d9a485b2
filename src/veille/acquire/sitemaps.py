"""Sitemaps, news sitemaps and sitemap indexes."""

from __future__ import annotations

from lxml import etree

from veille.acquire.address import web_address
from veille.acquire.feeds import entities_in, listed
from veille.acquire.items import Fault, Item, Listing
from veille.acquire.moments import moment


def parse_sitemap(content: bytes, *, where: str, base: str) -> Listing:
    """The pages of a sitemap at the address `base`, or the `sitemaps` of an index. What is damaged is a fault, and the rest is read."""
    if fault := entities_in(content, where):
        return Listing(faults=(fault,))
    # entities stay unexpanded, nothing is fetched, and depth and size keep the library's limits
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        return Listing(faults=(Fault(where, f"not XML ({error})"[:200], "tell the site"),))
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return Listing(faults=(Fault(where, "not a sitemap", "give the address of its sitemap.xml"),))
    faults = (
        [Fault(where, f"malformed ({parser.error_log[0].message})"[:200], "what could be read was read; tell the site")]
        if parser.error_log
        else []
    )
    if _name(root) == "urlset":
        return listed([_page(node, base) for node in root if _name(node) == "url"], faults, where)
    found = [web_address(_below(node, "loc"), base) for node in root if _name(node) == "sitemap"]
    return Listing(faults=tuple(faults), sitemaps=tuple(dict.fromkeys(url for url in found if url)))


def _page(node: etree._Element, base: str) -> Item:
    url = web_address(_below(node, "loc"), base)
    title = _below(node, "title")
    return Item(url or "", url, title, moment(_below(node, "publication_date")), moment(_below(node, "lastmod")))


def _below(node: etree._Element, name: str) -> str | None:
    """The text of the first element of a name below a node, in whatever namespace; images and videos have titles of their own."""
    for child in node:
        if _name(child) == name:
            return " ".join("".join(child.itertext()).split()) or None
        if _name(child) == "news" and (found := _below(child, name)):
            return found
    return None


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
