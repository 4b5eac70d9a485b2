"""What queries answer on the small crisis, and as it was known on each day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from serve.saying import CRISIS, corrected_night, fill
from veille.errors import QueryError
from veille.serve import queries
from veille.serve.queries import Asked
from veille.serve.rates import converted
from veille.store import Store

TODAY = "2025-08-20"
NOW = Asked(TODAY)


def kinds(store: Store, **asked: object) -> list[str]:
    return [row.kind for row in queries.timeline(store, Asked(TODAY, **asked)).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, ["ultimatum", "attack", "pledge", "pledge", "pledge"]),
        ({"as_of": "2025-07-31"}, ["ultimatum", "attack"]),
        ({"as_of": "2025-07-13"}, []),
        ({"actor": "Suède"}, ["pledge", "pledge"]),
        ({"actor": "swe", "as_of": "2025-08-04"}, []),
        ({"actor": "Netherlands", "kinds": ("pledge",)}, ["pledge"]),
        ({"place": "Kyiv"}, ["attack"]),
        ({"place": "Odesa"}, []),
        ({"since": "2025-08-01"}, ["pledge", "pledge", "pledge"]),
        ({"until": "2025-07-20"}, ["ultimatum"]),
        ({"since": "2025-07-31", "until": "2025-07-31", "as_of": "2025-08-01"}, ["attack"]),
        ({"review": True}, ["attack"]),  # a deadline that was shortened is a step
        ({"read_by": "2025-08-19"}, []),
        ({"read_by": "2025-08-20T08:59:00Z"}, []),
        ({"read_by": "2025-08-20T09:00:00Z", "kinds": ("attack",)}, ["attack"]),
        ({"text": "submarine"}, []),
        ({"text": "ultimatum"}, ["ultimatum"]),
    ],
)
def test_timeline(record: Store, asked: dict[str, object], told: list[str]) -> None:
    assert kinds(record, **asked) == told


def test_a_limit_keeps_the_latest_and_says_that_there_are_more(record: Store) -> None:
    found = queries.timeline(record, Asked(TODAY, limit=2))
    assert ([row.day or row.known for row in found.rows], found.more) == (["2025-08-05", "2025-08-05"], True)


@pytest.mark.parametrize(
    ("day", "disputed", "denied", "what"),
    [
        ("2025-07-31", (), (), "Russia → Ukraine · killed 13 · Kyiv"),
        ("2025-08-01", ("killed",), (), "Russia → Ukraine · killed 13 / 31 · Kyiv"),
        ("2025-08-02", ("killed",), ("Russia",), "Russia → Ukraine · killed 13 / 31 · Kyiv"),
    ],
)
def test_what_is_disputed_on_each_day(record: Store, day: str, disputed: object, denied: object, what: str) -> None:
    (row,) = queries.timeline(record, Asked(TODAY, as_of=day, kinds=("attack",))).rows
    assert (row.disputed, row.denied_by, row.what) == (disputed, denied, what)


@pytest.mark.parametrize(
    ("day", "due", "days", "state"),
    [
        ("2025-07-14", "2025-09-02", 50, "issued"),
        ("2025-07-27", "2025-09-02", 37, "issued"),
        ("2025-07-28", "2025-08-08", 11, "shortened"),
        ("2025-08-08", "2025-08-08", 0, "shortened"),
        ("2025-08-09", "2025-08-08", -1, "passed"),
        ("2025-08-20", "2025-08-08", -12, "passed"),
    ],
)
def test_an_ultimatum_on_six_days(record: Store, day: str, due: str, days: int, state: str) -> None:
    (row,) = queries.deadlines(record, Asked(TODAY, as_of=day))
    assert (row.due, row.days, row.state, row.others) == (due, days, state, ())


def test_time_moves_a_deadline_without_a_replay(record: Store) -> None:
    assert [row.state for row in queries.deadlines(record, Asked("2025-08-08"))] == ["shortened"]
    assert [row.state for row in queries.deadlines(record, Asked("2025-08-09"))] == ["passed"]
    assert queries.deadlines(record, Asked(TODAY, kinds=("attack",))) == []


def test_pledges_and_their_totals(record: Store) -> None:
    found = queries.pledges(record, NOW, "EUR")
    assert [(t.donors, t.stage, t.total, t.currency, t.shared) for t in found.totals] == [
        (("Netherlands",), "announced", Decimal(500_000_000), "EUR", False),
        (("Sweden",), "announced", Decimal(275_000_000), "USD", False),
        (("Denmark", "Norway", "Sweden"), "announced", Decimal(500_000_000), "USD", True),
    ]
    shared, share = found.rows[1:]
    assert (shared.parts, share.part_of) == ((share.event,), shared.event)
    assert shared.converted == converted(Decimal(500_000_000), "USD", "EUR", "2025-08-05")
    assert found.totals[0].converted == Decimal(500_000_000)


def test_a_share_that_is_not_known_yet_is_no_part(record: Store) -> None:
    assert [t.donors for t in queries.pledges(record, Asked(TODAY, as_of="2025-08-04")).totals] == [("Netherlands",)]


@pytest.mark.parametrize(
    ("currency", "into", "day", "rate", "on"),
    [
        ("USD", "EUR", "2025-08-05", "0.8661", "2025-08-05"),
        ("USD", "EUR", "2025-08-10", "0.8585", "2025-08-08"),  # a Sunday: Friday's rate
        ("EUR", "EUR", "2025-08-05", "1.0000", "2025-08-05"),
        ("XOF", "EUR", "2025-08-05", None, None),
        ("USD", "EUR", "1990-01-01", None, None),
    ],
)
def test_rates_are_dated(currency: str, into: str, day: str, rate: str | None, on: str | None) -> None:
    found = converted(Decimal(1000), currency, into, day)
    assert (str(found.rate) if found else None, found.day if found else None) == (rate, on)


def test_a_currency_without_rates_is_refused(record: Store) -> None:
    with pytest.raises(QueryError, match=r"'XOF': no rates; one of .*EUR"):
        queries.pledges(record, NOW, "XOF")


def test_claims(record: Store) -> None:
    rows = queries.claims(record, NOW).rows
    assert [(r.voice, r.source, r.outlet) for r in rows] == [  # type: ignore[union-attr]
        ("deny", "Russia", "radio"),
        ("outlet", None, "wire"),
        ("outlet", None, "herald"),
    ]
    assert [r.evidence for r in queries.claims(record, NOW, "deny").rows] == [CRISIS[4].said[0].sentence]  # type: ignore[union-attr]
    assert queries.claims(record, NOW, "confirm").rows == ()
    assert len(queries.claims(record, Asked(TODAY, source="Russie"), "deny").rows) == 1


def test_conflicts_keep_every_side(record: Store) -> None:
    rows = queries.conflicts(record, NOW).rows
    assert [(r.slot, [(s.said, s.origins, s.outlets) for s in r.sides]) for r in rows] == [  # type: ignore[union-attr]
        ("killed", [("13 people", 1, ("wire",)), ("31 people", 1, ("herald",))]),
        ("happened", [("told", 2, ("wire", "herald")), ("denied by Russia", 1, ("radio",))]),
    ]
    assert queries.conflicts(record, Asked(TODAY, as_of="2025-07-31")).rows == ()


def test_actors(record: Store) -> None:
    rows = {r.name: (r.acts, r.receives, r.speaks) for r in queries.actors(record, NOW)}
    assert rows["Russia"] == (1, 1, 1)
    assert rows["Ukraine"] == (0, 4, 0)
    assert [r.name for r in queries.actors(record, Asked(TODAY, limit=1))] == ["Ukraine"]


def test_search(record: Store) -> None:
    hits, more = queries.search(record, Asked(TODAY, text="kyiv", limit=2))
    assert ([h.title for h in hits], more) == (["Moscow answers", "Kyiv counts its dead"], True)
    assert all(len(h.events) == 1 for h in hits)
    titles = [h.title for h in queries.search(record, Asked(TODAY, text="package"))[0]]
    assert titles == ["Dutch package"]
    assert queries.search(record, Asked(TODAY, text="kyiv", kinds=("pledge",)))[0] == []
    with pytest.raises(QueryError, match="no word"):
        queries.search(record, Asked(TODAY, text="?!"))


def test_why_goes_from_event_to_sentence_rule_page_and_reasons(record: Store) -> None:
    (row,) = queries.timeline(record, Asked(TODAY, kinds=("attack",))).rows
    chain = queries.why(record, row.event[:8], NOW)
    assert [link.mention.evidence.said for link in chain.links] == [CRISIS[i].said[0].sentence for i in (2, 3, 4)]
    assert {link.mention.rule for link in chain.links} == {"attack/test/1"}
    assert len(chain.joins) == 2
    assert all(join.features and join.by == "rule" for join in chain.joins)
    one = queries.why(record, chain.links[0].mention.id, NOW)
    assert [link.mention.id for link in one.links] == [chain.links[0].mention.id]


@pytest.mark.parametrize(("ident", "said"), [("zzz", "no event or mention"), ("e", "ids begin so")])
def test_ids_that_are_not_one(record: Store, ident: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        queries.why(record, ident, NOW)


def test_why_of_what_was_not_known_yet(record: Store) -> None:
    (row,) = queries.timeline(record, Asked(TODAY, kinds=("attack",))).rows
    with pytest.raises(QueryError, match="not known on 2025-07-01"):
        queries.why(record, row.event, Asked(TODAY, as_of="2025-07-01"))


@pytest.mark.parametrize(
    ("start", "end", "changes"),
    [
        ("2025-07-15", "2025-07-30", [("changed", "ultimatum", ("issued → shortened", "deadline: also August 8"))]),
        ("2025-07-30", "2025-07-31", [("learned", "attack", ())]),
        ("2025-07-31", "2025-08-01", [("changed", "attack", ("killed: also 31 people", "killed now disputed"))]),
        ("2025-08-01", "2025-08-03", [("changed", "attack", ("denied by Russia",))]),
        ("2025-08-07", "2025-08-09", [("changed", "ultimatum", ("shortened → passed",))]),
        ("2025-08-10", "2025-08-12", []),
    ],
)
def test_diff(record: Store, start: str, end: str, changes: list[object]) -> None:
    assert [(c.sort, c.kind, c.changes) for c in queries.diff(record, NOW, start, end)] == changes


def test_diff_wants_days_in_order(record: Store) -> None:
    with pytest.raises(QueryError, match="turn them round"):
        queries.diff(record, NOW, "2025-08-02", "2025-08-01")


def test_what_an_edited_page_no_longer_says_is_lost_and_goes_to_review(record: Store) -> None:
    fill(record, [corrected_night()])
    (row,) = queries.timeline(record, Asked(TODAY, kinds=("attack",))).rows
    assert "evidence changed" in row.review
    assert row.disputed == ()
    (then,) = queries.timeline(record, Asked(TODAY, kinds=("attack",), as_of="2025-08-02")).rows
    assert then.disputed == ("killed",)
    changes = {c.kind: c.changes for c in queries.diff(record, NOW, "2025-08-02", "2025-08-03") if c.sort == "changed"}
    assert changes["attack"] == ("killed: no longer 13 people",)


def test_what_a_withdrawn_page_alone_said_is_lost(record: Store) -> None:
    page = next(f.page for f in record.filed() if f.article.title == "Dutch package")
    record.withdraw(page, "2025-08-10T08:00:00Z")
    fill(record, [])
    assert [c.sort for c in queries.diff(record, NOW, "2025-08-09", "2025-08-10")] == ["lost"]
    assert ("Netherlands",) not in [t.donors for t in queries.pledges(record, NOW).totals]
    assert ("Netherlands",) in [t.donors for t in queries.pledges(record, Asked(TODAY, as_of="2025-08-09")).totals]


@pytest.mark.parametrize(
    ("said", "day"),
    [("2025-08", "2025-08-31"), ("2025", "2025-12-31"), ("2024-02", "2024-02-29"), ("2025-08-06", "2025-08-06")],
)
def test_days(said: str, day: str) -> None:
    assert queries.checked_day(said) == day


@pytest.mark.parametrize("said", ["soon", "2025-13", "2025-02-30", "2025-01-01/2025-02-01"])
def test_no_days(said: str) -> None:
    with pytest.raises(QueryError, match="2025-08-06"):
        queries.checked_day(said)
