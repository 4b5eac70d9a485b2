"""Where an ultimatum stands on each day, and what a pledge has come to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from record_texts import filed
from veille.reconcile import event_as_of, pledge_totals, reconcile
from veille.record import Event, Filed
from veille.values import Money, Span

EN = "en"
ISSUED = ("2023-08-25", EN, "Niger's junta on Friday gave France 48 hours to withdraw its troops.")
CASES = [
    # what else is told, day, state
    ((), "2023-08-24", None),
    ((), "2023-08-25", "issued"),
    ((), "2023-08-27", "issued"),
    ((), "2023-08-28", "passed"),  # by time alone: the outcome is unknown
    ((("2023-08-26", EN, "France rejected the ultimatum on Saturday."),), "2023-08-26", "rejected"),
    ((("2023-08-26", EN, "France rejected the ultimatum on Saturday."),), "2023-08-25", "issued"),
    ((("2023-08-26", EN, "France rejected the ultimatum on Saturday."),), "2023-08-28", "passed"),
    ((("2023-08-26", EN, "Mali rejected the ultimatum on Saturday."),), "2023-08-26", "issued"),
    ((("2023-08-26", EN, "France rejected a Malian proposal on Saturday."),), "2023-08-26", "issued"),
    ((("2023-08-27", EN, "France pulled its troops out of Niger on Sunday."),), "2023-08-27", "met"),
    ((("2023-08-27", EN, "France pulled its troops out of Niger on Sunday."),), "2023-09-10", "met"),
    ((("2023-08-27", EN, "Russia launched 40 drones at Ukraine on Sunday."),), "2023-08-28", "passed"),
    # what was done before the ultimatum is no answer to it
    ((("2023-08-26", EN, "France pulled its troops out of Niger on August 2."),), "2023-08-26", "issued"),
]


def event_of(rows: list[Filed], kind: str) -> Event:
    return next(e for e in reconcile(rows).events if e.kind == kind)


def as_of(event: Event, rows: list[Filed], day: str) -> Event | None:
    return event_as_of(event, {m.id: m for f in rows for m in f.mentions}, {f.article.id: f for f in rows}, day)


@pytest.mark.parametrize(("more", "day", "state"), CASES)
def test_states_of_an_ultimatum(more: tuple[tuple[str, str, str], ...], day: str, state: str | None) -> None:
    rows = [filed(*row) for row in (ISSUED, *more)]
    known = as_of(event_of(rows, "ultimatum"), rows, day)
    assert (known and known.state) == state


def test_the_stored_event_knows_when_time_will_move_it() -> None:
    event = event_of([filed(*ISSUED)], "ultimatum")
    assert event.state == "issued"
    assert event.due is not None
    assert (event.due.day, event.due.state, event.due.mention) == ("2023-08-28", "passed", None)
    assert [event.state_on(d) for d in ("2023-08-24", "2023-08-25", "2023-08-28")] == [None, "issued", "passed"]


def test_figures_as_of_a_day() -> None:
    rows = [
        filed("2025-07-21", EN, "Russia attacked Kyiv overnight with 426 drones, killing one person, officials said."),
        filed(
            "2025-07-22",
            "fr",
            "La Russie a attaqué Kiev dans la nuit de dimanche à lundi avec 426 drones, tuant deux personnes.",
        ),
    ]
    event = next(e for e in reconcile(rows).events if len(e.mentions) == 2)
    first = as_of(event, rows, "2025-07-21")
    assert first is not None
    assert first.id == event.id
    assert (first.conflicts, len(first.mentions)) == ((), 1)
    assert as_of(event, rows, "2025-07-22") is not None
    assert event.conflicts
    assert as_of(event, rows, "2025-07-20") is None


def test_a_later_version_of_a_page_replaces_its_figures() -> None:
    old = filed("2025-07-21", EN, "Russia attacked Kyiv on Monday, killing two people, officials said.", "p", 1)
    new = filed("2025-07-22", EN, "Russia attacked Kyiv on Monday, killing one person, officials said.", "p", 2)
    event = next(e for e in reconcile([old, new]).events if e.kind == "attack")
    assert [f.value for f in event.slots["killed"]] == ["1 person"]
    assert event.conflicts == ()
    assert "evidence changed" in event.review
    before = as_of(event, [old, new], "2025-07-21")
    assert before is not None
    assert [f.value for f in before.slots["killed"]] == ["2 person"]


NLD = ("2025-08-05", EN, "The Netherlands pledged 500 million euros to Ukraine on Monday.")
NORDIC = (
    "Denmark, Norway and Sweden pledged 500 million dollars to Ukraine. Sweden promised 275 million dollars to Ukraine."
)
PARTS = (
    "Germany pledged 900 million euros to Ukraine. Germany promised 700 million euros to Ukraine in loans. "
    "Germany promised 200 million euros to Ukraine in grants."
)
TOTALS = [
    # what is told, (donors, stage, currency, total)
    ((NLD,), [(("NLD",), "announced", "EUR", 500)]),
    (
        (NLD, ("2025-08-05", "fr", "Les Pays-Bas ont promis lundi 500 millions d'euros à l'Ukraine.")),
        [(("NLD",), "announced", "EUR", 500)],
    ),
    # announced again weeks later: no new money
    (
        (NLD, ("2025-09-20", EN, "The Netherlands pledged 500 million euros to Ukraine, the ministry said on Friday.")),
        [(("NLD",), "announced", "EUR", 500)],
    ),
    # another package is new money
    (
        (NLD, ("2025-09-20", EN, "The Netherlands pledged a second package of 500 million euros to Ukraine.")),
        [(("NLD",), "announced", "EUR", 1000)],
    ),
    # a total and a share stand apart
    (
        (("2025-08-05", EN, NORDIC),),
        [(("DNK", "NOR", "SWE"), "announced", "USD", 500), (("SWE",), "announced", "USD", 275)],
    ),
    # nor two parts of one donor's total
    (
        (("2025-07-11", EN, PARTS),),
        [(("DEU",), "announced", "EUR", 900)],
    ),
    # nor what is for two recipients
    (
        (NLD, ("2025-08-13", EN, "The Netherlands pledged 100 million euros to Moldova.")),
        [(("NLD",), "announced", "EUR", 100), (("NLD",), "announced", "EUR", 500)],
    ),
    # the donor's own currency is what it gives, another what that is worth
    (
        (
            ("2025-08-05", EN, "Denmark pledged 90 million dollars to Ukraine."),
            ("2025-08-06", EN, "Denmark pledged 90 million dollars to Ukraine, the minister said."),
            ("2025-08-05", "fr", "Le Danemark a promis 580 millions de couronnes danoises à l'Ukraine."),
        ),
        [(("DNK",), "announced", "DKK", 580)],
    ),
    # what is given by nobody in particular is nobody's
    (
        (NLD, ("2025-08-13", EN, "Four countries pledged 1 billion dollars to Ukraine.")),
        [(("NLD",), "announced", "EUR", 500)],
    ),
    # currencies are never added up
    (
        (NLD, ("2025-08-13", EN, "The Netherlands pledged 100 million dollars to Ukraine.")),
        [(("NLD",), "announced", "EUR", 500), (("NLD",), "announced", "USD", 100)],
    ),
]


@pytest.mark.parametrize(("told", "totals"), TOTALS)
def test_pledge_totals(
    told: tuple[tuple[str, str, str], ...], totals: list[tuple[tuple[str, ...], str, str, int]]
) -> None:
    found = pledge_totals(reconcile([filed(*row) for row in told]).events)
    assert [(t.donors, t.stage, t.currency, t.total) for t in found] == [
        (donors, stage, currency, Decimal(millions * 1_000_000)) for donors, stage, currency, millions in totals
    ]


def test_a_share_is_linked_to_its_total() -> None:
    events = reconcile([filed("2025-08-05", EN, NORDIC)]).events
    total = next(e for e in events if len(e.slots["actor"]) == 3)
    share = next(e for e in events if len(e.slots["actor"]) == 1)
    assert (share.part_of, total.parts) == (total.id, (share.id,))


def test_aid_that_is_cut_has_a_stage_of_its_own() -> None:
    text = "The United States suspended aid worth 100 million dollars to Niger on Friday."
    one = filed("2023-08-04", EN, text)
    sum_ = Money(Span.of(text, 38, 57), Decimal(100_000_000), "USD")
    (cut,) = (replace(m, slots={**m.slots, "amount": (sum_,)}) for m in one.mentions if m.kind == "sanction")
    events = reconcile([replace(one, mentions=(cut,))]).events
    assert [(t.donors, t.stage, t.total) for t in pledge_totals(events)] == [(("USA",), "cut", Decimal(100_000_000))]


def test_a_sanction_is_no_aid() -> None:
    events = reconcile([filed("2023-08-04", EN, "The European Union imposed sanctions on Niger on Friday.")]).events
    assert [e.state for e in events] == ["imposed"]
    assert pledge_totals(events) == []
