"""Connections and transactions: SQLite in one file, or a PostgreSQL server.

Readers never wait. Writers take turns: SQLite has one write lock, PostgreSQL takes an advisory lock to the same effect, so that
two programs that file versions of one page cannot number them twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from veille.errors import NoRecord, RecordBusy, RecordDamaged, RecordError
from veille.store.days import utc_now

#: how long a writer waits for its turn
PATIENCE_SECONDS = 600
#: the advisory lock of PostgreSQL that writers of a record take in turn ("veille" in ASCII, shortened)
_TURN = 0x7665696C
_PRAGMAS = (
    f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
)


class Database:
    """An engine, and the two kinds of transaction. `now` gives the time of writing; `where` names the record in errors, without a password."""

    def __init__(self, url: URL, now: Callable[[], str] = utc_now) -> None:
        self.url = url
        self._now = now
        self.where = url.database or "" if url.drivername.startswith("sqlite") else url.render_as_string()
        self.engine = _engine(url, self.where)

    @property
    def is_sqlite(self) -> bool:
        """Whether the record is one SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it is at its start. Raises RecordError for what the database says."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with told(self.where), self.engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes the record when its turn has come: all of it, or nothing."""
        with told(self.where), self.engine.connect() as plain:
            connection = plain.execution_options(veille_writes=True, veille_at=self._now())
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
                yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def database_url(place: str) -> URL:
    """The URL of a record: a PostgreSQL URL as it is, anything else as the path of a SQLite file.

    Raises NoRecord for the URL of another database.
    """
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except ArgumentError:
        raise NoRecord(
            place.partition(":")[0], "not the address of a database", "write postgresql://USER@HOST/NAME"
        ) from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    raise NoRecord(
        url.render_as_string(), "a record is kept in a SQLite file or on PostgreSQL", "give a path or postgresql://..."
    )


def _engine(url: URL, where: str) -> Engine:
    if url.drivername == "sqlite":
        engine = create_engine(
            url, max_overflow=-1, connect_args={"timeout": PATIENCE_SECONDS, "check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, max_overflow=-1, connect_args={"connect_timeout": 10})
    except (ImportError, NoSuchModuleError):
        raise NoRecord(
            where, "the driver of PostgreSQL is not installed", 'run pip install "veille[postgresql]"'
        ) from None


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, so that tables are made within them too
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("veille_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told(where: str) -> Iterator[None]:
    """What the database complains of, as errors of the project."""
    try:
        yield
    except DBAPIError as error:
        raise _as_told(where, error) from error


def _as_told(where: str, error: DBAPIError) -> RecordError:
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    low = said.lower()
    if "not a database" in low:
        return NoRecord(where, "this file is no record", "name another file, or move this one away")
    if "malformed" in low or "corrupt" in low:
        return RecordDamaged(where, said, "restore the file from a copy")
    if "unable to open" in low:
        return NoRecord(where, "cannot be opened or made", "check the folder and its rights")
    if "readonly" in low or "read-only" in low:
        return RecordError(where, "may not be written to", "check the rights of the file and of its folder")
    if "disk is full" in low or "no space" in low:
        return RecordError(where, "the disk is full", "make room; what was filed is safe")
    if "locked" in low or "busy" in low:
        return RecordBusy(
            where, f"another program has held it for {PATIENCE_SECONDS} seconds", "wait for it, or stop it"
        )
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return RecordBusy(where, said, "check that the server runs, and its address, user and password")
    return RecordError(where, said, "please report this with the command that led to it")


def exists(url: URL) -> bool:
    """Whether there is a file for a SQLite record; a server is always held to be there."""
    return url.drivername != "sqlite" or Path(url.database or "").is_file()
