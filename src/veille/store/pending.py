"""What awaits joining, and how two programs that join at once do not undo each other's work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, select, update

from veille.store.base import Ticket
from veille.store.rows import chunks, insert_new, insert_rows
from veille.store.tables import article_keys, counters, notes, pending


def await_joining(connection: Connection, articles: Iterable[str]) -> None:
    """Note that the mentions of these articles are new, changed or gone."""
    ids = sorted(set(articles))
    if not ids:
        return
    change = count_up(connection, "changes")
    for batch in chunks(ids):
        connection.execute(delete(pending).where(pending.c.article.in_(batch)))
        insert_rows(connection, pending, [{"article": ident, "change": change} for ident in batch])


def await_rejoining(connection: Connection, articles: Iterable[str]) -> None:
    """Note that articles which may have been joined already changed, judged or gone; whatever is near them must be joined again."""
    ids = set(articles)
    near: set[str] = set()
    for batch in chunks(sorted(ids)):
        keys = select(article_keys.c.key).where(article_keys.c.article.in_(batch))
        near |= set(connection.execute(select(article_keys.c.article).where(article_keys.c.key.in_(keys))).scalars())
    await_joining(connection, ids | near)


def draw_ticket(connection: Connection) -> Ticket:
    """What awaits joining now."""
    ids = connection.execute(select(pending.c.article).order_by(pending.c.article)).scalars().all()
    scheme = connection.execute(select(notes.c.value).where(notes.c.name == "scheme")).scalar()
    return Ticket(tuple(ids), _counted(connection, "changes"), _counted(connection, "views"), scheme)


def save_keys(connection: Connection, keys: Mapping[str, Collection[str]]) -> None:
    """Keep each article's keys in the place of those that it had."""
    for batch in chunks(sorted(keys)):
        connection.execute(delete(article_keys).where(article_keys.c.article.in_(batch)))
        insert_rows(
            connection, article_keys, [{"key": key, "article": i} for i in batch for key in sorted(set(keys[i]))]
        )


def is_current(connection: Connection, ticket: Ticket) -> bool:
    """Whether the views are those that the ticket was drawn on."""
    return _counted(connection, "views") == ticket.views


def turn_in(connection: Connection, ticket: Ticket, scheme: str) -> None:
    """The ticket's articles are joined; those that changed again since go on waiting."""
    for batch in chunks(ticket.articles):
        connection.execute(delete(pending).where(pending.c.article.in_(batch), pending.c.change <= ticket.changes))
    count_up(connection, "views")
    connection.execute(delete(notes).where(notes.c.name == "scheme"))
    insert_rows(connection, notes, [{"name": "scheme", "value": scheme}])


def _counted(connection: Connection, name: str) -> int:
    return connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar() or 0


def count_up(connection: Connection, name: str) -> int:
    """The next value of a counter, which whoever else writes must wait for."""
    insert_new(connection, counters, [{"name": name, "value": 0}])
    mine = counters.c.name == name
    connection.execute(update(counters).where(mine).values(value=counters.c.value + 1))
    return _counted(connection, name)
