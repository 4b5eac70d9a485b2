"""docs/exports.md says what can be taken out, in which columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from veille.serve.exports import FORMATS
from veille.serve.exports.dyads import CODES
from veille.serve.exports.tables import TABLES

TEXT = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
ROWS = {row[0].strip("` "): [cell.strip() for cell in row[1:]] for line in TEXT.splitlines() if line.startswith("| `") for row in [line.strip("|").split("|")]}


def test_every_format_and_table_is_listed_and_nothing_else() -> None:
    assert list(ROWS) == [*FORMATS, *TABLES]


@pytest.mark.parametrize("name", FORMATS)
def test_formats(name: str) -> None:
    assert ROWS[name] == [FORMATS[name].ending, FORMATS[name].about]


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    assert ROWS[name] == [TABLES[name].about, ", ".join(c.name for c in TABLES[name].columns)]


def test_quad_codes() -> None:
    text = " ".join(TEXT.split())
    assert all(f"{code} {said}" in text for code, said in CODES.values())


def test_options_are_those_of_the_command() -> None:
    from typer.main import get_command

    from veille.cli import app

    known = {o for name in ("export", "brief") for p in get_command(app).commands[name].params for o in (*p.opts, *p.secondary_opts)}  # type: ignore[attr-defined]
    assert set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", TEXT)) <= known | {"--check"}
