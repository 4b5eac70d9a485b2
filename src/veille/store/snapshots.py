"""The bytes of pages, compressed, by their SHA-256."""

from __future__ import annotations

import hashlib
import zlib

from sqlalchemy import Connection, select

from veille.errors import RecordDamaged
from veille.model import Snapshot
from veille.store.rows import insert_new
from veille.store.tables import snapshots

#: how hard to compress: 6 is zlib's own balance
_LEVEL = 6


def keep_bytes(connection: Connection, snapshot: Snapshot) -> None:
    """Keep the bytes unless they are kept already. Raises RecordDamaged when they are not what their digest says."""
    _check(snapshot.source, snapshot.content, snapshot.sha256)
    known = connection.execute(select(snapshots.c.size).where(snapshots.c.sha256 == snapshot.sha256)).first()
    if known is None:
        row = {
            "sha256": snapshot.sha256,
            "size": len(snapshot.content),
            "codec": "zlib",
            "content": zlib.compress(snapshot.content, _LEVEL),
        }
        insert_new(connection, snapshots, [row])


def bytes_of(connection: Connection, sha256: str) -> bytes:
    """The bytes as they were acquired. Raises RecordDamaged when they are not there, or not what was put in."""
    row = connection.execute(select(snapshots).where(snapshots.c.sha256 == sha256)).mappings().first()
    if row is None:
        raise RecordDamaged(f"snapshot {sha256}", "its bytes are not there", "restore the record from a copy")
    if row["codec"] != "zlib":
        raise RecordDamaged(f"snapshot {sha256}", f"unknown codec {row['codec']!r}", "update veille")
    try:
        content = zlib.decompress(row["content"])
    except zlib.error as error:
        raise RecordDamaged(f"snapshot {sha256}", str(error), "restore the record from a copy") from error
    _check(f"snapshot {sha256}", content, sha256)
    return content


def _check(where: str, content: bytes, sha256: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RecordDamaged(where, "the bytes are not those of their SHA-256", "restore the record from a copy")
