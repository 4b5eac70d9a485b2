"""What becomes of items and sources, turn by turn, in a world that is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.making import page
from veille.acquire.items import Fault, Item, Validators
from veille.acquire.source import Source
from veille.errors import (
    MissingSource,
    NotAnArticle,
    RateLimited,
    RedirectLoop,
    Refused,
    RobotsRefused,
    SourceError,
    Truncated,
    Unreachable,
    VeilleError,
)
from veille.store import Store
from veille.store.watching import WatchItem
from watch.pretending import FEED, START, Pretence


def only(store: Store) -> WatchItem:
    (found,) = store.watching.items()
    return found


def test_items_are_filed_once_and_revisited(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(1), world.article(2)]
    assert world.watch_once(store) == ["listed", "added", "added"]
    assert world.watch_once(store) == []
    world.pass_by(minutes=16)
    assert world.watch_once(store) == ["listed"]
    world.pass_by(hours=1)
    assert world.watch_once(store) == ["listed", "known", "known"]
    assert [i.visits for i in store.watching.items()] == [2, 2]
    assert (store.figures().articles, store.figures().pending) == (2, 0)
    assert only_fresh(store) == [True, True]


def only_fresh(store: Store) -> list[bool]:
    return [item.fresh for item in store.watching.items()]


def test_a_page_that_changed_is_a_version_and_one_that_is_gone_is_withdrawn(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(1)]
    world.watch_once(store)
    world.article(1, said="RUS attack UKR at Odesa says UKR.", modified="2025-08-07")
    world.pass_by(hours=2)
    assert world.watch_once(store) == ["listed", "version"]
    world.pages["https://one.example/1"] = "gone"
    world.pass_by(days=1)
    assert world.watch_once(store) == ["listed", "withdrawn"]
    found = store.versions("one.example/1")
    assert [(f.version, f.superseded, f.withdrawn_at) for f in found] == [(1, True, None), (2, False, world.now)]
    event = store.list_events().rows[0]
    assert event.review == ("evidence changed",)
    world.pages["https://one.example/1"] = "unchanged"
    world.pass_by(days=3)
    assert world.watch_once(store) == ["listed", "unchanged"]


@pytest.mark.parametrize(
    ("error", "state", "waits"),
    [
        (MissingSource("u", "no answer"), "pending", True),
        (Truncated("u", "broke off"), "pending", True),
        (RobotsRefused("u", "robots.txt says no"), "pending", True),
        (Refused("u", "a private address"), "failed", False),
        (NotAnArticle("u", "a menu"), "failed", False),
        (VeilleError("u", "anything else"), "failed", False),
        (ZeroDivisionError("a mistake of the program"), "failed", False),
    ],
)
def test_what_cannot_be_had(store: Store, error: Exception, state: str, waits: bool) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(1), world.article(2)]
    world.pages["https://one.example/1"] = error
    happened = world.watch_once(store)
    assert sorted(happened) == sorted(["listed", "fault", "retry" if waits else "failed", "added"])
    bad, good = store.watching.items()
    assert (bad.state, bool(bad.due), good.state) == (state, waits, "done")
    assert bad.error
    assert store.figures().articles == 1


def test_an_item_is_given_up_after_five_tries(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(1)]
    world.pages["https://one.example/1"] = MissingSource("u", "no answer")
    world.watch_once(store)
    for hours in (1, 1, 2, 6):
        world.pass_by(hours=hours)
        world.watch_once(store)
    assert (only(store).state, only(store).attempts, only(store).due) == ("failed", 5, None)
    world.lists["one"] = [replace(world.article(1), updated="2025-08-07T10:00:00+00:00")]
    world.pass_by(hours=7)
    assert world.watch_once(store) == ["listed", "added"]  # the site says that it was mended


def test_a_site_that_asks_for_patience_gets_it(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(1), world.article(2)]
    good = world.pages["https://one.example/1"]
    world.pages["https://one.example/1"] = RateLimited("u", "429", retry_after=7200)
    assert world.watch_once(store) == ["listed", "fault", "rests"]
    world.pass_by(hours=1)
    assert world.watch_once(store) == []
    world.pages["https://one.example/1"] = good
    world.pass_by(hours=1.1)
    assert sorted(world.watch_once(store)) == ["added", "added", "listed"]
    assert [i.attempts for i in store.watching.items()] == [0, 0]


def test_a_site_in_trouble_is_left_in_peace(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(n) for n in range(9)]
    world.pages = dict.fromkeys(world.pages, Unreachable("u", "no answer"))
    assert world.watch_once(store) == ["listed", *["fault", "retry"] * 3, "rests"]


def test_pages_in_trouble_do_not_hold_up_the_others(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = [world.article(n) for n in range(9)]
    bad = list(world.pages)[:8]
    world.pages |= dict.fromkeys(bad, RedirectLoop("u", "leads in a circle"))
    assert world.watch_once(store) == ["listed", *["fault", "retry"] * 8, "added"]


def test_a_source_that_fails_is_asked_less_and_less(store: Store) -> None:
    world, waits = Pretence(), []
    for error in (
        SourceError("f", "no feed"),
        ZeroDivisionError("a mistake"),
        RateLimited("f", "429", retry_after=9e4),
    ):
        world.lists["one"] = error
        assert world.watch_once(store) == ["fault", "listed"]
        due = store.watching.next_due(["one"])
        assert due is not None
        waits.append(due)
        world.now = due
    assert waits == ["2025-08-06T10:00:00Z", "2025-08-06T11:00:00Z", "2025-08-07T12:00:00Z"]
    assert (store.watching.sources()[0].failures, store.watching.sources()[0].tags) == (3, Validators())
    world.lists["one"] = [world.article(1)]
    world.faults = (Fault("entry 2", "no link"), Fault("entry 3", "no link"))
    assert world.watch_once(store) == ["fault", "fault", "listed", "added"]
    state = store.watching.sources()[0]
    assert (state.failures, state.error, state.tags) == (0, "entry 2: no link (and 1 more)", Validators("list"))


@pytest.mark.parametrize(
    ("published", "fresh"),
    [
        ("2025-08-06T09:00:00+00:00", True),
        ("2025-08-06T11:40:00+02:00", True),  # ten minutes ahead: clocks differ
        ("2025-08-06T12:00:00+02:00", False),  # half an hour ahead
        ("2025-08-04T09:31:00+00:00", True),
        ("2025-08-04T09:29:00+00:00", False),
        ("1970-01-01T00:00:00+00:00", False),
        ("2025-08-06T09:00:00", False),  # whose nine o'clock?
        ("2025-08-06", False),
        ("yesterday", False),
        ("9999-12-31T23:59:59-23:59", False),
        (None, False),
    ],
)
def test_what_is_undated_or_badly_dated_never_counts_as_new(store: Store, published: str | None, fresh: bool) -> None:
    world = Pretence()
    world.lists["one"] = [replace(world.article(1), published=published)]
    assert "added" in world.watch_once(store)
    assert only(store).fresh == fresh
    article = only(store).article
    assert article is not None
    assert store.watching.stale([article]) == (set() if fresh else {article})
    assert (store.watching.sources()[0].item_at == START) == fresh


def test_items_that_come_with_their_bytes_are_not_fetched(store: Store) -> None:
    world = Pretence()
    held = world.article(1)
    content = world.pages[held.url or ""]
    assert isinstance(content, bytes)
    world.lists["one"] = [
        replace(held, content=content),
        Item(
            "2", None, content=content.replace(b"Night 1", b"Night 2").replace(b"/1", b"/2"), where="a.mbox, letter 2"
        ),
        Item("3", None),  # neither address nor bytes
    ]
    assert world.watch_once(store) == ["listed", "added", "added"]
    assert world.asked == [FEED.url]
    assert {s.source for s in store.sightings()} == {"https://one.example/1", "a.mbox, letter 2"}
    world.pass_by(days=1)
    assert world.watch_once(store) == ["listed"]


def test_a_page_as_a_source_is_asked_by_its_rhythm(store: Store) -> None:
    world = Pretence()
    source = Source("one", "https://one.example/1", kind="page", per_day=48)
    world.lists["one"] = [world.article(1)]
    assert world.watch_once(store, source) == ["listed", "added"]
    world.pass_by(minutes=16)
    assert world.watch_once(store, source) == ["listed", "known"]


def test_several_threads_file_each_item_once(store: Store) -> None:
    world = Pretence()
    sources = [Source(f"s{n}", f"https://{n}.example/feed") for n in range(4)]
    for n, source in enumerate(sources):
        world.lists[source.name] = [world.article(10 * n + m) for m in range(5)]
    happened = world.watch_once(store, *sources, threads=4)
    assert sorted(happened) == ["added"] * 20 + ["listed"] * 4
    assert store.watching.owners() == set()
    assert store.figures().articles == 20


@pytest.mark.parametrize(
    ("dated", "day"),
    [("2025-08-02T07:00:00+02:00", "2025-08-02"), (None, START[:10])],  # an undated letter is known when it is read
)
def test_a_letter_has_its_own_date(store: Store, dated: str | None, day: str) -> None:
    world = Pretence()
    letter = page("Letter 1", "RUS attack UKR at Kyiv says UKR.", published="")
    world.lists["one"] = [Item("<1@one>", None, "Letter 1", dated, content=letter, where="a.mbox, letter 1")]
    assert world.watch_once(store) == ["listed", "added"]
    assert [filed.known_on for filed in store.filed()] == [day]
    assert only_fresh(store) == [False]
