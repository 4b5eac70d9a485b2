"""Rules over the small crisis: what each finds at a fixed moment, and what it must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alerts.telling import CRISIS, Dispatch, Said, Taken, read_on, rule_for_each, rules, told
from serve.saying import corrected_night, fill, reading, world
from veille import Reading
from veille.alerts import run_pass, try_rules
from veille.model import Dated
from veille.store import Store, open_store
from veille.store.days import later


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty record."""
    opened = open_store(tmp_path / "record.db", create=True)
    yield opened
    opened.close()


@pytest.fixture
def crisis(store: Store) -> Store:
    """The small crisis, each page read at noon of its day."""
    for page in CRISIS:
        read_on(store, f"{page.day}T12:00:00Z", [page])
    return store


#: moment, what a rule of each occasion finds
MOMENTS = [
    ("2025-07-14T13:00:00Z", [("new", "new")]),
    ("2025-07-20T13:00:00Z", []),
    ("2025-07-28T13:00:00Z", []),  # another deadline is no other ultimatum
    ("2025-07-31T13:00:00Z", [("new", "new")]),
    ("2025-08-01T13:00:00Z", [("conflict", "conflict:killed"), ("new", "new")]),
    ("2025-08-02T13:00:00Z", [("conflict", "conflict:killed"), ("denied", "denied:RUS"), ("new", "new")]),
    ("2025-08-05T23:59:59Z", [("new", "new")] * 3),
    ("2025-08-06T00:00:00Z", [("deadline", "deadline:2025-08-08"), *[("new", "new")] * 3]),
    ("2025-08-08T23:59:59Z", [("deadline", "deadline:2025-08-08")]),
    ("2025-08-09T00:00:00Z", [("passed", "passed:2025-08-08")]),
    ("2025-08-10T23:59:59Z", [("passed", "passed:2025-08-08")]),
    ("2025-08-11T00:00:00Z", []),  # nobody is woken by old news
    ("2025-09-01T00:00:00Z", []),  # the first deadline no longer holds
    ("2025-09-03T00:00:00Z", []),
]


@pytest.mark.parametrize(("at", "found"), MOMENTS)
def test_what_a_moment_finds(crisis: Store, at: str, found: list[tuple[str, str]]) -> None:
    assert told(try_rules(crisis, rule_for_each(), [at])) == sorted(found)


@pytest.mark.parametrize(
    ("when", "number"),
    [
        ({}, 3),
        ({"kind": "pledge"}, 3),
        ({"kind": ["attack", "toll"]}, 0),
        ({"actor": "Netherlands"}, 1),
        ({"actor": "Pays-Bas"}, 1),
        ({"actor": "SWE"}, 2),
        ({"actor": "Japan"}, 0),
        ({"place": "Kyiv"}, 0),
        ({"source": "Russia"}, 0),
        ({"amount": {"least": 400_000_000, "currency": "EUR"}}, 2),
        ({"amount": {"least": 500_000_000, "currency": "EUR"}}, 1),  # 500 million dollars are fewer euros
        ({"amount": {"least": 500_000_001, "currency": "EUR"}}, 0),
        ({"kind": "pledge", "actor": "Denmark", "amount": {"least": 1, "currency": "USD"}}, 1),
        ({"fresh_days": 0}, 0),
        ({"fresh_days": 1}, 2),
    ],
)
def test_what_events_must_be(crisis: Store, when: dict[str, Any], number: int) -> None:
    found = try_rules(crisis, rules({"when": when}), ["2025-08-06T13:00:00Z"])
    assert len(found) == number


def test_amounts_ask_for_money(crisis: Store) -> None:
    asked = rules({"when": {"amount": {"least": 0, "currency": "USD"}}})
    assert try_rules(crisis, asked, ["2025-07-31T13:00:00Z"]) == []


def test_a_claim_is_worded_as_one(store: Store) -> None:
    page = Dispatch("wire", "2025-08-04", "A claim", (
        Said("attack", "Russia said that Ukraine attacked Kursk, killing 3 people.", "attacked",
             {"actor": "Ukraine", "place": ("Kursk", "RUS"), "killed": "3 people"}, by="Russia"),
    ))  # fmt: skip
    read_on(store, "2025-08-04T12:00:00Z", [page])
    (english,) = try_rules(store, rules({}), ["2025-08-04T13:00:00Z"])
    (french,) = try_rules(store, rules({"language": "fr"}), ["2025-08-04T13:00:00Z"])
    assert english.subject == "New · attack: Ukraine · killed 3 · Kursk (according to Russia)"
    assert french.subject == "Nouveau · attaque: Ukraine · tués : 3 · Kursk (selon Russia)"
    assert [(f.voice, f.source, f.outlet) for f in english.facts] == [("claim", "Russia", "wire")]
    assert "claimed by Russia" in english.facts[0].said


@pytest.mark.parametrize(
    ("status", "said"),
    [("negated", "told as not done"), ("future", "still to come"), ("hypothetical", "only thought of"), ("happened", "")],
)
def test_what_is_not_told_as_done_says_so(store: Store, status: str, said: str) -> None:
    page = Dispatch("wire", "2025-08-04", "Plans", (replace(CRISIS[5].said[0], status=status),))
    read_on(store, "2025-08-04T12:00:00Z", [page])
    (alert,) = try_rules(store, rules({}), ["2025-08-04T13:00:00Z"])
    assert alert.subject.endswith(f"{said}]") if said else "[" not in alert.subject


def test_a_deadline_says_that_its_outcome_is_unknown(crisis: Store) -> None:
    (near,) = try_rules(crisis, rules({"when": {"on": "deadline"}}), ["2025-08-07T13:00:00Z"])
    (passed,) = try_rules(crisis, rules({"when": {"on": "passed"}}), ["2025-08-09T13:00:00Z"])
    (french,) = try_rules(crisis, rules({"when": {"on": "passed"}, "language": "fr"}), ["2025-08-09T13:00:00Z"])
    assert near.subject.startswith("Due August 8, 2025 · ultimatum: United States → Russia")
    assert passed.subject.startswith("Deadline passed, outcome unknown · ultimatum: United States → Russia")
    assert french.subject.startswith("Échéance passée, issue inconnue · ultimatum")
    assert any("No article in the record tells the outcome" in note for note in passed.notes)
    assert [near.facts[0].sentence, passed.facts[0].sentence] == [CRISIS[1].said[0].sentence] * 2  # the one that sets the day in force


def test_a_dispute_has_its_sides(crisis: Store) -> None:
    (alert,) = try_rules(crisis, rules({"when": {"on": "conflict"}}), ["2025-08-01T13:00:00Z"])
    assert any("13 people (1 independent report, wire) / 31 people (1 independent report, herald)" in n for n in alert.notes)
    assert {fact.sentence for fact in alert.facts} == {CRISIS[2].said[0].sentence, CRISIS[3].said[0].sentence}


def test_a_denial_leads_with_who_denies(crisis: Store) -> None:
    (alert,) = try_rules(crisis, rules({"when": {"on": "denied"}}), ["2025-08-02T13:00:00Z"])
    assert alert.subject.startswith("Denied by Russia · attack: Russia → Ukraine")
    assert alert.facts[0].voice == "deny"


@pytest.mark.parametrize(
    ("published", "found"),
    [
        (Dated("2025-08-04", "day", "meta"), 1),
        (Dated("2025-08-05", "day", "meta"), 1),  # an outlet that is a day ahead of UTC
        (None, 0),
        (Dated("2025-08-04", "month", "text"), 0),
        (Dated("2025-08-09", "day", "meta"), 0),  # after it was read
        (Dated("2025-07-04", "day", "meta"), 0),
    ],
)
def test_what_is_undated_or_badly_dated_is_not_new(store: Store, published: Dated | None, found: int) -> None:
    page = CRISIS[5]

    def dated(one: Dispatch) -> Reading:
        plain = reading(one)
        return replace(plain, article=replace(plain.article, published=published))

    fill(store, [page], world([page], now="2025-08-04T12:00:00Z", read=dated))
    moments = [later("2025-08-04T13:00:00Z", 86_400 * n) for n in range(8)]
    assert len(try_rules(store, rules({}), moments)) == found


@pytest.mark.parametrize(("day", "found"), [("2025-07-31", 1), ("2025-07-05", 1), ("2025-06-30", 0), ("2024-07-31", 0)])
def test_what_happened_long_before_is_not_new(store: Store, day: str, found: int) -> None:
    page = CRISIS[2]
    said = replace(page.said[0], slots={**page.said[0].slots, "time": ("July 31", day)})
    read_on(store, "2025-07-31T12:00:00Z", [replace(page, said=(said,))])
    assert len(try_rules(store, rules({}), ["2025-08-01T13:00:00Z"])) == found


@pytest.mark.parametrize(("said", "also"), [("2025-09-02", False), ("2025-09-06", True)])
def test_another_day_that_articles_give_stands_beside(store: Store, said: str, also: bool) -> None:
    page = CRISIS[0]
    sentence = page.said[0].sentence.replace("September 2", "September 6")
    slots = {**page.said[0].slots, "deadline": ("September 6", said)}
    other = replace(page, site="herald", said=(replace(page.said[0], sentence=sentence, slots=slots),))
    read_on(store, "2025-07-14T12:00:00Z", [page, other])
    (alert,) = try_rules(store, rules({"when": {"on": "deadline", "hours": 24 * 60}}), ["2025-08-01T13:00:00Z"])
    assert any(note.startswith("Articles also give: ") for note in alert.notes) is also


def test_what_an_older_article_told_is_not_new(store: Store) -> None:
    old, late = CRISIS[2], replace(CRISIS[3], day="2025-08-12")
    read_on(store, "2025-08-12T12:00:00Z", [old, late])
    assert told(try_rules(store, rule_for_each(), ["2025-08-12T13:00:00Z"])) == [("conflict", "conflict:killed")]


def test_an_edited_page_is_told_and_what_it_took_back_is_not_new(store: Store) -> None:
    url = "https://wire.example/2025-07-31/night-in-kyiv"
    first = replace(CRISIS[2], url=url)
    read_on(store, "2025-07-31T12:00:00Z", [first])
    read_on(store, "2025-08-01T12:00:00Z", [replace(corrected_night("2025-08-01"), url=url)])
    asked = rule_for_each(kind="attack")
    assert told(try_rules(store, asked, ["2025-07-31T13:00:00Z"])) == [("new", "new")]
    found = try_rules(store, asked, ["2025-08-01T13:00:00Z"])
    assert [(a.rule, a.subject.partition(" · ")[0]) for a in found] == [("changed", "Evidence changed")]
    assert found[0].facts[0].sentence == first.said[0].sentence
    assert try_rules(store, asked, ["2025-08-09T13:00:00Z"]) == []


def test_a_withdrawn_page(store: Store) -> None:
    read_on(store, "2025-07-31T12:00:00Z", [CRISIS[2]])
    (held,) = store.filed()
    assert store.withdraw(held.page, "2025-08-01T09:00:00Z")
    (alert,) = try_rules(store, rules({"when": {"on": "changed"}}), ["2025-08-01T13:00:00Z"])
    assert alert.subject.startswith("Source withdrawn · attack")


def test_links_and_addresses(crisis: Store) -> None:
    asked = rules({"when": {"kind": "attack"}}, base="https://desk.example/")
    (alert,) = try_rules(crisis, asked, ["2025-07-31T13:00:00Z"])
    assert alert.link == f"https://desk.example/event/{alert.event}"
    assert [f.url for f in alert.facts] == ["https://wire.example/2025-07-31/night-in-kyiv"]


def test_an_event_that_is_called_otherwise_since_is_not_told_again(store: Store) -> None:
    """An older report that is filed late gives the event another id."""
    taken = Taken()
    asked = rules({"when": {"kind": "attack"}})
    read_on(store, "2025-08-01T12:00:00Z", [CRISIS[3]])
    first = run_pass(store, asked, "2025-08-01T13:00:00Z", taken)
    read_on(store, "2025-08-01T14:00:00Z", [CRISIS[2]])
    (event,) = store.list_events().rows
    assert event.id != first.found[0].event
    assert run_pass(store, asked, "2025-08-01T15:00:00Z", taken).found == ()
    assert len(taken.messages) == 1
