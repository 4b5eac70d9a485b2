"""RSS, Atom and JSON Feed: items as the feed names them, and what was wrong with it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import feedparser

from veille.acquire.address import web_address
from veille.acquire.items import Fault, Item, Listing
from veille.acquire.moments import moment

#: no list needs entities of its own; bombs and stolen files do
_ENTITY = re.compile(rb"<!ENTITY|<\0!\0E\0N\0T\0I\0T\0Y|\0<\0!\0E\0N\0T\0I\0T\0Y", re.I)
_MENDED = "what could be read was read; tell the site"


def parse_feed(content: bytes, *, where: str, base: str, content_type: str, charset: str | None = None) -> Listing:
    """The items of a feed at the address `base`, each id once. What is damaged is a fault, and the rest is read."""
    if content_type in ("application/feed+json", "application/json"):
        return _json_feed(content, where, base)
    if fault := entities_in(content, where):
        return Listing(faults=(fault,))
    # no base among the headers: feedparser would make addresses of ids
    headers = {"content-type": f"application/xml; charset={charset or 'utf-8'}"}
    # feedparser opens a string that looks like an address or a file: bytes in a buffer are only read
    found = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False)
    faults = [Fault(where, f"malformed ({_said(found)})", _MENDED)] if found.get("bozo") else []
    if not found.entries and not found.get("version"):
        return Listing(faults=(Fault(where, "not a feed", "give the address of its RSS, Atom or JSON feed"),))
    rows = [_entry(entry, base) for entry in found.entries]
    return listed(rows, faults, where)


def entities_in(content: bytes, where: str) -> Fault | None:
    """The fault of an XML document that declares entities of its own."""
    found = _ENTITY.search(content)
    return Fault(where, "declares entities of its own, as attacks do", "not read; tell the site") if found else None


def _said(found: Mapping[str, Any]) -> str:
    error = found.get("bozo_exception")
    return " ".join(str(error).split())[:120] or type(error).__name__


def _entry(entry: Mapping[str, Any], base: str) -> Item:
    url = web_address(entry.get("link"), base)
    dated = entry.get("published") or entry.get("created")
    title = " ".join(str(entry.get("title") or "").split())
    ident = str(entry.get("id") or "").strip() or url or ""
    return Item(ident, url, title or None, moment(dated), moment(entry.get("updated")) if "updated" in entry else None)


def _json_feed(content: bytes, where: str, base: str) -> Listing:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        return Listing(faults=(Fault(where, f"not JSON ({error})"[:200], "tell the site"),))
    rows = data.get("items") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        return Listing(faults=(Fault(where, "JSON without a list of items", "give a JSON Feed"),))
    faults = [
        Fault(f"{where}, item {n}", "not an object", _MENDED)
        for n, row in enumerate(rows, 1)
        if not isinstance(row, dict)
    ]
    return listed([_json_item(row, base) for row in rows if isinstance(row, dict)], faults, where)


def _json_item(row: Mapping[str, Any], base: str) -> Item:
    url = web_address(row.get("url") or row.get("external_url"), base)
    ident = row.get("id")
    title, published, updated = (_text(row.get(key)) for key in ("title", "date_published", "date_modified"))
    named = str(ident).strip() if isinstance(ident, str | int) else ""
    return Item(named or url or "", url, title, moment(published), moment(updated))


def _text(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def listed(rows: Iterable[Item], faults: Iterable[Fault], where: str) -> Listing:
    """The items that can be named and had, each id once; a fault for each of the others. The second page of an id is called by its address."""
    kept: dict[str, Item] = {}
    told = list(faults)
    for number, item in enumerate(rows, 1):
        if item.url is None and item.content is None:
            told.append(Fault(f"{where}, item {number}", "no web address", "it is left out; tell the site"))
        elif kept.setdefault(item.id, item).url != item.url and item.url is not None:
            kept.setdefault(item.url, replace(item, id=item.url))
    return Listing(tuple(kept.values()), tuple(told))
