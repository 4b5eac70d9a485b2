"""What every request needs: the record, the settings and the clock, as arguments of the app that serves them.

Pages, API and access take them from the request: `site_of(request).store`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from starlette.requests import Request

from veille.store.base import Store

Clock = Callable[[], datetime]


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves. Each has a default and says what it is for: `described()` lists them."""

    title: str = _setting("Veille", "name in the head of every page")
    language: str = _setting("en", "language of the pages for a browser that asks for none of them: fr or en")
    as_of: str | None = _setting(None, "day as of which pages open when they name none, such as 2025-08-07")
    analyst: str = _setting("analyst", "who signs judgements that are made in the browser where nobody signs in")
    page_rows: int = _setting(60, "rows on a page when the address does not say (`limit`)")
    most_rows: int = _setting(1000, "the most rows that an address may ask for")
    visit_minutes: int = _setting(30, "minutes without a page after which a further one is a new visit")

    @classmethod
    def described(cls) -> list[tuple[str, object, str]]:
        """Name, default and help of every setting."""
        return [(f.name, f.default, f.metadata["help"]) for f in fields(cls)]


@dataclass(slots=True)
class Filling:
    """How far a record is that is filled while it is served: `done` of `pages`. Whoever sets `stopped` wants it to end early."""

    pages: int
    done: int = 0
    stopped: bool = False

    @property
    def is_over(self) -> bool:
        """Whether all is read."""
        return self.done >= self.pages


@dataclass(frozen=True, slots=True)
class Site:
    """A record that is served. `now` gives the time in UTC; `filling` says how far a record is that is not whole yet."""

    store: Store
    settings: Settings
    now: Clock
    filling: Filling | None = None

    @property
    def today(self) -> str:
        """The day in UTC."""
        return self.now().date().isoformat()


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    site: Site = request.app.state.site
    return site
