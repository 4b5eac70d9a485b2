"""How many events each entity is in, counted when views are saved so that the list of actors need not count them all."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, literal, select

from veille.store.rows import chunks
from veille.store.tables import actor_totals, event_actors
from veille.store.terms import ROLES


def actors_among(connection: Connection, events: Iterable[str]) -> set[str]:
    """The entities that are in these events."""
    found: set[str] = set()
    for batch in chunks(events):
        rows = select(event_actors.c.entity).where(event_actors.c.event.in_(batch)).distinct()
        found |= set(connection.execute(rows).scalars())
    return found


def count_again(connection: Connection, entities: Iterable[str]) -> None:
    """Count the events of these entities anew: by kind, in any role and in each."""
    columns = event_actors.c
    for batch in chunks(sorted(set(entities))):
        connection.execute(delete(actor_totals).where(actor_totals.c.entity.in_(batch)))
        for role in ("", *ROLES):
            days = (func.min(columns.on_day), func.max(columns.on_day))
            named = (func.min(columns.name), func.min(columns.country))
            counted = select(literal(role), columns.entity, columns.kind, func.count(), *days, *named)
            counted = counted.where(columns.entity.in_(batch)).group_by(columns.entity, columns.kind)
            if role:
                counted = counted.where(columns[role].is_(True))
            connection.execute(insert(actor_totals).from_select([column.name for column in actor_totals.c], counted))
