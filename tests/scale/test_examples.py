"""The lines of docs/harvest.md that ask a harvest, run on one."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from scale.making import json_lines
from veille.scale.engine import harvest, in_process
from veille.scale.manifest import Wanted
from veille.scale.shards import find_shards

PAGE = Path(__file__).parents[2] / "docs" / "harvest.md"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a harvest in `harvest`."""
    found = tmp_path_factory.mktemp("examples")
    harvest(find_shards([str(json_lines(found / "x.jsonl"))]), found / "harvest", Wanted(), in_process)
    return found


def example(start: str) -> object:
    """What the page's only line that begins so gives."""
    (line,) = re.findall(rf"^    ({re.escape(start)}.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    return eval(line, {"duckdb": duckdb, "pl": pl})


def test_duckdb_counts_kinds_by_month(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    assert example("duckdb.") == [("2025-03", "attack", 1), ("2025-03", "sanction", 1), ("2025-04", "pledge", 1)]


def test_polars_finds_what_a_country_did(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    found = example("pl.")
    assert isinstance(found, pl.DataFrame)
    assert [(row["kind"], row["actor_countries"]) for row in found.to_dicts()] == [("sanction", ["FRA"])]
