"""Stores to test: a SQLite file, and schemas of a real PostgreSQL that runs for the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from store.server import memory, postgresql
from veille.store import Store, open_store

Place = Callable[[], str]
_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder in memory, where the machine has one: what tests wait for otherwise is the disk."""
    with TemporaryDirectory(prefix="veille-", dir=memory()) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, quick_path: Path) -> Place:
    """Gives the place of another empty record at every call."""
    if request.param == "sqlite":
        return lambda: str(quick_path / f"record-{next(_NUMBERS)}.db")
    server = request.getfixturevalue("server")

    def made() -> str:
        name = f"record_{next(_NUMBERS)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{server}&options=-csearch_path%3D{name}"

    return made


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened = open_store(place(), create=True)
    yield opened
    opened.close()
