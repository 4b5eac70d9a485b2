"""Queries answer alike on SQLite and PostgreSQL, whatever the order in which the articles came."""

from __future__ import annotations

from collections.abc import Callable

from serve.saying import CRISIS, fill, world
from veille.serve import queries
from veille.serve.queries import Asked
from veille.store import Store, open_store

TODAY = "2025-08-20"


def test_both_engines_answer_alike(place: Callable[[], str], record: Store) -> None:
    other = open_store(place(), create=True)
    fill(other, CRISIS[::-1], world(CRISIS))
    asked = Asked(TODAY, as_of="2025-08-06")
    for query in (
        queries.timeline,
        queries.deadlines,
        queries.pledges,
        queries.claims,
        queries.conflicts,
        queries.actors,
    ):
        assert query(other, asked) == query(record, asked), query.__name__  # type: ignore[operator]
    other.close()
