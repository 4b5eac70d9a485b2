"""`veille sources`: health, OPML in and out; `veille watch` with what is wrong with its file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from veille.acquire.source import parse_sources
from veille.cli import app
from veille.errors import MissingSource, SourceError
from veille.store import open_store
from watch.pretending import FEED, Pretence

OPML = """<opml version="2.0"><head/><body><outline text="News">
<outline type="rss" text="One &quot;A&quot;" xmlUrl="https://one.example/feed"/>
<outline type="rss" text="Deux" xmlUrl="https://deux.example/rss" language="fr"/></outline></body></opml>"""


@pytest.fixture
def record(tmp_path: Path) -> str:
    place = str(tmp_path / "record.db")
    store = open_store(place, create=True)
    world = Pretence()
    world.lists = {"one": [world.article(1), world.article(2)], "two": SourceError("two", "no feed", "ask them")}
    world.pages["https://one.example/2"] = MissingSource("https://one.example/2", "no answer")
    world.watch_once(store, FEED, replace(FEED, name="two", url="https://two.example/feed"))
    store.close()
    return place


def test_health_is_told_at_eighty_columns(record: str) -> None:
    done = CliRunner().invoke(app, ["sources", "--record", record])
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert max(map(len, lines)) <= 80
    assert lines[1].split()[:3] == ["one", "silent", "08-06"]  # by the clock of now, years later
    assert lines[2].split()[:2] == ["two", "failing"]
    assert "two: two: no feed; ask them (2025-08-06T09:30:00Z)" in lines
    assert "one: 1 items could not be had; --faults says why" in lines
    more = CliRunner().invoke(app, ["sources", "--record", record, "--faults"])
    assert "one: https://one.example/2: no answer (pending)" in more.stdout


def test_health_as_json(record: str) -> None:
    done = CliRunner().invoke(app, ["sources", "--record", record, "--json"])
    one, two = (json.loads(line) for line in done.stdout.splitlines())
    assert one["items"] == {"pending": 1, "done": 1, "failed": 0}
    assert [fault["error"] for fault in one["faults"]] == ["https://one.example/2: no answer"]
    assert (two["health"], two["failures"], two["error"]) == ("failing", 1, "two: no feed; ask them")


def test_nothing_is_watched(tmp_path: Path) -> None:
    place = str(tmp_path / "record.db")
    open_store(place, create=True).close()
    assert "nothing is watched" in CliRunner().invoke(app, ["sources", "--record", place]).stderr


def test_opml_in_and_out(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, "utf-8")
    taken = CliRunner().invoke(app, ["sources", "import", str(tmp_path / "feeds.opml")])
    found = parse_sources(taken.stdout, where="import")
    assert [(s.name, s.url, s.language) for s in found] == [
        ('One "A"', "https://one.example/feed", None),
        ("Deux", "https://deux.example/rss", "fr"),
    ]
    (tmp_path / "sources.toml").write_text(taken.stdout, "utf-8")
    given = CliRunner().invoke(app, ["sources", "export", str(tmp_path / "sources.toml")])
    (tmp_path / "again.opml").write_bytes(given.stdout_bytes)
    assert CliRunner().invoke(app, ["sources", "import", str(tmp_path / "again.opml")]).stdout == taken.stdout


@pytest.mark.parametrize("command", [["sources", "import"], ["sources", "export"], ["watch"]])
def test_a_file_that_is_none(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "none").write_text("<p>", "utf-8")
    for path in ("none", "missing"):
        done = CliRunner().invoke(app, [*command, str(tmp_path / path)])
        assert done.exit_code == 1
        assert str(tmp_path / path) in done.stderr


@pytest.mark.parametrize("address", ["9464", "127.0.0.1:", "127.0.0.1:99999"])
def test_an_address_that_is_none(address: str, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[[source]]\nname = "a"\nurl = "https://a.example/feed"\n', "utf-8")
    command = ["watch", str(tmp_path / "s.toml"), "--record", str(tmp_path / "r.db"), "--listen", address]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "ADDRESS:PORT" in done.stderr
