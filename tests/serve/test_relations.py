"""Who does what to whom, in which roles, and where: counted from events as articles tell them, never more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from serve.saying import ATTACK, JOINER, Dispatch, Said, fill, world
from veille.serve import queries
from veille.serve.adding import Told, correction_on
from veille.serve.filling import Fill, fills_of
from veille.serve.judging import Signed, judgement_on
from veille.serve.queries import Asked
from veille.store import Store
from veille.store.joining import join

TODAY = Asked("2025-08-20")
ADA = Signed("Ada", "2025-08-20T10:00:00Z")
THREAT = Dispatch("wire", "2025-08-06", "Threat", (
    Said("attack", "Russia may attack Odesa in Ukraine.", "attack", {"actor": "Russia", "recipient": "Ukraine", "place": ("Odesa", "UKR")}, status="hypothetical"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        (
            {},
            {
                ("RUS", "UKR"): 1,
                ("USA", "RUS"): 1,
                ("NLD", "UKR"): 1,
                ("SWE", "UKR"): 2,
                ("DNK", "UKR"): 1,
                ("NOR", "UKR"): 1,
            },
        ),
        ({"actor": "Russia"}, {("RUS", "UKR"): 1, ("USA", "RUS"): 1}),
        ({"kinds": ("attack",)}, {("RUS", "UKR"): 1}),
        ({"as_of": "2025-07-20"}, {("USA", "RUS"): 1}),
        ({"since": "2025-08-01"}, {("NLD", "UKR"): 1, ("SWE", "UKR"): 2, ("DNK", "UKR"): 1, ("NOR", "UKR"): 1}),
        ({"actor": "Peru"}, {}),
    ],
)
def test_relations(record: Store, asked: dict[str, Any], pairs: dict[tuple[str, str], int]) -> None:
    found = queries.relations(record, replace(TODAY, **asked))
    assert {(r.actor, r.recipient): r.events for r in found.rows} == pairs
    assert not found.more


def test_a_relation_counts_by_class_and_names_states_in_the_readers_language(record: Store) -> None:
    (row,) = [r for r in queries.relations(record, replace(TODAY, language="fr")).rows if r.actor == "RUS"]
    assert (row.actor_name, row.recipient_name, row.most, row.kinds) == (
        "Russie",
        "Ukraine",
        "material conflict",
        ("attack 1",),
    )
    assert sum(row.classes.values()) == row.events
    (party,) = [p for p in queries.relations(record, TODAY).parties if p.party == "RUS"]
    assert (party.acts, party.receives, party.speaks) == (1, 1, 1)


def test_what_is_not_done_counts_only_when_asked_for(record: Store) -> None:
    fill(record, [THREAT], world([THREAT]))
    done = {(r.actor, r.recipient): r.events for r in queries.relations(record, TODAY).rows}
    planned = {(r.actor, r.recipient): r.events for r in queries.relations(record, TODAY, planned=True).rows}
    assert (done["RUS", "UKR"], planned["RUS", "UKR"]) == (1, 2)
    assert "Odesa" not in {r.name for r in queries.located(record, TODAY).rows}
    assert "Odesa" in {r.name for r in queries.located(record, TODAY, planned=True).rows}
    assert [len(queries.between(record, TODAY, "Russia", "UKR", planned=p)) for p in (False, True)] == [1, 2]


@pytest.mark.parametrize(
    ("who", "whom", "many"),
    [("Russia", "Ukraine", 1), ("Russie", None, 1), ("RUS", "USA", 0), ("Sweden", "Ukraine", 2), ("nobody", None, 0)],
)
def test_the_events_between_two(record: Store, who: str, whom: str | None, many: int) -> None:
    assert len(queries.between(record, TODAY, who, whom)) == many


def test_rejected_events_count_nowhere(record: Store) -> None:
    (row,) = queries.between(record, TODAY, "Russia", "Ukraine")
    record.judge(judgement_on(record, [row.event], "reject", ADA))
    join(record, JOINER)
    assert "RUS" not in {r.actor for r in queries.relations(record, TODAY).rows}
    assert queries.located(record, TODAY).rows == ()


def test_roles_by_date(record: Store) -> None:
    found = queries.roles(record, TODAY, "country:RUS")
    assert [(r.known, r.part, r.since, r.until, r.events) for r in found.rows] == [
        ("articles", "recipient", "2025-07-14", "2025-07-14", 1),
        ("articles", "actor", "2025-07-31", "2025-07-31", 1),
        ("articles", "source", "2025-07-31", "2025-07-31", 1),
    ] or {r.part for r in found.rows} == {"actor", "recipient", "source"}
    trump = queries.roles(record, TODAY, "Q22686")
    assert (trump.name, [(r.known, r.role, r.of, r.since, r.until) for r in trump.rows]) == (
        "Donald Trump",
        [
            ("gazetteer", "president", "United States", "2017-01-20", "2021-01-20"),
            ("gazetteer", "president", "United States", "2025-01-20", None),
        ],
    )
    assert queries.roles(record, TODAY, "name:nobody").rows == ()


# -- places ---------------------------------------------------------------------------


def placed(record: Store, place: str) -> tuple[str, str | None, str | None, bool]:
    """How an event is placed after an analyst says where it was."""
    (filed,) = [f for f in record.filed() if f.article.title == "Dutch package"]
    (mention,) = filed.mentions
    rows = [*fills_of(mention), Fill("place", "", place)]
    judgement = correction_on(record, mention.id, Told("pledge", rows), ADA)
    assert judgement is not None
    record.judge(judgement)
    join(record, JOINER)
    (row,) = queries.located(record, replace(TODAY, kinds=("pledge",))).rows
    return row.name, row.country, row.precision, row.is_point


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("The Hague", ("The Hague", "NLD", "city", True)),
        ("Netherlands", ("Netherlands", "NLD", "country", False)),
        ("an undisclosed place", ("an undisclosed place", None, None, False)),
    ],
)
def test_places_are_shown_as_exactly_as_they_are_told(
    record: Store, place: str, shown: tuple[str, str | None, str | None, bool]
) -> None:
    assert placed(record, place) == shown


def test_events_of_a_place_and_those_without(record: Store) -> None:
    found = queries.located(record, TODAY)
    (kyiv,) = found.rows
    assert (kyiv.name, kyiv.events, kyiv.classes["material conflict"]) == ("Kyiv", 1, 1)
    assert (found.events, found.nowhere) == (5, 4)
    assert queries.located(record, replace(TODAY, until="2025-07-20")).rows == ()
    assert ATTACK["place"][0] == "Kyiv"
