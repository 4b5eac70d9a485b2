"""The application: pages, what other parts bring, files for the browser, and errors that say what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI

from veille import __version__
from veille.serve import api
from veille.serve.access import Gate, Guard, Policy, analyst
from veille.serve.site import Clock, Filling, Settings, Site
from veille.serve.web import browser, failures, pages, preferences
from veille.serve.web.warmth import warm
from veille.store.base import Store


def utc_now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def create_app(
    open_record: Callable[[], Store],
    settings: Settings | None = None,
    now: Clock = utc_now,
    gate: Gate | None = None,
    filling: Filling | None = None,
) -> FastAPI:
    """The application over a record, which is opened when it starts and closed when it ends.

    `open_record` gives the store; `now` is the clock; `gate` says who comes in, on their own machine everybody; `filling` is how far
    a record is that is filled meanwhile.
    Raises what `open_record` raises, at the start.
    """
    admits = gate or Gate(Policy())

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        store = open_record()
        warm()
        app.state.site = Site(store, settings or Settings(), now, filling)
        try:
            yield
        finally:
            store.close()

    app = FastAPI(
        title="Veille", version=__version__, lifespan=running, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.gate = admits
    if admits.policy.sign_in:
        app.state.analyst = analyst
    app.add_middleware(Guard, gate=admits, told=failures.told)
    app.include_router(browser.router)
    app.include_router(preferences.router)
    for section in pages.SECTIONS:
        app.include_router(section.router)
    app.include_router(api.router)
    failures.handle(app)
    return app
