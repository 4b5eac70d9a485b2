"""Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from veille import __version__
from veille.serve.exports.feed import Item, clean, latest

_ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


def atom_bytes(found: Sequence[Item], title: str, ident: str, today: str, address: str | None = None) -> bytes:
    """A feed of these items. `ident` names the question that it answers, `address` is where it is served."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _put(feed, "id", ident)
    _put(feed, "title", title)
    _put(feed, "updated", latest(found, today))
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _put(author, "name", "Veille")
    _put(feed, "generator", "Veille", version=__version__)
    if address:
        _put(feed, "link", None, rel="self", type=MEDIA_TYPE, href=address)
    for item in found:
        _entry(feed, item)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ET.Element, item: Item) -> None:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _put(entry, "id", item.ident)
    _put(entry, "title", item.title)
    _put(entry, "published", item.published)
    _put(entry, "updated", item.updated)
    if item.link:
        _put(entry, "link", None, rel="alternate", type="text/html", href=item.link)
    for address in dict.fromkeys(url for _, url, _ in item.sources if url):
        _put(entry, "link", None, rel="via", href=address)
    for tag in item.tags:
        _put(entry, "category", None, term=tag)
    _put(entry, "content", item.html, type="html")


def _put(parent: ET.Element, name: str, text: str | None, **attributes: str) -> None:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", {key: clean(value) for key, value in attributes.items()})
    element.text = clean(text) if text is not None else None
