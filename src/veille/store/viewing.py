"""Saving what joining made: origins, stories, events and the side tables that lists are served from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Column, Connection, Table, delete, select

from veille.record import Event, Statement, Story, Views
from veille.store.base import Ticket
from veille.store.codec import encode
from veille.store.days import placed
from veille.store.lookup import mentions_by_id
from veille.store.pending import await_joining, is_current, turn_in
from veille.store.rows import Row, as_dict, chunks, insert_rows
from veille.store.tables import (
    article_views,
    articles,
    event_actors,
    event_members,
    event_terms,
    events,
    mentions,
    statements,
    stories,
)
from veille.store.terms import FACETS, actors_of, term, terms_of
from veille.values import Entity

#: an article's origin and story
Place = tuple[str | None, str | None]
_SIDE = (event_terms, event_actors, statements, event_members)


def save_views(connection: Connection, views: Views, ticket: Ticket, scheme: str, *, whole: bool) -> bool:
    """Put views in the place of others; see Store.save_views."""
    if not is_current(connection, ticket):
        return False
    turn_in(connection, ticket, scheme)
    _save_events(connection, views.events, ticket, whole=whole)
    _save_stories(connection, views, ticket, whole=whole)
    return True


# -- events ---------------------------------------------------------------------------


def _save_events(connection: Connection, found: Sequence[Event], ticket: Ticket, *, whole: bool) -> None:
    new = {event.id: event for event in found}
    docs = {ident: encode(event) for ident, event in new.items()}
    old = _docs(connection, events, None if whole else _dropped(connection, found, ticket) | set(new))
    dated = set(ticket.articles)  # what was filed anew may be found by other terms though its event reads the same
    same = {i for i, e in new.items() if old.get(i) == docs[i] and not dated.intersection(e.articles)}
    gone = sorted(set(old) - same)
    left = _members(connection, gone) - {m for event in found for m in event.mentions}
    _remove_events(connection, gone)
    for batch in chunks(sorted(set(new) - same)):
        _insert_events(connection, [(new[ident], docs[ident]) for ident in batch])
    if not whole:
        await_joining(connection, _articles_of(connection, left) - dated)


def _docs(connection: Connection, table: Table, ids: set[str] | None) -> dict[str, str]:
    """Documents by id; of the whole table when no ids are given."""
    query = select(table.c.id, table.c.doc)
    if ids is None:
        return as_dict(connection, query)
    found = {}
    for batch in chunks(sorted(ids)):
        found.update(as_dict(connection, query.where(table.c.id.in_(batch))))
    return found


def _dropped(connection: Connection, found: Sequence[Event], ticket: Ticket) -> set[str]:
    """Stored events that share a mention with the new ones, or hold one of the ticket's articles."""
    told = {mention for event in found for mention in event.mentions}
    by_mention = _values(connection, event_members.c.event, event_members.c.mention, told)
    return by_mention | _values(connection, event_members.c.event, event_members.c.article, ticket.articles)


def _values(connection: Connection, value: Column[str], key: Column[str], keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in chunks(sorted(set(keys))):
        found |= set(connection.execute(select(value).where(key.in_(batch))).scalars())
    return found - {None}


def _members(connection: Connection, ids: Sequence[str]) -> set[str]:
    return _values(connection, event_members.c.mention, event_members.c.event, ids)


def _articles_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    return _values(connection, mentions.c.article, mentions.c.id, ids)


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
    """The last day of the deadline that most origins give."""
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
        "conflicting": bool(event.conflicts),
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
    rows: dict[tuple[str, str], Row] = {}
    for role, entity in found:
        row = {
            "entity": entity.id,
            "role": role,
            "event": event.id,
            "name": entity.name,
            "country": entity.country,
            "kind": event.kind,
            "story": event.story,
            "on_day": days_of(event)[0],
            "first_known": event.first_known,
        }
        known = rows.setdefault((entity.id, role), row)
        known["name"] = min(known["name"], entity.name)
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


# -- stories and origins --------------------------------------------------------------


def _save_stories(connection: Connection, views: Views, ticket: Ticket, *, whole: bool) -> None:
    new = {story.id: story for story in views.stories}
    touched = {*ticket.articles, *(article for story in views.stories for article in story.articles)}
    old = _docs(connection, stories, None if whole else _stories_of(connection, touched) | set(new))
    docs = {ident: encode(story) for ident, story in new.items()}
    changed = {ident for ident, doc in docs.items() if old.get(ident) != doc}
    if not whole:
        held = _values(connection, article_views.c.article, article_views.c.story, set(old) - set(new))
        await_joining(connection, held - touched)
    for batch in chunks(sorted(changed | (set(old) - set(new)))):
        connection.execute(delete(stories).where(stories.c.id.in_(batch)))
    insert_rows(connection, stories, [_story_row(new[ident], docs[ident]) for ident in sorted(changed)])
    standing = None if whole else _standing(connection, touched | set(views.origins), ticket, set(old))
    _place_articles(connection, views, standing)


def _stories_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    return _values(connection, article_views.c.story, article_views.c.article, ids)


def _story_row(story: Story, doc: str) -> Row:
    return {"id": story.id, "first_known": story.first_known, "last_known": story.last_known, "doc": doc}


def _standing(connection: Connection, touched: set[str], ticket: Ticket, dropped: set[str]) -> dict[str, Place]:
    """The origin and story that touched articles keep where the views say nothing of them."""
    kept = {}
    for batch in chunks(sorted(touched)):
        for ident, origin, story in connection.execute(select(article_views).where(article_views.c.article.in_(batch))):
            kept[ident] = (origin, None if story in dropped else story)
    return {ident: (None, None) if ident in ticket.articles else kept.get(ident, (None, None)) for ident in touched}


def _place_articles(connection: Connection, views: Views, standing: Mapping[str, Place] | None) -> None:
    """Write each article's origin and story, of all or of those `standing`; those of articles that are gone are taken out."""
    told: Mapping[str, str] = {article: story.id for story in views.stories for article in story.articles}
    old = standing or {}
    if standing is None:
        connection.execute(delete(article_views))
    rows = []
    for batch in chunks(sorted({*old, *views.origins, *told})):
        connection.execute(delete(article_views).where(article_views.c.article.in_(batch)))
        for ident in connection.execute(select(articles.c.id).where(articles.c.id.in_(batch))).scalars():
            origin, story = old.get(ident, (None, None))
            rows.append((ident, views.origins.get(ident, origin), told.get(ident, story)))
    insert_rows(connection, article_views, [{"article": i, "origin": o, "story": s} for i, o, s in rows if o or s])
