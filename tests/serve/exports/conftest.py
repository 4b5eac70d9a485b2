"""The small crisis taken out in every format, with what hostile pages would put into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from serve.saying import CRISIS, Dispatch, Said, fill
from veille.serve.exports import Wanted, everything, export
from veille.serve.queries import Asked
from veille.store import Store, open_store

TODAY = "2025-08-20"
AT = "2025-08-20T09:00:00Z"
#: what a page might try: markup, a spreadsheet's formula, what XML cannot hold, a calendar's line breaks
HOSTILE = (
    Dispatch("=cmd|' /C calc'!A0", "2025-08-06", "<script>alert(1)</script>", (
        Said("attack", "Russia attacked <img src=x onerror=alert(1)>\x0b Lviv in Ukraine on August 5;\nEND:VCALENDAR, killing 2 people.", "attacked",
             {"actor": "Russia", "recipient": "Ukraine", "time": ("August 5", "2025-08-05"), "killed": "2 people"}),
    ), url="javascript:alert(1)"),
    Dispatch("+sum", "2025-08-07", "\"'><svg onload=alert(1)>", (
        Said("ultimatum", "=Ukraine gave Russia until September 9 to END:VEVENT;\r\nstop.", "gave",
             {"actor": "Ukraine", "recipient": "Russia", "demand": "END:VEVENT;\r\nstop", "deadline": ("September 9", "2025-09-09")}),
    )),
)  # fmt: skip


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small crisis and the hostile pages; nobody writes to it."""
    store = open_store(tmp_path_factory.mktemp("exports") / "record.db", create=True, now=lambda: AT)
    fill(store, (*CRISIS, *HOSTILE))
    yield store
    store.close()


def wanted(store: Store, **asked: object) -> Wanted:
    """All of a record, or what is asked for."""
    options = {name: asked.pop(name) for name in ("table", "base", "address", "into", "snapshots") if name in asked}
    return replace(Wanted(store, everything(Asked(TODAY, **asked))), **options)  # type: ignore[arg-type]


def made(store: Store, name: str, **asked: object) -> bytes:
    """A record in a format."""
    return export(name, wanted(store, **asked))
