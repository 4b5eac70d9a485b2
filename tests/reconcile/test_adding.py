"""The record is the same whatever the order of adding; an addition gives what a rebuilding gives."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from record_texts import dispatches
from veille.reconcile import MemoryShelf, keys_for, reconcile, reconcile_near
from veille.record import Anchor, Event, Filed, Judgement, Story

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def anchors(*rows: Filed) -> tuple[Anchor, ...]:
    return tuple(Anchor(m.id, f.page, m.kind, m.evidence.said, m.trigger.said) for f in rows for m in f.mentions[:1])


def judgements() -> tuple[Judgement, ...]:
    rows = dispatches()
    return (
        Judgement("j1", "2025-09-01T10:00:00Z", "A", "split", anchors(rows[2], rows[3])),
        Judgement("j2", "2025-09-01T11:00:00Z", "B", "join", anchors(rows[2], rows[4])),
        Judgement("j3", "2025-09-01T12:00:00Z", "B", "reject", anchors(rows[10])),
        Judgement(
            "j4",
            "2025-09-01T13:00:00Z",
            "B",
            "correct",
            anchors(rows[8]),
            {"amount": {"value": "7", "currency": "EUR"}},
        ),
    )


@QUICK
@given(st.permutations(range(len(dispatches()))), st.booleans())
def test_any_order_gives_the_same_views(order: list[int], judged: bool) -> None:
    rows, said = dispatches(), judgements() if judged else ()
    assert reconcile([rows[i] for i in order], reversed(said)) == reconcile(rows, said)


class Stored:
    """Views kept by the rule that `reconcile_near` states."""

    def __init__(self) -> None:
        self.origins: dict[str, str] = {}
        self.events: dict[str, Event] = {}
        self.stories: dict[str, Story] = {}

    def add(self, new: list[Filed], all_: list[Filed], said: tuple[Judgement, ...]) -> None:
        found = reconcile_near(new, MemoryShelf(all_), said)
        self.origins |= found.origins
        touched = {m for e in found.events for m in e.mentions}
        self.events = {i: e for i, e in self.events.items() if not touched & set(e.mentions)}
        self.events |= {e.id: e for e in found.events}
        articles = {a for s in found.stories for a in s.articles}
        self.stories = {i: s for i, s in self.stories.items() if not articles & set(s.articles)}
        self.stories |= {s.id: s for s in found.stories}


@QUICK
@given(st.permutations(range(len(dispatches()))), st.integers(1, 4), st.booleans())
def test_adding_equals_rebuilding(order: list[int], batch: int, judged: bool) -> None:
    rows, said = [dispatches()[i] for i in order], judgements() if judged else ()
    stored = Stored()
    for start in range(0, len(rows), batch):
        stored.add(rows[start : start + batch], rows[: start + batch], said)
    whole = reconcile(rows, said)
    assert stored.origins == whole.origins
    assert stored.events == {e.id: e for e in whole.events}
    assert stored.stories == {s.id: s for s in whole.stories}


def test_keys_are_stable() -> None:
    one = dispatches()[0]
    assert keys_for(one) == keys_for(one)
    assert any(key.startswith("m|") for key in keys_for(one))
    assert any(key.startswith("band|") for key in keys_for(one))
