"""What analysts say: applied, undone, kept through new rules, sent back when a source changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from serve.saying import CRISIS, JOINER, READ_AT, Dispatch, corrected_night, fill, reading, world
from veille.errors import JudgementError, QueryError
from veille.model import Reading
from veille.record import Judgement
from veille.serve import queries
from veille.serve.judging import Signed, judgement_on, setting, undoing
from veille.serve.queries import Asked, EventRow
from veille.store import Store
from veille.store.adding import outdated, reread
from veille.store.joining import join

TODAY = "2025-08-20"
ADA = Signed("Ada", "2025-08-20T10:00:00Z", "checked by phone")


def events(store: Store, kind: str = "attack", **asked: Any) -> list[EventRow]:
    return list(queries.timeline(store, Asked(TODAY, kinds=(kind,), **asked)).rows)


def mentions(store: Store, kind: str = "attack") -> list[str]:
    return list(store.events([events(store, kind)[0].event]).popitem()[1].mentions)


def judge(store: Store, targets: list[str], action: str, *settings: str, at: str = ADA.at) -> Judgement:
    made = judgement_on(store, targets, action, replace(ADA, at=at), settings)
    store.judge(made)
    join(store, JOINER)
    return made


def undo(store: Store, ident: str, at: str = "2025-08-20T11:00:00Z") -> None:
    store.judge(undoing(store, ident, replace(ADA, at=at)))
    join(store, JOINER)


def test_confirmed_then_undone(record: Store) -> None:
    before = events(record)
    made = judge(record, [before[0].event], "confirm")
    (row,) = events(record)
    assert (row.judged, row.review) == ("confirmed", ())
    undo(record, made.id)
    assert events(record) == before


def test_rejected_events_leave_every_list_and_come_back(record: Store) -> None:
    before = events(record)
    made = judge(record, [before[0].event], "reject")
    assert events(record) == []
    assert queries.conflicts(record, Asked(TODAY)).rows == ()
    undo(record, made.id)
    assert events(record) == before


def test_a_mention_leaves_its_event_and_joins_it_again(record: Store) -> None:
    whole = mentions(record)
    judge(record, [whole[1]], "split")
    assert len(events(record)) == 2
    judge(record, [whole[0], whole[2], whole[1]], "join", at="2025-08-20T10:30:00Z")
    assert len(events(record)) == 1
    chain = queries.why(record, events(record)[0].event, Asked(TODAY))
    assert [r.judgement.action for r in chain.rulings] == ["split", "join"]


def test_a_correction_counts_in_every_answer_and_every_replay(record: Store) -> None:
    judge(record, [mentions(record)[0]], "correct", "killed=31")
    assert events(record)[0].what == "Russia → Ukraine · killed 31 · Kyiv"
    assert events(record)[0].disputed == ()
    assert events(record, as_of="2025-07-31")[0].what == "Russia → Ukraine · killed 31 · Kyiv"
    assert events(record, read_by=READ_AT)[0].disputed == ("killed",)  # nobody had judged yet


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("place=Odesa", "Odesa"),
        ("recipient=the miners", "Russia → the miners"),
        ("count=5..7", "5..7"),
        ("actor=France", "France → Ukraine"),
    ],
)
def test_what_an_analyst_gives_without_words_is_told_in_its_own(record: Store, said: str, told: str) -> None:
    for mention in mentions(record):
        judge(record, [mention], "correct", said)
    assert told in events(record)[0].what.split(" · ")
    assert "attacked" not in events(record)[0].what


def newer(page: Dispatch) -> Reading:
    """Newer rules: other ids, and killed is read as wounded."""
    read = reading(page)
    renamed = tuple(
        replace(m, id=f"new{m.id[:13]}", rule=f"{m.kind}/test/2", slots={**m.slots, **_wounded(m.slots)})
        for m in read.mentions
    )
    return replace(read, mentions=renamed)


def _wounded(slots: Any) -> dict[str, Any]:
    return {"killed": (), "wounded": slots["killed"]} if slots.get("killed") else {}


def upgrade(store: Store, read: Any = newer) -> None:
    outside = world(CRISIS, rules="rules-2", read=read)
    outside = replace(outside, read=lambda snapshot, given: world(CRISIS, read=read).read(snapshot, given))
    assert not [error for error in reread(store, outdated(store, "rules-2"), outside) if isinstance(error, Exception)]
    join(store, JOINER)


def test_judgements_survive_newer_rules(record: Store) -> None:
    first, second, _ = mentions(record)
    judge(record, [first], "confirm")
    judge(record, [second], "split", at="2025-08-20T10:30:00Z")
    made = judge(record, [events(record, "pledge")[0].event], "reject", at="2025-08-20T10:40:00Z")
    upgrade(record)
    told = events(record)
    assert all("wounded" in row.what or row.denied_by for row in told)
    assert sorted(row.judged or "" for row in told) == ["", "confirmed"]
    assert len(events(record, "pledge")) == 2
    undo(record, made.id)
    assert len(events(record, "pledge")) == 3


@pytest.mark.parametrize("change", ["edited", "withdrawn"])
def test_what_was_confirmed_goes_back_to_review_when_its_source_changes(record: Store, change: str) -> None:
    judge(record, [events(record)[0].event], "confirm")
    assert events(record)[0].review == ()
    if change == "edited":
        fill(record, [corrected_night()], world([corrected_night()], now="2025-08-21T08:00:00Z"))
    else:
        page = next(f.page for f in record.filed() if f.article.title == "Night in Kyiv")
        record.withdraw(page, "2025-08-21T08:00:00Z")
        join(record, JOINER)
    (row,) = events(record, review=True)
    assert row.review == ("evidence changed" if change == "edited" else "source withdrawn",)
    assert row.judged == "confirmed"
    judge(record, [row.event], "confirm", at="2025-08-21T09:00:00Z")  # with the change before one's eyes
    assert events(record, review=True) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("killed=31", ("killed", [{"low": 31, "high": 31}])),
        ("killed=30..35", ("killed", [{"low": 30, "high": 35}])),
        ("killed=200..", ("killed", [{"low": 200, "high": None}])),
        ("killed=", ("killed", [])),
        ("amount=500000000 EUR", ("amount", [{"value": "500000000", "currency": "EUR"}])),
        ("actor=Russie", ("actor", [{"id": "country:RUS", "country": "RUS", "name": "Russia"}])),
        ("actor=the miners", ("actor", [{"id": "name:the miners", "name": "the miners"}])),
        ("place=Kyiv", ("place", [{"name": "Kyiv"}])),
        ("demand=stop, at once", ("demand", [{"value": "stop, at once"}])),
        ("status=negated", ("status", "negated")),
        ("attribution=none", ("attribution", None)),
    ],
)
def test_settings(said: str, kept: object) -> None:
    assert setting(said) == kept


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("killed", "no setting"),
        ("colour=red", "no setting"),
        ("killed=many", "not a number"),
        ("amount=500", "not a sum"),
        ("amount=much EUR", "not a sum"),
        ("deadline=soon", "not a date"),
        ("status=true", "not a value of it"),
        ("kind=gossip", "not a value of it"),
    ],
)
def test_no_settings(said: str, what: str) -> None:
    with pytest.raises(JudgementError, match=what) as error:
        setting(said)
    assert error.value.remedy


def test_what_cannot_be_judged(record: Store) -> None:
    event, (first, *_) = events(record)[0].event, mentions(record)
    alone = mentions(record, "pledge")[0]
    for targets, action, settings, what in (
        ([event], "bless", (), "no such judgement"),
        ([event], "correct", (), "what is to be set"),
        ([event], "confirm", ("killed=1",), "what is to be set"),
        ([event], "split", (), "cannot be split from itself"),
        ([alone], "split", (), "stands alone"),
        ([first], "join", (), "nothing to join with"),
        ([event, first], "reject", (), "more than one id"),
    ):
        with pytest.raises(JudgementError, match=what):
            judgement_on(record, targets, action, ADA, settings)
    with pytest.raises(QueryError, match="no event or mention"):
        judgement_on(record, ["zzz"], "confirm", ADA)
    with pytest.raises(JudgementError, match="nobody signs"):
        judgement_on(record, [event], "confirm", replace(ADA, by=" "))


def test_an_undo_is_of_one_judgement_and_once(record: Store) -> None:
    made = judge(record, [events(record)[0].event], "confirm")
    with pytest.raises(JudgementError, match="no such judgement"):
        undoing(record, "jzzz", ADA)
    undo(record, made.id[:6])
    with pytest.raises(JudgementError, match="undone already"):
        undoing(record, made.id, ADA)
