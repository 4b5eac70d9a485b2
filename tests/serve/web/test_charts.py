"""Charts: a picture without script, a specification that the script draws, rows as JSON and CSV."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

PATHS = ["/timeline/activity"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("theme", "ink"), [("light", "#a0231f"), ("dark", "#ef7168"), ("pink", "#a0231f")])
def test_the_picture_has_the_inks_of_the_theme(client: TestClient, path: str, theme: str, ink: str) -> None:
    answer = client.get(f"{path}.svg?theme={theme}&width=600")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert ElementTree.fromstring(answer.text).tag.endswith("svg")
    assert ink in answer.text


def test_the_bars_add_up_to_the_events(client: TestClient) -> None:
    spec = client.get("/timeline/activity.vl.json").json()
    (values,) = spec["datasets"].values()
    assert sum(value["events"] for value in values) == 5
    assert all(value["head"] - value["foot"] == value["events"] for value in values)
    assert all(client.get(value["href"]).status_code == 200 for value in values)
    assert spec["config"]["locale"]["time"]["months"][7] == "August"
    french = client.get("/timeline/activity.vl.json?lang=fr").json()
    assert french["config"]["locale"]["time"]["months"][7] == "août"


def test_the_script_draws_under_a_strict_policy(browser: Any, served: str) -> None:
    context = browser.new_context(base_url=served, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text))
    policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'"

    def strict(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route("**/timeline", strict)
    page.goto("/timeline")
    page.locator("figure[data-drawing=done] svg").wait_for(timeout=60_000)
    assert complaints == []
    page.locator("figure svg [aria-roledescription=rect], figure svg .mark-rect path").first.click()
    page.wait_for_url("**/timeline?since=**")
    context.close()


def test_the_picture_stands_without_script(browser: Any, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto("/timeline")
    page.locator("figure img").scroll_into_view_if_needed()
    assert page.locator("figure img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    context.close()


def test_a_picture_stands_where_the_script_cannot_draw(browser: Any, served: str) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    page.route("**/static/vega.js**", lambda route: route.abort())
    page.goto("/timeline")
    page.locator("figure[data-drawing=picture] img").wait_for(timeout=30_000)
    assert page.locator("figure img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    context.close()
