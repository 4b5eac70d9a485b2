"""Each page says what the record says, in its three forms; in the browser each has no accessibility fault in either theme."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

from veille.serve.web.pages import SECTIONS

SECTION_PATHS = [section.nav.path for section in SECTIONS if section.nav]
#: further addresses that are looked at by themselves
OTHERS = ["/relation?who=Russia", "/actor?id=country:RUS", "/timeline?as_of=2025-08-01", "/search?q=kyiv", "/claims?show=conflict", "/pledges?in=EUR&stage=announced"]


def got(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


# -- the board of deadlines ---------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ("", [("upcoming", "2025-08-08", "shortened")]),
        ("as_of=2025-07-20", [("upcoming", "2025-09-02", "issued")]),
        ("as_of=2025-07-01", []),
        ("column=passed", []),
        ("actor=DNK", []),
        ("kind=attack", []),
    ],
)
def test_deadlines_stand_in_the_column_of_the_day(
    client: TestClient, asked: str, columns: list[tuple[str, str, str]]
) -> None:
    rows = got(client, f"/deadlines.json?{asked}")["rows"]
    assert [(r["column"], r["due"], r["state"]) for r in rows] == columns


def test_the_board_quotes_the_wording_and_tells_the_history(client: TestClient) -> None:
    text = client.get("/deadlines").text
    assert "«\u00a0August 8\u00a0»" in text
    assert text.index("issued") < text.rindex("shortened")


# -- the ledger of pledges ----------------------------------------------------------


def test_the_ledger_adds_nothing_twice(client: TestClient) -> None:
    found = got(client, "/pledges.json?in=USD")
    totals = {(tuple(t["donors"]), t["currency"]): t["total"] for t in found["totals"]}
    assert totals == {
        (("Netherlands",), "EUR"): "500000000",
        (("Sweden",), "USD"): "275000000",
        (("Denmark", "Norway", "Sweden"), "USD"): "500000000",
    }
    assert found["rows"][0]["converted"]["currency"] == "USD"
    text = client.get("/pledges").text
    assert text.index("500 million dollars") < text.index("a share of it:") < text.index("275 million dollars")
    assert "One sum that they give together" in text


@pytest.mark.parametrize(
    ("asked", "donors"),
    [
        ("donor=Sweden", {"Sweden", "Denmark", "Norway"}),
        ("currency=EUR", {"Netherlands"}),
        ("stage=delivered", set()),
        ("actor=NLD", {"Netherlands"}),
        ("since=2025-08-05", {"Sweden", "Denmark", "Norway"}),
        ("kind=attack", set()),
    ],
)
def test_the_ledger_can_be_narrowed(client: TestClient, asked: str, donors: set[str]) -> None:
    rows = got(client, f"/pledges.json?{asked}")["rows"]
    assert {donor for row in rows for donor in row["donors"]} == donors


def test_totals_of_a_part_say_that_they_are(client: TestClient) -> None:
    text = client.get("/pledges?limit=2").text
    assert "There are further pledges" in text
    assert "There are further pledges" not in client.get("/pledges").text


# -- claims and conflicts -----------------------------------------------------------


def test_a_row_of_claims_has_a_cell_for_each_origin(client: TestClient) -> None:
    (row,) = got(client, "/claims.json?show=conflict")["rows"]
    assert [cell["outlets"] for cell in row["cells"]] == [["wire"], ["herald"], ["radio"]]
    assert [[f["said"] for f in cell["figures"]] for cell in row["cells"]] == [["13"], ["31"], []]
    assert [cell["sayings"][0]["voice"] for cell in row["cells"]] == ["outlet", "outlet", "deny"]
    assert all(f["disputed"] for cell in row["cells"] for f in cell["figures"])


@pytest.mark.parametrize(("show", "many"), [("all", 2), ("conflict", 1), ("denied", 1), ("corroborated", 2)])
def test_which_claims(client: TestClient, show: str, many: int) -> None:
    assert len(got(client, f"/claims.json?show={show}")["rows"]) == many
    assert len(list(csv.DictReader(io.StringIO(client.get(f"/claims.csv?show={show}").text)))) >= many


def test_conflicts_stand_side_by_side(client: TestClient) -> None:
    rows = got(client, "/conflicts.json")["rows"]
    sides = {row["slot"]: [(s["said"], s["origins"]) for s in row["sides"]] for row in rows}
    assert sides == {
        "killed": [("13 people", 1), ("31 people", 1)],
        "happened": [("told", 2), ("denied by Russia", 1)],
    }
    assert got(client, "/conflicts.json?as_of=2025-07-31")["rows"] == []


# -- stories, search, events --------------------------------------------------------


def test_a_story_has_its_articles_by_origin_and_its_events(client: TestClient) -> None:
    rows = got(client, "/stories.json")["rows"]
    assert sum(row["articles"] for row in rows) == 7
    for row in rows:
        told = got(client, f"/story/{row['story']}.json")
        assert len(told["rows"]) == row["articles"]
        assert client.get(f"/story/{row['story']}").status_code == 200
    assert client.get("/story/nope").status_code == 400


def test_a_search_finds_articles_and_what_they_tell(client: TestClient) -> None:
    (first, *_) = got(client, "/search.json?q=killing")["rows"]
    assert first["title"] == "Kyiv counts its dead"
    assert len(first["events"]) == 1
    assert "<mark>killing</mark>" in client.get("/search?q=killing").text
    assert got(client, "/search.json")["rows"] == []


def test_an_event_shows_sentence_rule_page_and_whose_word(client: TestClient) -> None:
    (row,) = got(client, "/timeline.json?kind=attack")["rows"]
    text = client.get(f"/event/{row['event']}").text
    for said in ('<mark class="trigger">attacked</mark>', "attack/test/1", "Night in Kyiv", "denies", "Why these are one"):
        assert said in text
    early = client.get(f"/event/{row['event']}?as_of=2025-07-31").text
    assert "Kyiv counts its dead" not in early
    assert client.get(f"/event/{row['event']}?as_of=2025-07-30").status_code == 404


# -- the overview -------------------------------------------------------------------


def test_the_overview_of_a_first_visit_looks_back_a_week(client: TestClient) -> None:
    client.cookies.clear()
    found = got(client, "/overview.json")
    assert found["since"] == "2025-07-31"
    assert {row["kind"] for row in found["rows"]} == {"attack", "pledge"}
    assert [row["due"] for row in found["ahead"]] == ["2025-08-08"]
    assert [row["slot"] for row in found["conflicts"]] == ["killed", "happened"]
    assert [row["site"] for row in found["sources"]] == ["herald", "wire", "radio"]


@pytest.mark.parametrize(
    ("cookie", "since"),
    [
        ("~2025-08-06T18:00:00Z", "2025-08-06T18:00:00Z"),
        ("2025-08-05T18:00:00Z~2025-08-07T09:20:00Z", "2025-08-05T18:00:00Z"),
        ("nonsense", "2025-07-31"),
        ("~2025-99-99T18:00:00Z", "2025-07-31"),
    ],
)
def test_a_reader_who_comes_back_sees_what_is_new_since(client: TestClient, cookie: str, since: str) -> None:
    client.cookies.clear()
    found = got_with(client, "/overview.json", cookie)
    assert found["since"] == since


def got_with(client: TestClient, address: str, visit: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(address, headers={"cookie": f"veille_visit={visit}"}).json()
    return found


def test_news_since_a_moment_tell_old_from_new(client: TestClient) -> None:
    everything = got(client, "/overview.json?from=2025-01-01")["rows"]
    assert {row["sort"] for row in everything} == {"learned"}
    assert got(client, "/overview.json?from=2100-01-01")["rows"] == []


# -- in the browser -----------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_fault(browser: Any, served: str, client: TestClient, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    event = got(client, "/timeline.json?kind=attack")["rows"][0]
    told = got(client, f"/story/{event['story']}.json")["rows"][0]
    article = f"/article/{told['article']}"
    more = [f"/event/{event['event']}", f"/story/{event['story']}", "/nope", article, f"{article}?start=16&end=22"]
    context = browser.new_context(base_url=served, locale="en-GB", color_scheme=theme)
    page = context.new_page()
    tags = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for path in [*SECTION_PATHS, *OTHERS, *more]:
        page.goto(path)
        if page.locator("[data-chart]").count():
            page.locator("[data-drawing=done]").first.wait_for(timeout=60_000)
        found = Axe().run(page, options=tags)
        assert found.violations_count == 0, f"{path} {theme}: {found.generate_report()}"
    context.close()
