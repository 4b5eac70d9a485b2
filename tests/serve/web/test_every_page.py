"""Every page, found from the routes: no accessibility fault on a phone in either theme, and all of it by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from browsing import stopped_clock
from serve.every_page import addresses
from veille.serve.web import create_app
from veille.store import open_store

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: where the focus stands, whether it is seen and marked, and whether it is where nobody would look for it
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const stroked = [...element.querySelectorAll("svg a .spot, svg a .land")].some((drawn) => parseFloat(getComputedStyle(drawn).strokeWidth) >= 2);
  const label = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().slice(0, 40);
  return {
    what: `${element.localName} ${label}`,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || stroked,
    ordered: element.tabIndex <= 0,
  };
}"""


@pytest.fixture(scope="module")
def pages(client: TestClient, newsroom: Path) -> list[str]:
    """The addresses of every page in HTML."""
    event = client.get("/timeline.json?kind=attack").json()["rows"][0]
    store = open_store(newsroom)
    article = next(iter(store.filed())).article.id
    store.close()
    app = create_app(partial(open_store, newsroom), now=stopped_clock)
    found = addresses(app, {"event": event["event"], "story": event["story"], "article": article})
    own = [path for path in found if not path.startswith("/export/")]  # what is taken out stands by itself
    return [path for path in own if "html" in client.get(path).headers["content-type"]]


@pytest.fixture(scope="module", params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Any, served: str) -> Iterator[Any]:
    context = browser.new_context(
        base_url=served, locale="fr-FR", color_scheme=request.param, viewport={"width": 390, "height": 844}
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_axe_finds_no_fault_on_any_page(phone: Any, pages: list[str]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    assert len(pages) >= 5
    for path in pages:
        phone.goto(path)
        found = Axe().run(phone, options=TAGS)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"


def test_every_page_has_one_heading_a_title_and_landmarks(client: TestClient, pages: list[str]) -> None:
    titles = {}
    for path in pages:
        text = client.get(path).text
        assert text.count("<h1") == 1, path
        assert text.count("<main") == text.count('<header class="mast"') == 1, path
        titles[path] = text.partition("<title>")[2].partition("</title>")[0]
    assert all(title.partition(" · ")[0].strip() for title in titles.values()), titles


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Any, served: str, pages: list[str]) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    page = context.new_page()
    for path in pages:
        page.goto(path)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["what"].startswith("a Skip to the content"), path
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main", path
        steps = []
        for _ in range(40):
            page.keyboard.press("Tab")
            step = page.evaluate(FOCUS)
            if step is None:
                break  # through the page, back to the browser
            steps.append(step)
        bad = [step for step in steps if not (step["seen"] and step["marked"] and step["ordered"])]
        assert bad == [], path
        assert len({step["what"] for step in steps}) >= min(3, len(steps)), path  # no trap
    context.close()


def test_the_list_of_keys_opens_and_closes_on_every_page(browser: Any, served: str, pages: list[str]) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    for path in pages:
        page.goto(path)
        page.keyboard.press("?")
        assert page.locator("#keys[open]").count() == 1, path
        page.keyboard.press("Escape")
        assert page.locator("#keys[open]").count() == 0, path
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find", path
    context.close()
