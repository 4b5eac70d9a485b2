"""The rows of each table, from what queries answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from veille.errors import QueryError
from veille.serve import queries
from veille.serve.asked import Asked
from veille.serve.claims import ConflictRow
from veille.serve.exports.columns import Table
from veille.serve.exports.entries import ConflictEntry, article_entries, event_entries, mention_entries
from veille.serve.exports.tables import TABLES
from veille.store.base import Store

Rows = Sequence[object]


def table_named(name: str) -> Table:
    """The table of this name. Raises QueryError naming those there are."""
    if name not in TABLES:
        raise QueryError(f"table {name!r}", "no such table", f"one of {', '.join(TABLES)}")
    return TABLES[name]


def rows_of(store: Store, asked: Asked, table: str, into: str | None = None) -> Rows:
    """The rows of a table that answer what is asked; sums in currency `into` too."""
    if table in ("pledges", "totals"):
        found = queries.pledges(store, asked, into)
        return found.rows if table == "pledges" else found.totals
    return _ROWS[table](store, asked)


def _events(store: Store, asked: Asked) -> Rows:
    return list(event_entries(queries.dossier(store, asked)))


def _mentions(store: Store, asked: Asked) -> Rows:
    return list(mention_entries(queries.dossier(store, asked)))


def _articles(store: Store, asked: Asked) -> Rows:
    return list(article_entries(queries.dossier(store, asked)))


def _stories(store: Store, asked: Asked) -> Rows:
    found = queries.dossier(store, asked).stories.values()
    return sorted(found, key=lambda story: (story.first_known, story.id))


def _conflicts(store: Store, asked: Asked) -> Rows:
    rows = queries.conflicts(store, asked).rows
    return [ConflictEntry(row, side) for row in rows if isinstance(row, ConflictRow) for side in row.sides]


_ROWS: Mapping[str, Callable[[Store, Asked], Rows]] = {
    "events": _events,
    "mentions": _mentions,
    "articles": _articles,
    "stories": _stories,
    "deadlines": queries.deadlines,
    "claims": lambda store, asked: queries.claims(store, asked).rows,
    "conflicts": _conflicts,
    "actors": queries.actors,
}
