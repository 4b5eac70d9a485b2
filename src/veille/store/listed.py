"""Keeping what a source listed: items that are not known, and those that its source changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select, update
from sqlalchemy.engine import RowMapping

from veille.model import Snapshot
from veille.store.rows import Row, chunks, insert_rows
from veille.store.snapshots import keep_bytes
from veille.store.tables import watch_items
from veille.store.watching import Asked, Listed

_ITEM = watch_items.c


def keep_listed(connection: Connection, source: str, items: Sequence[Listed], asked: Asked) -> list[Listed]:
    """Insert the items that are not known, make those due that changed; the ones that were not known, each id once."""
    once = {item.id: item for item in reversed(items)}
    known = _known(connection, source, once)
    new = [item for item in once.values() if item.id not in known]
    insert_rows(connection, watch_items, [_row(connection, source, item, asked.at) for item in new])
    for ident, row in known.items():
        changed = _changed(connection, once[ident], row, asked)
        if changed:
            mine = update(watch_items).where(_ITEM.source == source, _ITEM.id == ident)
            connection.execute(mine.values(**changed, due=asked.at, attempts=0))
    return new


def _known(connection: Connection, source: str, items: Mapping[str, Listed]) -> dict[str, RowMapping]:
    found: dict[str, RowMapping] = {}
    for batch in chunks(items):
        query = select(watch_items).where(_ITEM.source == source, _ITEM.id.in_(batch))
        found |= {row["id"]: row for row in connection.execute(query).mappings()}
    return found


def _row(connection: Connection, source: str, item: Listed, at: str) -> Row:
    return {
        "source": source,
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "published": item.published,
        "updated": item.updated,
        "fresh": item.fresh,
        "state": "pending",
        "attempts": 0,
        "visits": 0,
        "first_seen": at,
        "due": at,
        "snapshot": _kept(connection, item),
    }


def _changed(connection: Connection, item: Listed, row: RowMapping, asked: Asked) -> Row:
    """What is to be written of an item that is known; nothing when it is as it was."""
    if item.content is not None:
        snapshot = _kept(connection, item)
        return {"snapshot": snapshot} if snapshot != row["snapshot"] else {}
    if item.updated and item.updated != row["updated"]:
        return {"updated": item.updated}
    return {"updated": item.updated} if asked.again else {}


def _kept(connection: Connection, item: Listed) -> str | None:
    """The digest of the bytes that came with an item, which are kept."""
    if item.content is None:
        return None
    digest = hashlib.sha256(item.content).hexdigest()
    keep_bytes(connection, Snapshot(item.url, item.content, digest))
    return digest
