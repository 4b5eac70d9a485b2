"""The timeline: which events, in which order, in which form, and each with what it rests on."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient


def rows(client: TestClient, asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/timeline.json?{asked}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("", ["pledge", "pledge", "pledge", "attack", "ultimatum"]),
        ("order=oldest", ["ultimatum", "attack", "pledge", "pledge", "pledge"]),
        ("kind=attack", ["attack"]),
        ("kind=attack&kind=ultimatum", ["attack", "ultimatum"]),
        ("actor=Russie", ["attack", "ultimatum"]),
        ("actor=DNK", ["pledge"]),
        ("place=Kyiv", ["attack"]),
        ("since=2025-08", ["pledge", "pledge", "pledge"]),
        ("until=2025-07-14", ["ultimatum"]),
        ("as_of=2025-07-20", ["ultimatum"]),
        ("q=killing", ["attack"]),
        ("actor=Peru", []),
    ],
)
def test_which_events(client: TestClient, asked: str, kinds: list[str]) -> None:
    assert [row["kind"] for row in rows(client, asked)] == kinds


def test_pages_of_a_list_hold_every_event_once(client: TestClient) -> None:
    seen: list[str] = []
    after = ""
    for _ in range(10):
        answer = client.get(f"/timeline.json?limit=2&after={after}").json()
        seen += [row["event"] for row in answer["rows"]]
        after = answer["next"]
        if after is None:
            break
    assert seen == [row["event"] for row in rows(client, "")]


def test_the_table_has_the_rows_of_the_json(client: TestClient) -> None:
    answer = client.get("/timeline.csv?kind=pledge")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["event"] for row in table] == [row["event"] for row in rows(client, "kind=pledge")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("as_of=soon", "not a date"),
        ("kind=gossip", "no such kind"),
        ("limit=0", "not a number of rows"),
        ("limit=99999", "not a number of rows"),
        ("after=nonsense", "cursor"),
        ("story=nope", "no story begins so"),
        ("q=?!", "no word"),
    ],
)
def test_what_is_wrong_is_said_in_the_form_asked_for(client: TestClient, asked: str, said: str) -> None:
    problem = client.get(f"/timeline.json?{asked}")
    assert (problem.status_code, problem.headers["content-type"]) == (400, "application/problem+json")
    assert said in problem.json()["detail"]
    page = client.get(f"/timeline?{asked}")
    assert (page.status_code, page.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert said in page.text


def test_a_denied_and_disputed_event_says_so(client: TestClient) -> None:
    (row,) = rows(client, "kind=attack")
    assert (row["disputed"], row["denied_by"]) == (["killed"], ["Russia"])
    text = client.get("/timeline?kind=attack").text
    assert "≠ killed" in text
    assert "denied by Russia" in text


def test_the_page_in_the_browser(page: Any) -> None:
    page.goto("/timeline")
    assert page.locator("[data-row]").count() == 5
    page.locator("select[name=kind]").select_option("attack")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/timeline?kind=attack**")
    assert page.locator("[data-row]").count() == 1
    page.get_by_role("link", name="evidence").click()
    page.locator(".why .source").first.wait_for()
    assert page.locator(".why .source").count() == 3
    assert page.locator(".why mark.trigger").first.inner_text() == "attacked"


def test_the_page_without_javascript(browser: Any, served: str) -> None:
    context = browser.new_context(base_url=served, locale="en-GB", java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/timeline")
    plain.locator("input[name=actor]").fill("Russia")
    plain.get_by_role("button", name="Show").click()
    assert plain.locator("[data-row]").count() == 2
    plain.get_by_role("link", name="evidence").first.click()
    assert plain.locator("h1").inner_text().startswith("Russia → Ukraine")
    assert plain.locator(".source").count() == 3
    context.close()
