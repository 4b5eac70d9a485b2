"""Filed articles and mentions as rows, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import RowMapping

from veille.model import Article, Mention
from veille.record import Filed
from veille.store.base import Given, Sighting
from veille.store.codec import decode, encode

T = TypeVar("T")
Row = dict[str, Any]
#: how many values one statement names at most
CHUNK = 500


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in order, some at a time."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows, any number of them."""
    for batch in chunks(rows, 5000):
        connection.execute(table.insert(), batch)


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet."""
    if rows:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(table).on_conflict_do_nothing(), list(rows))


def as_dict(connection: Connection, query: Select[str, str]) -> dict[str, str]:
    """From the first column of a query to the second."""
    return {row[0]: row[1] for row in connection.execute(query)}


def article_row(filed: Filed) -> Row:
    """The row of table `articles`."""
    return {
        "id": filed.article.id,
        "page": filed.page,
        **standing(filed),
        "snapshot": filed.snapshot,
        "source": filed.source,
        "read_at": filed.read_at,
        "rules": filed.rules,
        "site": filed.article.site,
        "language": filed.article.language,
        "doc": encode(filed.article),
    }


def standing(filed: Filed) -> Row:
    """Those columns of an article that hang on the other versions of its page."""
    return {
        "version": filed.version,
        "superseded": filed.superseded,
        "withdrawn_at": filed.withdrawn_at,
        "known_on": filed.known_on,
    }


def mention_row(filed: Filed, position: int, mention: Mention) -> Row:
    """The row of table `mentions`."""
    return {
        "id": mention.id,
        "article": filed.article.id,
        "position": position,
        "kind": mention.kind,
        "status": mention.status,
        "known_on": filed.known_on,
        "superseded": filed.superseded,
        "doc": encode(mention),
    }


def filed_of(row: RowMapping, mentions: Sequence[Mention]) -> Filed:
    """The filed article of a row of `articles` and its mentions in order."""
    return Filed(
        article=decode(Article, row["doc"]),
        mentions=tuple(mentions),
        page=row["page"],
        snapshot=row["snapshot"],
        source=row["source"],
        read_at=row["read_at"],
        rules=row["rules"],
        version=row["version"],
        superseded=row["superseded"],
        withdrawn_at=row["withdrawn_at"],
    )


def sighting_row(sighting: Sighting) -> Row:
    """The row of table `sightings`."""
    return {
        "snapshot": sighting.snapshot,
        "source": sighting.source,
        "published": sighting.given.published or "",
        "language": sighting.given.language or "",
        "read_at": sighting.read_at,
        "url": sighting.url,
        "media_type": sighting.media_type,
        "article": sighting.article,
    }


def sighting_of(row: RowMapping) -> Sighting:
    """The sighting of a row of `sightings`."""
    given = Given(row["published"] or None, row["language"] or None)
    return Sighting(
        row["snapshot"], row["source"], given, row["read_at"], row["article"], row["url"], row["media_type"]
    )


def article_text(article: Article) -> str:
    """What of an article is searched."""
    return f"{article.title or ''}\n{article.text}"


def unnumbered(filed: Filed) -> Filed:
    """The filed article before its page's versions are counted."""
    return replace(filed, version=1, superseded=False, withdrawn_at=None)
