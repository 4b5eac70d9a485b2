"""What tests share: readings of short texts, and the parsers loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from browsing import CHROMIUM, FLAGS, Watched, serving, stopped_clock
from serve.saying import CRISIS, fill
from veille import Reading, read
from veille.serve.web import create_app
from veille.store import Store, open_store
from veille.values import Entity

GOLD = Path(__file__).parent / "gold"


@lru_cache(maxsize=512)
def reading(text: str, language: str, published: str = "2025-08-06") -> Reading:
    """The reading of a text in `language`, published on a fixed day."""
    return read(text, published=published, language=language)


def parties(values: object) -> tuple[str, ...]:
    """Entities as alpha-3 codes or names."""
    assert isinstance(values, tuple)
    return tuple(e.country or e.organisation or e.name for e in values if isinstance(e, Entity))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Store]:
    """A record of the small crisis of serve/saying.py."""
    opened = open_store(tmp_path / "small-crisis.db", create=True)
    fill(opened, CRISIS)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record of the small crisis that served pages only read."""
    place = tmp_path_factory.mktemp("newsroom") / "record.db"
    opened = open_store(place, create=True)
    fill(opened, CRISIS)
    opened.close()
    return place


@pytest.fixture(scope="session")
def client(newsroom: Path) -> Iterator[TestClient]:
    """The pages of the newsroom, asked without a network, on a fixed day."""
    with TestClient(create_app(partial(open_store, newsroom), now=stopped_clock), base_url="http://127.0.0.1") as found:
        yield found


@pytest.fixture(scope="session")
def served(newsroom: Path) -> Iterator[str]:
    """The address at which the newsroom is served."""
    with serving(create_app(partial(open_store, newsroom), now=stopped_clock)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for all tests."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: apt-get install -y chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    """A fresh page, in English, light, 1440 wide; the test fails when the page complains of anything."""
    context = browser.new_context(
        base_url=served, locale="en-GB", color_scheme="light", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(10_000)
    found = context.new_page()
    watched = Watched(found)
    yield found
    context.close()
    assert watched.complaints == []
