"""A desk: the small crisis served to one test that judges it, with a clock that goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from browsing import NOW, Watched, serving
from veille.serve.web import create_app
from veille.store import Store, open_store


@dataclass
class Desk:
    """The record behind the desk, opened beside it, and a client and an address of its pages."""

    store: Store
    client: TestClient
    place: Path

    def article(self, title: str) -> str:
        return next(f.article.id for f in self.store.filed() if f.article.title == title and not f.superseded)

    def proof(self) -> str:
        text = self.client.get("/review").text
        return text.split('"X-Veille-Proof": "')[1][:64]

    def send(self, path: str, **fields: Any) -> Any:
        """The answer to a form of ours."""
        return self.client.post(path, data={"proof": self.proof(), **fields}, follow_redirects=False)


def ticking() -> Any:
    """A clock that is a second on at every look."""
    ticks = count()
    return lambda: datetime.fromtimestamp(NOW.timestamp(), NOW.tzinfo) + timedelta(seconds=next(ticks))


@pytest.fixture
def desk(newsroom: Path, tmp_path: Path) -> Iterator[Desk]:
    """A record of the small crisis that the test may judge."""
    place = tmp_path / "desk.db"
    shutil.copy(newsroom, place)
    store = open_store(place)
    app = create_app(partial(open_store, place), now=ticking())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield Desk(store, client, place)
    store.close()


@pytest.fixture
def desk_page(desk: Desk, browser: Any) -> Iterator[Any]:
    """A page at the desk; the test fails when it complains of anything but what was refused on purpose."""
    with serving(create_app(partial(open_store, desk.place), now=ticking())) as address:
        context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1440, "height": 900})
        context.set_default_timeout(15_000)
        found = context.new_page()
        watched = Watched(found)
        yield found
        context.close()
        assert [c for c in watched.complaints if "409" not in c] == []
