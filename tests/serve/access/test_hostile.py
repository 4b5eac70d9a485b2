"""What an article contains never runs: attempts in every field, on every page, in a real browser.

The browser is told to ignore the Content-Security-Policy, so that escaping is tested by itself; the policy is tested after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Error

from browsing import serving, stopped_clock
from serve.access.hostile import PAYLOADS, fill_hostile
from serve.every_page import addresses
from store.server import memory
from veille.serve.web import create_app
from veille.store import open_store
from veille.store.base import EventFilter, StoryFilter

SAVED = (".csv", ".warc", ".schema.json", ".zip", ".parquet", ".ics", ".jsonl", ".atom", ".xml", ".geojson", ".jsonld")
#: what a page holds that could run, or that leads to where something could
AUDIT = """() => {
  const found = [];
  const brief = location.pathname.startsWith("/export/brief");  // it brings its style and policy along
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "frame", "object", "embed", "base", "applet", "portal", "marquee", "math", "plaintext"].includes(name)) say("element", element);
    if (name === "script" && !/^\\/static\\/[\\w.-]+\\?v=[\\w.]+$/.test(element.getAttribute("src") ?? "") && element.type !== "application/json") say("script", element);
    if ((name === "style" && !(brief && element === document.querySelector("style"))) || (name === "link" && !["icon", "stylesheet", "alternate"].includes(element.rel))) say("style", element);
    if (name === "meta" && element.httpEquiv && !(brief && element === document.querySelector("meta[http-equiv]"))) say("meta", element);
    for (const attribute of element.attributes) {
      const value = attribute.value.trim();
      if (/^on|^srcdoc$|^(data-)?hx-(on|vals|vars|ext)/.test(attribute.name)) say("attribute", element);
      if (attribute.name === "style" && /url|expression|import/i.test(value)) say("style", element);
      if (/^(data-)?hx-(get|post|put|patch|delete)$/.test(attribute.name) && !value.startsWith("/")) say("htmx", element);
      if (["href", "src", "action", "formaction", "xlink:href", "data", "poster", "ping", "background", "cite", "srcset"].includes(attribute.name)) {
        const leads = new URL(attribute.value, document.baseURI);
        const plain = ["http:", "https:"].includes(leads.protocol) || (name === "img" && leads.protocol === "data:");
        if (!plain && leads.protocol !== "mailto:") say("address", element);
        if (leads.origin !== location.origin && name !== "a") say("elsewhere", element);
        if (leads.origin !== location.origin && name === "a" && /opener/.test(element.rel) && !/noopener/.test(element.rel)) say("opener", element);
      }
    }
  }
  return found;
}"""
#: puts an attempt into a page as markup, which no page of ours does; unlike innerHTML, this runs scripts
PUT = """(html) => {
  const parsed = document.createRange().createContextualFragment(html);
  Document.prototype.querySelector.call(document, "main").replaceChildren(parsed);  // some take the name of it
}"""
#: what a reader does that could set something off
POKE = """() => {
  for (const element of document.querySelectorAll("main *")) {
    for (const kind of ["pointerenter", "mouseover", "focus", "input", "animationstart", "toggle", "wheel", "keydown"])
      element.dispatchEvent(new Event(kind, { bubbles: true }));
    if (element.localName === "details") element.open = true;
  }
}"""


@dataclass
class Hostile:
    """A served record of attempts: each with its article, and the ids of its events and stories."""

    address: str
    articles: list[tuple[str, str]]
    events: list[str]
    stories: list[str]
    paths: list[str]


@pytest.fixture(scope="module")
def hostile() -> Iterator[Hostile]:
    with TemporaryDirectory(prefix="veille-", dir=memory()) as folder:
        place = Path(folder) / "hostile.db"
        store = open_store(place, create=True)
        articles = fill_hostile(store)
        events = [event.id for event in store.list_events(EventFilter(), limit=1000).rows]
        stories = [story.id for story in store.list_stories(StoryFilter(), limit=1000).rows]
        store.close()
        app = create_app(partial(open_store, place), now=stopped_clock)
        idents = {"event": events[0], "article": articles[0][1], "story": stories[0], "mention": "none"}
        paths = addresses(app, idents)
        with serving(app) as address:
            yield Hostile(address, articles, events, stories, paths)


@dataclass
class Watch:
    """A page, and everything on it that should not have happened."""

    page: Any
    home: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Go there, look and poke; the status. What a browser would save is only asked for."""
        saved = path.partition("?")[0].endswith(SAVED)
        response = self.page.request.get(self.home + path) if saved else self.page.goto(self.home + path)
        assert response is not None
        assert response.status < 500, (path, response.status)
        assert response.headers["x-content-type-options"] == "nosniff"
        if "html" in response.headers["content-type"]:
            assert not saved, path
            self.look(path)
        return int(response.status)

    def look(self, where: str) -> None:
        self.page.evaluate(POKE)
        found = [*self.page.evaluate(AUDIT), *self.page.evaluate("() => window.veilleRan ?? []")]
        self.wrong += [f"{where}: {what}" for what in found]
        if not self.page.url.startswith(self.home):
            self.wrong.append(f"{where}: led to {self.page.url}")


@pytest.fixture
def watch(browser: Any, hostile: Hostile) -> Iterator[Watch]:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(20_000)
    page = context.new_page()
    found = Watch(page, hostile.address)
    page.add_init_script("window.ran = (what) => { (window.veilleRan ??= []).push(`ran ${what}`); };")

    def asked(request: Any) -> None:
        if not request.url.startswith((hostile.address, "data:image")):
            found.wrong.append(f"asked for {request.url}")

    context.on("request", asked)
    page.on("dialog", lambda dialog: (found.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: found.wrong.append(f"popup {popup.url}"))
    yield found
    context.close()


def test_there_are_enough_attempts_and_they_differ() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 100
    assert sum("ran(1)" in payload.lower() for payload in PAYLOADS) >= 100


def test_the_watch_sees_what_runs(watch: Watch) -> None:
    """The test can fail: the same attempts put into a page as markup are seen, with the policy switched off as here."""
    watch.page.goto(f"{watch.home}/timeline")
    seen = Counter[bool]()
    for payload in PAYLOADS[:70]:
        try:
            watch.page.evaluate(PUT, payload)
            watch.page.evaluate(POKE)
            seen[bool(watch.page.evaluate(AUDIT) or watch.page.evaluate("window.veilleRan ?? []"))] += 1
        except Error:  # it led away
            seen[True] += 1
            watch.page.goto(f"{watch.home}/timeline")
    assert seen[True] >= 60
    watch.page.goto(f"{watch.home}/timeline")
    watch.page.evaluate(PUT, "<img src=/x onerror=ran(1)>")
    watch.page.wait_for_function("(window.veilleRan ?? []).length > 0")


def test_nothing_of_a_record_runs_on_any_page(watch: Watch, hostile: Hostile) -> None:
    lists = [path if "." in path else f"{path}?limit=1000" for path in hostile.paths]
    things = {
        "/event/": hostile.events[::3],
        "/story/": hostile.stories[::3],
        "/article/": [ident for _, ident in hostile.articles[::3]],
    }
    pages = [f"{path}{ident}" for path, idents in things.items() for ident in idents if path in "".join(hostile.paths)]
    for path in [*lists, *pages]:
        watch.open(path)
    assert watch.wrong == []


def test_every_attempt_is_shown_as_text(watch: Watch, hostile: Hostile) -> None:
    """Nothing is hidden either: each attempt stands on the timeline as it was written."""
    watch.open("/timeline?limit=1000")
    text = " ".join(watch.page.evaluate("document.querySelector('main').textContent").split())
    shown = [payload for payload in PAYLOADS if " ".join(payload.split()) in text]
    assert len(shown) >= 100
    assert watch.wrong == []


def test_nothing_of_an_address_runs(watch: Watch) -> None:
    """What is searched for, filtered by and asked for in vain is shown again by pages and errors."""
    names = ("q", "actor", "place", "source", "since", "kind", "after", "story", "lang", "back", "note")
    for number, payload in enumerate(PAYLOADS):
        others = (
            f"/timeline?{urlencode({'actor': payload, 'place': payload, 'source': payload})}",
            f"/timeline?{urlencode({names[number // 9 % len(names)]: payload})}",
            f"/event/{quote(payload, safe='')}",
        )
        watch.open(f"/search?{urlencode({'q': payload})}" if number % 3 else others[number // 3 % len(others)])
    assert watch.wrong == []


def test_nothing_of_an_address_runs_on_any_list(watch: Watch, hostile: Hostile) -> None:
    pages = [path for path in hostile.paths if "." not in path and path.count("/") == 1]
    for number, path in enumerate(pages):
        for payload in PAYLOADS[number :: len(pages)][:4]:
            watch.open(f"{path}?{urlencode(dict.fromkeys(('q', 'actor', 'place', 'source', 'story'), payload))}")
    assert watch.wrong == []


def test_evidence_unfolded_in_place_does_not_run(watch: Watch) -> None:
    watch.open("/timeline?limit=1000")
    rows = watch.page.locator("[data-row]")
    for number in range(0, rows.count(), 20):
        row = rows.nth(number)
        row.locator("[data-unfold]").click()
        row.locator(".why > *").first.wait_for()
        watch.look(f"evidence of row {number}")
    assert watch.wrong == []


def test_the_policy_stops_what_escaping_would_not(browser: Any, hostile: Hostile) -> None:
    """Had a page an attempt as markup, the browser would still run nothing of it, nor ask anybody for anything."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.ran = (what) => { (window.veilleRan ??= []).push(what); };")
    page.goto(f"{hostile.address}/timeline")
    asked: dict[str, str] = {}  # address -> why nothing was sent
    context.on("request", lambda request: asked.setdefault(request.url, ""))
    context.on("requestfailed", lambda request: asked.update({request.url: request.failure or ""}))
    leads_away = "http-equiv=refresh"  # no policy of today stops a page from leading elsewhere; that it is text does
    for payload in PAYLOADS:
        if leads_away not in payload:
            page.evaluate(PUT, payload)
            page.evaluate(POKE)
    page.wait_for_timeout(500)
    assert page.evaluate("window.veilleRan ?? []") == []
    sent = {url: why for url, why in asked.items() if not url.startswith((hostile.address, "data:"))}
    assert len(sent) >= 2  # the browser wanted to, and says so
    assert set(sent.values()) == {"csp"}
    assert page.url.startswith(hostile.address)
    context.close()
