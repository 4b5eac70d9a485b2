"""Records are made, migrated and refused as they should be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from veille.errors import NoRecord, RecordBusy, RecordDamaged, RecordError, RecordTooNew
from veille.store import open_store, schema
from veille.store.database import Database, database_url
from veille.store.tables import metadata

ROOT = Path(schema.__file__).parent


def test_the_newest_migration_is_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_migrations_make_the_tables_that_the_program_uses(place: Callable[[], str]) -> None:
    here = place()
    open_store(here, create=True).close()
    database = Database(database_url(here))
    own = {*metadata.tables, schema.VERSION_TABLE}

    def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in own

    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "version_table": schema.VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []
    database.close()


def test_a_newer_record_is_refused(place: Callable[[], str]) -> None:
    here = place()
    open_store(here, create=True).close()
    database = Database(database_url(here))
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    database.close()
    with pytest.raises(RecordTooNew, match="newer version"):
        open_store(here)


def test_no_record_is_told(place: Callable[[], str], quick_path: Path) -> None:
    with pytest.raises(NoRecord, match="veille add"):
        open_store(place())
    assert not list(quick_path.iterdir())


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    text_file = tmp_path / "notes.txt"
    text_file.write_text("These are notes and no database at all.\n" * 50)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as plain:
        plain.execute("CREATE TABLE cookies (id)")
    plain.close()
    for path, said in ((text_file, "no record"), (other, "something else"), (tmp_path, "cannot be opened")):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(NoRecord, match=said):
            open_store(path, create=True)
        assert before is None or path.read_bytes() == before
    with pytest.raises(NoRecord, match="cannot be opened"):
        open_store(tmp_path / "no" / "such" / "folder.db", create=True)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("mysql://a:secret@b/c", "SQLite file or on PostgreSQL"),
        ("://", "not the address"),
        ("sqlite://", "SQLite"),
    ],
)
def test_other_databases_are_refused(place: str, said: str) -> None:
    with pytest.raises(NoRecord, match=said) as caught:
        open_store(place, create=True)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(RecordBusy, match="check that the server runs") as caught:
        open_store("postgresql://ada:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_store(path, create=True).close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises((RecordDamaged, RecordError)):
        open_store(path).figures()
