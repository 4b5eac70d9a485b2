"""The queue: what is in it and why; judged with one key each, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from serve.saying import ATTACK, CRISIS, Dispatch, Said, corrected_night, fill, reading, world
from serve.web.conftest import Desk


def rows(desk: Desk, asked: str = "") -> list[dict[str, Any]]:
    answer = desk.client.get(f"/review.json?{asked}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def unsure(page: Dispatch) -> Any:
    read = reading(page)
    return replace(read, mentions=tuple(replace(m, confidence=0.2) for m in read.mentions))


VAGUE = Dispatch(
    "wire",
    "2025-08-06",
    "Vague",
    (
        Said(
            "attack",
            "Russia attacked Odesa on August 5.",
            "attacked",
            {**ATTACK, "recipient": [], "place": ("Odesa", "UKR"), "time": ("August 5", "2025-08-05")},
        ),
    ),
)


def more(desk: Desk) -> None:
    """An event of little confidence, and an edited page of another."""
    fill(desk.store, [VAGUE], replace(world([VAGUE], read=unsure)))
    fill(desk.store, [corrected_night()], world([corrected_night()]))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("", [("low confidence",), ("evidence changed",)]),
        ("why=low+confidence", [("low confidence",)]),
        ("why=evidence+changed", [("evidence changed",)]),
        ("why=source+withdrawn", []),
        ("kind=pledge", []),
        ("as_of=2025-08-01", [("conflict",)]),
        ("limit=1", [("low confidence",)]),
    ],
)
def test_what_is_in_the_queue(desk: Desk, asked: str, why: list[tuple[str, ...]]) -> None:
    more(desk)
    assert [tuple(row["why"]) for row in rows(desk, asked)] == why


def test_pages_of_the_queue_hold_every_event_once(desk: Desk) -> None:
    more(desk)
    first = desk.client.get("/review.json?limit=1").json()
    second = desk.client.get(f"/review.json?limit=1&after={first['next']}").json()
    assert [r["event"]["event"] for r in (*first["rows"], *second["rows"])] == [r["event"]["event"] for r in rows(desk)]
    assert desk.client.get("/review?why=boredom").status_code == 400
    assert desk.client.get("/review.csv").text.startswith("event,why,doubts")


def test_conflicts_stand_side_by_side_and_the_fix_is_of_the_fewest(desk: Desk) -> None:
    (row,) = rows(desk)
    assert row["why"] == ["conflict"]
    assert [(d["said"], d["outlets"]) for d in row["doubts"]] == [("13 people", ["wire"]), ("31 people", ["herald"])]
    assert row["fix"][0] in [d["mention"] for d in row["doubts"]]
    text = desk.client.get("/review").text
    assert "killing 13 people" in text
    assert "killing 31 people" in text


@pytest.mark.parametrize(
    ("action", "left", "judged"),
    [("confirm", 0, ["confirmed"]), ("reject", 0, []), ("bless", 1, [None]), ("", 1, [None])],
)
def test_judging(desk: Desk, action: str, left: int, judged: list[str | None]) -> None:
    (row,) = rows(desk)
    answer = desk.send("/judge", target=row["event"]["event"], action=action, back="/review?kind=attack#e-x")
    assert len(rows(desk)) == left
    assert [e["judged"] for e in desk.client.get("/timeline.json?kind=attack").json()["rows"]] == judged
    if left:
        assert answer.status_code == 409
        return
    ident = desk.store.judgements()[0].id
    assert answer.headers["location"] == f"/review?kind=attack&did={ident}#e-x"
    assert f'value="{ident}"' in desk.client.get(f"/review?did={ident}").text
    undone = desk.send("/judge/undo", judgement=ident, back="/review")
    assert undone.headers["location"] == "/review"
    assert len(rows(desk)) == 1
    assert desk.send("/judge/undo", judgement=ident, back="/review").status_code == 409


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_judging_never_leads_elsewhere(desk: Desk, back: str) -> None:
    (row,) = rows(desk)
    answer = desk.send("/judge", target=row["event"]["event"], action="confirm", back=back)
    assert answer.headers["location"].startswith("/?did=j")


def test_split_and_join_on_the_page_of_an_event(desk: Desk) -> None:
    (row,) = rows(desk)
    event, mention = row["event"]["event"], row["doubts"][1]["mention"]
    desk.send("/judge", target=mention, action="split", back=f"/event/{event}")
    events = [e["event"] for e in desk.client.get("/timeline.json?kind=attack").json()["rows"]]
    assert len(events) == 2
    desk.send("/judge", target=events, action="join", back=f"/event/{event}")
    assert len(desk.client.get("/timeline.json?kind=attack").json()["rows"]) == 1


# -- one key each -----------------------------------------------------------------------


def test_confirm_and_undo_by_key(desk: Desk, desk_page: Any) -> None:
    more(desk)
    page = desk_page
    page.goto("/review")
    assert page.locator("[data-row]").count() == 2
    page.keyboard.press("c")
    page.locator(".done").get_by_text("Confirmed:").wait_for()
    assert page.locator("[data-row]").count() == 1
    assert page.locator("[data-row].is-current").count() == 1
    page.keyboard.press("r")
    page.locator(".done").get_by_text("Rejected:").wait_for()
    page.get_by_text("Nothing waits for a judgement").wait_for()
    page.keyboard.press("u")
    page.locator("[data-row]").wait_for()
    page.keyboard.press("u")  # of the latest judgements, which is the confirmation
    page.locator("[data-row]").nth(1).wait_for()


def test_fix_and_confirm_by_key(desk: Desk, desk_page: Any) -> None:
    page = desk_page
    page.goto("/review")
    page.keyboard.press("e")
    page.wait_for_url("**/article/**#form")
    assert page.get_by_label("and confirm its event").is_checked()
    field = page.get_by_label("killed: value 1")
    field.fill("31" if field.input_value() == "13" else "13")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_url("**/review?did=**")
    page.get_by_text("Nothing waits for a judgement").wait_for()
    assert {j.action for j in desk.store.judgements()} == {"correct", "confirm"}
    page.keyboard.press("u")
    page.locator("[data-row]").wait_for()


def test_an_event_is_judged_where_its_evidence_is_unfolded(desk: Desk, desk_page: Any) -> None:
    page = desk_page
    page.goto("/timeline?kind=attack")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.locator(".why .verdicts").wait_for()
    page.keyboard.press("c")
    page.wait_for_url("**/timeline?kind=attack&did=**")
    page.locator(".badge.confirmed").wait_for()


def test_the_queue_without_script(desk: Desk, desk_page: Any, browser: Any) -> None:
    desk_page.goto("/review")
    address = desk_page.evaluate("location.origin")
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/review")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("Nothing waits for a judgement").wait_for()
    page.locator(".done").get_by_role("button", name="Undo").click()
    assert page.locator("[data-row]").count() == 1
    context.close()


def test_the_crisis_has_its_conflict() -> None:
    assert CRISIS[2].said[0].slots["killed"] != CRISIS[3].said[0].slots["killed"]
