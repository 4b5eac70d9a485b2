"""`veille add` and `veille reread` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from acquire.fakes import World, answer
from veille.cli import app
from veille.errors import MissingSource
from veille.store import open_store
from veille.store.adding import Outside, add

RUN = CliRunner()
PAGE = "Truce broken in the valley\n\n3 May 2016\n\nRussia fired 40 drones at Odesa overnight, Ukraine said.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "b.txt").write_text("Sign in\nPassword\nForgot your password?\n", "utf-8")
    return tmp_path


def test_add_then_add_again_then_reread(pages: Path) -> None:
    record = str(pages / "record.db")
    first = RUN.invoke(app, ["add", "--record", record, str(pages)])
    assert first.exit_code == 1
    assert first.stdout.startswith("added ")
    assert "b.txt" in first.stderr
    assert "the record holds 1 articles, 1 mentions, 1 events" in first.stderr
    second = RUN.invoke(app, ["add", str(pages / "a.txt")], env={"VEILLE_RECORD": record})
    assert second.exit_code == 0
    assert second.stdout.startswith("known ")
    assert max(len(line) for line in (first.stdout + second.stdout).splitlines()) <= 80
    nothing = RUN.invoke(app, ["reread", "--record", record])
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    again = RUN.invoke(app, ["reread", "--record", record, "--all"])
    assert again.stdout.startswith("reread ")


def test_what_is_said_over_a_page_is_kept_for_rereading(pages: Path) -> None:
    record = str(pages / "record.db")
    RUN.invoke(app, ["add", "--record", record, "--published", "2020-02-29", str(pages / "a.txt")])
    RUN.invoke(app, ["reread", "--record", record, "--all"])
    store = open_store(record)
    assert [one.known_on for one in store.filed()] == ["2020-02-29"]
    store.close()


def test_no_record_to_reread(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["reread", "--record", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "veille add" in done.stderr


def test_a_page_gone_from_its_site_is_withdrawn_until_it_is_back(tmp_path: Path) -> None:
    from veille.reader.source import open_source

    html = f'<html><head><link rel="canonical" href="https://example.org/a"></head><body><p>{PAGE}</p></body></html>'
    answers = [answer(status, html) for status in (200, 200, 410, 404, 200, 500)]
    fetcher = World({"example.org/a": answers, "example.org/never-seen": answer(404)}).fetcher()
    world = Outside(open=lambda source: open_source(source, fetcher))
    store = open_store(tmp_path / "record.db", create=True)
    outcomes = [add(store, "https://example.org/a", outside=world).outcome for _ in range(5)]
    assert outcomes == ["added", "known", "withdrawn", "known", "back"]
    with pytest.raises(MissingSource):
        add(store, "https://example.org/never-seen", outside=world)
    with pytest.raises(MissingSource):
        add(store, "https://example.org/a", outside=world)
    assert json.dumps([one.withdrawn_at for one in store.filed()]) == "[null]"
    store.close()
