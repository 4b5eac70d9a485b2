"""A served record and a real browser for tests: one server and one browser a session, a fresh page a test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: the moment at which the tests look at the small crisis: a day before the shortened deadline
NOW = datetime(2025, 8, 7, 9, 30, tzinfo=UTC)


def stopped_clock() -> datetime:
    return NOW


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of the app, served on a free port of this machine until the end."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started, "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


class Watched:
    """What a page complained of: the console's errors, exceptions, answers that failed."""

    def __init__(self, page: Any) -> None:
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("requestfailed", self._failed)

    def _failed(self, request: Any) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # what was still loading when the page was left is no fault
            self.complaints.append(f"failed: {request.url}")
