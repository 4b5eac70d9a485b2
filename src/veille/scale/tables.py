"""The Parquet tables of a harvest: their columns, and the rows of a reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from veille.acquire.items import Fault
from veille.model import Mention, Reading, Snapshot
from veille.store.codec import encode
from veille.values import Entity

#: changes when a column changes its name, type or meaning
SCHEMA = "veille/harvest/1"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type and what it holds."""

    name: str
    type: Any
    about: str


_TEXT, _LIST = pa.string(), pa.list_(pa.string())
COLUMNS: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("id", _TEXT, "the article's id"),
        Column("url", _TEXT, "its address"),
        Column("site", _TEXT, "who published it"),
        Column("title", _TEXT, "its title"),
        Column("language", _TEXT, "ISO 639-1"),
        Column("published", _TEXT, "ISO 8601 as the page tells it; null when it does not"),
        Column("text", _TEXT, "the text that every offset counts in, in code points"),
        Column("mentions", pa.int32(), "how many mentions it has"),
        Column("snapshot", _TEXT, "SHA-256 of the page's bytes"),
        Column("source", _TEXT, "where the page stood"),
        Column("value", _TEXT, "the whole article as JSON, for `veille add --from`"),
    ),
    "mentions": (
        Column("id", _TEXT, "the mention's id"),
        Column("article", _TEXT, "its article's id"),
        Column("published", _TEXT, "when the article was published"),
        Column("kind", _TEXT, "its kind"),
        Column("plover_type", _TEXT, "PLOVER's type"),
        Column("plover_mode", _TEXT, "PLOVER's mode"),
        Column("status", _TEXT, "happened, ongoing, future, hypothetical, negated"),
        Column("historical", pa.bool_(), "whether it is background"),
        Column("actors", _LIST, "ids of who does it"),
        Column("actor_countries", _LIST, "their countries, ISO 3166-1 alpha-3, each once"),
        Column("recipients", _LIST, "ids of whom it is done to"),
        Column("recipient_countries", _LIST, "their countries, each once"),
        Column("stance", _TEXT, "claim, confirm, deny, report; null in the outlet's own voice"),
        Column("said_by", _TEXT, "whose word it is, by name"),
        Column("trigger", _TEXT, "the word that fired"),
        Column("evidence", _TEXT, "the sentence"),
        Column("start", pa.int32(), "where the sentence begins in the text"),
        Column("end", pa.int32(), "where it ends, half-open"),
        Column("summary", _TEXT, "one line"),
        Column("confidence", pa.float64(), "from 0 to 1"),
        Column("rule", _TEXT, "the rule that fired"),
        Column("value", _TEXT, "the whole mention as JSON, for `veille add --from`"),
    ),
    "pages": (
        Column("snapshot", _TEXT, "SHA-256 of the bytes"),
        Column("article", _TEXT, "the article that they gave"),
        Column("source", _TEXT, "where they stood"),
        Column("url", _TEXT, "the address that the source gives them"),
        Column("media_type", _TEXT, "the media type that the source gives them"),
        Column("published", _TEXT, "the date that the source gives them"),
        Column("content", pa.binary(), "the bytes"),
    ),
    "errors": (
        Column("where", _TEXT, "the record that could not be read"),
        Column("url", _TEXT, "its address"),
        Column("kind", _TEXT, "what sort of error"),
        Column("what", _TEXT, "what is wrong"),
        Column("remedy", _TEXT, "what to do about it"),
    ),
}


def arrow_schema(table: str) -> Any:
    """The table's Arrow schema; each column's meaning stands in its metadata, the version in the schema's."""
    fields = [pa.field(c.name, c.type, metadata={"description": c.about}) for c in COLUMNS[table]]
    return pa.schema(fields, metadata={"schema": SCHEMA, "table": table})


def article_row(reading: Reading, snapshot: Snapshot) -> Row:
    """The row of an article."""
    article = reading.article
    return {
        "id": article.id,
        "url": article.url,
        "site": article.site,
        "title": article.title,
        "language": article.language,
        "published": article.published.value if article.published else None,
        "text": article.text,
        "mentions": len(reading.mentions),
        "snapshot": snapshot.sha256,
        "source": snapshot.source,
        "value": encode(article),
    }


def mention_row(reading: Reading, mention: Mention) -> Row:
    """The row of one of the article's mentions."""
    article, said = reading.article, mention.attribution
    source = (said.source.name if said.source else said.source_span.said if said.source_span else None) if said else None
    return {
        "id": mention.id,
        "article": article.id,
        "published": article.published.value if article.published else None,
        "kind": mention.kind,
        "plover_type": mention.plover.type,
        "plover_mode": mention.plover.mode,
        "status": mention.status,
        "historical": mention.historical,
        **_parties(mention, "actor"),
        **_parties(mention, "recipient"),
        "stance": said.stance if said else None,
        "said_by": source,
        "trigger": mention.trigger.said,
        "evidence": mention.evidence.said,
        "start": mention.evidence.start,
        "end": mention.evidence.end,
        "summary": mention.summary,
        "confidence": mention.confidence,
        "rule": mention.rule,
        "value": encode(mention),
    }


def _parties(mention: Mention, slot: str) -> Row:
    found = [value for value in mention.slots.get(slot, ()) if isinstance(value, Entity)]
    countries = dict.fromkeys(entity.country for entity in found if entity.country)
    return {f"{slot}s": [entity.id for entity in found], f"{slot}_countries": list(countries)}


def page_row(snapshot: Snapshot, article: str, published: str | None) -> Row:
    """The row of a page's bytes."""
    return {
        "snapshot": snapshot.sha256,
        "article": article,
        "source": snapshot.source,
        "url": snapshot.url,
        "media_type": snapshot.media_type,
        "published": published,
        "content": snapshot.content,
    }


def error_row(fault: Fault, kind: str, url: str | None = None) -> Row:
    """The row of what could not be read."""
    return {"where": fault.where, "url": url, "kind": kind, "what": fault.what, "remedy": fault.remedy or None}
