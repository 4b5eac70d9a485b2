"""Saving what joining made: events and the side tables that lists are served from; placing.py saves the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete

from veille.record import Event, Statement, Views
from veille.store.base import Ticket
from veille.store.changing import note_changes, note_gone, successors
from veille.store.codec import encode
from veille.store.days import earlier, placed
from veille.store.lookup import docs_of, mentions_by_id, values_of
from veille.store.pending import await_joining, is_current, turn_in
from veille.store.placing import save_stories
from veille.store.rows import Row, chunks, insert_rows
from veille.store.tables import (
    event_actors,
    event_members,
    event_terms,
    events,
    mentions,
    statements,
)
from veille.store.terms import FACETS, ROLES, actors_of, term, terms_of
from veille.store.totals import actors_among, count_again
from veille.values import Entity

_SIDE = (event_terms, event_actors, statements, event_members)


def save_views(connection: Connection, views: Views, ticket: Ticket, scheme: str, *, whole: bool) -> bool:
    """Put views in the place of others; see Store.save_views."""
    if not is_current(connection, ticket):
        return False
    turn_in(connection, ticket, scheme)
    _save_events(connection, views.events, ticket, whole=whole)
    save_stories(connection, views, ticket, whole=whole)
    return True


def _save_events(connection: Connection, found: Sequence[Event], ticket: Ticket, *, whole: bool) -> None:
    new = {event.id: event for event in found}
    docs = {ident: encode(event) for ident, event in new.items()}
    old = docs_of(connection, events, None if whole else _dropped(connection, found, ticket) | set(new))
    dated = set(ticket.articles)  # what was filed anew may be found by other terms though its event reads the same
    same = {i for i, e in new.items() if old.get(i) == docs[i] and not dated.intersection(e.articles)}
    gone = sorted(set(old) - same)
    left = _members(connection, gone) - {m for event in found for m in event.mentions}
    fresh = sorted(set(new) - same)
    touched = actors_among(connection, gone)
    _note(connection, docs, old, {m: event.id for event in found for m in event.mentions})
    _remove_events(connection, gone)
    for batch in chunks(fresh):
        _insert_events(connection, [(new[ident], docs[ident]) for ident in batch])
    count_again(connection, touched | actors_among(connection, fresh))
    if not whole:
        await_joining(connection, _articles_of(connection, left) - dated)


def _note(connection: Connection, docs: dict[str, str], old: dict[str, str], told: dict[str, str]) -> None:
    """Note which events are new or changed, and which are gone to which."""
    lost = set(old) - set(docs)
    note_changes(connection, "event", (ident for ident, doc in docs.items() if old.get(ident) != doc))
    note_gone(
        connection, "event", lost, successors(connection, event_members.c.event, event_members.c.mention, lost, told)
    )


def _dropped(connection: Connection, found: Sequence[Event], ticket: Ticket) -> set[str]:
    """Stored events that share a mention with the new ones, or hold one of the ticket's articles."""
    told = {mention for event in found for mention in event.mentions}
    by_mention = values_of(connection, event_members.c.event, event_members.c.mention, told)
    return by_mention | values_of(connection, event_members.c.event, event_members.c.article, ticket.articles)


def _members(connection: Connection, ids: Sequence[str]) -> set[str]:
    return values_of(connection, event_members.c.mention, event_members.c.event, ids)


def _articles_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    return values_of(connection, mentions.c.article, mentions.c.id, ids)


def _remove_events(connection: Connection, gone: Sequence[str]) -> None:
    for batch in chunks(gone):
        for table in _SIDE:
            connection.execute(delete(table).where(table.c.event.in_(batch)))
        connection.execute(delete(events).where(events.c.id.in_(batch)))


def _insert_events(connection: Connection, rows: Sequence[tuple[Event, str]]) -> None:
    held = mentions_by_id(connection, (m for event, _ in rows for m in event.mentions))
    insert_rows(connection, events, [_event_row(event, doc) for event, doc in rows])
    members, terms, actors, said = [], [], [], []
    for event, _ in rows:
        own = [held[m] for m in event.mentions if m in held]
        members += [{"mention": m.id, "event": event.id, "article": article} for article, m in own]
        terms += _term_rows(event, {pair for _, m in own for pair in terms_of(m)})
        actors += _actor_rows(event, [found for _, m in own for found in actors_of(m)])
        said += [_statement_row(event, position, s) for position, s in enumerate(event.statements)]
    for table, found in zip(_SIDE, (terms, actors, said, members), strict=True):
        insert_rows(connection, table, found)


def days_of(event: Event) -> tuple[str, str]:
    """First and last day by which lists place an event: when it happened, else when it was first known."""
    return placed(event.day) or (event.first_known, event.first_known)


def deadline_of(event: Event) -> str | None:
    """The last day of the deadline in force: what the lifecycle reckons with, else the one that most origins give."""
    if event.due:
        return earlier(event.due.day, 1)
    for figure in event.slots.get("deadline", ()):
        found = placed(figure.value)
        if found:
            return found[1]
    return None


def _event_row(event: Event, doc: str) -> Row:
    on_day, last_day = days_of(event)
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "state": event.state,
        "story": event.story,
        "on_day": on_day,
        "last_day": last_day,
        "first_known": event.first_known,
        "last_known": event.last_known,
        "deadline": deadline_of(event),
        "conflicting": bool(event.conflicts) or event.is_denied,
        "review": bool(event.review),
        "doc": doc,
    }


def _term_rows(event: Event, found: set[tuple[str, str]]) -> list[Row]:
    """What an event is found by: what its mentions are, and the figures that joining or an analyst settled on."""
    on_day, last_day = days_of(event)
    settled = {
        (FACETS[slot], term(said))
        for slot, figures in event.slots.items()
        if slot in FACETS
        for figure in figures
        for said in (figure.value, figure.said)
    }
    return [
        {
            "facet": facet,
            "term": said,
            "on_day": on_day,
            "event": event.id,
            "kind": event.kind,
            "first_known": event.first_known,
            "last_day": last_day,
        }
        for facet, said in sorted(found | settled)
        if said
    ]


def _actor_rows(event: Event, found: Iterable[tuple[str, Entity]]) -> list[Row]:
    """One row for each entity; of several names of one entity, the first in the alphabet."""
    rows: dict[str, Row] = {}
    own = {"event": event.id, "on_day": days_of(event)[0], "first_known": event.first_known, "kind": event.kind}
    for role, entity in found:
        fresh = {
            "entity": entity.id,
            "name": entity.name,
            "country": entity.country,
            **own,
            **dict.fromkeys(ROLES, False),
        }
        row = rows.setdefault(entity.id, fresh)
        row[role] = True
        row["name"] = min(row["name"], entity.name)
        row["country"] = min(filter(None, (row["country"], entity.country)), default=None)
    return list(rows.values())


def _statement_row(event: Event, position: int, statement: Statement) -> Row:
    return {
        "event": event.id,
        "position": position,
        "voice": statement.voice,
        "source": statement.source,
        "term": term(statement.name),
        "kind": event.kind,
        "day": statement.day,
        "mention": statement.mention,
        "doc": encode(statement),
    }
