"""The contract of Store.watching, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from veille.acquire.items import Validators
from veille.store import Store
from veille.store.watching import Asked, Enrolled, Lease, Listed, SourceState, Tally, WatchItem


def at(minute: int) -> str:
    return f"2025-08-06T09:{minute:02}:00Z"


A, B, C = (
    Enrolled("a", "https://one.example/feed", "one.example", 900),
    Enrolled("b", "https://one.example/map", "one.example", 900),
    Enrolled("c", "https://two.example/feed", "two.example", 900),
)
NAMES = ("a", "b", "c")


def lease(owner: str, minute: int, until: int) -> Lease:
    return Lease(owner, at(minute), at(until))


def name_of(state: SourceState | None) -> str | None:
    return state.name if state else None


def asked(minute: int = 0, due: int = 59, **more: object) -> Asked:
    return Asked(at(minute), at(due), 900, **more)  # type: ignore[arg-type]


def item(ident: str, **more: object) -> Listed:
    return Listed(ident, f"https://one.example/{ident}", **more)  # type: ignore[arg-type]


@pytest.fixture
def watched(store: Store) -> Store:
    store.watching.enrol([A, B, C], at(0))
    return store


def only(store: Store, name: str = "a") -> WatchItem:
    (found,) = store.watching.items(name)
    return found


def test_a_source_is_held_by_one_owner_and_a_host_too(watched: Store) -> None:
    claim = watched.watching.claim
    assert name_of(claim(NAMES, lease("x", 1, 5))) == "a"
    assert name_of(claim(NAMES, lease("y", 1, 5))) == "c"  # b is of the host that x asks
    assert claim(NAMES, lease("z", 2, 6)) is None
    assert watched.watching.owners() == {"x", "y"}
    assert name_of(claim(NAMES, lease("z", 5, 9))) == "b"  # the leases are over
    assert claim(["a"], lease("y", 6, 9)) is None
    assert name_of(claim(["a"], lease("y", 6, 9), dead=["z"])) == "a"


def test_what_is_not_due_is_not_claimed(watched: Store) -> None:
    watching = watched.watching
    watching.list("a", [item("1")], asked(1, 30))
    assert name_of(watching.claim(["a"], lease("x", 1, 5))) == "a"  # for its item
    watching.settle(replace(only(watched), state="done", due=None))
    watching.release("a", lease("x", 2, 5))
    assert watching.claim(["a"], lease("x", 29, 35)) is None
    assert watching.next_due(["a"]) == at(30)
    assert name_of(watching.claim(["a"], lease("x", 30, 35))) == "a"
    assert watching.claim(["nothing of this name"], lease("x", 30, 35)) is None
    assert watching.next_due([]) is None


def test_sources_take_turns(watched: Store) -> None:
    turns = []
    for minute in range(1, 7):
        state = watched.watching.claim(NAMES, lease("x", minute, minute + 5))
        assert state is not None
        turns.append(state.name)
        watched.watching.release(state.name, lease("x", minute, minute + 5))
    assert turns == ["a", "b", "c", "a", "b", "c"]


def test_a_lease_is_renewed_by_its_owner_alone(watched: Store) -> None:
    watching = watched.watching
    watching.claim(["a"], lease("x", 1, 5))
    assert watching.renew("a", lease("x", 4, 9))
    assert not watching.renew("a", lease("y", 4, 9))
    watching.release("a", lease("y", 4, 9))
    assert watching.owners() == {"x"}
    assert watching.claim(["a"], lease("y", 8, 12)) is None
    assert name_of(watching.claim(["a"], lease("y", 9, 12))) == "a"
    assert not watching.renew("a", lease("x", 9, 12))


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [
        (item("1"), item("1"), False),
        (item("1"), item("1", title="other"), False),
        (item("1", updated=at(1)), item("1", updated=at(1)), False),
        (item("1", updated=at(1)), item("1", updated=at(2)), True),
        (item("1", updated=at(1)), item("1"), False),
        (item("1", content=b"a"), item("1", content=b"a"), False),
        (item("1", content=b"a"), item("1", content=b"b"), True),
    ],
)
def test_an_item_is_listed_once_and_due_again_when_it_changed(
    watched: Store, before: Listed, after: Listed, due: bool
) -> None:
    watching = watched.watching
    assert watching.list("a", [before, before], asked(1)) == 1
    watching.settle(replace(only(watched), state="done", due=None, visits=1))
    assert watching.list("a", [after], asked(5)) == 0
    assert bool(watching.waiting("a", at(5), 10)) == due
    assert only(watched).visits == 1
    assert watching.content(only(watched)) == after.content


def test_a_page_that_is_asked_again_is_due(watched: Store) -> None:
    watched.watching.list("a", [item("1")], asked(1))
    watched.watching.settle(replace(only(watched), state="done", due=None))
    watched.watching.list("a", [item("1")], asked(5, again=True))
    assert [i.id for i in watched.watching.waiting("a", at(5), 10)] == ["1"]


def test_one_id_of_two_sources_is_two_items(watched: Store) -> None:
    assert watched.watching.list("a", [item("1")], asked()) == 1
    assert watched.watching.list("c", [item("1")], asked()) == 1
    watched.watching.settle(replace(only(watched, "a"), state="failed", due=None, error="no"))
    assert watched.watching.tallies() == {"a": Tally(failed=1), "c": Tally(pending=1)}


def test_faults_are_kept_until_the_source_is_well(watched: Store) -> None:
    def state() -> SourceState:
        return watched.watching.sources()[0]

    watched.watching.list("a", [item("1", fresh=True)], asked(1, tags=Validators("e", "m")))
    assert (state().tags, state().item_at, state().error, state().failures) == (Validators("e", "m"), at(1), None, 0)
    for minute in (2, 3):
        watched.watching.list("a", [], asked(minute, error="no answer", failed=True))
    assert (state().tags, state().failures, state().error, state().error_at) == (
        Validators("e", "m"),
        2,
        "no answer",
        at(3),
    )
    watched.watching.list("a", [item("2")], asked(4, error="entry 3: no link"))
    assert (state().failures, state().error, state().item_at) == (0, "entry 3: no link", at(1))
    watched.watching.list("a", [], asked(5))
    assert (state().error, state().error_at) == (None, at(4))


def test_postponing_moves_what_is_due_and_nothing_else(watched: Store) -> None:
    watched.watching.list("a", [item("1"), item("2")], asked(1, 2))
    first, second = watched.watching.items("a")
    watched.watching.settle(replace(second, due=None))
    watched.watching.postpone("a", at(40))
    assert [i.due for i in watched.watching.items("a")] == [at(40), None]
    assert [s.due for s in watched.watching.sources()] == [at(40), at(0), at(0)]
    assert watched.watching.waiting("a", at(39), 5) == []
    assert watched.watching.waiting("a", at(40), 5) == [replace(first, due=at(40))]


def test_hastening_makes_sources_due_and_leaves_their_items(watched: Store) -> None:
    watched.watching.list("a", [item("1")], asked(1, 2))
    watched.watching.postpone("a", at(40))
    watched.watching.hasten(["a"], at(5))
    assert [s.due for s in watched.watching.sources()] == [at(5), at(0), at(0)]
    assert [i.due for i in watched.watching.items("a")] == [at(40)]


def test_another_address_is_asked_anew(watched: Store) -> None:
    watched.watching.list("a", [item("1")], asked(1, tags=Validators("e")))
    watched.watching.enrol([A], at(2))
    assert watched.watching.sources()[0].tags == Validators("e")
    watched.watching.enrol([replace(A, url="https://one.example/new")], at(3))
    moved = watched.watching.sources()[0]
    assert (moved.url, moved.tags, moved.due) == ("https://one.example/new", Validators(), at(3))
    assert len(watched.watching.items("a")) == 1


def test_what_never_counts_as_new(watched: Store) -> None:
    watched.watching.list("a", [item("1", fresh=True), item("2"), item("3")], asked(1))
    watched.watching.list("c", [item("3", fresh=True)], asked(1))
    for one in watched.watching.items():
        watched.watching.settle(replace(one, article=f"article {one.id}"))
    named = ["article 1", "article 2", "article 3", "never watched"]
    assert watched.watching.stale(named) == {"article 2"}
