"""A harvest into a record: nothing is read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from veille.errors import HarvestError
from veille.model import Article, Mention, Reading, Snapshot
from veille.scale.manifest import Manifest, all_manifests
from veille.store.adding import Done, filed_of
from veille.store.base import Given, Store
from veille.store.codec import decode

_ROWS = 64


def load_harvest(store: Store, out: Path, now: str) -> Iterator[Done]:
    """File every page of a harvest, shard by shard; `now` (ISO 8601 in UTC) is when it is learned. What is there is known.

    Raises HarvestError when the folder holds no harvest or a file of it is damaged.
    """
    manifests = list(all_manifests(out))
    if not manifests:
        raise HarvestError(str(out), "no harvest there", "`veille harvest` makes one; name the folder of its --out")
    for manifest in manifests:
        yield from _shard(store, out, manifest, now)


def _shard(store: Store, out: Path, manifest: Manifest, now: str) -> Iterator[Done]:
    articles = {row["id"]: row["value"] for row in _rows(out, manifest, "articles", ["id", "value"])}
    mentions: dict[str, list[str]] = {}
    for row in _rows(out, manifest, "mentions", ["article", "value"]):
        mentions.setdefault(row["article"], []).append(row["value"])
    for row in _rows(out, manifest, "pages"):
        article = decode(Article, articles[row["article"]])
        found = tuple(decode(Mention, value) for value in mentions.get(article.id, ()))
        snapshot = Snapshot(row["source"], row["content"], row["snapshot"], row["url"], row["media_type"])
        filed = filed_of(Reading(article, found), snapshot, now, manifest.rules)
        given = Given(row["published"])
        known = store.seen(snapshot, given) is not None
        outcome = "known" if known else store.file(filed, snapshot, given).outcome
        yield Done(snapshot.source, outcome, article.id, article.title, len(found))


def _rows(out: Path, manifest: Manifest, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    for written in manifest.files:
        if written.path.startswith(f"{table}/"):
            try:
                with parquet.ParquetFile(out / written.path) as file:
                    for batch in file.iter_batches(_ROWS, columns=columns):
                        yield from batch.to_pylist()
            except (OSError, pa.ArrowException) as error:
                where = str(out / written.path)
                remedy = f"remove manifests/{manifest.shard}.json and harvest again"
                raise HarvestError(where, f"damaged ({error})", remedy) from None
