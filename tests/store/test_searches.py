"""The contract of Store.searches, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from veille.errors import QueryError
from veille.store import Store

MADE, LATER = "2025-08-06T09:30:00Z", "2025-08-07T09:30:00Z"


def test_an_owner_keeps_opens_and_drops(store: Store) -> None:
    kept = store.searches.keep("ada", "  Moscow\n says ", "/claims?actor=Russia", MADE)
    store.searches.keep("ada", "Deadlines", "/deadlines", MADE)
    store.searches.keep("zoé", "Moscow says", "/timeline?actor=RUS", MADE)
    assert [s.label for s in store.searches.of("ada")] == ["Deadlines", "Moscow says"]
    assert store.searches.open("ada", kept.id, LATER) == kept
    assert {s.label: s.seen_at for s in store.searches.of("ada")} == {"Deadlines": MADE, "Moscow says": LATER}
    assert store.searches.drop("ada", kept.id)
    assert [s.label for s in store.searches.of("ada")] == ["Deadlines"]
    assert [s.label for s in store.searches.of("zoé")] == ["Moscow says"]


def test_nobody_opens_or_drops_what_is_another_s(store: Store) -> None:
    kept = store.searches.keep("ada", "Mine", "/timeline", MADE)
    assert store.searches.open("zoé", kept.id, LATER) is None
    assert not store.searches.drop("zoé", kept.id)
    assert store.searches.of("") == []
    assert store.searches.of("ada")[0].seen_at == MADE


@pytest.mark.parametrize(("label", "said"), [("", "no label"), (" \n", "no label"), ("Mine", "of this name")])
def test_what_cannot_be_kept(store: Store, label: str, said: str) -> None:
    store.searches.keep("ada", "Mine", "/timeline", MADE)
    with pytest.raises(QueryError, match=said):
        store.searches.keep("ada", label, "/deadlines", MADE)
    assert len(store.searches.of("ada")) == 1
