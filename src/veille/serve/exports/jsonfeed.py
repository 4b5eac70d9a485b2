"""JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from veille.serve.exports.feed import Item

Json = dict[str, Any]
MEDIA_TYPE = "application/feed+json"


def jsonfeed_bytes(found: Sequence[Item], title: str, address: str | None = None) -> bytes:
    """A feed of these items; `address` is where it is served."""
    feed: Json = {"version": "https://jsonfeed.org/version/1.1", "title": title, "authors": [{"name": "Veille"}]}
    if address:
        feed["feed_url"] = address
    feed["items"] = [_item(item) for item in found]
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode()


def _item(item: Item) -> Json:
    told: Json = {
        "id": item.ident,
        "title": item.title,
        "content_text": item.text,
        "content_html": item.html,
        "date_published": item.published,
        "date_modified": item.updated,
        "tags": list(item.tags),
    }
    if item.link:
        told["url"] = item.link
    external = next((url for _, url, _ in item.sources if url), None)
    return {**told, "external_url": external} if external else told
