"""The version of a record's tables: made when the record is new, brought up to date when it is old.

Migrations are Alembic's, in `migrations/versions/`, and run in one transaction: a record is of one version or of the next.
"""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from veille.errors import NoRecord, RecordTooNew
from veille.store.database import Database

#: the newest migration
HEAD = "0006"
#: the table in which Alembic notes the version
VERSION_TABLE = "veille_schema"
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAL_TRIES = 200
_WAL_PAUSE_SECONDS = 0.05


def bring_up_to_date(database: Database, *, create: bool) -> None:
    """Make or migrate the tables where that is needed.

    Raises NoRecord when there are none and `create` is false, or when the database belongs to something else; RecordTooNew.
    """
    with database.reading() as connection:
        found = _version(connection, database.where, create=create)
    if found == HEAD:
        return
    if database.is_sqlite and found is None:
        _turn_to_wal(database)
    with database.writing() as connection:
        # another program may have made the tables while this one waited for its turn
        if _version(connection, database.where, create=create) != HEAD:
            _migrate(connection, database.where)


def _version(connection: Connection, where: str, *, create: bool) -> str | None:
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        return str(found) if found else None
    if tables and connection.dialect.name == "sqlite":
        raise NoRecord(where, "a database of something else", "name another file")
    if not create:
        raise no_record(where)
    return None


def no_record(where: str) -> NoRecord:
    """The error for a place without a record."""
    return NoRecord(where, "no record there", "`veille add` makes one; --record says where")


def _turn_to_wal(database: Database) -> None:
    """Let readers read while another writes. The switch cannot wait for its turn by itself, so it is tried again."""
    for left in range(_WAL_TRIES, 0, -1):
        raw = database.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
            return
        except Exception as error:
            if left == 1 or "locked" not in str(error):
                raise
            time.sleep(_WAL_PAUSE_SECONDS)
        finally:
            raw.close()


def _migrate(connection: Connection, where: str) -> None:
    from alembic import command  # slow to import, and most runs find their tables up to date
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise RecordTooNew(
            where, f"a newer version of the program made it ({error})", "update veille: pip install -U veille"
        ) from error
