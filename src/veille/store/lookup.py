"""Looking up what a record holds by id. Each function runs within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy.engine import RowMapping

from veille.model import Mention, Snapshot
from veille.record import Event, Filed, Story
from veille.store.base import Figures, Given, Sighting, Thing
from veille.store.codec import decode
from veille.store.pages import ordered
from veille.store.rows import as_dict, chunks, filed_of, sighting_of
from veille.store.tables import (
    article_keys,
    article_views,
    articles,
    event_members,
    events,
    judgements,
    mentions,
    pending,
    sightings,
    snapshots,
    stories,
)

T = TypeVar("T")
_FOUND_MOST = 10
_THINGS: Mapping[Thing, Table] = {
    "article": articles,
    "mention": mentions,
    "event": events,
    "story": stories,
    "judgement": judgements,
}


def articles_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Filed]:
    """Filed articles by id."""
    found: dict[str, Filed] = {}
    for batch in chunks(dict.fromkeys(ids)):
        rows = connection.execute(select(articles).where(articles.c.id.in_(batch))).mappings().all()
        found.update((filed.article.id, filed) for filed in _with_mentions(connection, rows))
    return found


def _with_mentions(connection: Connection, rows: Sequence[RowMapping]) -> list[Filed]:
    ids = [row["id"] for row in rows]
    columns = (mentions.c.article, mentions.c.doc)
    order = (mentions.c.article, mentions.c.position)
    own: dict[str, list[Mention]] = {ident: [] for ident in ids}
    for article, doc in connection.execute(select(*columns).where(mentions.c.article.in_(ids)).order_by(*order)):
        own[article].append(decode(Mention, doc))
    return [filed_of(row, own[row["id"]]) for row in rows]


def ids_near(connection: Connection, keys: Iterable[str]) -> list[str]:
    """The ids of the articles that have at least one of the keys, sorted."""
    ids: set[str] = set()
    for batch in chunks(dict.fromkeys(keys)):
        ids |= set(connection.execute(select(article_keys.c.article).where(article_keys.c.key.in_(batch))).scalars())
    return sorted(ids)


def read_with(connection: Connection, rules: str) -> set[str]:
    """The ids of the articles that these rules read."""
    return set(connection.execute(select(articles.c.id).where(articles.c.rules == rules)).scalars())


def every_article(connection: Connection) -> Iterator[Filed]:
    """Every filed article, by id."""
    last = ""
    while True:
        query = select(articles).where(articles.c.id > last).order_by(articles.c.id).limit(200)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        yield from _with_mentions(connection, rows)
        last = rows[-1]["id"]


def mentions_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, Mention]]:
    """Mentions by id, each with its article's id."""
    found = {}
    for batch in chunks(dict.fromkeys(ids)):
        query = select(mentions.c.id, mentions.c.article, mentions.c.doc).where(mentions.c.id.in_(batch))
        found.update({ident: (article, decode(Mention, doc)) for ident, article, doc in connection.execute(query)})
    return found


def events_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Event]:
    """Events by id."""
    return _docs(connection, events, Event, ids)


def stories_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Story]:
    """Stories by id."""
    return _docs(connection, stories, Story, ids)


def _docs(connection: Connection, table: Table, made: type[T], ids: Iterable[str]) -> dict[str, T]:
    found = {}
    for batch in chunks(dict.fromkeys(ids)):
        query = select(table.c.id, table.c.doc).where(table.c.id.in_(batch))
        found.update({ident: decode(made, doc) for ident, doc in connection.execute(query)})
    return found


def docs_of(connection: Connection, table: Table, ids: set[str] | None) -> dict[str, str]:
    """Documents by id; of the whole table when no ids are given."""
    query = select(table.c.id, table.c.doc)
    if ids is None:
        return as_dict(connection, query)
    found = {}
    for batch in chunks(sorted(ids)):
        found.update(as_dict(connection, query.where(table.c.id.in_(batch))))
    return found


def values_of(connection: Connection, value: Column[str], key: Column[str], keys: Iterable[str]) -> set[str]:
    """The values that one column has where another has one of the keys."""
    found: set[str] = set()
    for batch in chunks(sorted(set(keys))):
        found |= set(connection.execute(select(value).where(key.in_(batch))).scalars())
    return found - {None}


def versions_of(connection: Connection, page: str) -> list[Filed]:
    """The versions of a page, the first first, as they stand."""
    ids = connection.execute(select(articles.c.id).where(articles.c.page == page)).scalars().all()
    found = articles_by_id(connection, ids)
    return [found[filed.article.id] for filed in ordered(list(found.values()))]


def sightings_of(connection: Connection, article: str | None = None) -> list[Sighting]:
    """Sightings, of one article or all, the first first."""
    columns = sightings.c
    order = (columns.read_at, columns.snapshot, columns.source, columns.published, columns.language)
    query = select(sightings).order_by(*order)
    if article is not None:
        query = query.where(columns.article == article)
    return [sighting_of(row) for row in connection.execute(query).mappings()]


def seen(connection: Connection, snapshot: Snapshot, given: Given) -> str | None:
    """The article that these bytes from this source gave."""
    columns = sightings.c
    said = (columns.published == (given.published or ""), columns.language == (given.language or ""))
    query = select(columns.article).where(columns.snapshot == snapshot.sha256, columns.source == snapshot.source, *said)
    return connection.execute(query).scalar()


def pairs(connection: Connection, key: Column[str], value: Column[str], keys: Iterable[str]) -> dict[str, str]:
    """From one column's values to another's, where there are any."""
    found = {}
    for batch in chunks(dict.fromkeys(keys)):
        query = select(key, value).where(key.in_(batch), value.is_not(None))
        found.update(as_dict(connection, query))
    return found


def events_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Mention id -> event id."""
    return pairs(connection, event_members.c.mention, event_members.c.event, ids)


def origins_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Article id -> origin's id."""
    return pairs(connection, article_views.c.article, article_views.c.origin, ids)


def stories_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Article id -> story's id."""
    return pairs(connection, article_views.c.article, article_views.c.story, ids)


def find(connection: Connection, beginning: str) -> list[tuple[Thing, str]]:
    """What has an id that begins so."""
    found: list[tuple[Thing, str]] = []
    for thing, table in _THINGS.items():
        near = (table.c.id >= beginning, table.c.id < beginning + "\U0010ffff")
        ids = connection.execute(select(table.c.id).where(*near).order_by(table.c.id).limit(_FOUND_MOST)).scalars()
        found += [(thing, ident) for ident in ids]
    return found


def figures(connection: Connection) -> Figures:
    """How much there is of everything."""
    tables = (snapshots, articles, mentions, events, stories, judgements, pending)
    counts = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]
    rules = connection.execute(select(articles.c.rules).distinct().order_by(articles.c.rules)).scalars().all()
    held = dict(zip((table.name for table in tables), counts, strict=True))
    return Figures(**held, rules=tuple(rules))
