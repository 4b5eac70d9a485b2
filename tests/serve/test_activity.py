"""How much happened when, and what each source has given: counts of the small crisis."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from serve.saying import CRISIS, JOINER, fill
from veille.serve.judging import Signed, judgement_on
from veille.serve.queries import Asked, activity, sources
from veille.store import Store, open_store
from veille.store.base import EventFilter
from veille.store.joining import join

TODAY = "2025-08-20"


@pytest.mark.parametrize(
    ("asked", "quads"),
    [
        (Asked(TODAY), {"verbal conflict": 1, "material conflict": 1, "verbal cooperation": 3}),
        (Asked(TODAY, actor="Russia"), {"verbal conflict": 1, "material conflict": 1}),
        (Asked(TODAY, kinds=("pledge",)), {"verbal cooperation": 3}),
        (Asked(TODAY, since="2025-08-05"), {"verbal cooperation": 2}),
        (Asked(TODAY, until="2025-07-30"), {"verbal conflict": 1}),
        (Asked(TODAY, as_of="2025-07-31"), {"verbal conflict": 1, "material conflict": 1}),
        (Asked(TODAY, text="killing"), {"material conflict": 1}),
        (Asked(TODAY, actor="Peru"), {}),
    ],
)
def test_events_by_class(record: Store, asked: Asked, quads: dict[str, int]) -> None:
    found: Counter[str] = Counter()
    for row in activity(record, asked).rows:
        found[row.quad] += row.events
    assert found == quads


def test_the_counts_are_those_of_the_list(record: Store) -> None:
    for by_month, length in ((False, 10), (True, 7)):
        listed = Counter(
            ((e.day or e.first_known)[:length], e.kind) for e in record.list_events(EventFilter(), limit=100).rows
        )
        counted = {(t.period, t.kind): t.events for t in record.count_events(by_month=by_month)}
        assert counted == listed


def test_a_rejected_event_is_not_counted(tmp_path: Path) -> None:
    store = open_store(tmp_path / "judged.db", create=True)
    fill(store, CRISIS)
    (attack,) = store.list_events(EventFilter(kinds=("attack",))).rows
    store.judge(judgement_on(store, [attack.id], "reject", Signed("Ada", "2025-08-20T10:00:00Z")))
    join(store, JOINER)
    assert "material conflict" not in {row.quad for row in activity(store, Asked(TODAY)).rows}
    store.close()


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2025-08-20", [("herald", 3, 15, False), ("wire", 3, 16, False), ("radio", 1, 18, False)]),
        ("2025-07-28", [("herald", 1, 0, False), ("wire", 1, 14, False)]),
        ("2026-01-01", [("herald", 3, 149, True), ("wire", 3, 150, True), ("radio", 1, 152, False)]),
        ("2025-07-01", []),
    ],
)
def test_sources(record: Store, day: str, rows: list[tuple[str, int, int, bool]]) -> None:
    assert [(r.site, r.articles, r.silent_days, r.late) for r in sources(record, day)] == rows
