"""Any order of filing, judging and joining gives the same record, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.making import JOINER, anchor, everything, filed, judgement, page
from store.server import memory
from veille.serve.joiner import present_joiner
from veille.store import Store, open_store
from veille.store.joining import Joiner, join

URL = "https://example.org/war"
#: two versions and a changed date of one page, a page from two sources at two times, plain pages, one of them undated
PAGES = [
    (page("Strikes", "RUS attack UKR at Kyiv says UKR.", url=URL), "a", "2025-08-02T00:00:00Z"),
    (page("Strikes", "RUS attack UKR at Lviv says UKR.", url=URL, modified="2025-08-03"), "a", "2025-08-03T00:00:00Z"),
    (page("Strikes", "RUS attack UKR at Kyiv says UKR.", url=URL, published="2025-07-31"), "a", "2025-08-04T00:00:00Z"),
    (page("Aid", "FRA pledge UKR.", "RUS attack UKR."), "b", "2025-08-04T00:00:00Z"),
    (page("Aid", "FRA pledge UKR.", "RUS attack UKR."), "mirror", "2025-08-03T00:00:00Z"),
    (page("Aid", "FRA pledge UKR.", "RUS attack UKR."), "b", "2025-08-01T00:00:00Z"),
    (page("Demand", "USA ultimatum RUS by 2025-08-08."), "c", "2025-08-04T00:00:00Z"),
    (page("Undated", "RUS demand UKR.", published=""), "d", "2025-08-05T00:00:00Z"),
]
_AID = filed(PAGES[3][0])[0]
JUDGED = judgement("j1", "reject", anchor(_AID, _AID.mentions[1]))
_NUMBERS = count()


def carry_out(store: Store, steps: Iterable[object], joiner: Joiner = JOINER) -> object:
    """The record after the steps: a page's number files it, "judge" judges, "join" joins."""
    for step in steps:
        if step == "join":
            join(store, joiner)
        elif step == "judge":
            store.judge(JUDGED)
        elif isinstance(step, int):
            content, source, read_at = PAGES[step]
            store.file(*filed(content, source, read_at))
    join(store, joiner)
    return everything(store)


STEPS = [*range(len(PAGES)), "judge"]


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """An empty record to copy, which is quicker than making one."""
    with TemporaryDirectory(prefix="veille-", dir=memory()) as folder:
        path = Path(folder) / "empty.db"
        open_store(path, create=True).close()
        yield path


@pytest.fixture(scope="module")
def expected(empty: Path) -> object:
    return carried_out(empty, STEPS)


def carried_out(empty: Path, steps: Iterable[object], joiner: Joiner = JOINER) -> object:
    path = empty.with_name(f"{next(_NUMBERS)}.db")
    shutil.copy(empty, path)
    store = open_store(path)
    try:
        return carry_out(store, steps, joiner)
    finally:
        store.close()
        path.unlink()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.permutations([*STEPS, "join", "join", 0, 3]))
def test_any_order_gives_the_same_record(empty: Path, expected: object, steps: list[object]) -> None:
    assert carried_out(empty, steps) == expected


def test_joining_by_the_real_rules_gives_the_same_in_any_order(empty: Path) -> None:
    steps: list[object] = [*STEPS, "join"]
    expected = carried_out(empty, steps, present_joiner())
    for order in (STEPS[::-1], STEPS[4:] + STEPS[:4]):
        one_by_one = [part for step in order for part in (step, "join")]
        assert carried_out(empty, one_by_one, present_joiner()) == expected


def test_both_databases_give_the_same_record(expected: object, place: Callable[[], str]) -> None:
    for steps in (STEPS, [*STEPS[::-1], "join", *STEPS]):
        store = open_store(place(), create=True)
        assert carry_out(store, steps) == expected
        store.close()
