"""One shard from its pages to its Parquet files: the task that a worker does, the same everywhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from veille.acquire.items import Fault, Item
from veille.acquire.sniff import charset_in
from veille.errors import UnsupportedLanguage, VeilleError
from veille.model import Reading, Snapshot
from veille.ontology import rules_version
from veille.pipeline import read_mentions
from veille.reader import read_article
from veille.scale.items import find_items
from veille.scale.manifest import Manifest, Wanted, drop_manifest, load_manifest
from veille.scale.shards import Shard
from veille.scale.tables import article_row, error_row, mention_row, page_row
from veille.scale.writing import ShardWriter

#: the month of what has no date
UNDATED = "unknown"


def is_done(shard: Shard, out: Path, wanted: Wanted) -> bool:
    """Whether the shard was read whole as it is now, by the rules of now, with the same wishes."""
    found = load_manifest(out, shard.id)
    now = (shard.fingerprint(), rules_version(), wanted)
    return found is not None and (found.fingerprint, found.rules, found.wanted) == now


def read_shard(shard: Shard, out: Path, wanted: Wanted) -> Manifest:
    """Read a shard into its files and its manifest. A record that cannot be read becomes a row of errors.

    Raises HarvestError when the source is gone, OSError when the folder cannot be written.
    """
    fingerprint = shard.fingerprint()
    drop_manifest(out, shard.id)
    with ShardWriter(out, shard.id) as writer:
        task = _Task(wanted, writer)
        for item in find_items(shard):
            task.take(item)
        files = writer.finish()
    manifest = Manifest(
        shard.id, shard.kind, shard.origin, fingerprint, rules_version(), wanted, dict(sorted(task.counts.items())), files
    )
    manifest.save(out)
    return manifest


@dataclass(slots=True)
class _Task:
    wanted: Wanted
    writer: ShardWriter
    counts: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def take(self, item: Item | Fault) -> None:
        self.counts["records"] += 1
        if isinstance(item, Fault):
            self._fail(item, "Fault")
            return
        try:
            self._read(item)
        except UnsupportedLanguage:
            self.counts["other_language"] += 1
        except VeilleError as error:
            self._fail(Fault(item.where, error.what, error.remedy), type(error).__name__, item.url)
        except Exception as error:  # one page must not cost the others, whatever is wrong with it: it is told in its row
            self._fail(Fault(item.where, str(error) or "failed"), type(error).__name__, item.url)

    def _fail(self, fault: Fault, kind: str, url: str | None = None) -> None:
        self.counts["errors"] += 1
        self.writer.put("errors", error_row(fault, kind, url))

    def _read(self, item: Item) -> None:
        if not _is_of(item.url, self.wanted.domains):
            self.counts["other_domain"] += 1
            return
        content = item.content or b""
        snapshot = Snapshot(item.where, content, sha256(content).hexdigest(), item.url, item.media_type)
        charset = charset_in(item.media_type)
        article = read_article(content, source=item.where, url=item.url, published=item.published, charset=charset)
        if self.wanted.languages and article.language not in self.wanted.languages:
            self.counts["other_language"] += 1
            return
        month = article.published.value[:7] if article.published else UNDATED
        if article.id not in self.seen:
            self._write(read_mentions(article), snapshot, month)
        else:
            self.counts["repeated"] += 1
        self.writer.put("pages", page_row(snapshot, article.id, item.published), month)

    def _write(self, reading: Reading, snapshot: Snapshot, month: str) -> None:
        rows = [mention_row(reading, mention) for mention in reading.mentions]
        self.writer.put("articles", article_row(reading, snapshot), month)
        for row in rows:
            self.writer.put("mentions", row, month)
        self.seen.add(reading.article.id)
        self.counts["articles"] += 1
        self.counts["mentions"] += len(rows)


def _is_of(url: str | None, domains: tuple[str, ...]) -> bool:
    host = (urlsplit(url).hostname or "") if url else ""
    return not domains or any(host == domain or host.endswith(f".{domain}") for domain in domains)
