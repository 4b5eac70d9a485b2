"""Newsrooms with users, and one open on its own machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fastapi.testclient import TestClient

from serve.access.guarded import Guarded, add_users, guarded
from store.server import memory
from veille.serve.access import Policy
from veille.store import open_store


@pytest.fixture(scope="session")
def record_with_users() -> Iterator[Path]:
    """A record that is never opened, only copied."""
    with TemporaryDirectory(prefix="veille-", dir=memory()) as folder:
        made = open_store(Path(folder) / "users.db", create=True)
        add_users(made)
        made.close()
        yield Path(folder) / "users.db"


@pytest.fixture
def copied(record_with_users: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix="veille-", dir=memory()) as folder:
        yield Path(shutil.copy(record_with_users, Path(folder) / "guarded.db"))


@pytest.fixture
def newsroom_with_users(copied: Path) -> Iterator[Guarded]:
    with guarded(copied, Policy(sign_in=True, secure=True)) as found:
        yield found


@pytest.fixture
def outside(newsroom_with_users: Guarded) -> TestClient:
    """A browser that has not signed in."""
    return newsroom_with_users.client()


@pytest.fixture
def open_newsroom(copied: Path) -> Iterator[Guarded]:
    with guarded(copied, Policy()) as found:
        yield found


@pytest.fixture
def local(open_newsroom: Guarded) -> TestClient:
    """A browser on the machine of the server."""
    return open_newsroom.client("http://127.0.0.1:8765", "127.0.0.1")
