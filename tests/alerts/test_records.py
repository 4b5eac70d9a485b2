"""Passes from pages to what is told, on SQLite and on PostgreSQL: the same on both, and once, however many make them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from alerts.telling import CRISIS, Taken, read_on, rule_for_each, rules, told
from serve.saying import corrected_night
from store.conftest import Place
from veille.alerts import run_pass, try_rules
from veille.store import Store, open_store
from veille.store.days import later

#: the moment of each pass and what it must find; between them every page of the crisis is read on its day
PASSES = [
    ("2025-07-14T13:00:00Z", [("new", "new")]),
    ("2025-07-20T13:00:00Z", []),
    ("2025-07-31T13:00:00Z", [("new", "new")]),
    ("2025-08-01T13:00:00Z", [("conflict", "conflict:killed")]),
    ("2025-08-02T13:00:00Z", [("denied", "denied:RUS")]),
    ("2025-08-06T00:00:00Z", [("deadline", "deadline:2025-08-08"), ("new", "new"), ("new", "new"), ("new", "new")]),
    ("2025-08-08T23:59:59Z", []),
    ("2025-08-09T00:00:00Z", [("passed", "passed:2025-08-08")]),
]


def test_a_crisis_is_told_once_as_it_comes(store: Store) -> None:
    taken, pages, asked = Taken(), list(CRISIS), rule_for_each()
    for at, found in PASSES:
        while pages and f"{pages[0].day}T12:00:00Z" <= at:
            read_on(store, f"{pages[0].day}T12:00:00Z", [pages.pop(0)])
        assert told(run_pass(store, asked, at, taken).found) == found, at
        assert run_pass(store, asked, at, taken).found == ()
    assert len(set(taken.ids)) == len(taken.ids) == sum(len(found) for _, found in PASSES)
    assert all(letter.sent_at for letter in store.outbox.log())
    assert try_rules(store, asked, ["2025-08-09T00:00:00Z"])[0].occasion == "passed:2025-08-08"


def test_what_an_edited_page_no_longer_says_is_told(store: Store) -> None:
    taken, asked = Taken(), rules({"name": "changed", "when": {"on": "changed"}})
    for page in CRISIS:
        read_on(store, f"{page.day}T12:00:00Z", [page])
    page = corrected_night()
    at = f"{page.modified}T12:00:00Z"
    assert run_pass(store, asked, at, taken).found == ()
    read_on(store, at, [page])
    (alert,) = run_pass(store, asked, later(at, 60), taken).found
    assert alert.on == "changed"
    assert run_pass(store, asked, later(at, 120), taken).found == ()


@pytest.mark.parametrize("together", [4])
def test_passes_at_the_same_time_tell_once(place: Place, tmp_path: Path, together: int) -> None:
    where, at, lines = place(), "2025-08-05T13:00:00Z", tmp_path / "alerts.jsonl"
    asked = rules({"name": "all"}, targets={"lines": {"type": "file", "path": str(lines)}})
    first = open_store(where, create=True)
    read_on(first, "2025-08-05T12:00:00Z", CRISIS[5:])
    first.close()

    def pass_once(_: int) -> int:
        own = open_store(where)
        try:
            return run_pass(own, asked, at).sent
        finally:
            own.close()

    with ThreadPoolExecutor(together) as pool:
        sent = sum(pool.map(pass_once, range(together)))
    ids = [json.loads(line)["id"] for line in lines.read_text("utf-8").splitlines()]
    assert (sent, len(ids), len(set(ids))) == (3, 3, 3)
