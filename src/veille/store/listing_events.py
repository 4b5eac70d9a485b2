"""Lists of events, of what is said of them and of who takes part. Each function runs within the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, exists, func, or_, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from veille.errors import QueryError
from veille.record import Event, Statement
from veille.store.base import ActorFilter, ActorRow, EventFilter, EventStatement, Order, Page, StatementFilter
from veille.store.codec import decode
from veille.store.cursors import Query, continued, read_cursor, write_cursor
from veille.store.days import LONGEST_DAYS, earlier
from veille.store.listing import between, page_of_ids
from veille.store.lookup import events_by_id
from veille.store.rows import chunks
from veille.store.search import OFTEN, is_among, is_frequent, matching
from veille.store.tables import actor_totals, event_actors, event_members, event_terms, events, mentions, statements
from veille.store.terms import ROLES, term

_ORDERS: Mapping[Order, ColumnElement[str]] = {
    "day": events.c.on_day,
    "known": events.c.first_known,
    "learned": events.c.last_known,
    "deadline": events.c.deadline,
}
#: columns of `events`, or of `event_terms`, which has some of them
Columns = ReadOnlyColumnCollection[str, Column[Any]]


def list_events(connection: Connection, wanted: EventFilter, *, limit: int, after: str | None) -> Page[Event]:
    """Events in the order that is asked for.

    With an actor, place or source and in the order of days, the rows of that term are gone through: they have the columns of
    events that most questions ask for. Otherwise it is the events, in an index of the order.
    """
    query, key, ident, _columns = chosen(connection, wanted)
    name = f"events/{wanted.order}/{'up' if wanted.ascending else 'down'}"
    return page_of_ids(
        connection, query, name, [key, ident], events_by_id, limit=limit, after=after, ascending=wanted.ascending
    )


def chosen(
    connection: Connection, wanted: EventFilter
) -> tuple[Query, ColumnElement[str], ColumnElement[str], Columns]:
    """The query for the events asked for, the key of its order, their id, and the columns that it goes through."""
    facets = [(f, term(said)) for f in ("place", "source", "actor") if (said := getattr(wanted, f)) is not None]
    columns, key, ident = events.c, _ORDERS[wanted.order], events.c.id
    query = select(key, ident)
    if facets and wanted.order == "day" and wanted.story is None:
        (facet, said), facets = _rarest_first(connection, facets)
        columns, key, ident = event_terms.c, event_terms.c.on_day, event_terms.c.event
        query = select(key, ident).join_from(event_terms, events, events.c.id == ident)
        query = query.where(columns.facet == facet, columns.term == said)
    for facet, said in facets:
        other = event_terms.alias()
        whole_key = (other.c.facet == facet, other.c.term == said, other.c.on_day == columns.on_day)
        query = query.where(exists().where(*whole_key, other.c.event == ident))
    return _timed(_asked(connection, query, wanted, columns, ident), wanted, columns), key, ident, columns


def _rarest_first(
    connection: Connection, facets: list[tuple[str, str]]
) -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """The facet that the fewest events have, and the others."""
    if len(facets) > 1:
        facets = sorted(facets, key=lambda facet: _how_often(connection, *facet))
    return facets[0], facets[1:]


def _how_often(connection: Connection, facet: str, said: str) -> int:
    some = select(event_terms.c.event).where(event_terms.c.facet == facet, event_terms.c.term == said).limit(OFTEN)
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def _asked(connection: Connection, query: Query, wanted: EventFilter, columns: Columns, ident: Column[str]) -> Query:
    """The query with what is asked of events beside their days."""
    if wanted.kinds:
        query = query.where(columns.kind.in_(wanted.kinds))
    for name in ("story", "state", "status"):
        if getattr(wanted, name) is not None:
            query = query.where(events.c[name] == getattr(wanted, name))
    for name in ("conflicting", "review"):
        if getattr(wanted, name) is not None:
            query = query.where(events.c[name].is_(getattr(wanted, name)))
    if wanted.dated is not None:
        query = query.where(events.c.deadline.is_not(None) if wanted.dated else events.c.deadline.is_(None))
    if wanted.order == "deadline":
        query = query.where(events.c.deadline.is_not(None))
    if wanted.text is not None:
        query = query.where(_told(connection, wanted.text, ident))
    return query


def _told(connection: Connection, text: str, ident: Column[str]) -> ColumnElement[bool]:
    """Whether a mention of the event has the words: events are looked up by rare words, frequent words in the events gone through."""
    found = matching(connection, "mention_words", text)
    members = select(event_members.c.event).join(mentions, mentions.c.id == event_members.c.mention)
    if not is_frequent(connection, found):
        return ident.in_(members.where(mentions.c.seq.in_(found)))
    told = members.where(event_members.c.event == ident, is_among(mentions.c.seq, found))
    return told.correlate_except(event_members, mentions).exists()


def _timed(query: Query, wanted: EventFilter, columns: Columns) -> Query:
    """The query with its days: a vague period is listed wherever it may lie."""
    if wanted.since is not None:
        first = earlier(wanted.since, LONGEST_DAYS)
        query = query.where(columns.on_day >= first, columns.last_day >= wanted.since)
    if wanted.until is not None:
        query = query.where(columns.on_day <= wanted.until)
    if wanted.as_of is not None:
        query = query.where(columns.first_known <= wanted.as_of)
    if wanted.learned_since is not None:
        query = query.where(events.c.last_known >= wanted.learned_since)
    return between(query, events.c.deadline, wanted.deadline_since, wanted.deadline_until)


def list_statements(
    connection: Connection, wanted: StatementFilter, *, limit: int, after: str | None
) -> Page[EventStatement]:
    """Statements, newest first."""
    columns = statements.c
    query = select(columns.day, columns.event, columns.position, columns.kind, columns.doc)
    if wanted.voice is not None:
        query = query.where(columns.voice == wanted.voice)
    if wanted.source is not None:
        query = query.where(or_(columns.source == wanted.source, columns.term == term(wanted.source)))
    if wanted.kinds:
        query = query.where(columns.kind.in_(wanted.kinds))
    if wanted.event is not None:
        query = query.where(columns.event == wanted.event)
    query = between(query, columns.day, wanted.since, wanted.until, wanted.as_of)
    keys: list[ColumnElement[Any]] = [columns.day, columns.event, columns.position]
    asked = continued(query, "statements", keys, after=after, ascending=False, limit=limit)
    rows = connection.execute(asked).all()
    shown = rows[:limit]
    found = tuple(EventStatement(event, kind, decode(Statement, doc)) for _, event, _, kind, doc in shown)
    return Page(found, write_cursor("statements", list(shown[-1][:3])) if len(rows) > limit else None)


def list_actors(connection: Connection, wanted: ActorFilter, *, limit: int, after: str | None) -> Page[ActorRow]:
    """Entities by the number of their events, then by id; the cursor counts rows."""
    if wanted.role is not None and wanted.role not in ROLES:
        raise QueryError(repr(wanted.role), "no role", f"one of {', '.join(ROLES)}")
    start = int(read_cursor("actors", after, 1)[0]) if after is not None else 0
    whole = all(bound is None for bound in (wanted.story, wanted.since, wanted.until, wanted.as_of))
    entity, many, query = _totals(wanted) if whole else _counted(wanted)
    rows = connection.execute(query.order_by(many.desc(), entity).offset(start).limit(limit + 1)).all()
    names = _names(connection, [row[0] for row in rows])
    shown = [ActorRow(row[0], *names[row[0]], int(row[1]), row[2], row[3]) for row in rows[:limit]]
    return Page(tuple(shown), write_cursor("actors", [start + limit]) if len(rows) > limit else None)


def _names(connection: Connection, entities: list[str]) -> dict[str, tuple[str, str | None]]:
    """Name and country of entities; of several names of one, the first in the alphabet."""
    columns, found = actor_totals.c, {}
    query = select(columns.entity, func.min(columns.name), func.min(columns.country)).group_by(columns.entity)
    for batch in chunks(entities):
        for entity, name, country in connection.execute(query.where(columns.role == "", columns.entity.in_(batch))):
            found[entity] = (name, country)
    return found


def _totals(wanted: ActorFilter) -> tuple[Column[str], ColumnElement[int], Query]:
    """Entity and number of events, and the query for them, from what was counted when views were saved."""
    columns = actor_totals.c
    many = func.sum(columns.events)
    query = select(columns.entity, many, func.min(columns.first_day), func.max(columns.last_day))
    query = query.where(columns.role == (wanted.role or "")).group_by(columns.entity)
    return columns.entity, many, query.where(columns.kind.in_(wanted.kinds)) if wanted.kinds else query


def _counted(wanted: ActorFilter) -> tuple[Column[str], ColumnElement[int], Query]:
    """Entity and number of events, and the query that counts those of a story or of some days."""
    columns = event_actors.c
    many = func.count()
    query: Query = select(columns.entity, many, func.min(columns.on_day), func.max(columns.on_day))
    query = query.group_by(columns.entity)
    if wanted.role is not None:
        query = query.where(columns[wanted.role].is_(True))
    if wanted.kinds:
        query = query.where(columns.kind.in_(wanted.kinds))
    if wanted.story is not None:
        query = query.where(columns.event.in_(select(events.c.id).where(events.c.story == wanted.story)))
    query = between(query, columns.on_day, wanted.since, wanted.until)
    return columns.entity, many, between(query, columns.first_known, None, wanted.as_of)
