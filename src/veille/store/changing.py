"""What changed when, in the order of writing: one row for each thing, its last change. Each function runs within the caller's transaction.

Writers take turns, so numbers are in the order in which changes become visible: who has read up to one misses none before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, delete, select

from veille.store.base import Change, ChangeFilter, Page, Thing
from veille.store.cursors import continued, write_cursor
from veille.store.pending import count_up
from veille.store.rows import chunks, insert_rows
from veille.store.tables import changes


def note_changes(connection: Connection, thing: Thing, ids: Iterable[str]) -> None:
    """Note that these are new or changed."""
    _note(connection, thing, dict.fromkeys(ids), gone=False)


def note_gone(connection: Connection, thing: Thing, ids: Iterable[str], now: Mapping[str, str] | None = None) -> None:
    """Note that these are no more; `now` names what holds what they held."""
    _note(connection, thing, {ident: (now or {}).get(ident) for ident in ids}, gone=True)


def _note(connection: Connection, thing: Thing, now: Mapping[str, str | None], *, gone: bool) -> None:
    if not now:
        return
    number = count_up(connection, "written")
    at = connection.get_execution_options()["veille_at"]
    for batch in chunks(sorted(now)):
        own = (changes.c.thing == thing, changes.c.id.in_(batch))
        known = connection.execute(select(changes.c.id, changes.c.revision).where(*own))
        revisions = {ident: revision + 1 for ident, revision in known}
        connection.execute(delete(changes).where(*own))
        common = {"thing": thing, "number": number, "at": at, "gone": gone}
        rows = [{**common, "id": i, "revision": revisions.get(i, 0), "now": now[i]} for i in batch]
        insert_rows(connection, changes, rows)


def successors(
    connection: Connection, whole: Column[str], part: Column[str], gone: Iterable[str], told: Mapping[str, str]
) -> dict[str, str]:
    """From each that is gone to what now holds most of its parts, by `told`; of several, the first by id."""
    held: dict[str, Counter[str]] = {}
    for batch in chunks(sorted(gone)):
        for ident, piece in connection.execute(select(whole, part).where(whole.in_(batch))):
            if piece in told:
                held.setdefault(ident, Counter())[told[piece]] += 1
    return {ident: min(counted, key=lambda new: (-counted[new], new)) for ident, counted in held.items()}


def changes_of(connection: Connection, thing: Thing, ids: Iterable[str]) -> dict[str, Change]:
    """The last change of each of these things."""
    found = {}
    for batch in chunks(dict.fromkeys(ids)):
        rows = connection.execute(select(changes).where(changes.c.thing == thing, changes.c.id.in_(batch)))
        found.update({row.id: _change(row) for row in rows})
    return found


def list_changes(connection: Connection, wanted: ChangeFilter, *, limit: int, after: str | None) -> Page[Change]:
    """Last changes, the oldest first."""
    columns = changes.c
    query = select(columns.number, columns.thing, columns.id, columns.at, columns.revision, columns.gone, columns.now)
    if wanted.things:
        query = query.where(columns.thing.in_(wanted.things))
    if wanted.since is not None:
        query = query.where(columns.at >= wanted.since)
    keys: list[ColumnElement[Any]] = [columns.number, columns.thing, columns.id]
    rows = connection.execute(continued(query, "changes", keys, after=after, ascending=True, limit=limit)).all()
    shown = tuple(_change(row) for row in rows[:limit])
    return Page(shown, shown[-1].cursor if len(rows) > limit else None)


def _change(row: Row[Any]) -> Change:
    cursor = write_cursor("changes", [row.number, row.thing, row.id])
    return Change(row.thing, row.id, row.at, row.revision, bool(row.gone), row.now, cursor)
