"""The contract of Store.outbox, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

from veille.store import Store
from veille.store.letters import Letter, Occasion

AT, LATER, LAST = "2025-08-06T09:30:00Z", "2025-08-06T10:30:00Z", "2025-08-07T09:30:00Z"
ONE = Letter("1", "russia", "e1", "new", "desk", False, AT, AT, AT, "{}")
TWO = replace(ONE, id="2", event="e2", due_at=LATER, next_at=LATER)


def test_what_is_put_waits_until_it_is_due(store: Store) -> None:
    assert store.outbox.put([Occasion([TWO, ONE])]) == [2]
    assert [letter.id for letter in store.outbox.waiting(AT)] == ["1"]
    assert store.outbox.waiting(LATER) == [ONE, TWO]


def test_one_occasion_is_kept_once(store: Store) -> None:
    assert store.outbox.put([Occasion([ONE])]) == [1]
    assert store.outbox.put([Occasion([replace(ONE, doc='{"other":1}')])]) == [0]
    assert store.outbox.waiting(AT) == [ONE]


def test_what_another_pass_told_meanwhile_is_not_kept(store: Store) -> None:
    """The event is called otherwise there; its sentence is the same."""
    mine = Occasion([ONE], {("russia", "new", "a"), ("russia", "new", "b")})
    rows = [
        (Occasion([replace(ONE, id="3", event="e9")], {("russia", "new", "b"), ("russia", "new", "c")}), 0),
        (Occasion([replace(ONE, id="4", event="e8")], {("russia", "new", "c")}), 0),  # told by what came with it
        (Occasion([replace(ONE, id="5", event="e8")], {("russia", "new", "d")}), 1),
        (Occasion([replace(ONE, id="6", occasion="passed")], {("russia", "passed", "a")}), 1),
    ]
    assert store.outbox.put([mine, Occasion([TWO], {("russia", "new", "a")})]) == [1, 1]  # of one pass: two events, one sentence
    for occasion, new in rows:
        assert store.outbox.put([occasion]) == [new]


def test_an_occasion_is_told_by_any_of_its_sentences(store: Store) -> None:
    marks = {("russia", "new", "a"), ("russia", "new", "b")}
    store.outbox.put([Occasion([ONE], marks)])
    store.outbox.put([Occasion([], marks)])
    rows = [("russia", "new", ["b", "c"], True), ("russia", "new", ["c"], False), ("russia", "new", [], False),
            ("russia", "passed:2025-08-08", ["a"], False), ("china", "new", ["a"], False)]  # fmt: skip
    for rule, occasion, anchors, told in rows:
        assert store.outbox.told(rule, occasion, anchors) is told


def test_one_claim_holds(store: Store) -> None:
    store.outbox.put([Occasion([ONE, TWO])])
    assert store.outbox.claim(["1"], AT, LATER)
    assert not store.outbox.claim(["1"], AT, LATER)
    assert not store.outbox.claim(["1", "2"], AT, LATER)
    assert store.outbox.waiting(AT) == []
    assert store.outbox.claim(["1", "2"], LATER, LAST)
    assert {letter.id: letter.tries for letter in store.outbox.log()} == {"1": 2, "2": 1}


def test_what_was_sent_or_given_up_waits_no_more(store: Store) -> None:
    store.outbox.put([Occasion([ONE, TWO])])
    store.outbox.refused(["1"], "no", LATER, None)
    assert [letter.error for letter in store.outbox.waiting(LATER)] == ["no", ""]
    store.outbox.sent(["1"], LATER, "one address not taken")
    store.outbox.refused(["2"], "no", LAST, LATER)
    assert store.outbox.waiting(LAST) == []
    assert [(x.id, x.sent_at, x.failed_at, x.error) for x in store.outbox.log()] == [
        ("1", LATER, None, "one address not taken"), ("2", None, LATER, "no"),
    ]  # fmt: skip
    assert [x.id for x in store.outbox.log(limit=1)] == ["1"]
    assert store.outbox.log(target="other") == []
