"""What changed since: every change is listed once, in order, and what is gone leaves a tombstone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from itertools import count

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from serve.saying import CRISIS, JOINER, Dispatch, Said, corrected_night, fill, world
from veille.errors import QueryError
from veille.serve.judging import Signed, judgement_on
from veille.store import Store, open_store
from veille.store.adding import add
from veille.store.base import Change, ChangeFilter, EventFilter
from veille.store.database import Database, database_url
from veille.store.joining import join


@pytest.fixture
def clocked(place: Callable[[], str]) -> Iterator[Store]:
    """A record whose every writing transaction is a minute after the one before."""
    ticks = count()

    def now() -> str:
        hour, minute = divmod(next(ticks), 60)
        return f"2025-08-20T{hour:02}:{minute:02}:00Z"

    store = open_store(place(), create=True, now=now)
    fill(store, CRISIS)
    yield store
    store.close()


def everything(store: Store, after: str | None = None, limit: int = 3, **wanted: object) -> list[Change]:
    found: list[Change] = []
    while True:
        page = store.list_changes(ChangeFilter(**wanted), limit=limit, after=after)  # type: ignore[arg-type]
        found += page.rows
        if page.next is None:
            return found
        after = page.next


def test_all_that_is_there_is_listed_once_in_the_order_of_change(clocked: Store) -> None:
    found = everything(clocked)
    assert len({(c.thing, c.id) for c in found}) == len(found)
    held = clocked.figures()
    counted = {thing: sum(c.thing == thing for c in found) for thing in ("article", "event", "story", "judgement")}
    assert counted == {"article": held.articles, "event": held.events, "story": held.stories, "judgement": 0}
    assert [c.at for c in found] == sorted(c.at for c in found)
    assert not any(c.gone for c in found)


def test_joining_again_without_news_changes_nothing(clocked: Store) -> None:
    last = everything(clocked)[-1].cursor
    join(clocked, JOINER)
    join(clocked, replace(JOINER, scheme="other"))
    assert everything(clocked, last) == []


def test_what_comes_after_a_cursor_is_what_changed(clocked: Store) -> None:
    last = everything(clocked)[-1]
    (attack,) = clocked.list_events(EventFilter(kinds=("attack",))).rows
    page = corrected_night()
    add(clocked, page.source, outside=world([page]))
    join(clocked, JOINER)
    news = everything(clocked, last.cursor)
    assert {c.thing for c in news} == {"article", "event", "story"}
    assert [c.revision for c in news if c.id == attack.id] == [1]
    assert all(c.at > last.at for c in news)
    assert {c.id for c in news} == {c.id for c in everything(clocked, since=news[0].at)}
    assert clocked.changes("event", [attack.id, "enone"]) == {attack.id: next(c for c in news if c.id == attack.id)}


def test_an_event_that_an_earlier_report_renames_leaves_a_tombstone(clocked: Store) -> None:
    (old,) = clocked.list_events(EventFilter(kinds=("attack",))).rows
    said = Said("attack", "Russia attacked Kyiv in Ukraine on July 31, killing 13 people, and it was loud.", "attacked", {
        "actor": "Russia", "recipient": "Ukraine", "place": ("Kyiv", "UKR"), "time": ("July 31", "2025-07-31"), "killed": "13 people",
    })  # fmt: skip
    page = Dispatch("agency", "2025-07-31", "A", (said,))
    for title in (f"Earlier {n}" for n in range(40)):  # ids are hashes: one of these stands before the wire's
        page = replace(page, title=title)
        add(clocked, page.source, outside=world([page]))
    join(clocked, JOINER)
    (new,) = clocked.list_events(EventFilter(kinds=("attack",))).rows
    assert new.id != old.id
    gone = {c.id: c for c in everything(clocked, things=("event",)) if c.gone}
    assert gone[old.id].now == new.id
    assert new.id not in gone


def test_a_judgement_is_a_change(clocked: Store) -> None:
    last = everything(clocked)[-1].cursor
    (attack,) = clocked.list_events(EventFilter(kinds=("attack",))).rows
    made = judgement_on(clocked, [attack.id], "confirm", Signed("Ada", "2025-08-20T10:00:00Z"))
    clocked.judge(made)
    join(clocked, JOINER)
    assert {(c.thing, c.id) for c in everything(clocked, last)} == {("judgement", made.id), ("event", attack.id)}


@pytest.mark.parametrize("wanted", [ChangeFilter(since="yesterday"), ChangeFilter(since="2025-13-01")])
def test_what_is_no_time_is_refused(clocked: Store, wanted: ChangeFilter) -> None:
    with pytest.raises(QueryError, match="since"):
        clocked.list_changes(wanted)


def test_a_record_of_older_tables_lists_all_as_changed(place: Callable[[], str]) -> None:
    here = place()
    store = open_store(here, create=True)
    fill(store, CRISIS)
    before = {(c.thing, c.id) for c in everything(store)}
    store.close()
    database = Database(database_url(here))
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE changes")
        with Operations.context(MigrationContext.configure(connection)):
            import_module("veille.store.migrations.versions.0002_changes").upgrade()
    database.close()
    store = open_store(here)
    assert {(c.thing, c.id) for c in everything(store)} == before
    store.close()
